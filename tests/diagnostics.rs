//! What people see when an input is wrong, or could be better: the place, the problem, the way out.

use codegen::{OnLoss, Source, report};

use crate::fixture::{
    LEDGER, PAGE, REAL_LEDGER, REAL_PAGE, cases, compare_gallery, must_read, patched, render,
    replaced,
};

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
