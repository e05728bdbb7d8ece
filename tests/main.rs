//! What the workspace promises, end to end.
#![allow(missing_docs, reason = "tests")]

mod catalog;
mod changes;
mod cli;
mod commands;
mod compiled;
mod conservation;
mod crate_agrees;
mod diagnostics;
mod dialect;
mod dialects;
mod edits;
mod emit;
mod explain;
mod fixture;
mod fuzz;
mod hostile;
mod prose;
mod repository;
mod semver;
mod update_page;
