//! The text of a cell: read from a DOM or from HTML; written as HTML, Markdown or plain text.
//!
//! `elements` says what a browser does with an element, `shown` which words it shows, and `tags` what its
//! parser would swallow. `read` makes the [`Prose`] of a cell, with the targets that `links` resolves.
//! `html`, `markdown` and `plain` write it. No word is lost on the way: the words that a browser shows in
//! the cell are the words of the prose and of everything that is written of it, in the same order.

pub(crate) mod elements;
mod html;
mod links;
mod markdown;
mod plain;
mod read;
pub(crate) mod shown;
pub(crate) mod tags;

use std::collections::BTreeSet;

use crate::source::visible;

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

/// A piece of a paragraph: text with the same marks throughout, its white space folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// What marks all of it.
    pub marks: BTreeSet<Mark>,
}

impl Run {
    /// Text with these marks.
    #[must_use]
    pub fn new<'a>(text: &str, marks: impl IntoIterator<Item = &'a Mark>) -> Self {
        Self {
            text: text.to_owned(),
            marks: marks.into_iter().cloned().collect(),
        }
    }

    /// Adds text to a paragraph: to its last run, if that has the same marks.
    fn push(paragraph: &mut Vec<Self>, text: &str, marks: &BTreeSet<Mark>) {
        match paragraph.last_mut() {
            Some(last) if last.marks == *marks => last.text.push_str(text),
            _ if text.is_empty() => {}
            _ => paragraph.push(Self::new(text, marks)),
        }
    }
}

/// What marks a piece of text. Of several marks, Markdown has the first one outermost.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Strong text.
    Strong,
    /// Emphasised text.
    Emphasis,
    /// A link to another page or to a mail address.
    Link(String),
    /// Code.
    Code,
}

impl Mark {
    /// How many of the marks that are open around a run are around the next one as well.
    fn count_shared(open: &[&Self], next: &[&Self]) -> usize {
        let both = open.iter().zip(next);
        both.take_while(|(one, other)| one == other).count()
    }
}

impl Prose {
    /// One paragraph of plain text. An invisible character is written out.
    #[must_use]
    pub fn text(text: &str) -> Self {
        let text = visible(&text.replace(|c: char| c.is_ascii_whitespace(), " "));
        Self {
            blocks: vec![Block::Paragraph(vec![Run::new(&text, &[])])],
        }
    }

    /// One paragraph of our own text, in which code is between backticks.
    #[must_use]
    pub fn text_with_code(text: &str) -> Self {
        let runs = text.split('`').enumerate().map(|(position, piece)| {
            let is_code = position % 2 == 1;
            Run::new(&visible(piece), is_code.then_some(&Mark::Code))
        });
        let runs = runs.filter(|run| !run.text.is_empty()).collect();
        Self {
            blocks: vec![Block::Paragraph(runs)],
        }
    }

    /// Whether there is no text at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The text as Markdown, one paragraph or list item a line.
    ///
    /// For every text, the result has no HTML, no code block, no heading and no link
    /// but those of the prose, which lead to `http`, `https` or `mailto`. Where it is pasted into GitHub,
    /// it notifies no one and closes no issue.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        plain::lines(&self.blocks, true).join("\n")
    }

    /// The text without markup, on one line.
    #[must_use]
    pub fn to_line(&self) -> String {
        self.words().join(" ")
    }

    /// The words of the text, in order.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        plain::words(&self.blocks)
    }

    /// The text without markup: a blank line between paragraphs, list items after `- `.
    #[must_use]
    pub fn to_plain_text(&self) -> String {
        plain::lines(&self.blocks, false)
            .join("\n")
            .trim_end()
            .to_owned()
    }
}
