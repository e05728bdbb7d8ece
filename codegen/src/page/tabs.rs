//! Tab-separated rows, as spreadsheets and browsers paste them.
//!
//! They are read from the raw text, because Markdown would take the underscores of a cell for
//! emphasis, and become an HTML table in its place.

use scraper::Html;

use super::columns::Columns;
use super::places::PLACE;
use super::span;
use crate::source::Span;

/// `text` with an HTML table in the place of each tab-separated one. A line between two rows that is not
/// a row itself becomes a row with one cell, which is too few: an error, not a loss.
pub(super) fn with_html_tables(text: &str) -> String {
    let mut markdown = String::new();
    let mut rest = lines(text).peekable();
    while let Some(header) = rest.next() {
        let cells: Vec<&str> = header.text.split('\t').collect();
        let Some(columns) = Columns::find(&cells) else {
            markdown.push_str(header.raw);
            continue;
        };
        let mut section = vec![header];
        while let Some(line) = rest.next_if(|line| !is_heading(line.text)) {
            section.push(line);
        }
        let (rows, after) = section.split_at(end_of_rows(&section, columns.description));
        let rows = rows.iter().filter(|line| !line.is_blank());
        let rows = rows.map(html_row).collect::<String>();
        markdown.push_str(&format!("\n\n<table>{rows}</table>\n\n"));
        markdown.extend(after.iter().map(|line| line.raw));
    }
    markdown
}

/// A line of the page.
#[derive(Clone, Copy)]
pub(super) struct TextLine<'a> {
    /// All of it.
    raw: &'a str,
    /// Without its line feed and the spaces before that.
    pub(super) text: &'a str,
    start: usize,
}

pub(super) fn lines(text: &str) -> impl Iterator<Item = TextLine<'_>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let here = start;
        start += line.len();
        TextLine {
            raw: line,
            text: line.trim_end_matches(['\n', ' ']),
            start: here,
        }
    })
}

impl<'a> TextLine<'a> {
    fn is_row(&self) -> bool {
        self.text.contains('\t')
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    pub(super) fn span(&self) -> Span {
        span(self.start..self.start + self.text.len())
    }

    /// The cells without the white space around their text, each with the place where it begins.
    fn cells(&self) -> impl Iterator<Item = (usize, &'a str)> {
        let mut start = self.start;
        self.text.split('\t').map(move |cell| {
            let here = start + cell.len() - cell.trim_start().len();
            start += cell.len() + 1;
            (here, cell.trim())
        })
    }
}

fn is_heading(line: &str) -> bool {
    let hashes = line.len() - line.trim_start_matches('#').len();
    (1..=6).contains(&hashes) && line[hashes..].starts_with(' ')
}

/// How many lines belong to the rows: those up to the last row, and those that follow it directly, or
/// after blank lines if the last row has no description. They are what a wrapped row lost.
fn end_of_rows(section: &[TextLine<'_>], description: usize) -> usize {
    let last = section.iter().rposition(TextLine::is_row).unwrap_or(0);
    let below = section.get(last + 1..).unwrap_or_default();
    let lacks_description = section
        .get(last)
        .and_then(|line| line.cells().nth(description))
        .is_none_or(|(_, cell)| cell.is_empty());
    let is_between = |line: &&TextLine<'_>| lacks_description && line.is_blank();
    let between = below.iter().take_while(is_between).count();
    let goes_on = below[between..].iter().take_while(|line| !line.is_blank());
    last + 1 + between + goes_on.count()
}

fn html_row(row: &TextLine<'_>) -> String {
    let cell = |(start, cell): (usize, &str)| {
        let end = start + cell.len();
        // A tag that never ends is text, such as `a<b`; a browser would drop it.
        let cell = match cell.rfind('<') {
            Some(at) if !cell[at..].contains('>') => {
                cell[..at].to_owned() + "&lt;" + &cell[at + 1..]
            }
            _ => cell.to_owned(),
        };
        // Parsed on its own, a cell cannot end before its end.
        let html = Html::parse_fragment(&cell).root_element().inner_html();
        format!("<td {PLACE}={start}-{end}>{}</td>", html.replace('\n', " "))
    };
    format!("<tr>{}</tr>\n", row.cells().map(cell).collect::<String>())
}
