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
//! Everything that can be wrong with an input is a [`Problem`]; nothing here panics on input.

mod assemble;
pub mod catalog;
pub mod diff;
pub mod emit;
pub mod explain;
pub mod ledger;
pub mod page;
pub mod problem;
pub mod prose;
pub mod report;
pub mod source;
pub mod words;

pub use assemble::{OnLoss, Reading, read};
pub use catalog::Catalog;
pub use problem::{Problem, Problems, Rule};
pub use source::{GENERATED, LEDGER, PAGE, Source};

/// A file as it should be: its path in the workspace, with slashes, and all of its text.
pub type Output = (&'static str, String);

/// The files that follow from a page and a ledger: the settled ledger, then the generated Rust.
#[must_use]
pub fn outputs(reading: &Reading) -> [Output; 2] {
    let ledger = reading.ledger.clone();
    [(LEDGER, ledger), (GENERATED, emit::rust(&reading.catalog))]
}
