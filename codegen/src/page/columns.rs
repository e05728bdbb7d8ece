//! Which column of a table is which, by its headings.

use super::letters;

/// The names of the columns for code, message and description, in lower case. Spaces and signs do not
/// matter.
const NAMES: [&[&str]; 3] = [
    &["errorcode", "code"],
    &["errormessage", "message"],
    &["description", "details"],
];

/// Where the code, the message and the description are in a row.
pub(super) type Columns = [usize; 3];

/// The columns, if these are the texts of a header.
pub(super) fn find_columns<'a>(header: impl Iterator<Item = &'a str>) -> Option<Columns> {
    let mut columns = [None; 3];
    for (position, cell) in header.enumerate() {
        let cell = letters(cell);
        let Some(column) = NAMES.iter().position(|names| names.contains(&&*cell)) else {
            continue;
        };
        if columns[column].replace(position).is_some() {
            return None;
        }
    }
    let [code, message, description] = columns;
    Some([code?, message?, description?])
}

#[cfg(test)]
mod tests {
    use super::find_columns;

    #[test]
    fn columns_are_found_by_their_headings() {
        for (header, columns) in [
            ("errorCode|errorMessage|Description", Some([0, 1, 2])),
            ("Description|Error Code|Error Message", Some([1, 2, 0])),
            ("CODE|Details:|message", Some([0, 2, 1])),
            (
                "#|error_code|HTTP status|Message|Description|Since",
                Some([1, 3, 4]),
            ),
            ("errorCode|Description", None),
            ("Code|Error code|Message|Details", None),
            ("Code|Message|Message|Details", None),
            ("errorCodes|Message|Details", None),
            ("", None),
        ] {
            assert_eq!(find_columns(header.split('|')), columns, "{header}");
        }
    }
}
