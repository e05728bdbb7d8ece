//! The frozen model: what the page says and what we decided, checked. Past this point nobody
//! knows what the page looked like.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{self, Diagnostic, Diagnostics, Severity};
use crate::finding::Finding;
use crate::ledger::{self, Change, Ledger, OnPage, Scope, Verdict};
use crate::lint;
use crate::methods;
use crate::page::{self, Page, class_rule};
use crate::prose::Prose;
use crate::source::{File, Source, Spanned};
use crate::words::{Class, Origin, Provenance, Remedy};

/// Every code, sorted by number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalog {
    /// The SHA-256 of the page, in hex.
    pub page_sha256: String,
    /// The numbers on the page, in its order.
    pub page_order: Vec<u32>,
    /// Sorted by number, each number once.
    pub codes: Vec<Code>,
}

/// What is known of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The number.
    pub number: u32,
    /// The constant's name, frozen when the code first appeared.
    pub name: String,
    /// Names that the constant had before.
    pub former_names: Vec<String>,
    /// The message on the page, or the last one it had there.
    pub message: Option<String>,
    /// The description on the page; empty for a code that is not there.
    pub description: Prose,
    /// By the page's rule, or by a ledger exception.
    pub class: Class,
    /// Where we know the code from.
    pub provenance: Provenance,
    /// Since when the page no longer has it.
    pub retired: Option<String>,
    /// Public repositories that an undocumented code was seen in.
    pub seen: Vec<String>,
    /// Other spellings that people may search for.
    pub also: Vec<String>,
    /// Who makes the code up.
    pub origin: Origin,
    /// What a caller should do next.
    pub remedy: Remedy,
    /// What the remedy rests on.
    pub why: Option<String>,
    /// API methods that the description names, sorted.
    pub methods: Vec<String>,
}

/// A page and a ledger, read together.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The model.
    pub catalog: Catalog,
    /// The ledger's text with what the page brought written down.
    pub ledger: String,
    /// What the page brought, by code.
    pub changes: BTreeMap<u32, Change>,
    /// What is worth a person's look and has not been accepted, sorted by place.
    pub findings: Vec<Diagnostic>,
    /// What the ledger accepts, sorted by place.
    pub accepted: Vec<Diagnostic>,
}

/// A row with its cells read.
pub(crate) struct Documented {
    pub(crate) message: Spanned<String>,
    pub(crate) description: Prose,
}

/// Reads `page` and `ledger`, checks them against each other, and freezes the result.
///
/// # Errors
///
/// Every problem of both, sorted by place; findings are among them.
pub fn read(page: &Source, ledger: &Source) -> Result<Reading, Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let parsed = page::parse(page, &mut diagnostics).unwrap_or_default();
    let documented = lower(&parsed, &mut diagnostics);
    let decisions = Ledger::parse(ledger, &mut diagnostics);
    if !parsed.rows.is_empty() {
        let rules = class_rule::check(&parsed, page, &[]);
        diagnostics.extend(rules.err());
    }
    check_verdicts(&documented, &decisions, &mut diagnostics);
    let on_page: Vec<_> = documented
        .iter()
        .map(|(&code, row)| OnPage {
            code,
            message: &row.message.value,
            span: row.message.span,
        })
        .collect();
    let (settled, changes) = ledger::settle(
        ledger,
        &decisions,
        &on_page,
        &parsed.sha256,
        &mut diagnostics,
    );
    lint::lint(&parsed, &decisions, &mut diagnostics);
    let mut accepted = accept(page, &decisions, &mut diagnostics);
    diagnostic::sort(&mut accepted);
    if diagnostics.has_errors() {
        diagnostics.extract(|diagnostic| diagnostic.severity == Severity::Lint);
        return Err(diagnostics.into_sorted());
    }
    let decisions = if changes.is_empty() {
        decisions
    } else {
        Ledger::parse(
            &Source::new(&ledger.name, &settled),
            &mut Diagnostics::default(),
        )
    };
    let catalog = Catalog {
        page_sha256: parsed.sha256,
        page_order: parsed.rows.iter().map(|row| row.code.value).collect(),
        codes: freeze(documented, decisions),
    };
    Ok(Reading {
        catalog,
        ledger: settled,
        changes,
        findings: diagnostics.into_sorted().to_vec(),
        accepted,
    })
}

/// The rows, sorted by code.
fn lower(page: &Page, diagnostics: &mut Diagnostics) -> BTreeMap<u32, Documented> {
    let mut documented = BTreeMap::new();
    for row in &page.rows {
        let code = row.code.value;
        let message = row.message.value.to_line();
        if message.is_empty() && code != 0 {
            diagnostics.push(
                Diagnostic::error("no-message", format!("code {code} has no message"))
                    .label(row.code.span, "in this row")
                    .help("only code 0 has none; is a cell lost?"),
            );
        }
        if row.description.value.is_empty() {
            let message = format!("code {code} has no description");
            diagnostics.push(
                Diagnostic::lint(Finding::NoDescription, message)
                    .label(row.code.span, "in this row")
                    .about(code),
            );
        }
        documented.insert(
            code,
            Documented {
                message: Spanned {
                    value: message,
                    span: row.message.span,
                },
                description: row.description.value.clone(),
            },
        );
    }
    documented
}

/// Checks that every decision is about a code we know, and still needed.
fn check_verdicts(
    documented: &BTreeMap<u32, Documented>,
    ledger: &Ledger,
    diagnostics: &mut Diagnostics,
) {
    let mut unknown = |code: &Spanned<u32>, table: &str| {
        if !ledger.codes.contains_key(&code.value) && !documented.contains_key(&code.value) {
            diagnostics.push(
                Diagnostic::error(
                    "ledger",
                    format!("[{table}] is about a code we do not know"),
                )
                .label(
                    code.span,
                    format!("no {} on the page or in [codes]", code.value),
                ),
            );
        }
    };
    ledger
        .classes
        .values()
        .for_each(|verdict| unknown(&verdict.code, "class"));
    ledger
        .origins
        .values()
        .for_each(|verdict| unknown(&verdict.code, "origin"));
    ledger
        .remedies
        .values()
        .for_each(|verdict| unknown(&verdict.code, "remedy"));

    for verdict in ledger.classes.values() {
        if verdict.is.value == Class::by_rule(verdict.code.value) {
            diagnostics.push(
                Diagnostic::error("ledger", "an exception from the class rule is not needed")
                    .label(verdict.is.span, "the page's own rule says the same")
                    .help("remove this line"),
            );
        }
    }
    for entry in ledger.codes.values() {
        let code = entry.code.value;
        let on_page = documented.contains_key(&code);
        if let (true, Some(seen)) = (on_page, &entry.seen) {
            diagnostics.push(
                Diagnostic::finding(
                    Finding::StaleEvidence,
                    format!("code {code} is documented now"),
                )
                .label(seen.span, "this evidence is no longer needed")
                .help("remove `seen` from the line"),
            );
        }
        if !on_page && entry.message.is_none() && entry.seen.is_none() {
            diagnostics.push(
                Diagnostic::error("ledger", format!("nothing is known of code {code}"))
                    .label(
                        entry.code.span,
                        "neither on the page, nor ever there, nor seen",
                    )
                    .help("name the public repositories it was seen in: `seen = [\"..\"]`"),
            );
        }
    }
}

/// Takes the findings out that the ledger accepts, and adds one for an acceptance that no longer
/// matches.
fn accept(page: &Source, ledger: &Ledger, diagnostics: &mut Diagnostics) -> Vec<Diagnostic> {
    let scopes: Vec<(&'static str, &Spanned<Scope>)> = ledger
        .accepted
        .iter()
        .flat_map(|acceptance| {
            let finding = acceptance.finding.word();
            acceptance.scopes.iter().map(move |scope| (finding, scope))
        })
        .collect();
    // The first that matches a finding accepts it. There may be many of both.
    let (mut by_text, mut by_code) = (BTreeMap::new(), BTreeMap::new());
    for (position, (finding, scope)) in scopes.iter().enumerate() {
        match &scope.value {
            Scope::Text(text) => by_text.entry((*finding, text.trim())).or_insert(position),
            Scope::Code(code) => by_code.entry((*finding, *code)).or_insert(position),
        };
    }
    let mut used = BTreeSet::new();
    let is_accepted = |diagnostic: &mut Diagnostic| {
        let text = diagnostic.quoted.as_deref();
        let text = text.and_then(|text| by_text.get(&(diagnostic.id, text)));
        let code = diagnostic
            .code
            .and_then(|code| by_code.get(&(diagnostic.id, code)));
        let first = text.into_iter().chain(code).min();
        first
            .filter(|_| !diagnostic.is_error())
            .inspect(|&&first| {
                used.insert(first);
            })
            .is_some()
    };
    let accepted = diagnostics.extract(is_accepted);
    // What an unusable page does not have says nothing.
    if !diagnostics.has_errors() {
        let unused = scopes
            .iter()
            .enumerate()
            .filter(|(position, _)| !used.contains(position));
        diagnostics.extend(unused.map(|(_, (finding, scope))| {
            Diagnostic::finding(
                Finding::UnusedAcceptance,
                "an acceptance matches no finding",
            )
            .label(scope.span, format!("the page no longer has this {finding}"))
            .help("remove it from the ledger")
        }));
    }
    accepted
}

fn freeze(mut documented: BTreeMap<u32, Documented>, ledger: Ledger) -> Vec<Code> {
    let freeze_code = |(number, entry): (u32, ledger::Entry)| {
        let row = documented.remove(&number);
        let provenance = match (&row, &entry.retired) {
            (Some(_), _) => Provenance::Documented,
            (None, Some(_)) => Provenance::Retired,
            (None, None) => Provenance::Observed,
        };
        let description = row.map(|row| row.description).unwrap_or_default();
        let mut names = entry.names.into_iter().map(|name| name.value);
        let remedy = ledger.remedies.get(&number);
        Code {
            number,
            name: names.next().unwrap_or_default(),
            former_names: names.collect(),
            message: entry.message.filter(|message| !message.is_empty()),
            methods: methods::named_in(&description.to_plain_text()),
            description,
            class: is(ledger.classes.get(&number)).unwrap_or(Class::by_rule(number)),
            provenance,
            retired: entry.retired,
            seen: entry.seen.map(|seen| seen.value).unwrap_or_default(),
            also: entry.also,
            origin: is(ledger.origins.get(&number)).unwrap_or(Origin::Server),
            remedy: is(remedy).unwrap_or(Remedy::Unreviewed),
            why: remedy.map(|verdict| verdict.why.clone()),
        }
    };
    ledger.codes.into_iter().map(freeze_code).collect()
}

fn is<T: Copy>(verdict: Option<&Verdict<T>>) -> Option<T> {
    verdict.map(|verdict| verdict.is.value)
}

#[cfg(test)]
mod tests {
    use super::{Diagnostic, Diagnostics, File, Finding, Ledger, Source, Spanned, accept};
    use crate::ledger::{Accepted, Scope};
    use crate::source::Span;

    #[test]
    fn many_findings_are_accepted_one_by_one() {
        // Were each acceptance held against each finding, this would take minutes.
        const MANY: u32 = 50_000;
        let span = Span::new(File::Ledger, 0..0);
        let spanned = |value| Spanned { value, span };
        let ledger = Ledger {
            accepted: vec![Accepted {
                finding: Finding::Family,
                scopes: (0..=MANY).map(Scope::Code).map(spanned).collect(),
            }],
            ..Ledger::default()
        };
        let finding = |code| Diagnostic::lint(Finding::Family, "no family").about(code);
        let mut diagnostics: Diagnostics = (0..MANY).rev().map(finding).collect();
        diagnostics.push(Diagnostic::lint(Finding::Order, "another kind").about(0));
        let accepted = accept(&Source::new("page", ""), &ledger, &mut diagnostics);
        assert_eq!(accepted.len(), MANY as usize);
        let left: Vec<_> = diagnostics.iter().map(|left| left.id).collect();
        assert_eq!(left, ["order", "unused-acceptance"]);
    }
}
