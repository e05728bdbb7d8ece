//! A copy of the page is imported into the stored page: what changes is what the published page changed.

use codegen::page::{self, Row};
use codegen::{Problem, Problems, Source, import};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use similar::{ChangeTag, TextDiff};

use crate::prose::arbitrary_html;
use crate::support::dialect::{self, Dialect};
use crate::support::gallery::check_gallery;

/// The stored page, in a form that a import would not write: a blank line, another mark, a space at the
/// end of a row.
const STORED: &str = "\
<!-- copied 2026-11-22 -->

# Response Codes and Errors

## Error Code Definitions Table

errorCode\terrorMessage\tDescription
0\t\tSuccess.
200001\tOperation canceled\tUser <strong>canceled</strong>. 

403042\tInvalid loginID\tSee <a href=\"https://help.example/docs/login.html\">accounts.login</a>, <samp>x</samp> & more.

## Additional Information
";

const BASE: &str = "https://help.example/docs/codes.html";

fn read_stored(page: &str) -> Vec<Row> {
    let mut problems = Problems::new();
    let page = page::read_stored(&Source::new(codegen::PAGE, page), &mut problems);
    assert_eq!(problems, []);
    page.unwrap().rows
}

/// The stored page with the rows of `copy`, which are returned as well.
fn import_copy(stored: &str, copy: &str) -> (String, Vec<Row>) {
    let mut problems = Problems::new();
    let copy = page::read_copy(&Source::new("copy", copy), Some(BASE), &mut problems);
    assert!(!problems.iter().any(Problem::is_error), "{problems:?}");
    let copy = copy.unwrap().rows;
    let page = Source::new(codegen::PAGE, stored);
    let page = import::import_rows(&page, &read_stored(stored), &copy, "2026-12-01");
    (page, copy)
}

/// Codes, messages and descriptions, sorted by code.
fn contents(mut rows: Vec<Row>) -> Vec<(u32, String, codegen::prose::Prose)> {
    rows.sort_by_key(|row| row.code);
    let rows = rows.into_iter();
    rows.map(|row| (row.code, row.message, row.description))
        .collect()
}

#[test]
fn gallery() {
    check_gallery("imports", |case| {
        let rows: Vec<dialect::Row<'_>> = case
            .input
            .lines()
            .map(|row| row.split('\t').collect::<Vec<_>>())
            .map(|cells| (cells[0], cells[1], cells[2]))
            .collect();
        let copy = dialect::page(Dialect::Confluence, &rows);
        let (page, copied) = import_copy(STORED, &copy);
        assert_eq!(contents(read_stored(&page)), contents(copied));
        assert_eq!(import_copy(&page, &copy).0, page);
        let changes = TextDiff::from_lines(STORED, &page);
        let changes = changes.iter_all_changes().map(|change| match change.tag() {
            ChangeTag::Delete => format!("-{change}"),
            ChangeTag::Insert => format!("+{change}"),
            ChangeTag::Equal => String::new(),
        });
        format!(
            "{}\n--- changes\n{}",
            case.input,
            changes.collect::<String>()
        )
    });
}

/// What is lost or changed where a cell is not written with care.
const EDGES: [&str; 10] = [
    "", "", "\"", "•", " ", "&nbsp;", "\u{2003}", "&lt;", "#", "&#9;",
];

fn cell() -> impl Strategy<Value = String> {
    let edge = || prop::sample::select(&EDGES[..]);
    (edge(), edge(), arbitrary_html(), edge(), edge())
        .prop_map(|(a, b, html, c, d)| [a, b, &html, c, d].concat())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(403042),
        ..ProptestConfig::default()
    })]

    /// A message has a word, so that the row is not taken for something else.
    #[test]
    fn what_is_imported_is_read_again(cells in prop::collection::vec((cell(), cell()), 3)) {
        let cells: Vec<_> = cells.iter().map(|(message, text)| (format!("{message}x{message}"), text)).collect();
        let rows: Vec<dialect::Row<'_>> = ["0", "7", "200001"]
            .iter()
            .zip(&cells)
            .map(|(code, (message, text))| (*code, message.as_str(), text.as_str()))
            .collect();
        let copy = dialect::page(Dialect::Confluence, &rows);
        let (page, copied) = import_copy(STORED, &copy);
        prop_assert_eq!(contents(read_stored(&page)), contents(copied));
        prop_assert_eq!(import_copy(&page, &copy).0, page);
    }
}
