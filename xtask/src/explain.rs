//! `cargo xtask explain`: one code, as a person wants to read it.

use std::io::Write as _;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use codegen::catalog::Code;
use codegen::explain::find_codes;
use codegen::source::visible;
use codegen::words::Interruption;
use textwrap::Options;

use crate::inputs::Workspace;
use crate::{Failure, WIDTH, fine_if, print};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const CODE: Style = AnsiColor::Cyan.on_default().bold();

pub(crate) fn run(workspace: &Workspace, query: &str) -> Result<ExitCode, Failure> {
    let catalog = workspace.read()?.catalog;
    match &find_codes(&catalog, query)[..] {
        [] => {
            let query = visible(&format!("{query:?}"));
            let _ = writeln!(anstream::stderr(), "no code matches {query}");
            return Ok(fine_if(false));
        }
        [code] => print(&page(code))?,
        codes => {
            let (list, count) = (list(codes), codes.len());
            let hint = "`cargo xtask explain CODE` shows one";
            print(&format!("{list}\n{count} codes; {hint}\n"))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// One line a code.
fn list(codes: &[&Code]) -> String {
    let line = |code: &&Code| {
        let message = code.message.as_deref().unwrap_or_default();
        let (number, name) = (code.number, &code.name);
        format!("  {CODE}{number:<6}{CODE:#}  {name}  {DIM}{message}{DIM:#}\n")
    };
    codes.iter().map(line).collect()
}

/// All that is known of a code.
fn page(code: &Code) -> String {
    let (number, name) = (code.number, &code.name);
    let mut text = format!("{CODE}{number}{CODE:#}  {BOLD}{name}{BOLD:#}\n");
    if let Some(message) = &code.message {
        text.push_str(&format!("{message}\n"));
    }
    text.push('\n');
    for line in code.description.to_plain_text().lines() {
        // The text of a list item stands below itself, not below its bullet.
        let bullet = line.len() - line.trim_start_matches([' ', '-']).len();
        let is_item = line.trim_start().starts_with("- ");
        let indent = " ".repeat(if is_item { bullet } else { 0 });
        let wrapped = textwrap::fill(line, Options::new(WIDTH).subsequent_indent(&indent));
        text.push_str(&format!("{wrapped}\n"));
    }
    if !code.description.is_empty() {
        text.push('\n');
    }
    let remedy = match &code.why {
        Some(why) => format!("{}: {why}", code.remedy.word()),
        None => code.remedy.word().to_owned(),
    };
    let facts = [
        ("class", code.class.word()),
        ("provenance", code.provenance.word()),
        ("retired", code.retired.as_deref().unwrap_or_default()),
        ("seen in", &code.seen.join(", ")),
        ("remedy", &remedy),
        (
            "next step",
            code.interruption.map_or("", Interruption::word),
        ),
        ("methods", &code.methods.join(", ")),
        ("once named", &code.former_names.join(", ")),
    ];
    for (label, value) in facts.into_iter().filter(|(_, value)| !value.is_empty()) {
        let options = Options::new(WIDTH - 12).break_words(false);
        let value = textwrap::wrap(value, options).join(&format!("\n{:12}", ""));
        text.push_str(&format!("{DIM}{label:<12}{DIM:#}{value}\n"));
    }
    text
}
