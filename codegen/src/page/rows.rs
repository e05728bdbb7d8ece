//! The rows of the table.

use std::collections::BTreeMap;
use std::{iter, mem};

use scraper::ElementRef;

use super::places::Places;
use super::table::Table;
use super::{MAX_CODE, MAX_ROWS, Row, is_six_digits};
use crate::diagnostic::{Diagnostic, Diagnostics, excerpt};
use crate::finding::Finding;
use crate::prose::{Oddity, Prose, shown};
use crate::source::{Span, Spanned};

/// Reads the rows of `table`, and returns them with the place of the last one. Problems go to
/// `diagnostics`.
pub(super) fn read(
    table: &Table<'_>,
    places: &Places<'_>,
    diagnostics: &mut Diagnostics,
) -> (Vec<Row>, Span) {
    let mut reader = RowReader {
        table,
        places,
        last: table.place,
        numbers: BTreeMap::new(),
        losses: BTreeMap::new(),
        diagnostics,
    };
    let count = table.rows().count();
    if count > MAX_ROWS {
        let message = format!("the table has more than {MAX_ROWS} rows, and a page has hundreds");
        reader.diagnostics.push(
            Diagnostic::error("rows", message)
                .label(table.place, "the table begins here")
                .help("is this the page, or a list of something else?"),
        );
        return (Vec::new(), table.place);
    }
    reader.check_header();
    let rows: Vec<Row> = table
        .rows()
        .filter_map(|(position, row)| reader.row(position, row))
        .collect();
    reader.report_losses();
    if table.is_cut_off {
        reader.diagnostics.push(
            Diagnostic::error("cut-off", "the table never ends")
                .label(
                    reader.last,
                    "`</table>` is missing, or an element in this row holds it",
                )
                .help(
                    "was the page saved whole? A tag that is meant as text is written `&lt;title>`",
                ),
        );
    }
    if rows.is_empty() && !reader.diagnostics.iter().any(Diagnostic::is_error) {
        reader.diagnostics.push(
            Diagnostic::error("no-table", "the table has a header and no rows")
                .label(table.place, "nothing follows this header")
                .help("was the page saved whole?"),
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
    /// What cannot be shown as prose: how often, and where first.
    losses: BTreeMap<String, (usize, Span)>,
    diagnostics: &'a mut Diagnostics,
}

/// A cell of a row.
struct Cell<'a> {
    element: ElementRef<'a>,
    prose: Prose,
    oddities: Vec<Oddity>,
}

impl<'a> Cell<'a> {
    fn read(element: ElementRef<'a>) -> Self {
        let (prose, oddities) = Prose::read(element);
        Self {
            element,
            prose,
            oddities,
        }
    }

    /// A cell of nothing but an image, say, is not empty.
    fn is_empty(&self) -> bool {
        self.prose.is_empty() && self.oddities.is_empty()
    }
}

/// The part of the table that something odd was found in.
#[derive(Clone, Copy)]
enum Subject {
    /// An element of the table that hides itself.
    Table,
    /// A cell of the header.
    Header,
    /// A cell of a heading between the rows.
    Heading,
    /// A cell in the row of the code.
    Code(u32),
}

impl RowReader<'_> {
    fn check_header(&mut self) {
        let table = self.table.element;
        let elements = table.child_elements().chain(self.table.header_cells());
        let hidden: Vec<Oddity> = elements.filter_map(shown::hiding).collect();
        self.tell(hidden, Subject::Table, self.last);
        for cell in self.table.header_cells().filter(shown::is_visible) {
            self.tell(Prose::read(cell).1, Subject::Header, self.last);
        }
        let above = shown::rows(table).take(self.table.header_row);
        let mut codes = above
            .flat_map(|row| row.child_elements())
            .map(|cell| shown::text(*cell));
        if let Some(code) = codes.find(|text| is_six_digits(text)) {
            self.diagnostics.push(
                Diagnostic::error(
                    "row-outside",
                    format!("code {code} stands above the header"),
                )
                .label(self.last, "this is the header")
                .help("the header is the first row of the table: was the table sorted?"),
            );
        }
        for (position, heading) in self.table.header.iter().enumerate() {
            let is_empty = heading.is_empty() && self.is_column_empty(position);
            if !self.table.columns.contain(position) && !is_empty {
                let place = self.exact(self.table.header_row, position);
                let message = format!("the column {:?} is left out", excerpt(heading));
                self.diagnostics.push(
                    Diagnostic::finding(Finding::ExtraColumn, message)
                        .label(place.unwrap_or(self.last), "in this header")
                        .quoting(heading),
                );
            }
        }
    }

    fn is_column_empty(&self, column: usize) -> bool {
        let cells = self
            .table
            .rows()
            .filter_map(|(_, row)| shown::cells(row).nth(column));
        cells.map(Cell::read).all(|cell| cell.is_empty())
    }

    /// The exact place of a cell, if the table was tab-separated.
    fn exact(&self, row: usize, column: usize) -> Option<Span> {
        self.table.cells?.rows.get(row)?.get(column).copied()
    }

    fn row(&mut self, position: usize, row: ElementRef<'_>) -> Option<Row> {
        let elements = iter::once(row).chain(row.child_elements());
        let hidden: Vec<Oddity> = elements.filter_map(shown::hiding).collect();
        let mut cells: Vec<Cell<'_>> = shown::cells(row).map(Cell::read).collect();
        // Word ends rows with empty cells that no column has.
        while cells.len() > self.table.header.len() && cells.last().is_some_and(Cell::is_empty) {
            cells.pop();
        }
        let texts: Vec<String> = cells.iter().map(|cell| cell.prose.to_line()).collect();
        if cells.iter().all(Cell::is_empty) {
            self.tell(hidden, Subject::Table, self.last);
            return None;
        }
        self.last = self.place(position, &texts);
        let here = self.last;
        self.tell(hidden, Subject::Table, here);
        let heading = self.heading(&cells, &texts);
        if heading.is_some() || texts == self.table.header {
            for cell in &cells {
                self.tell(cell.oddities.clone(), Subject::Heading, here);
            }
            self.diagnostics.extend(heading.map(|words| {
                let message = format!("a heading between the rows: {:?}", excerpt(words));
                let found = Diagnostic::finding(Finding::HeadingRow, message);
                found.label(here, "this row has no code").quoting(words)
            }));
            return None;
        }
        if cells.iter().any(|cell| spans(cell.element)) {
            self.diagnostics.push(
                Diagnostic::error("span", "a cell stretches over several columns or rows")
                    .label(here, "in this row")
                    .help("split the cell: a row has one cell for each column"),
            );
            return None;
        }
        if cells.len() != self.table.header.len() {
            self.diagnostics
                .push(self.wrong_number_of_cells(cells.len()));
            return None;
        }
        let columns = self.table.columns;
        let code = self.code(&texts[columns.code], here)?;
        let place = |column| self.exact(position, column).unwrap_or(here);
        let message = Spanned::new(texts[columns.message].clone(), place(columns.message));
        let description = cells[columns.description].prose.clone();
        let description = Spanned::new(description, place(columns.description));
        for column in [columns.code, columns.message, columns.description] {
            let oddities = cells[column].oddities.clone();
            let place = self.exact(position, column).unwrap_or(here);
            self.tell(oddities, Subject::Code(code.value), place);
        }
        Some(Row {
            code,
            message,
            description,
        })
    }

    /// Where the row stands: exactly, if it was tab-separated; else where its number stands.
    fn place(&self, position: usize, texts: &[String]) -> Span {
        if let Some(place) = self.exact(position, self.table.columns.code) {
            return place;
        }
        let from = self.last.end;
        let number = texts
            .get(self.table.columns.code)
            .map_or("", String::as_str);
        let words = texts.iter().find(|text| !text.is_empty());
        self.places
            .number(number, from)
            .or_else(|| self.places.words(words?, from..usize::MAX))
            .unwrap_or(self.last)
    }

    /// The words of a row that is one text across all columns.
    fn heading<'t>(&self, cells: &[Cell<'_>], texts: &'t [String]) -> Option<&'t String> {
        let (first, rest) = texts.split_first()?;
        let columns = self.table.header.len();
        let span = |cell: &Cell<'_>| span_attribute(cell.element, "colspan");
        let spans_all =
            cells.len() == 1 && columns > 1 && cells.iter().all(|cell| span(cell) >= columns);
        let is_alone = cells.len() == columns
            && self.table.columns.code == 0
            && rest.iter().all(String::is_empty)
            && !first.starts_with(|c: char| c.is_ascii_digit());
        let has_code = first.get(..6).is_some_and(is_six_digits);
        (!first.is_empty() && !has_code && (spans_all || is_alone)).then_some(first)
    }

    fn wrong_number_of_cells(&self, found: usize) -> Diagnostic {
        let expected = self.table.header.len();
        let what = if found < expected { "few" } else { "many" };
        let message = format!("too {what} cells in a row: {found} instead of {expected}");
        Diagnostic::error("cells", message)
            .label(self.last, "in this row")
            .help("was the table cut off, or a tab or tag lost or added when it was copied?")
    }

    fn code(&mut self, text: &str, here: Span) -> Option<Spanned<u32>> {
        let is_code = |code: &u32| *code <= MAX_CODE && code.to_string() == text;
        let Some(code) = text.parse().ok().filter(is_code) else {
            let (message, label) = match text {
                // A row without a number may have no place of its own.
                "" => ("a row has no code".to_owned(), "here, or below this row"),
                text => (format!("{:?} is not a code", excerpt(text)), "in this row"),
            };
            self.diagnostics.push(
                Diagnostic::error("code", message)
                    .label(here, label)
                    .help("a code is a number from 0 to 999999, without leading zeros"),
            );
            return None;
        };
        if let Some(&first) = self.numbers.get(&code) {
            self.diagnostics.push(
                Diagnostic::error("duplicate-code", format!("code {code} stands in two rows"))
                    .label(here, "here again")
                    .label(first, "first here")
                    .help(
                        "one of the two numbers is wrong, or one row is a left-over: tell Gigya, if the page itself is so",
                    ),
            );
            return None;
        }
        self.numbers.insert(code, here);
        Some(Spanned::new(code, here))
    }

    /// Counts the losses among `oddities`, and reports the others, which are left out of the crate.
    fn tell(&mut self, oddities: Vec<Oddity>, subject: Subject, place: Span) {
        for oddity in oddities {
            let (finding, what, words) = match oddity {
                Oddity::Loss(what) => {
                    self.losses.entry(what).or_insert((0, place)).0 += 1;
                    continue;
                }
                Oddity::Finding {
                    finding,
                    what,
                    words,
                } => (finding, what, words),
            };
            // Pages whose header stays in view have a hidden copy of it.
            if finding == Finding::HiddenText && words == self.table.header.join(" ") {
                continue;
            }
            let (subject, label, code) = match subject {
                Subject::Table => ("the table".to_owned(), "here, or below this row", None),
                Subject::Header => ("the header".to_owned(), "in this row", None),
                Subject::Heading => ("a heading".to_owned(), "in this row", None),
                Subject::Code(code) => (format!("code {code}"), "in this row", Some(code)),
            };
            let message = format!("{subject} {what}");
            let found = Diagnostic::finding(finding, message);
            let found = found.label(place, label).quoting(&words);
            self.diagnostics.push(Diagnostic { code, ..found });
        }
    }

    /// Each kind of loss is one error with its count.
    fn report_losses(&mut self) {
        for (what, (count, place)) in mem::take(&mut self.losses) {
            let (message, label) = match count {
                1 => (what, "in this row"),
                _ => (format!("{what}: {count} times"), "first in this row"),
            };
            self.diagnostics.push(
                Diagnostic::error("markup", message)
                    .label(place, label)
                    .help("remove it from the copy of the page, or say the same in plain text"),
            );
        }
    }
}

fn spans(cell: ElementRef<'_>) -> bool {
    span_attribute(cell, "colspan") > 1 || span_attribute(cell, "rowspan") != 1
}

/// How many columns or rows a cell stretches over, as HTML reads the attribute: `2x` is 2, and text
/// that begins with no number is 1.
fn span_attribute(cell: ElementRef<'_>, attribute: &str) -> usize {
    let text = cell.attr(attribute).unwrap_or_default().trim_start();
    let text = text.strip_prefix('+').unwrap_or(text);
    let digits = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    text[..digits].parse().unwrap_or(1)
}
