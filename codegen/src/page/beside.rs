//! The words around the table: did the table lose a row there?

use ego_tree::NodeRef;
use scraper::{ElementRef, Html, Node};

use super::class_rule::is_rule;
use super::document::marker_of;
use super::places::Places;
use super::table::Table;
use super::{HEADING, is_heading_of_table, is_six_digits};
use crate::problem::{Problem, Rule, excerpt};
use crate::prose::shown::{self, Line};
use crate::source::Span;

/// Checks the words around `table`; `lines` are all those of the page, and `last_row` is where the
/// table's last row stands.
pub(super) fn check(
    page: &Html,
    lines: &[Line],
    table: &Table<'_>,
    last_row: Span,
    places: &Places<'_>,
) -> Vec<Problem> {
    let above_header: Vec<Line> = shown::captions(table.element)
        .chain(table.rows_above())
        .flat_map(|part| shown::lines(*part))
        .collect();
    let heading = table.heading.filter(|_| table.is_under_heading);
    let (before, above) = lines[..table.lines.start].split_at(heading.unwrap_or(table.lines.start));
    let (below, rest) = lines[table.lines.end..].split_at(len_of_section_below(page, lines, table));
    let section = || above_header.iter().chain(above).chain(below);

    let next_heading = rest.iter().position(|line| line.heading.is_some());
    // In the section and up to the next heading, a code and a few words are a row; elsewhere, prose may
    // begin so.
    let (near, far) = rest.split_at(next_heading.unwrap_or(rest.len()));
    let near = section().chain(near);
    let near = near.filter(|line| looks_like_row(line, true));
    let far = before.iter().chain(far);
    let far = far.filter(|line| looks_like_row(line, is_in_other_half(page, line, table)));
    let rows: Vec<&Line> = near.chain(far).collect();
    let displaced = displaced_words(page, table, places);
    let lost = lost_rows(&rows, table, places);
    if displaced.is_some() || lost.is_some() {
        return displaced.into_iter().chain(lost).collect();
    }

    // Pages whose header stays in view have a copy of it above the table.
    let is_expected = |line: &Line| {
        line.text == HEADING
            || (line.heading.is_some() && is_heading_of_table(&line.text))
            || is_rule(&line.text)
            || table.header.contains(&line.text)
    };
    let (hidden, shown): (Vec<&Line>, Vec<&Line>) = section().partition(|line| line.is_hidden);
    let shown = shown.into_iter().filter(|line| !is_expected(line));
    let left_out = |finding, what, lines: Vec<&Line>| {
        let (words, place) = words_of(lines, last_row, places)?;
        let message = format!("{what} are left out: {:?}", excerpt(&words));
        let found = Problem::new(finding, message);
        Some(found.label(place, "they begin here").quoting(&words))
    };
    let findings = [
        left_out(
            Rule::BesideTheTable,
            "words beside the table",
            shown.collect(),
        ),
        left_out(
            Rule::HiddenText,
            "words that the page hides or strikes out beside the table",
            hidden,
        ),
    ];
    findings.into_iter().flatten().collect()
}

/// How many lines below the table belong to its section: those above the next one. If there is none, only
/// the lines in the part of the page that holds both the heading and the table: navigation and footers
/// stand outside of it.
fn len_of_section_below(page: &Html, lines: &[Line], table: &Table<'_>) -> usize {
    let heading = table.heading.map(|heading| &lines[heading]);
    let level = heading.and_then(|heading| heading.heading).unwrap_or(6);
    let ancestors = |line: &Line| {
        let node = page.tree.get(line.node);
        node.into_iter().flat_map(|node| node.ancestors())
    };
    // The innermost element that holds both.
    let container = table
        .element
        .ancestors()
        .find(|node| heading.is_none_or(|heading| ancestors(heading).any(|other| other == *node)));
    let below = &lines[table.lines.end..];
    let next_heading = below
        .iter()
        .position(|line| line.heading.is_some_and(|other| other <= level));
    let is_outside = |line: &Line| !ancestors(line).any(|node| Some(node) == container);
    let end = next_heading.or_else(|| below.iter().position(is_outside));
    end.unwrap_or(below.len())
}

/// The words of `lines`, and where they begin; `None` if there are no words.
fn words_of<'a>(
    lines: impl IntoIterator<Item = &'a Line>,
    near: Span,
    places: &Places<'_>,
) -> Option<(String, Span)> {
    let texts = lines.into_iter().map(|line| line.text.as_str());
    let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
    let place = places.words(texts.first()?, near).unwrap_or(near);
    Some((texts.join(" "), place))
}

/// Words that stand between the rows, but in no cell: a browser moves them up to the table, behind its
/// marker.
fn displaced_words(page: &Html, table: &Table<'_>, places: &Places<'_>) -> Option<Problem> {
    let marker = marker_of(page, table.element)?;
    let above = table.element.prev_siblings();
    let has_marker = |node: &NodeRef<'_, Node>| node.descendants().any(|node| node.id() == marker);
    let mut displaced: Vec<_> = above.take_while(|node| !has_marker(node)).collect();
    displaced.reverse();
    let displaced: Vec<Line> = displaced.into_iter().flat_map(shown::lines).collect();
    let (words, place) = words_of(&displaced, table.place, places)?;
    let message = format!(
        "words between the rows are in no cell: {:?}",
        excerpt(&words)
    );
    Some(
        Problem::new(Rule::OutsideOfCells, message)
            .label(place, "a browser shows this above the table")
            .fix("was a tag lost? Every word of the table must stand in a cell"),
    )
}

/// Whether the line begins with a code and goes on as a row does: with separated cells, or, if
/// `words_are_cells`, with a few words.
fn looks_like_row(line: &Line, words_are_cells: bool) -> bool {
    line.raw.lines().any(|line| {
        let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        let Some((code, rest)) = line.split_at_checked(6) else {
            return false;
        };
        // "403042Invalid loginID": the tab between the cells was lost.
        let is_glued = rest.starts_with(char::is_alphabetic);
        // A message begins with a capital: "403042 Invalid loginID", but not "403042 is old".
        let goes_on = !rest.starts_with(|c: char| !c.is_whitespace())
            && !rest.trim_start().starts_with(char::is_lowercase);
        is_six_digits(code)
            && (rest.contains(['\t', '|']) || is_glued || (words_are_cells && goes_on))
    })
}

/// Whether the line stands in a row as `table` has it, in a table without a header: the second half of a
/// table that was split.
fn is_in_other_half(page: &Html, line: &Line, table: &Table<'_>) -> bool {
    let node = page.tree.get(line.node);
    let around = node.into_iter().flat_map(|node| node.ancestors());
    let around: Vec<_> = around.filter_map(ElementRef::wrap).collect();
    let nearest = |name| around.iter().find(|element| element.value().name() == name);
    let has_header = |table: &ElementRef<'_>| {
        let mut parts = table.descendent_elements();
        parts.any(|part| part.value().name() == "th")
    };
    nearest("table").is_some_and(|table| !has_header(table))
        && nearest("tr").is_some_and(|row| row.child_elements().count() == table.header.len())
}

fn lost_rows(rows: &[&Line], table: &Table<'_>, places: &Places<'_>) -> Option<Problem> {
    let first = rows.first()?;
    let message = match rows.len() {
        1 => "a row stands outside of the table".to_owned(),
        count => format!("{count} rows stand outside of the table"),
    };
    let mut numbers = first.text.split(|c: char| !c.is_ascii_digit());
    let code = numbers.find(|number| is_six_digits(number));
    let place = places.words(code.unwrap_or(&first.text), table.place);
    Some(
        Problem::new(Rule::RowOutside, message)
            .label(
                place.unwrap_or(table.place),
                format!("this looks like a row: {:?}", excerpt(&first.text)),
            )
            .label(table.place, "the table begins here")
            .fix(
                "is there a heading, a blank line or a lost tag in the midst of the table, or was it sorted?",
            ),
    )
}
