//! The words of a cell, read in ways of our own: no word may be lost, added or moved.

use codegen::prose::{Block, Inline, Prose};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use scraper::{ElementRef, Html, Node};

/// The words of a text. Rustdoc makes an apostrophe a typographic one, as a printer would.
pub fn words(text: &str) -> Vec<String> {
    let text = text.replace(['\u{2018}', '\u{2019}'], "'");
    text.split_whitespace().map(str::to_owned).collect()
}

/// What stands in lines of its own.
const BLOCKS: [&str; 12] = [
    "br", "div", "li", "p", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
];

/// The text that a browser shows of `fragment`.
pub fn shown(fragment: &str) -> String {
    fn walk(parent: ElementRef<'_>, text: &mut String) {
        for child in parent.children() {
            match child.value() {
                Node::Text(piece) => text.push_str(piece),
                Node::Element(element) => {
                    let is_block = BLOCKS.contains(&element.name());
                    text.extend(is_block.then_some('\n'));
                    if let Some(inner) = ElementRef::wrap(child) {
                        walk(inner, text);
                    }
                    text.extend(is_block.then_some('\n'));
                }
                _ => {}
            }
        }
    }
    let mut text = String::new();
    walk(Html::parse_fragment(fragment).root_element(), &mut text);
    text
}

/// The text of `markdown` when it is read as rustdoc reads it, and what else it holds.
pub fn markdown_text(markdown: &str) -> (String, Vec<String>) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let mut text = String::new();
    let mut strange = Vec::new();
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::Start(Tag::Paragraph | Tag::List(None) | Tag::Item | Tag::BlockQuote(None))
            | Event::End(
                TagEnd::Paragraph | TagEnd::List(false) | TagEnd::Item | TagEnd::BlockQuote(None),
            ) => text.push('\n'),
            Event::Start(Tag::Strong | Tag::Emphasis)
            | Event::End(TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link) => {}
            Event::Start(Tag::Link { dest_url, .. })
                if ["http://", "https://", "mailto:"]
                    .iter()
                    .any(|s| dest_url.starts_with(s)) => {}
            event => strange.push(format!("{event:?}")),
        }
    }
    (text, strange)
}

/// The text of `prose`, with `bullet` before each item of a list.
pub fn prose_text(prose: &Prose, bullet: &str) -> String {
    fn blocks(inner: &[Block], bullet: &str, text: &mut String) {
        for block in inner {
            text.push('\n');
            match block {
                Block::Paragraph(inner) => inlines(inner, text),
                Block::List(items) => {
                    for item in items {
                        text.extend(["\n", bullet, " "]);
                        blocks(item, bullet, text);
                    }
                }
                Block::Note(inner) => blocks(inner, bullet, text),
            }
        }
    }
    fn inlines(inner: &[Inline], text: &mut String) {
        for inline in inner {
            match inline {
                Inline::Text(piece) | Inline::Code(piece) => text.push_str(piece),
                Inline::Strong(inner)
                | Inline::Emphasis(inner)
                | Inline::Link { text: inner, .. } => inlines(inner, text),
            }
        }
    }
    let mut text = String::new();
    blocks(&prose.blocks, bullet, &mut text);
    text
}
