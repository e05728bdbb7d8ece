//! Chooses the table that lists the codes, and reads its cells.

use std::collections::BTreeSet;
use std::iter;
use std::ops::Range;

use scraper::ElementRef;

use super::columns::{Columns, find_columns};
use super::coverage::looks_like_row;
use super::document::Document;
use super::tabs::{TabTable, TextLine};
use super::{HEADING, is_heading_of_table, is_six_digits, portal};
use crate::problem::{Problem, Problems, Rule, excerpt};
use crate::prose::Prose;
use crate::prose::shown::{self, Line};
use crate::source::Span;

/// A table with the columns of the page.
pub(super) struct Table {
    pub(super) columns: Columns,
    pub(super) header: TableRow,
    /// The rows below the header.
    pub(super) rows: Vec<TableRow>,
}

/// A row before its cells are checked.
pub(super) struct TableRow {
    pub(super) cells: Vec<Cell>,
    /// What is hidden around the cells, and, in the header, around the rows.
    pub(super) problems: Problems,
    /// Its line, if it is tab-separated.
    pub(super) place: Option<Span>,
}

/// A cell of a row.
pub(super) struct Cell {
    pub(super) prose: Prose,
    /// The prose on one line.
    pub(super) text: String,
    pub(super) problems: Problems,
    /// How many columns it is in.
    pub(super) colspan: usize,
}

impl Table {
    /// Reads a tab-separated table.
    pub(super) fn from_tabs(table: &TabTable<'_>, base: Option<&str>) -> Self {
        let read_row = |line: &TextLine<'_>| {
            let cells = line.value.split('\t');
            TableRow {
                cells: cells.map(|html| Cell::from_tabs(html, base)).collect(),
                problems: Vec::new(),
                place: Some(line.span),
            }
        };
        Self {
            columns: table.columns,
            header: read_row(&table.header),
            rows: table.rows.iter().map(read_row).collect(),
        }
    }

    /// The texts of its cells with a code.
    fn codes(&self) -> impl Iterator<Item = &str> {
        let [code, ..] = self.columns;
        let cells = self.rows.iter().filter_map(move |row| row.cells.get(code));
        cells.map(|cell| cell.text.as_str())
    }
}

impl TableRow {
    fn from_element(row: ElementRef<'_>, base: Option<&str>) -> Self {
        let cells = row.child_elements();
        let is_cell = |cell: &ElementRef<'_>| {
            matches!(cell.value().name(), "td" | "th") && shown::is_visible(cell)
        };
        let cells = cells.filter(is_cell).map(|cell| {
            let colspan = cell.attr("colspan").unwrap_or_default().trim().parse();
            Cell::new(Prose::read(cell.children(), base), colspan.unwrap_or(1))
        });
        Self {
            cells: cells.collect(),
            problems: hidden_parts(row),
            place: None,
        }
    }

    /// The texts of all cells.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|cell| cell.text.as_str())
    }

    /// The words of all cells.
    pub(super) fn words(&self) -> String {
        let texts: Vec<&str> = self.texts().collect();
        texts.join(" ").trim().to_owned()
    }
}

impl Cell {
    fn from_tabs(html: &str, base: Option<&str>) -> Self {
        // A spreadsheet adds quotation marks to a text with a comma or a quotation mark.
        let text = html.trim().strip_prefix('"');
        let text = text.and_then(|text| text.strip_suffix('"'));
        let is_quoted = text.is_some_and(|text| {
            text.contains(['"', ',']) && !text.replace("\"\"", "").contains('"')
        });
        let mut cell = Self::new(Prose::read_cell(html, base), 1);
        if is_quoted {
            let what = "has a cell in quotation marks";
            cell.problems.push(Problem::new(Rule::QuotedCells, what));
        }
        cell
    }

    fn new((prose, problems): (Prose, Problems), colspan: usize) -> Self {
        Self {
            text: prose.to_line(),
            prose,
            problems,
            colspan,
        }
    }

    /// A cell with nothing but an image, say, is not empty.
    pub(super) fn is_empty(&self) -> bool {
        self.prose.is_empty() && self.problems.is_empty()
    }
}

/// A table with the columns of the page, and what the copy has around it.
pub(super) struct Candidate<'a> {
    pub(super) table: Table,
    pub(super) element: ElementRef<'a>,
    /// The lines of the captions and of the rows above the header.
    pub(super) above_header: Vec<Line>,
    /// The indices of the copy's lines that are in the table.
    pub(super) lines: Range<usize>,
    /// The index of the heading titled like the table, or else of the innermost enclosing heading.
    pub(super) heading: Option<usize>,
    /// Whether the heading or the caption of the table has the known title.
    pub(super) is_under_heading: bool,
}

/// Chooses the table whose columns fit; where several fit, the one under the heading.
pub(super) fn choose_table<'a>(
    document: &'a Document<'_>,
    problems: &mut Problems,
) -> Result<Candidate<'a>, Problem> {
    let candidates = find_candidates(document);
    // Pages whose header stays in view have a table of nothing but the header.
    let rank = |it: &Candidate<'_>| (it.table.rows.is_empty(), !it.is_under_heading);
    let best = candidates.iter().map(rank).min();
    let (mut fitting, others): (Vec<_>, Vec<_>) = candidates
        .into_iter()
        .partition(|it| Some(rank(it)) == best);
    if fitting.len() > 1 {
        let codes = fitting
            .iter()
            .filter_map(|other| other.table.codes().next());
        let codes = codes.collect::<Vec<_>>().join(", ");
        let count = fitting.len();
        let message =
            format!("{count} tables have the columns of the page; their first codes are {codes}");
        return Err(Problem::new(Rule::SeveralTables, message));
    }
    let Some(chosen) = fitting.pop() else {
        return Err(explain_missing_table(document));
    };
    if !chosen.is_under_heading {
        let message = format!("no heading says {HEADING:?}");
        problems.push(Problem::new(Rule::NoHeading, message).quoting(HEADING));
    }
    let known: BTreeSet<&str> = chosen.table.codes().collect();
    let left_out = others.iter().flat_map(|other| other.table.codes());
    let left_out = left_out.filter(|code| is_six_digits(code) && !known.contains(code));
    let left_out = left_out.collect::<Vec<_>>().join(" ");
    if !left_out.is_empty() {
        let message = format!(
            "codes under another heading are left out: {}",
            excerpt(&left_out)
        );
        problems.push(Problem::new(Rule::BesideTheTable, message).quoting(&left_out));
    }
    Ok(chosen)
}

/// The visible tables with a header that fits, without those in the cells of another one.
fn find_candidates<'a>(document: &'a Document<'_>) -> Vec<Candidate<'a>> {
    let mut candidates: Vec<Candidate<'_>> = Vec::new();
    for element in document.tables().filter(shown::is_visible) {
        let last = candidates.last().map(|last| *last.element);
        if element.ancestors().all(|node| Some(node) != last) {
            candidates.extend(read_candidate(document, element));
        }
    }
    candidates
}

/// Reads the table `element` if one of its rows is a header.
fn read_candidate<'a>(
    document: &'a Document<'_>,
    element: ElementRef<'a>,
) -> Option<Candidate<'a>> {
    let captions = element.child_elements();
    let captions = captions.filter(|part| part.value().name() == "caption");
    let mut parts: Vec<ElementRef<'_>> = captions.collect();
    let table = if let Some(table) = document.tab_table(element) {
        Table::from_tabs(table, document.base)
    } else {
        let rows = rows_of(element).map(|row| TableRow::from_element(row, document.base));
        let mut rows: Vec<TableRow> = rows.collect();
        let columns = rows.iter().map(|row| find_columns(row.texts()));
        let (position, columns) = columns.enumerate().find_map(|(at, it)| Some((at, it?)))?;
        parts.extend(rows_of(element).take(position));
        let below = rows.split_off(position + 1);
        let mut header = rows.pop()?;
        header.problems.extend(hidden_parts(element));
        Table {
            columns,
            header,
            rows: below,
        }
    };
    let lines = &document.lines;
    let is_in_table = |line: &&Line| document.ancestors(line).any(|node| node == *element);
    let start = lines.iter().take_while(|line| !is_in_table(line)).count();
    let len = lines[start..].iter().take_while(is_in_table).count();
    let heading = heading_of_section(&lines[..start]);
    let above_header: Vec<Line> = parts.iter().flat_map(|part| shown::lines(**part)).collect();
    let mut titles = above_header
        .iter()
        .chain(heading.map(|heading| &lines[heading]));
    Some(Candidate {
        is_under_heading: titles.any(|line| !line.is_hidden && is_heading_of_table(&line.text)),
        table,
        element,
        above_header,
        lines: start..start + len,
        heading,
    })
}

/// The index of the heading titled like the table, or else of the innermost enclosing heading.
fn heading_of_section(above: &[Line]) -> Option<usize> {
    let mut innermost = None;
    let mut deepest = u8::MAX;
    for (position, line) in above.iter().enumerate().rev() {
        let Some(level) = line.heading.filter(|level| *level < deepest) else {
            continue;
        };
        deepest = level;
        innermost = innermost.or(Some(position));
        if is_heading_of_table(&line.text) {
            return Some(position);
        }
    }
    innermost
}

/// Names the likely cause why no table has the columns of the page.
fn explain_missing_table(document: &Document<'_>) -> Problem {
    let error = |message: String| Problem::new(Rule::NoTable, message);
    if let Some(what) = portal::name_shell(document.text) {
        let fix = "save what a browser shows of the page, or import its address: `cargo xtask regen --page ADDRESS`";
        return error(format!("the file is {what}")).fix(fix);
    }
    for line in document.text.lines() {
        let is_header = |separators: [char; 2]| find_columns(line.split(separators)).is_some();
        if is_header([',', ';']) {
            let fix = "save the copy with tabs between the cells, one line per row, or as HTML";
            return error(format!("the table is comma-separated: {line:?}")).fix(fix);
        }
        if is_header(['\t', '|']) {
            let fix = "in Markdown, add a line such as `|---|---|---|` below it, and take the table out of a block of \
                       code";
            return error(format!("the header {line:?} does not begin a table")).fix(fix);
        }
    }
    let mut lines = document.lines.iter().flat_map(|line| line.raw.lines());
    let Some(row) = lines.find(|line| looks_like_row(line, true)) else {
        return error("no table has the columns of the page".to_owned());
    };
    let rows = document.tables().flat_map(rows_of);
    let rows = rows.map(|row| TableRow::from_element(row, document.base).words());
    let is_header = |words: &String| !words.starts_with(|c: char| c.is_ascii_digit());
    let above = rows.take_while(|words| !looks_like_row(words, true));
    let message = match above.filter(is_header).last() {
        Some(header) => format!(
            "the table of codes has other columns: {:?}",
            excerpt(&header)
        ),
        None => format!(
            "no row above {:?} names the columns of the page",
            excerpt(row)
        ),
    };
    error(message).fix(
        "in a copy of the page, name the columns errorCode, errorMessage and Description, all in one row",
    )
}

/// The rows of `table`, without those of tables in its cells.
fn rows_of(table: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    let sections = table.child_elements();
    let rows = sections.flat_map(|section| section.child_elements());
    rows.filter(|row| row.value().name() == "tr")
}

/// The words of `part` of a table if it is hidden, and of its hidden sections or cells.
fn hidden_parts(part: ElementRef<'_>) -> Problems {
    const CHILDREN: [&str; 6] = ["caption", "tbody", "td", "tfoot", "th", "thead"];
    let children = part.child_elements();
    let children = children.filter(|child| CHILDREN.contains(&child.value().name()));
    iter::once(part)
        .chain(children)
        .filter_map(shown::report_hidden)
        .collect()
}
