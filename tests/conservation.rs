//! Nothing on a page is lost, added or moved: the text between the table's header and the next section
//! is the text of the rows, in the same order, or findings quote it. What stands on the page is read
//! by a tokenizer that shares no code with ours, and by no rule of how tables are put together.

use codegen::diagnostic::Diagnostics;
use codegen::page::{self, Page};
use codegen::source::Source;
use html5gum::{Token, Tokenizer};
use proptest::prelude::*;
use pulldown_cmark::{Options, Parser, html};

use crate::dialect::{self, DIALECTS, Dialect, Row};
use crate::fixture::{FROZEN_PAGE, thorough};

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

/// What the damaged part of a page stands between.
const MARKS: [&str; 2] = ["Description", "Additional Information"];

/// What happens at a place of a page.
#[derive(Debug, Clone, Copy)]
enum Damage {
    Remove(usize),
    Insert(&'static str),
    DropTag,
    SwapLines,
    RepeatLine,
    CutTheRest,
}

/// What gets into a page when it is copied or edited.
const PIECES: [&str; 32] = [
    "\n",
    "\n\n",
    "\t",
    " ",
    "\n    ",
    "|",
    "\n|-|-|-|\n",
    "<",
    ">",
    "\"",
    "`",
    "\n```\n",
    "<td>",
    "</td>",
    "<tr>",
    "</tr>",
    "<table>",
    "</table>",
    "</tbody>",
    "<thead>",
    "<caption>",
    "<p>",
    "</div>",
    "<!--",
    "-->",
    "<div hidden>",
    "<b style=\"display:none\">",
    "stray words",
    "\n## Heading\n",
    "<h2>Heading</h2>",
    "403099\tLost row\tlost words\n",
    "\n\n403098 Lost row lost words\n\n",
];

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        2 => (1..24_usize).prop_map(Damage::Remove),
        4 => prop::sample::select(&PIECES[..]).prop_map(Damage::Insert),
        2 => Just(Damage::DropTag),
        1 => Just(Damage::SwapLines),
        1 => Just(Damage::RepeatLine),
        1 => Just(Damage::CutTheRest),
    ]
}

/// `page` damaged between its marks.
fn damaged(page: &str, damages: &[(prop::sample::Index, Damage)]) -> String {
    let [before, section, after] = parts(page).unwrap();
    let mut section = section.to_owned();
    for (place, damage) in damages {
        let at = section.floor_char_boundary(place.index(section.len() + 1));
        let line_end = |from: usize| {
            let end = section[from..].find('\n');
            end.map_or(section.len(), |end| from + end + 1)
        };
        let line = section[..at].rfind('\n').map_or(0, |end| end + 1)..line_end(at);
        let next = line.end..line_end(line.end);
        match *damage {
            Damage::Remove(len) => {
                let end = section.floor_char_boundary(section.len().min(at + len));
                section.replace_range(at..end.max(at), "");
            }
            Damage::Insert(piece) => section.insert_str(at, piece),
            Damage::DropTag => {
                if let Some(start) = section[at..].find('<').map(|start| at + start)
                    && let Some(len) = section[start..].find('>')
                {
                    section.replace_range(start..=start + len, "");
                }
            }
            Damage::SwapLines => {
                let swapped = [&section[next.clone()], &section[line.clone()]].concat();
                section.replace_range(line.start..next.end, &swapped);
            }
            Damage::RepeatLine => {
                let again = section[line.clone()].to_owned();
                section.insert_str(line.start, &again);
            }
            Damage::CutTheRest => section.truncate(at),
        }
    }
    [before, &section, after].concat()
}

/// `page` up to the end of its header, from there to the next section, and the rest.
fn parts(page: &str) -> Option<[&str; 3]> {
    let start = page.rfind(MARKS[0])? + MARKS[0].len();
    let (before, rest) = page.split_at(start);
    let (section, after) = rest.split_at(rest.rfind(MARKS[1])?);
    Some([before, section, after])
}

/// The letters and digits of a text.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The texts between the tags of `html`, as a tokenizer sees them.
fn texts(html: &str) -> Vec<String> {
    let tokens = Tokenizer::new(html).map(|Ok(token)| token);
    let texts = tokens.filter_map(|token| match token {
        Token::String(text) => Some(letters(&String::from_utf8_lossy(&text))),
        _ => None,
    });
    texts.filter(|text| !text.is_empty()).collect()
}

/// The texts between the marks of a page in this dialect.
fn texts_on_page(dialect: Dialect, page: &str) -> Vec<String> {
    let mut rendered = String::new();
    match dialect {
        Dialect::Tabs => {
            let [_, section, _] = parts(page).unwrap();
            return section.split(['\t', '\n']).flat_map(texts).collect();
        }
        Dialect::Pipes | Dialect::SapGithub => {
            let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
            html::push_html(&mut rendered, Parser::new_ext(page, options));
        }
        Dialect::HelpPortal | Dialect::Confluence | Dialect::Minified => rendered.push_str(page),
    }
    parts(&rendered).map_or_else(Vec::new, |[_, section, _]| texts(section))
}

fn read(page: &str) -> (Option<Page>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let page = page::parse(&Source::new("page", page), &mut diagnostics);
    (page.filter(|_| !diagnostics.has_errors()), diagnostics)
}

/// What a text of the page is lost from, if it is neither the next one of the rows nor quoted.
fn difference(texts: &[String], page: &Page, diagnostics: &Diagnostics) -> Result<(), String> {
    let cells = page.rows.iter().flat_map(|row| {
        let (code, message) = (row.code.value.to_string(), row.message.value.clone());
        [code, message, row.description.value.to_line()]
    });
    let rows = letters(&cells.collect::<String>());
    let mut rest = rows.as_str();
    let quoted = diagnostics.iter().filter_map(|it| it.quoted.as_deref());
    let mut quoted = letters(&quoted.collect::<String>());
    for text in texts {
        if let Some(after) = rest.strip_prefix(text.as_str()) {
            rest = after;
        } else if let Some(at) = quoted.find(text) {
            quoted.replace_range(at..at + text.len(), "");
        } else {
            return Err(format!("{text:?} is lost or was moved"));
        }
    }
    match rest {
        "" => Ok(()),
        rest => Err(format!("{rest:?} was added")),
    }
}

#[test]
fn every_dialect_gives_the_same_words() {
    let words = |text: &str| {
        let (page, diagnostics) = read(text);
        let page = page.unwrap_or_else(|| panic!("{diagnostics:#?}"));
        let rows = page.rows.into_iter().map(|row| {
            let description = row.description.value.to_plain_text();
            (row.code.value, row.message.value, description)
        });
        rows.collect::<Vec<_>>()
    };
    let expected = words(FROZEN_PAGE);
    assert_eq!(expected.len(), 132);
    for dialect in DIALECTS {
        let text = dialect::translated(FROZEN_PAGE, dialect);
        let found = words(&text);
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found, expected, "{dialect:?}");
        }
        assert_eq!(found.len(), expected.len(), "{dialect:?}");
        let (page, diagnostics) = read(&text);
        let texts = texts_on_page(dialect, &text);
        assert_eq!(difference(&texts, &page.unwrap(), &diagnostics), Ok(()));
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
        damages in prop::collection::vec((any::<prop::sample::Index>(), damage()), 1..4),
    ) {
        let text = damaged(&dialect::page(dialect, &ROWS), &damages);
        if let (Some(page), diagnostics) = read(&text) {
            let difference = difference(&texts_on_page(dialect, &text), &page, &diagnostics);
            prop_assert_eq!(difference, Ok(()), "{:?}\n{}\n{:#?}", dialect, text, diagnostics);
        }
    }
}
