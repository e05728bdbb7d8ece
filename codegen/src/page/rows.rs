//! The rows of the table.

use std::collections::BTreeMap;
use std::mem;
use std::ops::Range;

use scraper::ElementRef;

use super::places::Places;
use super::table::Table;
use super::{MAX_CODE, MAX_ROWS, Row, span};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::finding::Finding;
use crate::prose::{Oddity, Prose, excerpt, shown};
use crate::source::{Span, Spanned};

/// Reads the rows of `table`. What is wrong with them goes to `diagnostics`. Also, where the last row
/// stands.
pub(super) fn read(
    table: &Table<'_>,
    places: &Places<'_>,
    diagnostics: &mut Diagnostics,
) -> (Vec<Row>, Range<usize>) {
    let mut reader = RowReader {
        table,
        places,
        last: table.place.clone(),
        numbers: BTreeMap::new(),
        losses: BTreeMap::new(),
        diagnostics,
    };
    let count = table.rows().count();
    if count > MAX_ROWS {
        let message = format!("the table has more than {MAX_ROWS} rows, and a page has hundreds");
        reader.diagnostics.push(
            Diagnostic::error("rows", message)
                .label(span(table.place.clone()), "the table begins here")
                .help("is this the page, or a list of something else?"),
        );
        return (Vec::new(), table.place.clone());
    }
    reader.check_header();
    let rows: Vec<Row> = table
        .rows()
        .filter_map(|(position, row)| reader.row(position, row))
        .collect();
    reader.report_losses();
    if rows.is_empty() && !reader.diagnostics.iter().any(Diagnostic::is_error) {
        reader.diagnostics.push(
            Diagnostic::error("no-table", "the table has a header and no rows")
                .label(span(table.place.clone()), "nothing follows this header")
                .help("was the page saved whole?"),
        );
    }
    (rows, reader.last)
}

struct RowReader<'a> {
    table: &'a Table<'a>,
    places: &'a Places<'a>,
    /// Where the last row stands.
    last: Range<usize>,
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

impl RowReader<'_> {
    fn check_header(&mut self) {
        let place = span(self.last.clone());
        let around = self.table.element.ancestors().filter_map(ElementRef::wrap);
        let parts = self.table.element.child_elements();
        let elements = around.chain([self.table.element]).chain(parts);
        self.check_styles(elements, place);
        for cell in self.table.header_cells() {
            if shown::is_visible(cell) {
                self.tell(Prose::read(cell).1, "the header", None, place);
            } else {
                self.tell_hidden(cell);
            }
        }
        for (position, heading) in self.table.header.iter().enumerate() {
            if !self.table.columns.contain(position) {
                let place = self.exact(self.table.header_row, position);
                let message = format!("the column {:?} is left out", excerpt(heading));
                self.diagnostics.push(
                    Diagnostic::finding(Finding::ExtraColumn, message)
                        .label(span(place.unwrap_or(self.last.clone())), "in this header")
                        .quoting(heading),
                );
            }
        }
    }

    /// Notes down the styles of `elements` that may hide text and cannot be read.
    fn check_styles<'a>(&mut self, elements: impl Iterator<Item = ElementRef<'a>>, place: Span) {
        for style in elements.filter_map(shown::unreadable_style) {
            let what = format!("a style that may hide text: {:?}", excerpt(&style));
            self.losses.entry(what).or_insert((0, place)).0 += 1;
        }
    }

    /// The exact place of a cell, if the table was tab-separated.
    fn exact(&self, row: usize, column: usize) -> Option<Range<usize>> {
        self.table.cells?.rows.get(row)?.get(column).cloned()
    }

    fn row(&mut self, position: usize, row: ElementRef<'_>) -> Option<Row> {
        if !shown::is_visible(row) {
            self.tell_hidden(row);
            return None;
        }
        let mut cells: Vec<Cell<'_>> = row
            .child_elements()
            .filter(|cell| shown::is_visible(*cell))
            .map(|element| {
                let (prose, oddities) = Prose::read(element);
                Cell {
                    element,
                    prose,
                    oddities,
                }
            })
            .collect();
        let texts: Vec<String> = cells.iter().map(|cell| cell.prose.to_line()).collect();
        // A cell of nothing but an image, say, is not empty.
        let is_empty = |cell: &Cell<'_>| cell.prose.is_empty() && cell.oddities.is_empty();
        if cells.iter().all(is_empty) || texts == self.table.header {
            return None;
        }
        self.last = self.place(position, &texts);
        let here = span(self.last.clone());
        self.check_styles(row.child_elements().chain([row]), here);
        for cell in row
            .child_elements()
            .filter(|cell| !shown::is_visible(*cell))
        {
            self.tell_hidden(cell);
        }
        if self.is_heading(&cells, &texts) {
            let words = texts.join(" ");
            let message = format!("a heading between the rows: {:?}", excerpt(&words));
            self.diagnostics.push(
                Diagnostic::finding(Finding::HeadingRow, message)
                    .label(here, "this row has no code")
                    .quoting(words.trim()),
            );
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
        for (column, cell) in cells
            .iter_mut()
            .enumerate()
            .filter(|(column, _)| columns.contain(*column))
        {
            let place = self.exact(position, column).map_or(here, span);
            let subject = format!("code {}", code.value);
            self.tell(
                mem::take(&mut cell.oddities),
                &subject,
                Some(code.value),
                place,
            );
        }
        let place = |column| self.exact(position, column).map_or(here, span);
        Some(Row {
            code,
            message: Spanned {
                value: texts[columns.message].clone(),
                span: place(columns.message),
            },
            description: Spanned {
                value: cells[columns.description].prose.clone(),
                span: place(columns.description),
            },
        })
    }

    /// Where the row stands: exactly, if it was tab-separated; else where its number stands.
    fn place(&self, position: usize, texts: &[String]) -> Range<usize> {
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
            .unwrap_or(self.last.clone())
    }

    /// Whether the row is one text across all columns.
    fn is_heading(&self, cells: &[Cell<'_>], texts: &[String]) -> bool {
        let words: Vec<_> = texts.iter().filter(|text| !text.is_empty()).collect();
        let first = texts.first().is_some_and(|text| words == [text]);
        let has_digits = words
            .iter()
            .any(|text| text.starts_with(|c: char| c.is_ascii_digit()));
        let spans_all = cells.len() == 1
            && self.table.header.len() > 1
            && cells
                .iter()
                .all(|cell| span_attribute(cell.element, "colspan") >= self.table.header.len());
        spans_all || (first && !has_digits && cells.len() == self.table.header.len())
    }

    /// Tells the words of a row or a cell that the page hides.
    fn tell_hidden(&mut self, element: ElementRef<'_>) {
        let words = shown::hidden_words(element).unwrap_or_default();
        // Pages whose header stays in view have a hidden copy of it.
        if !words.is_empty() && words != self.table.header.join(" ") {
            let message = format!("the table hides {:?}", excerpt(&words));
            self.diagnostics.push(
                Diagnostic::finding(Finding::HiddenText, message)
                    .label(span(self.last.clone()), "here, or below this row")
                    .quoting(&words),
            );
        }
    }

    fn wrong_number_of_cells(&self, found: usize) -> Diagnostic {
        let expected = self.table.header.len();
        let what = if found < expected { "few" } else { "many" };
        let message = format!("too {what} cells in a row: {found} instead of {expected}");
        Diagnostic::error("cells", message)
            .label(span(self.last.clone()), "in this row")
            .help("was the table cut off, or a tab or tag lost or added when it was copied?")
    }

    fn code(&mut self, text: &str, here: Span) -> Option<Spanned<u32>> {
        let is_number = (1..=6).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && (text == "0" || !text.starts_with('0'));
        let code = text
            .parse()
            .ok()
            .filter(|&code: &u32| is_number && code <= MAX_CODE);
        let Some(code) = code else {
            // A row whose words are all struck out has no place of its own.
            let (message, label) = match text {
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
                    .help("one of the two numbers is wrong, or one row is a left-over"),
            );
            return None;
        }
        self.numbers.insert(code, here);
        Some(Spanned {
            value: code,
            span: here,
        })
    }

    /// Notes down what is lost of a cell of the `subject`, and tells what is left out of it.
    fn tell(&mut self, oddities: Vec<Oddity>, subject: &str, code: Option<u32>, place: Span) {
        for oddity in oddities {
            match oddity {
                Oddity::Loss(what) => self.losses.entry(what).or_insert((0, place)).0 += 1,
                Oddity::Finding {
                    finding,
                    what,
                    words,
                } => {
                    let message = format!("{subject} {what}");
                    // Nothing is left out with a bullet that the list shows by itself.
                    let found = if finding == Finding::PresentationalBullet {
                        Diagnostic::lint(finding, message)
                    } else {
                        Diagnostic::finding(finding, message)
                    };
                    let mut found = found.label(place, "in this row").quoting(&words);
                    found.code = code;
                    self.diagnostics.push(found);
                }
            }
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

/// How many columns or rows a cell stretches over, as HTML reads the attribute: `2x` is 2, and what is no number is 1.
fn span_attribute(cell: ElementRef<'_>, attribute: &str) -> usize {
    let text = cell.attr(attribute).unwrap_or_default().trim_start();
    let text = text.strip_prefix('+').unwrap_or(text);
    let digits = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    text[..digits].parse().unwrap_or(1)
}
