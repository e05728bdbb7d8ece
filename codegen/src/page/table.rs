//! The table: tab-separated text, one row a line.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Row, span};
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span, Spanned};

/// The heading that the table stands under.
pub(super) const HEADING: &str = "Error Code Definitions Table";

const HEADER: [&str; 3] = ["errorCode", "errorMessage", "Description"];

/// The highest number a code may have: six digits.
pub(crate) const MAX_CODE: u32 = 999999;

/// Reads the rows in `section`. Every line that is not blank is the header, a row, or a
/// diagnostic.
pub(super) fn rows(
    source: &Source,
    section: Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Row> {
    let mut lines = lines(source.text(), section.clone());
    let Some(header) = lines.by_ref().find(|line| !line.text.trim().is_empty()) else {
        let heading = source.text()[..section.start].trim_end().len();
        let start = source.text()[..heading].rfind('\n').map_or(0, |at| at + 1);
        diagnostics.push(
            Diagnostic::error("no-table", format!("nothing stands under \"{HEADING}\""))
                .label(span(start..heading), "expected a table below this heading")
                .help("was the page saved whole?"),
        );
        return Vec::new();
    };
    if let Err(error) = check_header(&header) {
        diagnostics.push(error);
        return Vec::new();
    }

    let mut rows = Vec::new();
    let mut numbers: BTreeMap<u32, Range<usize>> = BTreeMap::new();
    let mut follows_row = false;
    for line in lines {
        if line.text.trim().is_empty() {
            follows_row = false;
            continue;
        }
        if !line.text.contains('\t') {
            diagnostics.push(stray(&line, follows_row));
            continue;
        }
        follows_row = true;
        match row(&line) {
            Err(error) => diagnostics.push(error),
            Ok(row) => {
                let here = row.code.span;
                if let Some(first) = numbers.get(&row.code.value) {
                    diagnostics.push(
                        Diagnostic::error(
                            "duplicate-code",
                            format!("code {} stands in two rows", row.code.value),
                        )
                        .label(here, "here again")
                        .label(span(first.clone()), "first here")
                        .help("one of the two numbers is wrong, or one row is a left-over"),
                    );
                } else {
                    numbers.insert(row.code.value, here.range());
                    rows.push(row);
                }
            }
        }
    }
    if rows.is_empty() && !diagnostics.iter().any(Diagnostic::is_error) {
        diagnostics.push(
            Diagnostic::error("no-table", "the table has a header and no rows")
                .label(span(header.range()), "nothing follows this header")
                .help("was the page saved whole?"),
        );
    }
    rows
}

/// Checks that the table was not ended before its end: by a heading in its midst, or by the end of
/// a page that was cut off.
pub(super) fn check_outside(
    source: &Source,
    section: Range<usize>,
    next_heading: Option<Span>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(next_heading) = next_heading else {
        let end = source.text().trim_end().len();
        let start = source.text()[..end].rfind('\n').map_or(0, |at| at + 1);
        diagnostics.push(
            Diagnostic::error("cut-off", "the page ends with the table")
                .label(span(start..end), "expected a heading somewhere below")
                .help("was the page saved whole? It has a section after the table"),
        );
        return;
    };
    let before = lines(source.text(), 0..section.start);
    for line in before.chain(lines(source.text(), section.end..source.text().len())) {
        let Some((first, _)) = line.text.split_once('\t') else {
            continue;
        };
        let first = first.trim_start_matches(|c: char| !c.is_alphanumeric());
        if !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit()) {
            diagnostics.push(
                Diagnostic::error("row-outside", "a row stands outside of the table")
                    .label(span(line.range()), "this looks like a row")
                    .label(next_heading, "the table's section ends with this heading")
                    .help("is there a heading or a line of dashes in the midst of the table?"),
            );
        }
    }
}

/// One line of the section, without its line feed and trailing white space other than tabs.
struct Line<'a> {
    text: &'a str,
    start: usize,
}

impl Line<'_> {
    fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }
}

fn lines(text: &str, section: Range<usize>) -> impl Iterator<Item = Line<'_>> {
    let mut start = section.start;
    text[section].split_inclusive('\n').map(move |line| {
        let here = Line {
            text: line.trim_end_matches(['\n', '\r', ' ']),
            start,
        };
        start += line.len();
        here
    })
}

fn check_header(line: &Line<'_>) -> Result<(), Diagnostic> {
    let found: Vec<&str> = line.text.split('\t').map(str::trim).collect();
    if found == HEADER {
        return Ok(());
    }
    let missing: Vec<&str> = HEADER
        .into_iter()
        .filter(|column| !found.contains(column))
        .collect();
    let message = if found.len() == 1 {
        "the table does not start with a tab-separated header".to_owned()
    } else if !missing.is_empty() {
        format!("the table's header lacks {}", missing.join(", "))
    } else {
        "the table's header has other columns, or another order".to_owned()
    };
    Err(Diagnostic::error("header", message)
        .label(span(line.range()), "the header is expected here")
        .help(format!(
            "expected `{}`, separated by tabs",
            HEADER.join("\u{21e5}")
        )))
}

/// A line without a tab: not a row.
fn stray(line: &Line<'_>, follows_row: bool) -> Diagnostic {
    let here = span(line.range());
    if line.text.contains("{include}") {
        Diagnostic::finding(
            "unrendered-include",
            "the page failed to include another page",
        )
        .label(here, "this line is not part of the table")
    } else if line
        .text
        .trim_start()
        .starts_with(|c: char| c.is_ascii_digit())
    {
        Diagnostic::error("lost-tabs", "a row has no tabs")
            .label(here, "expected three cells separated by tabs")
            .help("were tabs turned into spaces when the page was copied?")
    } else if follows_row {
        Diagnostic::error("wrapped-row", "a row goes on in the next line")
            .label(
                here,
                "expected three cells separated by tabs, or a blank line",
            )
            .help("a row is one line; was the page wrapped by an editor or a mail program?")
    } else {
        Diagnostic::finding("stray-line", "a line inside the table is not a row")
            .label(here, "expected three cells separated by tabs")
    }
}

fn row(line: &Line<'_>) -> Result<Row, Diagnostic> {
    // White space at the end of a line means nothing, so a missing description and an empty one
    // are told apart by the tab before it: `split` keeps it.
    let cells: Vec<&str> = line.text.split('\t').collect();
    let [code, message, description] = cells[..] else {
        let what = if cells.len() < 3 {
            "too few"
        } else {
            "too many"
        };
        return Err(Diagnostic::error(
            "cells",
            format!("{what} cells in a row: {} instead of 3", cells.len()),
        )
        .label(
            span(line.range()),
            format!("{} tabs; a row has 2", cells.len() - 1),
        )
        .help("was the table cut off, or a tab lost or added when it was copied?"));
    };
    let mut at = line.start;
    let mut cell = |text: &str| {
        let start = at + (text.len() - text.trim_start().len());
        at += text.len() + 1;
        let trimmed = text.trim();
        Spanned {
            value: trimmed.to_owned(),
            span: span(start..start + trimmed.len()),
        }
    };
    let (code, message, description) = (cell(code), cell(message), cell(description));
    let code = number(&code)?;
    Ok(Row {
        code,
        message,
        description,
    })
}

fn number(cell: &Spanned<String>) -> Result<Spanned<u32>, Diagnostic> {
    let text = cell.value.as_str();
    let problem = if text.is_empty() {
        "the cell is empty"
    } else if text.starts_with('-') {
        "a code is not negative"
    } else if text.contains([',', '.', '\'', '\u{a0}', ' ', '_']) {
        "a code has no separators"
    } else if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        if text.chars().all(char::is_numeric) {
            "a code has ASCII digits only"
        } else {
            "a code has digits only"
        }
    } else if text.len() > 1 && text.starts_with('0') {
        "a code has no leading zero"
    } else {
        match text.parse() {
            Ok(value) if value <= MAX_CODE => {
                return Ok(Spanned {
                    value,
                    span: cell.span,
                });
            }
            _ => "a code has at most six digits",
        }
    };
    Err(Diagnostic::error("code", format!("{text:?} is not a code"))
        .label(cell.span, problem)
        .help("expected a number from 0 to 999999 in the first cell"))
}
