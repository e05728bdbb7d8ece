//! The structure of the page, whatever it is written in: its headings and its paragraphs.

use std::ops::Range;

/// Headings and paragraphs, in order.
#[derive(Default)]
pub(super) struct Outline {
    pub(super) headings: Vec<Block>,
    pub(super) paragraphs: Vec<Block>,
    /// Where the page ends.
    pub(super) end: usize,
}

/// A heading or a paragraph.
pub(super) struct Block {
    /// Its text, without markup, white space folded.
    pub(super) text: String,
    pub(super) span: Range<usize>,
}

impl Block {
    pub(super) fn new(text: &str, span: Range<usize>) -> Self {
        Self {
            text: text.split_whitespace().collect::<Vec<_>>().join(" "),
            span,
        }
    }
}

impl Outline {
    /// From the end of the heading `title` to the next heading, or to the end of the page. Neither
    /// capitals nor signs make another title: many pages put a `#` or `¶` behind it.
    pub(super) fn section(&self, title: &str) -> Option<Range<usize>> {
        let heading = self
            .headings
            .iter()
            .find(|heading| words(&heading.text).eq(words(title)))?;
        Some(heading.span.end..self.next_heading(heading.span.end).start)
    }

    /// The first heading after `at`; or the end of the page, and nothing of it.
    pub(super) fn next_heading(&self, at: usize) -> Range<usize> {
        let next = self
            .headings
            .partition_point(|heading| heading.span.start < at);
        let next = self.headings.get(next).map(|next| next.span.clone());
        next.unwrap_or(self.end..self.end)
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}
