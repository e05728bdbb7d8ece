//! `cargo xtask lint`: what could be better about the page.

use std::io::Write as _;

use clap::ValueEnum;

use crate::workspace::Workspace;
use crate::{Failure, Outcome, tolerate};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Show what the ledger accepts as well
    #[arg(long)]
    all: bool,
    /// How to show it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Each finding with its place
    Text,
    /// A report for whoever maintains the page, with what the ledger accepts
    Markdown,
}

pub(crate) fn run(workspace: &Workspace, args: &Args) -> Result<Outcome, Failure> {
    let (reading, inputs) = workspace.read_quietly()?;
    let text = match args.format {
        Format::Text => {
            let mut shown = reading.findings.clone();
            if args.all {
                shown.extend(reading.accepted.iter().cloned());
                codegen::diagnostic::sort(&mut shown);
            }
            let (open, accepted) = (reading.findings.len(), reading.accepted.len());
            let plural = if open == 1 { "" } else { "s" };
            let text = inputs.render_all(&shown);
            format!("{text}{open} finding{plural}, {accepted} more accepted in the ledger\n")
        }
        Format::Markdown => codegen::report::markdown(&reading, &inputs.page),
    };
    tolerate(anstream::stdout().write_all(text.as_bytes()))?;
    Ok(if reading.findings.is_empty() {
        Outcome::Fine
    } else {
        Outcome::Findings
    })
}
