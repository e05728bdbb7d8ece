//! The structure of the page: its headings and its paragraphs, by pulldown-cmark.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// Headings and paragraphs, in order.
pub(super) struct Outline {
    pub(super) headings: Vec<Block>,
    pub(super) paragraphs: Vec<Block>,
    end: usize,
}

/// A heading or a paragraph.
pub(super) struct Block {
    /// Its text, without markup, white space folded.
    pub(super) text: String,
    pub(super) span: Range<usize>,
}

impl Outline {
    /// From the end of the heading `title` to the next heading, or to the end of the page.
    pub(super) fn section(&self, title: &str) -> Option<Range<usize>> {
        let at = self
            .headings
            .iter()
            .position(|heading| heading.text == title)?;
        let end = self
            .headings
            .get(at + 1)
            .map_or(self.end, |next| next.span.start);
        Some(self.headings[at].span.end..end)
    }
}

/// Reads the outline of `page`. Headings and paragraphs inside quotes and lists do not count.
pub(super) fn outline(page: &str) -> Outline {
    let mut outline = Outline {
        headings: Vec::new(),
        paragraphs: Vec::new(),
        end: page.len(),
    };
    let mut depth = 0_usize;
    let mut text = String::new();
    for (event, span) in Parser::new(page).into_offset_iter() {
        match event {
            Event::Start(tag) => {
                if depth == 0 {
                    text.clear();
                }
                depth += usize::from(is_block(&tag));
            }
            Event::End(tag) => {
                depth -= usize::from(is_block_end(tag));
                if depth == 0 {
                    // The line feed belongs to the block, but not to what people see of it.
                    let span = span.start..span.start + page[span].trim_end().len();
                    let folded = || text.split_whitespace().collect::<Vec<_>>().join(" ");
                    match tag {
                        TagEnd::Heading(_) => {
                            outline.headings.push(Block {
                                text: folded(),
                                span,
                            });
                        }
                        TagEnd::Paragraph => {
                            outline.paragraphs.push(Block {
                                text: folded(),
                                span,
                            });
                        }
                        _ => {}
                    }
                }
            }
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    outline
}

fn is_block(tag: &Tag<'_>) -> bool {
    is_block_end(tag.to_end())
}

fn is_block_end(tag: TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

#[cfg(test)]
mod tests {
    use super::outline;

    #[test]
    fn a_section_ends_at_the_next_heading() {
        let page = "# A\n\nx\n\n## B\n\none\n\ntwo\n\n## C\n";
        let outline = outline(page);
        assert_eq!(page[outline.section("B").unwrap()].trim(), "one\n\ntwo");
        assert_eq!(outline.section("D"), None);
    }

    #[test]
    fn a_heading_in_a_code_block_or_a_quote_is_none() {
        let outline = outline("```\n## B\n```\n\n> ## B\n\n    ## B\n");
        assert!(outline.headings.is_empty());
    }

    #[test]
    fn markup_in_a_heading_does_not_count() {
        let outline = outline("## The *big*  `table`\n");
        assert_eq!(outline.headings[0].text, "The big table");
    }
}
