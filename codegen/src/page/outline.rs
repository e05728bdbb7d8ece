//! The structure of the page, whatever it is written in: its headings and its paragraphs.

use std::iter;
use std::ops::Range;

use crate::prose;
use crate::tag::Tag;

/// Headings and paragraphs, in order.
pub(super) struct Outline {
    pub(super) headings: Vec<Block>,
    pub(super) paragraphs: Vec<Block>,
    /// Where the page ends.
    pub(super) end: usize,
    /// Whether the page is HTML throughout.
    pub(super) is_html: bool,
    /// What of it is HTML.
    pub(super) html: Html,
}

/// The parts of a page where `<` is more than a sign. They are sorted, and apart from each other.
pub(super) struct Html(pub(super) Vec<Range<usize>>);

impl Html {
    /// Of a page that is HTML throughout.
    pub(super) fn all_of(page: &str) -> Self {
        Self(iter::once(0..page.len()).collect())
    }

    pub(super) fn contains(&self, at: usize) -> bool {
        let next = self.0.get(self.next(at));
        next.is_some_and(|part| part.start <= at)
    }

    /// What of `range` is none.
    pub(super) fn outside(&self, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let parts = self.0[self.next(range.start)..].iter();
        let parts = parts.take_while(move |part| part.start < range.end);
        let starts = iter::once(range.start).chain(parts.clone().map(|part| part.end));
        let ends = parts.map(|part| part.start).chain(iter::once(range.end));
        starts
            .zip(ends)
            .filter(|(start, end)| start < end)
            .map(|(start, end)| start..end)
    }

    /// The first part that ends after `at`.
    fn next(&self, at: usize) -> usize {
        self.0.partition_point(|part| part.end <= at)
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

/// Whether a browser strikes out or hides what follows this tag. What a hidden element around it
/// does is not seen.
pub(super) fn takes_back(tag: &Tag<'_>) -> bool {
    matches!(&*tag.name, "del" | "s" | "strike") || prose::is_hidden(tag.text)
}

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn what_is_html_and_what_is_none() {
        let html = Html(vec![2..4, 6..9]);
        let inside: Vec<usize> = (0..11).filter(|&at| html.contains(at)).collect();
        assert_eq!(inside, [2, 3, 6, 7, 8]);
        for (range, outside) in [
            (0..11, &[(0, 2), (4, 6), (9, 11)][..]),
            (2..4, &[]),
            (3..7, &[(4, 6)]),
            (4..5, &[(4, 5)]),
            (5..6, &[(5, 6)]),
            (7..8, &[]),
            (0..0, &[]),
        ] {
            let found: Vec<_> = html
                .outside(range.clone())
                .map(|it| (it.start, it.end))
                .collect();
            assert_eq!(found, outside, "{range:?}");
        }
        assert_eq!(Html(Vec::new()).outside(3..5).next(), Some(3..5));
    }
}
