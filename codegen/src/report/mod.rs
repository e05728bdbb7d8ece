//! Lays diagnostics out for people: source lines with labels, and how to mend them.
//!
//! No control character of an input reaches a report.

mod markdown;

pub use markdown::markdown;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{File, Source};
use crate::text::{is_invisible, visible};

/// How many diagnostics are worth reading at once.
pub const SHOWN: usize = 50;

/// The first `at_most` diagnostics; the rest is counted. The text has colours; a caller that does not
/// want them strips them.
#[must_use]
pub fn render(
    diagnostics: &[Diagnostic],
    page: &Source,
    ledger: &Source,
    width: usize,
    at_most: usize,
) -> String {
    let renderer = Renderer::styled().decor_style(DecorStyle::Ascii);
    let renderer = renderer.term_width(width);
    let mut text = String::new();
    for diagnostic in diagnostics.iter().take(at_most) {
        text.push_str(&renderer.render(&[group(diagnostic, page, ledger)]));
        text.push_str("\n\n");
    }
    if diagnostics.len() > at_most {
        text.push_str(&format!("... and {} more\n\n", diagnostics.len() - at_most));
    }
    // The renderer has replaced what it knows of in the source lines; its own escapes stay.
    text.replace(
        |c| is_invisible(c) && !matches!(c, '\n' | '\u{1b}'),
        "\u{fffd}",
    )
}

fn group<'a>(diagnostic: &'a Diagnostic, page: &'a Source, ledger: &'a Source) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(visible(&diagnostic.message));
    let mut group = Group::with_title(title.id(diagnostic.id));
    let mut kind = AnnotationKind::Primary;
    for labels in diagnostic
        .labels
        .chunk_by(|(a, _), (b, _)| a.file == b.file)
    {
        let source = match labels.first().map(|(span, _)| span.file) {
            Some(File::Page) => page,
            _ => ledger,
        };
        let mut snippet = Snippet::source(source.text()).path(visible(&source.name));
        for (span, label) in labels {
            snippet = snippet.annotation(kind.span(span.range()).label(visible(label)));
            kind = AnnotationKind::Context;
        }
        group = group.element(snippet);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    group
}

#[cfg(test)]
mod tests {
    use super::render;
    use crate::diagnostic::Diagnostic;
    use crate::source::{File, Source, Span};

    #[test]
    fn labels_may_be_far_apart_and_at_the_end() {
        let page = Source::new("page", &format!("one\n{}two", "more\n".repeat(1_000)));
        let end = page.text().len();
        let found = Diagnostic::error("id", "m")
            .label(Span::new(File::Page, end - 3..end), "again")
            .label(Span::new(File::Page, 0..3), "first")
            .label(Span::new(File::Ledger, 7..7), "nothing follows")
            .help("help");
        let ledger = Source::new("ledger", "[codes\n");
        let text = render(&[found], &page, &ledger, 100, 1);
        let text = anstream::adapter::strip_str(&text).to_string();
        let expected = "\
error[id]: m
    --> page:1002:1
     |
   1 | one
     | --- first
...
1002 | two
     | ^^^ again
     |
    ::: ledger:1:8
     |
   1 | [codes
     |       - nothing follows
     |
     = help: help

";
        assert_eq!(text, expected);
    }
}
