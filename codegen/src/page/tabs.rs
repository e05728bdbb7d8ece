//! Tab-separated rows: the form of the stored page, and what spreadsheets and browsers paste.
//!
//! They are read from the raw text, line by line, because Markdown would take the underscores of a cell
//! for emphasis.

use std::ops::Range;

use super::columns::{Columns, find_columns};
use crate::source::{File, Span};

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

/// A line of a text.
#[derive(Clone, Copy)]
pub(super) struct TextLine<'a> {
    /// Without its line feed and the spaces before that.
    pub(super) text: &'a str,
    /// Where it begins.
    pub(super) start: usize,
}

impl<'a> TextLine<'a> {
    pub(super) fn cells(self) -> Vec<&'a str> {
        self.text.split('\t').collect()
    }

    pub(super) fn span(self, file: File) -> Span {
        Span::new(file, self.start..self.start + self.text.len())
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn is_heading(&self) -> bool {
        self.text.starts_with('#') && self.text.trim_start_matches('#').starts_with(' ')
    }
}

pub(super) fn text_lines(text: &str) -> Vec<TextLine<'_>> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        start += line.len();
        TextLine {
            text: line.trim_end_matches(['\n', ' ']),
            start: start - line.len(),
        }
    });
    lines.collect()
}

/// The tab-separated tables of a text, each below a header that fits.
pub(super) fn tab_tables(text: &str) -> Vec<TabTable<'_>> {
    let lines = text_lines(text);
    let mut tables = Vec::new();
    let mut rest = &lines[..];
    while let Some((&header, below)) = rest.split_first() {
        rest = below;
        let Some(columns) = find_columns(&header.cells()) else {
            continue;
        };
        let heading = below.iter().position(TextLine::is_heading);
        let section = &below[..heading.unwrap_or(below.len())];
        let (rows, after) = below.split_at(count_lines_of_rows(section, columns));
        rest = after;
        let end = after.first().map_or(text.len(), |line| line.start);
        tables.push(TabTable {
            columns,
            header,
            rows: rows.iter().filter(|row| !row.is_blank()).copied().collect(),
            range: header.start..end,
        });
    }
    tables
}

/// How many lines of a section belong to the rows: those up to the last row, and those that follow it
/// directly, or after blank lines if the last row has no description. Such lines continue a wrapped row;
/// they are kept, so that the row is reported and not cut.
fn count_lines_of_rows(section: &[TextLine<'_>], columns: Columns) -> usize {
    let last = section.iter().rposition(|line| line.text.contains('\t'));
    let cells = last.map_or(Vec::new(), |last| section[last].cells());
    let description = cells.get(columns[2]).copied().unwrap_or_default();
    let mut end = last.map_or(0, |last| last + 1);
    while description.trim().is_empty() && section.get(end).is_some_and(TextLine::is_blank) {
        end += 1;
    }
    let continued = section[end..].iter().take_while(|line| !line.is_blank());
    end + continued.count()
}
