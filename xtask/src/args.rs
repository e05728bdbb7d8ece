//! The command line.

use std::path::PathBuf;

use codegen::OnLoss;
use lexopt::prelude::{Long, Short, Value, ValueExt as _};

use crate::diff::{self, Format};
use crate::inputs::Copy;
use crate::regen::Mode;

pub(crate) enum Command {
    Regen(Mode, Option<Copy>),
    Diff(diff::Options),
    Explain(String),
    Version { write: bool },
    CheckRelease { tag: String },
}

/// The command line as the user typed it; `None` asks for `help.txt`, which describes it.
pub(crate) fn parse() -> Result<Option<(Command, OnLoss)>, lexopt::Error> {
    let mut parser = lexopt::Parser::from_env();
    let mut name = String::new();
    let (mut mode, mut loss) = (Mode::Write, OnLoss::Refuse);
    let (mut copy, mut format, mut failed) = (None, Format::Text, None);
    let (mut write, mut release) = (false, None);
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
            ("diff", Long("format")) => {
                format = match parser.value()?.to_str() {
                    Some("text") => Format::Text,
                    Some("markdown") => Format::Markdown,
                    Some("json") => Format::Json,
                    Some("pull-request") => Format::PullRequest,
                    _ => return Err("--format is one of text, markdown, json, pull-request".into()),
                };
            }
            // It would be ignored in the other formats.
            ("diff", Long("failed")) if matches!(format, Format::PullRequest) => {
                failed = Some(PathBuf::from(parser.value()?));
            }
            ("diff" | "explain", Value(word)) => words.push(word.string()?),
            ("version", Long("write")) if release.is_none() => write = true,
            ("version", Long("release")) if !write => release = Some(parser.value()?.string()?),
            (_, arg) => return Err(arg.unexpected()),
        }
    }
    let command = match name.as_str() {
        "regen" => Command::Regen(mode, copy),
        "diff" if words.len() + usize::from(copy.is_some()) > 1 => {
            return Err("`diff` takes a revision, a range REV..REV, or --page".into());
        }
        "diff" => Command::Diff(diff::Options {
            range: words.pop().unwrap_or_else(|| "HEAD".to_owned()),
            copy,
            format,
            failed,
        }),
        "explain" if words.is_empty() => return Err("`explain` needs a code or words".into()),
        "explain" => Command::Explain(words.join(" ")),
        "version" => match release {
            Some(tag) => Command::CheckRelease { tag },
            None => Command::Version { write },
        },
        "" => return Err("a command is missing".into()),
        name => return Err(format!("there is no command {name:?}").into()),
    };
    Ok(Some((command, loss)))
}
