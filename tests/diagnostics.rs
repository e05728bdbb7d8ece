//! The report about each mistake in an input: the place, the problem and a fix.

use codegen::{OnLoss, Rule};

use crate::support::fixtures::{LEDGER, PAGE, must_read, read_with, render, replaced};
use crate::support::gallery::{check_gallery, patched};

#[test]
fn gallery() {
    check_gallery("diagnostics", |case| {
        let [page, ledger] = patched([PAGE, LEDGER].map(str::to_owned), &case.input);
        format!("{}\n\n{}", case.input, report(&page, &ledger))
    });
}

/// The report, without the warnings about codes that have no remedy.
fn report(page: &str, ledger: &str) -> String {
    let mut problems = match read_with(page, ledger, OnLoss::Refuse) {
        Ok(reading) => reading.problems,
        Err(errors) => errors,
    };
    problems.retain(|problem| problem.rule != Rule::UnreviewedRemedy);
    render(&problems, page, ledger)
}

#[test]
fn a_report_shows_fifty_problems_and_counts_the_rest() {
    let rows: String = (0..60).map(|n| format!("x{n}\tA\tB\n")).collect();
    let page = replaced(PAGE, "0\t\tSuccess.\n", &rows);
    let text = report(&page, LEDGER);
    assert_eq!(text.matches("is not a code").count(), 50);
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
