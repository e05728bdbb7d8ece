//! Chooses the table that lists the codes.

use std::collections::BTreeSet;
use std::ops::Range;

use scraper::{ElementRef, Html};

use super::columns::Columns;
use super::document::elements;
use super::missing::missing_table;
use super::places::Places;
use super::{HEADING, is_heading_of_table, is_six_digits, span};
use crate::problem::{Problem, Problems, Rule, excerpt};
use crate::prose::shown::{self, Line};
use crate::source::Span;

/// A table that has the columns of the page.
pub(super) struct Table<'a> {
    pub(super) element: ElementRef<'a>,
    pub(super) columns: Columns,
    /// The texts of the header's cells.
    pub(super) header: Vec<String>,
    /// The row that is the header.
    pub(super) header_row: ElementRef<'a>,
    /// Where the header stands.
    pub(super) place: Span,
    /// Which of the page's lines stand in the table.
    pub(super) lines: Range<usize>,
    /// Which of the page's lines is the heading of the table's section: the one that belongs to the table,
    /// or else the nearest.
    pub(super) heading: Option<usize>,
    /// Whether the heading that belongs to the table stands above it, or in its caption.
    pub(super) is_under_heading: bool,
}

impl<'a> Table<'a> {
    /// The rows above the header.
    pub(super) fn rows_above(&self) -> impl Iterator<Item = ElementRef<'a>> {
        shown::rows(self.element).take_while(|row| *row != self.header_row)
    }

    /// The rows below the header.
    pub(super) fn rows(&self) -> impl Iterator<Item = ElementRef<'a>> {
        let rows = shown::rows(self.element);
        rows.skip_while(|row| *row != self.header_row).skip(1)
    }

    /// The codes of its rows.
    fn codes(&self) -> impl Iterator<Item = String> {
        let code = self.columns.code;
        let cells = self
            .rows()
            .filter_map(move |row| shown::cells(row).nth(code));
        let texts = cells.map(|cell| shown::text(*cell));
        texts.filter(|text| is_six_digits(text))
    }
}

/// The table whose columns fit; where several fit, the one under the heading. If there is none,
/// `problems` says why.
pub(super) fn choose<'a>(
    page: &'a Html,
    lines: &[Line],
    places: &Places<'_>,
    problems: &mut Problems,
) -> Option<Table<'a>> {
    let mut fitting = candidates(page, lines, places);
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
        [] => problems.push(missing_table(page, places)),
        [table] if !table.is_under_heading => problems.push(
            Problem::new(Rule::NoHeading, format!("no heading says {HEADING:?}"))
                .label(table.place, "expected somewhere above this header")
                .quoting(HEADING),
        ),
        [_] => {}
        _ => {
            problems.push(several(&fitting));
            return None;
        }
    }
    let table = fitting.pop()?;
    problems.extend(codes_of_others(&table, &others));
    Some(table)
}

/// The visible tables with a header that fits, without those in the cells of another one.
fn candidates<'a>(page: &'a Html, lines: &[Line], places: &Places<'_>) -> Vec<Table<'a>> {
    let mut tables: Vec<Table<'_>> = Vec::new();
    let mut from = span(0..0);
    for element in elements(page, "table").filter(shown::is_visible) {
        let is_inside = |table: &Table<'_>| element.ancestors().any(|node| node == *table.element);
        if tables.last().is_some_and(is_inside) {
            continue;
        }
        let fits = |row| {
            let cells = shown::cells(row).map(|cell| shown::text(*cell));
            let header: Vec<String> = cells.collect();
            Some((row, Columns::find(&header)?, header))
        };
        let Some((header_row, columns, header)) = shown::rows(element).find_map(fits) else {
            continue;
        };
        let code = shown::cells(header_row).nth(columns.code);
        let place = code
            .and_then(|cell| places.of_cell(cell))
            .or_else(|| places.cell(&header[columns.code], from.end))
            .or_else(|| places.words(&header[columns.code], from))
            .unwrap_or(from);
        from = place;
        let is_in_table = |line: &&Line| {
            let node = page.tree.get(line.node);
            node.is_some_and(|node| node.ancestors().any(|node| node == *element))
        };
        let start = lines.iter().take_while(|line| !is_in_table(line)).count();
        let len = lines[start..].iter().take_while(is_in_table).count();
        let heading = heading_of_section(&lines[..start]);
        let above = heading.map(|heading| lines[heading].text.clone());
        let captions = shown::captions(element).map(|caption| shown::text(*caption));
        tables.push(Table {
            element,
            columns,
            header,
            header_row,
            place,
            lines: start..start + len,
            heading,
            is_under_heading: above
                .into_iter()
                .chain(captions)
                .any(|heading| is_heading_of_table(&heading)),
        });
    }
    tables
}

/// Which of the lines above a table is the heading of its section. Of this section and those around it, it
/// is the one whose heading belongs to the table; if there is none, the innermost.
fn heading_of_section(above: &[Line]) -> Option<usize> {
    let mut headings = Vec::new();
    let mut deepest = u8::MAX;
    for (position, line) in above.iter().enumerate().rev() {
        if let Some(level) = line.heading.filter(|level| *level < deepest) {
            deepest = level;
            headings.push(position);
        }
    }
    let of_table = headings
        .iter()
        .find(|heading| is_heading_of_table(&above[**heading].text));
    of_table.or(headings.first()).copied()
}

/// Tells of codes that only tables under other headings have.
fn codes_of_others(table: &Table<'_>, others: &[Table<'_>]) -> Option<Problem> {
    let codes: BTreeSet<String> = table.codes().collect();
    let left_out = others.iter().flat_map(Table::codes);
    let left_out: BTreeSet<String> = left_out.filter(|code| !codes.contains(code)).collect();
    let first = others
        .iter()
        .find(|other| other.codes().any(|code| left_out.contains(&code)))?;
    let words = Vec::from_iter(left_out).join(" ");
    let message = format!(
        "codes under another heading are left out: {}",
        excerpt(&words)
    );
    let found = Problem::new(Rule::BesideTheTable, message);
    let found = found.label(first.place, "the page's columns, but not its heading");
    Some(found.quoting(&words))
}

fn several(tables: &[Table<'_>]) -> Problem {
    let message = format!("{} tables have the columns of the page", tables.len());
    let mut error = Problem::new(Rule::SeveralTables, message);
    for table in tables {
        error = error.label(table.place, "one begins here");
    }
    error.fix(format!(
        "leave the one with the codes, or put it under the heading \"{HEADING}\"; was the page pasted \
         twice?"
    ))
}
