//! Why a page without a table has none.

use scraper::Html;

use super::columns::Columns;
use super::document::elements;
use super::format::is_delimiter_row;
use super::places::Places;
use super::tabs::{TextLine, lines};
use super::{error_at_start, is_six_digits, span};
use crate::problem::{Problem, Rule};
use crate::prose::shown;

/// Names the likely cause why no table has the columns of the page.
pub(super) fn missing_table(page: &Html, places: &Places<'_>) -> Problem {
    const SAVE: &str = "the columns are errorCode, errorMessage and Description; was the page saved whole, as \
         HTML or Markdown?";
    let text = places.text;
    let find = |fits: &dyn Fn(&str) -> bool| lines(text).find(|line| fits(line.text));
    let separated = |separators: &[char]| {
        find(&|line| Columns::find(&line.split(separators).collect::<Vec<_>>()).is_some())
    };
    let pipes = separated(&['|']);
    let has_dashes = |header: &TextLine<'_>| {
        let rest = text.get(header.span().end..).unwrap_or_default();
        rest.lines().nth(1).is_some_and(is_delimiter_row)
    };
    let place = |line: Option<TextLine<'_>>| line.map(|line| line.span());

    let rows = elements(page, "table").flat_map(shown::rows);
    let rows: Vec<Vec<String>> = rows
        .map(|row| {
            row.child_elements()
                .map(|cell| shown::text(*cell))
                .collect()
        })
        .collect();
    let start = span(0..0);
    let place_of_row = |row: &Vec<String>| places.words(&row.join(" "), start).unwrap_or(start);
    let hidden = rows.iter().find(|row| Columns::find(row).is_some());
    let lacking = lines(text)
        .map(|line| (line.span(), Columns::problem(&cells(line.text))))
        .chain(
            rows.iter()
                .map(|row| (place_of_row(row), Columns::problem(row))),
        )
        .find_map(|(place, problem)| Some((place, problem?)));
    let (lacking, problem) = lacking.unzip();
    let causes = [
        (
            hidden.map(place_of_row),
            "the table with the columns of the page is hidden",
            "remove `hidden`, or the style that hides it, from the copy of the page",
        ),
        (
            place(separated(&['\t']).or(pipes.filter(has_dashes))),
            "the table is not read as one, but as code or text",
            "take it out of `<pre>`, of the lines of backquotes or of the indentation around it; a line of \
             dashes has as many cells as the header",
        ),
        (
            place(pipes),
            "the Markdown table has no line of dashes below its header",
            "add a line such as `|---|---|---|` below this one",
        ),
        (
            place(separated(&[',', ';'])),
            "the table is comma-separated",
            "save it with tabs between the cells, one row a line, or save the page as HTML",
        ),
        (
            lacking,
            &format!("the header of the table {}", problem.unwrap_or_default()),
            SAVE,
        ),
        (
            place(find(&has_all_headings)),
            "the table has no tabs, pipes or tags between its cells",
            "were tabs turned into spaces when the page was copied? Save the page as HTML",
        ),
        (
            place(find(&|line| cells(line).into_iter().any(is_six_digits))),
            "rows of the table stand on the page, but no header",
            "was it wrapped over several lines? Save the page as HTML",
        ),
    ];
    let cause = causes
        .into_iter()
        .find_map(|(place, what, help)| Some((place?, what, help)));
    match cause {
        Some((place, message, help)) => Problem::new(Rule::NoTable, message)
            .label(place, "the table seems to be here")
            .fix(help),
        None => error_at_start(Rule::NoTable, "no table has the columns of the page").fix(SAVE),
    }
}

/// The cells of a line that tabs or pipes separate.
fn cells(line: &str) -> Vec<&str> {
    line.split(['\t', '|']).map(str::trim).collect()
}

/// Whether the words of all three headings stand on the line.
fn has_all_headings(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    words.len() <= 6 && Columns::find(&words).is_some()
}
