//! Text of a server in a log.

use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;

/// A text made fit for one line of a log.
///
/// * Characters that break a line, change its direction or show nothing are escaped. [`Debug`] puts
///   quotation marks around the text, and escapes those in it.
/// * A known secret is replaced by `…`, and so is a word that looks like a token.
/// * A long text is cut, and ends in `…`.
pub(crate) struct OneLine<'a> {
    text: &'a str,
    secret: Option<&'a str>,
}

/// In bytes of the line. The details that Gigya sends are shorter.
const LONGEST_TEXT: usize = 500;

/// In bytes. A `callId` and most UIDs have 32; tokens have 60 and more between two dots. The
/// path of a field may be longer, but each of its steps is shorter.
const LONGEST_PART: usize = 40;

impl<'a> OneLine<'a> {
    pub(crate) fn new(text: &'a str, secret: Option<&'a str>) -> Self {
        let secret = secret.filter(|secret| !secret.is_empty());
        Self { text, secret }
    }

    fn line(&self, is_quoted: bool) -> String {
        let text = self.secret.map_or(Cow::Borrowed(self.text), |secret| {
            Cow::Owned(self.text.replace(secret, "…"))
        });
        let pieces = text.split_inclusive(ends_a_word).flat_map(|piece| {
            let word = piece.trim_end_matches(ends_a_word);
            if is_a_token(word) {
                ["…", piece.trim_start_matches(word)]
            } else {
                ["", piece]
            }
        });
        let mut line = String::new();
        for c in pieces.flat_map(str::chars) {
            let end = line.len();
            match c {
                '\'' => line.push(c),
                '"' if !is_quoted => line.push(c),
                // Letters and a symbol that show nothing, and that `escape_debug` keeps.
                '\u{115f}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}' => {
                    line.extend(c.escape_unicode());
                }
                _ => line.extend(c.escape_debug()),
            }
            if line.len() > LONGEST_TEXT {
                line.truncate(end);
                line.push('…');
                break;
            }
        }
        line
    }
}

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line(false))
    }
}

impl fmt::Debug for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.line(true))
    }
}

/// Tokens are base64, its variant for URLs, or several of these with punctuation between, and any
/// of it may be encoded for URLs or HTML.
fn ends_a_word(c: char) -> bool {
    !c.is_ascii_graphic() || "\"'`<>()[]{}".contains(c)
}

fn is_a_token(word: &str) -> bool {
    let starts_like_one = |part: &str| {
        ["st1.", "st2.", "tk1.", "tk2."]
            .iter()
            .any(|start| part.starts_with(start))
    };
    word.split('.').any(|part| part.len() > LONGEST_PART)
        || word
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '.')
            .any(starts_like_one)
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::*;

    #[test]
    fn a_line_forges_nothing_and_shows_no_token() {
        let token = "AcbHtoken-_~+/=%7C:,&#43;".repeat(3);
        for (text, line) in [
            ("It's \"fine\"", "It's \"fine\""),
            (
                "a\r\nb\tc\0d\u{1b}[31m\\n",
                "a\\r\\nb\\tc\\0d\\u{1b}[31m\\\\n",
            ),
            ("\u{2028}\u{202e}\u{feff}", "\\u{2028}\\u{202e}\\u{feff}"),
            ("\u{3164}\u{115f}", "\\u{3164}\\u{115f}"),
            ("Grüße, שלום", "Grüße, שלום"),
            (
                "0123456789abcdef0123456789abcdef",
                "0123456789abcdef0123456789abcdef",
            ),
            (
                "preferences.terms.connectlife_terms_conditions.isConsentGranted",
                "preferences.terms.connectlife_terms_conditions.isConsentGranted",
            ),
            (&"x".repeat(LONGEST_PART), &"x".repeat(LONGEST_PART)),
            (&token, "…"),
            (
                &format!("regToken '{token}' is invalid"),
                "regToken '…' is invalid",
            ),
            ("st2.s.AcbH, tk2.x or t=st2.y", "… … or …"),
            ("the key k3y (k3y)", "the key … (…)"),
            (&"é ".repeat(300), &("é ".repeat(LONGEST_TEXT / 3) + "é…")),
        ] {
            assert_eq!(OneLine::new(text, Some("k3y")).line(false), line);
        }
        let forged = "x\", code: \"0";
        assert_eq!(
            format!("{:?}", OneLine::new(forged, None)),
            r#""x\", code: \"0""#
        );
    }
}
