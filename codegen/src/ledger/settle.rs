//! Writes down what a page brings: names for new codes, new words of messages, and which codes
//! came and went.

use std::collections::{BTreeMap, BTreeSet};

use toml_edit::{DocumentMut, InlineTable, Item, Key, Table};

use super::Ledger;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::name;
use crate::source::{Source, Span};

/// What a page changed in the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// A code that the ledger did not have, or had only seen.
    Added,
    /// The message has new words; the name stays.
    Reworded,
    /// The code is no longer on the page.
    Retired,
    /// The code is on the page again.
    Restored,
}

/// A code on the page, as far as the ledger has to know.
#[derive(Debug)]
pub struct OnPage<'a> {
    /// The message, as plain text; empty for code 0.
    pub message: &'a str,
    /// Where the message stands.
    pub span: Span,
}

/// Returns the ledger's text with what `page` brings written down, and what changed, by code.
pub fn settle(
    source: &Source,
    ledger: &Ledger,
    page: &BTreeMap<u32, OnPage<'_>>,
    sha256: &str,
    diagnostics: &mut Diagnostics,
) -> (String, BTreeMap<u32, Change>) {
    let names = new_names(ledger, page, diagnostics);
    let changes = changes(ledger, page, &names);
    // Most pages bring nothing, and making a document that can be edited takes as long as all else
    // that is done with the ledger.
    let document = (!changes.is_empty()).then(|| source.text().parse::<DocumentMut>());
    let Some(Ok(mut document)) = document else {
        return (source.text().to_owned(), BTreeMap::new());
    };
    let codes = document.entry("codes").or_insert_with(toml_edit::table);
    if let Some(codes) = codes.as_table_mut() {
        let retired = format!("not on the page with SHA-256 {sha256}");
        for code in changes.keys() {
            let line = codes.entry(&code.to_string());
            let line = line.or_insert_with(|| Item::Value(InlineTable::new().into()));
            let Some(fields) = line.as_inline_table_mut() else {
                continue;
            };
            if let Some(name) = names.get(code) {
                fields.insert("name", name.as_str().into());
            }
            if let Some(row) = page.get(code) {
                fields.insert("message", row.message.into());
                fields.remove("retired");
            } else {
                fields.insert("retired", retired.as_str().into());
            }
            // What stands behind the line, such as a comment, is not part of its fields.
            fields.fmt();
        }
        put_in_order(codes, ledger);
    }
    (document.to_string(), changes)
}

/// What `page` changes in `ledger`.
fn changes(
    ledger: &Ledger,
    page: &BTreeMap<u32, OnPage<'_>>,
    names: &BTreeMap<u32, String>,
) -> BTreeMap<u32, Change> {
    let known = ledger.codes.iter().filter_map(|(code, entry)| {
        let entry = &entry.value;
        let change = match (page.get(code), &entry.message) {
            (Some(_), _) if entry.retired.is_some() => Change::Restored,
            (Some(_), None) => Change::Added,
            (Some(row), Some(message)) if row.message != message.0 => Change::Reworded,
            (None, Some(_)) if entry.retired.is_none() => Change::Retired,
            _ => return None,
        };
        Some((*code, change))
    });
    let new = names.keys().map(|code| (*code, Change::Added));
    known.chain(new).collect()
}

/// Moves each new line from the end of the table to before the first line with a greater number.
/// Lines that were there keep their order.
fn put_in_order(codes: &mut Table, ledger: &Ledger) {
    let number = |key: &str| key.parse::<u32>().unwrap_or(u32::MAX);
    let old = codes.iter().map(|(key, _)| number(key));
    let old: Vec<u32> = old.filter(|code| ledger.codes.contains_key(code)).collect();
    let lines: BTreeMap<u32, usize> = old.iter().copied().zip(0..).collect();
    // The greatest number up to each line.
    let greatest = old.iter().scan(0, |greatest, &code| {
        *greatest = code.max(*greatest);
        Some(*greatest)
    });
    let greatest: Vec<u32> = greatest.collect();
    let place = |key: &Key| {
        let code = number(key.get());
        match lines.get(&code) {
            Some(&line) => (line, u32::MAX),
            None => (greatest.partition_point(|&other| other < code), code),
        }
    };
    codes.sort_values_by(|a, _, b, _| place(a).cmp(&place(b)));
}

/// Names for the codes on the page that the ledger does not have yet.
fn new_names(
    ledger: &Ledger,
    page: &BTreeMap<u32, OnPage<'_>>,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<u32, String> {
    let entries = || {
        ledger
            .codes
            .iter()
            .map(|(code, entry)| (code, &entry.value))
    };
    let mut taken: BTreeMap<String, Span> = entries()
        .map(|(_, entry)| &entry.names)
        .flat_map(|names| names.value.0.iter().map(|name| (name.clone(), names.span)))
        .collect();
    let gone: BTreeSet<&str> = entries()
        .filter(|(code, _)| !page.contains_key(code))
        .filter_map(|(_, entry)| Some(entry.message.as_ref()?.0.as_str()))
        .collect();
    let mut names = BTreeMap::new();
    let new = page
        .iter()
        .filter(|(code, _)| !ledger.codes.contains_key(code));
    for (&code, row) in new {
        let derived = match (code, row.message) {
            (0, "") => Ok("SUCCESS".to_owned()),
            (_, message) => name::derive(message),
        };
        // A code that took over the message of one that is gone has most likely a new number. The
        // old constant keeps its name, as the old number may still come over the wire.
        let derived = derived.map(|name| {
            if taken.contains_key(&name) && gone.contains(row.message) {
                format!("{name}_{code}")
            } else {
                name
            }
        });
        let error = match derived {
            Err(problem) => {
                Diagnostic::error("name", format!("the message of code {code} gives no name"))
                    .label(row.span, problem)
            }
            Ok(name) => match taken.get(&name) {
                Some(&first) => {
                    let message = format!("code {code} would be named {name} as well");
                    Diagnostic::error("name-collision", message)
                        .label(row.span, "this message gives the same name")
                        .label(first, "the name is taken here")
                }
                None => {
                    taken.insert(name.clone(), row.span);
                    names.insert(code, name);
                    continue;
                }
            },
        };
        diagnostics.push(error.help(format!(
            "choose a name by hand: add `{code} = {{ name = \"..\", message = .. }}` under [codes]"
        )));
    }
    names
}
