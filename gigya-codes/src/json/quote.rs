//! A server's text in a log.

use alloc::string::String;

/// In bytes of the result. The details that Gigya sends are shorter.
const LONGEST: usize = 500;

/// Puts a text between quotation marks, on one line.
///
/// Characters that end the quotation, break the line, change its direction or show nothing are
/// escaped, so that the text cannot forge a field of a log. A long text is cut, and ends in `…`.
pub(super) fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        let end = quoted.len();
        match c {
            '\'' => quoted.push(c),
            // Letters and a symbol that show nothing, and that `escape_debug` keeps.
            '\u{115f}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}' => {
                quoted.extend(c.escape_unicode());
            }
            _ => quoted.extend(c.escape_debug()),
        }
        if quoted.len() > LONGEST {
            quoted.truncate(end);
            quoted.push('…');
            break;
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_one_line_and_ends_where_it_should() {
        for (text, quoted) in [
            ("", r#""""#),
            ("It's \"fine\"", r#""It's \"fine\"""#),
            ("x (callId 5f)\\", r#""x (callId 5f)\\""#),
            ("a\r\nb\tc\0d\u{1b}[31m", r#""a\r\nb\tc\0d\u{1b}[31m""#),
            ("\u{2028}\u{202e}\u{feff}", r#""\u{2028}\u{202e}\u{feff}""#),
            ("\u{3164}\u{115f}", r#""\u{3164}\u{115f}""#),
            ("Grüße, שלום", "\"Grüße, שלום\""),
        ] {
            assert_eq!(quote(text), quoted);
        }
        let long = quote(&"é".repeat(LONGEST));
        assert!(long.ends_with("é…\"") && long.len() <= LONGEST + 4);
    }
}
