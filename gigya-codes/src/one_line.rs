//! Text of a server in a log.

use core::fmt::{self, Write};

/// A text made fit for one line of a log: control characters and the like are escaped, so that it
/// can neither forge a line nor turn one around; a word as long as a token becomes `…`, and so
/// does the rest of a long text.
pub(crate) struct OneLine<'a>(pub(crate) &'a str);

/// In characters. The details that Gigya sends are well below.
const LONGEST_TEXT: usize = 400;

/// In characters. A `callId` and most UIDs have 32; tokens have 60 and more.
const LONGEST_WORD: usize = 40;

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut room = LONGEST_TEXT;
        for word in self.0.split_inclusive(is_no_part_of_a_token) {
            if room == 0 {
                return f.write_char('…');
            }
            room = room.saturating_sub(word.chars().count());
            let token = word.trim_end_matches(is_no_part_of_a_token);
            if token.len() > LONGEST_WORD {
                f.write_char('…')?;
                escape(word.trim_start_matches(token), f)?;
            } else {
                escape(word, f)?;
            }
        }
        Ok(())
    }
}

/// The same between quotation marks.
impl fmt::Debug for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

/// Tokens are base64, its variant for URLs, several of these with dots or bars between, or any of
/// it percent-encoded.
fn is_no_part_of_a_token(c: char) -> bool {
    !c.is_ascii_alphanumeric() && !"-_.~+/=%|".contains(c)
}

fn escape(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    text.chars().try_for_each(|c| match c {
        '\'' | '"' => f.write_char(c),
        _ => write!(f, "{}", c.escape_debug()),
    })
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn what_could_forge_or_turn_a_line_is_escaped() {
        for (text, line) in [
            ("It's \"fine\"", "It's \"fine\""),
            ("a\r\nb\tc\0d\u{1b}[31m", "a\\r\\nb\\tc\\0d\\u{1b}[31m"),
            ("a\\nb", "a\\\\nb"),
            (
                "a\u{2028}b\u{202e}c\u{feff}",
                "a\\u{2028}b\\u{202e}c\\u{feff}",
            ),
            ("Grüße, שלום", "Grüße, שלום"),
        ] {
            assert_eq!(OneLine(text).to_string(), line);
        }
    }

    #[test]
    fn what_is_as_long_as_a_token_is_not_shown() {
        let call_id = "0123456789abcdef0123456789abcdef";
        assert_eq!(OneLine(call_id).to_string(), call_id);
        let longest = "x".repeat(LONGEST_WORD);
        assert_eq!(OneLine(&longest).to_string(), longest);

        let token = "st2.s.AcbHtoken-_~+/=%7C".repeat(3);
        assert_eq!(OneLine(&token).to_string(), "…");
        let details = "x ".repeat(LONGEST_TEXT / 2 - 1) + &token;
        assert!(OneLine(&details).to_string().ends_with("x …"));
        let details = alloc::format!("regToken '{token}' is invalid");
        assert_eq!(OneLine(&details).to_string(), "regToken '…' is invalid");
    }

    #[test]
    fn a_long_text_is_cut() {
        let text = "é ".repeat(1000);
        let line = OneLine(&text).to_string();
        assert_eq!(line.chars().count(), LONGEST_TEXT + 1);
        assert!(line.ends_with(" …"));
    }
}
