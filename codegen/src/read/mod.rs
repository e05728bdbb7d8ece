//! Joins a page and a ledger: reads both, checks them against each other, takes out the findings
//! that the ledger accepts, and freezes the result.

mod accept;

use std::collections::BTreeMap;

use crate::catalog::{Catalog, Code};
use crate::diagnostic::{self, Diagnostic, Diagnostics, Severity};
use crate::finding::Finding;
use crate::ledger::{self, Ledger, News, Rows};
use crate::lint;
use crate::methods;
use crate::page::{self, Row, class_rule};
use crate::prose::Prose;
use crate::source::{Source, Span, Spanned};
use crate::words::{Class, Interruption, Provenance, Remedy};

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
    pub news: BTreeMap<u32, News>,
    /// What is worth a person's look and has not been accepted, sorted by place.
    pub findings: Vec<Diagnostic>,
    /// What the ledger accepts, sorted by place.
    pub accepted: Vec<Diagnostic>,
}

/// What to do with a page on which many known codes or many descriptions are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnLoss {
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
pub fn read(page: &Source, ledger: &Source, loss: OnLoss) -> Result<Reading, Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let parsed = page::parse(page, &mut diagnostics).unwrap_or_default();
    check_cells(&parsed.rows, &mut diagnostics);
    let Some(decisions) = Ledger::parse(ledger, &mut diagnostics) else {
        // Nobody knows which findings it accepts.
        diagnostics.retain(Diagnostic::is_error);
        diagnostic::sort(&mut diagnostics);
        return Err(diagnostics);
    };
    let rows = parsed.rows.iter().map(|row| (row.code.value, row));
    let documented: Rows = rows.collect();
    let rules = decisions.class_rules.iter().map(|rule| rule.words.as_str());
    diagnostics.extend(class_rule::check(&parsed, page, rules));
    check_decisions(&documented, &decisions, &mut diagnostics);
    check_evidence(&documented, &decisions, &mut diagnostics);
    let sha256 = &parsed.sha256;
    let (settled, news) = ledger::settle(ledger, &decisions, &documented, sha256, &mut diagnostics);
    lint::lint(&parsed, &decisions, &mut diagnostics);
    let mut accepted = accept::accept(&decisions, &mut diagnostics);
    if loss == OnLoss::Refuse && !diagnostics.iter().any(Diagnostic::is_error) {
        check_loss(&documented, &decisions, &mut diagnostics);
    }
    diagnostic::sort(&mut diagnostics);
    diagnostic::sort(&mut accepted);
    if diagnostics.iter().any(Diagnostic::is_error) {
        // A page that cannot be used may lack findings for that reason.
        diagnostics.retain(|diagnostic| {
            diagnostic.severity != Severity::Note
                && diagnostic.id != Finding::UnusedAcceptance.word()
        });
        return Err(diagnostics);
    }
    let decisions = if news.is_empty() {
        decisions
    } else {
        // It was TOML, and still is.
        let settled = Source::new(&ledger.name, &settled);
        Ledger::parse(&settled, &mut diagnostics).unwrap_or_default()
    };
    let catalog = Catalog {
        page_sha256: parsed.sha256.clone(),
        page_order: parsed.rows.iter().map(|row| row.code.value).collect(),
        codes: freeze(&documented, decisions),
    };
    Ok(Reading {
        catalog,
        ledger: settled,
        news,
        findings: diagnostics,
        accepted,
    })
}

fn check_cells(rows: &[Row], diagnostics: &mut Diagnostics) {
    for row in rows {
        let code = row.code.value;
        let length = row.message.value.chars().count();
        if length == 0 && code != 0 {
            let error = Diagnostic::error("no-message", format!("code {code} has no message"));
            let help = "only code 0 has none; was a cell lost? If Gigya publishes it so, tell Gigya, and \
                        keep the stored page until it is mended";
            diagnostics.push(error.label(row.code.span, "in this row").help(help));
        }
        if length > MAX_MESSAGE {
            let text = format!("the message of code {code} has {length} characters");
            let label = format!("at most {MAX_MESSAGE} are read");
            let error = Diagnostic::error("long-message", text).label(row.message.span, label);
            let help = "are the columns of message and description swapped?";
            diagnostics.push(error.help(help));
        }
    }
}

/// Checks that every decision is about a code we know, and still needed.
fn check_decisions(documented: &Rows, ledger: &Ledger, diagnostics: &mut Diagnostics) {
    let classes = ledger.classes.iter().map(|(code, line)| (code, line.span));
    let remedies = ledger.remedies.iter().map(|(code, line)| (code, line.span));
    for (code, span) in classes.chain(remedies) {
        if !ledger.codes.contains_key(code) && !documented.contains_key(code) {
            let error = Diagnostic::error("ledger", "a decision about a code we do not know");
            let label = format!("there is no {code} on the page or in [codes]");
            diagnostics.push(error.label(span, label));
        }
    }
    for (code, Spanned { value: verdict, .. }) in &ledger.classes {
        if verdict.is.value == Class::by_rule(*code) {
            let error =
                Diagnostic::error("ledger", "an exception from the class rule is not needed");
            let label = "the page's own rule says the same";
            diagnostics.push(error.label(verdict.is.span, label).help("remove this line"));
        }
    }
    for Spanned { value: advice, .. } in ledger.remedies.values() {
        let resumes = advice.remedy.value == Remedy::ResumeFlow;
        let error = match &advice.step {
            None if resumes => {
                let steps = Interruption::ALL.iter().map(|step| step.word());
                let steps = steps.collect::<Vec<_>>().join(", ");
                Diagnostic::error("ledger", "a flow to resume without its next step")
                    .label(advice.remedy.span, "expected step = \"..\" beside it")
                    .help(format!("the steps are {steps}"))
            }
            Some(step) if !resumes => {
                Diagnostic::error("ledger", "a next step without a flow to resume")
                    .label(step.span, "only `do = \"resume-flow\"` has a step")
                    .help("remove the step, or change the remedy")
            }
            _ => continue,
        };
        diagnostics.push(error);
    }
}

/// Checks that every code that the page does not have is known from elsewhere.
fn check_evidence(documented: &Rows, ledger: &Ledger, diagnostics: &mut Diagnostics) {
    for (code, Spanned { value: entry, span }) in &ledger.codes {
        let is_known = documented.contains_key(code) || entry.message.is_some();
        if !is_known && entry.seen.is_empty() {
            let error = Diagnostic::error("ledger", format!("nothing is known of code {code}"));
            let label = "it is not on the page, was never there, and was not seen";
            let help = "name the public repositories it was seen in: `seen = [\"..\"]`";
            diagnostics.push(error.label(*span, label).help(help));
        }
    }
}

/// Refuses a page that would retire more than a tenth of the documented codes, or lacks more than a
/// tenth of the descriptions. Those whose lack the ledger accepts do not count.
fn check_loss(documented: &Rows, ledger: &Ledger, diagnostics: &mut Diagnostics) {
    let is_documented = |entry: &ledger::Entry| entry.message.is_some() && entry.retired.is_none();
    let known = ledger.codes.iter();
    let known = known.filter(|(_, entry)| is_documented(&entry.value));
    let all = known.clone().count();
    let gone = known.filter(|(code, _)| !documented.contains_key(code));
    let gone: Vec<Span> = gone.map(|(_, entry)| entry.span).collect();
    let accept = "use `--accept-loss`";
    diagnostics.extend(loss(&gone, all, "codes are no longer on the page", accept));

    let is_empty = |finding: &&Diagnostic| finding.id == Finding::NoDescription.word();
    let empty = diagnostics.iter().filter(is_empty);
    let empty: Vec<Span> = empty.filter_map(Diagnostic::span).collect();
    let all = documented.len();
    let accept = "accept \"no-description\" of these codes in the ledger";
    diagnostics.extend(loss(&empty, all, "rows have no description", accept));
}

/// An error if `lost` are more than a tenth of `all`.
fn loss(lost: &[Span], all: usize, what: &str, accept: &str) -> Option<Diagnostic> {
    let first = lost.first().filter(|_| lost.len() > all / 10)?;
    let error = Diagnostic::error("loss", format!("{} of {all} {what}", lost.len()));
    let help = format!("copy the whole page; if it really says no more, {accept}");
    Some(error.label(*first, "the first of them").help(help))
}

fn freeze(documented: &Rows, ledger: Ledger) -> Vec<Code> {
    let freeze_code = |(number, entry): (u32, Spanned<ledger::Entry>)| {
        let entry = entry.value;
        let row = documented.get(&number);
        let provenance = match (&row, &entry.retired) {
            (Some(_), _) => Provenance::Documented,
            (None, Some(_)) => Provenance::Retired,
            (None, None) => Provenance::Observed,
        };
        let description = row.map_or_else(Prose::default, |row| row.description.value.clone());
        let message = entry.message.map(|message| message.0);
        let mut names = entry.names.value.0.into_iter();
        let strings = |texts: Vec<ledger::Text>| texts.into_iter().map(|text| text.0).collect();
        let advice = ledger.remedies.get(&number).map(|advice| &advice.value);
        let class = ledger.classes.get(&number);
        Code {
            number,
            name: names.next().unwrap_or_default(),
            former_names: names.collect(),
            message: message.filter(|text| !text.is_empty()),
            methods: methods::named_in(&description.to_plain_text()),
            description,
            class: class.map_or(Class::by_rule(number), |class| class.value.is.value),
            provenance,
            retired: entry.retired.map(|retired| retired.0),
            seen: strings(entry.seen),
            also: strings(entry.also),
            remedy: advice.map_or(Remedy::Unreviewed, |advice| advice.remedy.value),
            interruption: advice.and_then(|advice| Some(advice.step.as_ref()?.value)),
            why: advice.map(|advice| advice.why.0.clone()),
        }
    };
    ledger.codes.into_iter().map(freeze_code).collect()
}
