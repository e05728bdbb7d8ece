//! Tab-separated text, one row a line.
//!
//! Read from the raw text: Markdown would take the underscores and asterisks of a cell for
//! emphasis.

use std::ops::Range;

use super::columns::Columns;
use super::outline::Outline;
use super::span;
use super::table::{Body, Line, Table};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::finding::Finding;
use crate::source::{File, Fragment};

/// The tables on `page`: each begins with a line of the headings we look for, and ends with its
/// section.
pub(super) fn tables(page: &str, outline: &Outline) -> Vec<Table> {
    let is_header = |line: &RawLine<'_>| {
        let cells: Vec<&str> = line.text.split('\t').collect();
        cells.len() > 1 && Columns::find(&cells).is_ok()
    };
    let headers = lines(page, 0..page.len()).filter(is_header);
    let table = |header: RawLine<'_>| Table {
        span: header.start..outline.next_heading(header.start).start,
        header: cells(page, &header),
        body: Body::Tabs,
    };
    headers.map(table).collect()
}

/// The first line in `section`, with its cells; none if all are blank.
pub(super) fn first_line(page: &str, section: Range<usize>) -> Option<Line> {
    let first = lines(page, section).find(|line| !line.text.trim().is_empty())?;
    Some(cells(page, &first))
}

/// The rows in `range`. Every line that is not blank is a row or a diagnostic.
pub(super) fn rows(page: &str, range: Range<usize>, diagnostics: &mut Diagnostics) -> Vec<Line> {
    let mut rows = Vec::new();
    let mut follows_row = false;
    for line in lines(page, range) {
        if line.text.trim().is_empty() {
            follows_row = false;
        } else if line.text.contains('\t') {
            follows_row = true;
            rows.push(cells(page, &line));
        } else {
            diagnostics.push(stray(&line, follows_row));
        }
    }
    rows
}

/// The line, and its cells. White space at its end means nothing, but a missing description and an
/// empty one are told apart by the tab before it.
fn cells(page: &str, line: &RawLine<'_>) -> Line {
    let mut at = line.start;
    let cell = |text: &str| {
        let cell = Fragment::verbatim(page, File::Page, at..at + text.len());
        at += text.len() + 1;
        cell
    };
    Line {
        span: line.range(),
        cells: line.text.split('\t').map(cell).collect(),
    }
}

/// A line without a tab: not a row.
fn stray(line: &RawLine<'_>, follows_row: bool) -> Diagnostic {
    let here = span(line.range());
    if line.text.contains(super::UNRENDERED) {
        super::unrendered(line.range())
    } else if line
        .text
        .trim_start()
        .starts_with(|c: char| c.is_ascii_digit())
    {
        Diagnostic::error("lost-tabs", "a row has no tabs")
            .label(here, "expected cells separated by tabs")
            .help("were tabs turned into spaces when the page was copied?")
    } else if follows_row {
        Diagnostic::error("wrapped-row", "a row goes on in the next line")
            .label(here, "expected cells separated by tabs, or a blank line")
            .help("a row is one line; was the page wrapped by an editor or a mail program?")
    } else {
        Diagnostic::finding(Finding::StrayLine, "a line inside the table is not a row")
            .label(here, "expected cells separated by tabs")
    }
}

/// A line without its line feed and trailing white space other than tabs.
pub(super) struct RawLine<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
}

impl RawLine<'_> {
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }
}

/// The lines in `range`, which begins and ends with a line.
pub(super) fn lines(page: &str, range: Range<usize>) -> impl Iterator<Item = RawLine<'_>> {
    let mut start = range.start;
    let text = page.get(range).unwrap_or_default();
    text.split_inclusive('\n').map(move |line| {
        let here = RawLine {
            text: line.trim_end_matches(['\n', ' ']),
            start,
        };
        start += line.len();
        here
    })
}
