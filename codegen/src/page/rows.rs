//! The rows of the table.

use std::collections::BTreeMap;
use std::{iter, mem};

use scraper::{ElementRef, Html};

use super::document::is_cut_off;
use super::places::Places;
use super::table::Table;
use super::{MAX_CODE, Row, is_six_digits};
use crate::problem::{Problem, Problems, Rule, Severity, excerpt};
use crate::prose::{Oddity, Prose, shown};
use crate::source::{Span, Spanned};

const IN_ROW: &str = "in this row";
const OR_BELOW: &str = "here, or below this row";

/// Reads the rows of `table`, and returns them with the place of the last one. Problems go to
/// `problems`.
pub(super) fn read(
    page: &Html,
    table: &Table<'_>,
    places: &Places<'_>,
    problems: &mut Problems,
) -> (Vec<Row>, Span) {
    let mut reader = RowReader {
        table,
        places,
        last: table.place,
        numbers: BTreeMap::new(),
        repeatable: BTreeMap::new(),
        problems,
    };
    reader.check_header();
    let rows: Vec<Row> = table.rows().filter_map(|row| reader.row(row)).collect();
    reader.report_repeated();
    if is_cut_off(page, table.element) {
        reader.problems.push(
            Problem::new(Rule::CutOff, "the table never ends")
                .label(
                    reader.last,
                    "`</table>` is missing, or an element in this row holds it",
                )
                .fix(
                    "was the page saved whole? A tag that is meant as text is written `&lt;title>`",
                ),
        );
    }
    if rows.is_empty() && !reader.problems.iter().any(Problem::is_error) {
        reader.problems.push(
            Problem::new(Rule::NoTable, "the table has a header and no rows")
                .label(table.place, "nothing follows this header")
                .fix("was the page saved whole?"),
        );
    }
    (rows, reader.last)
}

struct RowReader<'a> {
    table: &'a Table<'a>,
    places: &'a Places<'a>,
    /// Where the last row stands.
    last: Span,
    /// Where each code stands.
    numbers: BTreeMap<u32, Span>,
    /// Errors that several rows may have, by their messages. Each has a label for every row.
    repeatable: BTreeMap<String, Problem>,
    problems: &'a mut Problems,
}

/// A cell of a row.
struct Cell<'a> {
    element: ElementRef<'a>,
    /// Where it stands, if it was tab-separated.
    place: Option<Span>,
    prose: Prose,
    /// The prose on one line.
    text: String,
    oddities: Vec<Oddity>,
}

impl Cell<'_> {
    /// A cell of nothing but an image, say, is not empty.
    fn is_empty(&self) -> bool {
        self.prose.is_empty() && self.oddities.is_empty()
    }

    /// Whether it was tab-separated and stands in quotation marks, which a spreadsheet adds to a text with a
    /// comma or a quotation mark.
    fn is_quoted(&self) -> bool {
        let text = self.text.strip_prefix('"').unwrap_or_default();
        let text = text.strip_suffix('"').unwrap_or_default();
        let has_reason = text.contains(['"', ',']) && !text.replace("\"\"", "").contains('"');
        has_reason && self.place.is_some()
    }
}

/// The words that `part` of a table, or one of its children, hides.
fn hidden(part: ElementRef<'_>) -> impl Iterator<Item = Oddity> {
    let elements = iter::once(part).chain(part.child_elements());
    elements.filter_map(shown::hiding)
}

impl RowReader<'_> {
    fn check_header(&mut self) {
        let header = self.table.header_row;
        self.tell(hidden(self.table.element), None, self.last);
        self.tell(Prose::read(header, None).1, None, self.last);
        for (position, cell) in shown::cells(header).enumerate() {
            let heading = shown::text(*cell);
            let is_empty = heading.is_empty() && self.is_column_empty(position);
            if !self.table.columns.contain(position) && !is_empty {
                let place = self.places.of_cell(cell).unwrap_or(self.last);
                let message = format!("the column {:?} is left out", excerpt(&heading));
                let found = Problem::new(Rule::ExtraColumn, message);
                self.problems
                    .push(found.label(place, "in this header").quoting(&heading));
            }
        }
    }

    fn is_column_empty(&self, column: usize) -> bool {
        let rows = self.table.rows();
        let mut cells = rows.filter_map(|row| shown::cells(row).nth(column));
        cells.all(|cell| self.cell(cell).is_empty())
    }

    fn cell<'c>(&self, element: ElementRef<'c>) -> Cell<'c> {
        let (prose, oddities) = Prose::read(element, None);
        Cell {
            element,
            place: self.places.of_cell(element),
            text: prose.to_line(),
            prose,
            oddities,
        }
    }

    fn row(&mut self, row: ElementRef<'_>) -> Option<Row> {
        let width = self.table.header.len();
        let mut cells: Vec<Cell<'_>> = shown::cells(row).map(|cell| self.cell(cell)).collect();
        // Word ends rows with empty cells that no column has.
        while cells.len() > width && cells.last().is_some_and(Cell::is_empty) {
            cells.pop();
        }
        let is_empty = cells.iter().all(Cell::is_empty);
        if !is_empty {
            self.last = self.place(&cells);
        }
        let here = self.last;
        self.tell(hidden(row), None, here);
        let is_header = cells.iter().map(|cell| &cell.text).eq(&self.table.header);
        let heading = self.heading(&cells);
        if is_empty || is_header || heading.is_some() {
            self.problems.extend(heading.map(|words| {
                let message = format!("a heading between the rows: {:?}", excerpt(words));
                let found = Problem::new(Rule::HeadingRow, message);
                found.label(here, "this row has no code").quoting(words)
            }));
            let oddities = cells.into_iter().flat_map(|cell| cell.oddities);
            self.tell(oddities, None, here);
            return None;
        }
        if cells.len() != width {
            let found = cells.len();
            let what = if found < width { "few" } else { "many" };
            let message = format!("too {what} cells in a row: {found} instead of {width}");
            self.repeatable(Rule::Cells, message, (here, IN_ROW));
            return None;
        }
        let columns = self.table.columns;
        let code = self.code(&cells[columns.code].text, here)?;
        let place = |cell: &Cell<'_>| cell.place.unwrap_or(here);
        for column in [columns.code, columns.message, columns.description] {
            let cell = &cells[column];
            if cell.is_quoted() {
                let message = "a cell stands in quotation marks".to_owned();
                self.repeatable(Rule::QuotedCells, message, (place(cell), IN_ROW));
            }
            self.tell(cell.oddities.clone(), Some(code.value), place(cell));
        }
        let [message, description] = [columns.message, columns.description].map(|at| &cells[at]);
        Some(Row {
            code: code.value,
            message: message.text.clone(),
            description: description.prose.clone(),
            place: Some(here),
        })
    }

    /// Where the row stands: exactly, if it was tab-separated; else where its number stands. It does not
    /// stand above the row before it.
    fn place(&self, cells: &[Cell<'_>]) -> Span {
        let code = cells.get(self.table.columns.code);
        let has_words = |cell: &&Cell<'_>| !cell.text.is_empty();
        let number = code.filter(has_words);
        let words = cells.iter().find(has_words);
        code.or(cells.first())
            .and_then(|cell| cell.place)
            .or_else(|| self.places.cell(&number?.text, self.last.end))
            .or_else(|| self.places.words(&words?.text, self.last))
            .map_or(self.last, |place| place.max(self.last))
    }

    /// The words of a row that is one text across all columns.
    fn heading<'t>(&self, cells: &'t [Cell<'_>]) -> Option<&'t str> {
        let (first, rest) = cells.split_first()?;
        let text = first.text.as_str();
        let columns = self.table.header.len();
        let colspan = first.element.attr("colspan").unwrap_or_default();
        let colspan: usize = colspan.trim().parse().unwrap_or(1);
        let spans_all = rest.is_empty() && colspan >= columns;
        let is_alone = cells.len() == columns
            && self.table.columns.code == 0
            && rest.iter().all(|cell| cell.text.is_empty())
            && !text.starts_with(|c: char| c.is_ascii_digit());
        let has_code = text.get(..6).is_some_and(is_six_digits);
        (!text.is_empty() && !has_code && (spans_all || is_alone)).then_some(text)
    }

    fn code(&mut self, text: &str, here: Span) -> Option<Spanned<u32>> {
        let is_code = |code: &u32| *code <= MAX_CODE && code.to_string() == text;
        let Some(code) = text.parse().ok().filter(is_code) else {
            let (message, label) = match text {
                // A row without a number may have no place of its own.
                "" => ("a row has no code".to_owned(), OR_BELOW),
                text => (format!("{:?} is not a code", excerpt(text)), IN_ROW),
            };
            self.repeatable(Rule::Code, message, (here, label));
            return None;
        };
        if let Some(&first) = self.numbers.get(&code) {
            self.problems.push(
                Problem::new(Rule::DuplicateCode, format!("code {code} stands in two rows"))
                    .label(here, "here again")
                    .label(first, "first here")
                    .fix(
                        "one of the two numbers is wrong, or one row is a left-over: tell Gigya, if the page itself is so",
                    ),
            );
            return None;
        }
        self.numbers.insert(code, here);
        Some(Spanned::new(code, here))
    }

    /// Reports `oddities`, which the row of `code` has, or another part of the table. What is a finding is
    /// left out of the crate; anything else is an error.
    fn tell(&mut self, oddities: impl IntoIterator<Item = Oddity>, code: Option<u32>, place: Span) {
        for oddity in oddities {
            if oddity.rule.severity() == Severity::Error {
                self.repeatable(oddity.rule, oddity.what, (place, IN_ROW));
                continue;
            }
            // Pages whose header stays in view have a hidden copy of it.
            if oddity.rule == Rule::HiddenText && oddity.words == self.table.header.join(" ") {
                continue;
            }
            let (subject, label) = match code {
                Some(code) => (format!("code {code}"), IN_ROW),
                None => ("the table".to_owned(), OR_BELOW),
            };
            let found = Problem::new(oddity.rule, format!("{subject} {}", oddity.what));
            let found = found.label(place, label).quoting(&oddity.words);
            self.problems.push(Problem { code, ..found });
        }
    }

    /// Notes down an error that other rows may have as well.
    fn repeatable(&mut self, rule: Rule, message: String, (place, label): (Span, &str)) {
        let error = self.repeatable.entry(message.clone());
        let error = error.or_insert_with(|| Problem::new(rule, message));
        error.labels.push((place, label.to_owned()));
    }

    /// Reports what several rows have as one error with its count.
    fn report_repeated(&mut self) {
        // No more rows than these are shown.
        const SHOWN: usize = 10;
        for mut error in mem::take(&mut self.repeatable).into_values() {
            if error.labels.len() > 1 {
                error.message += &format!(" ({} times)", error.labels.len());
            }
            error.labels.dedup();
            error.labels.truncate(SHOWN);
            self.problems.push(error);
        }
    }
}
