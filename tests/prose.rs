//! No word of a cell is lost, added or moved, and its Markdown says that and no more.

use codegen::prose::Prose;
use html5gum::{Token, Tokenizer};
use proptest::prelude::*;

use crate::fuzz::generator::prose::{check_cell, words};
use crate::hostile::escaped;
use crate::support::fixtures::random_cases;

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

/// Text in elements in elements, properly nested.
pub(crate) fn arbitrary_html() -> impl Strategy<Value = String> {
    const ELEMENTS: [[&str; 3]; 11] = [
        ["<p>", "", "</p>"],
        ["<p>", "", "</p>"],
        ["<blockquote>", "", "</blockquote>"],
        ["<ul><li>", "</li><li>", "</li></ul>"],
        ["<ol><li>", "</li><li>", "</li></ol>"],
        ["<b>", "", "</b>"],
        ["<strong>", "", "</strong>"],
        ["<i>", "", "</i>"],
        ["<code>", "", "</code>"],
        ["<a href='#'>", "", "</a>"],
        [
            "<a href='https://good.example/a_b?c=d&amp;e=f*'>",
            "",
            "</a>",
        ],
    ];
    let text = hostile_text().prop_map(|text| escaped(&text));
    text.prop_recursive(6, 30, 4, |inner| {
        let inner = prop::collection::vec(inner, 1..4);
        let element = prop::sample::select(&ELEMENTS[..]);
        (element, inner).prop_map(|([start, between, end], inner)| {
            format!("{start}{}{end}", inner.join(between))
        })
    })
}

/// The text of `html`, which is proper HTML, as a tokenizer sees it.
fn shown(html: &str) -> String {
    const BLOCKS: [&[u8]; 5] = [b"p", b"blockquote", b"ul", b"ol", b"li"];
    let mut text = String::new();
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::String(piece) => text.push_str(&String::from_utf8_lossy(&piece)),
            Token::StartTag(tag) if BLOCKS.contains(&&tag.name[..]) => text.push(' '),
            Token::EndTag(tag) if BLOCKS.contains(&&tag.name[..]) => text.push(' '),
            _ => {}
        }
    }
    text
}

proptest! {
    #![proptest_config(random_cases(2_000))]

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
