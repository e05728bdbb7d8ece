//! `cargo xtask`: the commands of this workspace.
//!
//! Thin: it reads files, hands their text to [`codegen`], and shows or writes what comes back.
//! It is a library so that the tests can build the very same program.
//!
//! | exit code | meaning |
//! |---|---|
//! | 0 | fine |
//! | 1 | findings, differences, or files that are not what they should be; no such code |
//! | 2 | the command could not do its work; nothing was changed, unless the message says so |

mod args;
mod changelog;
mod diff;
mod explain;
mod files;
mod git;
mod inputs;
mod regen;

use std::fmt::Display;
use std::io::{self, Write as _};
use std::process::ExitCode;

use codegen::source::visible;

use args::Command;
use inputs::Workspace;

/// How a command ends that could do its work.
fn fine_if(is_fine: bool) -> ExitCode {
    ExitCode::from(u8::from(!is_fine))
}

/// Why a command could not do its work.
enum Failure {
    /// The inputs are wrong; what is wrong has been shown.
    Inputs,
    /// Something else went wrong; this message is still to be shown.
    Other(String),
}

impl Failure {
    /// Says what it means for the files.
    fn with(self, consequence: &str) -> Self {
        match self {
            Self::Inputs => self,
            Self::Other(message) => Self::Other(format!("{message}; {consequence}")),
        }
    }
}

impl<E: Display> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Other(error.to_string())
    }
}

/// Runs the command line.
///
/// `before_step` is called before each change that is made to a file, so that a test can end the
/// program there.
#[must_use]
pub fn main(before_step: fn()) -> ExitCode {
    run(before_step).unwrap_or_else(|failure| {
        if let Failure::Other(message) = failure {
            let lines: Vec<String> = message.lines().map(visible).collect();
            let message = lines.join("\n");
            // If standard error is closed, the exit code is all that can be said.
            let _ = writeln!(anstream::stderr(), "{ERROR}error{ERROR:#}: {message}");
        }
        ExitCode::from(2)
    })
}

fn run(before_step: fn()) -> Result<ExitCode, Failure> {
    let parsed = args::parse().map_err(|error| format!("{error}; see `cargo xtask --help`"))?;
    let Some((command, loss)) = parsed else {
        return print(include_str!("help.txt")).map(|()| ExitCode::SUCCESS);
    };
    let workspace = Workspace::find(loss)?;
    match command {
        Command::Regen(options) => regen::run(&workspace, &options, before_step),
        Command::Diff(options) => diff::run(&workspace, &options),
        Command::Explain(query) => explain::run(&workspace, &query),
    }
}

const ERROR: anstyle::Style = anstyle::AnsiColor::Red.on_default().bold();

/// How many columns everything has: as many as any terminal.
const WIDTH: usize = 80;

/// Writes `text` to standard output. A reader that has seen enough, as in `cargo xtask explain 4 |
/// head`, changes nothing about how the command ended.
fn print(text: &str) -> Result<(), Failure> {
    match anstream::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("cannot write to standard output: {error}").into())
        }
        _ => Ok(()),
    }
}
