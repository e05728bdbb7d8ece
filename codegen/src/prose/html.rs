//! Prose to the HTML of a stored cell: elements that carry meaning, and no others.
//!
//! Reading what is written gives the same prose. Everything that could be lost on the way is an entity: markup in
//! text, and white space that is not a plain space.

use super::{Block, Mark, Prose, Run, plain};

impl Prose {
    /// The text as HTML, on one line.
    #[must_use]
    pub fn to_html(&self) -> String {
        write_blocks(&self.blocks)
    }
}

fn write_blocks(blocks: &[Block]) -> String {
    let write_block = |block: &Block| match block {
        Block::Paragraph(runs) if blocks.len() == 1 => write_runs(runs),
        Block::Paragraph(runs) => format!("<p>{}</p>", write_runs(runs)),
        Block::Note(inner) => format!("<blockquote>{}</blockquote>", write_blocks(inner)),
        Block::List(list) => {
            let (start, end) = match list.first {
                None => ("<ul>".to_owned(), "</ul>"),
                Some(1) => ("<ol>".to_owned(), "</ol>"),
                Some(first) => (format!("<ol start=\"{first}\">"), "</ol>"),
            };
            let items = list.items.iter().map(|item| write_item(item));
            format!("{start}{}{end}", items.collect::<String>())
        }
    };
    blocks.iter().map(write_block).collect()
}

fn write_item(item: &[Block]) -> String {
    // Of an item that begins with a bullet, the reader takes one away.
    let text = plain::lines(item, false);
    let begins_with_bullet = text.first().is_some_and(|line| line.starts_with('•'));
    let bullet = if begins_with_bullet { "•" } else { "" };
    format!("<li>{bullet}{}</li>", write_blocks(item))
}

fn write_runs(runs: &[Run]) -> String {
    let mut html = String::new();
    let mut open: Vec<&Mark> = Vec::new();
    for run in runs {
        let marks = Vec::from_iter(&run.marks);
        let shared = Mark::count_shared(&open, &marks);
        html.extend(open[shared..].iter().rev().map(|mark| tags_of(mark).1));
        html.extend(marks[shared..].iter().map(|mark| tags_of(mark).0));
        html.extend(run.text.chars().map(escape));
        open = marks;
    }
    html.extend(open.iter().rev().map(|mark| tags_of(mark).1));
    html
}

/// The start tag and the end tag of a mark.
fn tags_of(mark: &Mark) -> (String, &'static str) {
    match mark {
        Mark::Strong => ("<b>".to_owned(), "</b>"),
        Mark::Emphasis => ("<i>".to_owned(), "</i>"),
        Mark::Link(target) => (
            format!("<a href=\"{}\">", target.replace('&', "&amp;")),
            "</a>",
        ),
        Mark::Code => ("<code>".to_owned(), "</code>"),
    }
}

fn escape(c: char) -> String {
    match c {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '\u{a0}' => "&nbsp;".to_owned(),
        c if c.is_whitespace() && !c.is_ascii() => format!("&#{};", u32::from(c)),
        c => c.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::super::Prose;

    /// The HTML of a cell, and what is written of it.
    #[test]
    fn what_is_written_is_read_as_the_same() {
        for (html, written) in [
            ("<p> a </p>", "a"),
            ("a<div>b</div>", "<p>a</p><p>b</p>"),
            ("&quot;a&quot;", "\"a\""),
            ("&nbsp;a&nbsp;", "&nbsp;a&nbsp;"),
            ("\u{2003}a\u{3000}", "&#8195;a&#12288;"),
            ("• a", "• a"),
            ("R&D &lt;b&gt; &amp;lt;", "R&amp;D &lt;b&gt; &amp;lt;"),
            (
                "<strong>a <em>b</em></strong> <kbd>c</kbd>",
                "<b>a <i>b</i></b> <code>c</code>",
            ),
            ("<b>a</b> <b>b</b><i>c</i>", "<b>a</b> <b>b</b><i>c</i>"),
            (
                "<a href='https://a.b?c&d'>x</a>",
                "<a href=\"https://a.b?c&amp;d\">x</a>",
            ),
            (
                "a<aside class=note>b<p>c</aside>",
                "<p>a</p><blockquote><p>b</p><p>c</p></blockquote>",
            ),
            (
                "<ul><li>• a</li><li><b>••</b> b</ul>",
                "<ul><li>a</li><li>•<b>•</b> b</li></ul>",
            ),
            (
                "<ul><li>a<ol start=3><li>b</ol>c</ul>",
                "<ul><li><p>a</p><ol start=\"3\"><li>b</li></ol><p>c</p></li></ul>",
            ),
            ("<ul><li><ul></ul>• a</ul>", "<ul><li>•• a</li></ul>"),
            (
                "<ul>a<ul>b</ul></ul><ol><li>c</ol>",
                "<ul><li>a</li><li><ul><li>b</li></ul></li></ul><ol><li>c</li></ol>",
            ),
        ] {
            let prose = Prose::read(Html::parse_fragment(html).root_element().children(), None).0;
            assert_eq!(prose.to_html(), written, "{html}");
            assert_eq!(
                Prose::read_cell(written, None),
                (prose, Vec::new()),
                "{html}"
            );
        }
    }
}
