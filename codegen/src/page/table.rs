//! The table, whatever it is written in: which one it is, and its rows.

use std::collections::BTreeMap;
use std::ops::Range;

use super::columns::Columns;
use super::outline::{Block, Outline};
use super::{Row, html, span, tabs};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::finding::Finding;
use crate::prose::{self, Prose};
use crate::source::{Fragment, Span, Spanned};

/// The heading that the table stands under.
pub(super) const HEADING: &str = "Error Code Definitions Table";

/// The highest number a code may have: six digits.
pub(crate) const MAX_CODE: u32 = 999999;

/// A table somewhere on the page.
pub(super) struct Table {
    /// All of it.
    pub(super) span: Range<usize>,
    /// The row of the headings.
    pub(super) header: Line,
    /// The rows below it.
    pub(super) body: Body,
}

/// The rows of a table, by what it is written in.
pub(super) enum Body {
    /// Tab-separated text, from the header to the end of the table: not read yet.
    Tabs,
    /// A pipe table.
    Pipes(Vec<Line>),
    /// An HTML table: not read yet.
    Html(html::Rows),
}

/// A row with its cells as they stand.
pub(super) struct Line {
    pub(super) span: Range<usize>,
    pub(super) cells: Vec<Fragment>,
}

impl Line {
    /// Which column is which, if these are the headings.
    pub(super) fn columns(&self) -> Result<Columns, String> {
        let heading = |cell: &Fragment| match &cell.html {
            html if html.len() > MAX_HEADING => String::new(),
            html => prose::text_of(html),
        };
        Columns::find(&self.cells.iter().map(heading).collect::<Vec<_>>())
    }
}

/// No heading has more HTML, its markup included.
pub(super) const MAX_HEADING: usize = 400;

/// Finds the table under the heading, and its columns, if there is just one on the page that fits.
pub(super) fn choose(
    page: &str,
    tables: Vec<Table>,
    outline: &mut Outline,
    diagnostics: &mut Diagnostics,
) -> Option<(Table, Columns)> {
    let (mut fitting, others): (Vec<_>, Vec<_>) = tables
        .into_iter()
        .map(|table| (table.header.columns(), table))
        .partition(|(columns, _)| columns.is_ok());
    if let [(_, table)] = &fitting[..] {
        // What stands in its cells is no part of the page's outline.
        let outside = |block: &Block| !table.span.contains(&block.span.start);
        outline.headings.retain(outside);
        outline.paragraphs.retain(outside);
    }
    let Some(section) = outline.section(HEADING) else {
        diagnostics.push(no_section(outline));
        return None;
    };
    match fitting.pop() {
        None => {
            let header = others
                .into_iter()
                .map(|(_, table)| table.header)
                .find(|header| section.contains(&header.span.start))
                .or_else(|| tabs::first_line(page, section.clone()));
            diagnostics.push(match header {
                Some(header) => no_header(&header),
                None => no_table(outline, &section),
            });
            None
        }
        Some((Ok(columns), table)) if fitting.is_empty() => {
            if section.contains(&table.span.start) {
                return Some((table, columns));
            }
            diagnostics.push(
                Diagnostic::error("table-outside", "the table stands in another section")
                    .label(span(table.header.span), "this looks like the table")
                    .label(title(outline, &section), "expected below this heading")
                    .help("was a heading moved or changed when the page was copied?"),
            );
            None
        }
        Some(last) => {
            fitting.push(last);
            let message = format!("{} tables could be the one", fitting.len());
            let error = Diagnostic::error("several-tables", message)
                .help("leave the one with the codes; was the page pasted twice?");
            let labelled = fitting.into_iter().take(MAX_LABELS);
            diagnostics.push(labelled.fold(error, |error, (_, table)| {
                error.label(span(table.header.span), "this one has all columns")
            }));
            None
        }
    }
}

/// Of many tables no more are shown.
const MAX_LABELS: usize = 10;

fn no_section(outline: &Outline) -> Diagnostic {
    let message = format!("the page has no section \"{HEADING}\"");
    let error = Diagnostic::error("no-section", message);
    let error = match outline.headings.first() {
        Some(first) => error.label(span(first.span.clone()), "the page's first heading"),
        None => error.label(span(0..0), "there is no heading at all"),
    };
    error.help("is this Gigya's page \"Response Codes and Errors\", saved whole?")
}

fn no_table(outline: &Outline, section: &Range<usize>) -> Diagnostic {
    Diagnostic::error("no-table", format!("nothing stands under \"{HEADING}\""))
        .label(
            title(outline, section),
            "expected a table below this heading",
        )
        .help("was the page saved whole?")
}

/// The heading of `section`.
fn title(outline: &Outline, section: &Range<usize>) -> Span {
    let is_title = |block: &&Block| block.span.end == section.start;
    let title = outline.headings.iter().find(is_title);
    span(title.map_or(section.start..section.start, |title| title.span.clone()))
}

fn no_header(line: &Line) -> Diagnostic {
    let message = match line.columns() {
        Err(problem) if line.cells.len() > 1 => format!("the table's header {problem}"),
        _ => "the section does not start with a table".to_owned(),
    };
    Diagnostic::error("header", message)
        .label(span(line.span.clone()), "the header is expected here")
        .help(
            "expected the columns errorCode, errorMessage and Description; separated by tabs, as \
             a Markdown table or as an HTML table",
        )
}

/// Reads the rows of `table`. What is no row goes to `diagnostics`.
pub(super) fn rows(
    page: &str,
    table: &Table,
    columns: Columns,
    diagnostics: &mut Diagnostics,
) -> Vec<Row> {
    for (place, cell) in table.header.cells.iter().enumerate() {
        if !columns.contain(place) {
            diagnostics.push(
                Diagnostic::finding(Finding::ExtraColumn, "a column of the table is left out")
                    .label(cell.span, "this is no column that we read"),
            );
        }
    }
    let read;
    let lines = match &table.body {
        Body::Pipes(lines) => lines,
        Body::Tabs => {
            read = tabs::rows(page, table.header.span.end..table.span.end, diagnostics);
            &read
        }
        Body::Html(rows) => {
            read = html::rows(page, table.span.clone(), rows, diagnostics);
            &read
        }
    };
    let mut rows = Vec::new();
    let mut numbers: BTreeMap<u32, Span> = BTreeMap::new();
    for line in lines {
        if line.cells.len() != table.header.cells.len() {
            diagnostics.push(cells(line, table));
            continue;
        }
        let cell = |place: usize| &line.cells[place];
        let (message, description) = (cell(columns.message), cell(columns.description));
        let Some(code) = number(cell(columns.code), diagnostics) else {
            continue;
        };
        if let Some(first) = numbers.get(&code.value) {
            diagnostics.push(
                Diagnostic::error(
                    "duplicate-code",
                    format!("code {} stands in two rows", code.value),
                )
                .label(code.span, "here again")
                .label(*first, "first here")
                .help("one of the two numbers is wrong, or one row is a left-over"),
            );
            continue;
        }
        numbers.insert(code.value, code.span);
        rows.push(Row {
            code,
            message: message.clone(),
            description: description.clone(),
        });
    }
    if rows.is_empty() && !diagnostics.has_errors() {
        diagnostics.push(
            Diagnostic::error("no-table", "the table has a header and no rows")
                .label(
                    span(table.header.span.clone()),
                    "nothing follows this header",
                )
                .help("was the page saved whole?"),
        );
    }
    rows
}

/// A row has another number of cells than the header.
fn cells(line: &Line, table: &Table) -> Diagnostic {
    let (found, expected) = (line.cells.len(), table.header.cells.len());
    let what = if found < expected { "few" } else { "many" };
    let message = format!("too {what} cells in a row: {found} instead of {expected}");
    let label = match table.body {
        Body::Tabs => format!("tabs: {}; a row has {}", found - 1, expected - 1),
        _ => format!("the header has {expected} cells"),
    };
    let help = match table.body {
        Body::Tabs => "was the table cut off, or a tab lost or added when it was copied?",
        Body::Pipes(_) if found > expected => "a pipe inside of a cell is written `\\|`",
        Body::Pipes(_) => "was the table cut off, or a row wrapped to the next line?",
        Body::Html(_) => "was the table cut off, or a tag lost?",
    };
    Diagnostic::error("cells", message)
        .label(span(line.span.clone()), label)
        .help(help)
}

/// Reads a code. What keeps it from being one goes to `diagnostics`.
fn number(cell: &Fragment, diagnostics: &mut Diagnostics) -> Option<Spanned<u32>> {
    let errors = diagnostics.errors();
    let prose = Prose::parse(cell, diagnostics);
    if diagnostics.errors() > errors {
        return None;
    }
    let text = prose.to_plain_text();
    let problem = if text.is_empty() {
        "the cell is empty"
    } else if text.strip_prefix('-').is_some_and(is_number) {
        "a code is not negative"
    } else if text.contains([',', '.', '\'', '\u{a0}', ' ', '_']) {
        "a code has no separators"
    } else if !is_number(&text) {
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
                return Some(Spanned {
                    value,
                    span: cell.span,
                });
            }
            _ => "a code has at most six digits",
        }
    };
    diagnostics.push(
        Diagnostic::error("code", format!("{text:?} is not a code"))
            .label(cell.span, problem)
            .help("expected a number from 0 to 999999 in this cell"),
    );
    None
}

pub(super) fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
