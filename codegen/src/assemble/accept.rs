//! Takes out the warnings that the ledger accepts.

use crate::ledger::{Accepted, Ledger};
use crate::problem::{Problem, Problems, Rule};
use crate::source::Span;

/// Splits `problems` into those that remain and those that `ledger` accepts.
pub(super) fn accept(ledger: &Ledger, problems: Problems) -> (Problems, Problems) {
    let is_accepted = |problem: &Problem| {
        let mut acceptances = ledger.accepted.iter();
        acceptances.any(|acceptance| matches(acceptance, problem))
    };
    let (accepted, open) = problems.into_iter().partition(is_accepted);
    (open, accepted)
}

fn matches(acceptance: &Accepted, problem: &Problem) -> bool {
    let has_text = acceptance
        .text
        .as_ref()
        .is_some_and(|text| has_text(problem, &text.value.0));
    let mut codes = acceptance.codes.iter();
    problem.rule == acceptance.rule
        && !problem.is_error()
        && (has_text || codes.any(|code| problem.code == Some(code.value)))
}

fn has_text(problem: &Problem, text: &str) -> bool {
    problem.quoted.as_deref() == Some(text)
}

/// One problem for each acceptance of which a part matches none of the `accepted` problems.
pub(super) fn find_unused(ledger: &Ledger, accepted: &[Problem]) -> Problems {
    let unused = ledger.accepted.iter().filter_map(|acceptance| {
        let parts = unused_parts(acceptance, accepted);
        let (_, first) = parts.first()?;
        let words: Vec<&str> = parts.iter().map(|(words, _)| words.as_str()).collect();
        let (words, rule) = (words.join(", "), acceptance.rule.id());
        let message =
            format!("the ledger accepts {rule:?} of {words}, which the page no longer has");
        let fix = format!(
            "remove {words} here, or the whole [[accepted]] entry if nothing else is in it"
        );
        let problem = Problem::new(Rule::UnusedAcceptance, message);
        Some(problem.label(*first, "accepted here").fix(fix))
    });
    unused.collect()
}

/// The text or codes of `acceptance` that match none of the `accepted` problems, with their places.
fn unused_parts(acceptance: &Accepted, accepted: &[Problem]) -> Vec<(String, Span)> {
    let of_rule = || {
        accepted
            .iter()
            .filter(|problem| problem.rule == acceptance.rule)
    };
    let text = acceptance.text.iter();
    let text = text.filter(|text| !of_rule().any(|problem| has_text(problem, &text.value.0)));
    let text = text.map(|text| (format!("{:?}", text.value.0), text.span));
    let codes = acceptance.codes.iter();
    let codes = codes.filter(|code| !of_rule().any(|problem| problem.code == Some(code.value)));
    text.chain(codes.map(|code| (code.value.to_string(), code.span)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    /// With this acceptance, these of four warnings remain, and these are unused acceptances.
    #[track_caller]
    fn check(acceptance: &str, open: &[&str], unused: &[&str]) {
        let text = format!("[[accepted]]\nrule = \"mojibake\"\nwhy = \"x\"\n{acceptance}\n");
        let problems = vec![
            Problem::new(Rule::Mojibake, "a").about(1),
            Problem::new(Rule::Mojibake, "b").about(1).quoting("x"),
            Problem::new(Rule::Mojibake, "c").about(2),
            Problem::new(Rule::HiddenText, "d").about(1).quoting("x"),
        ];
        let mut errors = Problems::new();
        let ledger = Ledger::parse(&Source::new("ledger", &text), &mut errors).unwrap();
        assert_eq!(errors, []);
        let (left, accepted) = accept(&ledger, problems);
        let messages = |problems: &Problems| -> Vec<String> {
            problems
                .iter()
                .map(|problem| problem.message.clone())
                .collect()
        };
        assert_eq!(messages(&left), open);
        let unused = unused.iter().map(|words| {
            format!("the ledger accepts \"mojibake\" of {words}, which the page no longer has")
        });
        let found = find_unused(&ledger, &accepted);
        assert_eq!(messages(&found), unused.collect::<Vec<_>>());
    }

    #[test]
    fn a_warning_is_accepted_by_its_rule_and_its_text_or_code() {
        check("codes = [1]", &["c", "d"], &[]);
        check("codes = [1, 2]", &["d"], &[]);
        check("text = \"x\"", &["a", "c", "d"], &[]);
        check("text = \"x\"\ncodes = [1]", &["c", "d"], &[]);
        check("codes = [1, 3]", &["c", "d"], &["3"]);
        check(
            "text = \"y\"\ncodes = [3, 2, 4]",
            &["a", "b", "d"],
            &["\"y\", 3, 4"],
        );
    }
}
