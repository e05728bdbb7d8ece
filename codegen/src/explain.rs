//! Finding a code by what a person remembers of it.

use crate::catalog::{Catalog, Code};

/// What a query found.
#[derive(Debug, PartialEq, Eq)]
pub enum Found<'a> {
    /// Just this code.
    One(&'a Code),
    /// Several, sorted by number.
    Many(Vec<&'a Code>),
    /// No code; these come nearest.
    Nearest(Vec<&'a Code>),
}

/// Looks for `query`: a number, a name, or words of the message or description, in any case.
/// A number means the code with this number only; codes that contain its digits come near.
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
    let is_number = query.bytes().all(|byte| byte.is_ascii_digit());
    match matching[..] {
        [] => Found::Nearest(nearest(catalog, &query)),
        _ if is_number => Found::Nearest(matching),
        [one] => Found::One(one),
        _ => Found::Many(matching),
    }
}

fn searchable(code: &Code) -> String {
    let message = code.message.as_deref().unwrap_or_default();
    let description = code.description.to_plain_text();
    format!("{} {} {message} {description}", code.number, code.name).to_lowercase()
}

/// Up to five codes whose number, name or message is spelt most like `query`.
fn nearest<'a>(catalog: &'a Catalog, query: &str) -> Vec<&'a Code> {
    /// No name and no message is longer, and comparing takes the product of both lengths.
    const MAX_LEN: usize = 200;
    /// What people type instead of a name is at least that much like it.
    const ALIKE: f64 = 0.5;

    if query.len() > MAX_LEN {
        return Vec::new();
    }
    let likeness = |code: &Code| {
        let message = code.message.as_deref().unwrap_or_default();
        [&code.number.to_string(), &code.name, message]
            .iter()
            .filter(|text| !text.is_empty())
            .map(|text| strsim::normalized_damerau_levenshtein(query, &text.to_lowercase()))
            .fold(0.0, f64::max)
    };
    let codes = catalog.codes.iter().map(|code| (likeness(code), code));
    let mut alike: Vec<(f64, &Code)> = codes.filter(|(score, _)| *score >= ALIKE).collect();
    alike.sort_by(|a, b| b.0.total_cmp(&a.0));
    alike.into_iter().take(5).map(|(_, code)| code).collect()
}
