//! The page as one DOM, whatever it is written in.

use ego_tree::NodeId;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};
use scraper::{ElementRef, Html};

use super::format::{is_html, without_front_matter};
use super::tabs;
use crate::prose::shown;

/// The page as a browser builds it.
pub(super) fn parse(text: &str) -> Html {
    let html = if is_html(text) {
        text.to_owned()
    } else {
        render(&tabs::with_html_tables(&without_front_matter(text)))
    };
    Html::parse_document(&with_markers(&html))
}

/// The elements of the page from top to bottom, which have this name.
pub(super) fn elements<'a>(
    page: &'a Html,
    name: &'static str,
) -> impl Iterator<Item = ElementRef<'a>> {
    let elements = page.root_element().descendent_elements();
    elements.filter(move |element| element.value().name() == name)
}

/// Whether the page ends inside of `table`, or inside of an element that holds what follows it.
pub(super) fn is_cut_off(page: &Html, table: ElementRef<'_>) -> bool {
    let last = page.root_element().descendent_elements().last();
    !last.is_some_and(|last| {
        last.value().name() == END
            && shown::is_visible(&last)
            && last.ancestors().all(|node| node != *table)
    })
}

/// The [`MARKER`] of `table`.
pub(super) fn marker_of(page: &Html, table: ElementRef<'_>) -> Option<NodeId> {
    let mut markers = elements(page, MARKER);
    let marker = markers.find(|marker| marker.attr(NUMBER) == table.attr(NUMBER));
    marker.map(|marker| marker.id())
}

/// An element that stands before each table, and the attribute by which both have the same number. A
/// browser moves words that stand between the rows, but in no cell, above the table: after that, they
/// stand between this element and the table.
const MARKER: &str = "x:before-table";
const NUMBER: &str = "data-number";

/// An element after all others. If it stands inside of the table, an end tag is missing.
const END: &str = "x:end";

/// `html` with a marker before each table, and [`END`]. The markers have no quotation marks, so that one in
/// the value of an attribute, where `<table>` is text, does not end the value.
fn with_markers(html: &str) -> String {
    const TABLE: &str = "<table";
    let is_end = |c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/');
    let mut marked = String::with_capacity(html.len());
    let mut end = 0;
    for (number, (start, _)) in html.to_ascii_lowercase().match_indices(TABLE).enumerate() {
        let name_end = start + TABLE.len();
        if html[name_end..].starts_with(is_end) {
            marked.push_str(&html[end..start]);
            marked.push_str(&format!(
                "<{MARKER} {NUMBER}={number}></{MARKER}><table {NUMBER}={number}"
            ));
            end = name_end;
        }
    }
    marked + &html[end..] + &format!("<{END}></{END}>")
}

/// Markdown as HTML. A row has the cells that it has on the page: Markdown adds empty ones, or leaves
/// some out, until they are as many as in the header.
fn render(markdown: &str) -> String {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut events = Vec::new();
    let mut row_end = 0;
    let mut cell_end = 0;
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        match event {
            Event::Start(Tag::TableHead | Tag::TableRow) => row_end = range.end,
            Event::Start(Tag::TableCell) | Event::End(TagEnd::TableCell)
                if range.start >= row_end =>
            {
                continue;
            }
            Event::End(TagEnd::TableCell) => cell_end = range.end,
            Event::End(TagEnd::TableRow) => {
                let left_out = markdown.get(cell_end..range.end).unwrap_or_default();
                let left_out = left_out.trim_matches(|c: char| c == '|' || c.is_whitespace());
                if !left_out.is_empty() {
                    events.push(Event::Start(Tag::TableCell));
                    events.push(Event::Text(left_out.into()));
                    events.push(Event::End(TagEnd::TableCell));
                }
            }
            _ => {}
        }
        events.push(event);
    }
    let mut html = String::new();
    html::push_html(&mut html, events.into_iter());
    html
}
