//! Catalog to JSON, for programs in other languages.

use serde::Serialize;

use crate::catalog::Catalog;

/// The whole file.
#[derive(Serialize)]
struct File<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    #[serde(flatten)]
    catalog: &'a Catalog,
}

/// The text of `gigya-codes/catalog.json`.
///
/// # Panics
///
/// Never: these types have no map whose keys are not strings, and writing to memory does not fail.
#[must_use]
pub fn json(catalog: &Catalog) -> String {
    let file = File {
        schema: "./catalog.schema.json",
        catalog,
    };
    let text = serde_json::to_string_pretty(&file).expect("plain data is JSON");
    text + "\n"
}
