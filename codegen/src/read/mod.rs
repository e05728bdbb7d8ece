//! Joins a page and a ledger: reads both, checks them against each other, takes out the findings
//! that the ledger accepts, and freezes the result.

mod accept;

use std::collections::BTreeMap;

use crate::catalog::{Catalog, Code};
use crate::diagnostic::{self, Diagnostic, Diagnostics, Severity};
use crate::finding::Finding;
use crate::ledger::{self, Change, Ledger, OnPage, Verdict};
use crate::lint::{self, Documented};
use crate::methods;
use crate::page::{self, Page};
use crate::prose::Prose;
use crate::source::{Source, Span, Spanned};
use crate::words::{Class, Origin, Provenance, Remedy};

/// A longer text is a description, or something else.
const MAX_MESSAGE: usize = 200;

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

/// What to do with a page that lacks much of what the ledger or a page of its kind has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// It is an error: most likely a part of the page was not copied.
    Refuse,
    /// A person has said that it is meant.
    Accept,
}

/// Reads `page` and `ledger`, checks them against each other, and freezes the result.
///
/// # Errors
///
/// Every problem of both, sorted by place, and the findings that the ledger does not accept.
pub fn read(page: &Source, ledger: &Source, loss: Loss) -> Result<Reading, Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let decisions = Ledger::parse(ledger, &mut diagnostics);
    let parsed = page::parse(page, &mut diagnostics);
    let documented = read_cells(&parsed, &mut diagnostics);
    check_decisions(&documented, &decisions, &mut diagnostics);
    check_evidence(&documented, &decisions, &mut diagnostics);
    let on_page = documented.iter().map(|(&code, row)| {
        let message = row.message.value.as_str();
        let span = row.message.span;
        (code, OnPage { message, span })
    });
    let (settled, changes) = ledger::settle(
        ledger,
        &decisions,
        &on_page.collect(),
        &parsed.sha256,
        &mut diagnostics,
    );
    lint::lint(&parsed, &documented, &decisions, &mut diagnostics);
    let mut accepted = accept::accept(page, &decisions, &mut diagnostics);
    if loss == Loss::Refuse && !diagnostics.has_errors() {
        check_codes_lost(&decisions, &changes, &mut diagnostics);
        check_descriptions_lost(documented.len(), &mut diagnostics);
    }
    if diagnostics.has_errors() {
        diagnostics.extract(|diagnostic| diagnostic.severity == Severity::Lint);
        return Err(diagnostics.into_sorted());
    }
    diagnostic::sort(&mut accepted);
    let decisions = if changes.is_empty() {
        decisions
    } else {
        Ledger::parse(&Source::new(&ledger.name, &settled), &mut diagnostics)
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

/// Reads the cells of every row, sorted by code.
fn read_cells(page: &Page, diagnostics: &mut Diagnostics) -> BTreeMap<u32, Documented> {
    let mut documented = BTreeMap::new();
    for row in &page.rows {
        let code = row.code.value;
        let errors = diagnostics.errors();
        let message = Prose::parse_text(&row.message, diagnostics);
        if message.is_empty() && code != 0 && diagnostics.errors() == errors {
            diagnostics.push(
                Diagnostic::error("no-message", format!("code {code} has no message"))
                    .label(row.code.span, "the cell after this one is empty")
                    .help("only code 0 has none; is a tab doubled, or a cell lost?"),
            );
        }
        let length = message.chars().count();
        if length > MAX_MESSAGE {
            let text = format!("the message of code {code} has {length} characters");
            diagnostics.push(
                Diagnostic::error("long-message", text)
                    .label(row.message.span, format!("at most {MAX_MESSAGE} are read"))
                    .help("are the columns of message and description swapped?"),
            );
        }
        let errors = diagnostics.errors();
        let description = Prose::parse(&row.description, diagnostics);
        if description.is_empty() && diagnostics.errors() == errors {
            let text = format!("code {code} has no description");
            diagnostics.push(
                Diagnostic::lint(Finding::NoDescription, text)
                    .label(row.code.span, "the last cell of this row is empty")
                    .about(code),
            );
        }
        let span = row.message.span;
        let message = Spanned {
            value: message,
            span,
        };
        documented.insert(
            code,
            Documented {
                message,
                description,
            },
        );
    }
    documented
}

/// Checks that every decision is about a code we know, and still needed.
fn check_decisions(
    documented: &BTreeMap<u32, Documented>,
    ledger: &Ledger,
    diagnostics: &mut Diagnostics,
) {
    let classes = ledger
        .classes
        .iter()
        .map(|(code, it)| ("class", code, it.span));
    let origins = ledger
        .origins
        .iter()
        .map(|(code, it)| ("origin", code, it.span));
    let remedies = ledger
        .remedies
        .iter()
        .map(|(code, it)| ("remedy", code, it.span));
    for (table, code, span) in classes.chain(origins).chain(remedies) {
        if !ledger.codes.contains_key(code) && !documented.contains_key(code) {
            let message = format!("[{table}] is about a code we do not know");
            let label = format!("there is no {code} on the page or in [codes]");
            diagnostics.push(Diagnostic::error("ledger", message).label(span, label));
        }
    }
    for (code, verdict) in &ledger.classes {
        let is = &verdict.value.is;
        if is.value == Class::by_rule(*code) {
            diagnostics.push(
                Diagnostic::error("ledger", "an exception from the class rule is not needed")
                    .label(is.span, "the page's own rule says the same")
                    .help("remove this line"),
            );
        }
    }
}

/// Checks that every code that the page does not have is known from elsewhere.
fn check_evidence(
    documented: &BTreeMap<u32, Documented>,
    ledger: &Ledger,
    diagnostics: &mut Diagnostics,
) {
    for (code, Spanned { value: entry, span }) in &ledger.codes {
        match (documented.contains_key(code), &entry.message, &entry.seen) {
            (true, _, Some(seen)) => {
                let message = format!("code {code} is documented now");
                diagnostics.push(
                    Diagnostic::finding(Finding::StaleEvidence, message)
                        .label(seen.span, "this evidence is no longer needed")
                        .help("remove `seen` from the line"),
                );
            }
            (false, None, None) => diagnostics.push(
                Diagnostic::error("ledger", format!("nothing is known of code {code}"))
                    .label(
                        *span,
                        "it is not on the page, was never there, and was not seen",
                    )
                    .help("name the public repositories it was seen in: `seen = [\"..\"]`"),
            ),
            _ => {}
        }
    }
}

/// Whether `part` is so much of `all` that a part of the page was most likely lost.
fn is_too_much(part: usize, all: usize) -> bool {
    part > all / 10
}

fn check_codes_lost(
    ledger: &Ledger,
    changes: &BTreeMap<u32, Change>,
    diagnostics: &mut Diagnostics,
) {
    let entries = ledger.codes.values().map(|entry| &entry.value);
    let documented = entries.filter(|entry| entry.message.is_some() && entry.retired.is_none());
    let documented = documented.count();
    let lost = || {
        changes
            .iter()
            .filter(|(_, change)| **change == Change::Retired)
    };
    let first = lost().find_map(|(code, _)| Some((code, ledger.codes.get(code)?.span)));
    if let (Some((code, span)), true) = (first, is_too_much(lost().count(), documented)) {
        let message = format!("the page lacks {} of {documented} codes", lost().count());
        diagnostics.push(loss(message, span, format!("{code} is the first of them")));
    }
}

/// Descriptions whose lack the ledger accepts do not count.
fn check_descriptions_lost(rows: usize, diagnostics: &mut Diagnostics) {
    let is_lost = |finding: &&Diagnostic| finding.id == Finding::NoDescription.word();
    let lost = diagnostics.iter().filter(is_lost).count();
    let first = diagnostics.iter().find(is_lost).and_then(Diagnostic::span);
    if let (Some(span), true) = (first, is_too_much(lost, rows)) {
        let message = format!("{lost} of {rows} rows have no description");
        diagnostics.push(loss(message, span, "this is the first of them".to_owned()));
    }
}

fn loss(message: String, span: Span, label: String) -> Diagnostic {
    Diagnostic::error("loss", message)
        .label(span, label)
        .help("copy the whole page; if it really says no more, use `--accept-loss`")
}

fn freeze(mut documented: BTreeMap<u32, Documented>, ledger: Ledger) -> Vec<Code> {
    let freeze_code = |(number, entry): (u32, Spanned<ledger::Entry>)| {
        let entry = entry.value;
        let row = documented.remove(&number);
        let provenance = match (&row, &entry.retired) {
            (Some(_), _) => Provenance::Documented,
            (None, Some(_)) => Provenance::Retired,
            (None, None) => Provenance::Observed,
        };
        let description = row.map(|row| row.description).unwrap_or_default();
        let mut names = entry.names.value.0.into_iter();
        let strings = |texts: Vec<ledger::Text>| texts.into_iter().map(|text| text.0).collect();
        let remedy = ledger.remedies.get(&number);
        Code {
            number,
            name: names.next().unwrap_or_default(),
            former_names: names.collect(),
            message: entry
                .message
                .map(|message| message.0)
                .filter(|text| !text.is_empty()),
            methods: methods::named_in(&description.to_plain_text()),
            description,
            class: is(ledger.classes.get(&number)).unwrap_or(Class::by_rule(number)),
            provenance,
            retired: entry.retired.map(|retired| retired.0),
            seen: strings(entry.seen.map(|seen| seen.value).unwrap_or_default()),
            also: strings(entry.also),
            origin: is(ledger.origins.get(&number)).unwrap_or(Origin::Server),
            remedy: is(remedy).unwrap_or(Remedy::Unreviewed),
            why: remedy.map(|verdict| verdict.value.why.0.clone()),
        }
    };
    ledger.codes.into_iter().map(freeze_code).collect()
}

fn is<T: Copy>(verdict: Option<&Spanned<Verdict<T>>>) -> Option<T> {
    verdict.map(|verdict| verdict.value.is.value)
}
