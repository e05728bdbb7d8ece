//! A cell's DOM in, Markdown or plain text out.
//!
//! `elements` says what a browser does with an element, `shown` which words it shows, `html` reads a
//! cell, and `markdown` and `plain` write it. No word is lost on the way: the words that a browser
//! shows in the cell are the words of the [`Prose`], of its Markdown and of its plain text, in the
//! same order.

pub(crate) mod elements;
mod html;
mod invisible;
mod markdown;
mod plain;
pub(crate) mod shown;

use scraper::{ElementRef, Html};

use crate::finding::Finding;

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
    Paragraph(Vec<Run>),
    /// A list.
    List(List),
    /// A box set apart from the text.
    Note(Vec<Block>),
}

/// A list, without its bullets or numbers: they are not part of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The number of the first item, if the items are numbered.
    pub first: Option<u32>,
    /// From top to bottom.
    pub items: Vec<Vec<Block>>,
}

impl List {
    /// The items, each with the bullet or number that stands before it. `is_second` chooses other
    /// signs, for a list that follows another one: with the same signs, both would be one list.
    fn marked(&self, is_second: bool) -> impl Iterator<Item = (String, &[Block])> {
        let (bullet, point) = if is_second {
            ("* ", ") ")
        } else {
            ("- ", ". ")
        };
        self.items.iter().enumerate().map(move |(position, item)| {
            let mark = match self.first {
                Some(first) => format!("{}{point}", first as usize + position),
                None => bullet.to_owned(),
            };
            (mark, item.as_slice())
        })
    }
}

/// A piece of a paragraph: text with the same marks throughout, its white space folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// From the outermost to the innermost, each once.
    pub marks: Vec<Mark>,
}

impl Run {
    /// Text with these marks.
    #[must_use]
    pub fn new(text: &str, marks: &[Mark]) -> Self {
        Self {
            text: text.to_owned(),
            marks: marks.to_vec(),
        }
    }
}

/// What marks a piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// Strong text.
    Strong,
    /// Emphasised text.
    Emphasis,
    /// Code.
    Code,
    /// A link, with its target as written on the page; `#` is a placeholder.
    Link(String),
}

/// What a cell holds beside text that can be shown as prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Oddity {
    /// The kind of finding; `None` for what cannot be shown without changing what the page says, which is
    /// an error.
    pub(crate) finding: Option<Finding>,
    /// What the cell has or does.
    pub(crate) what: String,
    /// The words that are left out.
    pub(crate) words: String,
}

impl Prose {
    /// Reads what a browser shows of a piece of HTML.
    #[must_use]
    pub fn from_html(html: &str) -> Self {
        html::read(Html::parse_fragment(html).root_element()).0
    }

    /// Reads what a browser shows of `cell`, and what it hides or cannot show as prose.
    pub(crate) fn read(cell: ElementRef<'_>) -> (Self, Vec<Oddity>) {
        html::read(cell)
    }

    /// One paragraph of plain text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        let text = text.replace(|c: char| c.is_ascii_whitespace(), " ");
        Self {
            blocks: vec![Block::Paragraph(vec![Run::new(&text, &[])])],
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

    /// The text without markup, on one line.
    #[must_use]
    pub fn to_line(&self) -> String {
        self.words().join(" ")
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

/// The first words of a text that a diagnostic quotes.
pub(crate) fn excerpt(text: &str) -> String {
    const LEN: usize = 80;
    match text.char_indices().nth(LEN) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}
