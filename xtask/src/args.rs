//! The command line.

use std::path::PathBuf;

use codegen::OnLoss;
use lexopt::prelude::{Long, Short, Value, ValueExt as _};

use crate::diff::{self, Compared};
use crate::regen::{self, Mode};

pub(crate) enum Command {
    Regen(regen::Options),
    Diff(diff::Options),
    Explain(String),
}

/// The command line as the user typed it; `help.txt` describes it, and is shown if there is `None`.
pub(crate) fn parse() -> Result<Option<(Command, OnLoss)>, lexopt::Error> {
    let mut parser = lexopt::Parser::from_env();
    let mut name = String::new();
    let (mut mode, mut loss) = (Mode::Write, OnLoss::Refuse);
    let mut changelog = false;
    let (mut page, mut format, mut words) = (None, None, Vec::new());
    while let Some(arg) = parser.next()? {
        match (name.as_str(), arg) {
            (_, Long("help") | Short('h')) => return Ok(None),
            (_, Long("accept-loss")) => loss = OnLoss::Accept,
            ("", Value(command)) => name = command.string()?,
            ("regen", Long("check")) if mode == Mode::Write => mode = Mode::Check,
            ("regen", Long("dry-run")) if mode == Mode::Write => mode = Mode::DryRun,
            ("regen", Long("changelog")) => changelog = true,
            ("regen" | "diff", Long("page")) => page = Some(PathBuf::from(parser.value()?)),
            ("diff", Long("format")) => {
                format = Some(parser.value()?.string()?);
            }
            ("diff" | "explain", Value(word)) => words.push(word.string()?),
            (_, arg) => return Err(arg.unexpected()),
        }
    }
    let format = format.as_deref();
    let command = match name.as_str() {
        "help" => return Ok(None),
        "regen" => Command::Regen(regen::Options {
            mode,
            changelog,
            page,
        }),
        "diff" => Command::Diff(diff::Options {
            compared: compared(page, words)?,
            render: choose(format, &diff::FORMATS)?,
        }),
        "explain" if words.is_empty() => return Err("`explain` needs a code or words".into()),
        "explain" => Command::Explain(words.join(" ")),
        "" => return Err("a command is missing".into()),
        name => return Err(format!("there is no command {name:?}").into()),
    };
    Ok(Some((command, loss)))
}

/// What `diff` compares; without a word about it, the working tree with `HEAD`.
fn compared(page: Option<PathBuf>, mut words: Vec<String>) -> Result<Compared, String> {
    match (page, words.pop(), words.is_empty()) {
        (Some(page), None, _) => Ok(Compared::Page(page)),
        (None, None, _) => Ok(Compared::Revisions("HEAD".to_owned())),
        (None, Some(range), true) => Ok(Compared::Revisions(range)),
        _ => Err("`diff` takes one revision, one range REV..REV, or one --page".to_owned()),
    }
}

/// The choice that `--format` names; the first if it is not there.
fn choose<T: Copy>(format: Option<&str>, choices: &[(&str, T)]) -> Result<T, String> {
    let is_chosen = |name| format.is_none_or(|format| format == name);
    let mut chosen = choices.iter().filter(|(name, _)| is_chosen(*name));
    chosen.next().map(|(_, choice)| *choice).ok_or_else(|| {
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        format!("--format is one of {}", names.join(", "))
    })
}
