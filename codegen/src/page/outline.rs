//! The structure of the page, whatever it is written in: its headings and its paragraphs.

use std::ops::Range;

/// Headings and paragraphs, in order.
pub(super) struct Outline {
    pub(super) headings: Vec<Block>,
    pub(super) paragraphs: Vec<Block>,
    /// Where the page ends.
    pub(super) end: usize,
    /// What of the page is HTML.
    pub(super) html: Html,
}

/// Where `<` is more than a sign.
pub(super) enum Html {
    /// Everywhere: the page is no Markdown.
    Throughout,
    /// In these parts of a page in Markdown, which are sorted.
    In(Vec<Range<usize>>),
}

impl Html {
    pub(super) fn contains(&self, at: usize) -> bool {
        match self {
            Self::Throughout => true,
            Self::In(parts) => {
                let part = parts.partition_point(|part| part.end <= at);
                parts.get(part).is_some_and(|part| part.start <= at)
            }
        }
    }

    /// Adds a part behind the others.
    pub(super) fn push(&mut self, part: Range<usize>) {
        if let Self::In(parts) = self {
            match parts.last_mut() {
                Some(last) if last.end == part.start => last.end = part.end,
                _ => parts.push(part),
            }
        }
    }
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
    /// Whether the page is HTML throughout.
    pub(super) fn is_html(&self) -> bool {
        matches!(self.html, Html::Throughout)
    }

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
