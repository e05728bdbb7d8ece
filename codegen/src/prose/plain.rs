//! Prose to lines of plain text, or of Markdown, which has the same lines.

use super::{Block, Run, markdown};

/// The lines of `blocks`: a paragraph is one line, and so is what parts two blocks.
pub(super) fn lines(blocks: &[Block], as_markdown: bool) -> Vec<String> {
    let mut lines = Vec::new();
    let mut is_second_list = false;
    for (position, block) in blocks.iter().enumerate() {
        let is_list = matches!(block, Block::List(_));
        // In plain text, a list follows its introduction without a blank line.
        if position > 0 && (as_markdown || !is_list) {
            lines.push(String::new());
        }
        match block {
            Block::Paragraph(runs) if as_markdown => lines.push(markdown::paragraph(runs)),
            Block::Paragraph(runs) => lines.push(text(runs)),
            Block::Note(inner) => {
                let sign = if as_markdown { "> " } else { "" };
                lines.extend(indented(sign, sign, &self::lines(inner, as_markdown)));
            }
            Block::List(list) => {
                // With the same signs, Markdown would take a list that follows another one for its rest.
                let (bullet, point) = if as_markdown && is_second_list {
                    ("* ", ") ")
                } else {
                    ("- ", ". ")
                };
                for (position, item) in list.items.iter().enumerate() {
                    let sign = match list.first {
                        Some(first) => format!("{}{point}", first as usize + position),
                        None => bullet.to_owned(),
                    };
                    let rest = " ".repeat(sign.len());
                    lines.extend(indented(&sign, &rest, &self::lines(item, as_markdown)));
                }
            }
        }
        is_second_list = is_list && !is_second_list;
    }
    lines
}

/// `lines`, the first one after `first` and the others after `rest`.
fn indented(first: &str, rest: &str, lines: &[String]) -> Vec<String> {
    let line = |(position, line)| {
        let indent = if position == 0 { first } else { rest };
        format!("{indent}{line}").trim_end_matches(' ').to_owned()
    };
    lines.iter().enumerate().map(line).collect()
}

/// The words, without the bullets and signs that `lines` adds.
pub(super) fn words(blocks: &[Block]) -> Vec<String> {
    let words_of = |block: &Block| match block {
        Block::Paragraph(runs) => text(runs).split_whitespace().map(str::to_owned).collect(),
        Block::Note(inner) => words(inner),
        Block::List(list) => list.items.iter().flat_map(|item| words(item)).collect(),
    };
    blocks.iter().flat_map(words_of).collect()
}

fn text(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}
