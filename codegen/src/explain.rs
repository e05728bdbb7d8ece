//! Finds a code by its number, its name, or words of its text.

use crate::catalog::{Catalog, Code};

/// What a query found.
#[derive(Debug, PartialEq, Eq)]
pub enum Found<'a> {
    /// Just this code.
    One(&'a Code),
    /// Several, sorted by number.
    Many(Vec<&'a Code>),
    /// No code.
    None,
}

/// Looks for `query`: a number, a name, or words of the message or description, in any case.
#[must_use]
pub fn find<'a>(catalog: &'a Catalog, query: &str) -> Found<'a> {
    let query = query.trim().to_lowercase();
    let is_named = |name: &String| name.eq_ignore_ascii_case(&query);
    let is_exact = |code: &&Code| {
        code.number.to_string() == query
            || is_named(&code.name)
            || code.former_names.iter().any(is_named)
    };
    if let Some(code) = catalog.codes.iter().find(is_exact) {
        return Found::One(code);
    }
    let words: Vec<&str> = query.split_whitespace().collect();
    let matches = |code: &&Code| {
        let text = searchable(code);
        !words.is_empty() && words.iter().all(|word| text.contains(word))
    };
    let matching: Vec<&Code> = catalog.codes.iter().filter(matches).collect();
    match matching[..] {
        [] => Found::None,
        [one] => Found::One(one),
        _ => Found::Many(matching),
    }
}

fn searchable(code: &Code) -> String {
    let message = code.message.as_deref().unwrap_or_default();
    let description = code.description.to_plain_text();
    format!("{} {} {message} {description}", code.number, code.name).to_lowercase()
}
