//! The frozen model: what the page says and what we decided, checked. It does not depend on the form of
//! the page.

use crate::prose::Prose;
use crate::words::{Class, Interruption, Provenance, Remedy};

/// Every code, sorted by number.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// What is known of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The number.
    pub number: u32,
    /// The constant's name, frozen when the code first appeared.
    pub name: String,
    /// Names that the constant had before.
    pub former_names: Vec<String>,
    /// The message on the page, or the last one it had there.
    pub message: Option<String>,
    /// The description on the page; empty for a code that is not there.
    pub description: Prose,
    /// By the page's rule, or by a ledger exception.
    pub class: Class,
    /// Where we know the code from.
    pub provenance: Provenance,
    /// Since when the page no longer has it.
    pub retired: Option<String>,
    /// Public repositories that an undocumented code was seen in.
    pub seen: Vec<String>,
    /// Other spellings that people may search for.
    pub also: Vec<String>,
    /// What a caller should do next.
    pub remedy: Remedy,
    /// The step that the flow waits for: exactly where the remedy is to resume one.
    pub interruption: Option<Interruption>,
    /// What the remedy rests on.
    pub why: Option<String>,
    /// API methods that the description names, sorted.
    pub methods: Vec<String>,
}

impl Code {
    /// The name of its constant, then the names it had before.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let former = self.former_names.iter().map(String::as_str);
        std::iter::once(self.name.as_str()).chain(former)
    }
}
