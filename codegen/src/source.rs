//! The text of an input file, without differences that mean nothing.

use std::ops::Range;

use encoding_rs::{Encoding, UTF_8};

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

    /// Decodes `bytes`, which came from the file `name`: UTF-8, the encoding of the byte order mark, or
    /// the one that the page declares. Other bytes are replaced, and their first place is returned as
    /// an error.
    #[must_use]
    pub fn decode(file: File, name: &str, bytes: &[u8]) -> (Self, Option<EncodingError>) {
        let encoding = match Encoding::for_bom(bytes) {
            Some((encoding, _)) => encoding,
            None if str::from_utf8(bytes).is_ok() => UTF_8,
            None => declared_encoding(bytes).unwrap_or(UTF_8),
        };
        let (text, has_errors) = encoding.decode_with_bom_removal(bytes);
        let replaced = text
            .find(char::REPLACEMENT_CHARACTER)
            .filter(|_| has_errors);
        // Text has no NUL, but UTF-16 without a byte order mark is full of them.
        let wrong = replaced.into_iter().chain(text.find('\0')).min();
        let error = match (binary_format(bytes), wrong) {
            (Some(what), _) => Some(EncodingError {
                span: Span::new(file, 0..0),
                message: format!("the file is {what}, not text"),
                help: "open the page in a browser and save it as \"Web page, HTML only\"",
            }),
            (None, Some(at)) => {
                let start = Self::new(name, &text[..at]).text.len();
                Some(EncodingError {
                    span: Span::new(file, start..start),
                    message: format!("the file is not {}", encoding.name()),
                    help: "save the file as UTF-8, or with a byte order mark or `<meta charset>`",
                })
            }
            (None, None) => None,
        };
        (Self::new(name, &text), error)
    }

    /// The text, without byte order mark and carriage returns.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of `span`.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
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

/// The format of a file that is not text, by its first bytes.
fn binary_format(bytes: &[u8]) -> Option<&'static str> {
    const FORMATS: [(&[u8], &str); 5] = [
        (b"%PDF-", "a PDF document"),
        (
            b"PK\x03\x04",
            "a document of a word processor, or an archive",
        ),
        (b"\xd0\xcf\x11\xe0", "a document of an old word processor"),
        (b"\x1f\x8b", "compressed"),
        (b"bplist00", "a browser's archive (webarchive)"),
    ];
    let format = FORMATS.iter().find(|(start, _)| bytes.starts_with(start));
    format.map(|(_, name)| *name)
}

/// The file is not text, or not in an encoding that we read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodingError {
    /// Its place in the decoded text.
    pub span: Span,
    /// What is wrong with it.
    pub message: String,
    /// How to mend it.
    pub help: &'static str,
}

/// The encoding that a page in HTML declares, near its beginning, in `charset=`.
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let (_, label) = head.split_once("charset=")?;
    let label = label.trim_start_matches(['"', '\'']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !"-_".contains(c));
    Encoding::for_label(&label.as_bytes()[..end?])
}

#[cfg(test)]
mod tests {
    use super::{File, Source};

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

    /// Decodes `bytes`; also, where they are wrong, and how.
    fn decode(bytes: &[u8]) -> (String, Option<(usize, String)>) {
        let (source, error) = Source::decode(File::Page, "page", bytes);
        let error = error.map(|error| (error.span.start, error.message));
        (source.text().to_owned(), error)
    }

    #[test]
    fn utf8_and_utf16_are_text() {
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
            let decoded = ("caf\u{e9}\n\u{1f600}".to_owned(), None);
            assert_eq!(decode(&bytes), decoded, "{bytes:x?}");
        }
    }

    #[test]
    fn a_page_may_declare_its_encoding() {
        let page = |bytes: &[u8]| [&b"<meta charset='windows-1252'>"[..], bytes].concat();
        let text = |bytes: &[u8]| decode(&page(bytes)).0.split_off(29);
        assert_eq!(text(b"caf\xe9 \x96"), "caf\u{e9} \u{2013}");
        // It is UTF-8 all the same.
        assert_eq!(text("caf\u{e9}".as_bytes()), "caf\u{e9}");
    }

    #[test]
    fn what_is_not_text_is_told_with_its_place() {
        for (bytes, at, message) in [
            (&b"ab\r\nc\xff"[..], 4, "the file is not UTF-8"),
            (b"\xef\xbb\xbfa\0", 1, "the file is not UTF-8"),
            (b"\xff\xfea\0b", 1, "the file is not UTF-16LE"),
            (b"\xfe\xff\xd8\x3d\0a", 0, "the file is not UTF-16BE"),
            (b"\xff\xfea\0\0\0", 1, "the file is not UTF-16LE"),
            (b"%PDF-1.7", 0, "the file is a PDF document, not text"),
        ] {
            assert_eq!(
                decode(bytes).1,
                Some((at, message.to_owned())),
                "{bytes:x?}"
            );
        }
    }
}
