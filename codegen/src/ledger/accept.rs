//! Which warnings the ledger accepts.

use super::{Accepted, Ledger};
use crate::problem::{Problem, Problems, Rule};
use crate::source::Span;

impl Ledger {
    /// Whether `problem` is a warning that the ledger accepts.
    #[must_use]
    pub fn accepts(&self, problem: &Problem) -> bool {
        !problem.is_error()
            && self
                .accepted
                .iter()
                .any(|acceptance| acceptance.matches(problem))
    }

    /// One problem for each acceptance of which a part matches none of the `accepted` problems.
    pub(crate) fn unused_acceptances(&self, accepted: &[Problem]) -> Problems {
        let unused = self.accepted.iter().filter_map(|acceptance| {
            let parts = acceptance.unused_parts(accepted);
            let (_, first) = parts.first()?;
            let words: Vec<&str> = parts.iter().map(|(words, _)| words.as_str()).collect();
            let (words, rule) = (words.join(", "), acceptance.rule.id());
            let message =
                format!("the ledger accepts {rule:?} of {words}, which the page no longer has");
            let fix = format!(
                "remove {words} from the ledger, or the whole [[accepted]] entry if nothing else is in it"
            );
            let problem = Problem::new(Rule::UnusedAcceptance, message);
            Some(problem.label(*first, "accepted here").fix(fix))
        });
        unused.collect()
    }
}

impl Accepted {
    fn matches(&self, problem: &Problem) -> bool {
        let has_text = self
            .text
            .as_ref()
            .is_some_and(|text| problem.quoted.as_ref() == Some(&text.value.0));
        let mut codes = self.codes.iter();
        problem.rule == self.rule
            && (has_text || codes.any(|code| problem.code == Some(code.value)))
    }

    /// Its text or codes that match none of the `accepted` problems, with their places.
    fn unused_parts(&self, accepted: &[Problem]) -> Vec<(String, Span)> {
        let of_rule = || accepted.iter().filter(|problem| problem.rule == self.rule);
        let text = self.text.iter();
        let text = text.filter(|text| {
            !of_rule().any(|problem| problem.quoted.as_ref() == Some(&text.value.0))
        });
        let text = text.map(|text| (format!("{:?}", text.value.0), text.span));
        let codes = self.codes.iter();
        let codes = codes.filter(|code| !of_rule().any(|problem| problem.code == Some(code.value)));
        text.chain(codes.map(|code| (code.value.to_string(), code.span)))
            .collect()
    }
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
        let (accepted, left): (Problems, Problems) = problems
            .into_iter()
            .partition(|problem| ledger.accepts(problem));
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
        let found = ledger.unused_acceptances(&accepted);
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
