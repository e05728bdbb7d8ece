//! `cargo xtask explain`: one code, as a person wants to read it.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use codegen::catalog::Code;
use codegen::diagnostic::visible;
use codegen::explain::{Found, find};

use crate::workspace::{Workspace, width};
use crate::{Failure, Outcome, tolerate};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// A number, a constant's name, or words of the message or description
    #[arg(required = true, value_name = "CODE|NAME|WORDS")]
    query: Vec<String>,
}

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const CODE: Style = AnsiColor::Cyan.on_default().bold();

pub(crate) fn run(workspace: &Workspace, args: &Args) -> Result<Outcome, Failure> {
    let catalog = workspace.read()?.catalog;
    let query = args.query.join(" ");
    let found = find(&catalog, &query);
    tolerate(show(&found, &query))?;
    Ok(if matches!(found, Found::Nearest(_)) {
        Outcome::Findings
    } else {
        Outcome::Fine
    })
}

fn show(found: &Found<'_>, query: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    match found {
        Found::One(code) => page(code, width().min(100), &mut out),
        Found::Many(codes) => {
            for code in codes {
                line(code, &mut out)?;
            }
            writeln!(
                out,
                "\n{} codes; `cargo xtask explain CODE` shows one",
                codes.len()
            )
        }
        Found::Nearest(codes) => {
            let mut out = anstream::stderr().lock();
            let query = visible(&format!("{query:?}"));
            writeln!(out, "no code matches {query}")?;
            if !codes.is_empty() {
                writeln!(out, "\ndid you mean")?;
            }
            codes.iter().try_for_each(|code| line(code, &mut out))
        }
    }
}

fn line(code: &Code, out: &mut dyn Write) -> io::Result<()> {
    let message = code.message.as_deref().unwrap_or("");
    let (number, name) = (code.number, &code.name);
    writeln!(
        out,
        "  {CODE}{number:<6}{CODE:#}  {name}  {DIM}{message}{DIM:#}"
    )
}

fn page(code: &Code, width: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "{CODE}{}{CODE:#}  {BOLD}{}{BOLD:#}",
        code.number, code.name
    )?;
    if let Some(message) = &code.message {
        writeln!(out, "{message}")?;
    }
    writeln!(out)?;
    for line in code.description.to_plain_text().lines() {
        // The text of a list item stands below itself, not below its bullet.
        let indent = line.len() - line.trim_start_matches([' ', '-']).len();
        let indent = " ".repeat(if line.trim_start().starts_with("- ") {
            indent
        } else {
            0
        });
        let options = textwrap::Options::new(width).subsequent_indent(&indent);
        writeln!(out, "{}", textwrap::fill(line, options))?;
    }
    if !code.description.is_empty() {
        writeln!(out)?;
    }
    let mut fact = |label: &str, value: &str| -> io::Result<()> {
        if value.is_empty() {
            return Ok(());
        }
        let options = textwrap::Options::new(width.saturating_sub(12)).break_words(false);
        let value = textwrap::wrap(value, options).join(&format!("\n{:12}", ""));
        writeln!(out, "{DIM}{label:<12}{DIM:#}{value}")
    };
    let remedy = match &code.why {
        Some(why) => format!("{}: {why}", code.remedy.word()),
        None => code.remedy.word().to_owned(),
    };
    fact("class", code.class.word())?;
    fact("provenance", code.provenance.word())?;
    fact("retired", code.retired.as_deref().unwrap_or(""))?;
    fact("seen in", &code.seen.join(", "))?;
    fact("origin", code.origin.word())?;
    fact("remedy", &remedy)?;
    fact("methods", &code.methods.join(", "))?;
    fact("once named", &code.former_names.join(", "))
}
