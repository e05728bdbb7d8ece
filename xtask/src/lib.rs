//! `cargo xtask`: the commands of this workspace.
//!
//! Thin: it reads files, hands their text to [`codegen`], and shows or writes what comes back. It
//! is also what starts git, curl and cargo. It is a library so that the tests can build the very
//! same program.
//!
//! | exit code | meaning |
//! |---|---|
//! | 0 | all is well |
//! | 1 | warnings, differences, files that are not up to date, a version that is too small; no such code |
//! | 2 | the command could not do its work; nothing was changed, unless the message says so |

mod args;
mod changelog;
mod diff;
mod explain;
mod fetch;
mod files;
mod git;
mod inputs;
mod regen;
mod version;

use std::io::{self, Write as _};
use std::process::ExitCode;

use codegen::source::visible;

use args::Command;
use inputs::Workspace;

/// The exit code of a command that did its work.
fn exit_code(is_well: bool) -> ExitCode {
    ExitCode::from(u8::from(!is_well))
}

/// A number of things: `1 code`, `2 codes`.
fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// Runs the command line.
#[must_use]
pub fn main() -> ExitCode {
    run().unwrap_or_else(|message| {
        let lines: Vec<String> = message.lines().map(visible).collect();
        let message = lines.join("\n");
        // If standard error is closed, only the exit code is left.
        let _ = writeln!(anstream::stderr(), "{ERROR}error{ERROR:#}: {message}");
        ExitCode::from(2)
    })
}

fn run() -> Result<ExitCode, String> {
    let parsed = args::parse().map_err(|error| format!("{error}; see `cargo xtask --help`"))?;
    let Some((command, loss)) = parsed else {
        return print(include_str!("help.txt")).map(|()| ExitCode::SUCCESS);
    };
    let workspace = Workspace::find(loss)?;
    match command {
        Command::Regen(mode, copy) => regen::run(&workspace, mode, copy.as_ref()),
        Command::Diff(options) => diff::run(&workspace, &options),
        Command::Explain(query) => explain::run(&workspace, &query),
        Command::Version { write } => version::run(&workspace, write),
        Command::CheckRelease { tag } => version::check_release(&workspace, &tag),
    }
}

const ERROR: anstyle::Style = anstyle::AnsiColor::Red.on_default().bold();

/// Writes `text` to standard output. A reader that has seen enough, as in `cargo xtask diff |
/// head`, does not change how the command ends.
fn print(text: &str) -> Result<(), String> {
    match anstream::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("cannot write to standard output: {error}"))
        }
        _ => Ok(()),
    }
}
