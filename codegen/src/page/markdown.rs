//! A page in Markdown, by pulldown-cmark: its outline and its pipe tables.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::outline::{Block, Html, Outline, takes_back};
use super::table::{Body, Line, Table};
use super::{span, trimmed};
use crate::source::Fragment;
use crate::tag::Tag as HtmlTag;

/// The outline of `page`, and its pipe tables. Headings, paragraphs and pipe tables inside quotes and
/// lists do not count; HTML does, wherever it stands.
pub(super) fn read(page: &str) -> (Outline, Vec<Table>) {
    let mut reader = Reader {
        page,
        outline: Outline {
            headings: Vec::new(),
            paragraphs: Vec::new(),
            end: page.len(),
            is_html: false,
            html: Html(Vec::new()),
        },
        tables: Vec::new(),
        depth: 0,
        text: String::new(),
        row: Vec::new(),
        cell: None,
    };
    for (event, at) in Parser::new_ext(page, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)
        .into_offset_iter()
    {
        reader.event(event, at);
    }
    (reader.outline, reader.tables)
}

struct Reader<'a> {
    page: &'a str,
    outline: Outline,
    tables: Vec<Table>,
    /// How many elements are open; the outermost is a block.
    depth: usize,
    /// The text of the block that is open, if it is not inside another.
    text: String,
    /// The cells of the row that is open.
    row: Vec<Fragment>,
    cell: Option<Fragment>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, at: Range<usize>) {
        match event {
            Event::Start(tag) => {
                if self.depth == 0 {
                    self.text.clear();
                }
                self.depth += 1;
                self.start(tag, at);
            }
            Event::End(tag) => {
                self.depth -= 1;
                self.end(tag, at);
            }
            Event::Text(text) => self.add(&text, at),
            Event::Code(text) => match &mut self.cell {
                Some(cell) => {
                    cell.push("<code>", self.page, at.start..at.start);
                    cell.push(&escaped(&text), self.page, at.clone());
                    cell.push("</code>", self.page, at.end..at.end);
                }
                None => self.text.push_str(&text),
            },
            Event::Html(_) => self.html(at),
            Event::InlineHtml(html) => {
                self.html(at.clone());
                match &mut self.cell {
                    Some(cell) => cell.push(&html, self.page, at),
                    // Left in the text, it makes another text of it.
                    None if HtmlTag::read(&html).is_some_and(|tag| takes_back(&tag)) => {
                        self.text.push_str(&html);
                    }
                    None => {}
                }
            }
            Event::SoftBreak | Event::HardBreak => self.add(&CowStr::Borrowed(" "), at),
            _ => {}
        }
    }

    fn html(&mut self, at: Range<usize>) {
        match self.outline.html.0.last_mut() {
            Some(last) if last.end == at.start => last.end = at.end,
            _ => self.outline.html.0.push(at),
        }
    }

    /// Text, which in a cell is part of a fragment of HTML.
    fn add(&mut self, text: &CowStr<'_>, at: Range<usize>) {
        let Some(cell) = &mut self.cell else {
            self.text.push_str(text);
            return;
        };
        if self.page.get(at.clone()) != Some(&**text) {
            // An entity, or a character that was escaped.
            cell.push(&escaped(text), self.page, at);
            return;
        }
        let mut start = at.start;
        for piece in text.split_inclusive(['<', '>', '&']) {
            let plain = piece.trim_end_matches(['<', '>', '&']);
            if !plain.is_empty() {
                cell.push(plain, self.page, start..start + plain.len());
            }
            let end = start + piece.len();
            if plain.len() < piece.len() {
                let rest = &piece[plain.len()..];
                cell.push(&escaped(rest), self.page, start + plain.len()..end);
            }
            start = end;
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: Range<usize>) {
        match (tag, &mut self.cell) {
            (Tag::TableCell, _) => self.cell = Some(Fragment::new(span(trimmed(self.page, at)))),
            (Tag::Emphasis, Some(cell)) => cell.push("<em>", self.page, at),
            (Tag::Strong, Some(cell)) => cell.push("<strong>", self.page, at),
            (Tag::Strikethrough, Some(cell)) => cell.push("<del>", self.page, at),
            (Tag::Strikethrough, None) => self.text.push_str("<del>"),
            (
                Tag::Link {
                    dest_url,
                    link_type,
                    ..
                },
                Some(cell),
            ) => {
                let scheme = match link_type {
                    LinkType::Email => "mailto:",
                    _ => "",
                };
                let tag = format!("<a href=\"{scheme}{}\">", escaped(&dest_url));
                cell.push(&tag, self.page, at);
            }
            (Tag::Image { dest_url, .. }, Some(cell)) => {
                let tag = format!("<img src=\"{}\">", escaped(&dest_url));
                cell.push(&tag, self.page, at);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, at: Range<usize>) {
        match (tag, &mut self.cell) {
            (TagEnd::Emphasis, Some(cell)) => cell.push("</em>", self.page, at.end..at.end),
            (TagEnd::Strong, Some(cell)) => cell.push("</strong>", self.page, at.end..at.end),
            (TagEnd::Strikethrough, Some(cell)) => cell.push("</del>", self.page, at.end..at.end),
            (TagEnd::Link, Some(cell)) => cell.push("</a>", self.page, at.end..at.end),
            (TagEnd::TableCell, _) => self.row.extend(self.cell.take()),
            (TagEnd::TableHead, _) => {
                let header = self.line(at);
                if self.depth == 1 {
                    self.tables.push(Table {
                        span: header.span.clone(),
                        header,
                        body: Body::Pipes(Vec::new()),
                    });
                }
            }
            (TagEnd::TableRow, _) => {
                let row = self.line(at);
                if self.depth == 1
                    && let Some(table) = self.tables.last_mut()
                {
                    table.span.end = row.span.end;
                    if let Body::Pipes(rows) = &mut table.body {
                        rows.push(row);
                    }
                }
            }
            (TagEnd::Heading(_), _) if self.depth == 0 => {
                let block = self.block(at);
                self.outline.headings.push(block);
            }
            (TagEnd::Paragraph, _) if self.depth == 0 => {
                let block = self.block(at);
                self.outline.paragraphs.push(block);
            }
            _ => {}
        }
    }

    fn block(&self, at: Range<usize>) -> Block {
        Block::new(&self.text, trimmed(self.page, at))
    }

    /// The row that ends, with as many cells as it was written with: Markdown adds some where there
    /// are too few, and drops those that are too many.
    fn line(&mut self, at: Range<usize>) -> Line {
        let mut cells = std::mem::take(&mut self.row);
        let row = trimmed(self.page, at);
        while cells.last().is_some_and(|cell| cell.span.start >= row.end) {
            cells.pop();
        }
        if let Some(last) = cells.last() {
            let rest = self.page.get(last.span.end..row.end).unwrap_or_default();
            let rest = rest.trim_start();
            let rest = rest.strip_prefix('|').unwrap_or(rest).trim_end_matches('|');
            for more in rest.split('|').filter(|_| !rest.trim().is_empty()) {
                let mut cell = Fragment::new(span(row.end..row.end));
                cell.push(&escaped(more), self.page, row.end..row.end);
                cells.push(cell);
            }
        }
        Line { span: row, cells }
    }
}

/// `text` as HTML that shows just this text.
fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::{Body, read};

    #[test]
    fn a_section_ends_at_the_next_heading() {
        let page = "# A\n\nx\n\n## B #\n\none\n\ntwo\n\n## C\n";
        let (outline, _) = read(page);
        assert_eq!(page[outline.section("b").unwrap()].trim(), "one\n\ntwo");
        assert_eq!(outline.section("D"), None);
    }

    #[test]
    fn a_heading_in_a_code_block_or_a_quote_is_none() {
        let (outline, _) = read("```\n## B\n```\n\n> ## B\n\n    ## B\n");
        assert!(outline.headings.is_empty());
    }

    #[test]
    fn a_paragraph_in_a_quote_or_a_list_is_none() {
        let (outline, _) = read("> a\n\n- b\n\n  c\n\nd\ne\\\nf\n");
        let texts: Vec<&str> = outline.paragraphs.iter().map(|it| &*it.text).collect();
        assert_eq!(texts, ["d e f"]);
    }

    #[test]
    fn markup_in_a_heading_does_not_count() {
        let (outline, _) = read("## The *big*  `table`\n");
        assert_eq!(outline.headings[0].text, "The big table");
    }

    /// The rows of the only table on `page`, as HTML.
    #[track_caller]
    fn rows(page: &str) -> Vec<Vec<String>> {
        let (_, tables) = read(page);
        let [table] = &tables[..] else {
            panic!("{} tables", tables.len())
        };
        let cells = |row: &super::Line| row.cells.iter().map(|cell| cell.html.clone()).collect();
        let Body::Pipes(rows) = &table.body else {
            panic!("another table")
        };
        rows.iter().map(cells).collect()
    }

    #[test]
    fn cells_are_markdown() {
        for (cell, html) in [
            ("a \\| b", "a | b"),
            ("<b>a</b> &amp; *b*", "<b>a</b> &amp; <em>b</em>"),
            ("**a** `b<c`", "<strong>a</strong> <code>b&lt;c</code>"),
            (
                "[a](https://b/?c&d)",
                "<a href=\"https://b/?c&amp;d\">a</a>",
            ),
            ("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"),
            ("\\<b> \\*", "&lt;b&gt; *"),
            ("snake_case_name", "snake_case_name"),
            ("<a@b.c>", "<a href=\"mailto:a@b.c\">a@b.c</a>"),
        ] {
            assert_eq!(rows(&format!("|H|\n|-|\n|{cell}|\n")), [[html]], "{cell}");
        }
    }

    #[test]
    fn a_row_has_the_cells_that_it_was_written_with() {
        for (row, cells) in [
            ("|1|2|", &["1", "2"][..]),
            ("1 | 2", &["1", "2"]),
            ("|1||", &["1", ""]),
            ("| 1 |  |", &["1", ""]),
            ("|1|", &["1"]),
            ("1", &["1"]),
            ("|1|2|3|", &["1", "2", "3"]),
            ("1|2|3<b>|4", &["1", "2", "3&lt;b&gt;", "4"]),
        ] {
            for end in ["", "\n", "  \n\nx\n"] {
                let page = format!("a | b\n:-|-:\n{row}{end}");
                assert_eq!(rows(&page), [cells], "{page:?}");
            }
        }
    }

    #[test]
    fn a_table_inside_a_quote_is_none() {
        assert!(read("> |a|\n> |-|\n> |b|\n").1.is_empty());
    }
}
