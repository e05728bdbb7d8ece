//! `cargo xtask export`: all codes, to standard output.

use std::io::Write as _;

use clap::ValueEnum;

use crate::workspace::Workspace;
use crate::{Failure, Outcome, tolerate};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The format; the README documents it
    #[arg(long, value_enum)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// An array of objects, sorted by code
    Json,
    /// A header and one record a code
    Csv,
    /// One section a code
    Markdown,
}

pub(crate) fn run(workspace: &Workspace, args: &Args) -> Result<Outcome, Failure> {
    let catalog = workspace.read()?.catalog;
    let text = match args.format {
        Format::Json => codegen::export::json(&catalog),
        Format::Csv => {
            codegen::export::csv(&catalog).map_err(|error| anyhow::anyhow!("{error}"))?
        }
        Format::Markdown => codegen::export::markdown(&catalog),
    };
    tolerate(std::io::stdout().write_all(text.as_bytes()))?;
    Ok(Outcome::Fine)
}
