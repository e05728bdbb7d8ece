//! Finding a code by what a person remembers of it.

use std::collections::BTreeMap;

use similar::get_close_matches;

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

/// Up to five codes whose number or name is spelt most like `query`.
fn nearest<'a>(catalog: &'a Catalog, query: &str) -> Vec<&'a Code> {
    /// What people type instead of a name is at least that much like it.
    const ALIKE: f32 = 0.6;

    let codes = catalog.codes.iter().flat_map(|code| {
        let name = code.name.to_lowercase().replace('_', " ");
        [(code.number.to_string(), code), (name, code)]
    });
    let codes: BTreeMap<String, &Code> = codes.collect();
    let spellings: Vec<&str> = codes.keys().map(String::as_str).collect();
    let alike = get_close_matches(&*query.replace('_', " "), &spellings, 5, ALIKE);
    alike
        .into_iter()
        .filter_map(|spelling| codes.get(spelling).copied())
        .collect()
}
