//! The sentence that says which codes are errors.

use super::Page;
use crate::problem::{Problem, Rule, excerpt};
use crate::prose::shown::Line;
use crate::source::Source;

/// The rule that [`Class::by_rule`](crate::words::Class::by_rule) implements, in the page's words.
const RULE: &str = "0 indicates success while 20000x codes indicate a response; all other codes \
                    indicate an error.";

/// An error if the page no longer states the rule, or one of the sentences that the ledger has found to
/// mean `the_same`.
pub(crate) fn check<'a>(
    page: &Page,
    source: &Source,
    mut the_same: impl Iterator<Item = &'a str>,
) -> Option<Problem> {
    // Where the page has no rows, other errors say why.
    if page.rows.is_empty() {
        return None;
    }
    let all: Vec<String> = page
        .lines
        .iter()
        .flat_map(|line| words(&line.text))
        .collect();
    let is_stated = |rule: &str| {
        let rule = words(rule);
        !rule.is_empty() && all.windows(rule.len()).any(|words| words == rule)
    };
    if is_stated(RULE) || the_same.any(is_stated) {
        return None;
    }
    let error = match closest(&page.lines) {
        Some(line) => {
            let text = source.text();
            let places = super::places::Places { text };
            let place = places.words(&line.text, super::span(0..0));
            Problem::new(Rule::ClassRule, "the page states another rule for classes").label(
                place.unwrap_or(super::span(0..0)),
                format!("this says: {:?}", excerpt(&line.text)),
            )
        }
        None => super::error_at_start(
            Rule::ClassRule,
            "the page does not state the rule for classes",
        ),
    };
    Some(error.fix(format!(
        "expected \"{RULE}\"; if the page says the same in other words, add them to the ledger: \
         [[class-rule]] with `words` and `why`"
    )))
}

/// Whether the text is the rule and nothing else.
pub(super) fn is_rule(text: &str) -> bool {
    words(text) == words(RULE)
}

/// The line that shares the most words with the rule, unless it shares hardly any.
fn closest(lines: &[Line]) -> Option<&Line> {
    let rule = words(RULE);
    let score = |line: &Line| {
        let words = words(&line.text);
        let shared = words.iter().filter(|word| rule.contains(word)).count();
        (shared >= 4 && 5 * shared >= 2 * words.len()).then_some(shared)
    };
    // Of several, the first.
    let lines = lines.iter().rev().filter(|line| score(line).is_some());
    lines.max_by_key(|line| score(line))
}

/// The words of a text, whatever their case and the punctuation between them.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}
