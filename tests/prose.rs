//! No word of a cell is lost, added or moved, and its Markdown says that and no more.

use codegen::prose::Prose;
use html5gum::{Token, Tokenizer};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::fuzz::generator::prose::{check_cell, words};

/// What Markdown, HTML, Rust and rustdoc give a meaning to.
#[rustfmt::skip]
const PIECES: [&str; 101] = [
    "a", "b", "Z", "0", "7", " ", " ", ".", ",", "*", "**", "_", "__", "`", "```", "~~", "~~~",
    "[", "]", "(", ")", "](", "[^1]", "[a]: b", "<", ">", "<b>", "</b>", "<script>", "<!--", "&",
    "&amp;", "&#65;", "#", "# ", "-", "- ", "---", "+ ", "1. ", "2) ", "=", "===", "|", "\\",
    "\\\\", "/", "//", "*/", "http://a.b", "https://x.y/z_w", "www.a.b", "a@b.c", "!", "![", "{",
    "}", "#![no_std]", "\"", "'", "\"#", ":", "::", "[x]", "[ ] ", "$", "$$", "^", "é", "ß", "中",
    "😀", "“", "—", "\u{a0}", "crate::Class", "[`Class`]", "> ", "    ", "•", "\u{2003}", "]:", "$a$",
    ":tada:", "<?", "<!", "</b c>", "<a href=\"", "<ul><li>", "<ol start=2><li>", "<blockquote>",
    "<code>", "</code>", "<p>", "</p>", "<td>", "<table>", "<i>", "<a href='/x'>", "</a>", "</ul>",
];

pub(crate) fn hostile_text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 1..12)
        .prop_map(|pieces| pieces.concat())
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
                .prop_map(|blocks| format!("<blockquote>{}</blockquote>", blocks.concat())),
            (blocks, any::<bool>()).prop_map(|(items, numbered)| {
                let items: String = items
                    .iter()
                    .map(|item| format!("<li>{item}</li>"))
                    .collect();
                let list = if numbered { "ol" } else { "ul" };
                format!("<{list}>{items}</{list}>")
            }),
        ]
    })
}

/// The text of `html`, which is proper HTML, as a tokenizer sees it.
fn shown(html: &str) -> String {
    let mut text = String::new();
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::String(piece) => text.push_str(&String::from_utf8_lossy(&piece)),
            Token::StartTag(tag) if matches!(&tag.name[..], b"p" | b"li") => text.push(' '),
            _ => {}
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(403042),
        ..ProptestConfig::default()
    })]

    #[test]
    fn whatever_a_cell_says_its_markdown_says_that_and_no_more(html in arbitrary_html()) {
        let prose = Prose::read_cell(&html, None).0;
        // The bullet at the beginning of an item is not read.
        let without_bullets = |text: &str| words(&text.replace('•', ""));
        prop_assert_eq!(without_bullets(&prose.to_line()), without_bullets(&shown(&html)));
        check_cell(html.as_bytes());
    }

    #[test]
    fn pieces_of_html_in_any_order_are_read(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..20),
    ) {
        check_cell(pieces.concat().as_bytes());
    }
}
