//! Which column of a table is which, by its headings.

use super::letters;

/// The columns we read, by their places in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) code: usize,
    pub(super) message: usize,
    pub(super) description: usize,
}

/// A column's heading on Gigya's page, and others that it goes by. Capitals, spaces and signs do not
/// count.
const HEADINGS: [(&str, &[&str]); 3] = [
    ("errorCode", &["errorcode", "code"]),
    ("errorMessage", &["errormessage", "message"]),
    ("Description", &["description", "details"]),
];

impl Columns {
    /// The columns, if these are the texts of a header.
    pub(super) fn find<T: AsRef<str>>(header: &[T]) -> Option<Self> {
        match indices(header).each_ref().map(Vec::as_slice) {
            [&[code], &[message], &[description]] => Some(Self {
                code,
                message,
                description,
            }),
            _ => None,
        }
    }

    /// What a header lacks or has twice, if it has at least two of the columns.
    pub(super) fn problem<T: AsRef<str>>(header: &[T]) -> Option<String> {
        let places = indices(header);
        let headings = || HEADINGS.iter().map(|(heading, _)| heading).zip(&places);
        let twice = headings().find(|(_, places)| places.len() > 1);
        let lacking = headings().filter(|(_, places)| places.is_empty());
        match (&lacking.collect::<Vec<_>>()[..], twice) {
            ([] | [_], Some((heading, _))) => Some(format!("has {heading} twice")),
            ([(heading, _)], None) => Some(format!("lacks {heading}")),
            _ => None,
        }
    }

    /// Whether the column at `place` is one of these.
    pub(super) fn contain(self, place: usize) -> bool {
        [self.code, self.message, self.description].contains(&place)
    }
}

/// Where each of [`HEADINGS`] stands in a header.
fn indices<T: AsRef<str>>(header: &[T]) -> [Vec<usize>; 3] {
    HEADINGS.map(|(_, variants)| {
        let is_it = |cell: &T| variants.contains(&letters(cell.as_ref()).as_str());
        let indices = (0..header.len()).filter(|&index| is_it(&header[index]));
        indices.collect()
    })
}

#[cfg(test)]
mod tests {
    use super::Columns;

    fn cells(header: &str) -> Vec<&str> {
        header.split('|').collect()
    }

    #[test]
    fn columns_are_found_by_their_headings() {
        for (header, (code, message, description)) in [
            ("errorCode|errorMessage|Description", (0, 1, 2)),
            ("Description|Error Code|Error Message", (1, 2, 0)),
            ("CODE|Details:|message", (0, 2, 1)),
            (
                "#|error_code|HTTP status|Message|Description|Since",
                (1, 3, 4),
            ),
        ] {
            let columns = Columns {
                code,
                message,
                description,
            };
            assert_eq!(Columns::find(&cells(header)), Some(columns), "{header}");
            assert_eq!(Columns::problem(&cells(header)), None, "{header}");
        }
    }

    #[test]
    fn what_keeps_a_header_from_fitting() {
        for (header, problem) in [
            ("errorCode|Description", Some("lacks errorMessage")),
            (
                "Code|Error code|Message|Details",
                Some("has errorCode twice"),
            ),
            ("Code|Message|Message", Some("has errorMessage twice")),
            ("errorCodes|Message|Details", Some("lacks errorCode")),
            ("Code|Reason", None),
            ("", None),
        ] {
            let found = Columns::problem(&cells(header));
            assert_eq!(found.as_deref(), problem, "{header}");
            assert_eq!(Columns::find(&cells(header)), None, "{header}");
        }
    }
}
