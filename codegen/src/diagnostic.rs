//! What is wrong with an input, where, and how to mend it: the data. [`report`](crate::report)
//! lays it out for people.

use crate::finding::Finding;
use crate::source::Span;

/// How bad it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Severity {
    /// Nothing can be generated.
    #[default]
    Error,
    /// The crate may say less or other than the page, or the ledger says too much. Generation goes on, and
    /// every command says so.
    Warning,
    /// The page could be better; only `lint` says so.
    Note,
}

/// Something wrong with an input, or worth a person's look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name for this kind of problem, such as `duplicate-code`; the word of a [`Finding`]
    /// if it is not an error.
    pub id: &'static str,
    /// What is wrong.
    pub message: String,
    /// Where: the first label is the place itself, the others explain it.
    pub labels: Vec<(Span, String)>,
    /// How to mend it.
    pub help: Option<String>,
    /// The code that it is about, if it is about one.
    pub code: Option<u32>,
    /// The words of the page that it is about, with one space between them.
    pub quoted: Option<String>,
}

impl Diagnostic {
    /// An error of the kind `id`.
    #[must_use]
    pub fn error(id: &'static str, message: impl Into<String>) -> Self {
        Self {
            id,
            message: message.into(),
            ..Self::default()
        }
    }

    /// A finding: that something was left out, or, if [only `lint`](Finding::is_only_for_lint) tells of
    /// it, that the page could be better.
    #[must_use]
    pub fn finding(finding: Finding, message: impl Into<String>) -> Self {
        let word = finding.word();
        let mut found = Self::error(word, message);
        if finding.is_only_for_lint() {
            found.severity = Severity::Note;
            return found;
        }
        found.severity = Severity::Warning;
        found.help(format!(
            "mend it in the copy of the page, or accept it in the ledger, by [[accepted]] with finding = \
             {word:?}, text or codes, and why"
        ))
    }

    /// Says which code it is about.
    #[must_use]
    pub fn about(mut self, code: u32) -> Self {
        self.code = Some(code);
        self
    }

    /// Says which words of the page it is about.
    #[must_use]
    pub fn quoting(mut self, words: &str) -> Self {
        self.quoted = Some(words.to_owned());
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

/// Diagnostics as they are found.
pub type Diagnostics = Vec<Diagnostic>;

/// Sorts diagnostics by place: page before ledger, top to bottom.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| (a.span(), &a.message).cmp(&(b.span(), &b.message)));
}

/// The first 80 characters of a text that a diagnostic quotes.
pub(crate) fn excerpt(text: &str) -> String {
    const LEN: usize = 80;
    match text.char_indices().nth(LEN) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}
