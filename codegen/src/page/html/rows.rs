//! The rows of an HTML table, and what is wrong with them.

use std::ops::Range;

use super::tables::{Cell, MAX_DEPTH, Row, Rows};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::finding::Finding;
use crate::page::table::Line;
use crate::page::{span, trimmed};
use crate::prose;
use crate::source::{File, Fragment};

/// Reads the rows of `table`. Every row is a line or a diagnostic.
pub(in crate::page) fn rows(
    page: &str,
    table: Range<usize>,
    rows: &Rows,
    diagnostics: &mut Diagnostics,
) -> Vec<Line> {
    let errors = diagnostics.errors();
    if let Some(tag) = rows.unclosed.clone() {
        diagnostics.push(
            Diagnostic::error("cut-off", "the page ends with the table")
                .label(span(tag), "this table is not closed")
                .help("was the page saved whole?"),
        );
    }
    for text in rows.stray.iter().cloned() {
        diagnostics.push(
            Diagnostic::error("stray-text", "text in the table that is in no cell")
                .label(span(text), "a browser shows this above the table")
                .help("was a tag lost, such as `<td>`?"),
        );
    }
    if let Some(text) = rows.no_html.clone().filter(|_| rows.unclosed.is_none()) {
        diagnostics.push(
            Diagnostic::error("markup", "a part of the table is no HTML to Markdown")
                .label(span(text), "Markdown reads this as its own")
                .help("HTML ends at a blank line, and begins with a tag at the start of a line"),
        );
    }
    if let Some(tag) = rows.hidden.clone() {
        diagnostics.push(
            Diagnostic::error("hidden", "a part of the table that a browser does not show")
                .label(span(tag), "this is hidden")
                .help("text that nobody can see does not belong into documentation"),
        );
    }
    if let Some(tag) = rows.too_deep.clone() {
        let message = format!("elements are nested more than {MAX_DEPTH} deep");
        diagnostics.push(
            Diagnostic::error("depth", message)
                .label(span(tag), "here")
                .help("is an end tag missing?"),
        );
    }
    if let Some(tag) = rows.crossed.clone() {
        diagnostics.push(
            Diagnostic::error("markup", "an end tag leaves other elements open")
                .label(span(tag), "something in here is not closed")
                .help("elements end in the reverse order of their start tags"),
        );
    }
    let mut lines = Vec::new();
    for (index, row) in rows.all.iter().enumerate() {
        if row.is_section() {
            diagnostics.extend(section(page, row));
            continue;
        }
        for cell in &row.cells {
            if cell.spans != (1, 1) {
                diagnostics.push(
                    Diagnostic::error("cells", "a cell takes more than one column or row")
                        .label(span(cell.tag.clone()), "expected a cell for each column")
                        .help("only a heading between the rows goes across all columns"),
                );
            }
        }
        if index == rows.header {
            continue;
        }
        let fragment = |cell: &Cell| Fragment::verbatim(page, File::Page, cell.content.clone());
        lines.push(Line {
            cells: row.cells.iter().map(fragment).collect(),
            span: row.span.clone(),
        });
    }
    if diagnostics.errors() == errors {
        diagnostics.extend(check(page, table, &rows.all));
    }
    lines
}

/// Makes sure that a browser sees these rows, and no others.
fn check(page: &str, table: Range<usize>, rows: &[Row]) -> Option<Diagnostic> {
    let text = |range: Range<usize>| page.get(range).unwrap_or_default();
    let seen = prose::table(text(table.clone()));
    let mut seen = seen.iter().flatten();
    let other = |row: &&Row| {
        let cells = row
            .cells
            .iter()
            .map(|cell| prose::normal(text(cell.content.clone())));
        seen.next()
            .is_none_or(|seen| !cells.eq(seen.iter().cloned()))
    };
    let place = match rows.iter().find(other) {
        Some(row) => row.span.clone(),
        None if seen.next().is_some() => table,
        None => return None,
    };
    Some(
        Diagnostic::error(
            "markup",
            "an HTML parser reads this table otherwise than it looks",
        )
        .label(span(place), "something in here is no proper HTML"),
    )
}

/// A heading between the rows.
fn section(page: &str, row: &Row) -> Option<Diagnostic> {
    let cell = row.cells.first()?;
    let here = trimmed(page, cell.content.clone());
    let text = page.get(here.clone()).unwrap_or_default();
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(
            Diagnostic::error("cells", "a row has one cell across all columns")
                .label(span(cell.tag.clone()), "expected a cell for each column"),
        );
    }
    let finding = Diagnostic::finding(
        Finding::HeadingRow,
        "a heading between the rows is left out",
    );
    (!here.is_empty()).then(|| finding.label(span(here), "it belongs to no code"))
}
