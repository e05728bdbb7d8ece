//! The words around the table: did the table lose a row there?

use std::ops::Range;

use ego_tree::NodeId;

use super::document::Document;
use super::places::Places;
use super::table::Table;
use super::{excerpt, is_heading_of_table, span};
use crate::diagnostic::Diagnostic;
use crate::finding::Finding;
use crate::prose::shown::{self, Line};

/// What a browser shows around the table, in the part of the page that it shares with its heading.
struct Surroundings<'a> {
    /// From the heading down to the table.
    above: &'a [Line],
    /// From the table to the next heading.
    below: Vec<&'a Line>,
    /// What follows.
    rest: Vec<&'a Line>,
}

/// Checks the words around `table`; `lines` are all those of the page, and `last_row` is where the
/// table's last row stands.
pub(super) fn check(
    document: &Document,
    lines: &[Line],
    table: &Table<'_>,
    last_row: &Range<usize>,
    places: &Places<'_>,
) -> Vec<Diagnostic> {
    let around = surroundings(document, lines, table.element.id());
    let mut section = around.below;
    if table.is_under_heading {
        section.splice(..0, around.above);
    }
    let mut rows = section.clone();
    rows.retain(|line| looks_like_row(line, true));
    rows.extend(
        around
            .rest
            .iter()
            .filter(|line| looks_like_row(line, false)),
    );
    let errors = [
        displaced_words(around.above, table, places),
        lost_rows(&rows, table, places),
    ];
    if errors.iter().any(Option::is_some) {
        return errors.into_iter().flatten().collect();
    }
    let mut words = shown::text_above_row(table.element, table.header_row);
    words.extend(
        section
            .iter()
            .filter(|line| line.heading.is_none())
            .map(|line| line.text.clone()),
    );
    words.retain(|text| !text.is_empty() && !is_heading_of_table(text));
    words_beside(&words.join(" "), last_row, places)
        .into_iter()
        .collect()
}

fn surroundings<'a>(document: &Document, lines: &'a [Line], table: NodeId) -> Surroundings<'a> {
    let position = lines
        .iter()
        .position(|line| line.node == table)
        .unwrap_or(0);
    let (above, after) = lines.split_at(position);
    let heading = above.iter().rposition(|line| line.heading.is_some());
    let above = &above[heading.unwrap_or(0)..];
    let ancestors = |node: NodeId| {
        let node = document.html.tree.get(node);
        node.into_iter()
            .flat_map(|node| node.ancestors())
            .map(|node| node.id())
    };
    // A page's navigation and footer stand outside of what holds both the heading and the table.
    let container = match above.first().filter(|_| heading.is_some()) {
        Some(heading) => {
            let around_heading: Vec<NodeId> = ancestors(heading.node).collect();
            ancestors(table).find(|node| around_heading.contains(node))
        }
        None => ancestors(table).next(),
    };
    let mut below: Vec<&Line> = after
        .iter()
        .skip(1)
        .take_while(|line| ancestors(line.node).any(|node| Some(node) == container))
        .collect();
    let next_heading = below.iter().position(|line| line.heading.is_some());
    let rest = below.split_off(next_heading.unwrap_or(below.len()));
    Surroundings { above, below, rest }
}

/// A browser shows words that stand between the rows and in no cell above the table.
fn displaced_words(above: &[Line], table: &Table<'_>, places: &Places<'_>) -> Option<Diagnostic> {
    let is_displaced = |line: &&Line| places.words(&line.text, 0..table.place.start).is_none();
    let displaced: Vec<_> = above
        .iter()
        .filter(is_displaced)
        .filter_map(|line| Some((line, places.words(&line.text, table.place.end..usize::MAX)?)))
        .collect();
    let (line, place) = displaced.first()?;
    let message = match displaced.len() {
        1 => format!(
            "words between the rows are in no cell: {:?}",
            excerpt(&line.text)
        ),
        count => format!("{count} texts between the rows are in no cell"),
    };
    Some(
        Diagnostic::error("outside-of-cells", message)
            .label(span(place.clone()), "a browser shows this above the table")
            .help("was a tag lost? Every word of the table stands in a cell"),
    )
}

/// Whether the line begins with a code and goes on as a row does; in another section, only if its
/// cells are separated.
fn looks_like_row(line: &Line, in_section: bool) -> bool {
    (in_section && is_six_digits(&line.text))
        || line.raw.lines().any(|line| {
            let line = line.trim_start_matches(|c: char| c == '|' || c.is_whitespace());
            let Some((code, rest)) = line
                .split_at_checked(6)
                .filter(|(code, _)| is_six_digits(code))
            else {
                return false;
            };
            let mut next = rest.chars();
            let goes_on = match next.next() {
                Some(c) if c.is_whitespace() => next.next().is_some_and(|c| !c.is_lowercase()),
                Some(c) => c.is_alphabetic(),
                None => false,
            };
            !code.is_empty() && (rest.contains(['\t', '|']) || (in_section && goes_on))
        })
}

fn is_six_digits(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn lost_rows(rows: &[&Line], table: &Table<'_>, places: &Places<'_>) -> Option<Diagnostic> {
    let first = rows.first()?;
    let message = match rows.len() {
        1 => "a row stands outside of the table".to_owned(),
        count => format!("{count} rows stand outside of the table"),
    };
    let place = places.words(&first.text, table.place.end..usize::MAX);
    let place = place.or_else(|| places.words(&first.text, 0..table.place.start));
    Some(
        Diagnostic::error("row-outside", message)
            .label(
                span(place.unwrap_or(table.place.clone())),
                format!("this looks like a row: {:?}", excerpt(&first.text)),
            )
            .label(span(table.place.clone()), "the table begins here")
            .help("is there a heading, a blank line or a lost tag in the midst of the table?"),
    )
}

fn words_beside(words: &str, last_row: &Range<usize>, places: &Places<'_>) -> Option<Diagnostic> {
    if words.is_empty() {
        return None;
    }
    let place = places.words(words, last_row.end..usize::MAX);
    let place = place.or_else(|| places.words(words, 0..last_row.start));
    Some(
        Diagnostic::finding(
            Finding::BesideTheTable,
            format!("words beside the table are left out: {:?}", excerpt(words)),
        )
        .label(span(place.unwrap_or(last_row.clone())), "they begin here")
        .quoting(words),
    )
}
