//! Every HTML table on a page: where its rows and cells stand.

use std::ops::Range;

use super::pieces::{Piece, Pieces};
use crate::page::outline::Html;
use crate::page::table::{self, Body, Line, Table};
use crate::page::{span, trimmed};
use crate::prose;
use crate::source::{File, Fragment};
use crate::tag::Tag;

/// Elements in a cell may be nested this deep before we look at the cell itself; a cell may have
/// fewer.
pub(super) const MAX_DEPTH: usize = 64;

/// Elements without content, and so without an end tag.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// Elements whose end tag may be left out, as the next of its kind ends them: they do not nest.
const ENDED_BY_THE_NEXT: [&str; 4] = ["dd", "dt", "li", "p"];

/// The rows of an HTML table: where they stand, and what is wrong with them.
#[derive(Default)]
pub(in crate::page) struct Rows {
    /// All of them, the header among them.
    pub(super) all: Vec<Row>,
    /// Which of them is the header.
    pub(super) header: usize,
    /// Text in the table that is in no cell: a browser shows it above.
    pub(super) stray: Vec<Range<usize>>,
    /// The first text in the table that Markdown does not take for HTML.
    pub(super) no_html: Option<Range<usize>>,
    /// The first part of the table that a browser does not show.
    pub(super) hidden: Option<Range<usize>>,
    /// Where elements are first nested too deep.
    pub(super) too_deep: Option<Range<usize>>,
    /// The first end tag that leaves open what its element contains.
    pub(super) crossed: Option<Range<usize>>,
    /// The start tag, if there is no end tag.
    pub(super) unclosed: Option<Range<usize>>,
}

pub(super) struct Row {
    pub(super) span: Range<usize>,
    pub(super) cells: Vec<Cell>,
}

pub(super) struct Cell {
    pub(super) tag: Range<usize>,
    pub(super) content: Range<usize>,
    /// How many columns and rows it takes.
    pub(super) spans: (usize, usize),
}

impl Row {
    /// Whether it is a heading between the rows: one cell across all columns.
    pub(super) fn is_section(&self) -> bool {
        matches!(&self.cells[..], [cell] if cell.spans.0 > 1)
    }
}

/// A table that is open.
struct Open {
    tag: Range<usize>,
    rows: Rows,
    in_row: bool,
    in_cell: bool,
    in_caption: bool,
    /// How many elements are open around the table, from the cell of another on.
    outer_depth: usize,
    /// The names of those that are open in the cell or the caption.
    elements: Vec<String>,
}

/// Every table on `page`, in the order of their ends; those inside of others, too.
pub(in crate::page) fn tables(page: &str, html: &Html) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for (piece, at) in Pieces::new(page, html) {
        match piece {
            Piece::Tag(tag) if tag.name == "table" && !tag.closes => {
                let mut table = Open {
                    tag: at.clone(),
                    rows: Rows::default(),
                    in_row: false,
                    in_cell: false,
                    in_caption: false,
                    outer_depth: open.last().map_or(0, |outer| outer.depth() + 1),
                    elements: Vec::new(),
                };
                table.hide(&tag, &at);
                open.push(table);
            }
            Piece::Tag(tag) if tag.name == "table" => {
                if let Some(table) = open.pop() {
                    if let Some(Open { rows: outer, .. }) = open.last_mut() {
                        outer.too_deep = outer.too_deep.take().or(table.rows.too_deep.clone());
                        outer.crossed = outer.crossed.take().or(table.rows.crossed.clone());
                    }
                    tables.extend(table.close(page, at.start, at.end, None));
                }
            }
            Piece::Tag(tag) => {
                if let Some(table) = open.last_mut() {
                    table.tag(&tag, at);
                }
            }
            Piece::Text => {
                if let Some(table) = open.last_mut() {
                    table.text(page, html, at);
                }
            }
        }
    }
    for table in open.into_iter().rev() {
        let tag = table.tag.clone();
        tables.extend(table.close(page, page.len(), page.len(), Some(tag)));
    }
    tables
}

impl Open {
    fn depth(&self) -> usize {
        self.outer_depth + self.elements.len()
    }

    fn tag(&mut self, tag: &Tag<'_>, at: Range<usize>) {
        match (tag.name.as_str(), tag.closes) {
            ("caption", closes) => {
                self.in_caption = !closes;
                self.elements.clear();
            }
            ("td" | "th", false) => {
                self.in_caption = false;
                self.end_cell(at.start);
                if !self.in_row {
                    self.start_row(at.start);
                }
                self.in_cell = true;
                self.start_element(tag, &at);
                if let Some(row) = self.rows.all.last_mut() {
                    row.cells.push(Cell {
                        spans: spans(tag.text),
                        content: at.end..at.end,
                        tag: at.clone(),
                    });
                }
            }
            ("td" | "th", true) => self.end_cell(at.start),
            ("tr", closes) => {
                self.in_caption = false;
                self.end_row(at.start);
                if !closes {
                    self.start_row(at.start);
                }
            }
            ("col" | "colgroup" | "thead" | "tbody" | "tfoot", _) => {
                self.in_caption = false;
                self.end_row(at.start);
            }
            (name, _) if VOID.contains(&name) || ENDED_BY_THE_NEXT.contains(&name) => {}
            (name, true) => self.end_element(name, &at),
            (_, false) => self.start_element(tag, &at),
        }
        self.hide(tag, &at);
    }

    fn text(&mut self, page: &str, html: &Html, at: Range<usize>) {
        let outside = html.outside(at.clone()).map(|part| trimmed(page, part));
        if let Some(part) = outside.into_iter().find(|part| !part.is_empty()) {
            self.rows.no_html.get_or_insert(part);
        } else if !self.in_cell && !self.in_caption && !page[at.clone()].trim().is_empty() {
            self.rows.stray.push(trimmed(page, at));
        }
    }

    /// Notes a part of the table that a browser does not show. What is hidden with an element around
    /// the table is not seen.
    fn hide(&mut self, tag: &Tag<'_>, at: &Range<usize>) {
        let is_part = matches!(
            &*tag.name,
            "table" | "tr" | "td" | "th" | "thead" | "tbody" | "tfoot"
        );
        if is_part && !tag.closes && prose::is_hidden(tag.text) {
            self.rows.hidden.get_or_insert(at.clone());
        }
    }

    fn start_element(&mut self, tag: &Tag<'_>, at: &Range<usize>) {
        if self.depth() < MAX_DEPTH {
            self.elements.push(tag.name.clone());
        } else {
            self.rows.too_deep.get_or_insert(at.clone());
        }
    }

    fn end_element(&mut self, name: &str, at: &Range<usize>) {
        if let Some(open) = self.elements.iter().rposition(|element| element == name) {
            if open + 1 < self.elements.len() {
                self.rows.crossed.get_or_insert(at.clone());
            }
            self.elements.truncate(open);
        }
    }

    fn start_row(&mut self, at: usize) {
        self.in_row = true;
        self.rows.all.push(Row {
            span: at..at,
            cells: Vec::new(),
        });
    }

    fn end_cell(&mut self, at: usize) {
        let row = self.rows.all.last_mut();
        if let Some(row) = row.filter(|_| self.in_cell) {
            row.span.end = at;
            if let Some(cell) = row.cells.last_mut() {
                cell.content.end = at;
            }
        }
        self.in_cell = false;
        self.elements.clear();
    }

    fn end_row(&mut self, at: usize) {
        self.end_cell(at);
        self.in_row = false;
    }

    /// The table, if it has rows.
    fn close(
        mut self,
        page: &str,
        at: usize,
        end: usize,
        unclosed: Option<Range<usize>>,
    ) -> Option<Table> {
        self.end_row(at);
        self.rows.unclosed = unclosed;
        self.rows.all.retain(|row| !row.cells.is_empty());
        self.rows.header = self.rows.all.iter().position(|row| !row.is_section())?;
        let header = &self.rows.all[self.rows.header];
        let heading = |cell: &Cell| {
            // A layout's first cell may be the whole page.
            if cell.content.len() > table::MAX_HEADING {
                Fragment::new(span(cell.content.clone()))
            } else {
                Fragment::verbatim(page, File::Page, cell.content.clone())
            }
        };
        Some(Table {
            span: self.tag.start..end,
            header: Line {
                cells: header.cells.iter().map(heading).collect(),
                span: header.span.clone(),
            },
            body: Body::Html(self.rows),
        })
    }
}

/// How many columns and rows the cell with this tag takes.
fn spans(tag: &str) -> (usize, usize) {
    let number = |name: &str| prose::attribute(tag, name)?.trim().parse().ok();
    // Most have neither, and a parser takes its time.
    if tag.to_ascii_lowercase().contains("span") {
        (
            number("colspan").unwrap_or(1),
            number("rowspan").unwrap_or(1),
        )
    } else {
        (1, 1)
    }
}

#[cfg(test)]
mod tests {
    use super::{Html, tables};

    #[test]
    fn every_table_is_found_those_in_others_first() {
        let html = "<table><tr><td><table><td>a</table><table></table></td></tr></table>\
                    <table><tr><th>b";
        let found: Vec<&str> = tables(html, &Html::all_of(html))
            .into_iter()
            .map(|table| &html[table.span])
            .collect();
        assert_eq!(
            found,
            [
                "<table><td>a</table>",
                "<table><tr><td><table><td>a</table><table></table></td></tr></table>",
                "<table><tr><th>b",
            ]
        );
    }
}
