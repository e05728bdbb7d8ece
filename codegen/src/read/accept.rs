//! Takes out the findings that the ledger accepts.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::finding::Finding;
use crate::ledger::Ledger;
use crate::source::Span;

/// Takes the findings out of `diagnostics` that `ledger` accepts, and adds one for each acceptance
/// that no longer matches.
pub(super) fn accept(ledger: &Ledger, diagnostics: &mut Diagnostics) -> Vec<Diagnostic> {
    let (mut accepted, mut unused) = (Vec::new(), Vec::new());
    for acceptance in &ledger.accepted {
        let finding = acceptance.finding.value.word();
        let (mut places, mut useless) = (Vec::new(), Vec::new());
        let mut accept = |span: Span, what: String, is_meant: &dyn Fn(&Diagnostic) -> bool| {
            let is_accepted = |found: &Diagnostic| found.id == finding && is_meant(found);
            accepted.extend(diagnostics.extract_if(.., |found| is_accepted(found)));
            if !accepted.iter().any(is_accepted) {
                places.push(span);
                useless.push(what);
            }
        };
        if let Some(text) = &acceptance.text {
            let quoted = Some(&text.value.0);
            let is_meant = |found: &Diagnostic| found.quoted.as_ref() == quoted;
            accept(text.span, format!("{:?}", text.value.0), &is_meant);
        }
        for code in &acceptance.codes {
            let is_meant = |found: &Diagnostic| found.code == Some(code.value);
            accept(code.span, code.value.to_string(), &is_meant);
        }
        if let Some(&first) = places.first() {
            let useless = useless.join(", ");
            let message = format!(
                "the ledger accepts {finding:?} of {useless}, which the page no longer has"
            );
            let help = format!(
                "remove {useless} here, or the whole [[accepted]] entry if nothing else is in it"
            );
            let found = Diagnostic::finding(Finding::UnusedAcceptance, message);
            unused.push(found.label(first, "accepted here").help(help));
        }
    }
    diagnostics.append(&mut unused);
    accepted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    /// With this acceptance, these of four findings are left, and this many are accepted.
    #[track_caller]
    fn check(acceptance: &str, left: &[&str], accepted: usize) {
        let text = format!("[[accepted]]\nfinding = \"family\"\nwhy = \"x\"\n{acceptance}\n");
        let mut diagnostics = vec![
            Diagnostic::finding(Finding::Family, "a").about(1),
            Diagnostic::finding(Finding::Family, "b")
                .about(1)
                .quoting("x"),
            Diagnostic::finding(Finding::Family, "c").about(2),
            Diagnostic::finding(Finding::Order, "d")
                .about(1)
                .quoting("x"),
        ];
        let ledger = Ledger::parse(&Source::new("ledger", &text), &mut diagnostics).unwrap();
        assert_eq!(accept(&ledger, &mut diagnostics).len(), accepted);
        let messages = diagnostics.iter().map(|found| found.message.as_str());
        assert_eq!(messages.collect::<Vec<_>>(), left);
    }

    #[test]
    fn a_finding_is_accepted_by_its_kind_and_its_text_or_code() {
        let unused =
            |what| format!("the ledger accepts \"family\" of {what}, which the page no longer has");
        check("codes = [1]", &["c", "d"], 2);
        check("codes = [1, 2]", &["d"], 3);
        check("text = \"x\"", &["a", "c", "d"], 1);
        check("text = \"x\"\ncodes = [1]", &["c", "d"], 2);
        check("codes = [1, 3]", &["c", "d", &unused("3")], 2);
        let unused = unused("\"y\", 3, 4");
        check(
            "text = \"y\"\ncodes = [3, 2, 4]",
            &["a", "b", "d", &unused],
            1,
        );
    }
}
