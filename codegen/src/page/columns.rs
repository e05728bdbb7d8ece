//! Which column of a table is which, by its headings.

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
    /// Finds the columns in a header.
    ///
    /// # Errors
    ///
    /// What the header lacks, or has twice.
    pub(super) fn find<T: AsRef<str>>(header: &[T]) -> Result<Self, String> {
        let places = places(header);
        if let [&[code], &[message], &[description]] = places.each_ref().map(Vec::as_slice) {
            return Ok(Self {
                code,
                message,
                description,
            });
        }
        let headings = || HEADINGS.iter().map(|(heading, _)| *heading).zip(&places);
        let twice = headings().find(|(_, places)| places.len() > 1);
        Err(match twice {
            Some((heading, _)) => format!("has {heading} twice"),
            None => {
                let lacking = headings().filter(|(_, places)| places.is_empty());
                let lacking: Vec<_> = lacking.map(|(heading, _)| heading).collect();
                format!("lacks {}", lacking.join(", "))
            }
        })
    }

    /// How many of the columns a header has.
    pub(super) fn count<T: AsRef<str>>(header: &[T]) -> usize {
        let places = places(header);
        places.iter().filter(|places| !places.is_empty()).count()
    }

    /// Whether the column at `place` is one of these.
    pub(super) fn contain(self, place: usize) -> bool {
        [self.code, self.message, self.description].contains(&place)
    }
}

/// Where each of [`HEADINGS`] stands in a header.
fn places<T: AsRef<str>>(header: &[T]) -> [Vec<usize>; 3] {
    HEADINGS.map(|(_, variants)| {
        let is_it = |cell: &T| variants.iter().any(|variant| same(cell.as_ref(), variant));
        let places = (0..header.len()).filter(|&place| is_it(&header[place]));
        places.collect()
    })
}

fn same(cell: &str, variant: &str) -> bool {
    let letters = cell.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).eq(variant.chars())
}

#[cfg(test)]
mod tests {
    use super::Columns;

    fn find(header: &str) -> Result<(usize, usize, usize), String> {
        let cells: Vec<&str> = header.split('|').collect();
        Columns::find(&cells).map(|columns| (columns.code, columns.message, columns.description))
    }

    #[test]
    fn columns_are_found_by_their_headings() {
        for (header, places) in [
            ("errorCode|errorMessage|Description", (0, 1, 2)),
            ("Description|Error Code|Error Message", (1, 2, 0)),
            ("CODE|Details:|message", (0, 2, 1)),
            (
                "#|error_code|HTTP status|Message|Description|Since",
                (1, 3, 4),
            ),
        ] {
            assert_eq!(find(header), Ok(places), "{header}");
        }
    }

    #[test]
    fn what_keeps_a_header_from_fitting() {
        for (header, problem) in [
            ("errorCode|Description", "lacks errorMessage"),
            ("", "lacks errorCode, errorMessage, Description"),
            ("Code|Error code|Message|Details", "has errorCode twice"),
            ("errorCodes|Message|Details", "lacks errorCode"),
        ] {
            assert_eq!(find(header), Err(problem.to_owned()), "{header}");
        }
    }
}
