//! Inputs to try things on.

use codegen::diagnostic::Severity;
use codegen::{Catalog, Diagnostics, OnLoss, Reading, Source, report};

/// The page, as published. It changes, and tests that look at it must not mind.
pub(crate) const REAL_PAGE: &str = include_str!("../../spec/response-codes.md");
/// The ledger.
pub(crate) const REAL_LEDGER: &str = include_str!("../../spec/ledger.toml");

/// The page as it was when these tests were written: it is edited in many ways, and stays.
pub(crate) const FROZEN_PAGE: &str = include_str!("../cases/response-codes.md");
/// The ledger of that day.
pub(crate) const FROZEN_LEDGER: &str = include_str!("../cases/ledger.toml");

/// A page with three codes.
pub(crate) const PAGE: &str = "\
# Response Codes and Errors

## Description

0 indicates success while 20000x codes indicate a response; all other codes indicate an error.

## Error Code Definitions Table

errorCode\terrorMessage\tDescription
0\t\tSuccess.
200001\tOperation canceled\tUser <b>canceled</b>.

403042\tInvalid loginID\tWhen <code>accounts.login</code> fails.

## Additional Information

More.
";

/// The ledger that belongs to [`PAGE`].
pub(crate) const LEDGER: &str = "\
[codes]
0 = { name = \"SUCCESS\", message = \"\" }
200001 = { name = \"OPERATION_CANCELED\", message = \"Operation canceled\" }
403042 = { name = \"INVALID_LOGIN_ID\", message = \"Invalid loginID\" }
";

pub(crate) fn read(page: &str, ledger: &str) -> Result<Reading, Diagnostics> {
    codegen::read(
        &Source::new(codegen::PAGE, page),
        &Source::new(codegen::LEDGER, ledger),
        OnLoss::Accept,
    )
}

/// Reads what has to be readable.
#[track_caller]
pub(crate) fn must_read(page: &str, ledger: &str) -> Reading {
    read(page, ledger).unwrap_or_else(|errors| panic!("{}", render(&errors, page, ledger)))
}

pub(crate) fn real_catalog() -> Catalog {
    must_read(REAL_PAGE, REAL_LEDGER).catalog
}

/// Diagnostics as they print outside of a terminal.
pub(crate) fn render(diagnostics: &Diagnostics, page: &str, ledger: &str) -> String {
    let page = Source::new(codegen::PAGE, page);
    let ledger = Source::new(codegen::LEDGER, ledger);
    let report = report::render(diagnostics, &page, &ledger, 100, report::SHOWN);
    anstream::adapter::strip_str(&report).to_string()
}

/// What `regen` says about its inputs: all findings but those about the page's style.
pub(crate) fn findings(reading: &Reading) -> Diagnostics {
    let findings = reading.findings.iter();
    findings
        .filter(|finding| finding.severity == Severity::Warning)
        .cloned()
        .collect()
}

/// Whether to take the time that the gate has: `THOROUGH=1`.
pub(crate) fn thorough() -> bool {
    std::env::var_os("THOROUGH").is_some()
}

/// `text` with `from`, which stands there once, replaced.
#[track_caller]
pub(crate) fn replaced(text: &str, from: &str, to: &str) -> String {
    assert_eq!(
        text.matches(from).count(),
        1,
        "{from:?} should stand in the text once"
    );
    text.replace(from, to)
}
