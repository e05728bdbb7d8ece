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
    let mut new_lines = lines_of_new_rows(stored_rows, copy_rows);
    let mut page = String::new();
    let mut end = 0;
    for (position, row) in stored_rows.iter().enumerate() {
        let Some(line) = row.place else { continue };
        page.push_str(&text[end..line.start]);
        if position == 0 {
            let lines = new_lines.remove(&None).into_iter().flatten();
            page.extend(lines.map(|line| line + "\n"));
        }
        let next_line = text[line.end..].find('\n').map(|len| line.end + len + 1);
        let next_line = next_line.unwrap_or(text.len());
        match copied.get(&row.code) {
            Some(copy) if says_the_same(row, copy) => page.push_str(&text[line.start..next_line]),
            Some(copy) => page.push_str(&(stored_line(copy) + "\n")),
            None => {}
        }
        for line in new_lines.remove(&Some(row.code)).into_iter().flatten() {
            if !page.ends_with('\n') {
                page.push('\n');
            }
            page.push_str(&(line + "\n"));
        }
        end = next_line;
    }
    page.push_str(&text[end..]);
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
fn lines_of_new_rows(stored: &[Row], copy: &[Row]) -> BTreeMap<Option<u32>, Vec<String>> {
    let stored: Vec<u32> = stored.iter().map(|row| row.code).collect();
    let mut lines: BTreeMap<_, Vec<String>> = BTreeMap::new();
    let mut predecessor = None;
    for row in copy {
        if stored.contains(&row.code) {
            predecessor = Some(row.code);
        } else {
            lines.entry(predecessor).or_default().push(stored_line(row));
        }
    }
    lines
}

fn says_the_same(stored: &Row, copy: &Row) -> bool {
    stored.message == copy.message && stored.description == copy.description
}

/// A row as the stored page has it: separated by tabs, the cells in HTML.
fn stored_line(row: &Row) -> String {
    let message = stored_cell(&Prose::text(&row.message));
    let description = stored_cell(&row.description);
    format!("{}\t{message}\t{description}", row.code)
}

/// The HTML of a cell. A quotation mark at its beginning would look like one that a spreadsheet adds.
fn stored_cell(prose: &Prose) -> String {
    let html = prose.to_html();
    match html.strip_prefix('"') {
        Some(rest) => format!("&quot;{rest}"),
        None => html,
    }
}
