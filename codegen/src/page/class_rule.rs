//! The sentence that says which codes are errors.

use super::outline::Outline;
use super::span;
use crate::diagnostic::{Diagnostic, Diagnostics};

/// The rule that [`Class::by_rule`](crate::words::Class::by_rule) implements, in the page's
/// words. When the page says something else, a person has to read it.
const SENTENCE: &str = "0 indicates success while 20000x codes indicate a response; \
                        all other codes indicate an error.";

/// Checks that the page still states the rule.
pub(super) fn check(outline: &Outline, diagnostics: &mut Diagnostics) {
    if outline
        .paragraphs
        .iter()
        .any(|paragraph| paragraph.text == SENTENCE)
    {
        return;
    }
    // The paragraph that shares the most words with the rule is the rule, reworded; unless it
    // shares hardly any.
    let expected: Vec<&str> = SENTENCE.split(' ').collect();
    let reworded = outline
        .paragraphs
        .iter()
        .filter(|paragraph| paragraph.text.len() < 4 * SENTENCE.len())
        .map(|paragraph| {
            let shared = expected
                .iter()
                .filter(|word| paragraph.text.split(' ').any(|other| other == **word))
                .count();
            (shared, paragraph)
        })
        .max_by_key(|&(shared, paragraph)| (shared, std::cmp::Reverse(paragraph.span.start)))
        .filter(|(shared, _)| shared * 2 >= expected.len());
    let error = match reworded {
        Some((_, paragraph)) => {
            Diagnostic::error("class-rule", "the page states another rule for classes")
                .label(span(paragraph.span.clone()), "this has changed")
        }
        None => {
            let place = outline
                .headings
                .first()
                .map_or(0..0, |heading| heading.span.clone());
            Diagnostic::error("class-rule", "the page does not state the rule for classes")
                .label(span(place), "expected somewhere below")
        }
    };
    diagnostics.push(error.help(format!(
        "expected \"{SENTENCE}\"; if the rule itself has changed, change `Class::by_rule` and \
         this sentence together, in codegen and in gigya-codes"
    )));
}
