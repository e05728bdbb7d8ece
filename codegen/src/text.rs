//! Characters of a text that nobody can see.

/// `text` on one line, with every character that a terminal would act on, or not show, written
/// out; tabs stay.
///
/// ```
/// assert_eq!(codegen::text::visible("a\u{1b}[31mb\u{202e}\n"), "a\\u{1b}[31mb\\u{202e}\\u{a}");
/// ```
#[must_use]
pub fn visible(text: &str) -> String {
    let written_out = |c: char| match c {
        '\t' => c.to_string(),
        c if is_invisible(c) => c.escape_unicode().to_string(),
        c => c.to_string(),
    };
    text.chars().map(written_out).collect()
}

/// Whether `c` shows nothing of itself, or changes what is shown around it: control characters,
/// zero-width characters, and those that turn the direction of text. All that Unicode calls
/// default-ignorable is among them: variation selectors too, which can carry any text unseen.
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

/// Whether `c` only tells where a line may break, how letters join, or whether a sign is shown as an
/// emoji. Left out, no word changes.
pub(crate) fn is_format(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fe0e}' | '\u{fe0f}' | '\u{feff}'
    )
}

/// `text` without format characters: left out, they change no word.
pub(crate) fn without_format(text: &str) -> String {
    text.replace(is_format, "")
}
