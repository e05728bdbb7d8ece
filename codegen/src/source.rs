//! The text of an input file, without differences that mean nothing.

use std::ops::Range;

/// Where the page stands in the workspace.
pub const PAGE: &str = "spec/response-codes.md";
/// Where the ledger stands in the workspace.
pub const LEDGER: &str = "spec/ledger.toml";
/// Where the generated Rust goes in the workspace.
pub const GENERATED: &str = "gigya-codes/src/generated.rs";

/// Which input a span points into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum File {
    /// Gigya's documentation page.
    Page,
    /// Our own decisions about it.
    Ledger,
}

/// A place in an input: a range of bytes of [`Source::text`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The input.
    pub file: File,
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span of `range` in `file`.
    #[must_use]
    pub fn new(file: File, range: Range<usize>) -> Self {
        Self {
            file,
            start: range.start,
            end: range.end,
        }
    }

    /// The same span as a range of bytes.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// A value and the place it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where it was read.
    pub span: Span,
}

impl<T> Spanned<T> {
    pub(crate) fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// An input file: its name for diagnostics, and its text.
///
/// The text has no byte order mark, and every line ends with a line feed alone, so that a page
/// saved on another system is the same page, at the same lines and columns.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path shown to people, relative to the workspace.
    pub name: String,
    text: String,
}

impl Source {
    /// Takes `text`, which came from the file `name`.
    #[must_use]
    pub fn new(name: &str, text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self {
            name: name.to_owned(),
            text: text.replace("\r\n", "\n").replace('\r', "\n"),
        }
    }

    /// The text, without byte order mark and carriage returns.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The SHA-256 of [`text`](Self::text), in hex: what `sha256sum` prints for a file with
    /// neither carriage returns nor a byte order mark.
    #[must_use]
    pub fn sha256(&self) -> String {
        hmac_sha256::Hash::hash(self.text.as_bytes())
            .iter()
            .flat_map(|byte| [byte >> 4, byte & 15])
            .filter_map(|digit| char::from_digit(digit.into(), 16))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn what_means_nothing_is_taken_out() {
        let plain = Source::new("page", "a\nb\n");
        let windows = Source::new("page", "\u{feff}a\r\nb\r\n");
        assert_eq!(Source::new("page", "a\rb\r").text(), plain.text());
        assert_eq!(plain.text(), windows.text());
        assert_eq!(plain.sha256(), windows.sha256());
    }

    #[test]
    fn sha256_is_that_of_the_text() {
        assert_eq!(
            Source::new("page", "abc").sha256(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
