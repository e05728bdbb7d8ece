//! The rows of a table, checked: one code, message and description per row.

use std::collections::BTreeMap;

use super::table::{Cell, Table, TableRow};
use super::{MAX_CODE, Row, is_six_digits};
use crate::problem::{Problem, Problems, Rule, excerpt};
use crate::source::Span;

/// Reads the rows of `table`. Those that are wrong are reported and left out.
pub(super) fn read_rows(table: &Table, problems: &mut Problems) -> Vec<Row> {
    let mut reader = RowReader {
        table,
        places: BTreeMap::new(),
        problems,
    };
    reader.check_header();
    let mut rows = Vec::new();
    for row in &table.rows {
        rows.extend(reader.read_row(row));
    }
    if rows.is_empty() && !reader.problems.iter().any(Problem::is_error) {
        let error = Problem::new(Rule::NoTable, "the table has a header and no rows");
        let error = error.label(table.header.place, "nothing follows this header");
        reader.problems.push(error);
    }
    rows
}

struct RowReader<'a> {
    table: &'a Table,
    /// The line of each code, if the table is tab-separated.
    places: BTreeMap<u32, Option<Span>>,
    problems: &'a mut Problems,
}

impl RowReader<'_> {
    fn check_header(&mut self) {
        let Table {
            columns,
            header,
            rows,
        } = self.table;
        self.report_parts(header);
        for (position, cell) in header.cells.iter().enumerate() {
            let mut cells = rows.iter().filter_map(|row| row.cells.get(position));
            let is_empty = cell.text.is_empty() && cells.all(Cell::is_empty);
            if !columns.contains(&position) && !is_empty {
                let message = format!("the column {} is left out", quote(&cell.text));
                let problem = Problem::new(Rule::ExtraColumn, message).quoting(&cell.text);
                let problem = problem.label(header.place, "in this header");
                self.problems.push(problem);
            }
        }
    }

    fn read_row(&mut self, row: &TableRow) -> Option<Row> {
        let width = self.table.header.cells.len();
        // Word ends rows with empty cells that no column has.
        let last = row.cells.iter().rposition(|cell| !cell.is_empty());
        let found = last.map_or(0, |last| last + 1).max(width);
        let cells = &row.cells[..found.min(row.cells.len())];
        let words = row.words();
        let is_heading = self.is_heading_row(cells);
        if is_heading {
            let message = format!("a heading between the rows: {}", quote(&words));
            let problem = Problem::new(Rule::HeadingRow, message).quoting(&words);
            let problem = problem.label(row.place, "this row has no code");
            self.problems.push(problem);
        }
        if is_heading || cells.iter().all(Cell::is_empty) || self.is_header_row(cells) {
            self.report_parts(row);
            return None;
        }
        self.report_found(&row.problems, None, row.place);
        if cells.len() != width {
            let found = cells.len();
            let what = if found < width { "few" } else { "many" };
            let words = quote(&words);
            let message = format!("too {what} cells, {found} instead of {width}: {words}");
            self.report_row(Rule::Cells, message, row.place);
            return None;
        }
        let columns = self.table.columns.map(|column| &cells[column]);
        let [code, message, description] = columns;
        let code = self.read_code(&code.text, &words, row.place)?;
        for cell in columns {
            self.report_found(&cell.problems, Some(code), row.place);
        }
        Some(Row {
            code,
            message: message.text.clone(),
            description: description.prose.clone(),
            place: row.place,
        })
    }

    /// Whether the row repeats the header.
    fn is_header_row(&self, cells: &[Cell]) -> bool {
        cells
            .iter()
            .map(|cell| cell.text.as_str())
            .eq(self.table.header.texts())
    }

    /// Whether the row is one text across all columns.
    fn is_heading_row(&self, cells: &[Cell]) -> bool {
        let [first, rest @ ..] = cells else {
            return false;
        };
        let text = first.text.as_str();
        let width = self.table.header.cells.len();
        let spans_all = rest.is_empty() && first.colspan >= width;
        let is_alone = cells.len() == width
            && self.table.columns[0] == 0
            && rest.iter().all(|cell| cell.text.is_empty())
            && !text.starts_with(|c: char| c.is_ascii_digit());
        let has_code = text.get(..6).is_some_and(is_six_digits);
        !text.is_empty() && !has_code && (spans_all || is_alone)
    }

    fn read_code(&mut self, text: &str, row: &str, place: Option<Span>) -> Option<u32> {
        let is_code = |code: &u32| *code <= MAX_CODE && code.to_string() == text;
        let Some(code) = text.parse().ok().filter(is_code) else {
            let (what, words) = match text {
                "" => ("a row has no code", row),
                text => ("not a code", text),
            };
            self.report_row(Rule::Code, format!("{what}: {}", quote(words)), place);
            return None;
        };
        if let Some(&first) = self.places.get(&code) {
            let message = format!("two rows have code {code}; the second is {}", quote(row));
            let error = Problem::new(Rule::DuplicateCode, message).about(code);
            let error = error.label(place, "here again").label(first, "first here");
            self.problems.push(error);
            return None;
        }
        self.places.insert(code, place);
        Some(code)
    }

    fn report_row(&mut self, rule: Rule, message: String, place: Option<Span>) {
        let problem = Problem::new(rule, message);
        self.problems.push(problem.label(place, "in this row"));
    }

    /// Reports what is hidden or lost in a row that has no code.
    fn report_parts(&mut self, row: &TableRow) {
        self.report_found(&row.problems, None, row.place);
        for cell in &row.cells {
            self.report_found(&cell.problems, None, row.place);
        }
    }

    /// Reports what was `found` in the row with `code`, or in another part of the table.
    fn report_found(&mut self, found: &[Problem], code: Option<u32>, place: Option<Span>) {
        let subject = code.map_or("the table".to_owned(), |code| format!("code {code}"));
        let header = Some(self.table.header.words());
        for problem in found {
            // Pages whose header stays in view have a hidden copy of it.
            if problem.rule == Rule::HiddenText && problem.quoted == header {
                continue;
            }
            let mut problem = problem.clone().label(place, "in this row");
            problem.message = format!("{subject} {}", problem.message);
            problem.code = code;
            self.problems.push(problem);
        }
    }
}

/// The beginning of a text, in quotation marks.
fn quote(text: &str) -> String {
    format!("{:?}", excerpt(text))
}
