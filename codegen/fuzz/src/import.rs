//! What must be true of an import of any copy.

use std::collections::BTreeMap;

use codegen::import::import_rows;
use codegen::page::{Row, read_copy, read_stored};
use codegen::{Problem, Problems, Source};

/// A page with three codes.
const STORED: &str = include_str!("../seeds/page/three-codes.md");
/// The address that links are resolved against.
const BASE: &str = "https://help.example/docs/codes.html";

/// Checks that the stored page says the same as a copy that was imported, and that a second import changes
/// nothing.
pub fn check_import(copy: &Source) {
    let mut problems = Problems::new();
    let page = read_copy(copy, Some(BASE), &mut problems);
    let Some(page) = page.filter(|_| !problems.iter().any(Problem::is_error)) else {
        return;
    };
    let mut stored = STORED.to_owned();
    for day in ["2026-11-22", "2026-11-23"] {
        let source = Source::new(codegen::PAGE, &stored);
        let imported = import_rows(&source, &read_rows(&source), &page.rows, day);
        assert!(day != "2026-11-23" || imported == stored, "{imported}");
        stored = imported;
    }
    let rows = read_rows(&Source::new(codegen::PAGE, &stored));
    assert_eq!(by_code(&rows), by_code(&page.rows), "{stored}");
}

fn read_rows(stored: &Source) -> Vec<Row> {
    let mut problems = Problems::new();
    let page = read_stored(stored, &mut problems);
    problems.retain(Problem::is_error);
    assert_eq!(problems, [], "{}", stored.text());
    page.expect("a stored page").rows
}

/// What the rows say.
fn by_code(rows: &[Row]) -> BTreeMap<u32, String> {
    let rows = rows
        .iter()
        .map(|row| (row.code, format!("{:?} {:?}", row.message, row.description)));
    rows.collect()
}
