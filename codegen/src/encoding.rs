//! The bytes of an input file to text.

use encoding_rs::{Encoding, UTF_8};

use crate::diagnostic::Diagnostic;
use crate::source::{File, Source, Span};

impl Source {
    /// Decodes `bytes`, which came from the file `name`: UTF-8, the encoding of the byte order mark, or
    /// the one that the page declares. Other bytes are replaced, and their first place is returned as
    /// an error.
    #[must_use]
    pub fn decode(file: File, name: &str, bytes: &[u8]) -> (Self, Option<Diagnostic>) {
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
        let (at, what, help) = match (binary_format(bytes), wrong) {
            (Some(what), _) => (
                0,
                format!("{what}, not text"),
                "open the page in a browser and save it as \"Web page, HTML only\"",
            ),
            (None, Some(at)) => (
                Self::new(name, &text[..at]).text().len(),
                format!("not {}", encoding.name()),
                "save the file as UTF-8, or with a byte order mark or `<meta charset>`",
            ),
            (None, None) => return (Self::new(name, &text), None),
        };
        let error = Diagnostic::error("encoding", format!("the file is {what}"))
            .label(Span::new(file, at..at), "here")
            .help(help);
        (Self::new(name, &text), Some(error))
    }
}

/// The format of a file that is not text, by its first bytes.
fn binary_format(bytes: &[u8]) -> Option<&'static str> {
    const FORMATS: [(&[u8], &str); 5] = [
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a Word document or an archive"),
        (b"\xd0\xcf\x11\xe0", "an old Word document"),
        (b"\x1f\x8b", "compressed"),
        (b"bplist00", "a browser's archive (webarchive)"),
    ];
    let format = FORMATS.iter().find(|(start, _)| bytes.starts_with(start));
    format.map(|(_, name)| *name)
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
    use crate::diagnostic::Diagnostic;
    use crate::source::{File, Source};

    /// Decodes `bytes`; also, where they are wrong, and how.
    fn decode(bytes: &[u8]) -> (String, Option<(usize, String)>) {
        let (source, error) = Source::decode(File::Page, "page", bytes);
        let place = error.as_ref().and_then(Diagnostic::span);
        let error = place
            .zip(error)
            .map(|(place, error)| (place.start, error.message));
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
