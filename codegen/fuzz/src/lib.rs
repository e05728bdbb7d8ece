//! What has to be true of the generator whatever it is given.
//!
//! Each module is a fuzz target's whole body; CONTRIBUTING.md says how to run it. `tests/fuzz.rs`
//! includes this file, and checks the seeds and mutations of them whenever the tests run.

pub mod fragment;
pub mod ledger;
pub mod page;
pub mod words;

use codegen::diagnostic::is_invisible;
use codegen::report::render_all;
use codegen::source::File;
use codegen::{Diagnostic, Loss, Reading, Source};

/// A page with three codes.
const PAGE: &str = include_str!("../seeds/page/three-codes.md");
/// The ledger that belongs to it.
const LEDGER: &str = include_str!("../seeds/ledger/three-codes.toml");

/// Reads `page` and `ledger`. Whatever they hold, the diagnostics can be shown.
fn read(page: &Source, ledger: &Source) -> Option<Reading> {
    match codegen::read(page, ledger, Loss::Accept) {
        Ok(reading) => {
            assert!(!reading.findings.iter().any(Diagnostic::is_error));
            check_diagnostics(&reading.findings, page, ledger);
            check_diagnostics(&reading.accepted, page, ledger);
            Some(reading)
        }
        Err(diagnostics) => {
            assert!(diagnostics.has_errors());
            check_diagnostics(&diagnostics, page, ledger);
            None
        }
    }
}

/// Decodes `bytes` as `file`. Those that are no text are shown, and replaced.
fn decode(file: File, bytes: &[u8]) -> Source {
    let (source, error) = Source::decode(file, "file", bytes);
    let errors: Vec<_> = error.into_iter().map(Diagnostic::from).collect();
    match file {
        File::Page => check_diagnostics(&errors, &source, &Source::new("", "")),
        File::Ledger => check_diagnostics(&errors, &Source::new("", ""), &source),
    }
    source
}

/// Diagnostics point at text that is there, and show nothing that a terminal acts on.
fn check_diagnostics(diagnostics: &[Diagnostic], page: &Source, ledger: &Source) {
    for diagnostic in diagnostics {
        for (span, _) in &diagnostic.labels {
            let text = match span.file {
                File::Page => page.text(),
                File::Ledger => ledger.text(),
            };
            assert!(text.get(span.range()).is_some(), "{diagnostic:?}");
        }
    }
    // Terminals are of all widths.
    let width = 20 + page.text().len() % 100;
    check_visible(&render_all(diagnostics, page, ledger, false, width));
}

fn check_visible(text: &str) {
    assert!(!text.contains(|c| c != '\n' && is_invisible(c)), "{text:?}");
}
