//! The lines of text of a page in HTML, as a browser shows them.

use std::ops::Range;

use super::pieces::{Piece, Pieces};
use crate::page::outline::{Block, Html, takes_back};
use crate::page::trimmed;
use crate::prose;

/// Elements that are part of a line of text. All others end it.
const INLINE: [&str; 28] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "q", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
];

/// The headings on `page`, and its other lines of text.
pub(in crate::page) fn blocks(page: &str, html: &Html) -> (Vec<Block>, Vec<Block>) {
    let (mut headings, mut paragraphs) = (Vec::new(), Vec::new());
    for line in lines(page, html) {
        let blocks = if line.is_heading {
            &mut headings
        } else {
            &mut paragraphs
        };
        blocks.push(Block::new(&prose::text_of(&line.html), line.span));
    }
    (headings, paragraphs)
}

/// A line of text that is not blank.
#[derive(Default)]
pub(in crate::page) struct HtmlLine {
    /// Its text, as HTML.
    pub(in crate::page) html: String,
    pub(in crate::page) span: Range<usize>,
    is_heading: bool,
}

/// Every such line on `page`. What is no HTML is text, with the line ends of its own.
pub(in crate::page) fn lines(page: &str, html: &Html) -> Vec<HtmlLine> {
    let mut lines = Vec::new();
    let mut line = HtmlLine::default();
    let mut end = |line: &mut HtmlLine| {
        let next = HtmlLine {
            is_heading: line.is_heading,
            ..HtmlLine::default()
        };
        let line = std::mem::replace(line, next);
        lines.extend((!line.span.is_empty()).then_some(line));
    };
    for (piece, at) in Pieces::new(page, html) {
        match piece {
            Piece::Text => {
                let here = trimmed(page, at.clone());
                if line.span.is_empty() {
                    line.span = here;
                } else if !here.is_empty() {
                    line.span.end = here.end;
                }
                line.html.push_str(&page[at]);
            }
            Piece::Tag(tag) => {
                if !INLINE.contains(&tag.name.as_str()) {
                    end(&mut line);
                }
                if is_heading(&tag.name) {
                    line.is_heading = !tag.closes;
                }
                // Said in the text, it makes another text of it.
                if !tag.closes && takes_back(&tag) {
                    line.html.push_str("&lt;del&gt;");
                }
            }
        }
    }
    end(&mut line);
    lines
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
        let (headings, paragraphs) = blocks(html, &Html::all_of(html));
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
