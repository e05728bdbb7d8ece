//! Which warnings the ledger accepts.

use super::{Accepted, Ledger, Text};
use crate::problem::{Problem, Problems, Rule};
use crate::source::Spanned;

impl Ledger {
    /// Whether `problem` is a warning that the ledger accepts.
    #[must_use]
    pub fn accepts(&self, problem: &Problem) -> bool {
        let mut accepted = self.accepted.iter();
        !problem.is_error() && accepted.any(|accepted| accepted.value.matches(problem))
    }

    /// One problem for each acceptance of which a part matches none of the `accepted` problems.
    pub(crate) fn unused_acceptances(&self, accepted: &[Problem]) -> Problems {
        let mut unused = Problems::new();
        for Spanned { value, span } in &self.accepted {
            let words = value.unused_words(accepted).join(", ");
            if words.is_empty() {
                continue;
            }
            let rule = value.rule.id();
            let message =
                format!("the ledger accepts {rule:?} of {words}, which the page no longer has");
            let problem = Problem::new(Rule::UnusedAcceptance, message);
            let fix = format!(
                "remove {words} from the ledger, or the whole [[accepted]] entry if nothing else is in it"
            );
            unused.push(problem.label(*span, "accepted here").fix(fix));
        }
        unused
    }
}

impl Accepted {
    fn matches(&self, problem: &Problem) -> bool {
        let text = self.text.as_ref().map(|Text(text)| text);
        let has_text = text.is_some() && text == problem.quoted.as_ref();
        let has_code = problem.code.is_some_and(|code| self.codes.contains(&code));
        problem.rule == self.rule && (has_text || has_code)
    }

    /// Its text and those of its codes that match none of the `accepted` problems.
    fn unused_words(&self, accepted: &[Problem]) -> Vec<String> {
        let of_rule = || accepted.iter().filter(|problem| problem.rule == self.rule);
        let mut words = Vec::new();
        if let Some(Text(text)) = &self.text
            && of_rule().all(|problem| problem.quoted.as_ref() != Some(text))
        {
            words.push(format!("{text:?}"));
        }
        let codes = self.codes.iter();
        let codes = codes.filter(|code| of_rule().all(|problem| problem.code != Some(**code)));
        words.extend(codes.map(u32::to_string));
        words
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
        let ledger = Ledger::parse(&Source::new("ledger", &text), &mut Vec::new());
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
