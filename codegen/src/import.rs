//! The rows of a copy into the stored page.
//!
//! The stored page keeps its form and its order. A row that says the same keeps its line byte for byte,
//! so the diff of an import shows what has changed on the published page, and nothing else.

use std::collections::BTreeMap;

use crate::page::{COPIED, Row};
use crate::prose::Prose;
use crate::source::Source;

/// The text of the stored page with the rows of a copy of `day`.
#[must_use]
pub fn import_rows(stored: &Source, stored_rows: &[Row], copy_rows: &[Row], day: &str) -> String {
    let text = stored.text();
    let copied: BTreeMap<u32, &Row> = copy_rows.iter().map(|row| (row.code, row)).collect();
    let mut rows = stored_rows.iter().peekable();
    let mut new_lines = lines_of_new_rows(stored_rows, copy_rows);
    let mut page = String::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let row = rows.next_if(|row| row.place.is_some_and(|place| place.start == start));
        start += line.len();
        let Some(row) = row else {
            page.push_str(line);
            continue;
        };
        page.push_str(&new_lines.remove(&None).unwrap_or_default());
        match copied.get(&row.code) {
            Some(copy) if says_the_same(row, copy) => page.push_str(line),
            Some(copy) => page.push_str(&stored_line(copy)),
            None => {}
        }
        if let Some(lines) = new_lines.remove(&Some(row.code)) {
            if !page.ends_with('\n') {
                page.push('\n');
            }
            page.push_str(&lines);
        }
    }
    if page == text {
        return page;
    }
    let rest = match page.split_once('\n') {
        Some((first, rest)) if first.starts_with(COPIED) => rest,
        _ => &page,
    };
    format!("{COPIED}{day} -->\n{rest}")
}

/// The lines of the rows that only the copy has, by the code of the stored row that they follow; those
/// above all stored rows follow `None`.
fn lines_of_new_rows(stored: &[Row], copy: &[Row]) -> BTreeMap<Option<u32>, String> {
    let stored: Vec<u32> = stored.iter().map(|row| row.code).collect();
    let mut lines: BTreeMap<_, String> = BTreeMap::new();
    let mut predecessor = None;
    for row in copy {
        if stored.contains(&row.code) {
            predecessor = Some(row.code);
        } else {
            *lines.entry(predecessor).or_default() += &stored_line(row);
        }
    }
    lines
}

fn says_the_same(stored: &Row, copy: &Row) -> bool {
    stored.message == copy.message && stored.description == copy.description
}

/// The line of a row in the stored page: separated by tabs, the cells in HTML.
fn stored_line(row: &Row) -> String {
    let message = stored_cell(&Prose::text(&row.message));
    let description = stored_cell(&row.description);
    format!("{}\t{message}\t{description}\n", row.code)
}

/// The HTML of a cell. A quotation mark at its beginning would look like one that a spreadsheet adds.
fn stored_cell(prose: &Prose) -> String {
    let html = prose.to_html();
    match html.strip_prefix('"') {
        Some(rest) => format!("&quot;{rest}"),
        None => html,
    }
}
