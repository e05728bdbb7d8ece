//! Findings about the page itself: what its readers would want mended.
//!
//! What keeps a page from being read is an error, and reported where it is read. This is the rest.
//! A finding that a person has seen is accepted in the ledger, with a reason.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::finding::Finding;
use crate::ledger::Ledger;
use crate::page::{Page, Row};
use crate::prose::Prose;
use crate::source::{Span, Spanned};
use crate::words::{Class, Remedy};

/// A row with its cells read.
pub(crate) struct Documented {
    pub(crate) message: Spanned<String>,
    pub(crate) description: Prose,
}

/// The families we know: a code's first three digits, which are an HTTP status.
const FAMILIES: [u32; 18] = [
    0, 100, 200, 206, 300, 301, 400, 401, 403, 404, 405, 409, 410, 413, 414, 500, 503, 504,
];

/// What is worth mending on `page`, and which documented codes nobody has reviewed.
pub(crate) fn lint(
    page: &Page,
    documented: &BTreeMap<u32, Documented>,
    ledger: &Ledger,
    diagnostics: &mut Diagnostics,
) {
    let mut find = |id, row: &Row, message: String, span: Span, label: &str| {
        diagnostics.push(
            Diagnostic::lint(id, message)
                .label(span, label)
                .about(row.code.value),
        );
    };
    let mut greatest = 0;
    let mut messages: BTreeMap<String, u32> = BTreeMap::new();
    for row in &page.rows {
        let code = row.code.value;
        if code < greatest {
            let text = format!("code {code} stands after {greatest}");
            find(Finding::Order, row, text, row.code.span, "here");
        }
        greatest = greatest.max(code);
        if !FAMILIES.contains(&(code / 1000)) {
            let message = format!("{} is no known family of codes", code / 1000);
            find(
                Finding::Family,
                row,
                message,
                row.code.span,
                "its first three digits are no HTTP status",
            );
        }
        let Some(lowered) = documented.get(&code) else {
            continue;
        };
        let message = lowered.message.value.to_lowercase();
        if let Some(first) = messages.get(&message).filter(|_| !message.is_empty()) {
            let text = format!("codes {first} and {code} have the same message");
            find(
                Finding::DuplicateMessage,
                row,
                text,
                row.message.span,
                "again",
            );
        }
        messages.entry(message).or_insert(code);
        if let Some(word) = odd_casing(&lowered.message.value) {
            let text = format!("the message of code {code} is capitalised otherwise than most");
            find(
                Finding::MessageCasing,
                row,
                text,
                row.message.span,
                &format!("such as {word:?}"),
            );
        }
        let verdict = ledger.remedies.get(&code);
        if verdict.is_none_or(|verdict| verdict.value.is.value == Remedy::Unreviewed) {
            let text = format!("nobody has reviewed the remedy of code {code}");
            find(
                Finding::UnreviewedRemedy,
                row,
                text,
                row.code.span,
                "the crate says `Unreviewed`",
            );
        }
        for cell in [&row.message, &row.description] {
            for (id, what, offset) in oddities(&cell.html) {
                let end = cell.html[offset..].chars().next().map_or(0, char::len_utf8);
                find(
                    id,
                    row,
                    format!("code {code} has {what}"),
                    cell.place(offset..offset + end),
                    "here",
                );
            }
        }
        let plain = lowered.description.to_plain_text();
        if plain.matches('"').count() % 2 == 1 {
            let text = format!("code {code} has an odd number of quotation marks");
            find(
                Finding::UnbalancedQuote,
                row,
                text,
                row.description.span,
                "in this cell",
            );
        }
        if contradicts(Class::by_rule(code), &plain) {
            let text = format!("the description of code {code} contradicts the rule for classes");
            let label = format!("by the rule it is of class {}", Class::by_rule(code).word());
            find(
                Finding::ClassContradiction,
                row,
                text,
                row.description.span,
                &label,
            );
        }
    }
    placeholders(page, diagnostics);
}

/// All placeholder links in one finding: there are too many for one each.
fn placeholders(page: &Page, diagnostics: &mut Diagnostics) {
    const PLACEHOLDER: &str = "href=\"#\"";
    let cells = || page.rows.iter().map(|row| &row.description);
    let count: usize = cells()
        .map(|cell| cell.html.matches(PLACEHOLDER).count())
        .sum();
    let first = cells().find_map(|cell| Some((cell, cell.html.find(PLACEHOLDER)?)));
    if let Some((cell, at)) = first {
        let message = format!("{count} links lead nowhere");
        let span = cell.place(at..at + PLACEHOLDER.len());
        diagnostics.push(
            Diagnostic::lint(Finding::PlaceholderLink, message)
                .label(span, "this is the first of them"),
        );
    }
}

/// What looks wrong in the raw text of a cell, each kind where it first occurs.
fn oddities(cell: &str) -> Vec<(Finding, &'static str, usize)> {
    let mut oddities = Vec::new();
    let bullet = cell
        .match_indices('•')
        .find(|(at, _)| cell[..*at].trim_end().ends_with("<li>"));
    if let Some((at, _)) = bullet {
        oddities.push((
            Finding::PresentationalBullet,
            "a bullet inside a list item",
            at,
        ));
    }
    let doubled = cell.find("  ");
    let before_mark = [" .", " ,", " ;"].iter().filter_map(|space| {
        cell.match_indices(space)
            .find(|(at, _)| !cell[at + 2..].starts_with(|c: char| c.is_alphanumeric()))
            .map(|(at, _)| at)
    });
    if let Some(at) = doubled.into_iter().chain(before_mark).min() {
        oddities.push((Finding::WhiteSpace, "doubled or misplaced white space", at));
    }
    let mojibake = [
        "\u{fffd}",
        "\u{c3}\u{a2}",
        "\u{e2}\u{20ac}",
        "\u{c3}\u{83}",
        "\u{c2}\u{a0}",
    ];
    if let Some(at) = mojibake.iter().filter_map(|text| cell.find(text)).min() {
        oddities.push((Finding::Mojibake, "wrongly decoded characters", at));
    }
    oddities
}

/// A word of `message` that is capitalised although it neither opens the message nor is a name.
/// Most messages read like sentences.
fn odd_casing(message: &str) -> Option<&str> {
    if message.contains('_') {
        return Some(message);
    }
    let capitalised = |word: &&str| {
        let mut chars = word.chars();
        chars.next().is_some_and(char::is_uppercase)
            && word.len() > 1
            && chars.all(char::is_lowercase)
    };
    let first = message.split(' ').next()?;
    // "Ip" opens its message, but is an abbreviation.
    let rest = message.split(' ').skip(1).find(capitalised);
    rest.or((first == "Ip").then_some(first))
}

/// Whether `description` says the opposite of what the rule makes of the code.
fn contradicts(class: Class, description: &str) -> bool {
    let text = description.to_lowercase();
    let denies = ["not indicative of an error", "not an error", "is no error"]
        .iter()
        .any(|phrase| text.contains(phrase));
    let claims = ["this error", "an error is returned"]
        .iter()
        .any(|phrase| text.contains(phrase));
    match class {
        Class::Error => denies,
        Class::Success | Class::Informational => claims && !denies,
    }
}
