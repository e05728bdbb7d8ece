//! The ledger: our own decisions, one line a code.
//!
//! [`Ledger::parse`] reads it; [`settle()`] writes down what a page brings: new codes get their name
//! here, once and for all. Comments, order and all lines that a person wrote survive.

mod parse;
mod settle;

pub use settle::{News, Rows, settle};

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::finding::Finding;
use crate::source::Spanned;
use crate::text::is_invisible;
use crate::words::{Class, Interruption, Remedy};

/// What a ledger says by code. The place is that of the number.
pub type ByCode<T> = BTreeMap<u32, Spanned<T>>;

/// What a ledger says.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// `[codes]`: every code we know, with its frozen name.
    pub codes: ByCode<Entry>,
    /// `[class]`: exceptions from the page's rule.
    pub classes: ByCode<ClassException>,
    /// `[remedy]`: what a caller should do next.
    pub remedies: ByCode<Advice>,
    /// `[[accepted]]`: findings that a person has seen.
    pub accepted: Vec<Accepted>,
    /// `[[class-rule]]`: sentences that mean the same as the page's rule for classes.
    pub class_rules: Vec<ClassRule>,
}

/// A line of `[codes]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "{ name = \"..\", .. }")]
pub struct Entry {
    /// The name, then the names it had before.
    #[serde(rename = "name")]
    pub names: Spanned<Names>,
    /// The message that the page has or had last; `None` for a code that was never documented.
    pub message: Option<OneLine>,
    /// Since when the page no longer has the code.
    pub retired: Option<Text>,
    /// The public repositories in which a code was seen that is not documented, or was not then.
    #[serde(default)]
    pub seen: Vec<Text>,
    /// Other spellings that people may search for.
    #[serde(default)]
    pub also: Vec<Text>,
}

/// The name of a constant, then the names it had before.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "OneOrMore")]
pub struct Names(pub Vec<String>);

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
        match names {
            OneOrMore::One(name) => Ok(Self(vec![name])),
            OneOrMore::More(names) if names.is_empty() => Err("no name, expected at least one"),
            OneOrMore::More(names) => Ok(Self(names)),
        }
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

/// Findings about the page that a person has seen and accepts.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// The kind.
    pub finding: Spanned<Finding>,
    /// Those that point at this text.
    pub text: Option<Spanned<Text>>,
    /// Those about these codes.
    #[serde(default)]
    pub codes: Vec<Spanned<u32>>,
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

/// Text that is shown on one line, all of which can be seen; it may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct OneLine(pub String);

impl TryFrom<String> for OneLine {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if let Some(c) = text.chars().find(|&c| is_invisible(c)) {
            let c = u32::from(c);
            return Err(format!(
                "an invisible character, U+{c:04X}, expected text on one line"
            ));
        }
        Ok(Self(text))
    }
}

/// A [`OneLine`] that has words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "OneLine")]
pub struct Text(pub String);

impl TryFrom<OneLine> for Text {
    type Error = &'static str;

    fn try_from(OneLine(text): OneLine) -> Result<Self, &'static str> {
        if text.trim().is_empty() {
            return Err("an empty text, expected some words");
        }
        Ok(Self(text))
    }
}
