//! Reads TOML into a [`Ledger`], and checks it.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use toml_edit::DocumentMut;

use super::{ByCode, Ledger, Text, name};
use crate::page::MAX_CODE;
use crate::problem::{Problem, Problems, Rule, Severity};
use crate::source::{File, Source, Span, Spanned, is_invisible};
use crate::words::Class;

impl Ledger {
    /// Reads a ledger. What it cannot have is reported, and left out.
    #[must_use]
    pub fn parse(source: &Source, problems: &mut Problems) -> Self {
        let mut text = source.text().to_owned();
        loop {
            let wrong = match toml_edit::de::from_str(&text) {
                Ok(ledger) => return ledger,
                Err(wrong) => wrong,
            };
            let span = wrong.span().unwrap_or_default();
            // The words of the library: `what is wrong, expected something else`.
            let message = wrong.message().trim();
            let message = message.replace("unknown variant", "unknown word");
            let (message, expected) = match message.split_once(", expected ") {
                Some((message, expected)) => (message, format!("expected {expected}")),
                None => (&*message, "here".to_owned()),
            };
            let place = ledger_span(span.clone());
            problems.push(Problem::new(Rule::Ledger, message).label(place, expected));
            // Without the line of that code, the others can be read.
            let start = text[..span.start].rfind('\n').map_or(0, |end| end + 1);
            let line = text[start..].lines().next().unwrap_or_default();
            if !line.starts_with(|c: char| c.is_ascii_digit()) {
                return Self::default();
            }
            let blank = " ".repeat(line.len());
            text.replace_range(start..start + line.len(), &blank);
            // It is no TOML still, as if the line above is not ended: then each line below would be wrong, too.
            if text.parse::<DocumentMut>().is_err() {
                return Self::default();
            }
        }
    }

    /// The public address of the page.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        Some(&self.page.as_ref()?.address)
    }

    /// The class of a code: by the page's rule, or by an exception.
    pub(crate) fn class_of(&self, code: u32) -> Class {
        let exception = self.classes.get(&code);
        exception.map_or(Class::by_rule(code), |exception| exception.value.is)
    }

    /// The code, the place and the reason of every decision.
    pub(crate) fn decisions(&self) -> Vec<(u32, Span, &str)> {
        let mut decisions = Vec::new();
        for (code, Spanned { value, span }) in &self.classes {
            decisions.push((*code, *span, &*value.why.0));
        }
        for (code, Spanned { value, span }) in &self.remedies {
            decisions.push((*code, *span, &*value.why.0));
        }
        for Spanned { value, span } in &self.accepted {
            let codes = value.codes.iter();
            decisions.extend(codes.map(|code| (*code, *span, &*value.why.0)));
        }
        decisions
    }

    /// Every name of every code, with its place.
    pub(super) fn names(&self) -> impl Iterator<Item = (&String, Span)> {
        self.codes.values().flat_map(|Spanned { value, span }| {
            let names = std::iter::once(&value.name).chain(&value.former_names);
            names.map(|name| (name, *span))
        })
    }

    /// Checks that every name can be the name of a constant, and of one only, and that every acceptance can
    /// accept something.
    pub(crate) fn check(&self, problems: &mut Problems) {
        let mut taken: BTreeMap<&String, Span> = BTreeMap::new();
        for (name, span) in self.names() {
            if let Some(problem) = name::why_no_name(name) {
                let message = format!("{name:?} cannot be the name of a constant");
                problems.push(Problem::new(Rule::Name, message).label(span, problem));
            } else if let Some(first) = taken.insert(name, span) {
                let message = format!("two codes are named {name}");
                let error = Problem::new(Rule::NameCollision, message);
                problems.push(error.label(span, "here again").label(first, "first here"));
            }
        }
        for Spanned { value, span } in &self.accepted {
            if value.rule.severity() == Severity::Error
                || (value.text.is_none() && value.codes.is_empty())
            {
                let error = Problem::new(Rule::Ledger, "an acceptance that accepts nothing");
                let expected = "expected the rule of a warning, and text = \"..\" or codes = [..]";
                problems.push(error.label(*span, expected));
            }
        }
    }
}

fn ledger_span(range: Range<usize>) -> Span {
    Span::new(File::Ledger, range)
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = serde_spanned::Spanned::<T>::deserialize(deserializer)?;
        let place = ledger_span(spanned.span());
        Ok(Self::new(spanned.into_inner(), place))
    }
}

/// Reads a table whose keys are codes.
pub(super) fn read_by_code<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<ByCode<T>, D::Error> {
    let lines = BTreeMap::<serde_spanned::Spanned<Code>, T>::deserialize(deserializer)?;
    let lines = lines.into_iter().map(|(code, value)| {
        let place = ledger_span(code.span());
        (code.into_inner().0, Spanned::new(value, place))
    });
    Ok(lines.collect())
}

/// The key of a line.
#[derive(PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
struct Code(u32);

impl TryFrom<String> for Code {
    type Error = String;

    fn try_from(key: String) -> Result<Self, String> {
        match key.parse() {
            Ok(code @ 0..=MAX_CODE) if key == code.to_string() => Ok(Self(code)),
            _ => Err(format!(
                "{key:?} is not a code, expected a number from 0 to {MAX_CODE}"
            )),
        }
    }
}

impl TryFrom<String> for Text {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Err("an empty text, expected some words".to_owned());
        }
        check_line(text).map(Self)
    }
}

/// Reads a message, which is empty for code 0.
pub(super) fn read_message<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    check_line(text).map(Some).map_err(D::Error::custom)
}

/// `text`, if it is one line without invisible characters.
fn check_line(text: String) -> Result<String, String> {
    match text.chars().find(|&c| is_invisible(c)) {
        None => Ok(text),
        Some(c) => Err(format!(
            "an invisible character, U+{:04X}, expected text on one line",
            u32::from(c)
        )),
    }
}
