//! The sentence that says which codes are errors.

use super::Page;
use crate::ledger;
use crate::problem::{Problem, Problems, Rule, excerpt};
use crate::prose::shown::Line;

/// The rule that [`Class::by_rule`](crate::words::Class::by_rule) implements, in the page's words.
const RULE: &str = "0 indicates success while 20000x codes indicate a response; all other codes \
                    indicate an error.";

/// Reports a page that no longer states the rule, or one of the sentences that mean `the_same`.
pub(crate) fn check_class_rule(
    page: &Page,
    the_same: &[ledger::ClassRule],
    problems: &mut Problems,
) {
    // If the page has no rows, other errors say why.
    if page.rows.is_empty() {
        return;
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
    if is_stated(RULE) || the_same.iter().any(|rule| is_stated(&rule.words)) {
        return;
    }
    let message = match closest(&page.lines) {
        Some(line) => format!(
            "the page states another rule for classes: {:?}",
            excerpt(&line.text)
        ),
        None => "the page does not state the rule for classes".to_owned(),
    };
    problems.push(Problem::new(Rule::ClassRule, message).fix(format!(
        "expected \"{RULE}\"; if the page says the same in other words, add them to the ledger: \
         [[class-rule]] with `words` and `why`"
    )));
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
