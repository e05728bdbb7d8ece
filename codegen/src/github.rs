//! The page's text in Markdown that people paste into GitHub.
//!
//! GitHub links names, issues and commits wherever they stand in text, even where their sign is
//! escaped: `@name` notifies a person, and `fixes #7` closes an issue. In code it does neither, so
//! such words become code.

use crate::diagnostic::visible;
use crate::prose::{Block, Inline, Prose};

/// `text` as Markdown that shows just this text, on one line.
pub(crate) fn text_as_markdown(text: &str) -> String {
    prose_as_markdown(&Prose::text(&visible(&text.replace('\n', " "))))
}

/// `prose` as Markdown.
pub(crate) fn prose_as_markdown(prose: &Prose) -> String {
    let mut prose = prose.clone();
    in_blocks(&mut prose.blocks);
    prose.to_markdown()
}

fn in_blocks(blocks: &mut [Block]) {
    for block in blocks {
        match block {
            Block::Paragraph(inlines) => in_line(inlines),
            Block::List(items) => items.iter_mut().for_each(|item| in_blocks(item)),
            Block::Note(blocks) => in_blocks(blocks),
        }
    }
}

fn in_line(inlines: &mut Vec<Inline>) {
    let old = std::mem::take(inlines);
    inlines.extend(old.into_iter().flat_map(|mut inline| match &mut inline {
        Inline::Text(text) => in_text(text),
        Inline::Code(_) => vec![inline],
        Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { text: inner, .. } => {
            in_line(inner);
            vec![inline]
        }
    }));
}

fn in_text(text: &str) -> Vec<Inline> {
    let mut inlines = Vec::new();
    let mut plain = String::new();
    for word in text.split_inclusive(char::is_whitespace) {
        let (name, space) = word.split_at(word.trim_end().len());
        if is_reference(name) {
            inlines.push(Inline::Text(std::mem::take(&mut plain)));
            inlines.push(Inline::Code(name.to_owned()));
            plain.push_str(space);
        } else {
            plain.push_str(word);
        }
    }
    inlines.push(Inline::Text(plain));
    inlines.retain(|inline| *inline != Inline::Text(String::new()));
    inlines
}

/// Whether GitHub may make a link of a part of `word`.
fn is_reference(word: &str) -> bool {
    let is_numbered = |sign: &str| {
        let mut behind = word.split(sign).skip(1);
        behind.any(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let is_commit = |part: &str| {
        (7..=40).contains(&part.len())
            && part
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
            && part.contains(|c: char| c.is_ascii_alphabetic())
    };
    word.contains('@')
        || ["#", "GH-", "gh-"].into_iter().any(is_numbered)
        || word
            .split(|c: char| !c.is_ascii_alphanumeric())
            .any(is_commit)
}

#[cfg(test)]
mod tests {
    use super::text_as_markdown;

    #[test]
    fn nobody_is_named_and_no_issue_is_closed() {
        for (text, expected) in [
            ("ask @name, please", "ask `@name,` please"),
            ("fixes #7", "fixes `#7`"),
            ("see me/it#7", "see `me/it#7`"),
            ("(GH-7)", "`(GH-7)`"),
            ("as of 1a2b3c4d.", "as of `1a2b3c4d.`"),
            ("@a @b", "`@a` `@b`"),
            ("code 403042, C# # 7", "code 403042, C# # 7"),
            ("<b>\u{202e}\n_x_ `y`", "\\<b\\>\\\\u{202e} \\_x\\_ \\`y\\`"),
        ] {
            assert_eq!(text_as_markdown(text), expected);
        }
    }
}
