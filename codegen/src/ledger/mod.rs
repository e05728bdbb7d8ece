//! The ledger: our decisions, one line per code.
//!
//! [`Ledger::parse`] reads it; `settle` applies the page's changes to it: this is where a new code gets its
//! permanent name. Comments, order and every line written by hand survive.

mod accept;
pub mod name;
mod parse;
mod settle;

pub(crate) use settle::{Rows, settle};

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::problem::Rule;
use crate::source::Spanned;
use crate::words::{Class, Interruption, Remedy};

/// What a ledger says by code. The place is that of the number.
pub type ByCode<T> = BTreeMap<u32, Spanned<T>>;

/// What a ledger says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ledger {
    /// Where the page is published.
    pub page: Option<PublishedPage>,
    /// Every code we know, with its frozen name.
    #[serde(deserialize_with = "parse::read_by_code")]
    pub codes: ByCode<Entry>,
    /// Exceptions from the page's rule for classes.
    #[serde(rename = "class", deserialize_with = "parse::read_by_code")]
    pub classes: ByCode<ClassException>,
    /// What a caller should do next.
    #[serde(rename = "remedy", deserialize_with = "parse::read_by_code")]
    pub remedies: ByCode<Advice>,
    /// Warnings that we have reviewed.
    pub accepted: Vec<Spanned<Accepted>>,
    /// Sentences that mean the same as the page's rule for classes.
    #[serde(rename = "class-rule")]
    pub class_rules: Vec<ClassRule>,
}

/// Where the page is published.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedPage {
    /// Its public address.
    pub address: String,
}

/// A line of `[codes]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "{ name = \"..\", .. }")]
pub struct Entry {
    /// The name of the constant.
    pub name: String,
    /// The names that it had before.
    #[serde(default)]
    pub former_names: Vec<String>,
    /// The message that the page has or had last; `None` for a code that was never documented.
    #[serde(default, deserialize_with = "parse::read_message")]
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

/// A line of `[class]`: an exception from the page's rule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "{ is = \"..\", why = \"..\" }")]
pub struct ClassException {
    /// The class.
    pub is: Class,
    /// What it rests on.
    pub why: Text,
}

/// A line of `[remedy]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "{ do = \"..\", why = \"..\" }")]
pub struct Advice {
    /// What to do.
    #[serde(rename = "do")]
    pub remedy: Remedy,
    /// The step that the flow waits for, if the remedy is to resume one.
    pub step: Option<Interruption>,
    /// What it rests on.
    pub why: Text,
}

/// Warnings that we have reviewed and accept.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// The rule that they break.
    pub rule: Rule,
    /// Those that quote this text.
    pub text: Option<Text>,
    /// Those about these codes.
    #[serde(default)]
    pub codes: Vec<u32>,
    /// Why nothing needs to be done.
    pub why: Text,
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
