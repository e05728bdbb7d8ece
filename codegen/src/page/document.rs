//! A copy of the page, in any form, to one DOM.

use ego_tree::NodeRef;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};
use scraper::{ElementRef, Html, Node};

use super::format::{check_format, is_html};
use super::tabs::{TabTable, tab_tables};
use crate::problem::{Problem, Rule};
use crate::prose::shown::{self, Line};
use crate::prose::tags::{END, find_end, parse_html};
use crate::source::File;

/// The attribute of the element that is in the place of a tab-separated table: the number of the table.
const TAB_TABLE: &str = "data-tab-table";

/// A marker before each table, and the attribute by which both have the same number. HTML parsers move
/// stray content out of a table to just before it, and so behind this marker.
const MARKER: &str = "x:before-table";
const NUMBER: &str = "data-number";

/// A copy of the page.
pub(super) struct Document<'a> {
    /// The copy as it was given.
    pub(super) text: &'a str,
    /// The address that relative links are resolved against.
    pub(super) base: Option<&'a str>,
    /// The page as a browser builds it.
    pub(super) dom: Html,
    /// The lines that a browser shows, from top to bottom, and the hidden ones.
    pub(super) lines: Vec<Line>,
    tab_tables: Vec<TabTable<'a>>,
}

impl<'a> Document<'a> {
    /// Parses a copy in Markdown or HTML.
    pub(super) fn parse(text: &'a str, base: Option<&'a str>) -> Result<Self, Problem> {
        check_format(text)?;
        let is_html = is_html(text);
        let tab_tables = (!is_html).then(|| tab_tables(text, File::Copy));
        let tab_tables = tab_tables.unwrap_or_default();
        let mut markup = String::new();
        let mut end = 0;
        for (number, table) in tab_tables.iter().enumerate() {
            let placeholder = format!("<table {TAB_TABLE}={number}><tr><td>errorCode</table>");
            markup.push_str(&text[end..table.range.start]);
            markup.push_str(&format!("\n\n{placeholder}\n\n"));
            end = table.range.end;
        }
        markup.push_str(&text[end..]);
        if !is_html {
            markup = render_markdown(&markup);
        }
        let Some(dom) = parse_html(&with_markers(&markup)) else {
            return Err(Problem::new(Rule::Markup, "elements are nested too deep"));
        };
        Ok(Self {
            text,
            base,
            lines: shown::lines(dom.tree.root()),
            dom,
            tab_tables,
        })
    }

    /// The tables of the page from top to bottom.
    pub(super) fn tables(&self) -> impl Iterator<Item = ElementRef<'_>> {
        let elements = self.dom.root_element().descendent_elements();
        elements.filter(|element| element.value().name() == "table")
    }

    /// What `line` is in, from the inside out.
    pub(super) fn ancestors(&self, line: &Line) -> impl Iterator<Item = NodeRef<'_, Node>> {
        let node = self.dom.tree.get(line.node);
        node.into_iter().flat_map(|node| node.ancestors())
    }

    /// The tab-separated table that `table` is in the place of.
    pub(super) fn tab_table(&self, table: ElementRef<'_>) -> Option<&TabTable<'a>> {
        let number: usize = table.attr(TAB_TABLE)?.parse().ok()?;
        self.tab_tables.get(number)
    }

    /// Whether the page ends inside `table`, or inside an element that holds what follows the table.
    pub(super) fn is_cut_off(&self, table: ElementRef<'_>) -> bool {
        let end = find_end(&self.dom);
        end.is_none_or(|end| end.ancestors().any(|node| node == *table))
    }
}

/// What is inside `table` but in no cell. HTML parsers move most of it to just before the table; the rest
/// stays between the rows. Comments, scripts and styles have no words.
pub(super) fn nodes_between_rows(table: ElementRef<'_>) -> Vec<NodeRef<'_, Node>> {
    let number = table.attr(NUMBER);
    let is_marker = |node: NodeRef<'_, Node>| {
        ElementRef::wrap(node).is_some_and(|element| element.attr(NUMBER) == number)
    };
    let before = table.prev_siblings();
    let before = before.take_while(|node| !node.descendants().any(is_marker));
    let mut nodes: Vec<_> = before.collect();
    nodes.reverse();
    push_between_rows(table, &mut nodes);
    nodes.retain(|node| match node.value() {
        Node::Element(element) => !matches!(element.name(), "script" | "style"),
        value => value.is_text(),
    });
    nodes
}

/// Adds what is in `part` of a table, but in no cell.
fn push_between_rows<'a>(part: ElementRef<'a>, nodes: &mut Vec<NodeRef<'a, Node>>) {
    for child in part.child_elements() {
        match child.value().name() {
            "caption" | "td" | "th" => {}
            "tbody" | "tfoot" | "thead" | "tr" => push_between_rows(child, nodes),
            _ => nodes.push(*child),
        }
    }
}

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
            let before = format!("<{MARKER} {NUMBER}={number}></{MARKER}>");
            marked.push_str(&html[end..start]);
            marked.push_str(&format!("{before}<table {NUMBER}={number}"));
            end = name_end;
        }
    }
    marked + &html[end..] + END
}

/// Markdown as HTML. A row has the cells that it has on the page: Markdown adds empty ones, or leaves
/// some out, until they are as many as in the header.
fn render_markdown(markdown: &str) -> String {
    // With the parser's other options, it takes labels and attributes for markup that GitHub shows as text.
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
