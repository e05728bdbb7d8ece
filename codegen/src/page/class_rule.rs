//! The sentence that says which codes are errors.

use super::Page;
use crate::problem::{Problem, Problems, Rule, excerpt};

/// The rule that [`Class::by_rule`](crate::words::Class::by_rule) implements, in the page's words.
const RULE: &str = "0 indicates success while 20000x codes indicate a response; all other codes \
                    indicate an error.";

/// Reports a page that no longer states the rule, or one of the sentences that mean `the_same`.
pub(crate) fn check_class_rule(page: &Page, the_same: &[&str], problems: &mut Problems) {
    let all: Vec<String> = page.lines.iter().flat_map(|line| words_of(line)).collect();
    let is_stated = |rule: &str| {
        let rule = words_of(rule);
        !rule.is_empty() && all.windows(rule.len()).any(|words| words == rule)
    };
    // If the page has no rows, other errors say why.
    if page.rows.is_empty() || is_stated(RULE) || the_same.iter().any(|rule| is_stated(rule)) {
        return;
    }
    let found = match find_similar_line(&page.lines).map(|line| excerpt(line)) {
        Some(line) => format!("states another rule for classes: {line:?}"),
        None => "does not state the rule for classes".to_owned(),
    };
    let message = format!("the page {found}; expected {RULE:?}");
    problems.push(Problem::new(Rule::ClassRule, message));
}

/// Whether the text is the rule and nothing else.
pub(super) fn is_rule(text: &str) -> bool {
    words_of(text) == words_of(RULE)
}

/// The first line that shares many words with the rule.
fn find_similar_line(lines: &[String]) -> Option<&String> {
    let rule = words_of(RULE);
    lines.iter().find(|line| {
        let words = words_of(line);
        let shared = words.iter().filter(|word| rule.contains(word)).count();
        shared >= 4 && 5 * shared >= 2 * words.len()
    })
}

/// The words of a text in lower case, without the punctuation between them.
fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}
