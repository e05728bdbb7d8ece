//! A page in any dialect in, the rows of its table out.
//!
//! Whatever the page is written in, `document` makes one DOM of it, the one that a browser would
//! build: `format` finds out whether the page is Markdown or HTML, and `tabs` takes the place of
//! tab-separated rows. `table` chooses the table whose `columns` fit, or `missing` says why there is none;
//! `rows` reads its rows, and `beside` makes sure that no row was lost around it. `class_rule` finds the
//! sentence that says which codes are errors, and `places` the lines that problems point at.

mod beside;
mod class_rule;
mod columns;
mod document;
mod format;
mod missing;
mod places;
pub mod portal;
mod rows;
mod table;
mod tabs;

use std::ops::Range;

use crate::problem::{Problem, Problems, Rule};
use crate::prose::Prose;
use crate::prose::shown::{self, Line};
use crate::source::{File, Source, Span};
use places::Places;

pub(crate) use class_rule::check_class_rule;

/// The heading that the table stands under.
const HEADING: &str = "Error Code Definitions Table";

/// The highest number a code may have: six digits.
pub(crate) const MAX_CODE: u32 = 999999;

/// What the page says, with the place of everything.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The rows of the table, in the page's order.
    pub rows: Vec<Row>,
    /// The lines that a browser shows outside of the table.
    pub(crate) lines: Vec<Line>,
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

/// Reads a copy of the page, in any form.
pub fn read_copy(source: &Source, _base: Option<&str>, problems: &mut Problems) -> Option<Page> {
    parse(source, problems)
}

/// Reads the stored page.
pub fn read_stored(source: &Source, problems: &mut Problems) -> Option<Page> {
    parse(source, problems)
}

/// Reads the page. Problems go to `problems`; the rows that could be read are returned all the
/// same, so that one run shows every problem. `None` if the file is something else than the page.
pub fn parse(source: &Source, problems: &mut Problems) -> Option<Page> {
    let text = source.text();
    if let Some(error) = format::foreign(text) {
        problems.push(error);
        return None;
    }
    let page = document::parse(text);
    let mut lines = shown::lines(page.tree.root());
    let places = Places { text };
    let table = table::choose(&page, &lines, &places, problems)?;
    let (rows, last_row) = rows::read(&page, &table, &places, problems);
    problems.extend(beside::check(&page, &lines, &table, last_row, &places));
    lines.drain(table.lines);
    lines.retain(|line| !line.is_hidden);
    Some(Page {
        rows,
        lines,
        day: None,
    })
}

/// Whether a heading is the one that the table stands under. Buttons and signs beside its words do not
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

/// An error about the page as a whole.
fn error_at_start(rule: Rule, message: impl Into<String>) -> Problem {
    Problem::new(rule, message).label(span(0..0), "the file begins here")
}

/// The span of `range` in the page.
fn span(range: Range<usize>) -> Span {
    Span::new(File::Page, range)
}
