//! The start of a body that is not Gigya's, or not whole.

use alloc::string::String;
use core::fmt::Write;

use crate::one_line::OneLine;

/// In characters: enough for the title of a gateway's page.
const LONGEST: usize = 100;

/// The start of a body on one line. It may be a piece of JSON with a token in it, so a string that
/// is no key becomes `"…"`, and any other word as long as a token `…`.
pub(super) fn excerpt(body: &str) -> String {
    let mut excerpt = String::new();
    let mut rest = body.trim();
    while let Some(first) = rest.chars().next() {
        let (piece, after) = match first {
            '"' => split_string(rest),
            _ if first.is_whitespace() => (" ", rest.trim_start()),
            _ => rest.split_at(rest.find(ends_a_piece).unwrap_or(rest.len())),
        };
        if first == '"' && !after.trim_start().starts_with(':') {
            excerpt.push_str("\"…\"");
        } else {
            // Writing to a `String` does not fail.
            _ = write!(excerpt, "{}", OneLine(piece));
        }
        if let Some((end, _)) = excerpt.char_indices().nth(LONGEST) {
            excerpt.truncate(end);
            excerpt.push('…');
            break;
        }
        rest = after;
    }
    excerpt
}

fn ends_a_piece(c: char) -> bool {
    c == '"' || c.is_whitespace()
}

/// The string that the text begins with, and what comes after it.
fn split_string(text: &str) -> (&str, &str) {
    let mut escaped = false;
    let closing = text.bytes().skip(1).position(|byte| {
        let closes = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        closes
    });
    closing.map_or((text, ""), |closing| text.split_at(closing + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_short_and_shows_no_string() {
        for (body, shown) in [
            ("", ""),
            (
                "<html>\r\n<head><title>502 Bad Gateway</title></head>",
                "<html> <head><title>502 Bad Gateway</title></head>",
            ),
            ("<p class=\"x\">\u{1b}[31m", "<p class=\"…\">\\u{1b}[31m"),
            (
                r#"{"errorCode": 0, "sessionToken" : "st2", "a\"b":"c\"d", "e":"f"#,
                r#"{"errorCode": 0, "sessionToken" : "…", "a\\"b":"…", "e":"…""#,
            ),
            (r#"["a", 1, "b"]"#, r#"["…", 1, "…"]"#),
            ("access_token=st2.s.AcbHxR0123456789abcdefghijklmnop", "…"),
        ] {
            assert_eq!(excerpt(body), shown);
        }
        assert_eq!(excerpt(&"é ".repeat(90)).chars().count(), LONGEST + 1);
    }
}
