//! Applies the page's changes to the ledger: names for new codes, new messages, and codes that the page
//! no longer has, or has again.

use std::collections::BTreeMap;

use toml_edit::{DocumentMut, InlineTable, Table};

use super::{Entry, Ledger, name};
use crate::page::Row;
use crate::problem::{Problem, Problems, Rule};
use crate::source::{Source, Span, Spanned};

/// The rows of a page, by code.
pub(crate) type Rows<'a> = BTreeMap<u32, &'a Row>;

/// Applies the page's changes to the ledger's text: names for new codes, new messages, and codes that are no
/// longer, or again, on the page, which was copied on `day`. `None` if nothing changes.
pub(crate) fn settle(
    source: &Source,
    ledger: &Ledger,
    page: &Rows,
    day: Option<&str>,
    problems: &mut Problems,
) -> Option<String> {
    let names = new_names(ledger, page, problems);
    let changed = changed_codes(ledger, page);
    if names.is_empty() && changed.is_empty() {
        // Usually nothing changed, and an editable document costs as much as all other work on the ledger.
        return None;
    }
    let mut document = source.text().parse::<DocumentMut>().ok()?;
    let codes = document.entry("codes").or_insert_with(toml_edit::table);
    let codes = codes.as_table_mut()?;
    for code in names.keys().chain(&changed) {
        let line = codes.entry(&code.to_string());
        let line = line.or_insert_with(|| toml_edit::value(InlineTable::new()));
        let fields = line.as_inline_table_mut();
        // Several lines could have comments between the fields, which would be lost.
        let Some(fields) = fields.filter(|fields| !fields.to_string().contains('\n')) else {
            let place = ledger.codes.get(code).map(|entry| entry.span);
            let message =
                format!("the entry of code {code} has to be updated, and is not one line");
            let expected = format!("write it on one line: {code} = {{ .. }}");
            problems.push(Problem::new(Rule::Ledger, message).label(place, expected));
            continue;
        };
        if let Some(name) = names.get(code) {
            fields.insert("name", name.into());
        }
        if let Some(row) = page.get(code) {
            fields.insert("message", row.message.as_str().into());
            fields.remove("retired");
        } else {
            let retired = match day {
                Some(day) => format!("not on the page copied {day}"),
                None => "no longer on the page".to_owned(),
            };
            fields.insert("retired", retired.into());
        }
        // A comment behind the line is not part of its fields, and stays.
        fields.fmt();
    }
    put_in_order(codes, &names);
    Some(document.to_string())
}

/// The known codes whose lines in the ledger differ from `page`.
fn changed_codes(ledger: &Ledger, page: &Rows) -> Vec<u32> {
    let is_changed = |(code, entry): &(&u32, &Spanned<Entry>)| {
        let entry = &entry.value;
        match page.get(code) {
            Some(row) => entry.retired.is_some() || entry.message.as_ref() != Some(&row.message),
            None => entry.is_documented(),
        }
    };
    let changed = ledger.codes.iter().filter(is_changed);
    changed.map(|(code, _)| *code).collect()
}

/// Moves each new line from the end of the table to before the first line with a greater number.
/// Lines that were there keep their order.
fn put_in_order(codes: &mut Table, new: &BTreeMap<u32, String>) {
    let mut greatest = 0;
    let mut sort_keys = BTreeMap::new();
    for (key, _) in codes.iter() {
        let mut position = key.parse().unwrap_or(u32::MAX);
        if !new.contains_key(&position) {
            // A line that is out of order stays behind the greater number above it.
            greatest = greatest.max(position);
            position = greatest;
        }
        sort_keys.insert(key.to_owned(), position);
    }
    codes.sort_values_by(|a, _, b, _| sort_keys.get(a.get()).cmp(&sort_keys.get(b.get())));
}

/// Names for the codes on the page that the ledger does not have yet.
fn new_names(ledger: &Ledger, page: &Rows, problems: &mut Problems) -> BTreeMap<u32, String> {
    let taken = ledger.names();
    let mut taken: BTreeMap<String, Option<Span>> = taken
        .map(|(name, span)| (name.clone(), Some(span)))
        .collect();
    let mut names = BTreeMap::new();
    for (&code, row) in page {
        let message = &row.message;
        // That a message is missing is an error already.
        if ledger.codes.contains_key(&code) || (message.is_empty() && code != 0) {
            continue;
        }
        let is_gone = |(code, entry): (&u32, &Spanned<Entry>)| {
            entry.value.message.as_ref() == Some(message) && !page.contains_key(code)
        };
        let has_moved = ledger.codes.iter().any(is_gone);
        match new_name(row, has_moved, &taken) {
            Ok(name) => {
                taken.insert(name.clone(), row.place);
                names.insert(code, name);
            }
            Err(problem) => {
                let message = toml_edit::Value::from(message);
                problems.push(problem.fix(format!(
                    "choose a name: add `{code} = {{ name = \"..\", message = {message} }}` under [codes], then \
                     run the same command again"
                )));
            }
        }
    }
    names
}

/// A name for a new code that is not `taken`. If it `has_moved`, another code had the same message, and is no
/// longer on the page.
fn new_name(
    row: &Row,
    has_moved: bool,
    taken: &BTreeMap<String, Option<Span>>,
) -> Result<String, Problem> {
    let (code, place) = (row.code, row.place);
    let words = match row.message.as_str() {
        "" => "Success",
        message => message,
    };
    let mut name = name::derive_name(words).map_err(|why| {
        let message = format!("the message of code {code} gives no name");
        Problem::new(Rule::Name, message).label(place, why)
    })?;
    // The old constant keeps its name, since servers may still send the old number.
    if has_moved && taken.contains_key(&name) {
        name = format!("{name}_{code}");
    }
    let Some(first) = taken.get(&name) else {
        return Ok(name);
    };
    let message = format!("code {code} would be named {name} as well");
    let error = Problem::new(Rule::NameCollision, message);
    Err(error
        .label(place, "this message gives the same name")
        .label(*first, "the name is taken here"))
}
