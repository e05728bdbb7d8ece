//! One error type for everything: what is wrong, where, and how to mend it.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::source::{File, Source, Span};

/// At most this many diagnostics are printed in full; the rest is counted.
pub const SHOWN: usize = 50;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Nothing can be generated.
    Error,
    /// Something is left out or no longer needed; generation goes on, and says so.
    Finding,
    /// The page could be better; `lint` says so.
    Lint,
}

/// Something wrong with an input, or worth a person's look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name for this kind of problem, such as `duplicate-code`.
    pub id: &'static str,
    /// What is wrong.
    pub message: String,
    /// Where: the first label is the place itself, the others explain it.
    pub labels: Vec<(Span, String)>,
    /// How to mend it.
    pub help: Option<String>,
    /// The code that it is about, if it is about one.
    pub code: Option<u32>,
}

impl Diagnostic {
    /// An error of the kind `id`.
    #[must_use]
    pub fn error(id: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            id,
            message: message.into(),
            labels: Vec::new(),
            help: None,
            code: None,
        }
    }

    /// A finding of the kind `id`.
    #[must_use]
    pub fn finding(id: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Finding,
            ..Self::error(id, message)
        }
    }

    /// A remark about the page, of the kind `id`.
    #[must_use]
    pub fn lint(id: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Lint,
            ..Self::error(id, message)
        }
    }

    /// Says which code it is about.
    #[must_use]
    pub fn about(mut self, code: u32) -> Self {
        self.code = Some(code);
        self
    }

    /// Points at `span`.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push((span, text.into()));
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Whether this stops the generation.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The place, if there is one.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.labels.first().map(|&(span, _)| span)
    }
}

/// Sorts diagnostics by place: page before ledger, top to bottom.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        a.span()
            .cmp(&b.span())
            .then_with(|| a.message.cmp(&b.message))
    });
}

/// Lays diagnostics out for people: source lines with labels, errors counted at the end.
///
/// No control character of an input reaches the result, whatever the input holds.
#[must_use]
pub fn render(
    diagnostics: &[Diagnostic],
    page: &Source,
    ledger: &Source,
    colour: bool,
    width: usize,
) -> String {
    let (shown, rest) = diagnostics.split_at(diagnostics.len().min(SHOWN));
    let mut text = render_all(shown, page, ledger, colour, width);
    if !rest.is_empty() {
        text.extend(["... and ", &rest.len().to_string(), " more\n\n"]);
    }
    text
}

/// Does the same, however many they are.
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
    let inputs = [(File::Page, page), (File::Ledger, ledger)];
    let inputs = inputs.map(|(file, source)| (file, Lines::of(source)));
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.push_str(&renderer.render(&report(diagnostic, &inputs)));
        text.push_str("\n\n");
    }
    // The renderer has replaced what it knows of in the source lines; its own escapes stay.
    text.replace(
        |c| is_invisible(c) && !matches!(c, '\n' | '\u{1b}'),
        "\u{fffd}",
    )
}

/// An input, and where its lines start. The renderer reads all that it is given, so a large input
/// is given to it only in part.
struct Lines<'a> {
    source: &'a Source,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(source: &'a Source) -> Self {
        let ends = source.text().match_indices('\n');
        let starts = std::iter::once(0).chain(ends.map(|(end, _)| end + 1));
        Self {
            source,
            starts: starts.collect(),
        }
    }

    /// From the line before `start` to that of `end`: the first one's number, where it starts, and
    /// the text.
    fn around(&self, start: usize, end: usize) -> (usize, usize, &'a str) {
        let text = self.source.text();
        let behind = |at| self.starts.partition_point(|&start| start <= at);
        let first = behind(start).saturating_sub(2);
        let from = self.starts.get(first).copied().unwrap_or(0);
        let to = self.starts.get(behind(end)).copied().unwrap_or(text.len());
        (first + 1, from, text.get(from..to).unwrap_or_default())
    }
}

fn report<'a>(diagnostic: &'a Diagnostic, inputs: &[(File, Lines<'a>)]) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Finding => Level::WARNING,
        Severity::Lint => Level::NOTE,
    };
    let mut group = level
        .primary_title(visible(&diagnostic.message))
        .id(diagnostic.id)
        .elements(None::<Snippet<'a, annotate_snippets::Annotation<'a>>>);
    for (file, lines) in inputs {
        let labels: Vec<_> = diagnostic
            .labels
            .iter()
            .filter(|(at, _)| at.file == *file)
            .collect();
        // An empty snippet would still print its path.
        let (Some(start), Some(end)) = (
            labels.iter().map(|(at, _)| at.start).min(),
            labels.iter().map(|(at, _)| at.end).max(),
        ) else {
            continue;
        };
        let (number, from, text) = lines.around(start, end);
        let mut snippet = Snippet::source(text)
            .line_start(number)
            .path(visible(&lines.source.name));
        for label in labels {
            let is_place = std::ptr::eq(label, &raw const diagnostic.labels[0]);
            let kind = if is_place {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            let text = visible(&label.1);
            let span = label.0.start - from..label.0.end - from;
            snippet = snippet.annotation(kind.span(span).label(text));
        }
        group = group.element(snippet);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    vec![group]
}

/// `text` on one line, with every character that a terminal would act on, or not show, written
/// out; tabs stay.
///
/// ```
/// assert_eq!(codegen::diagnostic::visible("a\u{1b}[31mb\u{202e}\n"), "a\\u{1b}[31mb\\u{202e}\\u{a}");
/// ```
#[must_use]
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if c != '\t' && is_invisible(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Whether `c` shows nothing of itself, or changes what is shown around it: control characters,
/// zero-width characters, and those that turn the direction of text. All that Unicode calls
/// default-ignorable is among them: variation selectors too, which can carry any text unseen.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    // Most are neither; this is asked of every character.
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{13430}'..='\u{1343f}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::{Diagnostic, File, Source, Span, render_all};

    #[test]
    fn many_places_of_a_large_page_are_shown_one_by_one() {
        // Were the page read anew for each, this would take minutes.
        let page = Source::new("page", &"line\n".repeat(1 << 20));
        let at = |line: usize| Span::new(File::Page, 5 * line..5 * line + 4);
        let found: Vec<_> = (0..1 << 20)
            .step_by(1 << 10)
            .map(|line| Diagnostic::lint("order", "here").label(at(line), "x"))
            .collect();
        let text = render_all(&found, &page, &Source::new("ledger", ""), false, 100);
        assert_eq!(text.matches("line").count(), found.len());
        assert!(text.contains("page:1:1\n") && text.contains("page:1047553:1\n"));
    }
}
