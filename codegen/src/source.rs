//! The text of an input file, without differences that mean nothing, and its invisible characters.

use std::ops::Range;

/// The path of the stored page in the workspace.
pub const PAGE: &str = "spec/response-codes.md";
/// The path of the ledger in the workspace.
pub const LEDGER: &str = "spec/ledger.toml";
/// The path of the generated Rust in the workspace.
pub const GENERATED: &str = "gigya-codes/src/generated.rs";
/// The path of the catalog as data in the workspace.
pub const CATALOG: &str = "gigya-codes/catalog.json";

/// Which input a span points into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum File {
    /// The stored copy of Gigya's documentation page.
    Page,
    /// A newer copy, to be imported into the stored page.
    Copy,
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

/// An input file: its name for problems, and its text.
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
        let text = text.trim_start_matches('\u{feff}');
        Self {
            name: name.to_owned(),
            text: text.replace("\r\n", "\n").replace('\r', "\n"),
        }
    }

    /// Decodes `bytes`, which came from the file `name`.
    ///
    /// # Errors
    ///
    /// Says that they are not text in UTF-8, or in UTF-16 with a byte order mark, and how to fix that.
    pub fn decode(name: &str, bytes: &[u8]) -> Result<Self, String> {
        // Text has no NUL. Here, it takes the place of bytes that are not text; and UTF-16 without a byte
        // order mark is full of them.
        let text = match bytes {
            [0xff, 0xfe, units @ ..] => decode_utf16(units, u16::from_le_bytes),
            [0xfe, 0xff, units @ ..] => decode_utf16(units, u16::from_be_bytes),
            _ => decode_utf8(bytes),
        };
        let source = Self::new(name, &text);
        let Some((readable, _)) = source.text.split_once('\0') else {
            return Ok(source);
        };
        let line = readable.matches('\n').count() + 1;
        Err(format!(
            "{name} is not text in UTF-8, or in UTF-16 with a byte order mark: line {line} has other bytes. \
             A copy of the page is saved in a browser, as \"Web page, HTML only\""
        ))
    }

    /// The text, without byte order mark and carriage returns.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The SHA-256 of [`text`](Self::text), in hex: what `sha256sum` prints for a file with
    /// no carriage returns and no byte order mark.
    #[must_use]
    pub fn sha256(&self) -> String {
        let hash = hmac_sha256::Hash::hash(self.text.as_bytes());
        hash.map(|byte| format!("{byte:02x}")).concat()
    }
}

fn decode_utf8(bytes: &[u8]) -> String {
    let parts = bytes.utf8_chunks().flat_map(|chunk| {
        let is_text = chunk.invalid().is_empty();
        [chunk.valid(), if is_text { "" } else { "\0" }]
    });
    parts.collect()
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, rest) = bytes.as_chunks();
    let units = pairs.iter().map(|pair| unit(*pair));
    char::decode_utf16(units)
        .map(|c| c.unwrap_or('\0'))
        .chain(rest.first().map(|_| '\0'))
        .collect()
}

/// `text` on one line, with every character that a terminal would act on, or not show, written
/// out; tabs stay.
///
/// ```
/// assert_eq!(codegen::source::visible("a\u{1b}[31mb\u{202e}\n"), "a\\u{1b}[31mb\\u{202e}\\u{a}");
/// ```
#[must_use]
pub fn visible(text: &str) -> String {
    let write = |c: char| match c {
        c if c != '\t' && is_invisible(c) => c.escape_unicode().to_string(),
        c => c.to_string(),
    };
    text.chars().map(write).collect()
}

/// Whether `c` is invisible or changes how the text around it is shown: control characters, zero-width
/// characters, direction marks, and everything that Unicode calls default-ignorable, such as variation
/// selectors, which can carry any text unseen.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{13430}'..='\u{1343f}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Whether `c` only says where a line may break, how letters join, or whether a sign is an emoji. Without
/// it, every word stays the same.
pub(crate) fn is_format(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fe0e}' | '\u{fe0f}' | '\u{feff}'
    )
}

/// `text` without format characters.
pub(crate) fn without_format(text: &str) -> String {
    text.replace(is_format, "")
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn what_means_nothing_is_taken_out() {
        let plain = Source::new("page", "a\nb\n");
        let windows = Source::new("page", "\u{feff}\u{feff}a\r\nb\r\n");
        assert_eq!(Source::new("page", "a\rb\r").text(), plain.text());
        assert_eq!(plain.text(), windows.text());
        assert_eq!(plain.sha256(), windows.sha256());
    }

    #[test]
    fn utf8_and_utf16_are_decoded() {
        let text = "caf\u{e9}\r\n\u{1f600}";
        let (little, big): (Vec<u8>, Vec<u8>) = text
            .encode_utf16()
            .flat_map(|unit| unit.to_le_bytes().into_iter().zip(unit.to_be_bytes()))
            .unzip();
        for bytes in [
            text.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            [&b"\xff\xfe"[..], &little].concat(),
            [&b"\xfe\xff"[..], &big].concat(),
        ] {
            let source = Source::decode("page", &bytes).unwrap();
            assert_eq!(source.text(), "caf\u{e9}\n\u{1f600}", "{bytes:x?}");
        }
    }

    #[test]
    fn other_bytes_are_refused_with_their_line() {
        for (bytes, line) in [
            (&b"ab\r\nc\xff"[..], 2),
            (b"\xef\xbb\xbfa\0", 1),
            (b"a\0\n\0", 1),
            (b"\xff\xfea\0\n\0b", 2),
            (b"\xfe\xff\xd8\x3d\0a", 1),
            (b"%PDF-1.7\n%\xb5\xed", 2),
        ] {
            let error = Source::decode("page", bytes).unwrap_err();
            let expected = format!(": line {line} has other bytes. A copy");
            assert!(error.contains(&expected), "{bytes:x?}: {error}");
        }
    }

    #[test]
    fn sha256_is_that_of_the_text() {
        assert_eq!(
            Source::new("page", "abc").sha256(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
