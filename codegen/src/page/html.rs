//! HTML: a whole page of it, and tables in pages of either kind.
//!
//! The parser that reads the cells tells no places, so the tags are looked at here first, as for
//! the cells. That a browser sees the same rows and cells is checked at the end.

use std::ops::Range;

use super::outline::{Block, Outline};
use super::table::{self, Line, Table};
use super::{span, trimmed};
use crate::diagnostic::Diagnostic;
use crate::prose;
use crate::source::{File, Fragment};
use crate::tag::Tag;

/// Elements in a cell may be nested this deep before we look at the cell itself; a cell may have
/// fewer.
const MAX_DEPTH: usize = 64;

/// Elements that are part of a line of text. All others end it, those too that strike text out.
const INLINE: [&str; 27] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "q", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u",
    "var",
];

/// Elements without content, and so without an end tag.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// Elements whose end tag may be left out, as the next of its kind ends them: they do not nest.
const ENDED_BY_THE_NEXT: [&str; 6] = ["dd", "dt", "li", "optgroup", "option", "p"];

/// Elements whose content is not HTML, or not shown.
const RAW: [&str; 9] = [
    "iframe", "noembed", "noframes", "script", "style", "template", "textarea", "title", "xmp",
];

/// The outline of a page that is HTML throughout: each line of text is a paragraph.
pub(super) fn outline(page: &str) -> Outline {
    let mut outline = Outline {
        end: page.len(),
        ..Outline::default()
    };
    let mut text = String::new();
    let mut span: Option<Range<usize>> = None;
    let mut in_heading = false;
    let mut end_line = |text: &mut String, span: &mut Option<Range<usize>>, in_heading| {
        let text = std::mem::take(text);
        if let Some(span) = span.take() {
            let block = Block::new(&prose::text_of(&text), span);
            if in_heading {
                outline.headings.push(block);
            } else {
                outline.paragraphs.push(block);
            }
        }
    };
    for (piece, at) in Pieces::new(page) {
        match piece {
            Piece::Text => {
                let here = trimmed(page, at.clone());
                if !here.is_empty() {
                    span.get_or_insert(here.clone()).end = here.end;
                }
                text.push_str(&page[at]);
            }
            Piece::Tag(tag) if INLINE.contains(&tag.name.as_str()) => {}
            Piece::Tag(tag) => {
                end_line(&mut text, &mut span, in_heading);
                if is_heading(&tag.name) {
                    in_heading = !tag.closes;
                }
            }
        }
    }
    end_line(&mut text, &mut span, in_heading);
    outline
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// A tag, or the text between two.
enum Piece<'a> {
    Tag(Tag<'a>),
    Text,
}

/// The tags and texts of HTML. Comments, declarations, scripts and the like are neither.
struct Pieces<'a> {
    page: &'a str,
    at: usize,
}

impl<'a> Pieces<'a> {
    fn new(page: &'a str) -> Self {
        Self { page, at: 0 }
    }

    /// Passes what is not for readers. Returns the length of it, if something is.
    fn skipped(rest: &str) -> Option<usize> {
        let until = |end: &str| rest.find(end).map_or(rest.len(), |at| at + end.len());
        if rest.starts_with("<!--") {
            // `<!-->` is a comment, too.
            let end = rest[2..].find("-->").map_or(rest.len(), |at| at + 5);
            Some(end)
        } else {
            let is_bogus = rest.starts_with("</") && !Tag::begins(rest);
            let is_skipped = is_bogus || rest.starts_with("<!") || rest.starts_with("<?");
            is_skipped.then(|| until(">"))
        }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = (Piece<'a>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let start = self.at;
            let rest = self.page.get(start..).filter(|rest| !rest.is_empty())?;
            if let Some(len) = Self::skipped(rest) {
                self.at += len;
                continue;
            }
            if Tag::begins(rest) {
                // A tag that does not end is not shown, nor is what follows.
                let tag = Tag::read(rest)?;
                self.at += tag.text.len();
                let end = self.at;
                if !tag.closes && RAW.contains(&tag.name.as_str()) {
                    self.at += raw_len(&self.page[end..], &tag.name);
                }
                return Some((Piece::Tag(tag), start..end));
            }
            let first = rest.chars().next().map_or(0, char::len_utf8);
            let len = rest[first..].find('<').map_or(rest.len(), |at| at + first);
            self.at += len;
            return Some((Piece::Text, start..self.at));
        }
    }
}

/// How much of `text` is the content of the element `name`, which holds no HTML.
fn raw_len(text: &str, name: &str) -> usize {
    let ends = |at: &usize| {
        let tag = &text.as_bytes()[at + 2..];
        tag.get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && tag
                .get(name.len())
                .is_none_or(|byte| !byte.is_ascii_alphanumeric())
    };
    let mut tags = text.match_indices("</").map(|(at, _)| at);
    tags.find(ends).unwrap_or(text.len())
}

/// The rows of an HTML table: where they stand.
pub(super) struct Rows {
    /// All of them, the header among them.
    all: Vec<Row>,
    /// Which of them is the header.
    header: usize,
    /// Text in the table that is in no cell: a browser shows it above.
    stray: Vec<Range<usize>>,
    /// The first row or cell that a browser does not show.
    hidden: Option<Range<usize>>,
    /// Where elements are first nested too deep.
    too_deep: Option<Range<usize>>,
    /// The start tag, if there is no end tag.
    unclosed: Option<Range<usize>>,
}

struct Row {
    span: Range<usize>,
    cells: Vec<Cell>,
}

struct Cell {
    tag: Range<usize>,
    content: Range<usize>,
    /// How many columns and rows it takes.
    spans: (usize, usize),
}

impl Row {
    /// Whether it is a heading between the rows: one cell across all columns.
    fn is_section(&self) -> bool {
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
    hidden: Option<Range<usize>>,
    too_deep: Option<Range<usize>>,
}

/// Every table on `page`, in the order of their ends; those inside of others, too.
pub(super) fn tables(page: &str) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for (piece, at) in Pieces::new(page) {
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
                if let Some(table) = open.last_mut()
                    && !table.in_cell
                    && !table.in_caption
                    && !page[at.clone()].trim().is_empty()
                {
                    table.stray.push(trimmed(page, at));
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
            rows: table::Rows::Html(Rows {
                all: self.rows,
                header: first,
                stray: self.stray,
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

/// Reads the rows of `table`. Every row is a line or a diagnostic.
pub(super) fn rows(
    page: &str,
    table: Range<usize>,
    rows: &Rows,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Line> {
    let errors = diagnostics.len();
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
    if !diagnostics[errors..].iter().any(Diagnostic::is_error) {
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
    let finding = Diagnostic::finding("section-row", "a heading between the rows is left out");
    (!here.is_empty()).then(|| finding.label(span(here), "it belongs to no code"))
}

#[cfg(test)]
mod tests {
    use super::{Piece, Pieces, outline, tables};

    #[track_caller]
    fn check(html: &str, pieces: &[&str]) {
        let found: Vec<&str> = Pieces::new(html).map(|(_, at)| &html[at]).collect();
        assert_eq!(found, pieces, "{html}");
    }

    #[test]
    fn tags_and_texts_are_all_that_counts() {
        check("a<b>c</b >d", &["a", "<b>", "c", "</b >", "d"]);
        check("1 < 2 <3", &["1 ", "< 2 ", "<3"]);
        check(
            "a<!-- <b> --> c<!--> d<!x>e<?y?>f</ g>",
            &["a", " c", " d", "e", "f"],
        );
        check("<title>a<b></title>c", &["<title>", "</title>", "c"]);
        check(
            "<SCRIPT>\"</scripts>\"</Script >a",
            &["<SCRIPT>", "</Script >", "a"],
        );
        check("<script/>a<style", &["<script/>"]);
        check("a<b title='", &["a"]);
        check("a<!-- b", &["a"]);
    }

    #[test]
    fn an_end_tag_is_told_from_a_start_tag() {
        let closes: Vec<bool> = Pieces::new("<p>a</P>")
            .filter_map(|(piece, _)| match piece {
                Piece::Tag(tag) => Some(tag.closes),
                Piece::Text => None,
            })
            .collect();
        assert_eq!(closes, [false, true]);
    }

    #[test]
    fn a_line_of_text_is_a_heading_or_a_paragraph() {
        let html = "<h1>\n<div>A &amp;<br> b</div></h1>c <i>d</i>\n e<p><H2 id=x> f<a>#</a></h2>g";
        let outline = outline(html);
        let texts = |blocks: &[super::Block]| -> Vec<(String, String)> {
            let text =
                |block: &super::Block| (block.text.clone(), html[block.span.clone()].to_owned());
            blocks.iter().map(text).collect()
        };
        let expected = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            let owned = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
            pairs.iter().map(owned).collect()
        };
        assert_eq!(
            texts(&outline.headings),
            expected(&[("A &", "A &amp;"), ("b", "b"), ("f#", "f<a>#")])
        );
        assert_eq!(
            texts(&outline.paragraphs),
            expected(&[("c d e", "c <i>d</i>\n e"), ("g", "g")])
        );
    }

    #[test]
    fn every_table_is_found_those_in_others_first() {
        let html = "<table><tr><td><table><td>a</table><table></table></td></tr></table>\
                    <table><tr><th>b";
        let found: Vec<&str> = tables(html)
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
