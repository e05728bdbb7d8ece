//! The words around the table: did the table lose a row there?

use ego_tree::NodeId;
use scraper::ElementRef;

use super::class_rule;
use super::document::Document;
use super::places::Places;
use super::table::{Table, headings_of};
use super::{HEADING, is_heading_of_table, is_six_digits};
use crate::diagnostic::{Diagnostic, excerpt};
use crate::finding::Finding;
use crate::prose::shown::{self, Line};
use crate::source::Span;

/// What a browser shows around the table.
struct Surroundings<'a> {
    /// From the heading down to the table.
    above: Vec<&'a Line>,
    /// From the table to the next section. If there is none, only the lines in the part of the page that
    /// holds both the heading and the table: navigation and footers stand outside of it.
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
    last_row: Span,
    places: &Places<'_>,
) -> Vec<Diagnostic> {
    let around = surroundings(document, lines, table.element.id());
    let mut section = around.below;
    if table.is_under_heading {
        section.splice(..0, around.above);
    }
    let next_heading = around.rest.iter().position(|line| line.heading.is_some());
    let (near, far) = around
        .rest
        .split_at(next_heading.unwrap_or(around.rest.len()));
    let near = section.iter().chain(near);
    let near = near.filter(|line| looks_like_row(line, true));
    let far = far
        .iter()
        .filter(|line| looks_like_row(line, is_in_other_half(document, line, table)));
    let rows: Vec<&Line> = near.chain(far).copied().collect();
    let errors = [
        displaced_words(lines, table, places),
        lost_rows(&rows, table, places),
    ];
    if errors.iter().any(Option::is_some) {
        return errors.into_iter().flatten().collect();
    }
    let above_header = shown::captions(table.element).map(|caption| shown::text(*caption));
    let rows = shown::rows(table.element).take(table.header_row);
    let above_header = above_header.chain(rows.map(|row| shown::text(*row)));
    let (hidden, shown): (Vec<&Line>, Vec<&Line>) =
        section.into_iter().partition(|line| line.is_hidden);
    let shown = shown
        .into_iter()
        .filter(|line| line.heading.is_none() || !is_heading_of_table(&line.text))
        .map(|line| line.text.clone());
    // Pages whose header stays in view have a copy of it above the table.
    let is_expected = |text: &String| {
        text.is_empty()
            || text == HEADING
            || class_rule::is_rule(text)
            || table.header.contains(text)
    };
    let shown = above_header.chain(shown).filter(|text| !is_expected(text));
    let hidden = hidden.into_iter().map(|line| line.text.clone());
    let tell = |finding, what, texts: Vec<String>| {
        let words = Some(texts.join(" ")).filter(|words| !words.is_empty())?;
        let place = places.words_near(&words, last_row).unwrap_or(last_row);
        let message = format!("{what} are left out: {:?}", excerpt(&words));
        let found = Diagnostic::finding(finding, message).label(place, "they begin here");
        Some(found.quoting(&words))
    };
    let shown = tell(
        Finding::BesideTheTable,
        "words beside the table",
        shown.collect(),
    );
    let hidden = tell(
        Finding::HiddenText,
        "words that the page hides or strikes out beside the table",
        hidden.collect(),
    );
    shown.into_iter().chain(hidden).collect()
}

fn surroundings<'a>(document: &Document, lines: &'a [Line], table: NodeId) -> Surroundings<'a> {
    let position = lines.iter().position(|line| line.node == table);
    let (above, after) = lines.split_at(position.unwrap_or(0));
    let headings: Vec<usize> = headings_of(table, lines).collect();
    let is_of_table = |heading: &&usize| is_heading_of_table(&lines[**heading].text);
    let heading = headings
        .iter()
        .find(is_of_table)
        .or(headings.first())
        .copied();
    let above: Vec<&Line> = above[heading.unwrap_or(0)..].iter().collect();
    let level = heading
        .and_then(|heading| lines[heading].heading)
        .unwrap_or(6);
    let ancestors = |node: NodeId| {
        let node = document.html.tree.get(node);
        node.into_iter()
            .flat_map(|node| node.ancestors())
            .map(|node| node.id())
    };
    // The innermost element that holds both the heading and the table.
    let container = match above.first().filter(|_| heading.is_some()) {
        Some(heading) => {
            let around_heading: Vec<NodeId> = ancestors(heading.node).collect();
            ancestors(table).find(|node| around_heading.contains(node))
        }
        None => ancestors(table).next(),
    };
    let mut below: Vec<&Line> = after.iter().skip(1).collect();
    let is_outside = |line: &&Line| !ancestors(line.node).any(|node| Some(node) == container);
    let is_next = |line: &&Line| line.heading.is_some_and(|other| other <= level);
    let next_heading = below.iter().position(is_next);
    let end = next_heading.or_else(|| below.iter().position(is_outside));
    let rest = below.split_off(end.unwrap_or(below.len()));
    Surroundings { above, below, rest }
}

/// Words that stand between the rows, but in no cell.
fn displaced_words(lines: &[Line], table: &Table<'_>, places: &Places<'_>) -> Option<Diagnostic> {
    let line_of = |node| lines.iter().position(|line| line.node == node);
    let marker = table.marker.and_then(line_of);
    let between = lines.get(marker?..line_of(table.element.id())?);
    let texts = between?.iter().map(|line| line.text.clone());
    let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
    let first = texts.first()?;
    let place = places.words(first, table.place.end..usize::MAX);
    let message = match texts.len() {
        1 => format!(
            "words between the rows are in no cell: {:?}",
            excerpt(first)
        ),
        count => format!(
            "{count} texts between the rows are in no cell, first {:?}",
            excerpt(first)
        ),
    };
    Some(
        Diagnostic::error("outside-of-cells", message)
            .label(
                place.unwrap_or(table.place),
                "a browser shows this above the table",
            )
            .help("was a tag lost? Every word of the table must stand in a cell"),
    )
}

/// Whether the line begins with a code and goes on as a row does. In another section, a code and a
/// few words do not make a row; its cells have to be separated.
fn looks_like_row(line: &Line, in_section: bool) -> bool {
    let line_count = line
        .raw
        .lines()
        .filter(|line| !line.trim().is_empty())
        .count();
    (in_section && is_six_digits(&line.text))
        || line.raw.lines().any(|line| {
            let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
            let Some((_, rest)) = line
                .split_at_checked(6)
                .filter(|(code, _)| is_six_digits(code))
            else {
                return false;
            };
            // A message begins with a capital: "403042 Invalid loginID", but not "403042 is old".
            let mut next = rest.chars();
            let goes_on = match next.next() {
                Some(c) if c.is_whitespace() => next.next().is_some_and(|c| !c.is_lowercase()),
                _ => false,
            };
            // "403042Invalid loginID": the tab between the cells was lost.
            let is_glued = rest.starts_with(char::is_alphabetic);
            // A code on a line of its own, and more below it.
            let is_alone = rest.trim().is_empty() && line_count > 1;
            rest.contains(['\t', '|']) || is_glued || is_alone || (in_section && goes_on)
        })
}

/// Whether the line stands in a row as `table` has it, in a table without a header: the second half of a
/// table that was split.
fn is_in_other_half(document: &Document, line: &Line, table: &Table<'_>) -> bool {
    let node = document.html.tree.get(line.node);
    let around: Vec<ElementRef<'_>> = node
        .into_iter()
        .flat_map(|node| node.ancestors())
        .filter_map(ElementRef::wrap)
        .collect();
    let nearest = |name| around.iter().find(|element| element.value().name() == name);
    let has_header = |table: &ElementRef<'_>| {
        let mut parts = table.descendent_elements();
        parts.any(|part| part.value().name() == "th")
    };
    nearest("table").is_some_and(|table| !has_header(table))
        && nearest("tr").is_some_and(|row| row.child_elements().count() == table.header.len())
}

fn lost_rows(rows: &[&Line], table: &Table<'_>, places: &Places<'_>) -> Option<Diagnostic> {
    let first = rows.first()?;
    let message = match rows.len() {
        1 => "a row stands outside of the table".to_owned(),
        count => format!("{count} rows stand outside of the table"),
    };
    let is_code = |word: &&str| is_six_digits(word);
    let code = first
        .text
        .split(|c: char| !c.is_ascii_digit())
        .find(is_code);
    let code = code.unwrap_or(&first.text);
    let place = places.words_near(code, table.place);
    Some(
        Diagnostic::error("row-outside", message)
            .label(
                place.unwrap_or(table.place),
                format!("this looks like a row: {:?}", excerpt(&first.text)),
            )
            .label(table.place, "the table begins here")
            .help("is there a heading, a blank line or a lost tag in the midst of the table?"),
    )
}
