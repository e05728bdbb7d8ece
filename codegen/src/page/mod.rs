//! The page: Markdown in, rows out.
//!
//! `outline` finds the headings and paragraphs with pulldown-cmark;
//! `class_rule` finds the sentence that says which codes are errors; `table` reads the rows
//! from the raw text, because Markdown would take the underscores and asterisks of a cell for
//! emphasis.

mod class_rule;
mod outline;
mod table;

pub(crate) use table::MAX_CODE;

use crate::diagnostic::Diagnostic;
use crate::source::{File, Source, Span, Spanned};

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
    pub message: Spanned<String>,
    /// The description cell: an HTML fragment.
    pub description: Spanned<String>,
}

/// Reads the page. What is wrong with it goes to `diagnostics`; the rows that could be read are
/// returned all the same, so that one run shows every problem.
pub fn parse(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Page {
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
    let outline = outline::outline(source.text());
    class_rule::check(&outline, diagnostics);
    match outline.section(table::HEADING) {
        Some(section) => {
            let end = section.end;
            page.rows = table::rows(source, section.clone(), diagnostics);
            let next = outline
                .headings
                .iter()
                .find(|heading| heading.span.start >= end);
            table::check_outside(
                source,
                section,
                next.map(|next| span(next.span.clone())),
                diagnostics,
            );
        }
        None => diagnostics.push(no_section(&outline)),
    }
    page
}

fn no_section(outline: &outline::Outline) -> Diagnostic {
    let message = format!("the page has no section \"{}\"", table::HEADING);
    let error = Diagnostic::error("no-section", message);
    let error = match outline.headings.first() {
        Some(first) => error.label(span(first.span.clone()), "the page's first heading"),
        None => error.label(span(0..0), "there is no heading at all"),
    };
    error.help("is this Gigya's page \"Response Codes and Errors\", saved whole as Markdown?")
}

/// The span of `range` in the page.
fn span(range: std::ops::Range<usize>) -> Span {
    Span::new(File::Page, range)
}
