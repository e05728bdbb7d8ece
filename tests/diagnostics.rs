//! What people see when an input is wrong, or could be better: the place, the problem, the way out.

use codegen::{OnLoss, Source, report};

use crate::support::fixtures::{LEDGER, PAGE, REAL_LEDGER, REAL_PAGE, must_read, render, replaced};
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
    let sources = [
        Source::new(codegen::PAGE, page),
        Source::new(codegen::LEDGER, ledger),
    ];
    let said = match codegen::read(&sources[0], &sources[1], loss) {
        Ok(reading) => {
            let findings = reading.findings.iter().cloned();
            findings
                .filter(|finding| finding.id != "unreviewed-remedy")
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
fn codes_without_a_remedy_are_found() {
    let ledger = format!("{LEDGER}[remedy]\n0 = {{ do = \"nothing-to-do\", why = \"x\" }}\n");
    let unreviewed = must_read(PAGE, &ledger).findings;
    let codes: Vec<_> = unreviewed.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Some(200001), Some(403042)]);

    let ledger = format!("{ledger}403042 = {{ do = \"unreviewed\", why = \"x\" }}\n");
    let findings = must_read(PAGE, &ledger).findings;
    assert_eq!(
        findings, unreviewed,
        "a documented code is never `unreviewed`"
    );
}

#[test]
fn the_report_on_the_real_page() {
    let reading = must_read(REAL_PAGE, REAL_LEDGER);
    let report = report::markdown(&reading, &Source::new(codegen::PAGE, REAL_PAGE));
    insta::assert_snapshot!(report);
}

#[test]
fn the_report_is_about_the_page_only() {
    // Without a ledger, no code has a reviewed remedy.
    let reading = must_read(REAL_PAGE, "");
    let report = report::markdown(&reading, &Source::new(codegen::PAGE, REAL_PAGE));
    assert!(
        report.contains("Links lead nowhere") && !report.contains("remedy"),
        "{report}"
    );
}
