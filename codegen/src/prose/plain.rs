//! Prose without markup.

use super::{Block, Prose};

pub(super) fn render(prose: &Prose) -> String {
    let mut text = String::new();
    blocks(&prose.blocks, "", &mut text);
    text.trim_end().to_owned()
}

/// Writes `blocks`, each line but the first after `indent`.
fn blocks(blocks: &[Block], indent: &str, out: &mut String) {
    for (position, block) in blocks.iter().enumerate() {
        if position > 0 {
            out.push('\n');
            // A list stands close below the sentence that opens it.
            if !matches!(block, Block::List(_)) {
                out.push('\n');
            }
            out.push_str(indent);
        }
        match block {
            Block::Paragraph(runs) => out.extend(runs.iter().map(|run| run.text.as_str())),
            Block::Note(inner) => self::blocks(inner, indent, out),
            Block::List(list) => {
                for (position, (mark, item)) in list.marked(false).enumerate() {
                    if position > 0 {
                        out.push('\n');
                        out.push_str(indent);
                    }
                    out.push_str(&mark);
                    let deeper = format!("{indent}{}", " ".repeat(mark.len()));
                    self::blocks(item, &deeper, out);
                }
            }
        }
    }
}

/// The words, without bullets and whatever else `render` adds.
pub(super) fn words(blocks: &[Block], words: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Paragraph(runs) => {
                let text: String = runs.iter().map(|run| run.text.as_str()).collect();
                words.extend(text.split_whitespace().map(str::to_owned));
            }
            Block::Note(inner) => self::words(inner, words),
            Block::List(list) => list.items.iter().for_each(|item| self::words(item, words)),
        }
    }
}
