//! A copy of the page is imported into the stored page: what changes is what the published page changed.

use codegen::page::{self, Row};
use codegen::{Problem, Problems, Source, import};
use proptest::prelude::*;

use crate::prose::arbitrary_html;
use crate::support::dialect::{self, Dialect};
use crate::support::fixtures::random_cases;
use crate::support::gallery::{changed_lines, check_gallery};

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

/// Imports tab-separated rows in another dialect, twice, and returns the stored page.
fn import_rows(rows: &str) -> String {
    let rows = format!("errorCode\terrorMessage\tDescription\n{rows}");
    let copy = dialect::page(Dialect::Confluence, &dialect::rows(&rows));
    let (page, copied) = import_copy(STORED, &copy);
    assert_eq!(contents(read_stored(&page)), contents(copied));
    assert_eq!(import_copy(&page, &copy).0, page);
    page
}

#[test]
fn gallery() {
    check_gallery("imports", |case| {
        let changes = changed_lines(STORED, &import_rows(&case.input));
        format!("{}\n--- changes\n{changes}", case.input)
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
    #![proptest_config(random_cases(200))]

    /// A message has a word, so that the row is not taken for something else.
    #[test]
    fn what_is_imported_is_read_again(cells in prop::collection::vec((cell(), cell()), 3)) {
        let rows = ["0", "7", "200001"].iter().zip(cells);
        let rows = rows.map(|(code, (message, text))| format!("{code}\t{message}x{message}\t{text}\n"));
        import_rows(&rows.collect::<String>());
    }
}
