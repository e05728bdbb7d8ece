//! Changes of the page or the ledger: what `regen` writes into the ledger, how `diff` shows and judges them.

use codegen::OnLoss;
use codegen::catalog::Catalog;
use codegen::diff::{Released, diff_catalogs};

use crate::support::fixtures::{LEDGER, PAGE, must_read, read, read_with, replaced};
use crate::support::gallery::{changed_lines, check_gallery, patched};

const ROW: &str = "403042\tInvalid loginID\tWhen <code>accounts.login</code> fails.\n";

#[test]
fn gallery() {
    check_gallery("changes", |case| {
        let mut result = String::new();
        let mut files = [PAGE, LEDGER].map(str::to_owned);
        let mut before = must_read(PAGE, LEDGER).catalog;
        for step in case.input.split("\n\n") {
            let [page, ledger] = patched(files, step);
            let after = must_read(&page, &ledger);
            let diff = diff_catalogs(&before, &after.catalog, &Released::All);
            let pull_request = diff.to_pull_request(&after.catalog, "1.0.0", &after.problems, "");
            result.push_str(&format!(
                "{step}\n--- regen\n{}--- diff\n{}--- diff --format markdown\n{}--- to decide\n{}\n",
                changed_lines(&ledger, &after.ledger),
                anstream::adapter::strip_str(&diff.to_text()),
                diff.to_markdown(),
                tasks(&pull_request),
            ));

            let is_same = generated(&before) == generated(&after.catalog);
            assert_eq!(diff.changes.is_empty(), is_same, "{step}");
            let again = must_read(&page, &after.ledger);
            assert_eq!(again.ledger, after.ledger, "once is enough: {step}");
            files = [page, after.ledger];
            before = after.catalog;
        }
        result
    });
}

/// The lines of a pull request's text that a reviewer ticks off.
fn tasks(pull_request: &str) -> String {
    let tasks = pull_request
        .lines()
        .filter(|line| line.starts_with("- [ ] "));
    tasks.map(|task| format!("{task}\n")).collect()
}

/// The generated crate without its first lines, which name the page.
fn generated(catalog: &Catalog) -> String {
    let rust = codegen::emit::rust(catalog);
    rust.split_once("\n\n").unwrap().1.to_owned()
}

/// [`PAGE`] with twenty codes. The first `gone` are missing, and the next `empty` have no description.
fn page_of_twenty(gone: usize, empty: usize) -> String {
    let rows = (gone..17).map(|n| {
        let description = if n < gone + empty { "" } else { "D." };
        format!("{}\tNumber {n}\t{description}\n", 400100 + n)
    });
    replaced(PAGE, ROW, &format!("{ROW}{}", rows.collect::<String>()))
}

#[test]
fn a_page_that_lost_much_is_refused() {
    let ledger = must_read(&page_of_twenty(0, 0), LEDGER).ledger;
    let accepted = "\n[[accepted]]\nrule = \"no-description\"\ncodes = [400100]\nwhy = \"x\"\n";
    let accepted = format!("{ledger}{accepted}");
    let retired = must_read(&page_of_twenty(3, 0), &ledger).ledger;
    let gone = "3 of 20 codes are no longer on the page";
    let cases: [(_, _, _, &[&str]); 8] = [
        (0, 0, &ledger, &[]),
        (2, 1, &ledger, &[]),
        (3, 0, &ledger, &[gone]),
        (0, 2, &ledger, &[]),
        (0, 3, &ledger, &["3 of 20 rows have no description"]),
        (3, 2, &ledger, &["2 of 17 rows have no description", gone]),
        (0, 3, &accepted, &[]),
        // Codes that are retired already are not lost once more.
        (3, 0, &retired, &[]),
    ];
    for (gone, empty, ledger, expected) in cases {
        let page = page_of_twenty(gone, empty);
        assert!(
            read(&page, ledger).is_ok(),
            "it is read with `--accept-loss`"
        );
        let errors = read_with(&page, ledger, OnLoss::Refuse).err();
        let errors = errors.iter().flatten().filter(|problem| problem.is_error());
        let messages: Vec<&str> = errors.map(|error| error.message.as_str()).collect();
        assert_eq!(messages, expected);
    }
}
