//! The page in, the rows of its table out.
//!
//! A copy of the page has any form. `portal` takes it out of an answer of SAP's help portal, `format`
//! finds out whether it is Markdown or HTML, and `document` makes one DOM of it, the one that a browser
//! would build. `table` chooses the table whose `columns` fit, or says why there is none; `rows` reads its
//! rows, and `coverage` makes sure that no word of the table is in none of them. `class_rule` finds the
//! sentence that says which codes are errors.
//!
//! The stored page has one form: Markdown of ours around tab-separated rows. `tabs` finds such rows, in
//! a copy as well.

mod class_rule;
mod columns;
mod coverage;
mod document;
mod format;
pub mod portal;
mod rows;
mod table;
mod tabs;

use crate::problem::{Problem, Problems, Rule};
use crate::prose::Prose;
use crate::source::{File, Source, Span};
use document::Document;
use table::Table;

pub(crate) use class_rule::check_class_rule;

/// The heading that the table is known by.
const HEADING: &str = "Error Code Definitions Table";

/// The header of the stored table.
const STORED_HEADER: &str = "errorCode\terrorMessage\tDescription";

/// The highest number a code may have: six digits.
pub(crate) const MAX_CODE: u32 = 999999;

/// What the first line of the stored page begins with. The day of the copy follows.
pub(crate) const COPIED: &str = "<!-- copied ";

/// What the page says.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The rows of the table, in the page's order.
    pub rows: Vec<Row>,
    /// The lines that a browser shows outside the table of a copy.
    pub(crate) lines: Vec<String>,
    /// The day on which the stored page was copied, such as `2026-11-22`.
    pub day: Option<String>,
}

/// One row of the table.
#[derive(Debug, Clone)]
pub struct Row {
    /// The number.
    pub code: u32,
    /// The message, on one line; empty for code 0.
    pub message: String,
    /// The description.
    pub description: Prose,
    /// The line, if the row is tab-separated.
    pub place: Option<Span>,
}

/// Reads a copy of the page in any form. Relative links are resolved against the address `base`.
///
/// The rows that could be read are returned even if there are problems, so that one run finds all of
/// them. `None` if the copy is something other than the page.
pub fn read_copy(source: &Source, base: Option<&str>, problems: &mut Problems) -> Option<Page> {
    try_read_copy(source, base, problems)
        .map_err(|problem| problems.push(problem))
        .ok()
}

fn try_read_copy(
    source: &Source,
    base: Option<&str>,
    problems: &mut Problems,
) -> Result<Page, Problem> {
    let body = portal::saved_body(source.text()).transpose()?;
    let document = Document::parse(body.as_deref().unwrap_or(source.text()), base)?;
    let chosen = table::choose_table(&document, problems)?;
    let rows = rows::read_rows(&chosen.table, problems);
    coverage::check_coverage(&document, &chosen, problems);
    let (above, below) = document.lines.split_at(chosen.lines.start);
    let lines = above.iter().chain(&below[chosen.lines.len()..]);
    let lines = lines.filter(|line| !line.is_hidden);
    Ok(Page {
        rows,
        lines: lines.map(|line| line.text.clone()).collect(),
        day: None,
    })
}

/// Reads the stored page: the tab-separated rows below the stored header. What surrounds them is ours, but no
/// row may be there.
pub fn read_stored(source: &Source, problems: &mut Problems) -> Option<Page> {
    let text = source.text();
    let tables = tabs::tab_tables(text, File::Page);
    let mut tables = tables.iter();
    let Some(table) = tables.find(|table| table.header.value == STORED_HEADER) else {
        let message = format!("the stored page has no line {STORED_HEADER:?}");
        let fix =
            "restore the line; a page in another form is imported: `cargo xtask regen --page FILE`";
        problems.push(Problem::new(Rule::NoTable, message).fix(fix));
        return None;
    };
    let rows = rows::read_rows(&Table::from_tabs(table, None), problems);
    for line in tabs::text_lines(text, File::Page) {
        let is_row = line.value.contains('\t') || coverage::looks_like_row(line.value, true);
        if is_row && !table.range.contains(&line.span.start) {
            let problem = coverage::report_row_outside(line.value);
            problems.push(problem.label(line.span, "this looks like a row"));
        }
    }
    let day = day_of_copy(text, problems);
    Some(Page {
        rows,
        lines: Vec::new(),
        day,
    })
}

/// The day in the first line of the stored page. A page may have no such line.
fn day_of_copy(text: &str, problems: &mut Problems) -> Option<String> {
    let line = text.lines().next()?;
    let day = line.strip_prefix(COPIED)?.get(..10).unwrap_or_default();
    if day.replace(|c: char| c.is_ascii_digit(), "0") == "0000-00-00" {
        return Some(day.to_owned());
    }
    let fix = "write it as in `<!-- copied 2026-11-22 -->`";
    let message = format!("the first line has no day: {line:?}");
    problems.push(Problem::new(Rule::Format, message).fix(fix));
    None
}

/// Whether a heading is the one that the table is known by. Buttons and signs beside its words do not
/// matter.
fn is_heading_of_table(text: &str) -> bool {
    text.len() < 4 * HEADING.len() && letters(text).contains(&letters(HEADING))
}

/// The letters and digits of a text, in lower case.
fn letters(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn is_six_digits(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit())
}
