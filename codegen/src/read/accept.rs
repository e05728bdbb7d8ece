//! Takes out the findings that the ledger accepts.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::finding::Finding;
use crate::ledger::Ledger;
use crate::source::Span;

/// Takes the findings out of `diagnostics` that `ledger` accepts, and adds one for each acceptance
/// that no longer matches.
pub(super) fn accept(ledger: &Ledger, diagnostics: &mut Diagnostics) -> Vec<Diagnostic> {
    // There may be many acceptances and many findings, so neither is searched for the other.
    let (mut by_text, mut by_code) = (BTreeMap::new(), BTreeMap::new());
    for accepted in &ledger.accepted {
        let finding = accepted.finding.value.word();
        if let Some(text) = &accepted.text {
            by_text.insert((finding, text.value.0.as_str()), text.span);
        }
        let codes = accepted.codes.iter();
        by_code.extend(codes.map(|code| ((finding, code.value), code.span)));
    }
    let mut used: BTreeSet<Span> = BTreeSet::new();
    let accepted = diagnostics.extract(|diagnostic| {
        let text = diagnostic.quoted.as_deref();
        let text = text.and_then(|text| by_text.get(&(diagnostic.id, text)));
        let code = diagnostic.code.map(|code| (diagnostic.id, code));
        let code = code.and_then(|code| by_code.get(&code));
        let is_accepted = !diagnostic.is_error() && (text.is_some() || code.is_some());
        if is_accepted {
            used.extend(text.into_iter().chain(code));
        }
        is_accepted
    });
    let texts = by_text
        .into_iter()
        .map(|((finding, _), span)| (finding, span));
    let codes = by_code
        .into_iter()
        .map(|((finding, _), span)| (finding, span));
    let unused = texts.chain(codes).filter(|(_, span)| !used.contains(span));
    diagnostics.extend(unused.map(|(finding, span)| {
        let message = "an acceptance matches no finding";
        Diagnostic::finding(Finding::UnusedAcceptance, message)
            .label(span, format!("the page no longer has this {finding}"))
            .help("remove it from the ledger")
    }));
    accepted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn many_findings_are_accepted_one_by_one() {
        // If each acceptance were held against each finding, this would take minutes.
        const MANY: u32 = 50_000;
        let codes: Vec<u32> = (0..=MANY).collect();
        let text = format!("[[accepted]]\nfinding = \"family\"\ncodes = {codes:?}\nwhy = \"x\"\n");
        let mut diagnostics = Diagnostics::default();
        let ledger = Ledger::parse(&Source::new("ledger", &text), &mut diagnostics);
        let finding = |code| Diagnostic::lint(Finding::Family, "no family").about(code);
        diagnostics.extend((0..MANY).rev().map(finding));
        diagnostics.push(Diagnostic::lint(Finding::Order, "another kind").about(0));
        let accepted = accept(&ledger, &mut diagnostics);
        assert_eq!(accepted.len(), MANY as usize);
        let left: Vec<_> = diagnostics.iter().map(|left| left.id).collect();
        assert_eq!(left, ["order", "unused-acceptance"]);
    }
}
