//! Makes sure that no word of the table is lost: not between its rows, and not around it.

use scraper::ElementRef;

use super::class_rule::is_rule;
use super::document::{Document, nodes_between_rows};
use super::table::{Candidate, TableRow};
use super::{HEADING, is_heading_of_table, is_six_digits};
use crate::problem::{Problem, Problems, Rule, excerpt};
use crate::prose::Prose;
use crate::prose::shown::Line;

/// Reports what the rows of the chosen table lack.
pub(super) fn check_coverage(
    document: &Document<'_>,
    chosen: &Candidate<'_>,
    problems: &mut Problems,
) {
    if document.is_cut_off(chosen.element) {
        let last = chosen.table.rows.last();
        let last = last.map(TableRow::words).unwrap_or_default();
        let message = format!("the table never ends; its last row is {:?}", excerpt(&last));
        problems.push(Problem::new(Rule::CutOff, message));
    }
    let between = words_between_rows(document, chosen);
    if !between.is_empty() {
        let words = excerpt(&between);
        let message = format!("something between the rows is in no cell: {words:?}");
        problems.push(Problem::new(Rule::OutsideOfCells, message));
    }

    let start = chosen.lines.start;
    let heading = chosen.heading.filter(|_| chosen.is_under_heading);
    let (before, above) = document.lines[..start].split_at(heading.unwrap_or(start));
    let below = &document.lines[chosen.lines.end..];
    let (below, rest) = below.split_at(count_lines_of_section(document, chosen));
    let section = chosen.above_header.iter().chain(above).chain(below);
    let section: Vec<&Line> = section.collect();

    // In the section and up to the next heading, a code and a few words are a row; elsewhere, prose may
    // begin so.
    let next_heading = rest.iter().position(|line| line.heading.is_some());
    let (near, far) = rest.split_at(next_heading.unwrap_or(rest.len()));
    let near = section.iter().copied().chain(near);
    let near = near.filter(|line| looks_like_row(&line.raw, true));
    let far = before.iter().chain(far);
    let far = far.filter(|line| {
        let is_cell = is_in_other_half(document, line, chosen);
        looks_like_row(&line.raw, is_cell)
    });
    let rows: Vec<&Line> = near.chain(far).collect();
    problems.extend(rows.iter().map(|line| report_row_outside(&line.text)));
    if rows.is_empty() && between.is_empty() {
        report_left_out_words(&section, chosen, problems);
    }
}

/// Reports what the section of the table has around the table.
fn report_left_out_words(section: &[&Line], chosen: &Candidate<'_>, problems: &mut Problems) {
    let is_expected = |line: &Line| {
        line.text == HEADING
            || (line.heading.is_some() && is_heading_of_table(&line.text))
            || is_rule(&line.text)
            // Pages whose header stays in view have a copy of it above the table.
            || chosen.table.header.texts().any(|text| text == line.text)
    };
    let (mut shown, mut hidden) = (Vec::new(), Vec::new());
    for line in section.iter().filter(|line| !line.text.is_empty()) {
        if line.is_hidden {
            hidden.push(line.text.as_str());
        } else if !is_expected(line) {
            shown.push(line.text.as_str());
        }
    }
    let hides = "words that the page hides or strikes out beside the table";
    for (rule, what, words) in [
        (Rule::BesideTheTable, "words beside the table", shown),
        (Rule::HiddenText, hides, hidden),
    ] {
        let words = words.join(" ");
        if !words.is_empty() {
            let message = format!("{what} are left out: {:?}", excerpt(&words));
            problems.push(Problem::new(rule, message).quoting(&words));
        }
    }
}

/// How many lines below the table belong to its section: those above the next one. If there is none, only
/// the lines in the part of the page that holds both the heading and the table: navigation and footers
/// are outside it.
fn count_lines_of_section(document: &Document<'_>, chosen: &Candidate<'_>) -> usize {
    let heading = chosen.heading.map(|heading| &document.lines[heading]);
    let level = heading.and_then(|heading| heading.heading).unwrap_or(6);
    let below = &document.lines[chosen.lines.end..];
    let is_next = |line: &Line| line.heading.is_some_and(|other| other <= level);
    if let Some(next) = below.iter().position(is_next) {
        return next;
    }
    // The innermost element that holds both.
    let container = chosen.element.ancestors().find(|node| {
        heading.is_none_or(|line| document.ancestors(line).any(|other| other == *node))
    });
    let is_inside = |line: &&Line| document.ancestors(line).any(|node| Some(node) == container);
    below.iter().take_while(is_inside).count()
}

/// What is inside the table but in no cell, whether a browser shows it or not.
fn words_between_rows(document: &Document<'_>, chosen: &Candidate<'_>) -> String {
    let nodes = nodes_between_rows(chosen.element);
    let (prose, problems) = Prose::read(nodes, document.base);
    let mut words = prose.words();
    let lost = problems.into_iter();
    words.extend(lost.map(|problem| problem.quoted.unwrap_or(problem.message)));
    words.join(" ")
}

/// Whether the text begins with a code and continues as a row does: with separated cells, or, if
/// `words_are_cells`, with a few words.
pub(super) fn looks_like_row(text: &str, words_are_cells: bool) -> bool {
    text.lines().any(|line| {
        let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        let Some((code, rest)) = line.split_at_checked(6) else {
            return false;
        };
        // "403042Invalid loginID": the tab between the cells was lost.
        let is_glued = rest.starts_with(char::is_alphabetic);
        // A message begins with a capital: "403042 Invalid loginID", but not "403042 is old".
        let is_message = !rest.starts_with(|c: char| !c.is_whitespace())
            && !rest.trim_start().starts_with(char::is_lowercase);
        is_six_digits(code)
            && (rest.contains(['\t', '|']) || is_glued || (words_are_cells && is_message))
    })
}

/// Whether this line is in a header-less table of the same width: the other half of a split table.
fn is_in_other_half(document: &Document<'_>, line: &Line, chosen: &Candidate<'_>) -> bool {
    let nearest = |name| {
        let mut around = document.ancestors(line).filter_map(ElementRef::wrap);
        around.find(|element| element.value().name() == name)
    };
    let (Some(table), Some(row)) = (nearest("table"), nearest("tr")) else {
        return false;
    };
    let has_header = table
        .descendent_elements()
        .any(|part| part.value().name() == "th");
    !has_header && row.child_elements().count() == chosen.table.header.cells.len()
}

/// The error that the row `text` is outside the table.
pub(super) fn report_row_outside(text: &str) -> Problem {
    let message = format!("a row is outside the table: {:?}", excerpt(text));
    Problem::new(Rule::RowOutside, message)
}
