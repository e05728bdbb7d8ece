//! The page's text in Markdown that people paste into GitHub.
//!
//! GitHub links names, issues and commits wherever they stand in text, even where their sign is
//! escaped: `@name` notifies a person, and `fixes #7` closes an issue. In code it does neither, so
//! such words become code.

use crate::diagnostic::visible;
use crate::prose::{Block, Mark, Prose, Run};

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
            Block::Paragraph(runs) => *runs = runs.iter().flat_map(in_run).collect(),
            Block::List(list) => list.items.iter_mut().for_each(|item| in_blocks(item)),
            Block::Note(blocks) => in_blocks(blocks),
        }
    }
}

/// The words of `run`, those that GitHub may make a link of as code. Markdown joins the others again.
fn in_run(run: &Run) -> Vec<Run> {
    let words = run.text.split_inclusive(char::is_whitespace);
    let runs = words.flat_map(|word| {
        let (name, space) = word.split_at(word.trim_end().len());
        let code = [&run.marks[..], &[Mark::Code]].concat();
        let marks = if is_reference(name) {
            &code
        } else {
            &run.marks
        };
        [Run::new(name, marks), Run::new(space, &run.marks)]
    });
    runs.filter(|run| !run.text.is_empty()).collect()
}

/// Whether GitHub may make a link of a part of `word`.
fn is_reference(word: &str) -> bool {
    let is_numbered = |sign: &str| {
        let mut behind = word.split(sign).skip(1);
        behind.any(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let is_commit = |part: &str| {
        (7..=40).contains(&part.len())
            && part.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'))
            && part.contains(|c: char| c.is_ascii_alphabetic())
    };
    let mut parts = word.split(|c: char| !c.is_ascii_alphanumeric());
    word.contains('@') || ["#", "GH-", "gh-"].into_iter().any(is_numbered) || parts.any(is_commit)
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
