//! The page in, rows out.
//!
//! The page is Markdown or HTML, and its table is tab-separated text, a pipe table or an HTML
//! table: `markdown`, `html` and `tabs` find out by looking. `outline` is what they have in common,
//! `table` the one place past which nobody knows what the table was written in. `columns` tells
//! which column is which, and `class_rule` finds the sentence that says which codes are errors.

mod class_rule;
mod columns;
mod html;
mod markdown;
mod outline;
mod outside;
mod table;
mod tabs;

use std::ops::Range;

pub(crate) use table::MAX_CODE;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::finding::Finding;
use crate::source::{File, Fragment, Source, Span, Spanned};
use outline::{Html, Outline};
use table::{Body, Table};

/// What the page says, with the place of everything.
#[derive(Debug, Clone)]
pub struct Page {
    /// The SHA-256 of the page, in hex.
    pub sha256: String,
    /// The rows of the table, in the page's order.
    pub rows: Vec<Row>,
}

/// One row of the table: three cells as they stand.
#[derive(Debug, Clone)]
pub struct Row {
    /// The number.
    pub code: Spanned<u32>,
    /// The message cell: an HTML fragment, empty for code 0.
    pub message: Fragment,
    /// The description cell: an HTML fragment.
    pub description: Fragment,
}

/// Reads the page. What is wrong with it goes to `diagnostics`; the rows that could be read are
/// returned all the same, so that one run shows every problem.
pub fn parse(source: &Source, diagnostics: &mut Diagnostics) -> Page {
    let mut page = Page {
        sha256: source.sha256(),
        rows: Vec::new(),
    };
    if source.text().trim().is_empty() {
        diagnostics.push(
            Diagnostic::error("empty", "the page is empty")
                .label(span(0..0), "expected a heading")
                .help("save Gigya's page \"Response Codes and Errors\" here, whole, as Markdown"),
        );
        return page;
    }
    let text = source.text();
    let (mut outline, tables) = read(text);
    let spans: Vec<Range<usize>> = tables.iter().map(|table| table.span.clone()).collect();
    let chosen = table::choose(text, tables, &mut outline, diagnostics);
    class_rule::check(&outline, diagnostics);
    if let Some((table, columns)) = chosen {
        page.rows = table::rows(text, &table, columns, diagnostics);
        outside::check(text, &table, &spans, &outline, diagnostics);
        check_includes(text, &table, &outline, diagnostics);
    }
    page
}

/// The outline of the page and its tables, by their places.
fn read(text: &str) -> (Outline, Vec<Table>) {
    let (markdown, pipes) = markdown::read(text);
    let is_html = text.trim_start().starts_with('<') && markdown.section(table::HEADING).is_none();
    let (outline, mut tables) = if is_html {
        let html = Html::all_of(text);
        let (headings, paragraphs) = html::blocks(text, &html);
        let outline = Outline {
            headings,
            paragraphs,
            end: text.len(),
            is_html,
            html,
        };
        (outline, Vec::new())
    } else {
        let tabs = tabs::tables(text, &markdown);
        (markdown, pipes.into_iter().chain(tabs).collect())
    };
    tables.extend(html::tables(text, &outline.html));
    tables.sort_by_key(|table| table.span.start);
    // What begins inside the table we look for is part of a cell.
    let mut covered = 0;
    tables.retain(|table| {
        let is_outside = table.span.start >= covered;
        if is_outside && table.header.columns().is_ok() {
            covered = table.span.end;
        }
        is_outside
    });
    (outline, tables)
}

/// What the page shows where another page should have been included.
const UNRENDERED: &str = "{include}";

fn unrendered(place: Range<usize>) -> Diagnostic {
    Diagnostic::finding(
        Finding::BesideTheTable,
        "the page failed to include another page",
    )
    .label(span(place), "this line is not part of the table")
}

/// Finds includes that failed in the table's section. In tab-separated text they are lines of the
/// table, and have been found.
fn check_includes(text: &str, table: &Table, outline: &Outline, diagnostics: &mut Diagnostics) {
    let section = outline.section(table::HEADING).unwrap_or_default();
    let is_ours =
        |place: &Range<usize>| section.contains(&place.start) && !table.span.contains(&place.start);
    if outline.is_html {
        let paragraphs = outline.paragraphs.iter();
        let failed = paragraphs.filter(|paragraph| paragraph.text.contains(UNRENDERED));
        let places = failed.map(|paragraph| paragraph.span.clone());
        diagnostics.extend(places.filter(is_ours).map(unrendered));
    } else if !matches!(table.body, Body::Tabs) {
        let lines = tabs::lines(text, section.clone());
        let failed = lines.filter(|line| line.text.contains(UNRENDERED));
        let places = failed.map(|line| line.range());
        diagnostics.extend(places.filter(is_ours).map(unrendered));
    }
}

/// The span of `range` in the page.
fn span(range: Range<usize>) -> Span {
    Span::new(File::Page, range)
}

/// `range` without the white space at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let text = text.get(range.clone()).unwrap_or_default();
    let start = range.start + text.len() - text.trim_start().len();
    start..start + text.trim().len()
}
