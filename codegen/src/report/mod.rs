//! Lays diagnostics out for people: source lines with labels, and how to mend them.
//!
//! No control character of an input reaches a report, whatever the input holds. The renderer reads
//! all that it is given, so of a large input or a long line it is given an excerpt.

mod markdown;

pub use markdown::markdown;

use std::cell::Cell;
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Diagnostics, Severity, is_invisible, visible};
use crate::source::{File, Source, Span};

/// At most this many diagnostics are printed in full; the rest is counted.
pub const SHOWN: usize = 50;

/// Labels that are further apart than this many bytes are shown in excerpts of their own, and a
/// longer one is shown in part.
const MAX_EXCERPT: usize = 16_000;

/// How many bytes of a line are given to the renderer on either side of a label. It is more than a
/// terminal shows.
const CONTEXT: usize = 1_000;

/// Stands behind the true place in a header of the renderer, which adds the place in the excerpt.
/// Inputs cannot have it, as control characters are replaced.
const MARK: char = '\u{1}';

/// The first [`SHOWN`] diagnostics; the rest is counted.
#[must_use]
pub fn render(
    diagnostics: &Diagnostics,
    page: &Source,
    ledger: &Source,
    colour: bool,
    width: usize,
) -> String {
    let (shown, rest) = diagnostics.split_at(diagnostics.len().min(SHOWN));
    let mut text = render_all(shown, page, ledger, colour, width);
    let rest = rest.len() + diagnostics.left_out();
    if rest > 0 {
        text.push_str(&format!("... and {rest} more\n\n"));
    }
    text
}

/// All diagnostics, however many they are.
#[must_use]
pub fn render_all(
    diagnostics: &[Diagnostic],
    page: &Source,
    ledger: &Source,
    colour: bool,
    width: usize,
) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(width);
    let [page, ledger] = [page, ledger].map(Lines::of);
    let lines = |file| match file {
        File::Page => &page,
        File::Ledger => &ledger,
    };
    let mut text = String::new();
    for diagnostic in diagnostics {
        let group = group(diagnostic, lines);
        text.push_str(&without_excerpt_places(&renderer.render(&[group])));
        text.push_str("\n\n");
    }
    // The renderer has replaced what it knows of in the source lines; its own escapes stay.
    text.replace(
        |c| is_invisible(c) && !matches!(c, '\n' | '\u{1b}'),
        "\u{fffd}",
    )
}

fn group<'a>(diagnostic: &'a Diagnostic, lines: impl Fn(File) -> &'a Lines<'a>) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Finding => Level::WARNING,
        Severity::Lint => Level::NOTE,
    };
    let mut group = Group::with_title(
        level
            .primary_title(visible(&diagnostic.message))
            .id(diagnostic.id),
    );
    for (index, excerpt) in excerpts(diagnostic).into_iter().enumerate() {
        let lines = lines(excerpt.span.file);
        let (first_line, text) = lines.around(excerpt.span.range());
        let place = excerpt.labels.first().map_or(0, |(span, _)| span.start);
        let (line, column) = lines.line_and_column(place);
        let path = format!("{}:{line}:{column}{MARK}", visible(&lines.source.name));
        let mut snippet = Snippet::source(&lines.text()[text.clone()])
            .line_start(first_line)
            .path(path);
        for (nth, (span, label)) in excerpt.labels.into_iter().enumerate() {
            let kind = match (index, nth) {
                (0, 0) => AnnotationKind::Primary,
                _ => AnnotationKind::Context,
            };
            let range = span.start - text.start..span.end.min(text.end) - text.start;
            snippet = snippet.annotation(kind.span(range).label(visible(label)));
        }
        group = group.element(snippet);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    group
}

/// Labels that are shown together.
struct Excerpt<'a> {
    /// From the first to the last.
    span: Span,
    /// The first is the place in the header.
    labels: Vec<&'a (Span, String)>,
}

fn excerpts(diagnostic: &Diagnostic) -> Vec<Excerpt<'_>> {
    let mut excerpts: Vec<Excerpt<'_>> = Vec::new();
    for label in &diagnostic.labels {
        let span = label.0;
        let joined = |other: Span| Span {
            file: span.file,
            start: span.start.min(other.start),
            end: span.end.max(other.end),
        };
        let near = excerpts.iter_mut().find(|excerpt| {
            let all = joined(excerpt.span);
            excerpt.span.file == span.file && all.end - all.start <= MAX_EXCERPT
        });
        match near {
            Some(excerpt) => {
                excerpt.span = joined(excerpt.span);
                excerpt.labels.push(label);
            }
            None => excerpts.push(Excerpt {
                span,
                labels: vec![label],
            }),
        }
    }
    excerpts
}

/// An input, and where its lines start.
struct Lines<'a> {
    source: &'a Source,
    starts: Vec<usize>,
    /// The last place that was asked for, and how many characters stand before it in its line.
    last: Cell<(usize, usize)>,
}

impl<'a> Lines<'a> {
    fn of(source: &'a Source) -> Self {
        let ends = source.text().match_indices('\n');
        let starts = std::iter::once(0).chain(ends.map(|(end, _)| end + 1));
        Self {
            source,
            starts: starts.collect(),
            last: Cell::default(),
        }
    }

    fn text(&self) -> &'a str {
        self.source.text()
    }

    /// What to give to the renderer for `span`: the number of the first line, and the bytes from
    /// the line before `span` to the end of its last line, or as many of them as are worth it.
    fn around(&self, span: Range<usize>) -> (usize, Range<usize>) {
        let text = self.text();
        let line = self.line_of(span.start);
        let start_of = |line: usize| self.starts.get(line).copied().unwrap_or(text.len());
        let end = span.end.min(span.start + MAX_EXCERPT);
        let furthest = text.ceil_char_boundary((end + CONTEXT).min(text.len()));
        let to = start_of(self.line_of(end) + 1).min(furthest);
        let earliest = text.floor_char_boundary(span.start.saturating_sub(CONTEXT));
        let previous = line.saturating_sub(1);
        if start_of(previous) >= earliest {
            (previous + 1, start_of(previous)..to)
        } else {
            (line + 1, start_of(line).max(earliest)..to)
        }
    }

    /// The line that the byte `at` stands in, counted from 0.
    fn line_of(&self, at: usize) -> usize {
        let behind = self.starts.partition_point(|&start| start <= at);
        behind.saturating_sub(1)
    }

    /// The line and the character in it that the byte `at` stands at, both counted from 1.
    fn line_and_column(&self, at: usize) -> (usize, usize) {
        let line = self.line_of(at);
        let start = self.starts.get(line).copied().unwrap_or(0);
        // Places mostly come in order, and the line may be long: go on from the last one.
        let (from, before) = match self.last.get() {
            (last, before) if (start..=at).contains(&last) => (last, before),
            _ => (start, 0),
        };
        let rest = self.text().get(from..at).unwrap_or_default();
        let before = before + rest.chars().count();
        self.last.set((at, before));
        (line + 1, before + 1)
    }
}

/// `report` without the places that the renderer has added to ours.
fn without_excerpt_places(report: &str) -> String {
    let mut parts = report.split(MARK);
    let first = parts.next().unwrap_or_default();
    let is_place = |c: char| c == ':' || c.is_ascii_digit();
    let rest = parts.map(|part| part.trim_start_matches(is_place));
    std::iter::once(first).chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::{Diagnostic, File, Source, Span, render_all};
    use crate::finding::Finding;

    /// Each of the spans of a page is shown as the place that stands beside it.
    #[track_caller]
    fn check(page: &str, spans: impl Iterator<Item = (usize, String)>) {
        let page = Source::new("page", page);
        let (spans, places): (Vec<_>, Vec<_>) = spans
            .map(|(at, place)| (Span::new(File::Page, at..at + 4), place))
            .unzip();
        let found = spans
            .iter()
            .map(|&span| Diagnostic::lint(Finding::Order, "m").label(span, "x"));
        let found: Vec<_> = found.collect();
        let text = render_all(&found, &page, &Source::new("ledger", ""), false, 100);
        let shown: Vec<_> = text
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix("--> page:"))
            .collect();
        assert_eq!(shown, places);
        assert!(text.len() < 300 * places.len());
    }

    /// If all of the page, or of the line, were read for each place, this would take minutes.
    #[test]
    fn many_places_take_linear_time() {
        let lines = (0..1 << 20).step_by(1 << 10);
        check(
            &"line\n".repeat(1 << 20),
            lines.map(|line| (5 * line, format!("{}:1", line + 1))),
        );
        let words = (0..1 << 20).step_by(1 << 10);
        check(
            &format!("a\n{}", "w\u{f6}rd ".repeat(1 << 20)),
            words.map(|word| (2 + 6 * word, format!("2:{}", 5 * word + 1))),
        );
    }

    #[test]
    fn labels_that_are_far_apart_have_excerpts_of_their_own() {
        let page = Source::new("page", &format!("one\n{}two\n", "more\n".repeat(10_000)));
        let two = page.text().len() - 4;
        let found = Diagnostic::error("id", "m")
            .label(Span::new(File::Page, two..two + 3), "again")
            .label(Span::new(File::Page, 0..3), "first")
            .help("help");
        let text = render_all(&[found], &page, &Source::new("ledger", ""), false, 100);
        let expected = "\
error[id]: m
     --> page:10002:1
      |
10002 | two
      | ^^^ again
      |
     ::: page:1:1
      |
    1 | one
      | --- first
      |
      = help: help

";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_long_label_is_shown_in_part() {
        let page = Source::new("page", &"\u{f6}".repeat(1 << 20));
        let found = Diagnostic::error("id", "m").label(Span::new(File::Page, 0..1 << 21), "x");
        let text = render_all(&[found], &page, &Source::new("ledger", ""), false, 100);
        assert!(text.len() < 50_000);
    }
}
