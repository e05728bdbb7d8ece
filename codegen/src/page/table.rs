//! Chooses the table that lists the codes.

use ego_tree::NodeId;
use scraper::ElementRef;

use super::columns::Columns;
use super::document::{Document, MARKER, NUMBER};
use super::format::missing_table;
use super::places::Places;
use super::tabs::{self, TabTable};
use super::{HEADING, is_heading_of_table, span};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::finding::Finding;
use crate::prose::shown::{self, Line};
use crate::source::Span;

/// A table that has the columns of the page.
pub(super) struct Table<'a> {
    pub(super) element: ElementRef<'a>,
    pub(super) columns: Columns,
    /// The texts of the header's cells.
    pub(super) header: Vec<String>,
    /// Which of the table's rows is the header.
    pub(super) header_row: usize,
    /// The places of the cells, if the table was tab-separated.
    pub(super) cells: Option<&'a TabTable>,
    /// Where the header stands.
    pub(super) place: Span,
    /// Whether the heading that belongs to the table stands above it.
    pub(super) is_under_heading: bool,
    /// The element that stands before the table.
    pub(super) marker: Option<NodeId>,
}

impl<'a> Table<'a> {
    /// The cells of the header, hidden ones among them.
    pub(super) fn header_cells(&self) -> impl Iterator<Item = ElementRef<'a>> + use<'a> {
        let header = shown::rows(self.element).nth(self.header_row);
        header.into_iter().flat_map(|row| row.child_elements())
    }

    /// The rows below the header.
    pub(super) fn rows(&self) -> impl Iterator<Item = (usize, ElementRef<'_>)> {
        shown::rows(self.element)
            .enumerate()
            .skip(self.header_row + 1)
    }
}

/// The table whose columns fit; where several fit, the one under the heading. If there is none,
/// `diagnostics` says why.
pub(super) fn choose<'a>(
    document: &'a Document,
    text: &str,
    places: &Places<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Table<'a>> {
    let mut fitting = candidates(document, places);
    if fitting.len() > 1 && fitting.iter().any(|table| table.is_under_heading) {
        fitting.retain(|table| table.is_under_heading);
    }
    match &fitting[..] {
        [] => {
            let error = header_under_heading(document, places);
            diagnostics.push(error.unwrap_or_else(|| missing_table(text)));
        }
        [table] if !table.is_under_heading => diagnostics.push(
            Diagnostic::finding(Finding::NoHeading, format!("no heading says {HEADING:?}"))
                .label(table.place, "expected somewhere above this header")
                .quoting(HEADING),
        ),
        [_] => {}
        _ => {
            diagnostics.push(several(&fitting));
            return None;
        }
    }
    fitting.pop()
}

/// Whether the heading that belongs to the table stands above it, or in its caption.
fn is_under_heading(table: ElementRef<'_>, lines: &[Line]) -> bool {
    shown::captions(table).any(|caption| is_heading_of_table(&shown::text(*caption)))
        || headings_of(table.id(), lines).any(|line| is_heading_of_table(&line.text))
}

/// The heading of the section that the element `id` stands in, and the headings of the sections around
/// that one.
fn headings_of(id: NodeId, lines: &[Line]) -> impl Iterator<Item = &Line> {
    let end = lines.iter().position(|line| line.node == id).unwrap_or(0);
    let mut deepest = u8::MAX;
    lines[..end].iter().rev().filter(move |line| {
        let is_outer = line.heading.is_some_and(|level| level < deepest);
        if let Some(level) = line.heading.filter(|_| is_outer) {
            deepest = level;
        }
        is_outer
    })
}

/// The visible tables with a header that fits, without those in the cells of another one.
fn candidates<'a>(document: &'a Document, places: &Places<'_>) -> Vec<Table<'a>> {
    let mut tables: Vec<Table<'_>> = Vec::new();
    let mut from = 0;
    for element in tables_of(document) {
        let is_inside = |table: &Table<'_>| element.ancestors().any(|node| node == *table.element);
        if tables.last().is_some_and(is_inside) {
            continue;
        }
        let mut rows = shown::rows(element).map(header_cells).enumerate();
        let fits =
            |(row, cells): (usize, Vec<String>)| Some((row, Columns::find(&cells).ok()?, cells));
        let Some((header_row, columns, header)) = rows.find_map(fits) else {
            continue;
        };
        let number = element
            .attr(tabs::ATTRIBUTE)
            .and_then(|number| number.parse().ok());
        let cells = number.and_then(|number: usize| document.tab_tables.get(number));
        let place = cells.and_then(TabTable::header);
        let place = place.or_else(|| places.cell(&header[columns.code], from));
        let place = place.or_else(|| places.words(&header[columns.code], from..usize::MAX));
        let place = place.unwrap_or(span(from..from));
        from = place.end;
        tables.push(Table {
            element,
            columns,
            header,
            header_row,
            cells,
            place,
            is_under_heading: false,
            marker: marker_of(document, element),
        });
    }
    let elements: Vec<_> = tables.iter().map(|table| table.element).collect();
    let lines = lines_without(document, &elements);
    for table in &mut tables {
        table.is_under_heading = is_under_heading(table.element, &lines);
    }
    tables
}

fn marker_of(document: &Document, table: ElementRef<'_>) -> Option<NodeId> {
    let number = table.attr(NUMBER);
    let mut elements = document.html.root_element().descendent_elements();
    let marker =
        elements.find(|element| element.value().name() == MARKER && element.attr(NUMBER) == number);
    marker.map(|marker| marker.id())
}

/// The lines of the page, in which each of `tables` is an empty line.
fn lines_without(document: &Document, tables: &[ElementRef<'_>]) -> Vec<Line> {
    let tables: Vec<NodeId> = tables.iter().map(|table| table.id()).collect();
    shown::lines(document.html.tree.root(), &tables)
}

fn tables_of(document: &Document) -> impl Iterator<Item = ElementRef<'_>> {
    document
        .html
        .root_element()
        .descendent_elements()
        .filter(|element| element.value().name() == "table" && shown::is_visible(element))
}

fn header_cells(row: ElementRef<'_>) -> Vec<String> {
    row.child_elements()
        .filter(shown::is_visible)
        .map(|cell| shown::text(*cell))
        .collect()
}

fn several(tables: &[Table<'_>]) -> Diagnostic {
    const SHOWN: usize = 10;
    let message = format!("{} tables have the columns of the page", tables.len());
    let mut error = Diagnostic::error("several-tables", message);
    for table in tables.iter().take(SHOWN) {
        error = error.label(table.place, "one begins here");
    }
    error.help(format!(
        "leave the one with the codes, or put it under the heading \"{HEADING}\"; was the page pasted \
         twice?"
    ))
}

/// Says what the header of a table under the heading lacks.
fn header_under_heading(document: &Document, places: &Places<'_>) -> Option<Diagnostic> {
    let tables: Vec<_> = tables_of(document).collect();
    let lines = lines_without(document, &tables);
    let table = tables
        .into_iter()
        .find(|table| is_under_heading(*table, &lines))?;
    let header = header_cells(shown::rows(table).next()?);
    let problem = Columns::find(&header).err()?;
    let place = places.words(&header.join(" "), 0..usize::MAX)?;
    Some(
        Diagnostic::error("header", format!("the header of the table {problem}"))
            .label(place, "the header is expected here")
            .help("expected the columns errorCode, errorMessage and Description"),
    )
}
