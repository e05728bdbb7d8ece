//! Gigya's documentation page in, Rust out.
//!
//! A pure library: text in, text out. It has no access to files, the clock, the environment or processes;
//! `xtask` does all that. Its pipeline is [`read`]:
//!
//! ```text
//! a copy ──page──▶ rows ──import──▶ stored page ──page──▶ rows ─┐
//!                                                               ├─assemble──▶ Catalog ──emit──▶ Rust, JSON
//!                                      ledger.toml ──ledger─────┘               │
//!                                                                               └─diff──▶ changes, verdict
//! ```
//!
//! Everything that can be wrong with an input is a [`Problem`]; nothing here panics on input.

mod assemble;
pub mod catalog;
pub mod diff;
pub mod emit;
pub mod explain;
pub mod import;
pub mod ledger;
pub mod page;
pub mod problem;
pub mod prose;
pub mod report;
pub mod source;
pub mod words;

pub use catalog::Catalog;
pub use problem::{Problem, Problems, Rule};
pub use source::{CATALOG, GENERATED, LEDGER, PAGE, Source};

use ledger::Ledger;
use page::{check_class_rule, read_copy, read_stored};
use problem::sort_problems;
use source::File;

/// What goes in.
#[derive(Debug, Clone)]
pub struct Inputs {
    /// The stored page.
    pub page: Source,
    /// The ledger.
    pub ledger: Source,
    /// A copy to be imported into the stored page.
    pub copy: Option<Copied>,
    /// Whether many missing codes or descriptions are an error.
    pub loss: OnLoss,
}

/// A copy of the published page.
#[derive(Debug, Clone)]
pub struct Copied {
    /// Its text, in any form.
    pub source: Source,
    /// The day on which it was copied, such as `2026-11-22`.
    pub day: String,
}

/// What to do with a page on which many known codes or many descriptions are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnLoss {
    /// It is an error: most likely a part of the page was not copied.
    Refuse,
    /// The caller says that the loss is real.
    Accept,
}

/// What the inputs say.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The model.
    pub catalog: Catalog,
    /// The stored page after the import of the copy.
    pub page: String,
    /// The ledger after the page's changes were applied to it.
    pub ledger: String,
    /// The warnings that the ledger does not accept, sorted by place.
    pub problems: Problems,
}

/// Imports the copy, if there is one, into the stored page, and joins the page with the ledger.
///
/// # Errors
///
/// Every problem of the inputs, sorted by place, without the warnings that the ledger accepts.
pub fn read(inputs: &Inputs) -> Result<Reading, Problems> {
    let mut problems = Problems::new();
    let ledger = Ledger::parse(&inputs.ledger, &mut problems);
    let is_complete = problems.is_empty();
    ledger.check(&mut problems);
    let page = import_page(inputs, &ledger, &mut problems);
    let count_before = problems.len();
    let reading = page.and_then(|page| {
        let rows = read_stored(&page, &mut problems).unwrap_or_default();
        if !is_complete {
            return None;
        }
        assemble::assemble(&rows, &page, &ledger, inputs, &mut problems)
    });
    if inputs.copy.is_some() {
        // The page after the import is not stored yet, so nothing can point into it.
        for problem in &mut problems[count_before..] {
            problem.labels.retain(|(span, _)| span.file != File::Page);
        }
    }
    let (accepted, mut problems): (Problems, Problems) = problems
        .into_iter()
        .partition(|problem| ledger.accepts(problem));
    if inputs.copy.is_some() && reading.is_some() {
        problems.extend(ledger.unused_acceptances(&accepted));
    }
    sort_problems(&mut problems);
    let Some(mut reading) = reading else {
        // Decisions can wait until the errors are fixed, and what a ledger with errors accepts is not known.
        problems.retain(|problem| {
            problem.is_error() || (is_complete && problem.rule != Rule::UnreviewedRemedy)
        });
        return Err(problems);
    };
    reading.problems = problems;
    Ok(reading)
}

/// The stored page after the import of the copy, if there is one; `None` if the copy cannot be imported.
fn import_page(inputs: &Inputs, ledger: &Ledger, problems: &mut Problems) -> Option<Source> {
    let Some(copied) = &inputs.copy else {
        return Some(inputs.page.clone());
    };
    let copy = read_copy(&copied.source, ledger.address(), problems);
    if let Some(copy) = &copy {
        let rules = ledger.class_rules.iter().map(|rule| rule.words.as_str());
        check_class_rule(copy, &rules.collect::<Vec<_>>(), problems);
    }
    // The warnings about the page before the import may be gone after it.
    let mut old_problems = Problems::new();
    let stored = read_stored(&inputs.page, &mut old_problems);
    old_problems.retain(Problem::is_error);
    problems.append(&mut old_problems);
    let is_refused = problems.iter().any(Problem::is_error);
    let (copy, stored) = copy.zip(stored).filter(|_| !is_refused)?;
    let page = import::import_rows(&inputs.page, &stored.rows, &copy.rows, &copied.day);
    Some(Source::new(&inputs.page.name, &page))
}

/// A file as it should be: its path in the workspace, with slashes, and all of its text.
pub type Output = (&'static str, String);

/// The files that follow from the inputs: the stored page first.
#[must_use]
pub fn outputs(reading: &Reading) -> Vec<Output> {
    vec![
        (PAGE, reading.page.clone()),
        (LEDGER, reading.ledger.clone()),
        (GENERATED, emit::rust(&reading.catalog)),
        (CATALOG, emit::json(&reading.catalog)),
    ]
}
