//! Findings about the page.

use codegen::{Source, report};

use crate::fixture::{
    FROZEN_LEDGER, FROZEN_PAGE, LEDGER, PAGE, REAL_LEDGER, REAL_PAGE, must_read, replaced,
};

/// The ids of the findings about [`PAGE`] with `from` replaced, but for those about every code.
#[track_caller]
fn check(from: &str, to: &str, expected: &[&str]) {
    let reading = must_read(&replaced(PAGE, from, to), LEDGER);
    let ids: Vec<_> = reading.findings.iter().map(|finding| finding.id).collect();
    let ids: Vec<_> = ids
        .into_iter()
        .filter(|id| *id != "unreviewed-remedy")
        .collect();
    assert_eq!(ids, expected, "{to}");
}

#[test]
fn each_kind() {
    const DESCRIPTION: &str = "User <b>canceled</b>.";
    check("User", "User", &[]);
    check(
        "## Additional",
        "Nothing more\n\n## Additional",
        &["beside-the-table"],
    );
    check(DESCRIPTION, "", &["no-description"]);
    check(
        "Invalid loginID",
        "operation canceled",
        &["duplicate-message"],
    );
    check(
        "0\t\tSuccess.\n",
        "500001\tError\tE.\n0\t\tSuccess.\n",
        &["order", "order", "order"],
    );
    check(
        "0\t\tSuccess.\n",
        "0\t\tSuccess.\n299001\tError\tE.\n",
        &["family", "order"],
    );
    check(
        DESCRIPTION,
        "<a href=\"#\">A</a> <a href=\"#\">B</a>",
        &["placeholder-link"],
    );
    check(
        DESCRIPTION,
        "<ul><li>• A</li><li>• B</li></ul>",
        &["presentational-bullet"],
    );
    check(DESCRIPTION, "<b>A</b> .", &["white-space"]);
    check(DESCRIPTION, "A&nbsp;B .", &["white-space"]);
    check(DESCRIPTION, "It\u{e2}\u{20ac}\u{2122}s", &["mojibake"]);
    check(DESCRIPTION, "A \"quote", &["unbalanced-quote"]);
    check(
        DESCRIPTION,
        "An error is returned.",
        &["class-contradiction"],
    );
    check("Invalid loginID", "Invalid Login", &["message-casing"]);
    check("Invalid loginID", "Invalid API key", &[]);
    check("Invalid loginID", "Invalid plan B", &[]);
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
fn an_accepted_finding_that_is_gone_is_a_finding() {
    let page = replaced(FROZEN_PAGE, "Ip Blocked", "IP blocked");
    let reading = must_read(&page, FROZEN_LEDGER);
    let [finding] = &reading.findings[..] else {
        panic!("{:?}", reading.findings)
    };
    assert_eq!(finding.id, "unused-acceptance");
}
