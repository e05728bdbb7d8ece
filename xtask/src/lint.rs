//! `cargo xtask lint`: what could be better about the page.

use std::process::ExitCode;

use codegen::{Reading, diagnostic, report};

use crate::inputs::{Inputs, Workspace};
use crate::{Failure, WIDTH, fine_if, print};

pub(crate) struct Options {
    /// Show what the ledger accepts as well.
    pub(crate) all: bool,
    pub(crate) render: Render,
}

/// Writes findings out in one format, perhaps with what the ledger accepts.
type Render = fn(&Reading, &Inputs, all: bool) -> String;

pub(crate) const FORMATS: [(&str, Render); 2] = [
    ("text", text),
    ("markdown", |reading, inputs, _| {
        report::markdown(reading, &inputs.page)
    }),
];

pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode, Failure> {
    let page = workspace.file(codegen::PAGE)?;
    let inputs = workspace.inputs(page, workspace.file(codegen::LEDGER)?);
    let reading = inputs
        .read_quietly()
        .map_err(|found| inputs.refuse(&found))?;
    print(&(options.render)(&reading, &inputs, options.all))?;
    Ok(fine_if(reading.findings.is_empty()))
}

fn text(reading: &Reading, inputs: &Inputs, all: bool) -> String {
    let mut shown = reading.findings.clone();
    if all {
        shown.extend(reading.accepted.iter().cloned());
        diagnostic::sort(&mut shown);
    }
    let (open, accepted) = (reading.findings.len(), reading.accepted.len());
    let plural = if open == 1 { "" } else { "s" };
    let text = report::render(&shown, &inputs.page, &inputs.ledger, WIDTH, usize::MAX);
    format!("{text}{open} finding{plural}, {accepted} more accepted in the ledger\n")
}
