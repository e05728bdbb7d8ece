//! Characters that show nothing.

/// Whether `c` only tells where a line may break, how letters join, or whether a sign is shown as an
/// emoji. Left out, no word changes.
pub(super) fn is_format(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fe0e}' | '\u{fe0f}' | '\u{feff}'
    )
}

/// `text` without the characters that show nothing and change no word.
pub(super) fn without_invisible(text: &str) -> String {
    text.replace(is_format, "")
}
