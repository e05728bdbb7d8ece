//! What a new page does to the ledger, and what it never does.

use codegen::ledger::{Change, Ledger};
use codegen::words::Provenance;
use codegen::{Diagnostics, Loss, Source};

use crate::fixture::{LEDGER, PAGE, findings, must_read, read, replaced};

const ROW: &str = "403042\tInvalid loginID\tWhen <code>accounts.login</code> fails.\n";

#[test]
fn nothing_new_changes_nothing() {
    let reading = must_read(PAGE, LEDGER);
    assert_eq!(reading.ledger, LEDGER);
    assert!(reading.changes.is_empty());
}

#[test]
fn an_empty_ledger_is_filled() {
    assert_eq!(must_read(PAGE, "").ledger, LEDGER);
}

#[test]
fn a_new_code_gets_a_line_in_its_place() {
    let page = replaced(PAGE, ROW, &format!("{ROW}300001\tNew thing\tIt is new.\n"));
    let reading = must_read(&page, LEDGER);
    assert_eq!(
        reading.changes.into_iter().collect::<Vec<_>>(),
        [(300001, Change::Added)]
    );
    let line = "300001 = { name = \"NEW_THING\", message = \"New thing\" }\n403042";
    assert_eq!(reading.ledger, replaced(LEDGER, "403042", line));
}

#[test]
fn a_reworded_message_never_renames() {
    let page = replaced(PAGE, "Invalid loginID", "Wrong login or password");
    let reading = must_read(&page, LEDGER);
    assert_eq!(reading.changes[&403042], Change::Reworded);
    assert_eq!(
        reading.ledger,
        replaced(LEDGER, "Invalid loginID", "Wrong login or password")
    );
    assert_eq!(reading.catalog.codes[2].name, "INVALID_LOGIN_ID");
}

#[test]
fn a_vanished_code_is_kept_and_a_returned_one_restored() {
    let page = replaced(PAGE, ROW, "");
    let reading = must_read(&page, LEDGER);
    assert_eq!(reading.changes[&403042], Change::Retired);
    let code = &reading.catalog.codes[2];
    assert_eq!(code.provenance, Provenance::Retired);
    assert_eq!(code.message.as_deref(), Some("Invalid loginID"));
    let retired = format!(
        "not on the page with SHA-256 {}",
        reading.catalog.page_sha256
    );
    let line = format!("message = \"Invalid loginID\", retired = \"{retired}\" }}");
    assert_eq!(
        reading.ledger,
        replaced(LEDGER, "message = \"Invalid loginID\" }", &line)
    );
    assert_eq!(
        must_read(&page, &reading.ledger).ledger,
        reading.ledger,
        "marked once"
    );

    let back = must_read(PAGE, &reading.ledger);
    assert_eq!(back.changes[&403042], Change::Restored);
    assert_eq!(back.ledger, LEDGER);
}

#[test]
fn what_people_wrote_survives() {
    let by_hand = "\
# My comment.
[codes]   # of all
403042 = { message = 'Invalid loginID', name = \"INVALID_LOGIN_ID\" } # first, for a reason

# the rest
0      = { name = \"SUCCESS\",   message = \"\" }
200001 = { name = \"OPERATION_CANCELED\",  message=\"Old words\" } # here
";
    let page = replaced(
        PAGE,
        ROW,
        &format!("{ROW}403043\tLogin identifier exists\tIt does.\n"),
    );
    // White space within a changed line is not worth keeping.
    let expected = replaced(
        by_hand,
        ",  message=\"Old words\"",
        ", message = \"Operation canceled\"",
    ) + "403043 = { name = \"LOGIN_IDENTIFIER_EXISTS\", message = \"Login identifier exists\" }\n";
    assert_eq!(must_read(&page, by_hand).ledger, expected);
}

#[test]
fn an_observed_code_that_is_documented_keeps_its_name() {
    let ledger = replaced(
        LEDGER,
        "name = \"INVALID_LOGIN_ID\", message = \"Invalid loginID\"",
        "name = \"LOGIN_REFUSED\", seen = [\"someone/sdk\"]",
    );
    let reading = must_read(PAGE, &ledger);
    assert_eq!(reading.changes[&403042], Change::Added);
    assert_eq!(reading.catalog.codes[2].name, "LOGIN_REFUSED");
    assert_eq!(findings(&reading)[0].id, "stale-evidence");
}

/// [`PAGE`] with twenty codes, of which the first `gone` are not there, and the next `empty` have
/// no description.
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
    let check = |gone, empty, ledger: &str, expected: &[&str]| {
        let page = page_of_twenty(gone, empty);
        assert!(read(&page, ledger).is_ok(), "it is read if that is meant");
        let [page, ledger] = [("page", page.as_str()), ("ledger", ledger)]
            .map(|(name, text)| Source::new(name, text));
        let errors = codegen::read(&page, &ledger, Loss::Refuse).err();
        let errors = errors.iter().flat_map(|errors| errors.iter());
        let messages: Vec<&str> = errors.map(|error| error.message.as_str()).collect();
        assert_eq!(messages, expected);
    };
    check(0, 0, &ledger, &[]);
    check(2, 1, &ledger, &[]);
    check(
        3,
        0,
        &ledger,
        &["3 of 20 codes are not on the page any more"],
    );
    check(0, 2, &ledger, &[]);
    check(0, 3, &ledger, &["3 of 20 rows have no description"]);
    check(
        3,
        2,
        &ledger,
        &[
            "2 of 17 rows have no description",
            "3 of 20 codes are not on the page any more",
        ],
    );
    let accepted = "\n[[accepted]]\nfinding = \"no-description\"\ncodes = [400100]\nwhy = \"x\"\n";
    check(0, 3, &format!("{ledger}{accepted}"), &[]);
    // Codes that are retired already are not lost once more.
    check(3, 0, &must_read(&page_of_twenty(3, 0), &ledger).ledger, &[]);
}

#[test]
fn a_message_has_at_most_200_characters() {
    for (length, id) in [(200, None), (201, Some("long-message"))] {
        let page = replaced(PAGE, "Invalid loginID", &"\u{fc}".repeat(length));
        let errors = read(&page, LEDGER).err().unwrap_or_default();
        assert_eq!(errors.first().map(|error| error.id), id);
    }
}

#[test]
fn sentences_that_mean_the_class_rule_are_kept_with_their_place() {
    let check = |text: &str, words: &[&str], error: Option<(&str, &str)>| {
        let mut diagnostics = Diagnostics::default();
        let ledger = Ledger::parse(&Source::new("ledger", text), &mut diagnostics);
        let rules = ledger.class_rules.iter();
        let rules: Vec<_> = rules
            .map(|rule| {
                assert_eq!(text[rule.span.range()], format!("{:?}", rule.value));
                rule.value.as_str()
            })
            .collect();
        assert_eq!(rules, words);
        let found = diagnostics.first().map(|error| {
            let (span, _) = &error.labels[0];
            (error.message.as_str(), &text[span.range()])
        });
        assert_eq!(found, error);
    };
    check(
        "[[class-rule]]\nwords = \"0 is good.\"\nwhy = \"x\"\n\
         [[class-rule]]\nwords = \"All else is bad.\"\nwhy = \"y\"\n",
        &["0 is good.", "All else is bad."],
        None,
    );
    let one = |line: &str| format!("[[class-rule]]\nwords = \"a\"\n{line}\n");
    check(
        &one(""),
        &[],
        Some(("missing field `why`", "[[class-rule]]")),
    );
    check(&one("why = \"\""), &[], Some(("an empty text", "\"\"")));
    check(
        &one("why = 1"),
        &[],
        Some(("invalid type: integer `1`", "1")),
    );
}

#[test]
fn each_bad_entry_is_reported() {
    let ledger = "\
[codes]
x = { name = \"X\" }
1 = 1
2 = { name = 2 }
3 = { name = [] }
[class]
4 = { is = \"odd\", why = \"x\" }
[[accepted]]
finding = \"order\"
why = \"x\"
";
    let mut diagnostics = Diagnostics::default();
    Ledger::parse(&Source::new("ledger", ledger), &mut diagnostics);
    let found: Vec<String> = diagnostics
        .iter()
        .map(|error| format!("{}; {}", error.message, error.labels[0].1))
        .collect();
    insta::assert_snapshot!(found.join("\n"), @r#"
    "x" is not a code; expected a number from 0 to 999999
    invalid type: integer `1`; expected { name = "..", .. }
    not a name; expected ".." or ["..", ".."]
    no name; expected at least one
    unknown word `odd`; expected one of `success`, `response`, `error`
    an acceptance without a text or codes; expected text = ".." or codes = [..] beside it
    "#);
}
