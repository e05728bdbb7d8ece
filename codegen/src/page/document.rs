//! The page as one DOM, whatever it is written in.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};
use scraper::{ElementRef, Html};

use super::format::{Format, without_front_matter};
use super::span;
use super::tabs::{self, TabTable};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::prose::shown;

/// A page as a browser builds it.
pub(super) struct Document {
    pub(super) html: Html,
    /// The tables that were tab-separated text, by the number that [`tabs::ATTRIBUTE`] gives.
    pub(super) tab_tables: Vec<TabTable>,
}

impl Document {
    pub(super) fn parse(text: &str, diagnostics: &mut Diagnostics) -> Self {
        let (html, tab_tables) = if Format::of(text) == Format::Html {
            (text.to_owned(), Vec::new())
        } else {
            let text = without_front_matter(text);
            let (markdown, tab_tables) = tabs::to_html_tables(&text, diagnostics);
            (render(&markdown, &text, diagnostics), tab_tables)
        };
        Self {
            html: Html::parse_document(&with_markers(&html)),
            tab_tables,
        }
    }

    /// Whether the page ends inside of `table`, or inside of an element that holds what follows it.
    pub(super) fn is_cut_off(&self, table: ElementRef<'_>) -> bool {
        let last = self.html.root_element().descendent_elements().last();
        let ends_after = |last: ElementRef<'_>| {
            last.value().name() == END
                && shown::is_visible(&last)
                && last.ancestors().all(|node| node != *table)
        };
        !last.is_some_and(ends_after)
    }
}

/// An element that stands before each table, and the attribute by which both have the same number. A
/// browser moves words that stand between the rows, but in no cell, above the table: after that, they
/// stand between this element and the table.
pub(super) const MARKER: &str = "x-before-table";
pub(super) const NUMBER: &str = "data-number";

/// An element after all others. An element that lost its end tag may have taken it in.
const END: &str = "x-end";

/// `html` with a marker before each table, and [`END`]. The markers have no quotation marks, so that one in
/// the value of an attribute, where `<table>` is text, does not end the value.
fn with_markers(html: &str) -> String {
    let is_table = |at: &usize| {
        let name = html.get(at + 1..at + 6);
        let is_end = |c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/');
        let rest = html.get(at + 6..).unwrap_or_default();
        name.is_some_and(|name| name.eq_ignore_ascii_case("table")) && rest.starts_with(is_end)
    };
    let mut marked = String::with_capacity(html.len());
    let mut end = 0;
    let starts = html.match_indices('<').map(|(at, _)| at);
    for (number, start) in starts.filter(is_table).enumerate() {
        marked.push_str(&html[end..start]);
        marked.push_str(&format!(
            "<{MARKER} {NUMBER}={number}></{MARKER}><table {NUMBER}={number}"
        ));
        end = start + "<table".len();
    }
    marked + &html[end..] + &format!("<{END}></{END}>")
}

/// Markdown, which stands on the page `text`, to HTML.
fn render(markdown: &str, text: &str, diagnostics: &mut Diagnostics) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM;
    // The places of a page without tab-separated rows are those of its text.
    let is_exact = markdown == text;
    let mut row_end = 0;
    let mut last_cell = 0..0;
    let mut lacks_cells = false;
    let events = Parser::new_ext(markdown, options).into_offset_iter();
    let events = events.map(|(event, range)| {
        match &event {
            Event::Start(Tag::TableRow) => {
                row_end = range.end;
                lacks_cells = false;
            }
            // Markdown fills a row up with empty cells, and drops what is too much.
            Event::Start(Tag::TableCell) if range.start >= row_end => lacks_cells = true,
            Event::Start(Tag::TableCell) => last_cell = range,
            Event::End(TagEnd::TableRow) => {
                let surplus = surplus_of_row(markdown, last_cell.end..range.end);
                let wrong = if lacks_cells {
                    Some(("few", range))
                } else {
                    surplus.map(|range| ("many", range))
                };
                diagnostics.extend(wrong.map(|(what, range)| {
                    let text = markdown.get(range.clone()).unwrap_or_default();
                    let range = range.start..range.start + text.trim_end().len();
                    let place = if is_exact { range } else { 0..0 };
                    Diagnostic::error("cells", format!("a row has too {what} cells"))
                        .label(span(place), "the header has another number of cells")
                        .help("was a row wrapped? A pipe inside of a cell is written `\\|`")
                }));
            }
            _ => {}
        }
        event
    });
    let mut html = String::new();
    html::push_html(&mut html, events);
    html
}

/// The words that a row has after the cells that the header has.
fn surplus_of_row(markdown: &str, rest: Range<usize>) -> Option<Range<usize>> {
    let text = markdown.get(rest.clone())?;
    let is_sign = |c: char| c == '|' || c.is_whitespace();
    let start = rest.start + text.len() - text.trim_start_matches(is_sign).len();
    let words = text.trim_matches(is_sign);
    (!words.is_empty()).then(|| start..start + words.len())
}
