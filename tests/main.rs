//! What the workspace promises, end to end.
#![allow(missing_docs, reason = "tests")]

mod catalog;
mod catalog_json;
mod changes;
mod commands;
mod complete;
mod conservation;
mod crate_agrees;
mod diagnostics;
mod dialects;
mod edits;
mod emit;
mod fuzz;
mod hostile;
mod import;
mod prose;
mod real_page;
mod semver;
mod support;
mod update_page;
