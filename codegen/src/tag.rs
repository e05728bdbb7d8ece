//! Tags as they are written in HTML: where they end, and what they are called.
//!
//! An HTML parser tells none of that, so both the page and its cells are looked at here first, and
//! then handed to the parser.

/// A tag at the start of some text.
pub(crate) struct Tag<'a> {
    /// All of it, from `<` to `>`.
    pub(crate) text: &'a str,
    /// The element's name in lower case.
    pub(crate) name: String,
    /// Whether it is an end tag.
    pub(crate) closes: bool,
}

impl<'a> Tag<'a> {
    /// Whether a tag begins where `text` does.
    pub(crate) fn begins(text: &str) -> bool {
        text.strip_prefix('<')
            .map(|rest| rest.strip_prefix('/').unwrap_or(rest))
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
    }

    /// The tag that `text` begins with, if it ends.
    pub(crate) fn read(text: &'a str) -> Option<Self> {
        let text = &text[..len(text)?];
        let closes = text.starts_with("</");
        let body = &text[1 + usize::from(closes)..];
        let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>');
        let name = &body[..body.find(ends).unwrap_or(body.len())];
        Some(Self {
            text,
            name: name.to_ascii_lowercase(),
            closes,
        })
    }
}

/// The length of the tag that `text` starts with, if it ends. A quote counts only where the value
/// of an attribute may begin, as for an HTML parser.
fn len(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut value_may_begin = false;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') if value_may_begin => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
        value_may_begin =
            quote.is_none() && (byte == b'=' || (value_may_begin && byte.is_ascii_whitespace()));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::Tag;

    #[test]
    fn a_tag_ends_where_a_browser_sees_its_end() {
        for (text, tag) in [
            ("<b>x", Some("<b>")),
            ("</B >x", Some("</B >")),
            ("<a href=\"a>b\">x", Some("<a href=\"a>b\">")),
            ("<a href = 'a>b'>x", Some("<a href = 'a>b'>")),
            ("<a b\"c>d\">x", Some("<a b\"c>")),
            ("<a b=c\">x\">", Some("<a b=c\">")),
            ("<a href=\"a>", None),
            ("<b", None),
        ] {
            assert_eq!(Tag::read(text).map(|tag| tag.text), tag, "{text}");
        }
    }

    #[test]
    fn a_tag_begins_with_a_letter() {
        assert!(Tag::begins("<b") && Tag::begins("</b"));
        assert!(
            !Tag::begins("< b") && !Tag::begins("<1") && !Tag::begins("</>") && !Tag::begins("b")
        );
    }

    #[test]
    fn names_are_lower_case_and_end_tags_are_told_apart() {
        let tag = Tag::read("</UL\n>").unwrap();
        assert_eq!((tag.name.as_str(), tag.closes), ("ul", true));
        let tag = Tag::read("<br/>").unwrap();
        assert_eq!((tag.name.as_str(), tag.closes), ("br", false));
    }
}
