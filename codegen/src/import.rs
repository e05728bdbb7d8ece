//! The rows of a copy into the stored page.

use crate::page::Row;
use crate::source::Source;

/// The text of the stored page with the rows of a copy of `day`.
#[must_use]
pub fn import_rows(
    _stored: &Source,
    _stored_rows: &[Row],
    _copy_rows: &[Row],
    _day: &str,
) -> String {
    String::new()
}
