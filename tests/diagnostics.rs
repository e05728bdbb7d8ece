//! The report about each mistake in an input: the place, the problem and a fix.

use codegen::{OnLoss, Problems, Reading, Rule};

use crate::support::fixtures::{
    LEDGER, PAGE, import_with, read_with, render, render_import, replaced,
};
use crate::support::gallery::{check_gallery, patched};

#[test]
fn gallery() {
    check_gallery("diagnostics", |case| {
        let [page, ledger] = patched([PAGE, LEDGER].map(str::to_owned), &case.input);
        let report = if case.title.starts_with("copy: ") {
            report_import(&page, &ledger)
        } else {
            report(&page, &ledger)
        };
        format!("{}\n\n{report}", case.input)
    });
}

/// The report about a stored page.
fn report(page: &str, ledger: &str) -> String {
    let problems = problems_of(read_with(page, ledger, OnLoss::Refuse));
    render(&problems, page, ledger)
}

/// The report about an import of `copy`.
fn report_import(copy: &str, ledger: &str) -> String {
    let problems = problems_of(import_with(copy, ledger, OnLoss::Refuse));
    render_import(&problems, copy, ledger)
}

/// The problems, without the warnings about codes that have no remedy.
fn problems_of(reading: Result<Reading, Problems>) -> Problems {
    let mut problems = reading.map_or_else(|errors| errors, |reading| reading.problems);
    problems.retain(|problem| problem.rule != Rule::UnreviewedRemedy);
    problems
}

#[test]
fn a_report_shows_ten_problems_of_a_rule_and_counts_the_rest() {
    let rows: String = (1..61).map(|n| format!("{n}\t\tB\n")).collect();
    let page = replaced(PAGE, "0\t\tSuccess.\n", &rows);
    let text = report(&page, LEDGER);
    assert_eq!(text.matches("has no message").count(), 10);
    assert!(text.ends_with("... and 50 more [no-message]\n\n"), "{text}");
}
