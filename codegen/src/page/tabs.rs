//! Tab-separated rows, as spreadsheets and browsers paste them.
//!
//! They are read from the raw text, because Markdown would take the underscores of a cell for
//! emphasis, and become an HTML table in its place.

use std::fmt::Write;

use scraper::Html;

use super::{MAX_ROWS, span, text_columns};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Span;

/// The attribute of an HTML table that was tab-separated: its number on the page.
pub(super) const ATTRIBUTE: &str = "data-tab-separated";

/// The places of a tab-separated table's cells, row by row, the header's first.
pub(super) struct TabTable {
    pub(super) rows: Vec<Vec<Span>>,
}

impl TabTable {
    /// Where the header stands.
    pub(super) fn header(&self) -> Option<Span> {
        let row = self.rows.first()?;
        Some(span(row.first()?.start..row.last()?.end))
    }
}

/// `text` with an HTML table in the place of each tab-separated one. Lines between two rows that are
/// not rows themselves go to `diagnostics`.
pub(super) fn to_html_tables(text: &str, diagnostics: &mut Diagnostics) -> (String, Vec<TabTable>) {
    let mut markdown = String::new();
    let mut tables = Vec::new();
    let mut rest = lines(text).peekable();
    while let Some(header) = rest.next() {
        let Some(columns) = text_columns(header.text.split('\t')) else {
            markdown.push_str(header.raw);
            continue;
        };
        let mut section = vec![header];
        while let Some(line) = rest.next_if(|line| !is_heading(line.text)) {
            section.push(line);
        }
        let end = end_of_rows(&section, columns.description);
        let (rows, after) = section.split_at(end);
        let (mut rows, strays): (Vec<&TextLine<'_>>, _) =
            rows.iter().partition(|line| line.is_row());
        // More rows than these and the header are an error, however many they are.
        rows.truncate(MAX_ROWS + 2);
        diagnostics.extend(stray_lines(&strays));
        diagnostics.extend(quoted_cells(&rows));
        write_table(&rows, tables.len(), &mut markdown);
        tables.push(TabTable {
            rows: rows.iter().map(|line| line.cells().collect()).collect(),
        });
        markdown.extend(after.iter().map(|line| line.raw));
    }
    (markdown, tables)
}

/// A line of the page.
#[derive(Clone, Copy)]
struct TextLine<'a> {
    /// All of it.
    raw: &'a str,
    /// Without its line feed and the spaces before that.
    text: &'a str,
    start: usize,
}

fn lines(text: &str) -> impl Iterator<Item = TextLine<'_>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let here = start;
        start += line.len();
        TextLine {
            raw: line,
            text: line.trim_end_matches(['\n', ' ']),
            start: here,
        }
    })
}

impl TextLine<'_> {
    fn is_row(&self) -> bool {
        self.text.contains('\t')
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn span(&self) -> Span {
        span(self.start..self.start + self.text.len())
    }

    /// The places of the cells, without the white space around their text.
    fn cells(&self) -> impl Iterator<Item = Span> {
        let mut start = self.start;
        self.text.split('\t').map(move |cell| {
            let here = start + cell.len() - cell.trim_start().len();
            start += cell.len() + 1;
            span(here..here + cell.trim().len())
        })
    }
}

fn is_heading(line: &str) -> bool {
    let hashes = line.len() - line.trim_start_matches('#').len();
    (1..=6).contains(&hashes) && line[hashes..].starts_with(' ')
}

/// How many lines belong to the rows: those up to the last row, and those that follow it directly.
fn end_of_rows(section: &[TextLine<'_>], description: usize) -> usize {
    let last = section.iter().rposition(TextLine::is_row).unwrap_or(0);
    let below = section.get(last + 1..).unwrap_or_default();
    let lacks_description = section
        .get(last)
        .and_then(|line| line.cells().nth(description))
        .is_none_or(|cell| cell.range().is_empty());
    let blank = below.iter().take_while(|line| line.is_blank()).count();
    let blank = if lacks_description { blank } else { 0 };
    let goes_on = below.iter().skip(blank).take_while(|line| !line.is_blank());
    match goes_on.count() {
        0 => last + 1,
        lines => last + 1 + blank + lines,
    }
}

/// No more stray lines than these are shown.
const SHOWN: usize = 10;

/// Lines between the rows that are not rows.
fn stray_lines(lines: &[&TextLine<'_>]) -> Option<Diagnostic> {
    let lines: Vec<_> = lines.iter().filter(|line| !line.is_blank()).collect();
    let message = match lines.len() {
        0 => return None,
        1 => "a line between the table's rows is not a row".to_owned(),
        count => format!("{count} lines between the table's rows are not rows"),
    };
    let mut error = Diagnostic::error("stray-line", message);
    for line in lines.iter().take(SHOWN) {
        error = error.label(line.span(), "expected cells separated by tabs");
    }
    Some(error.help(
        "a row is one line; where cells are wrapped or their tabs were turned into spaces, save the \
         page as HTML instead of pasting it",
    ))
}

/// Spreadsheets write cells in quotation marks, which are not part of the text: all cells, or those with
/// a comma or a quotation mark.
fn quoted_cells(rows: &[&TextLine<'_>]) -> Option<Diagnostic> {
    let is_quoted = |cell: &str| {
        let inner = cell.strip_prefix('"')?.strip_suffix('"')?;
        let is_whole = !inner.replace("\"\"", "").contains('"');
        let has_reason = inner.contains(['"', ',']) || inner.parse::<u32>().is_ok();
        (is_whole && has_reason).then_some(())
    };
    let first = rows.iter().find(|line| {
        let mut cells = line.text.split('\t');
        cells.any(|cell| is_quoted(cell.trim()).is_some())
    })?;
    let error = Diagnostic::error("quoted-cells", "cells stand in quotation marks");
    Some(error.label(first.span(), "first in this row").help(
        "a spreadsheet adds them when it saves text: save the page as HTML, or paste the rows from the \
         spreadsheet",
    ))
}

fn write_table(rows: &[&TextLine<'_>], number: usize, markdown: &mut String) {
    let _ = write!(markdown, "\n\n<table {ATTRIBUTE}=\"{number}\">");
    for row in rows {
        markdown.push_str("<tr>");
        for cell in row.text.split('\t') {
            // Parsed on its own, a cell cannot end before its end.
            let html = if cell.contains(['<', '&']) {
                Html::parse_fragment(cell).root_element().inner_html()
            } else {
                cell.to_owned()
            };
            let _ = write!(markdown, "<td>{}</td>", html.replace('\n', " "));
        }
        markdown.push_str("</tr>\n");
    }
    markdown.push_str("</table>\n\n");
}
