//! `cargo xtask explain`: one code, for people.

use std::io::Write as _;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use codegen::catalog::Code;
use codegen::explain::find_codes;
use codegen::source::visible;
use codegen::words::Interruption;

use crate::inputs::{self, Workspace};
use crate::{exit_code, print};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const CODE: Style = AnsiColor::Cyan.on_default().bold();

pub(crate) fn run(workspace: &Workspace, query: &str) -> Result<ExitCode, String> {
    let catalog = inputs::read(&workspace.inputs(None, None)?)?.catalog;
    let found = find_codes(&catalog, query);
    match found[..] {
        [] => {
            let query = visible(&format!("{query:?}"));
            let _ = writeln!(anstream::stderr(), "no code matches {query}");
        }
        [code] => print(&show_code(code))?,
        _ => {
            let list: String = found.iter().map(|code| show_line(code)).collect();
            let end = "codes; `cargo xtask explain CODE` shows one";
            print(&format!("{list}\n{} {end}\n", found.len()))?;
        }
    }
    Ok(exit_code(!found.is_empty()))
}

fn show_line(code: &Code) -> String {
    let message = code.message.as_deref().unwrap_or_default();
    let (number, name) = (code.number, &code.name);
    format!("  {CODE}{number:<6}{CODE:#}  {name}  {DIM}{message}{DIM:#}\n")
}

/// All that is known about a code.
fn show_code(code: &Code) -> String {
    let (number, name) = (code.number, &code.name);
    let mut text = format!("{CODE}{number}{CODE:#}  {BOLD}{name}{BOLD:#}\n");
    if let Some(message) = &code.message {
        text.push_str(&format!("{message}\n"));
    }
    let description = code.description.to_plain_text();
    if !description.is_empty() {
        text.push_str(&format!("\n{}\n", description.trim_end()));
    }
    text.push('\n');
    let next_step = code.interruption.map_or("", Interruption::word);
    let facts = [
        ("class", code.class.word()),
        ("provenance", code.provenance.word()),
        ("retired", code.retired.as_deref().unwrap_or_default()),
        ("seen in", &code.seen.join(", ")),
        ("remedy", code.remedy.word()),
        ("why", code.why.as_deref().unwrap_or_default()),
        ("next step", next_step),
        ("methods", &code.methods.join(", ")),
        ("once named", &code.former_names.join(", ")),
    ];
    for (label, value) in facts.into_iter().filter(|(_, value)| !value.is_empty()) {
        text.push_str(&format!("{DIM}{label:<12}{DIM:#}{value}\n"));
    }
    text
}
