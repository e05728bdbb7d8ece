//! The command line.

use std::path::PathBuf;

use codegen::OnLoss;
use lexopt::prelude::{Long, Short, Value, ValueExt as _};

use crate::diff;
use crate::diff::Format;
use crate::inputs::Copy;
use crate::regen::Mode;

pub(crate) enum Command {
    Regen { mode: Mode, copy: Option<Copy> },
    Diff(diff::Options),
    Explain { query: String },
    Version { base: String, write: bool },
}

/// The command line as the user typed it; `None` asks for `help.txt`, which describes it.
pub(crate) fn parse() -> Result<Option<(Command, OnLoss)>, lexopt::Error> {
    let mut parser = lexopt::Parser::from_env();
    let mut name = String::new();
    let (mut mode, mut loss) = (Mode::Write, OnLoss::Refuse);
    let (mut copy, mut format, mut failed) = (None, Format::Text, None);
    let mut write = false;
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
            ("diff", Long("format")) => format = Format::parse(&parser.value()?.string()?)?,
            ("diff", Long("failed")) => failed = Some(PathBuf::from(parser.value()?)),
            ("version", Long("write")) => write = true,
            ("diff" | "explain" | "version", Value(word)) => words.push(word.string()?),
            (_, arg) => return Err(arg.unexpected()),
        }
    }
    let command = match name.as_str() {
        "help" => return Ok(None),
        "regen" => Command::Regen { mode, copy },
        "diff" if copy.is_some() && !words.is_empty() => {
            return Err("`diff` takes a revision, a range REV..REV, or --page".into());
        }
        "diff" if failed.is_some() && format != Format::PullRequest => {
            return Err("--failed needs --format pull-request".into());
        }
        "diff" => Command::Diff(diff::Options {
            range: one_revision(words)?,
            copy,
            format,
            failed,
        }),
        "explain" if words.is_empty() => return Err("`explain` needs a code or words".into()),
        "explain" => Command::Explain {
            query: words.join(" "),
        },
        "version" => Command::Version {
            base: one_revision(words)?,
            write,
        },
        "" => return Err("a command is missing".into()),
        name => return Err(format!("there is no command {name:?}").into()),
    };
    Ok(Some((command, loss)))
}

fn one_revision(mut words: Vec<String>) -> Result<String, String> {
    if words.len() > 1 {
        return Err("this command takes one revision".to_owned());
    }
    Ok(words.pop().unwrap_or_else(|| "HEAD".to_owned()))
}
