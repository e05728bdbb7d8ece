//! Writes down what a page brings: names for new codes, new words of messages, and which codes
//! came and went.

use std::collections::{BTreeMap, BTreeSet};

use toml_edit::{DocumentMut, InlineTable, Item, Table};

use super::{Ledger, name};
use crate::page::Row;
use crate::problem::{Problem, Problems, Rule};
use crate::source::{Source, Span};
use crate::words::vocabulary;

/// The rows of a page, by code.
pub type Rows<'a> = BTreeMap<u32, &'a Row>;

vocabulary! {
    /// What a page brings for a line of the ledger, in words for a summary.
    News {
        /// The ledger did not have the code, or had only seen it.
        Added = "new",
        /// The message has other words; the name stays.
        Reworded = "reworded",
        /// The page no longer has the code.
        Retired = "no longer documented",
        /// The page has the code again.
        Restored = "documented again",
    }
}

/// Returns the ledger's text with what `page` brings written down, and what that is, by code.
pub fn settle(
    source: &Source,
    ledger: &Ledger,
    page: &Rows,
    sha256: &str,
    problems: &mut Problems,
) -> (String, BTreeMap<u32, News>) {
    let names = new_names(ledger, page, problems);
    let news = news(ledger, page, &names);
    // Most pages bring nothing, and making a document that can be edited takes as long as all else
    // that is done with the ledger.
    let document = (!news.is_empty()).then(|| source.text().parse::<DocumentMut>());
    let Some(Ok(mut document)) = document else {
        return (source.text().to_owned(), news);
    };
    let codes = document.entry("codes").or_insert_with(toml_edit::table);
    if let Some(codes) = codes.as_table_mut() {
        for code in news.keys() {
            let line = codes.entry(&code.to_string());
            let line = line.or_insert_with(|| Item::Value(InlineTable::new().into()));
            let Some(fields) = line.as_inline_table_mut() else {
                continue;
            };
            if let Some(name) = names.get(code) {
                fields.insert("name", name.as_str().into());
            }
            if let Some(row) = page.get(code) {
                fields.insert("message", row.message.value.as_str().into());
                fields.remove("retired");
            } else {
                let retired = format!("not on the page with SHA-256 {sha256}");
                fields.insert("retired", retired.into());
            }
            // What stands behind the line, such as a comment, is not part of its fields.
            fields.fmt();
        }
        put_in_order(codes, &names);
    }
    (document.to_string(), news)
}

/// What `page` brings for the lines of `ledger`.
fn news(ledger: &Ledger, page: &Rows, names: &BTreeMap<u32, String>) -> BTreeMap<u32, News> {
    let known = ledger.codes.iter().filter_map(|(code, entry)| {
        let is_retired = entry.value.retired.is_some();
        let news = match (page.get(code), &entry.value.message) {
            (Some(_), _) if is_retired => News::Restored,
            (Some(_), None) => News::Added,
            (Some(row), Some(message)) if row.message.value != message.0 => News::Reworded,
            (None, Some(_)) if !is_retired => News::Retired,
            _ => return None,
        };
        Some((*code, news))
    });
    let added = names.keys().map(|code| (*code, News::Added));
    known.chain(added).collect()
}

/// Moves each new line from the end of the table to before the first line with a greater number.
/// Lines that were there keep their order.
fn put_in_order(codes: &mut Table, new: &BTreeMap<u32, String>) {
    let mut greatest = 0;
    let sort_keys = codes.iter().map(|(key, _)| {
        let number = key.parse().unwrap_or(u32::MAX);
        if new.contains_key(&number) {
            return (key.to_owned(), number);
        }
        // A line that is out of order stays behind the greater number above it.
        greatest = number.max(greatest);
        (key.to_owned(), greatest)
    });
    let sort_keys: BTreeMap<String, u32> = sort_keys.collect();
    codes.sort_values_by(|a, _, b, _| sort_keys.get(a.get()).cmp(&sort_keys.get(b.get())));
}

/// Names for the codes on the page that the ledger does not have yet.
fn new_names(ledger: &Ledger, page: &Rows, problems: &mut Problems) -> BTreeMap<u32, String> {
    let taken = ledger.names().map(|(name, span)| (name.to_owned(), span));
    let mut taken: BTreeMap<String, Span> = taken.collect();
    let known = ledger.codes.iter();
    let gone = known.filter(|(code, _)| !page.contains_key(code));
    let gone = gone.filter_map(|(_, entry)| Some(entry.value.message.as_ref()?.0.as_str()));
    let gone: BTreeSet<&str> = gone.collect();
    let mut names = BTreeMap::new();
    for (&code, row) in page {
        let message = row.message.value.as_str();
        let derived = match (code, message) {
            _ if ledger.codes.contains_key(&code) => continue,
            (0, "") => Ok("SUCCESS".to_owned()),
            // That the message is missing is an error already.
            (_, "") => continue,
            _ => name::derive(message),
        };
        // A code that took over the message of one that is gone has most likely a new number. The
        // old constant keeps its name, as the old number may still come over the wire.
        let name = derived.map(|name| {
            if taken.contains_key(&name) && gone.contains(message) {
                format!("{name}_{code}")
            } else {
                name
            }
        });
        let place = row.message.span;
        let error = match name.map(|name| (taken.get(&name).copied(), name)) {
            Err(problem) => {
                let message = format!("the message of code {code} gives no name");
                Problem::new(Rule::Name, message).label(place, problem)
            }
            Ok((Some(first), name)) => {
                let message = format!("code {code} would be named {name} as well");
                Problem::new(Rule::NameCollision, message)
                    .label(place, "this message gives the same name")
                    .label(first, "the name is taken here")
            }
            Ok((None, name)) => {
                taken.insert(name.clone(), place);
                names.insert(code, name);
                continue;
            }
        };
        let message = toml_edit::Value::from(message);
        problems.push(error.fix(format!(
            "choose a name: add `{code} = {{ name = \"..\", message = {message} }}` under [codes], then run \
             the same command again"
        )));
    }
    names
}
