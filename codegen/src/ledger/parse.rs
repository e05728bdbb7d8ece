//! Reads TOML into a [`Ledger`], entry by entry, so that each bad entry is reported.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, IntoDeserializer as _};
use toml_edit::{Document, InlineTable, Item, Key, Table};

use super::{ClassRule, Ledger};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::name;
use crate::page::MAX_CODE;
use crate::source::{File, Source, Span, Spanned};

impl Ledger {
    /// Reads a ledger. What is wrong with it goes to `diagnostics`.
    pub fn parse(source: &Source, diagnostics: &mut Diagnostics) -> Self {
        let document = match Document::parse(source.text()) {
            Ok(document) => document,
            Err(error) => {
                let place = span(error.span());
                diagnostics.push(
                    Diagnostic::error("toml", "the ledger is not valid TOML")
                        .label(place, error.message().trim()),
                );
                return Self::default();
            }
        };
        let mut reader = Reader { diagnostics };
        let mut ledger = Self::default();
        for (key, item) in document.iter() {
            match (key, item) {
                ("codes", Item::Table(codes)) => {
                    reader.check_lines(codes, source);
                    ledger.codes = reader.by_code(codes);
                }
                ("class", Item::Table(classes)) => ledger.classes = reader.by_code(classes),
                ("origin", Item::Table(origins)) => ledger.origins = reader.by_code(origins),
                ("remedy", Item::Table(remedies)) => ledger.remedies = reader.by_code(remedies),
                ("accepted", Item::ArrayOfTables(tables)) => {
                    ledger.accepted = reader.list(tables.iter());
                }
                ("class-rule", Item::ArrayOfTables(tables)) => {
                    let rules: Vec<ClassRule> = reader.list(tables.iter());
                    ledger.class_rules = rules.into_iter().map(|rule| rule.words).collect();
                }
                (key, item) => {
                    let place = document.as_table().key(key).and_then(Key::span);
                    let message = format!("a ledger has no {} `{key}`", item.type_name());
                    let expected = "expected [codes], [class], [origin], [remedy], [[accepted]] or \
                                    [[class-rule]]";
                    reader.error(place.or(item.span()), message, expected);
                }
            }
        }
        ledger.check(reader);
        ledger
    }

    /// Checks what each entry says.
    fn check(&self, mut reader: Reader<'_>) {
        for accepted in &self.accepted {
            if accepted.text.is_none() && accepted.codes.is_empty() {
                let message = "an acceptance without a text or codes".to_owned();
                let expected = "expected text = \"..\" or codes = [..] beside it";
                reader.error(Some(accepted.finding.span.range()), message, expected);
            }
        }
        self.check_names(reader.diagnostics);
    }

    /// Checks that every name can be the name of a constant, and of one only.
    fn check_names(&self, diagnostics: &mut Diagnostics) {
        let mut taken: BTreeMap<&str, Span> = BTreeMap::new();
        for Spanned { value: names, span } in self.codes.values().map(|entry| &entry.value.names) {
            for name in &names.0 {
                if let Some(problem) = name::problem(name) {
                    let message = format!("{name:?} cannot be the name of a constant");
                    diagnostics.push(Diagnostic::error("name", message).label(*span, problem));
                } else if let Some(first) = taken.insert(name, *span) {
                    diagnostics.push(
                        Diagnostic::error("name-collision", format!("two codes are named {name}"))
                            .label(*span, "here again")
                            .label(first, "first here")
                            .help("give the newer of the two another name"),
                    );
                }
            }
        }
    }
}

/// Reads TOML items into what they should be, with an error for each that is something else.
struct Reader<'a> {
    diagnostics: &'a mut Diagnostics,
}

fn span(range: Option<Range<usize>>) -> Span {
    Span::new(File::Ledger, range.unwrap_or(0..0))
}

impl Reader<'_> {
    fn error(&mut self, place: Option<Range<usize>>, message: String, label: &str) {
        let error = Diagnostic::error("ledger", message).label(span(place), label);
        self.diagnostics.push(error);
    }

    /// Reads a table whose keys are codes.
    fn by_code<T: DeserializeOwned>(&mut self, table: &Table) -> BTreeMap<u32, Spanned<T>> {
        let mut values = BTreeMap::new();
        for (key, item) in table {
            let place = table.key(key).and_then(Key::span);
            let code = key.parse::<u32>().ok();
            let Some(code) = code.filter(|code| *code <= MAX_CODE && key == code.to_string())
            else {
                let expected = format!("expected a number from 0 to {MAX_CODE}");
                self.error(place, format!("{key:?} is not a code"), &expected);
                continue;
            };
            let span = span(place);
            if let Some(value) = self.entry(item.clone(), item.span()) {
                values.insert(code, Spanned { value, span });
            }
        }
        values
    }

    fn list<'t, T: DeserializeOwned>(&mut self, tables: impl Iterator<Item = &'t Table>) -> Vec<T> {
        tables
            .filter_map(|table| self.entry(Item::Table(table.clone()), table.span()))
            .collect()
    }

    /// Reads one entry, which stands at `place`.
    fn entry<T: DeserializeOwned>(&mut self, item: Item, place: Option<Range<usize>>) -> Option<T> {
        let value = item.into_value().ok()?;
        match T::deserialize(value.into_deserializer()) {
            Ok(value) => Some(value),
            Err(error) => {
                // The words of the library: `what is wrong, expected something else`.
                let message = error.message().replace("unknown variant", "unknown word");
                let (message, expected) = match message.split_once(", expected ") {
                    Some((message, expected)) => (message, format!("expected {expected}")),
                    None => (&*message, "expected in this entry".to_owned()),
                };
                self.error(error.span().or(place), message.to_owned(), &expected);
                None
            }
        }
    }

    /// Checks that each code is one line: a field that [`settle`](super::settle) changes has no
    /// comment of its own to lose, and one changed code is one changed line for a reviewer.
    fn check_lines(&mut self, codes: &Table, source: &Source) {
        for (code, fields) in codes.iter().filter(|(_, fields)| fields.is_table_like()) {
            let inline = fields.as_inline_table().and_then(InlineTable::span);
            if inline.is_none_or(|range| source.slice(span(Some(range))).contains('\n')) {
                let message = format!("code {code} takes more than one line");
                self.error(
                    fields.span(),
                    message,
                    &format!("expected {code} = {{ .. }}"),
                );
            }
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = serde_spanned::Spanned::<T>::deserialize(deserializer)?;
        Ok(Self {
            span: span(Some(spanned.span())),
            value: spanned.into_inner(),
        })
    }
}
