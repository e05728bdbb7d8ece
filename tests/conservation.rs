//! Nothing on a page is lost: every word between the table's header and the next heading is in a row,
//! or a diagnostic says so. What stands on the page is read by a tokenizer that shares no code with
//! ours, and by no rule of how tables are put together.

use std::collections::BTreeMap;

use codegen::diagnostic::Diagnostics;
use codegen::page::{self, Page};
use codegen::source::Source;
use html5gum::{Token, Tokenizer};
use proptest::prelude::*;

use crate::dialect::{self, DIALECTS, Dialect, Row};
use crate::fixture::thorough;

const ROWS: [Row<'static>; 5] = [
    ("0", "", "Success."),
    (
        "200001",
        "Operation canceled",
        "User <b>canceled</b> &amp; left.",
    ),
    (
        "400003",
        "Unique identifier exists",
        "<p>Some messages:</p> <ul> <li>• <i>first</i></li> <li>• second_one</li> </ul>",
    ),
    (
        "400120",
        "Invalid site domain",
        "<p>No match.</p> <div style=\"border: 1px solid yellow\"><p>Beware of <a href=\"#\">\
         lists</a>.</p></div>",
    ),
    (
        "403042",
        "Invalid loginID",
        "When <code>accounts.login</code> fails.",
    ),
];

/// What to insert into a page, beside what is already there.
const PIECES: [&str; 18] = [
    "\n",
    "\n\n",
    "\t",
    " ",
    "|",
    "<",
    ">",
    "</td>",
    "<td>",
    "</tr>",
    "<tr>",
    "</table>",
    "<table>",
    "stray words",
    "\n## Heading\n",
    "<h2>Heading</h2>",
    "<p>",
    "403099\tLost row\tlost words\n",
];

/// A way to damage a page: at a place, remove some characters, then insert a piece.
type Damage = (prop::sample::Index, usize, Option<prop::sample::Index>);

fn damaged(page: &str, damages: &[Damage]) -> String {
    let mut chars: Vec<char> = page.chars().collect();
    for (place, removed, inserted) in damages {
        let at = place.index(chars.len());
        let end = (at + removed).min(chars.len());
        let piece = inserted.map_or("", |piece| PIECES[piece.index(PIECES.len())]);
        chars.splice(at..end, piece.chars());
    }
    chars.into_iter().collect()
}

/// How often each word occurs.
fn count(text: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    for word in words.filter(|word| !word.is_empty()) {
        *counts.entry(word.to_owned()).or_default() += 1;
    }
    counts
}

/// The words between the header and the next heading, as a tokenizer sees them.
fn words_on_page(dialect: Dialect, page: &str) -> String {
    let is_markdown = matches!(dialect, Dialect::Pipes | Dialect::SapGithub);
    let page = if is_markdown {
        let mut html = String::new();
        let options = pulldown_cmark::Options::ENABLE_TABLES;
        pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new_ext(page, options));
        html
    } else {
        page.to_owned()
    };
    let Some((_, below)) = page.split_once("Description") else {
        return String::new();
    };
    let end = if matches!(dialect, Dialect::Tabs) {
        "\n#"
    } else {
        "<h"
    };
    let below = below.split(end).next().unwrap_or_default();
    let mut text = String::new();
    let mut hidden = false;
    for Ok(token) in Tokenizer::new(below) {
        match token {
            Token::String(string) if !hidden => {
                text.push_str(&String::from_utf8_lossy(&string));
            }
            Token::StartTag(tag) if *tag.name == b"thead" => hidden = true,
            Token::EndTag(tag) if *tag.name == b"thead" => hidden = false,
            _ => {}
        }
        // A tag parts words at most where it parts cells and blocks.
        text.push(' ');
    }
    text
}

/// The words of the rows, and those that a finding quotes.
fn words_kept(page: &Page, diagnostics: &Diagnostics) -> String {
    let cells = page.rows.iter().flat_map(|row| {
        let texts = [row.message.value.clone(), row.description.value.to_line()];
        texts.into_iter().chain([row.code.value.to_string()])
    });
    let quoted = diagnostics
        .iter()
        .filter_map(|finding| finding.quoted.clone());
    cells.chain(quoted).collect::<Vec<_>>().join(" ")
}

fn read(page: &str) -> (Option<Page>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let page = page::parse(&Source::new("page", page), &mut diagnostics);
    (page, diagnostics)
}

#[test]
fn every_dialect_gives_the_same_words() {
    for dialect in DIALECTS {
        let text = dialect::page(dialect, &ROWS);
        let (page, diagnostics) = read(&text);
        assert!(!diagnostics.has_errors(), "{dialect:?}\n{diagnostics:#?}");
        let page = page.unwrap();
        let rows: Vec<_> = page
            .rows
            .iter()
            .map(|row| {
                let description = row.description.value.to_plain_text();
                (row.code.value, row.message.value.clone(), description)
            })
            .collect();
        insta::allow_duplicates! { insta::assert_debug_snapshot!("same_words", rows) };
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if thorough() { 4000 } else { 400 },
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_damaged_page_loses_no_word_in_silence(
        dialect in prop::sample::select(&DIALECTS[..]),
        damages in prop::collection::vec(
            (any::<prop::sample::Index>(), 0..12usize, any::<Option<prop::sample::Index>>()),
            1..4,
        ),
    ) {
        let text = damaged(&dialect::page(dialect, &ROWS), &damages);
        let (page, diagnostics) = read(&text);
        if let Some(page) = page.filter(|_| !diagnostics.has_errors()) {
            let kept = words_kept(&page, &diagnostics);
            // Where a tag is lost, two words may be one to one of the readers, and two to the other.
            let letters: String = kept.chars().filter(|c| c.is_alphanumeric()).collect();
            let kept = count(&kept);
            for (word, times) in count(&words_on_page(dialect, &text)) {
                let is_kept = kept.get(&word).is_some_and(|kept| *kept >= times)
                    || letters.matches(&word.replace('_', "")).count() >= times;
                prop_assert!(is_kept, "{dialect:?} lost {word:?} of\n{text}\n{diagnostics:#?}");
            }
        }
    }
}
