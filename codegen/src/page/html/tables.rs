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
const ENDED_BY_THE_NEXT: [&str; 6] = ["dd", "dt", "li", "optgroup", "option", "p"];

/// The rows of an HTML table: where they stand.
pub(in crate::page) struct Rows {
    /// All of them, the header among them.
    pub(super) all: Vec<Row>,
    /// Which of them is the header.
    pub(super) header: usize,
    /// Text in the table that is in no cell: a browser shows it above.
    pub(super) stray: Vec<Range<usize>>,
    /// The first text in the table that would be a tag, were it HTML.
    pub(super) no_tag: Option<Range<usize>>,
    /// The first row or cell that a browser does not show.
    pub(super) hidden: Option<Range<usize>>,
    /// Where elements are first nested too deep.
    pub(super) too_deep: Option<Range<usize>>,
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
    rows: Vec<Row>,
    in_row: bool,
    in_cell: bool,
    in_caption: bool,
    /// How many elements are open around the table, from the cell of another on.
    outer_depth: usize,
    /// How many are open in the cell, those included.
    depth: usize,
    stray: Vec<Range<usize>>,
    no_tag: Option<Range<usize>>,
    hidden: Option<Range<usize>>,
    too_deep: Option<Range<usize>>,
}

/// Every table on `page`, in the order of their ends; those inside of others, too.
pub(in crate::page) fn tables(page: &str, html: &Html) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for (piece, at) in Pieces::new(page, html) {
        match piece {
            Piece::Tag(tag) if tag.name == "table" && !tag.closes => {
                let outer_depth = open.last().map_or(0, |table| table.depth + 1);
                open.push(Open::new(at, outer_depth));
            }
            Piece::Tag(tag) if tag.name == "table" => {
                if let Some(table) = open.pop() {
                    if let Some(outer) = open.last_mut() {
                        outer.too_deep = outer.too_deep.take().or(table.too_deep.clone());
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
                    table.text(page, at);
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
    fn new(tag: Range<usize>, outer_depth: usize) -> Self {
        Self {
            tag,
            outer_depth,
            rows: Vec::new(),
            in_row: false,
            in_cell: false,
            in_caption: false,
            depth: outer_depth,
            stray: Vec::new(),
            no_tag: None,
            hidden: None,
            too_deep: None,
        }
    }

    fn tag(&mut self, tag: &Tag<'_>, at: Range<usize>) {
        match (tag.name.as_str(), tag.closes) {
            ("caption", closes) => self.in_caption = !closes,
            ("td" | "th", false) => {
                self.in_caption = false;
                self.end_cell(at.start);
                if !self.in_row {
                    self.start_row(at.start);
                }
                self.in_cell = true;
                self.depth = self.outer_depth;
                self.deeper(&at);
                if let Some(row) = self.rows.last_mut() {
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
            (_, true) => self.depth = self.depth.saturating_sub(1).max(self.outer_depth),
            (_, false) => self.deeper(&at),
        }
        self.hide(tag, &at);
    }

    fn text(&mut self, page: &str, at: Range<usize>) {
        if Tag::begins(&page[at.clone()]) {
            self.no_tag.get_or_insert(trimmed(page, at));
        } else if !self.in_cell && !self.in_caption && !page[at.clone()].trim().is_empty() {
            self.stray.push(trimmed(page, at));
        }
    }

    /// Notes a row or a cell that a browser does not show.
    fn hide(&mut self, tag: &Tag<'_>, at: &Range<usize>) {
        let is_part = matches!(&*tag.name, "tr" | "td" | "th" | "thead" | "tbody" | "tfoot");
        if is_part && !tag.closes && prose::is_hidden(tag.text) {
            self.hidden.get_or_insert(at.clone());
        }
    }

    fn deeper(&mut self, tag: &Range<usize>) {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            self.too_deep.get_or_insert(tag.clone());
        }
    }

    fn start_row(&mut self, at: usize) {
        self.in_row = true;
        self.rows.push(Row {
            span: at..at,
            cells: Vec::new(),
        });
    }

    fn end_cell(&mut self, at: usize) {
        let row = self.rows.last_mut();
        if let Some(row) = row.filter(|_| self.in_cell) {
            row.span.end = at;
            if let Some(cell) = row.cells.last_mut() {
                cell.content.end = at;
            }
        }
        self.in_cell = false;
    }

    fn end_row(&mut self, at: usize) {
        self.end_cell(at);
        self.in_row = false;
        self.depth = self.outer_depth;
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
        self.rows.retain(|row| !row.cells.is_empty());
        let first = self.rows.iter().position(|row| !row.is_section())?;
        let header = &self.rows[first];
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
            body: Body::Html(Rows {
                all: self.rows,
                header: first,
                stray: self.stray,
                no_tag: self.no_tag,
                hidden: self.hidden,
                too_deep: self.too_deep,
                unclosed,
            }),
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
        let found: Vec<&str> = tables(html, &Html::Throughout)
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
