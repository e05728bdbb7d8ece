//! Chooses the table that lists the codes.

use std::collections::BTreeSet;

use ego_tree::NodeId;
use scraper::ElementRef;

use super::columns::Columns;
use super::document::{Document, MARKER, NUMBER};
use super::format::missing_table;
use super::places::Places;
use super::tabs::{self, TabTable};
use super::{HEADING, is_heading_of_table, is_six_digits, span};
use crate::diagnostic::{Diagnostic, Diagnostics, excerpt};
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
    /// Whether the page ends before the table does.
    pub(super) is_cut_off: bool,
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

    /// The codes of its rows.
    fn codes(&self) -> impl Iterator<Item = String> {
        let code = self.columns.code;
        let cells = self
            .rows()
            .filter_map(move |(_, row)| shown::cells(row).nth(code));
        let texts = cells.map(|cell| shown::text(*cell));
        texts.filter(|text| is_six_digits(text))
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
    // Pages whose header stays in view have a table of nothing but the header.
    if fitting.iter().any(|table| table.rows().next().is_some()) {
        fitting.retain(|table| table.rows().next().is_some());
    }
    let mut others = Vec::new();
    if fitting.iter().any(|table| table.is_under_heading) {
        (fitting, others) = fitting
            .into_iter()
            .partition(|table| table.is_under_heading);
    }
    match &fitting[..] {
        [] => {
            let error = hidden_table(document, places);
            let error = error.or_else(|| header_under_heading(document, places));
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
    let table = fitting.pop()?;
    diagnostics.extend(codes_of_others(&table, &others));
    Some(table)
}

/// Tells of codes that only tables under other headings have.
fn codes_of_others(table: &Table<'_>, others: &[Table<'_>]) -> Option<Diagnostic> {
    let codes: BTreeSet<String> = table.codes().collect();
    let first = others
        .iter()
        .find(|other| other.codes().any(|code| !codes.contains(&code)))?;
    let left_out = others.iter().flat_map(Table::codes);
    let left_out: BTreeSet<String> = left_out.filter(|code| !codes.contains(code)).collect();
    let left_out = Vec::from_iter(left_out).join(" ");
    let message = format!(
        "codes under another heading are left out: {}",
        excerpt(&left_out)
    );
    let found = Diagnostic::finding(Finding::BesideTheTable, message);
    Some(
        found
            .label(first.place, "the page's columns, but not its heading")
            .quoting(&left_out),
    )
}

/// Whether the heading that belongs to the table stands above it, or in its caption.
fn is_under_heading(table: ElementRef<'_>, lines: &[Line]) -> bool {
    shown::captions(table).any(|caption| is_heading_of_table(&shown::text(*caption)))
        || headings_of(table.id(), lines).any(|heading| is_heading_of_table(&lines[heading].text))
}

/// Which of `lines` is the heading of the section that the element `id` stands in, and which are the
/// headings of the sections around that one.
pub(super) fn headings_of(id: NodeId, lines: &[Line]) -> impl Iterator<Item = usize> {
    let end = lines.iter().position(|line| line.node == id).unwrap_or(0);
    let mut deepest = u8::MAX;
    (0..end).rev().filter(move |&position| {
        let outer = lines[position].heading.filter(|level| *level < deepest);
        deepest = outer.unwrap_or(deepest);
        outer.is_some()
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
        let mut rows = shown::rows(element).map(texts).enumerate();
        let fits =
            |(row, cells): (usize, Vec<String>)| Some((row, Columns::find(&cells).ok()?, cells));
        let Some((header_row, columns, header)) = rows.find_map(fits) else {
            continue;
        };
        let number = number_of(element, tabs::ATTRIBUTE);
        let cells = number.and_then(|number| document.tab_tables.get(number));
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
            is_cut_off: document.is_cut_off(element),
        });
    }
    let elements: Vec<_> = tables.iter().map(|table| table.element).collect();
    let lines = lines_without(document, &elements);
    for table in &mut tables {
        table.is_under_heading = is_under_heading(table.element, &lines);
    }
    tables
}

fn number_of(table: ElementRef<'_>, attribute: &str) -> Option<usize> {
    table.attr(attribute)?.parse().ok()
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

fn texts(row: ElementRef<'_>) -> Vec<String> {
    shown::cells(row).map(|cell| shown::text(*cell)).collect()
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

/// Says that the table is on the page, but hidden.
fn hidden_table(document: &Document, places: &Places<'_>) -> Option<Diagnostic> {
    let elements = document.html.root_element().descendent_elements();
    let tables = elements.filter(|element| element.value().name() == "table");
    let mut rows = tables.flat_map(shown::rows).map(|row| {
        let cells = row.child_elements().map(|cell| shown::text(*cell));
        cells.collect::<Vec<_>>()
    });
    let header = rows.find(|cells| Columns::find(cells).is_ok())?;
    let place = places.words(&header.join(" "), 0..usize::MAX);
    Some(
        Diagnostic::error(
            "hidden-table",
            "the table with the columns of the page is hidden",
        )
        .label(place.unwrap_or(span(0..0)), "this seems to be its header")
        .help("remove `hidden`, or the style that hides it, from the copy of the page"),
    )
}

/// Says what the header of a table under the heading lacks.
fn header_under_heading(document: &Document, places: &Places<'_>) -> Option<Diagnostic> {
    let tables: Vec<_> = tables_of(document).collect();
    let lines = lines_without(document, &tables);
    let table = tables
        .into_iter()
        .find(|table| is_under_heading(*table, &lines))?;
    let header = texts(shown::rows(table).next()?);
    let problem = Columns::find(&header).err()?;
    // A table without any of the columns is another one.
    Some(Columns::count(&header)).filter(|count| *count > 0)?;
    let place = places.words(&header.join(" "), 0..usize::MAX)?;
    Some(
        Diagnostic::error("header", format!("the header of the table {problem}"))
            .label(place, "the header is expected here")
            .help("expected the columns errorCode, errorMessage and Description"),
    )
}
