//! Gigya's documentation page in, Rust out.
//!
//! A pure library: text in, text out. It knows no file system, no clock, no environment and no
//! process; `xtask` does all that. Its main functions:
//!
//! ```text
//! page, ledger ──read::read─────▶ Catalog ──emit::rust──────▶ gigya-codes/src/generated.rs
//!                   │                     ├─diff::diff ─────▶ changes and their verdict
//!                   ▼                     ├─export::json ...▶ stdout
//!              spec/ledger.toml           └─explain::find ──▶ terminal
//! ```
//!
//! Everything that can be wrong with an input is a [`Diagnostic`]; nothing here panics on input.

pub mod catalog;
pub mod diagnostic;
pub mod diff;
pub mod emit;
mod encoding;
pub mod explain;
pub mod export;
pub mod finding;
pub mod ledger;
mod lint;
pub mod methods;
pub mod name;
pub mod page;
pub mod prose;
pub mod read;
pub mod report;
pub mod source;
pub mod text;
pub mod words;

pub use catalog::Catalog;
pub use diagnostic::{Diagnostic, Diagnostics};
pub use read::{OnLoss, Reading, read};
pub use source::{GENERATED, LEDGER, PAGE, Source};

/// A file as it should be: its path in the workspace, with slashes, and all of its text.
pub type Output = (&'static str, String);

/// The files that follow from a page and a ledger: the settled ledger, then the generated Rust.
#[must_use]
pub fn outputs(reading: &Reading) -> [Output; 2] {
    let ledger = reading.ledger.clone();
    [(LEDGER, ledger), (GENERATED, emit::rust(&reading.catalog))]
}
