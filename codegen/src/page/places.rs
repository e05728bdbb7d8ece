//! Where on the page a row or some words stand: a line that people can find.

use std::ops::Range;

use scraper::ElementRef;

use super::span;
use crate::source::Span;

/// The attribute of a cell that was tab-separated: where its text stands on the page.
pub(super) const PLACE: &str = "data-place";

/// The text of the page, in which places are looked for.
#[derive(Clone, Copy)]
pub(super) struct Places<'a> {
    pub(super) text: &'a str,
}

impl Places<'_> {
    /// Where the text of the cell stands, if it was tab-separated.
    pub(super) fn of_cell(&self, cell: ElementRef<'_>) -> Option<Span> {
        let (start, end) = cell.attr(PLACE)?.split_once('-')?;
        let range = start.parse().ok()?..end.parse().ok()?;
        // Any page may have this attribute.
        self.text.get(range.clone())?;
        Some(span(range))
    }

    /// Where the text stands in a cell of its own for the first time at or after `from`.
    pub(super) fn cell(&self, text: &str, from: usize) -> Option<Span> {
        let (_, rest) = self.text.split_at_checked(from)?;
        let mut places = rest
            .match_indices(text)
            .map(|(at, _)| from + at..from + at + text.len());
        let is_cell =
            |place: &Range<usize>| stands_alone(&self.text[..place.start], &self.text[place.end..]);
        places.find(is_cell).map(span)
    }

    /// Where the words stand: all of them, or else the first 40 characters, or else the longest word; each
    /// is looked for below `place`, then above it.
    pub(super) fn words(&self, words: &str, place: Span) -> Option<Span> {
        let end = words.char_indices().nth(40);
        let first = &words[..end.map_or(words.len(), |(end, _)| end)];
        let first = first.rsplit_once(' ').map_or(words, |(words, _)| words);
        let longest = words.split(' ').max_by_key(|word| word.len());
        let find = |words: &str, range: Range<usize>| {
            let start = range.start + self.text.get(range)?.find(words)?;
            Some(span(start..start + words.len()))
        };
        [words, first].into_iter().chain(longest).find_map(|words| {
            let below = find(words, place.end..self.text.len());
            below.or_else(|| find(words, 0..place.start))
        })
    }
}

/// Whether a text between these texts has a cell, or a line, of its own.
fn stands_alone(before: &str, after: &str) -> bool {
    const MARKS: [char; 7] = ['>', '|', '*', '_', '`', '\n', '\t'];
    let before = before.trim_end_matches(' ');
    let after = after.trim_start_matches(' ');
    (before.is_empty() || before.ends_with(MARKS))
        && (after.is_empty() || after.starts_with(['<', '|', '*', '_', '`', '\n', '\t']))
}
