//! No word of a cell is lost, added or moved.

use codegen::diagnostic::is_invisible;
use codegen::prose::{Block, Inline, Prose};
use codegen::source::{File, Fragment, Source};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use scraper::Html;

use crate::fixture::{REAL_PAGE, real_catalog};

/// The words of a text. Rustdoc makes an apostrophe a typographic one, as a printer would.
fn words(text: &str) -> Vec<String> {
    let text = text.replace(['\u{2018}', '\u{2019}'], "'");
    text.split_whitespace().map(str::to_owned).collect()
}

/// The words of `markdown` when it is read as rustdoc reads it, and what else it holds.
fn markdown_text(markdown: &str) -> (String, Vec<String>) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let mut text = String::new();
    let mut strange = Vec::new();
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::Start(Tag::Paragraph | Tag::List(None) | Tag::Item | Tag::BlockQuote(None))
            | Event::End(
                TagEnd::Paragraph | TagEnd::List(false) | TagEnd::Item | TagEnd::BlockQuote(None),
            ) => text.push('\n'),
            Event::Start(Tag::Strong | Tag::Emphasis)
            | Event::End(TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link) => {}
            Event::Start(Tag::Link { dest_url, .. })
                if ["http://", "https://", "mailto:"]
                    .iter()
                    .any(|s| dest_url.starts_with(s)) => {}
            event => strange.push(format!("{event:?}")),
        }
    }
    (text, strange)
}

fn prose_text(prose: &Prose) -> String {
    fn blocks(blocks: &[Block], text: &mut String) {
        for block in blocks {
            text.push('\n');
            match block {
                Block::Paragraph(inner) => inlines(inner, text),
                Block::List(items) => items.iter().for_each(|item| blocks_of(item, text)),
                Block::Note(inner) => blocks_of(inner, text),
            }
        }
    }
    fn blocks_of(inner: &[Block], text: &mut String) {
        blocks(inner, text);
    }
    fn inlines(inner: &[Inline], text: &mut String) {
        for inline in inner {
            match inline {
                Inline::Text(piece) | Inline::Code(piece) => text.push_str(piece),
                Inline::Strong(inner)
                | Inline::Emphasis(inner)
                | Inline::Link { text: inner, .. } => inlines(inner, text),
            }
        }
    }
    let mut text = String::new();
    blocks(&prose.blocks, &mut text);
    text
}

fn fragment(cell: &str) -> Fragment {
    Fragment::verbatim(cell, File::Page, 0..cell.len())
}

fn parse(cell: &str) -> Prose {
    let mut diagnostics = Vec::new();
    let prose = Prose::parse(&fragment(cell), &mut diagnostics);
    assert_eq!(diagnostics, [], "{cell}");
    prose
}

#[test]
fn the_words_of_every_cell_survive() {
    let mut cells = 0;
    for line in Source::new("", REAL_PAGE).text().lines() {
        let [_, _, cell] = line.split('\t').collect::<Vec<_>>()[..] else {
            continue;
        };
        let html = Html::parse_fragment(cell);
        let text: String = html.root_element().text().collect();
        let text = text.replace('•', " ");
        let expected = words(&text);
        if expected == ["Description"] {
            continue;
        }
        cells += 1;

        let prose = parse(cell);
        assert_eq!(words(&prose_text(&prose)), expected);
        let (markdown, strange) = markdown_text(&prose.to_markdown());
        assert_eq!(words(&markdown), expected);
        assert_eq!(strange, [""; 0]);
        let plain = prose.to_plain_text();
        let plain: String = plain
            .lines()
            .map(|line| {
                line.trim_start()
                    .strip_prefix("- ")
                    .unwrap_or(line)
                    .to_owned()
                    + "\n"
            })
            .collect();
        assert_eq!(words(&plain), expected);
    }
    assert_eq!(cells, real_catalog().page_order.len());
}

/// Text made of what Markdown, HTML, Rust and rustdoc give a meaning to.
pub(crate) fn hostile_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "b",
        "Z",
        "0",
        "7",
        " ",
        " ",
        ".",
        ",",
        "*",
        "**",
        "_",
        "__",
        "`",
        "```",
        "~~",
        "~~~",
        "[",
        "]",
        "(",
        ")",
        "](",
        "[^1]",
        "[a]: b",
        "<",
        ">",
        "<b>",
        "</b>",
        "<script>",
        "<!--",
        "&",
        "&amp;",
        "&#65;",
        "#",
        "# ",
        "-",
        "- ",
        "---",
        "+ ",
        "1. ",
        "2) ",
        "=",
        "===",
        "|",
        "\\",
        "\\\\",
        "/",
        "//",
        "*/",
        "http://a.b",
        "https://x.y/z_w",
        "www.a.b",
        "a@b.c",
        "!",
        "![",
        "{",
        "}",
        "#![no_std]",
        "\"",
        "'",
        "\"#",
        ":",
        "::",
        "[x]",
        "[ ] ",
        "$",
        "$$",
        "^",
        "é",
        "ß",
        "中",
        "😀",
        "“",
        "—",
        "\u{a0}",
        "crate::Class",
        "[`Class`]",
        "> ",
        "    ",
    ]);
    prop::collection::vec(pieces, 1..12).prop_map(|pieces| pieces.concat())
}

/// Pieces of HTML in any order, proper or not.
pub(crate) fn markup_soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<p>",
        "</p>",
        "<ul>",
        "</ul>",
        "<li>",
        "</li>",
        "<div>",
        "</div>",
        "<code>",
        "</code>",
        "<a href=\"#\">",
        "<a href='x\">y'>",
        "</a>",
        "<B>",
        "<b a\">",
        "<b.c>",
        "</b.c>",
        "<p_>",
        "<a<i>",
        "<b/>",
        "<br>",
        "<script>",
        "<!--",
        "-->",
        "<",
        ">",
        "\"",
        "'",
        "=",
        "&",
        "&lt;",
        "&lt",
        "&amp;",
        "&#8238",
        "&#8238;",
        "&#27;",
        "&shy",
        "&nosuch;",
        "&#0;",
        "&copyx",
        "a",
        "b",
        " ",
        "  ",
        "•",
        "\t",
        "\0",
        "\u{202e}",
        "\u{a0}",
        "é",
        "😀",
    ]);
    prop::collection::vec(pieces, 0..10).prop_map(|pieces| pieces.concat())
}

pub(crate) fn arbitrary_html() -> impl Strategy<Value = String> {
    let escaped = |text: String| {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    };
    let text = hostile_text().prop_map(escaped);
    let inline = text.prop_recursive(3, 12, 4, |inner| {
        let element = prop::sample::select(vec!["b", "i", "strong", "em", "none"]);
        (element, prop::collection::vec(inner, 1..4)).prop_map(|(element, inner)| match element {
            "none" => inner.concat(),
            element => format!("<{element}>{}</{element}>", inner.concat()),
        })
    });
    let code = hostile_text()
        .prop_map(escaped)
        .prop_map(|text| format!("<code>{text}</code>"));
    let link = (inline.clone(), any::<bool>()).prop_map(|(text, real)| {
        let target = if real {
            "https://example.com/a_b?c=d&amp;e=f*"
        } else {
            "#"
        };
        format!("<a href=\"{target}\">{text}</a>")
    });
    let inlines = prop::collection::vec(prop_oneof![4 => inline, 1 => code, 1 => link], 1..4)
        .prop_map(|inlines| inlines.concat());
    let paragraph = inlines.prop_map(|inner| format!("<p>{inner}</p>"));
    paragraph.prop_recursive(3, 12, 3, |inner| {
        let blocks = prop::collection::vec(inner, 1..4);
        prop_oneof![
            blocks.clone().prop_map(|blocks| blocks.concat()),
            blocks
                .clone()
                .prop_map(|blocks| format!("<div>{}</div>", blocks.concat())),
            blocks.prop_map(|items| {
                let items: String = items
                    .iter()
                    .map(|item| format!("<li>{item}</li>"))
                    .collect();
                format!("<ul>{items}</ul>")
            }),
        ]
    })
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 2_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_a_cell_says_its_markdown_says_that_and_no_more(html in arbitrary_html()) {
        let prose = parse(&html);
        let markdown = prose.to_markdown();
        let (text, strange) = markdown_text(&markdown);
        let expected = prose_text(&prose);
        prop_assert_eq!(words(&text), words(&expected), "{}", markdown);
        prop_assert_eq!(strange, Vec::<String>::new(), "{}", markdown);
    }

    #[test]
    fn a_cell_is_refused_or_read_as_a_browser_reads_it(cell in markup_soup()) {
        let mut diagnostics = Vec::new();
        let prose = Prose::parse(&fragment(&cell), &mut diagnostics);
        if diagnostics.is_empty() {
            let html = Html::parse_fragment(&cell);
            let letters = |text: &str| -> String { text.split_whitespace().collect() };
            let shown: String = html.root_element().text().collect();
            prop_assert_eq!(
                letters(&prose_text(&prose)).replace('•', ""),
                letters(&shown).replace('•', "")
            );
            prop_assert!(!prose_text(&prose).contains(|c| c != '\n' && is_invisible(c)));
        }
    }
}
