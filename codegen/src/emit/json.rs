//! Catalog to JSON, for programs in other languages. `gigya-codes/catalog.schema.json` describes it.

use serde::Serialize;

use crate::catalog::{Catalog, Code};
use crate::words::{Class, Interruption, Provenance, Remedy};

/// The whole file.
#[derive(Serialize)]
struct File<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    address: Option<&'a str>,
    copied: Option<&'a str>,
    page_sha256: &'a str,
    codes: Vec<Entry<'a>>,
}

/// One code. What is not known is null, so every entry has every field.
#[derive(Serialize)]
struct Entry<'a> {
    code: u32,
    name: &'a str,
    former_names: &'a [String],
    message: Option<&'a str>,
    description: Option<String>,
    description_markdown: Option<String>,
    class: Class,
    provenance: Provenance,
    repositories: &'a [String],
    retired: Option<&'a str>,
    remedy: Remedy,
    remedy_reason: Option<&'a str>,
    interruption: Option<Interruption>,
    methods: &'a [String],
    search_words: &'a [String],
}

/// The text of `gigya-codes/catalog.json`.
///
/// # Panics
///
/// Never: these types have no map whose keys are not strings, and writing to memory does not fail.
#[must_use]
pub fn json(catalog: &Catalog) -> String {
    let Catalog {
        address,
        copied,
        page_sha256,
        codes,
    } = catalog;
    let file = File {
        schema: "./catalog.schema.json",
        address: address.as_deref(),
        copied: copied.as_deref(),
        page_sha256,
        codes: codes.iter().map(entry).collect(),
    };
    let text = serde_json::to_string_pretty(&file).expect("plain data is JSON");
    text + "\n"
}

/// Names every field of a code, so that a new one cannot be forgotten here.
fn entry(code: &Code) -> Entry<'_> {
    let Code {
        number,
        name,
        former_names,
        message,
        description,
        class,
        provenance,
        retired,
        seen,
        also,
        remedy,
        interruption,
        why,
        methods,
    } = code;
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    Entry {
        code: *number,
        name,
        former_names,
        message: message.as_deref(),
        description: some(description.to_plain_text()),
        description_markdown: some(description.to_markdown()),
        class: *class,
        provenance: *provenance,
        repositories: seen,
        retired: retired.as_deref(),
        remedy: *remedy,
        remedy_reason: why.as_deref(),
        interruption: *interruption,
        methods,
        search_words: also,
    }
}
