//! What people see when an input is wrong, or could be better: the place, the problem, the way out.

use codegen::{OnLoss, Rule, Source};

use crate::fixture::{LEDGER, PAGE, cases, compare_gallery, must_read, patched, render, replaced};

const DAMAGES: &str = include_str!("pages/diagnostics.txt");

#[test]
fn gallery() {
    let mut gallery = String::new();
    for (title, damage) in cases(DAMAGES) {
        let [page, ledger] = patched([PAGE, LEDGER].map(str::to_owned), damage);
        // A page of which only the style is wrong has lost nothing.
        let loss = if title.starts_with("style: ") {
            OnLoss::Accept
        } else {
            OnLoss::Refuse
        };
        let said = said_about(&page, &ledger, loss);
        gallery.push_str(&format!("=== {title}\n{damage}\n\n{said}"));
    }
    compare_gallery("diagnostics", &gallery);
}

/// What is said about a page and a ledger, but for the codes whose remedy nobody has decided on.
fn said_about(page: &str, ledger: &str, loss: OnLoss) -> String {
    let sources = [
        Source::new(codegen::PAGE, page),
        Source::new(codegen::LEDGER, ledger),
    ];
    let said = match codegen::read(&sources[0], &sources[1], loss) {
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
