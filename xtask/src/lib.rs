//! `cargo xtask`: the commands of this workspace.
//!
//! Thin: it reads files, hands their text to [`codegen`], and shows or writes what comes back.
//! It is a library so that the tests can build the very same program.
//!
//! | exit code | meaning |
//! |---|---|
//! | 0 | fine |
//! | 1 | findings, differences, or files that are not what they should be; no such code |
//! | 2 | wrong usage, or an input that cannot be used; nothing was changed |

mod changelog;
mod diff;
mod explain;
mod export;
mod git;
mod lint;
mod regen;
mod tree;
mod workspace;

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use codegen::diagnostic::visible;

use workspace::Workspace;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about, after_help = AFTER_HELP)]
struct Cli {
    /// The workspace to work on [default: the one this program was built in]
    #[arg(long, global = true, value_name = "DIR")]
    root: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Exit codes:
  0  fine
  1  findings, differences, or files that are not what they should be; no such code
  2  wrong usage, or an input that cannot be used; nothing was changed";

#[derive(Subcommand)]
enum Command {
    /// Generate gigya-codes from spec/response-codes.md and spec/ledger.toml
    Regen(regen::Args),
    /// Show what changed between two catalogs, and what release that needs
    Diff(diff::Args),
    /// Show what could be better about the page
    Lint(lint::Args),
    /// Show one code, or find it by words
    Explain(explain::Args),
    /// Print all codes
    Export(export::Args),
}

/// How a command ended, when it could do its work.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Fine,
    Findings,
}

/// Why a command could not do its work.
enum Failure {
    /// The inputs are wrong; what is wrong has been shown.
    Inputs,
    /// Something else went wrong.
    Other(anyhow::Error),
}

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Other(error.into())
    }
}

/// Runs the command line.
#[must_use]
pub fn main() -> ExitCode {
    let cli = parse();
    let result = Workspace::open(cli.root)
        .map_err(Failure::Other)
        .and_then(|workspace| match cli.command {
            Command::Regen(args) => regen::run(&workspace, &args),
            Command::Diff(args) => diff::run(&workspace, &args),
            Command::Lint(args) => lint::run(&workspace, &args),
            Command::Explain(args) => explain::run(&workspace, &args),
            Command::Export(args) => export::run(&workspace, &args),
        });
    match result {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(Failure::Inputs) => ExitCode::from(2),
        Err(Failure::Other(error)) => {
            let message = visible(&format!("{error:#}"));
            // Nothing is left to do if even that cannot be written.
            let _ = writeln!(anstream::stderr(), "{ERROR}error{ERROR:#}: {message}");
            ExitCode::from(2)
        }
    }
}

/// Reads the command line. Clap shows what is wrong with it as it stands there: a terminal would act
/// on what only looks like a name.
fn parse() -> Cli {
    Cli::try_parse().unwrap_or_else(|error| {
        let seen = std::env::args_os().map(|arg| visible(&arg.to_string_lossy()));
        Cli::try_parse_from(seen).err().unwrap_or(error).exit()
    })
}

const ERROR: anstyle::Style = anstyle::AnsiColor::Red.on_default().bold();

/// Whoever reads our output may have seen enough, as in `cargo xtask export | head`: that changes
/// nothing about how a command ended.
fn tolerate(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}
