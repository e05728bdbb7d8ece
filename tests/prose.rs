//! No word of a cell is lost, added or moved.

use codegen::prose::Prose;
use codegen::source::{File, Fragment, Source};
use proptest::prelude::*;

use crate::fixture::{REAL_PAGE, real_catalog};
use crate::fuzz::generator::fragment::{self, check_prose};
use crate::fuzz::generator::words::shown;

fn parse(cell: &str) -> Prose {
    let mut diagnostics = codegen::Diagnostics::default();
    let fragment = Fragment::verbatim(cell, File::Page, 0..cell.len());
    let prose = Prose::parse(&fragment, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{cell}");
    prose
}

#[test]
fn the_words_of_every_cell_survive() {
    let mut cells = 0;
    for line in Source::new("", REAL_PAGE).text().lines() {
        let [_, _, cell] = line.split('\t').collect::<Vec<_>>()[..] else {
            continue;
        };
        if cell == "Description" {
            continue;
        }
        cells += 1;
        check_prose(&parse(cell), &shown(cell));
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
        check_prose(&parse(&html), &shown(&html));
    }

    #[test]
    fn a_cell_is_refused_or_read_as_a_browser_reads_it(cell in markup_soup()) {
        fragment::check(cell.as_bytes());
    }
}
