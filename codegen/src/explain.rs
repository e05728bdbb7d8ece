//! Finds a code by its number, its name, or words of its text.

use crate::catalog::{Catalog, Code};

/// The codes that `query` means, sorted by number: the one with this number, name or former name, or else
/// all whose number, name, message and description have its words. Case does not matter.
#[must_use]
pub fn find_codes<'a>(catalog: &'a Catalog, query: &str) -> Vec<&'a Code> {
    let query = query.trim().to_lowercase();
    let is_exact = |code: &&Code| {
        let mut names = code.names();
        code.number.to_string() == query || names.any(|name| name.eq_ignore_ascii_case(&query))
    };
    if let Some(code) = catalog.codes.iter().find(is_exact) {
        return vec![code];
    }
    let words: Vec<&str> = query.split_whitespace().collect();
    let has_words = |code: &&Code| {
        let text = searchable_text(code);
        !words.is_empty() && words.iter().all(|word| text.contains(word))
    };
    catalog.codes.iter().filter(has_words).collect()
}

fn searchable_text(code: &Code) -> String {
    let message = code.message.as_deref().unwrap_or_default();
    let description = code.description.to_plain_text();
    format!("{} {} {message} {description}", code.number, code.name).to_lowercase()
}
