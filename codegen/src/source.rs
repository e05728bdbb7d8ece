//! The text of an input file, with the differences that mean nothing taken out.

use std::borrow::Cow;
use std::ops::Range;

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

/// A piece of HTML, and the places in an input that it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// The HTML.
    pub html: String,
    /// All of what it was made from.
    pub span: Span,
    pieces: Vec<Piece>,
}

/// A part of a fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    /// Where in the HTML it begins.
    start: usize,
    /// What it was made from.
    source: Range<usize>,
    /// Whether it stands as it was found, byte for byte.
    is_verbatim: bool,
}

impl Fragment {
    /// Nothing yet, for [`push`](Self::push) to add to.
    #[must_use]
    pub fn new(span: Span) -> Self {
        Self {
            html: String::new(),
            span,
            pieces: Vec::new(),
        }
    }

    /// The text of `source` in `range`, word for word, without the white space around it.
    #[must_use]
    pub fn verbatim(source: &str, file: File, range: Range<usize>) -> Self {
        let text = source.get(range.clone()).unwrap_or_default();
        let start = range.start + text.len() - text.trim_start().len();
        let text = text.trim();
        let mut fragment = Self::new(Span::new(file, start..start + text.len()));
        fragment.push(text, source, start..start + text.len());
        fragment
    }

    /// Adds `html`, which was made from `range` of the text `source`.
    pub fn push(&mut self, html: &str, source: &str, range: Range<usize>) {
        self.pieces.push(Piece {
            start: self.html.len(),
            is_verbatim: source.get(range.clone()) == Some(html),
            source: range,
        });
        self.html.push_str(html);
    }

    /// Where the bytes `range` of the HTML come from.
    #[must_use]
    pub fn place(&self, range: Range<usize>) -> Span {
        let start = self.origin(range.start).start;
        let end = match range.end.checked_sub(1) {
            Some(last) if last >= range.start => self.origin(last).end,
            _ => start,
        };
        Span::new(self.span.file, start..end.max(start))
    }

    /// What the byte at `at` was made from: its own byte where a piece stands as it was found, else
    /// all that the piece was made from.
    fn origin(&self, at: usize) -> Range<usize> {
        let next = self.pieces.partition_point(|piece| piece.start <= at);
        match next.checked_sub(1).and_then(|last| self.pieces.get(last)) {
            None => self.span.range(),
            Some(piece) if piece.is_verbatim => {
                let here = piece.source.start + at - piece.start;
                here..here + 1
            }
            Some(piece) => piece.source.clone(),
        }
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

    /// Decodes `bytes`, which came from the file `name`: UTF-8, or UTF-16 with a byte order mark.
    /// Bytes that are neither are replaced, and the first of them is returned as an error.
    #[must_use]
    pub fn decode(file: File, name: &str, bytes: &[u8]) -> (Self, Option<EncodingError>) {
        let (text, wrong) = match bytes {
            [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
            [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
            _ => utf8(bytes),
        };
        let source = Self::new(name, &text);
        let error = wrong.map(|Wrong { at, byte, problem }| {
            let start = Self::new(name, text.get(..at).unwrap_or_default())
                .text
                .len();
            let rest = source.text.get(start..).unwrap_or_default();
            let len = rest.chars().next().map_or(0, char::len_utf8);
            EncodingError {
                span: Span::new(file, start..start + len),
                message: format!("byte {byte} {problem}"),
            }
        });
        (source, error)
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

/// A byte that keeps a file from being text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodingError {
    /// Its place in the decoded text.
    pub span: Span,
    /// What is wrong with it.
    pub message: String,
}

/// What keeps a file from being text.
struct Wrong {
    /// Its place in the decoded text.
    at: usize,
    /// The number of the byte, from 0.
    byte: usize,
    problem: String,
}

fn utf8(bytes: &[u8]) -> (Cow<'_, str>, Option<Wrong>) {
    let text = String::from_utf8_lossy(bytes);
    let wrong = match str::from_utf8(bytes) {
        Err(error) => {
            let at = error.valid_up_to();
            let problem = format!("(0x{:02x}) is not UTF-8", bytes[at]);
            Some((at, problem))
        }
        // Text has none, but UTF-16 without a byte order mark is full of them.
        Ok(text) => text.find('\0').map(|at| (at, "is NUL".to_owned())),
    };
    let wrong = wrong.map(|(at, problem)| Wrong {
        at,
        byte: at,
        problem,
    });
    (text, wrong)
}

/// Decodes what follows a byte order mark.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (Cow<'_, str>, Option<Wrong>) {
    const MARK: usize = 2;
    let (units, rest) = bytes.as_chunks();
    let mut text = String::with_capacity(units.len());
    let mut wrong = None;
    let mut byte = MARK;
    for decoded in char::decode_utf16(units.iter().map(|&bytes| unit(bytes))) {
        if let Err(error) = &decoded {
            wrong.get_or_insert_with(|| Wrong {
                at: text.len(),
                byte,
                problem: format!(
                    "begins half a character of UTF-16, 0x{:04x}",
                    error.unpaired_surrogate()
                ),
            });
        }
        let c = decoded.unwrap_or(char::REPLACEMENT_CHARACTER);
        if c == '\0' {
            wrong.get_or_insert_with(|| Wrong {
                at: text.len(),
                byte,
                problem: "is NUL".to_owned(),
            });
        }
        byte += 2 * c.len_utf16();
        text.push(c);
    }
    if !rest.is_empty() {
        wrong.get_or_insert_with(|| Wrong {
            at: text.len(),
            byte,
            problem: "has no second byte, and UTF-16 has two".to_owned(),
        });
    }
    (text.into(), wrong)
}

#[cfg(test)]
mod tests {
    use super::{File, Fragment, Source, Span};

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

    /// Decodes `bytes`, and shows what is wrong with them.
    fn decode(bytes: &[u8]) -> (String, Vec<String>) {
        let (source, error) = Source::decode(File::Page, "page", bytes);
        let wrong = error.into_iter().map(|error| {
            let at = error.span.range();
            format!(
                "{} at {at:?} {:?}",
                error.message,
                &source.text()[at.clone()]
            )
        });
        (source.text().to_owned(), wrong.collect())
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
            let decoded = ("caf\u{e9}\n\u{1f600}".to_owned(), vec![]);
            assert_eq!(decode(&bytes), decoded, "{bytes:x?}");
        }
    }

    #[test]
    fn a_byte_that_is_not_text_is_named() {
        for (bytes, wrong) in [
            (
                &b"ab\r\nc\xff"[..],
                "byte 5 (0xff) is not UTF-8 at 4..7 \"\u{fffd}\"",
            ),
            (b"\xef\xbb\xbfa\0", "byte 4 is NUL at 1..2 \"\\0\""),
            (
                b"\xff\xfea\0b",
                "byte 4 has no second byte, and UTF-16 has two at 1..1 \"\"",
            ),
            (
                b"\xfe\xff\xd8\x3d\0a",
                "byte 2 begins half a character of UTF-16, 0xd83d at 0..3 \"\u{fffd}\"",
            ),
            (b"\xff\xfea\0\0\0", "byte 4 is NUL at 1..2 \"\\0\""),
            (
                b"\xff\xfe\x3d\xd8\0\xde\0\0",
                "byte 6 is NUL at 4..5 \"\\0\"",
            ),
        ] {
            assert_eq!(decode(bytes).1, [wrong], "{bytes:x?}");
        }
    }

    #[test]
    fn a_fragment_knows_where_it_comes_from() {
        let page = "0123456789ab<3456789cd";
        let mut fragment = Fragment::new(Span::new(File::Page, 10..30));
        fragment.push("ab", page, 10..12);
        fragment.push("&lt;", page, 12..13);
        fragment.push("cd", page, 20..22);
        let place = |range| fragment.place(range).range();
        assert_eq!(place(1..2), 11..12);
        assert_eq!(place(3..4), 12..13);
        assert_eq!(place(1..7), 11..21);
        assert_eq!(place(7..7), 21..21);
        // As long as what it was made from, but something else.
        fragment.push("x", page, 9..10);
        fragment.push("<>", page, 0..2);
        assert_eq!(fragment.place(10..11).range(), 0..2);
        assert_eq!(Fragment::new(fragment.span).place(0..0).range(), 10..10);
    }
}
