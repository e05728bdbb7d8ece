//! Tab-separated rows: the form of the stored page, and what spreadsheets and browsers paste.
//!
//! They are read from the raw text, line by line, because Markdown would take the underscores of a cell
//! for emphasis.

use std::ops::Range;

use super::columns::{Columns, find_columns};
use crate::source::{File, Span, Spanned};

/// A line of a text, without its line feed and the spaces before that.
pub(super) type TextLine<'a> = Spanned<&'a str>;

/// A tab-separated table.
pub(super) struct TabTable<'a> {
    pub(super) columns: Columns,
    pub(super) header: TextLine<'a>,
    /// The lines below the header that are not blank. One between two rows that is not a row itself is
    /// among them: it has too few cells, which is an error and not a loss.
    pub(super) rows: Vec<TextLine<'a>>,
    /// All of it, in bytes of the text.
    pub(super) range: Range<usize>,
}

pub(super) fn text_lines(text: &str, file: File) -> Vec<TextLine<'_>> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let text = line.trim_end_matches(['\n', ' ']);
        let span = Span::new(file, start..start + text.len());
        start += line.len();
        Spanned::new(text, span)
    });
    lines.collect()
}

/// The tab-separated tables of a text, each below a header that fits.
pub(super) fn tab_tables(text: &str, file: File) -> Vec<TabTable<'_>> {
    let lines = text_lines(text, file);
    let mut tables = Vec::new();
    let mut rest = &lines[..];
    while let Some((header, below)) = rest.split_first() {
        rest = below;
        let Some(columns) = find_columns(header.value.split('\t')) else {
            continue;
        };
        let heading = below.iter().position(|line| is_heading(line.value));
        let section = &below[..heading.unwrap_or(below.len())];
        let (rows, after) = below.split_at(count_lines_of_rows(section, columns));
        rest = after;
        let end = after.first().map_or(text.len(), |line| line.span.start);
        tables.push(TabTable {
            columns,
            header: header.clone(),
            rows: rows.iter().filter(|row| !is_blank(row)).cloned().collect(),
            range: header.span.start..end,
        });
    }
    tables
}

fn is_blank(line: &TextLine<'_>) -> bool {
    line.value.trim().is_empty()
}

/// Whether the line is a heading in Markdown.
pub(super) fn is_heading(line: &str) -> bool {
    line.starts_with('#') && line.trim_start_matches('#').starts_with(' ')
}

/// How many lines of a section belong to the rows: those up to the last row, and those that follow it
/// directly, or after blank lines if the last row has no description. Such lines continue a wrapped row;
/// they are kept, so that the row is reported and not cut.
fn count_lines_of_rows(section: &[TextLine<'_>], columns: Columns) -> usize {
    let last = section.iter().rposition(|line| line.value.contains('\t'));
    let mut cells = last.map_or("", |last| section[last].value).split('\t');
    let description = cells.nth(columns[2]).unwrap_or_default();
    let mut end = last.map_or(0, |last| last + 1);
    while description.trim().is_empty() && section.get(end).is_some_and(is_blank) {
        end += 1;
    }
    let continued = section[end..].iter().take_while(|line| !is_blank(line));
    end + continued.count()
}
