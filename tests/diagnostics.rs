//! What people see when an input is wrong, or could be better: the place, the problem, the way out.

use codegen::{OnLoss, Rule};

use crate::support::fixtures::{LEDGER, PAGE, must_read, read_with, render, replaced};
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
        let said = said_about(&page, &ledger, loss);
        format!("{damage}\n\n{said}")
    });
}

/// What is said about a page and a ledger, but for the codes whose remedy nobody has decided on.
fn said_about(page: &str, ledger: &str, loss: OnLoss) -> String {
    let said = match read_with(page, ledger, loss) {
        Ok(reading) => {
            let findings = reading.problems.iter().cloned();
            findings
                .filter(|finding| finding.rule != Rule::UnreviewedRemedy)
                .collect()
        }
        Err(errors) => errors,
    };
    render(&said, page, ledger)
}

#[test]
fn the_rest_is_counted() {
    let rows: String = (0..60).map(|n| format!("x{n}\tA\tB\n")).collect();
    let page = replaced(PAGE, "0\t\tSuccess.\n", &rows);
    let text = said_about(&page, LEDGER, OnLoss::Refuse);
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
