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
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(width);
    let mut text = String::new();
    for diagnostic in diagnostics.iter().take(SHOWN) {
        text.push_str(&renderer.render(&report(diagnostic, page, ledger)));
        text.push_str("\n\n");
    }
    if let Some(rest @ 1..) = diagnostics.len().checked_sub(SHOWN) {
        text.extend(["... and ", &rest.to_string(), " more\n\n"]);
    }
    // The renderer has replaced what it knows of in the source lines; its own escapes stay.
    text.replace(
        |c| is_invisible(c) && !matches!(c, '\n' | '\u{1b}'),
        "\u{fffd}",
    )
}

fn report<'a>(diagnostic: &'a Diagnostic, page: &'a Source, ledger: &'a Source) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Finding => Level::WARNING,
        Severity::Lint => Level::NOTE,
    };
    let mut group = level
        .primary_title(visible(&diagnostic.message))
        .id(diagnostic.id)
        .elements(None::<Snippet<'a, annotate_snippets::Annotation<'a>>>);
    for (file, source) in [(File::Page, page), (File::Ledger, ledger)] {
        let labels: Vec<_> = diagnostic
            .labels
            .iter()
            .filter(|(at, _)| at.file == file)
            .collect();
        // An empty snippet would still print its path.
        if labels.is_empty() {
            continue;
        }
        let mut snippet = Snippet::source(source.text()).path(visible(&source.name));
        for label in labels {
            let is_place = std::ptr::eq(label, &raw const diagnostic.labels[0]);
            let kind = if is_place {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            let text = visible(&label.1);
            snippet = snippet.annotation(kind.span(label.0.range()).label(text));
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
