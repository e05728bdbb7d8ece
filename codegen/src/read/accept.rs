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
        let mut accept = |span: Span, is_meant: &dyn Fn(&Diagnostic) -> bool| {
            let before = accepted.len();
            let is_accepted = |found: &mut Diagnostic| found.id == finding && is_meant(found);
            accepted.extend(diagnostics.extract_if(.., is_accepted));
            if accepted.len() == before {
                let message = "an acceptance matches no finding";
                unused.push(
                    Diagnostic::finding(Finding::UnusedAcceptance, message)
                        .label(span, format!("the page no longer has this {finding}"))
                        .help("remove it from the ledger"),
                );
            }
        };
        if let Some(text) = &acceptance.text {
            let quoted = Some(&text.value.0);
            accept(text.span, &|found| found.quoted.as_ref() == quoted);
        }
        for code in &acceptance.codes {
            accept(code.span, &|found| found.code == Some(code.value));
        }
    }
    diagnostics.append(&mut unused);
    accepted
}
