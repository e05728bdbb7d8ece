//! The ledger: our own decisions, one line a code.
//!
//! [`Ledger::parse`] reads it with the place of everything; [`settle`] writes down what a page
//! brings: new codes get their name here, once and for all. Comments, order and whatever a person
//! wrote survive.

use std::collections::{BTreeMap, BTreeSet};

use toml_edit::{Document, DocumentMut, InlineTable, Item, Key, TableLike, Value};

use crate::diagnostic::{Diagnostic, Diagnostics, is_invisible};
use crate::finding::Finding;
use crate::name;
use crate::page::MAX_CODE;
use crate::source::{File, Source, Span, Spanned};
use crate::words::{Class, Origin, Remedy};

/// What a ledger says.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// `[codes]`: every code we know, with its frozen name.
    pub codes: BTreeMap<u32, Entry>,
    /// `[class]`: exceptions from the page's rule.
    pub classes: BTreeMap<u32, Verdict<Class>>,
    /// `[origin]`: codes that do not come from the server.
    pub origins: BTreeMap<u32, Verdict<Origin>>,
    /// `[remedy]`: what a caller should do next.
    pub remedies: BTreeMap<u32, Verdict<Remedy>>,
    /// `[[accepted]]`: findings that a person has seen.
    pub accepted: Vec<Accepted>,
}

/// A line of `[codes]`.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The number, where it stands.
    pub code: Spanned<u32>,
    /// The name, then the names it had before.
    pub names: Vec<Spanned<String>>,
    /// The message that the page has or had last; none for a code that was never documented.
    pub message: Option<String>,
    /// Since when the page no longer has the code.
    pub retired: Option<String>,
    /// The public repositories in which an undocumented code was seen.
    pub seen: Option<Spanned<Vec<String>>>,
    /// Other spellings that people may search for.
    pub also: Vec<String>,
}

/// A decision about a code, with the reason for it.
#[derive(Debug, Clone)]
pub struct Verdict<T> {
    /// The number, where it stands.
    pub code: Spanned<u32>,
    /// The decision.
    pub is: Spanned<T>,
    /// What it rests on.
    pub why: String,
}

/// A finding about the page that a person has seen and accepts.
#[derive(Debug, Clone)]
pub struct Accepted {
    /// The kind.
    pub finding: Finding,
    /// Which findings of that kind.
    pub scopes: Vec<Spanned<Scope>>,
}

/// Which findings of a kind are accepted.
#[derive(Debug, Clone)]
pub enum Scope {
    /// Those that point at this text.
    Text(String),
    /// Those about this code.
    Code(u32),
}

impl Ledger {
    /// Reads a ledger. What is wrong with it goes to `diagnostics`.
    pub fn parse(source: &Source, diagnostics: &mut Diagnostics) -> Self {
        let document = match Document::parse(source.text()) {
            Ok(document) => document,
            Err(error) => {
                let at = error.span().unwrap_or(0..0);
                diagnostics.push(
                    Diagnostic::error("toml", "the ledger is not valid TOML").label(
                        Span::new(File::Ledger, at),
                        error.message().trim().to_owned(),
                    ),
                );
                return Self::default();
            }
        };
        let mut reader = Reader { diagnostics };
        let mut ledger = Self::default();
        for (key, item) in document.iter() {
            match (key, item) {
                ("codes", item) => {
                    reader.one_line_each(item, source);
                    ledger.codes = reader.by_code(item, key, Reader::entry);
                }
                ("class", item) => ledger.classes = reader.verdicts(item, key, "is", Class::parse),
                ("origin", item) => {
                    ledger.origins = reader.verdicts(item, key, "is", Origin::parse);
                }
                ("remedy", item) => {
                    ledger.remedies = reader.verdicts(item, key, "do", Remedy::parse);
                }
                ("accepted", Item::ArrayOfTables(tables)) => {
                    ledger.accepted = tables
                        .iter()
                        .filter_map(|table| reader.accepted(table))
                        .collect();
                }
                (key, item) => {
                    let span = document.as_table().key(key).and_then(Key::span);
                    reader.error(
                        span.or(item.span()),
                        format!("a ledger has no {} `{key}`", item.type_name()),
                        "expected [codes], [class], [origin], [remedy] or [[accepted]]",
                    );
                }
            }
        }
        ledger.check_names(diagnostics);
        ledger
    }

    fn check_names(&self, diagnostics: &mut Diagnostics) {
        let mut taken: BTreeMap<&str, Span> = BTreeMap::new();
        for name in self.codes.values().flat_map(|entry| &entry.names) {
            if let Some(problem) = name::problem(&name.value) {
                diagnostics.push(
                    Diagnostic::error(
                        "name",
                        format!("{:?} is no name for a constant", name.value),
                    )
                    .label(name.span, problem),
                );
            } else if let Some(&first) = taken.get(name.value.as_str()) {
                diagnostics.push(
                    Diagnostic::error(
                        "name-collision",
                        format!("two codes are named {}", name.value),
                    )
                    .label(name.span, "here again")
                    .label(first, "first here")
                    .help("give the newer of the two another name"),
                );
            } else {
                taken.insert(&name.value, name.span);
            }
        }
    }
}

/// Reads TOML items into what they should be, with an error for what they are not.
struct Reader<'a> {
    diagnostics: &'a mut Diagnostics,
}

/// A line `403042 = { .. }`.
struct Fields<'a> {
    code: Spanned<u32>,
    table: &'a dyn TableLike,
}

fn span(range: Option<std::ops::Range<usize>>) -> Span {
    Span::new(File::Ledger, range.unwrap_or(0..0))
}

impl Reader<'_> {
    fn error(
        &mut self,
        range: Option<std::ops::Range<usize>>,
        message: String,
        label: impl Into<String>,
    ) {
        self.diagnostics
            .push(Diagnostic::error("ledger", message).label(span(range), label));
    }

    /// A table whose keys are codes.
    fn by_code<T>(
        &mut self,
        item: &Item,
        name: &str,
        mut read: impl FnMut(&mut Self, &Fields<'_>) -> Option<T>,
    ) -> BTreeMap<u32, T> {
        let mut values = BTreeMap::new();
        let Some(table) = item.as_table() else {
            self.error(
                item.span(),
                format!("`{name}` is not a table"),
                "expected a table",
            );
            return values;
        };
        for (key, item) in table {
            let key_span = table.key(key).and_then(Key::span);
            let code = key
                .parse()
                .ok()
                .filter(|&code: &u32| code <= MAX_CODE && key == code.to_string());
            let Some(code) = code else {
                let expected = "expected a number from 0 to 999999";
                self.error(key_span, format!("{key:?} is not a code"), expected);
                continue;
            };
            let Some(fields) = item.as_table_like() else {
                self.error(
                    item.span(),
                    format!("code {code} has no fields"),
                    "expected { .. }",
                );
                continue;
            };
            let at = Spanned {
                value: code,
                span: span(key_span),
            };
            if let Some(value) = read(
                self,
                &Fields {
                    code: at,
                    table: fields,
                },
            ) {
                values.insert(code, value);
            }
        }
        values
    }

    /// Checks that each code is one line: a field that [`settle`] changes has no comment of its own
    /// to lose, and one changed code is one changed line to whoever reviews it.
    fn one_line_each(&mut self, codes: &Item, source: &Source) {
        let codes = codes.as_table().into_iter().flatten();
        for (code, fields) in codes.filter(|(_, fields)| fields.is_table_like()) {
            let inline = fields.as_inline_table().and_then(InlineTable::span);
            if inline.is_none_or(|range| source.slice(span(Some(range))).contains('\n')) {
                self.error(
                    fields.span(),
                    format!("{code} is not one line"),
                    format!("expected {code} = {{ .. }}"),
                );
            }
        }
    }

    fn verdicts<T: Copy>(
        &mut self,
        item: &Item,
        name: &str,
        field: &str,
        parse: fn(&str) -> Result<T, String>,
    ) -> BTreeMap<u32, Verdict<T>> {
        self.by_code(item, name, |reader, fields| {
            reader.only(fields.table, &[field, "why"]);
            let word = reader.string(fields, field)?;
            let why = reader.reason(fields)?;
            match parse(&word.value) {
                Ok(value) => Some(Verdict {
                    code: fields.code.clone(),
                    is: Spanned {
                        value,
                        span: word.span,
                    },
                    why,
                }),
                Err(expected) => {
                    let message = format!("{:?} is no {name}", word.value);
                    reader.error(Some(word.span.range()), message, expected);
                    None
                }
            }
        })
    }

    fn entry(&mut self, fields: &Fields<'_>) -> Option<Entry> {
        self.only(
            fields.table,
            &["name", "message", "retired", "seen", "also"],
        );
        let names = match fields.table.get("name") {
            Some(item @ Item::Value(Value::Array(_))) => self.strings(item)?,
            _ => vec![self.string(fields, "name")?],
        };
        let seen = match fields.table.get("seen") {
            None => None,
            Some(item) => Some(Spanned {
                value: values(self.strings(item)?),
                span: span(item.span()),
            }),
        };
        let also = match fields.table.get("also") {
            None => Vec::new(),
            Some(item) => values(self.strings(item)?),
        };
        let message = self.optional(fields, "message");
        // Code 0 has an empty one.
        if let Some(message) = message.as_ref().filter(|text| !text.value.is_empty()) {
            self.check_edges(message);
        }
        let retired = self.optional(fields, "retired");
        if let Some(seen) = seen
            .as_ref()
            .filter(|seen: &&Spanned<Vec<String>>| seen.value.is_empty())
        {
            let message = format!("code {} was seen nowhere", fields.code.value);
            self.error(
                Some(seen.span.range()),
                message,
                "expected public repositories",
            );
        }
        if names.is_empty() {
            let code = fields.code.value;
            let at = Some(fields.code.span.range());
            self.error(at, format!("code {code} has no name"), "expected one");
            return None;
        }
        Some(Entry {
            code: fields.code.clone(),
            names,
            message: message.map(|message| message.value),
            retired: retired.map(|retired| retired.value),
            seen,
            also,
        })
    }

    fn accepted(&mut self, table: &toml_edit::Table) -> Option<Accepted> {
        self.only(table, &["finding", "text", "codes", "why"]);
        let fields = Fields {
            code: Spanned {
                value: 0,
                span: span(table.span()),
            },
            table,
        };
        let finding = self.string(&fields, "finding")?;
        let kind = Finding::parse(&finding.value);
        if let Err(expected) = &kind {
            let message = format!("no finding is called {:?}", finding.value);
            self.error(Some(finding.span.range()), message, expected);
        }
        self.reason(&fields)?;
        let mut scopes = Vec::new();
        if let Some(text) = self.optional(&fields, "text") {
            scopes.push(Spanned {
                value: Scope::Text(text.value),
                span: text.span,
            });
        }
        let codes = table.get("codes");
        if let Some(item) = codes.filter(|item| !item.is_array()) {
            self.error(
                item.span(),
                "`codes` is no list".to_owned(),
                "expected codes = [..]",
            );
        }
        for value in codes.and_then(Item::as_array).into_iter().flatten() {
            match value.as_integer().and_then(|code| u32::try_from(code).ok()) {
                Some(code) => {
                    scopes.push(Spanned {
                        value: Scope::Code(code),
                        span: span(value.span()),
                    });
                }
                None => self.error(value.span(), "not a code".to_owned(), "expected a number"),
            }
        }
        if scopes.is_empty() {
            let message = "an acceptance of nothing".to_owned();
            self.error(
                table.span(),
                message,
                "expected text = \"..\" or codes = [..]",
            );
        }
        Some(Accepted {
            finding: kind.ok()?,
            scopes,
        })
    }

    /// Reports fields that do not belong here: most likely misspelt.
    fn only(&mut self, table: &dyn TableLike, known: &[&str]) {
        for (key, item) in table.iter() {
            if !known.contains(&key) {
                let at = table.key(key).and_then(Key::span).or(item.span());
                let expected = format!("expected {}", known.join(", "));
                self.error(at, format!("an unknown field `{key}`"), expected);
            }
        }
    }

    fn string(&mut self, fields: &Fields<'_>, name: &str) -> Option<Spanned<String>> {
        if fields.table.get(name).is_none() {
            let message = format!("the field `{name}` is missing");
            let expected = format!("expected {name} = \"..\"");
            self.error(Some(fields.code.span.range()), message, expected);
            return None;
        }
        self.optional(fields, name)
    }

    fn optional(&mut self, fields: &Fields<'_>, name: &str) -> Option<Spanned<String>> {
        let item = fields.table.get(name)?;
        let Some(text) = item.as_str() else {
            self.error(
                item.span(),
                format!("`{name}` is not a string"),
                "expected \"..\"",
            );
            return None;
        };
        let text = Spanned {
            value: text.to_owned(),
            span: span(item.span()),
        };
        self.check_visible(&text);
        Some(text)
    }

    /// What nobody can see, or goes on in the next line, would go into documentation.
    fn check_visible(&mut self, text: &Spanned<String>) {
        if let Some(c) = text.value.chars().find(|&c| is_invisible(c)) {
            let message = format!("an invisible character, U+{:04X}", u32::from(c));
            self.error(
                Some(text.span.range()),
                message,
                "expected text on one line",
            );
        }
    }

    /// White space at an edge is not seen, and a text of nothing else says nothing.
    fn check_edges(&mut self, text: &Spanned<String>) {
        if text.value.trim() != text.value || text.value.is_empty() {
            let message = format!("{:?} is blank at an edge", text.value);
            self.error(Some(text.span.range()), message, "expected a text");
        }
    }

    /// The field `why`, which has to say something.
    fn reason(&mut self, fields: &Fields<'_>) -> Option<String> {
        let why = self.string(fields, "why")?;
        if why.value.trim().is_empty() {
            let message = "a decision without a reason".to_owned();
            self.error(Some(why.span.range()), message, "say what it rests on");
        }
        Some(why.value)
    }

    fn strings(&mut self, item: &Item) -> Option<Vec<Spanned<String>>> {
        let strings = item.as_array().and_then(|array| {
            array
                .iter()
                .map(|value| {
                    let value_span = span(value.span());
                    value.as_str().map(|text| Spanned {
                        value: text.to_owned(),
                        span: value_span,
                    })
                })
                .collect::<Option<Vec<_>>>()
        });
        for text in strings.iter().flatten() {
            self.check_visible(text);
            self.check_edges(text);
        }
        if strings.is_none() {
            self.error(
                item.span(),
                "not a list of strings".to_owned(),
                "expected [\"..\"]",
            );
        }
        strings
    }
}

fn values<T>(spanned: Vec<Spanned<T>>) -> Vec<T> {
    spanned.into_iter().map(|spanned| spanned.value).collect()
}

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
    /// The number.
    pub code: u32,
    /// The message, as plain text; empty for code 0.
    pub message: &'a str,
    /// Where the message stands.
    pub span: Span,
}

/// Writes down what the page brings: names for new codes, new words of messages, and which codes
/// came and went. Returns the ledger's new text and what changed, by code.
pub fn settle(
    source: &Source,
    ledger: &Ledger,
    page: &[OnPage<'_>],
    sha256: &str,
    diagnostics: &mut Diagnostics,
) -> (String, BTreeMap<u32, Change>) {
    let names = new_names(ledger, page, diagnostics);
    let changes = changes(ledger, page, &names);
    // Most pages bring nothing, and a document that can be edited takes as long to make as all
    // else that is done with the ledger.
    let document = (!changes.is_empty()).then(|| source.text().parse::<DocumentMut>());
    let Some(Ok(mut document)) = document else {
        return (source.text().to_owned(), BTreeMap::new());
    };
    let codes = document.entry("codes").or_insert_with(toml_edit::table);
    let Some(codes) = codes.as_table_mut() else {
        return (source.text().to_owned(), BTreeMap::new());
    };
    for row in page.iter().filter(|row| changes.contains_key(&row.code)) {
        let key = row.code.to_string();
        if let Some(name) = names.get(&row.code) {
            let mut fields = InlineTable::new();
            fields.insert("name", name.as_str().into());
            fields.insert("message", row.message.into());
            codes.insert(&key, Item::Value(fields.into()));
        } else if let Some(fields) = codes.get_mut(&key).and_then(Item::as_table_like_mut) {
            if fields.get("message").and_then(Item::as_str) != Some(row.message) {
                set(fields, "message", row.message);
            }
            unset(fields, "retired");
        }
    }
    let retired = format!("not on the page with SHA-256 {sha256}");
    for (code, _) in changes
        .iter()
        .filter(|(_, change)| **change == Change::Retired)
    {
        let fields = codes.get_mut(&code.to_string());
        if let Some(fields) = fields.and_then(Item::as_table_like_mut) {
            set(fields, "retired", &retired);
        }
    }
    if !names.is_empty() {
        put_in_order(codes, ledger);
    }
    (document.to_string(), changes)
}

/// What `page` changes in `ledger`.
fn changes(
    ledger: &Ledger,
    page: &[OnPage<'_>],
    names: &BTreeMap<u32, String>,
) -> BTreeMap<u32, Change> {
    let on_page = page.iter().filter_map(|row| {
        let change = match ledger.codes.get(&row.code) {
            None if names.contains_key(&row.code) => Change::Added,
            None => return None,
            Some(entry) if entry.retired.is_some() => Change::Restored,
            Some(entry) => match &entry.message {
                None => Change::Added,
                Some(message) if message != row.message => Change::Reworded,
                Some(_) => return None,
            },
        };
        Some((row.code, change))
    });
    let gone = ledger.codes.values().filter_map(|entry| {
        let is_gone = entry.message.is_some()
            && entry.retired.is_none()
            && page
                .binary_search_by_key(&entry.code.value, |row| row.code)
                .is_err();
        is_gone.then_some((entry.code.value, Change::Retired))
    });
    on_page.chain(gone).collect()
}

/// Sets a field, keeping the white space and comments around it.
fn set(fields: &mut dyn TableLike, name: &str, text: &str) {
    let mut value = Value::from(text);
    if let Some(Item::Value(old)) = fields.get_mut(name) {
        *value.decor_mut() = old.decor().clone();
        *old = value;
        return;
    }
    if let Some((_, Item::Value(last))) = fields.iter_mut().last() {
        // What stood between the last field and the brace stands there still.
        if let Some(suffix) = last.decor().suffix().cloned() {
            value.decor_mut().set_prefix(" ");
            value.decor_mut().set_suffix(suffix);
            last.decor_mut().set_suffix("");
        }
    }
    fields.insert(name, Item::Value(value));
}

/// Removes a field; the white space before the brace stays.
fn unset(fields: &mut dyn TableLike, name: &str) {
    let suffix = |item: Item| {
        item.as_value()
            .and_then(|value| value.decor().suffix().cloned())
    };
    let is_last = fields.iter().last().is_some_and(|(last, _)| last == name);
    let suffix = fields.remove(name).and_then(suffix);
    if let (true, Some(suffix)) = (is_last, suffix)
        && let Some((_, Item::Value(last))) = fields.iter_mut().last()
    {
        last.decor_mut().set_suffix(suffix);
    }
}

/// Moves new lines from the end of the table to before the first line with a greater number. Lines
/// that were there keep their order, whatever it is.
fn put_in_order(codes: &mut toml_edit::Table, ledger: &Ledger) {
    let number = |key: &Key| key.get().parse::<u32>().unwrap_or(u32::MAX);
    let keys: Vec<u32> = codes
        .iter()
        .map(|(key, _)| key.parse().unwrap_or(u32::MAX))
        .collect();
    let (old, mut new): (Vec<_>, Vec<_>) = keys
        .into_iter()
        .partition(|code| ledger.codes.contains_key(code));
    new.sort_unstable();
    let mut order = Vec::with_capacity(old.len() + new.len());
    let mut new = new.into_iter().peekable();
    for code in old {
        while let Some(before) = new.next_if(|&new| new < code) {
            order.push(before);
        }
        order.push(code);
    }
    order.extend(new);
    let position: BTreeMap<u32, usize> = order
        .into_iter()
        .enumerate()
        .map(|(position, code)| (code, position))
        .collect();
    codes.sort_values_by(|a, _, b, _| position.get(&number(a)).cmp(&position.get(&number(b))));
}

/// Names for the codes on the page that the ledger does not have yet.
fn new_names(
    ledger: &Ledger,
    page: &[OnPage<'_>],
    diagnostics: &mut Diagnostics,
) -> BTreeMap<u32, String> {
    let mut taken: BTreeMap<String, Span> = ledger
        .codes
        .values()
        .flat_map(|entry| &entry.names)
        .map(|name| (name.value.clone(), name.span))
        .collect();
    let gone: BTreeSet<&str> = ledger
        .codes
        .values()
        .filter(|entry| {
            page.binary_search_by_key(&entry.code.value, |row| row.code)
                .is_err()
        })
        .filter_map(|entry| entry.message.as_deref())
        .collect();
    let mut names = BTreeMap::new();
    for row in page
        .iter()
        .filter(|row| !ledger.codes.contains_key(&row.code))
    {
        let code = row.code;
        let derived = match row {
            OnPage {
                code: 0,
                message: "",
                ..
            } => Ok("SUCCESS".to_owned()),
            row => name::derive(row.message),
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
        let by_hand = format!(
            "choose a name by hand: add `{code} = {{ name = \"..\", message = .. }}` under [codes]"
        );
        match derived {
            Err(problem) => diagnostics.push(
                Diagnostic::error("name", format!("the message of code {code} gives no name"))
                    .label(row.span, problem)
                    .help(by_hand),
            ),
            Ok(name) => match taken.get(&name) {
                Some(&first) => diagnostics.push(
                    Diagnostic::error(
                        "name-collision",
                        format!("code {code} would be named {name} as well"),
                    )
                    .label(row.span, "this message gives the same name")
                    .label(first, "the name is taken here")
                    .help(by_hand),
                ),
                None => {
                    taken.insert(name.clone(), row.span);
                    names.insert(code, name);
                }
            },
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_codes_are_renumbered_one_by_one() {
        // Were each held against each code that is gone, this would take minutes.
        const MANY: u32 = 50_000;
        let span = Span::new(File::Ledger, 0..0);
        let messages: Vec<String> = (0..MANY).map(|code| format!("Number {code}")).collect();
        let entry = |code, message: &String| Entry {
            code: Spanned { value: code, span },
            names: vec![Spanned {
                value: name::derive(message).unwrap(),
                span,
            }],
            message: Some(message.clone()),
            retired: None,
            seen: None,
            also: Vec::new(),
        };
        let codes = (0..).zip(&messages);
        let ledger = Ledger {
            codes: codes
                .clone()
                .map(|(code, message)| (code, entry(code, message)))
                .collect(),
            ..Ledger::default()
        };
        let page: Vec<_> = codes
            .map(|(code, message)| OnPage {
                code: MANY + code,
                message,
                span,
            })
            .collect();
        let mut diagnostics = Diagnostics::default();
        let names = new_names(&ledger, &page, &mut diagnostics);
        assert!(diagnostics.is_empty());
        assert_eq!(names[&(2 * MANY - 1)], "NUMBER_49999_99999");
    }
}
