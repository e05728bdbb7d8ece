//! Rows that the table lost: was it ended before its end?

use std::ops::Range;

use super::outline::Outline;
use super::table::{Body, MAX_HEADING, Table, is_number};
use super::{html, span, tabs};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::prose;

/// Checks that the table was not ended before its end: by a heading, a blank line or a tag in its
/// midst, or by the end of a page that was cut off. `others` are the page's tables, sorted.
pub(super) fn check(
    page: &str,
    table: &Table,
    others: &[Range<usize>],
    outline: &Outline,
    diagnostics: &mut Diagnostics,
) {
    let is_html = matches!(table.body, Body::Html(_));
    if !is_html && outline.next_heading(table.span.end).is_empty() {
        let end = page.trim_end().len();
        let start = page[..end].rfind('\n').map_or(0, |at| at + 1);
        diagnostics.push(
            Diagnostic::error("cut-off", "the page ends with the table")
                .label(span(start..end), "expected a heading somewhere below")
                .help("was the page saved whole? It has a section after the table"),
        );
        return;
    }
    // Each cell of another HTML table, and each that is in none, is a line of text to a reader.
    let mut outside: Vec<Range<usize>> = html::lines(page, &outline.html)
        .into_iter()
        .filter(|line| is_six_digits(&text(&line.html)))
        .map(|line| line.span)
        .collect();
    if !outline.is_html {
        let mut others = others.iter().peekable();
        let mut covered = 0;
        for line in tabs::lines(page, 0..page.len()) {
            while let Some(other) = others.next_if(|other| other.start <= line.start) {
                covered = covered.max(other.end);
            }
            if looks_like_row(line.text, line.start < covered) {
                outside.push(line.range());
            }
        }
    }
    outside.retain(|row| !table.span.contains(&row.start));
    outside.sort_unstable_by_key(|row| row.start);
    let count = outside.len();
    // What follows the first was lost for the same reason.
    if let Some(row) = outside.into_iter().next() {
        let next_heading = outline.next_heading(table.span.end);
        let (end, label) = if row.start < next_heading.start || next_heading.is_empty() {
            let here = table.header.span.clone();
            (here, "the table begins here, and that row is not in it")
        } else {
            (next_heading, "the table's section ends with this heading")
        };
        let message = match count {
            1 => "a row stands outside of the table".to_owned(),
            _ => format!("{count} rows stand outside of the table"),
        };
        diagnostics.push(
            Diagnostic::error("row-outside", message)
                .label(span(row), "this looks like a row")
                .label(span(end), label)
                .help("is there a heading, a blank line or a tag in the midst of the table?"),
        );
    }
}

/// Whether a line of text has cells, and one of them is a code; in another table only a number that
/// can be nothing else.
fn looks_like_row(line: &str, in_table: bool) -> bool {
    let line = line.trim_start_matches(|c: char| c != '<' && !c.is_alphanumeric());
    let mut cells = line.split(['\t', '|']);
    let first = cells.next().unwrap_or_default();
    let mut rest = cells.peekable();
    let is_code = |cell: &str| !cell.is_empty() && is_number(cell);
    rest.peek().is_some()
        && ((!in_table && is_code(&text(first)))
            || is_six_digits(&text(first))
            || rest.any(|cell| is_six_digits(&text(cell))))
}

/// The text of a cell, without signs at its ends and the target of a link; of a long one, nothing.
fn text(cell: &str) -> String {
    let cell = cell.trim();
    if cell.len() > MAX_HEADING || !cell.contains(|c: char| c.is_ascii_digit()) {
        return String::new();
    }
    let cell = cell.split("](").next().unwrap_or_default();
    let text = prose::text_of(cell);
    text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

fn is_six_digits(text: &str) -> bool {
    text.len() == 6 && is_number(text)
}
