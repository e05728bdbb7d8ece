//! The command line.

use std::path::PathBuf;

use codegen::OnLoss;
use lexopt::prelude::{Long, Short, Value, ValueExt as _};

use crate::inputs::Copy;
use crate::regen::Mode;
use crate::{diff, regen, version};

pub(crate) enum Command {
    Regen(regen::Options),
    Diff(diff::Options),
    Explain(String),
    Version(version::Options),
}

/// The command line as the user typed it; `None` asks for `help.txt`, which describes it.
pub(crate) fn parse() -> Result<Option<(Command, OnLoss)>, lexopt::Error> {
    let mut parser = lexopt::Parser::from_env();
    let mut name = String::new();
    let (mut mode, mut loss) = (Mode::Write, OnLoss::Refuse);
    let (mut copy, mut format, mut failed, mut write) = (None, None, None, false);
    let mut words = Vec::new();
    while let Some(arg) = parser.next()? {
        match (name.as_str(), arg) {
            (_, Long("help") | Short('h')) => return Ok(None),
            (_, Long("accept-loss")) => loss = OnLoss::Accept,
            ("", Value(command)) => name = command.string()?,
            ("regen", Long("check")) if mode == Mode::Write => mode = Mode::Check,
            ("regen", Long("dry-run")) if mode == Mode::Write => mode = Mode::DryRun,
            ("regen", Long("fetch")) if copy.is_none() => copy = Some(Copy::Fetched),
            ("regen" | "diff", Long("page")) if copy.is_none() => {
                copy = Some(Copy::Named(parser.value()?));
            }
            ("diff", Long("format")) => format = Some(parser.value()?.string()?),
            ("diff", Long("failed")) => failed = Some(PathBuf::from(parser.value()?)),
            ("version", Long("write")) => write = true,
            ("diff" | "explain" | "version", Value(word)) => words.push(word.string()?),
            (_, arg) => return Err(arg.unexpected()),
        }
    }
    let command = match name.as_str() {
        "help" => return Ok(None),
        "regen" => Command::Regen(regen::Options { mode, copy }),
        "diff" => Command::Diff(diff::Options {
            compared: compared(copy, words)?,
            format: diff::Format::find(format.as_deref(), failed)?,
        }),
        "explain" if words.is_empty() => return Err("`explain` needs a code or words".into()),
        "explain" => Command::Explain(words.join(" ")),
        "version" => Command::Version(version::Options {
            write,
            base: one_revision(words)?,
        }),
        "" => return Err("a command is missing".into()),
        name => return Err(format!("there is no command {name:?}").into()),
    };
    Ok(Some((command, loss)))
}

/// What `diff` compares; by default, `HEAD` with the working tree.
fn compared(copy: Option<Copy>, words: Vec<String>) -> Result<diff::Compared, String> {
    match copy {
        Some(Copy::Named(_)) if !words.is_empty() => {
            Err("`diff` takes a revision, a range REV..REV, or --page".to_owned())
        }
        Some(copy) => Ok(diff::Compared::Copy(copy)),
        None => one_revision(words).map(diff::Compared::Revisions),
    }
}

fn one_revision(mut words: Vec<String>) -> Result<String, String> {
    match (words.pop(), words.is_empty()) {
        (None, _) => Ok("HEAD".to_owned()),
        (Some(revision), true) => Ok(revision),
        _ => Err("this command takes one revision".to_owned()),
    }
}
