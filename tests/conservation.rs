//! Nothing on a page is lost, added or moved: the text between the table's header and the next section
//! is the text of the rows, in the same order, or findings quote it. What is on the page is read
//! by a tokenizer that shares no code with ours, and by no rule of how tables are put together.

use codegen::page::{Row, read_copy};
use codegen::{Problems, Reading, Source};
use html5gum::{Token, Tokenizer};
use proptest::prelude::*;
use pulldown_cmark::{Options, Parser, html};

use crate::hostile::INPUTS;
use crate::support::dialect::{self, DIALECTS, Dialect};
use crate::support::fixtures::{FROZEN_PAGE, import, must_import, random_cases, read, thorough};

/// A page with five rows, from none to much markup.
const ROWS: &str = include_str!("cases/five-rows.md");

/// What surrounds the damaged part of a page.
const MARKS: [&str; 2] = ["Description", "Additional Information"];

/// What becomes of the texts before and behind a place of a page; some of it depends on a piece.
type Damage = fn(&str, &str, &str) -> String;

const DAMAGES: [(&str, Damage); 8] = [
    ("insert", |before, after, piece| {
        [before, piece, after].concat()
    }),
    ("insert as a line", |before, after, piece| {
        let (line, after) = after.split_once('\n').unwrap_or((after, ""));
        format!("{before}{line}\n{piece}\n{after}")
    }),
    ("add below", |before, after, piece| {
        format!("{before}{after}\n{piece}\n")
    }),
    ("remove", |before, after, piece| {
        let end = after.floor_char_boundary(piece.len());
        [before, &after[end..]].concat()
    }),
    ("drop a tag", |before, after, _| {
        let tag = after
            .split('<')
            .nth(1)
            .and_then(|rest| rest.split_once('>'));
        let tag = tag.map_or(String::new(), |(tag, _)| format!("<{tag}>"));
        before.to_owned() + &after.replacen(&tag, "", 1)
    }),
    ("swap lines", |before, after, _| {
        let mut lines: Vec<&str> = after.split_inclusive('\n').collect();
        if lines.len() > 2 {
            lines.swap(1, 2);
        }
        before.to_owned() + &lines.concat()
    }),
    ("repeat a line", |before, after, _| {
        let line = after.split_inclusive('\n').nth(1).unwrap_or_default();
        before.to_owned() + &after.replacen(line, &line.repeat(2), 1)
    }),
    ("cut the rest", |before, _, _| before.to_owned()),
];

/// `page` damaged between its marks. Once: where two damages meet, the tokenizer no longer sees what a
/// browser shows.
fn damaged(page: &str, place: prop::sample::Index, damage: Damage, piece: &str) -> String {
    let [before, section, after] = parts(page).unwrap();
    let at = section.floor_char_boundary(place.index(section.len() + 1));
    let (start, end) = section.split_at(at);
    [before, &damage(start, end, piece), after].concat()
}

/// `page` up to the end of its header, from there to the next section, and the rest.
fn parts(page: &str) -> Option<[&str; 3]> {
    let mut start = page.rfind(MARKS[0])? + MARKS[0].len();
    let line = page[start..].lines().next().unwrap_or_default();
    if line.ends_with("</thead>") {
        start += line.len();
    }
    let (before, rest) = page.split_at(start);
    // The heading of the next section, with the tag or the line that makes it one.
    let heading = rest[..rest.rfind(MARKS[1])?].rfind(['<', '\n'])?;
    let (section, after) = rest.split_at(heading);
    Some([before, section, after])
}

/// The letters and digits of a text.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether the text of a cell is a code.
fn is_code(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The texts between the tags of `html`, as a tokenizer sees them.
fn texts(html: &str) -> Vec<String> {
    let tokens = Tokenizer::new(html).map(|Ok(token)| token);
    let texts = tokens.filter_map(|token| match token {
        Token::String(text) => Some(String::from_utf8_lossy(&text).trim().to_owned()),
        _ => None,
    });
    texts.filter(|text| !letters(text).is_empty()).collect()
}

/// The texts of a tab-separated cell. What is not a tag as people write them is text, even if a browser does
/// not show it.
fn texts_of_cell(cell: &str) -> Vec<String> {
    let (mut html, mut rest) = (String::new(), cell);
    while let Some((text, after)) = rest.split_once('<') {
        html.push_str(text);
        let mut ends = after.match_indices('>').map(|(end, _)| end);
        let inner = after.split(['<', '>']).next().unwrap_or_default();
        rest = &after[inner.len()..];
        if let Some(end) = ends.find(|end| is_tag(&after[..*end])) {
            html.push_str(&format!("<{}>", &after[..end]));
            rest = &after[end + 1..];
        } else if let Some(behind) = rest.strip_prefix('>') {
            // It is quoted apart from the text around it.
            html.push_str(&format!("<wbr>&lt;{inner}&gt;<wbr>"));
            rest = behind;
        } else {
            html.push_str(&format!("<wbr>&lt;{inner}"));
        }
    }
    html.push_str(rest);
    texts(&html)
}

/// Whether this, between `<` and `>`, is a tag: a name, and attributes with quoted values.
fn is_tag(tag: &str) -> bool {
    let name = tag.trim_start_matches('/');
    let name_end = name.find([' ', '/']).unwrap_or(name.len());
    let (name, attributes) = name.split_at(name_end);
    let mut outside = attributes.split('"').step_by(2).map(str::trim);
    let is_attribute = |text: &str| match text.strip_suffix('=') {
        Some(name) => !name.is_empty() && name.chars().all(char::is_alphabetic),
        None => matches!(text, "" | "/" | "hidden"),
    };
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric()) && outside.all(is_attribute)
}

/// The texts between the marks of a page in this dialect.
fn texts_on_page(dialect: Dialect, page: &str) -> Vec<String> {
    let mut rendered = String::new();
    match dialect {
        Dialect::Tabs => {
            let [_, section, _] = parts(page).unwrap();
            return section
                .split(['\t', '\n'])
                .flat_map(texts_of_cell)
                .collect();
        }
        Dialect::Pipes | Dialect::SapGithub => {
            let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
            html::push_html(&mut rendered, Parser::new_ext(page, options));
        }
        Dialect::HelpPortal | Dialect::Confluence | Dialect::Minified => rendered.push_str(page),
    }
    parts(&rendered).map_or_else(Vec::new, |[_, section, _]| texts(section))
}

/// The rows of `page`, in its order.
fn rows(page: &str) -> Vec<Row> {
    let source = Source::new(codegen::PAGE, page);
    read_copy(&source, None, &mut Problems::new())
        .map(|page| page.rows)
        .unwrap_or_default()
}

/// Checks that each text between the marks of `page` is the next one of the rows, or quoted.
///
/// # Errors
///
/// The first text that is neither, or what else the rows hold.
fn check(dialect: Dialect, page: &str, reading: &Reading) -> Result<(), String> {
    let rows = rows(page).into_iter();
    let rows = rows.map(|row| format!("{}{}{}", row.code, row.message, row.description.to_line()));
    let rows = letters(&rows.collect::<String>());
    let mut rest = rows;
    // A browser moves what is in a nested table but in no cell of it.
    let is_moved = parts(page).is_some_and(|[_, section, _]| section.contains("<table"));
    // In another section only a code in a separate cell looks like a row of the table.
    let mut is_in_other_section = false;
    let quoted = reading
        .problems
        .iter()
        .filter_map(|it| it.quoted.as_deref());
    let mut quoted = letters(&quoted.collect::<String>());
    for shown in texts_on_page(dialect, page) {
        let text = letters(&shown);
        if rest.starts_with(&text) || (is_moved && text.len() > 3 && rest.contains(&text)) {
            rest = rest.replacen(&text, "", 1);
        } else if let Some(at) = quoted.find(&text) {
            quoted.replace_range(at..at + text.len(), "");
        } else if text == "Heading" {
            is_in_other_section = true;
        } else if !is_in_other_section || is_code(&shown) {
            let next: String = rest.chars().take(40).collect();
            return Err(format!(
                "expected {text:?}, and the rows continue with {next:?}"
            ));
        }
    }
    // A cell without an end continues past the end of the section, as it does in a browser.
    let after = parts(page).map_or("", |[_, _, after]| after);
    let after = letters(&texts(after).concat());
    if is_moved || after.contains(&rest) {
        Ok(())
    } else {
        Err(format!("{rest:?} was added"))
    }
}

#[test]
fn every_dialect_gives_the_same_words() {
    let expected = rows(FROZEN_PAGE);
    assert_eq!(expected.len(), 132);
    for dialect in DIALECTS {
        let page = dialect::translated(FROZEN_PAGE, dialect);
        let reading = must_import(&page, "");
        for (row, expected) in rows(&page).iter().zip(&expected) {
            let [found, wanted] = [row, expected].map(|row| (row.code, &row.message));
            assert_eq!(found, wanted, "{dialect:?}");
            assert_eq!(
                row.description.to_plain_text(),
                expected.description.to_plain_text(),
                "{dialect:?}"
            );
        }
        assert_eq!(reading.catalog.codes.len(), expected.len(), "{dialect:?}");
        assert_eq!(check(dialect, &page, &reading), Ok(()), "{dialect:?}");
    }
}

#[test]
fn a_stored_cell_loses_no_word_in_silence() {
    let [before, section, after] = parts(ROWS).unwrap();
    let places = (0..section.len()).filter(|at| section.is_char_boundary(*at));
    for at in places.step_by(if thorough() { 1 } else { 7 }) {
        for piece in &INPUTS.swallowing {
            let (start, end) = section.split_at(at);
            let page = [before, start, piece, end, after].concat();
            for reading in [read(&page, ""), import(&page, "")].into_iter().flatten() {
                let checked = check(Dialect::Tabs, &page, &reading);
                assert_eq!(checked, Ok(()), "{start}{piece}{end}");
            }
        }
    }
}

proptest! {
    #![proptest_config(random_cases(if thorough() { 4000 } else { 400 }))]

    #[test]
    fn a_damaged_page_loses_no_word_in_silence(
        dialect in prop::sample::select(&DIALECTS[..]),
        place in any::<prop::sample::Index>(),
        (_, damage) in prop::sample::select(&DAMAGES[..]),
        piece in prop::sample::select(&INPUTS.pieces[..]),
    ) {
        let text = damaged(&dialect::translated(ROWS, dialect), place, damage, &piece);
        if let Ok(reading) = import(&text, "") {
            let checked = check(dialect, &text, &reading);
            prop_assert_eq!(checked, Ok(()), "{:?}\n{}", dialect, text);
        }
    }
}
