//! The page as one DOM, whatever it is written in.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};
use scraper::Html;

use super::format::Format;
use super::span;
use super::tabs::{self, TabTable};
use crate::diagnostic::{Diagnostic, Diagnostics};

/// A page as a browser builds it.
pub(super) struct Document {
    pub(super) html: Html,
    /// The tables that were tab-separated text, by the number that [`tabs::ATTRIBUTE`] gives.
    pub(super) tab_tables: Vec<TabTable>,
}

impl Document {
    pub(super) fn parse(text: &str, diagnostics: &mut Diagnostics) -> Self {
        if Format::of(text) == Format::Html {
            return Self {
                html: Html::parse_document(text),
                tab_tables: Vec::new(),
            };
        }
        let (markdown, tab_tables) = tabs::to_html_tables(text, diagnostics);
        Self {
            html: Html::parse_document(&render(&markdown, text, diagnostics)),
            tab_tables,
        }
    }
}

/// Markdown, which stands on the page `text`, to HTML.
fn render(markdown: &str, text: &str, diagnostics: &mut Diagnostics) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut last_cell = 0;
    let events = Parser::new_ext(markdown, options)
        .into_offset_iter()
        .map(|(event, range)| {
            match &event {
                Event::Start(Tag::TableCell) => last_cell = range.end,
                Event::End(TagEnd::TableRow) => {
                    let rest = markdown.get(last_cell..range.end).unwrap_or_default();
                    diagnostics.extend(surplus_cells(rest, text));
                }
                _ => {}
            }
            event
        });
    let mut html = String::new();
    html::push_html(&mut html, events);
    html
}

/// Markdown drops what a row has beyond the cells of the header: `rest`, which follows its last cell.
fn surplus_cells(rest: &str, text: &str) -> Option<Diagnostic> {
    let words = rest.trim_matches(|c: char| c == '|' || c.is_whitespace());
    let start = text.find(words)?;
    (!words.is_empty()).then(|| {
        Diagnostic::error("cells", "a row has more cells than the header")
            .label(
                span(start..start + words.len()),
                "Markdown drops these words",
            )
            .help("a pipe inside of a cell is written `\\|`")
    })
}
