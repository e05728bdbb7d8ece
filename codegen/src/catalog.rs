//! The frozen model: what the page says and what we decided, checked. It does not depend on the form of
//! the page. Serialized, it is `gigya-codes/catalog.json`, which `gigya-codes/catalog.schema.json` describes.

use serde::{Serialize, Serializer};

use crate::prose::Prose;
use crate::words::{Class, Interruption, Provenance, Remedy};

/// Every code, sorted by number. In JSON, it names its schema first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "$schema", rename = "./catalog.schema.json")]
pub struct Catalog {
    /// The public address of the page.
    pub address: Option<String>,
    /// The day on which the page was copied, such as `2026-11-22`.
    pub copied: Option<String>,
    /// The SHA-256 of the stored page, in hex.
    pub page_sha256: String,
    /// Sorted by number, each number once.
    pub codes: Vec<Code>,
}

/// What is known of a code. What is not known is null in JSON, so every code has every field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Code {
    /// The number.
    #[serde(rename = "code")]
    pub number: u32,
    /// The constant's name, permanent once it is released.
    pub name: String,
    /// Names that the constant had before.
    pub former_names: Vec<String>,
    /// The message on the page, or the last one it had there.
    pub message: Option<String>,
    /// The description on the page; empty for a code that is not there.
    #[serde(flatten, serialize_with = "serialize_description")]
    pub description: Prose,
    /// By the page's rule, or by a ledger exception.
    pub class: Class,
    /// Where we know the code from.
    pub provenance: Provenance,
    /// Public repositories that an undocumented code was seen in.
    #[serde(rename = "repositories")]
    pub seen: Vec<String>,
    /// Since when the page no longer has it.
    pub retired: Option<String>,
    /// What a caller should do next.
    pub remedy: Remedy,
    /// What the remedy rests on.
    #[serde(rename = "remedy_reason")]
    pub why: Option<String>,
    /// The step that the flow waits for: exactly where the remedy is to resume one.
    pub interruption: Option<Interruption>,
    /// API methods that the description names, sorted.
    pub methods: Vec<String>,
    /// Other spellings that people may search for.
    #[serde(rename = "search_words")]
    pub also: Vec<String>,
}

impl Code {
    /// The name of its constant, then the names it had before.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.name).chain(&self.former_names)
    }
}

fn serialize_description<S: Serializer>(prose: &Prose, serializer: S) -> Result<S::Ok, S::Error> {
    let texts = [
        ("description", prose.to_plain_text()),
        ("description_markdown", prose.to_markdown()),
    ];
    serializer
        .collect_map(texts.map(|(key, text)| (key, Some(text).filter(|text| !text.is_empty()))))
}
