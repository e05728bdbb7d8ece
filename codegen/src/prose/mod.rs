//! A cell's text: HTML fragment in, Markdown or plain text out.
//!
//! Nothing is lost on the way: the words of the fragment are the words of the [`Prose`], of its
//! Markdown and of its plain text, in the same order. To be sure of that, `markup` first checks
//! that the fragment is one that an HTML parser takes as it stands, without repairing anything,
//! and points at what is not; only then `html` hands it to the parser.

mod html;
mod markdown;
mod markup;
mod plain;

pub(crate) use html::{attribute, is_hidden, normal, table, text_of};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Fragment;

/// The text of a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prose {
    /// From top to bottom.
    pub blocks: Vec<Block>,
}

/// A block of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A bulleted list, by item. The bullet itself is not part of the text.
    List(Vec<Vec<Block>>),
    /// A box set apart from the text.
    Note(Vec<Block>),
}

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Text as it stands, its white space folded.
    Text(String),
    /// Strong text.
    Strong(Vec<Inline>),
    /// Emphasised text.
    Emphasis(Vec<Inline>),
    /// Code.
    Code(String),
    /// A link.
    Link {
        /// What the reader sees.
        text: Vec<Inline>,
        /// Where it leads, as written on the page; `#` is a placeholder.
        target: String,
    },
}

impl Prose {
    /// Reads the HTML fragment in `cell`. What is wrong with it goes to `diagnostics`.
    pub fn parse(cell: &Fragment, diagnostics: &mut Diagnostics) -> Self {
        let before = diagnostics.errors();
        let elements = markup::check(cell, diagnostics);
        if diagnostics.errors() > before {
            return Self::default();
        }
        html::read(&cell.html, &elements).unwrap_or_else(|| {
            diagnostics.push(
                Diagnostic::error(
                    "markup",
                    "an HTML parser reads this cell otherwise than it looks",
                )
                .label(cell.span, "something in here is no proper HTML"),
            );
            Self::default()
        })
    }

    /// Reads a cell that may hold nothing but text, such as a message. White space at its edges is
    /// no part of it, not even such as does not break.
    pub fn parse_text(cell: &Fragment, diagnostics: &mut Diagnostics) -> String {
        let prose = Self::parse(cell, diagnostics);
        // Several lines are one message.
        let lines: Option<Vec<&str>> = prose
            .blocks
            .iter()
            .map(|block| match block {
                Block::Paragraph(inlines) if let [Inline::Text(text)] = &inlines[..] => {
                    Some(&**text)
                }
                _ => None,
            })
            .collect();
        lines.map_or_else(
            || {
                diagnostics.push(
                    Diagnostic::error("markup-in-message", "a message is plain text")
                        .label(cell.span, "this cell has markup")
                        .help("are two columns swapped?"),
                );
                String::new()
            },
            |lines| lines.join(" ").trim().to_owned(),
        )
    }

    /// One paragraph of plain text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        let text = text.replace(|c: char| c.is_ascii_whitespace(), " ");
        Self {
            blocks: vec![Block::Paragraph(vec![Inline::Text(text)])],
        }
    }

    /// Whether there is no text at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The text as Markdown, one paragraph or list item a line.
    ///
    /// Whatever the text holds, the result has no HTML, no code block, no heading and no link
    /// but those of the prose, and only such links as lead to `http`, `https` or `mailto`.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        markdown::render(self)
    }

    /// The words of the text, in order.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        plain::words(&self.blocks, &mut words);
        words
    }

    /// The text without markup: paragraphs set apart by a blank line, list items after `- `.
    #[must_use]
    pub fn to_plain_text(&self) -> String {
        plain::render(self)
    }
}
