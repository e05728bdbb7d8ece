//! Characters that show nothing.

use crate::diagnostic::is_invisible;

/// Whether `c` only tells where a line may break, how letters join, or whether a sign is shown as an
/// emoji. Left out, no word changes.
fn is_format(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fe0e}' | '\u{fe0f}' | '\u{feff}'
    )
}

/// `text` without the characters that show nothing and change no word.
pub(crate) fn without_invisible(text: &str) -> String {
    text.replace(is_format, "")
}

/// The characters of `text` that [`without_invisible`] drops.
pub(super) fn dropped(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|&c| is_format(c))
}

/// The characters of `text` that nobody can see, and that may change its meaning.
pub(super) fn forbidden(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .filter(|&c| is_invisible(c) && !is_format(c) && !matches!(c, '\t' | '\n' | '\r' | '\u{c}'))
}
