//! What people see when an input is wrong, or could be better: the place, the problem, the way out.

use codegen::{OnLoss, Problems, Reading, Rule};

use crate::support::fixtures::{
    LEDGER, PAGE, import_with, must_read, read, read_with, render, render_import, replaced,
};
use crate::support::gallery::{check_gallery, patched};

#[test]
fn gallery() {
    check_gallery("diagnostics", |case| {
        let damage = &case.input;
        let [page, ledger] = patched([PAGE, LEDGER].map(str::to_owned), damage);
        // A page of which only the style is wrong has lost nothing.
        let loss = if case.title.starts_with("style: ") {
            OnLoss::Accept
        } else {
            OnLoss::Refuse
        };
        let said = if case.title.starts_with("copy: ") {
            let problems = problems_of(import_with(&page, &ledger, loss));
            render_import(&problems, &page, &ledger)
        } else {
            render(
                &problems_of(read_with(&page, &ledger, loss)),
                &page,
                &ledger,
            )
        };
        format!("{damage}\n\n{said}")
    });
}

/// The problems, without codes that have no remedy.
fn problems_of(reading: Result<Reading, Problems>) -> Problems {
    let mut problems = reading.map_or_else(|errors| errors, |reading| reading.problems);
    problems.retain(|problem| problem.rule != Rule::UnreviewedRemedy);
    problems
}

#[test]
fn the_rest_is_counted() {
    let rows: String = (1..61).map(|n| format!("{n}\t\tB\n")).collect();
    let page = replaced(PAGE, "0\t\tSuccess.\n", &rows);
    let text = render(&problems_of(read(&page, LEDGER)), &page, LEDGER);
    assert_eq!(text.matches("has no message").count(), 50);
    assert!(text.ends_with("... and 10 more\n\n"), "{text}");
}

#[test]
fn a_documented_code_needs_a_reviewed_remedy() {
    for ledger in [
        LEDGER.replace("403042 = { do = \"correct-input\", why = \"x\" }\n", ""),
        LEDGER.replace("correct-input", "unreviewed"),
    ] {
        let problems = must_read(PAGE, &ledger).problems;
        let found: Vec<_> = problems
            .iter()
            .map(|problem| (problem.rule, problem.code))
            .collect();
        assert_eq!(found, [(Rule::UnreviewedRemedy, Some(403042))]);
    }
}
