//! Inputs to try things on.

use proptest::test_runner::{Config as ProptestConfig, RngSeed};

use codegen::{Catalog, Copied, Inputs, OnLoss, Problems, Reading, Rule, Source, report};

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

[remedy]
0 = { do = \"nothing-to-do\", why = \"x\" }
200001 = { do = \"ask-user\", why = \"x\" }
403042 = { do = \"correct-input\", why = \"x\" }
";

/// Reads a stored page.
pub(crate) fn read(page: &str, ledger: &str) -> Result<Reading, Problems> {
    read_with(page, ledger, OnLoss::Accept)
}

pub(crate) fn read_with(page: &str, ledger: &str, loss: OnLoss) -> Result<Reading, Problems> {
    with_inputs(page, None, ledger, loss, codegen::read)
}

/// Imports a copy in any form into [`PAGE`].
pub(crate) fn import(copy: &str, ledger: &str) -> Result<Reading, Problems> {
    import_with(copy, ledger, OnLoss::Accept)
}

pub(crate) fn import_with(copy: &str, ledger: &str, loss: OnLoss) -> Result<Reading, Problems> {
    with_inputs(PAGE, Some(copy), ledger, loss, codegen::read)
}

/// Reads what has to be readable.
#[track_caller]
pub(crate) fn must_read(page: &str, ledger: &str) -> Reading {
    read(page, ledger).unwrap_or_else(|errors| panic!("{}", render(&errors, page, ledger)))
}

/// Imports what has to be readable.
#[track_caller]
pub(crate) fn must_import(copy: &str, ledger: &str) -> Reading {
    import(copy, ledger).unwrap_or_else(|errors| panic!("{}", render_import(&errors, copy, ledger)))
}

fn with_inputs<T>(
    page: &str,
    copy: Option<&str>,
    ledger: &str,
    loss: OnLoss,
    work: impl FnOnce(&Inputs) -> T,
) -> T {
    work(&Inputs {
        page: Source::new(codegen::PAGE, page),
        ledger: Source::new(codegen::LEDGER, ledger),
        copy: copy.map(|copy| Copied {
            source: Source::new("copy", copy),
            day: "2026-11-22".to_owned(),
        }),
        loss,
    })
}

pub(crate) fn real_catalog() -> Catalog {
    must_read(REAL_PAGE, REAL_LEDGER).catalog
}

/// Problems of a stored page as they print outside of a terminal.
pub(crate) fn render(problems: &Problems, page: &str, ledger: &str) -> String {
    let report = |inputs: &Inputs| report::render(problems, inputs, 100, report::SHOWN);
    let report = with_inputs(page, None, ledger, OnLoss::Accept, report);
    anstream::adapter::strip_str(&report).to_string()
}

/// Problems of an import as they print outside of a terminal.
pub(crate) fn render_import(problems: &Problems, copy: &str, ledger: &str) -> String {
    let report = |inputs: &Inputs| report::render(problems, inputs, 100, report::SHOWN);
    let report = with_inputs(PAGE, Some(copy), ledger, OnLoss::Accept, report);
    anstream::adapter::strip_str(&report).to_string()
}

/// The warnings of `reading`, without codes that have no remedy.
pub(crate) fn findings(reading: &Reading) -> Problems {
    let warnings = reading.problems.iter();
    warnings
        .filter(|warning| warning.rule != Rule::UnreviewedRemedy)
        .cloned()
        .collect()
}

/// The same random cases in every run, or those of `PROPTEST_RNG_SEED`.
pub(crate) fn random_cases(cases: u32) -> ProptestConfig {
    let mut config = ProptestConfig::with_cases(cases);
    config.failure_persistence = None;
    if matches!(config.rng_seed, RngSeed::Random) {
        config.rng_seed = RngSeed::Fixed(403042);
    }
    config
}

/// Whether to take the time that the gate has: `THOROUGH=1`.
pub(crate) fn thorough() -> bool {
    std::env::var_os("THOROUGH").is_some()
}

/// `text` with `to` instead of `from`, which occurs once.
#[track_caller]
pub(crate) fn replaced(text: &str, from: &str, to: &str) -> String {
    assert_eq!(
        text.matches(from).count(),
        1,
        "{from:?} should occur once in the text"
    );
    text.replace(from, to)
}
