//! Text in Markdown that people paste into GitHub.

use crate::diagnostic::visible;
use crate::prose::Prose;

/// `text` as Markdown that shows just this text, on one line.
///
/// GitHub takes `@name` for a person and `#7` for an issue wherever they stand, and "fixes #7" even
/// closes it. A space without width behind the sign prevents that; nobody sees it.
pub(crate) fn text_as_markdown(text: &str) -> String {
    let text = visible(&text.replace('\n', " "));
    let (mut markdown, mut piece) = (String::new(), String::new());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        piece.push(c);
        let is_name_next = chars.peek().is_some_and(|next| next.is_alphanumeric());
        if matches!(c, '@' | '#') && is_name_next {
            markdown.push_str(&Prose::text(&piece).to_markdown());
            markdown.push_str("&#8203;");
            piece.clear();
        }
    }
    markdown + &Prose::text(&piece).to_markdown()
}

#[cfg(test)]
mod tests {
    use super::text_as_markdown;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(text_as_markdown(text), expected);
    }

    #[test]
    fn nobody_is_named_and_no_issue_is_closed() {
        check("ask @name", "ask @&#8203;name");
        check("fixes #7, a@b.c", "fixes #&#8203;7, a@&#8203;b.c");
        check("see me/it#7 &#8203;", "see me/it#&#8203;7 \\&#&#8203;8203;");
        check("C# code @ home", "C# code @ home");
        check("<b>\u{202e}\n_x_ `y`", "\\<b\\>\\\\u{202e} \\_x\\_ \\`y\\`");
    }
}
