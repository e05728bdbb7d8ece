//! Findings about the page itself: what its readers would want mended.
//!
//! What keeps a page from being read is an error, and what is left out of it is a finding; both are
//! reported where the page is read. This is the rest. A finding that a person has seen is accepted in
//! the ledger, with a reason.

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
        let class = Class::by_rule(code);
        let rule = class.word();
        let mut find = |finding, what: &str| {
            let label = match finding {
                Finding::Family => "no other code begins with these three digits",
                Finding::UnreviewedRemedy => "the crate says `Unreviewed`",
                Finding::ClassContradiction => &format!("by the rule it is of class {rule}"),
                _ => "in this row",
            };
            let what = format!("code {code} {what}");
            let mut found = Diagnostic::finding(finding, what);
            if finding == Finding::UnreviewedRemedy {
                let line = format!("add `{code} = {{ do = \"..\", why = \"..\" }}` under [remedy]");
                found = found.help(line);
            }
            diagnostics.push(found.label(row.code.span, label).about(code));
        };
        if code < greatest {
            find(Finding::Order, &format!("stands after {greatest}"));
        }
        greatest = greatest.max(code);
        if !FAMILIES.contains(&(code / 1000)) {
            find(Finding::Family, "belongs to no known family");
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
        let remedy = ledger.remedies.get(&code);
        if remedy.is_none_or(|remedy| remedy.value.is.value == Remedy::Unreviewed) {
            find(Finding::UnreviewedRemedy, "has no reviewed remedy");
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
        if description.matches('"').count() % 2 == 1 {
            find(
                Finding::UnbalancedQuote,
                "has an odd number of quotation marks",
            );
        }
        if contradicts(class, &description) {
            let what = "has a description that contradicts the rule for classes";
            find(Finding::ClassContradiction, what);
        }
    }
}

/// What is left of a character of UTF-8 that was decoded as something else.
const MOJIBAKE: [&str; 5] = [
    "\u{fffd}",
    "\u{c3}\u{a2}",
    "\u{e2}\u{20ac}",
    "\u{c3}\u{83}",
    "\u{c2}\u{a0}",
];

/// The words around white space that stands before a punctuation mark.
fn misplaced_white_space(text: &str) -> Option<&str> {
    [" .", " ,", " ;"].iter().find_map(|space| {
        let is_misplaced = |at: usize| !text[at + 2..].starts_with(|c: char| c.is_alphanumeric());
        let (at, _) = text
            .match_indices(space)
            .find(|(at, _)| is_misplaced(*at))?;
        let word = text[..at].rsplit(char::is_whitespace).next()?;
        Some(&text[at - word.len()..at + 2])
    })
}

/// The first word of `message` whose capitals are unusual. Most messages read like sentences: only
/// their first word and names are capitalised.
fn odd_casing(message: &str) -> Option<&str> {
    if message.contains('_') {
        return Some(message);
    }
    let capitalised = |word: &&str| {
        let rest = word.strip_prefix(char::is_uppercase);
        rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(char::is_lowercase))
    };
    let first = message.split(' ').next()?;
    // "Ip" opens its message, but is an abbreviation.
    let rest = message.split(' ').skip(1).find(capitalised);
    rest.or((first == "Ip").then_some(first))
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
