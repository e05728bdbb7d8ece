//! Finding a code by what a person remembers of it.

use crate::catalog::{Catalog, Code};

/// What a query found.
#[derive(Debug, PartialEq, Eq)]
pub enum Found<'a> {
    /// Just this code.
    One(&'a Code),
    /// Several, sorted by number.
    Many(Vec<&'a Code>),
    /// None; these come nearest.
    Nearest(Vec<&'a Code>),
}

/// Looks for `query`: a number, a name, or words of the message or description, in any case.
/// A number is a code or none; those that have its digits come near.
#[must_use]
pub fn find<'a>(catalog: &'a Catalog, query: &str) -> Found<'a> {
    let query = query.trim().to_lowercase();
    let exact = |code: &&Code| {
        code.number.to_string() == query
            || code.name.eq_ignore_ascii_case(&query)
            || code
                .former_names
                .iter()
                .any(|name| name.eq_ignore_ascii_case(&query))
    };
    if let Some(code) = catalog.codes.iter().find(exact) {
        return Found::One(code);
    }
    let words: Vec<&str> = query.split_whitespace().collect();
    let matching: Vec<&Code> = catalog
        .codes
        .iter()
        .filter(|code| {
            let text = searchable(code);
            !words.is_empty() && words.iter().all(|word| text.contains(word))
        })
        .collect();
    let is_number = query.bytes().all(|byte| byte.is_ascii_digit());
    match matching[..] {
        [] => Found::Nearest(nearest(catalog, &query)),
        _ if is_number => Found::Nearest(matching),
        [one] => Found::One(one),
        _ => Found::Many(matching),
    }
}

fn searchable(code: &Code) -> String {
    let mut text = format!("{} {} ", code.number, code.name);
    text.push_str(code.message.as_deref().unwrap_or_default());
    text.push(' ');
    text.push_str(&code.description.to_plain_text());
    text.to_lowercase()
}

/// No name and no message that is looked for is longer.
const MAX_LEN: usize = 200;

/// Up to five codes whose number, name or message is spelt most like `query`.
fn nearest<'a>(catalog: &'a Catalog, query: &str) -> Vec<&'a Code> {
    // Nothing is spelt like a text so long, and to find that out would take its time.
    if query.len() > MAX_LEN {
        return Vec::new();
    }
    let mut scored: Vec<(f64, &Code)> = catalog
        .codes
        .iter()
        .map(|code| {
            let names = [
                code.number.to_string(),
                code.name.to_lowercase(),
                code.message.as_deref().unwrap_or_default().to_lowercase(),
            ];
            let score = names
                .iter()
                .filter(|name| !name.is_empty())
                .map(|name| strsim::normalized_damerau_levenshtein(query, name))
                .fold(0.0, f64::max);
            (score, code)
        })
        .filter(|&(score, _)| score >= 0.5)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored.into_iter().take(5).map(|(_, code)| code).collect()
}
