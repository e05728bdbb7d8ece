//! Reads TOML into a [`Ledger`], entry by entry, so that each bad entry is reported.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, IntoDeserializer as _};
use toml_edit::{ArrayOfTables, Document, InlineTable, Item, Key, Table};

use super::{ByCode, Ledger, name};
use crate::page::MAX_CODE;
use crate::problem::{Problem, Problems, Rule};
use crate::source::{File, Source, Span, Spanned};

impl Ledger {
    /// Reads a ledger; `None` if it is not TOML. What is wrong with it goes to `problems`.
    pub fn parse(source: &Source, problems: &mut Problems) -> Option<Self> {
        let document = match Document::parse(source.text()) {
            Ok(document) => document,
            Err(error) => {
                let invalid = Problem::new(Rule::Toml, "the ledger is not valid TOML");
                problems.push(invalid.label(ledger_span(error.span()), error.message().trim()));
                return None;
            }
        };
        let mut ledger = Self::default();
        for (key, item) in document.iter() {
            match (key, item) {
                ("page", Item::Table(table)) => {
                    ledger.page = read_entry(Item::Table(table.clone()), problems);
                }
                ("codes", Item::Table(codes)) => {
                    problems.extend(codes.iter().filter_map(|code| long_line(code, source)));
                    ledger.codes = read_by_code(codes, problems);
                }
                ("class", Item::Table(table)) => ledger.classes = read_by_code(table, problems),
                ("remedy", Item::Table(table)) => ledger.remedies = read_by_code(table, problems),
                ("accepted", Item::ArrayOfTables(tables)) => {
                    ledger.accepted = read_list(tables, problems);
                }
                ("class-rule", Item::ArrayOfTables(tables)) => {
                    ledger.class_rules = read_list(tables, problems);
                }
                (key, item) => {
                    let place = document.as_table().key(key).and_then(Key::span);
                    let message = format!("a ledger has no {} `{key}`", item.type_name());
                    let expected = "expected [page], [codes], [class], [remedy], [[accepted]] or \
                                    [[class-rule]]";
                    problems.push(entry_error(place.or(item.span()), message, expected));
                }
            }
        }
        for accepted in &ledger.accepted {
            if accepted.text.is_none() && accepted.codes.is_empty() {
                let message = format!(
                    "the acceptance of {:?} has no text and no codes",
                    accepted.rule.id()
                );
                problems.push(
                    Problem::new(Rule::Ledger, message)
                        .fix("add text = \"..\" or codes = [..] to it"),
                );
            }
        }
        ledger.check_names(problems);
        Some(ledger)
    }

    /// The public address of the page.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        let page = self.page.as_ref()?;
        Some(&page.address.value.0)
    }

    /// The code, the place and the reason of every decision.
    pub(crate) fn decisions(&self) -> impl Iterator<Item = (u32, Span, &str)> {
        let classes = self.classes.iter();
        let classes = classes.map(|(code, line)| (*code, line.span, &*line.value.why.0));
        let remedies = self.remedies.iter();
        classes.chain(remedies.map(|(code, line)| (*code, line.span, &*line.value.why.0)))
    }

    /// Every name of every code, with its place.
    pub(super) fn names(&self) -> impl Iterator<Item = (&str, Span)> {
        self.codes.values().flat_map(|entry| {
            let Spanned { value, span } = &entry.value.names;
            let names = std::iter::once(&value.name).chain(&value.former);
            names.map(|name| (name.as_str(), *span))
        })
    }

    /// Checks that every name can be the name of a constant, and of one only.
    fn check_names(&self, problems: &mut Problems) {
        let mut taken: BTreeMap<&str, Span> = BTreeMap::new();
        for (name, span) in self.names() {
            if let Some(problem) = name::why_no_name(name) {
                let message = format!("{name:?} cannot be the name of a constant");
                problems.push(Problem::new(Rule::Name, message).label(span, problem));
            } else if let Some(first) = taken.insert(name, span) {
                let message = format!("two codes are named {name}");
                let error = Problem::new(Rule::NameCollision, message);
                let error = error.label(span, "here again").label(first, "first here");
                problems.push(error.fix("give the newer of the two another name"));
            }
        }
    }
}

fn ledger_span(range: Option<Range<usize>>) -> Span {
    Span::new(File::Ledger, range.unwrap_or(0..0))
}

fn entry_error(place: Option<Range<usize>>, message: impl Into<String>, label: &str) -> Problem {
    Problem::new(Rule::Ledger, message).label(ledger_span(place), label)
}

/// Reads a table whose keys are codes.
fn read_by_code<T: DeserializeOwned>(table: &Table, problems: &mut Problems) -> ByCode<T> {
    let mut values = BTreeMap::new();
    for (key, item) in table {
        let place = table.key(key).and_then(Key::span);
        let code = key.parse().ok();
        let code = code.filter(|code: &u32| *code <= MAX_CODE && key == code.to_string());
        let Some(code) = code else {
            let expected = format!("expected a number from 0 to {MAX_CODE}");
            problems.push(entry_error(
                place,
                format!("{key:?} is not a code"),
                &expected,
            ));
            continue;
        };
        if let Some(value) = read_entry(item.clone(), problems) {
            values.insert(code, Spanned::new(value, ledger_span(place)));
        }
    }
    values
}

/// Reads an array of tables, each of which is an entry.
fn read_list<T: DeserializeOwned>(tables: &ArrayOfTables, problems: &mut Problems) -> Vec<T> {
    let items = tables.iter().map(|table| Item::Table(table.clone()));
    items
        .filter_map(|item| read_entry(item, problems))
        .collect()
}

/// Reads one entry.
fn read_entry<T: DeserializeOwned>(item: Item, problems: &mut Problems) -> Option<T> {
    let place = item.span();
    let value = item.into_value().ok()?;
    let entry = T::deserialize(value.into_deserializer()).map_err(|wrong| {
        // The words of the library: `what is wrong, expected something else`.
        let message = wrong.message().replace("unknown variant", "unknown word");
        let (message, expected) = match message.split_once(", expected ") {
            Some((message, expected)) => (message, format!("expected {expected}")),
            None => (&*message, "expected in this entry".to_owned()),
        };
        problems.push(entry_error(wrong.span().or(place), message, &expected));
    });
    entry.ok()
}

/// An error if a code takes more than one line. On one line, no field has a comment that
/// [`settle`](super::settle()) could lose, and one changed code is one changed line for a reviewer.
fn long_line((code, fields): (&str, &Item), source: &Source) -> Option<Problem> {
    let inline = fields.as_inline_table().and_then(InlineTable::span);
    let is_line = inline
        .and_then(|range| source.text().get(range))
        .is_some_and(|text| !text.contains('\n'));
    let message = format!("code {code} takes more than one line");
    let is_wrong = fields.is_table_like() && !is_line;
    let expected = format!("expected {code} = {{ .. }}");
    is_wrong.then(|| entry_error(fields.span(), message, &expected))
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = serde_spanned::Spanned::<T>::deserialize(deserializer)?;
        let place = ledger_span(Some(spanned.span()));
        Ok(Self::new(spanned.into_inner(), place))
    }
}
