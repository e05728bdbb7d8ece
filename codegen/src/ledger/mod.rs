//! The ledger: our decisions, one line per code.
//!
//! [`Ledger::parse`] reads it; [`settle()`] applies the page's changes to it: this is where a new code gets its
//! permanent name. Comments, order and every line written by hand survive.

mod accept;
pub mod name;
mod parse;
mod settle;

pub use settle::{Rows, settle};

use std::collections::BTreeMap;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use crate::page::portal::parse_address;
use crate::problem::{Rule, Severity};
use crate::source::{Spanned, is_invisible};
use crate::words::{Class, Interruption, Remedy};

/// What a ledger says by code. The place is that of the number.
pub type ByCode<T> = BTreeMap<u32, Spanned<T>>;

/// What a ledger says.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// `[page]`: where the page is published.
    pub page: Option<PublishedPage>,
    /// `[codes]`: every code we know, with its frozen name.
    pub codes: ByCode<Entry>,
    /// `[class]`: exceptions from the page's rule.
    pub classes: ByCode<ClassException>,
    /// `[remedy]`: what a caller should do next.
    pub remedies: ByCode<Advice>,
    /// `[[accepted]]`: warnings that we have reviewed.
    pub accepted: Vec<Accepted>,
    /// `[[class-rule]]`: sentences that mean the same as the page's rule for classes.
    pub class_rules: Vec<ClassRule>,
}

/// Where the page is published.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedPage {
    /// Its public address.
    pub address: Spanned<Address>,
}

/// An address that can be fetched.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub struct Address(pub String);

impl TryFrom<String> for Address {
    type Error = String;

    fn try_from(address: String) -> Result<Self, String> {
        match parse_address(&address) {
            Ok(_) => Ok(Self(address)),
            Err(why) => Err(format!(
                "an address that cannot be fetched, expected another: {why}"
            )),
        }
    }
}

/// A line of `[codes]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "{ name = \"..\", .. }")]
pub struct Entry {
    /// The name, then the names it had before.
    #[serde(rename = "name")]
    pub names: Spanned<Names>,
    /// The message that the page has or had last; `None` for a code that was never documented.
    #[serde(default, deserialize_with = "read_message")]
    pub message: Option<String>,
    /// Since when the page no longer has the code.
    pub retired: Option<Text>,
    /// The public repositories in which a code was seen that is not documented, or was not then.
    #[serde(default)]
    pub seen: Vec<Text>,
    /// Other spellings that people may search for.
    #[serde(default)]
    pub also: Vec<Text>,
}

impl Entry {
    /// Whether the page has the code, as far as the ledger knows.
    #[must_use]
    pub fn is_documented(&self) -> bool {
        self.message.is_some() && self.retired.is_none()
    }
}

/// The name of a constant, then the names it had before.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "OneOrMore")]
pub struct Names {
    /// The name.
    pub name: String,
    /// The names it had before.
    pub former: Vec<String>,
}

#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "not a name, expected \"..\" or [\"..\", \"..\"]"
)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl TryFrom<OneOrMore> for Names {
    type Error = &'static str;

    fn try_from(names: OneOrMore) -> Result<Self, &'static str> {
        let (name, former) = match names {
            OneOrMore::One(name) => (name, Vec::new()),
            OneOrMore::More(mut names) if !names.is_empty() => (names.remove(0), names),
            OneOrMore::More(_) => return Err("no name, expected at least one"),
        };
        Ok(Self { name, former })
    }
}

/// A line of `[class]`: an exception from the page's rule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "{ is = \"..\", why = \"..\" }")]
pub struct ClassException {
    /// The class.
    pub is: Spanned<Class>,
    /// What it rests on.
    pub why: Text,
}

/// A line of `[remedy]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "{ do = \"..\", why = \"..\" }")]
pub struct Advice {
    /// What to do.
    #[serde(rename = "do")]
    pub remedy: Spanned<Remedy>,
    /// The step that the flow waits for, if the remedy is to resume one.
    pub step: Option<Spanned<Interruption>>,
    /// What it rests on.
    pub why: Text,
}

/// Warnings that we have reviewed and accept.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// The rule that they break.
    #[serde(deserialize_with = "read_acceptable_rule")]
    pub rule: Rule,
    /// Those that quote this text.
    pub text: Option<Spanned<Text>>,
    /// Those about these codes.
    #[serde(default)]
    pub codes: Vec<Spanned<u32>>,
    /// Why nothing needs to be done.
    pub why: Text,
}

/// Reads a rule that can be accepted.
fn read_acceptable_rule<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Rule, D::Error> {
    let rule = Rule::deserialize(deserializer)?;
    match rule.severity() {
        Severity::Warning => Ok(rule),
        Severity::Error => Err(D::Error::custom(format_args!(
            "{:?} is an error, expected the rule of a warning",
            rule.id()
        ))),
    }
}

/// A sentence that means the same as the page's rule for classes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassRule {
    /// The sentence.
    pub words: String,
    /// Why it means the same.
    pub why: Text,
}

/// Words on one line, all of which are visible.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Text(pub String);

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
fn read_message<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
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
