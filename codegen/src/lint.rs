//! Findings about the page itself: what its readers would want mended.
//!
//! What keeps a page from being read is an error, and what is left out of it is a warning; both are
//! found where the page is read. This is the rest. A finding that a person has seen is accepted in the
//! ledger, with a reason.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::finding::Finding;
use crate::ledger::Ledger;
use crate::page::Page;
use crate::words::{Class, Remedy};

/// The families of the codes we know: a code's number divided by 1000.
const FAMILIES: [u32; 18] = [
    0, 100, 200, 206, 300, 301, 400, 401, 403, 404, 405, 409, 410, 413, 414, 500, 503, 504,
];

/// Finds what is worth mending on `page`, and which documented codes have no reviewed remedy.
pub(crate) fn lint(page: &Page, ledger: &Ledger, diagnostics: &mut Diagnostics) {
    let mut greatest = 0;
    let mut messages: BTreeMap<String, u32> = BTreeMap::new();
    for row in &page.rows {
        let code = row.code.value;
        let message = &row.message.value;
        let description = row.description.value.to_plain_text();
        let found = |finding, what: &str| {
            Diagnostic::finding(finding, format!("code {code} {what}"))
                .label(row.code.span, "in this row")
                .about(code)
        };
        let remedy = ledger.remedies.get(&code);
        if remedy.is_none_or(|remedy| remedy.value.remedy.value == Remedy::Unreviewed) {
            let line = format!("add `{code} = {{ do = \"..\", why = \"..\" }}` under [remedy]");
            diagnostics.push(found(Finding::UnreviewedRemedy, "has no reviewed remedy").help(line));
        }
        let mut find = |finding, what: &str| diagnostics.push(found(finding, what));
        if code < greatest {
            find(Finding::Order, &format!("stands after {greatest}"));
        }
        greatest = greatest.max(code);
        if !FAMILIES.contains(&(code / 1000)) {
            let what = "is of no known family: its first three digits are new";
            find(Finding::Family, what);
        }
        let folded = message.to_lowercase();
        if let Some(first) = messages.get(&folded).filter(|_| !folded.is_empty()) {
            let what = format!("has the same message as code {first}");
            find(Finding::DuplicateMessage, &what);
        }
        messages.entry(folded).or_insert(code);
        if let Some(word) = odd_casing(message) {
            let what = format!("has a message with unusual capitals: {word:?}");
            find(Finding::MessageCasing, &what);
        }
        for text in [message, &description] {
            if let Some(words) = misplaced_white_space(text) {
                let what = format!("has white space before a punctuation mark: {words:?}");
                find(Finding::WhiteSpace, &what);
            }
            if MOJIBAKE.iter().any(|wrong| text.contains(wrong)) {
                find(Finding::Mojibake, "has wrongly decoded characters");
            }
        }
        if description.is_empty() {
            find(Finding::NoDescription, "has no description");
        }
        let class = Class::by_rule(code);
        if contradicts(class, &description) {
            let what = format!(
                "has a description that contradicts its class, {:?}",
                class.word()
            );
            find(Finding::ClassContradiction, &what);
        }
    }
}

/// What is left of a character of UTF-8 that was decoded as something else.
const MOJIBAKE: [&str; 5] = ["\u{fffd}", "Ã¢", "â€", "Ã\u{83}", "Â\u{a0}"];

/// The words around white space that stands before a punctuation mark.
fn misplaced_white_space(text: &str) -> Option<String> {
    let is_mark = |(_, word): &(&str, &str)| {
        let rest = word.strip_prefix(['.', ',', ';']);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    let mut pairs = text.split_whitespace().zip(text.split_whitespace().skip(1));
    let (word, mark) = pairs.find(is_mark)?;
    Some(format!("{word} {mark}"))
}

/// The first word of `message` whose capitals are unusual. Most messages read like sentences: only
/// their first word and names are capitalised.
fn odd_casing(message: &str) -> Option<&str> {
    if message.contains('_') {
        return Some(message);
    }
    let is_capitalised = |word: &&str| {
        let rest = word.strip_prefix(char::is_uppercase);
        rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(char::is_lowercase))
    };
    message.split(' ').skip(1).find(is_capitalised)
}

/// Whether `description` says the opposite of what the rule makes of the code.
fn contradicts(class: Class, description: &str) -> bool {
    let text = description.to_lowercase();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| text.contains(phrase));
    let denies = says(&["not indicative of an error", "not an error", "is no error"]);
    match class {
        Class::Error => denies,
        Class::Success | Class::Informational => {
            !denies && says(&["this error", "an error is returned"])
        }
    }
}
