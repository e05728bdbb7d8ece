//! The lines of text of a page in HTML, as a browser shows them.

use std::ops::Range;

use super::pieces::{Piece, Pieces};
use crate::page::outline::{Block, Html};
use crate::page::trimmed;
use crate::prose;

/// Elements that are part of a line of text. All others end it, those too that strike text out.
const INLINE: [&str; 27] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "q", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u",
    "var",
];

/// The headings on `page`, and its other lines of text.
pub(in crate::page) fn blocks(page: &str, html: &Html) -> (Vec<Block>, Vec<Block>) {
    let mut headings = Vec::new();
    let mut paragraphs = Vec::new();
    let mut text = String::new();
    let mut span: Option<Range<usize>> = None;
    let mut in_heading = false;
    let mut end_line = |text: &mut String, span: &mut Option<Range<usize>>, in_heading| {
        let text = std::mem::take(text);
        if let Some(span) = span.take() {
            let block = Block::new(&prose::text_of(&text), span);
            if in_heading {
                headings.push(block);
            } else {
                paragraphs.push(block);
            }
        }
    };
    for (piece, at) in Pieces::new(page, html) {
        match piece {
            Piece::Text => {
                let here = trimmed(page, at.clone());
                if !here.is_empty() {
                    span.get_or_insert(here.clone()).end = here.end;
                }
                text.push_str(&page[at]);
            }
            Piece::Tag(tag) if INLINE.contains(&tag.name.as_str()) => {}
            Piece::Tag(tag) => {
                end_line(&mut text, &mut span, in_heading);
                if is_heading(&tag.name) {
                    in_heading = !tag.closes;
                }
            }
        }
    }
    end_line(&mut text, &mut span, in_heading);
    (headings, paragraphs)
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

#[cfg(test)]
mod tests {
    use super::{Block, Html, blocks};

    #[test]
    fn a_line_of_text_is_a_heading_or_a_paragraph() {
        let html = "<h1>\n<div>A &amp;<br> b</div></h1>c <i>d</i>\n e<p><H2 id=x> f<a>#</a></h2>g";
        let (headings, paragraphs) = blocks(html, &Html::Throughout);
        let texts = |blocks: &[Block]| -> Vec<(String, String)> {
            let text = |block: &Block| (block.text.clone(), html[block.span.clone()].to_owned());
            blocks.iter().map(text).collect()
        };
        let expected = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            let owned = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
            pairs.iter().map(owned).collect()
        };
        assert_eq!(
            texts(&headings),
            expected(&[("A &", "A &amp;"), ("b", "b"), ("f#", "f<a>#")])
        );
        assert_eq!(
            texts(&paragraphs),
            expected(&[("c d e", "c <i>d</i>\n e"), ("g", "g")])
        );
    }
}
