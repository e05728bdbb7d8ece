//! Joins a page and a ledger: checks them against each other, takes out the warnings that the ledger
//! accepts, and freezes the result.

mod accept;
mod methods;

use std::collections::BTreeMap;

use crate::catalog::{Catalog, Code};
use crate::ledger::{self, Ledger, News, Rows};
use crate::page::{self, Row, class_rule};
use crate::problem::{Problem, Problems, Rule, sort_problems};
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
    /// The ledger's text after the page's changes were applied to it.
    pub ledger: String,
    /// What the page changed in the ledger, by code.
    pub news: BTreeMap<u32, News>,
    /// The warnings that the ledger does not accept, sorted by place.
    pub problems: Problems,
}

/// What to do with a page on which many known codes or many descriptions are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnLoss {
    /// It is an error: most likely a part of the page was not copied.
    Refuse,
    /// The caller says that the loss is real.
    Accept,
}

/// Reads `page` and `ledger`, checks them against each other, and freezes the result.
///
/// # Errors
///
/// Every problem of both, sorted by place, without the warnings that the ledger accepts.
pub fn read(page: &Source, ledger: &Source, loss: OnLoss) -> Result<Reading, Problems> {
    let mut problems = Problems::default();
    let parsed = page::parse(page, &mut problems).unwrap_or_default();
    check_rows(&parsed.rows, &mut problems);
    let Some(decisions) = Ledger::parse(ledger, &mut problems) else {
        // Which warnings it accepts is unknown.
        problems.retain(Problem::is_error);
        sort_problems(&mut problems);
        return Err(problems);
    };
    let rows = parsed.rows.iter().map(|row| (row.code.value, row));
    let documented: Rows = rows.collect();
    let rules = decisions.class_rules.iter().map(|rule| rule.words.as_str());
    problems.extend(class_rule::check(&parsed, page, rules));
    check_decisions(&documented, &decisions, &mut problems);
    check_remedies(&parsed.rows, &decisions, &mut problems);
    check_evidence(&documented, &decisions, &mut problems);
    let sha256 = &parsed.sha256;
    let (settled, news) = ledger::settle(ledger, &decisions, &documented, sha256, &mut problems);
    let (mut problems, accepted) = accept::accept(&decisions, problems);
    problems.extend(accept::find_unused(&decisions, &accepted));
    if loss == OnLoss::Refuse && !problems.iter().any(Problem::is_error) {
        check_loss(&documented, &decisions, &mut problems);
    }
    sort_problems(&mut problems);
    if problems.iter().any(Problem::is_error) {
        // What is still to be decided can wait, and may change, until the errors are fixed.
        let can_wait = [Rule::UnusedAcceptance, Rule::UnreviewedRemedy];
        problems.retain(|problem| !can_wait.contains(&problem.rule));
        return Err(problems);
    }
    let decisions = if news.is_empty() {
        decisions
    } else {
        // It was TOML, and still is.
        let settled = Source::new(&ledger.name, &settled);
        Ledger::parse(&settled, &mut problems).unwrap_or_default()
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
        problems,
    })
}

/// Checks the words of each row.
fn check_rows(rows: &[Row], problems: &mut Problems) {
    for row in rows {
        let code = row.code.value;
        let message = &row.message.value;
        let description = row.description.value.to_plain_text();
        let mut report = |rule, what: &str, label: &str| {
            let problem = Problem::new(rule, format!("code {code} {what}"));
            problems.push(problem.label(row.code.span, label).about(code));
        };
        if message.is_empty() && code != 0 {
            report(Rule::NoMessage, "has no message", "in this row");
        }
        let length = message.chars().count();
        if length > MAX_MESSAGE {
            let what = format!("has a message of {length} characters");
            let label = format!("at most {MAX_MESSAGE} are read");
            report(Rule::LongMessage, &what, &label);
        }
        if description.is_empty() {
            report(Rule::NoDescription, "has no description", "in this row");
        }
        if is_mojibake(message) || is_mojibake(&description) {
            report(
                Rule::Mojibake,
                "has wrongly decoded characters",
                "in this row",
            );
        }
        let class = Class::by_rule(code);
        if contradicts(class, &description) {
            let what = format!(
                "has a description that contradicts its class, {:?}",
                class.word()
            );
            report(Rule::ClassContradiction, &what, "in this row");
        }
    }
}

/// Whether `text` has what remains of a UTF-8 character that was decoded as something else.
fn is_mojibake(text: &str) -> bool {
    const SIGNS: [&str; 5] = [
        "\u{fffd}",
        "\u{c3}\u{a2}",
        "\u{e2}\u{20ac}",
        "\u{c3}\u{83}",
        "\u{c2}\u{a0}",
    ];
    SIGNS.iter().any(|sign| text.contains(sign))
}

/// Whether `description` says the opposite of what the rule makes of the code.
fn contradicts(class: Class, description: &str) -> bool {
    let text = description.to_lowercase();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| text.contains(phrase));
    let denies = says(&["not indicative of an error", "not an error", "is no error"]);
    match class {
        Class::Error => denies,
        Class::Success | Class::Informational => {
            !denies && says(&["this error", "an error is returned"])
        }
    }
}

/// Checks that every row has a reviewed remedy.
fn check_remedies(rows: &[Row], ledger: &Ledger, problems: &mut Problems) {
    for row in rows {
        let code = row.code.value;
        let remedy = ledger.remedies.get(&code);
        if remedy.is_none_or(|remedy| remedy.value.remedy.value == Remedy::Unreviewed) {
            let message = format!("code {code} has no reviewed remedy");
            let fix = format!("add `{code} = {{ do = \"..\", why = \"..\" }}` under [remedy]");
            let problem = Problem::new(Rule::UnreviewedRemedy, message);
            problems.push(
                problem
                    .label(row.code.span, "in this row")
                    .about(code)
                    .fix(fix),
            );
        }
    }
}

/// Checks that every decision is about a code we know, and still needed.
fn check_decisions(documented: &Rows, ledger: &Ledger, problems: &mut Problems) {
    let classes = ledger.classes.iter().map(|(code, line)| (code, line.span));
    let remedies = ledger.remedies.iter().map(|(code, line)| (code, line.span));
    for (code, span) in classes.chain(remedies) {
        if !ledger.codes.contains_key(code) && !documented.contains_key(code) {
            let error = Problem::new(Rule::Ledger, "a decision about a code we do not know");
            let label = format!("there is no {code} on the page or in [codes]");
            problems.push(error.label(span, label));
        }
    }
    for (code, Spanned { value: verdict, .. }) in &ledger.classes {
        if verdict.is.value == Class::by_rule(*code) {
            let error = Problem::new(
                Rule::Ledger,
                "an exception from the class rule is not needed",
            );
            let label = "the page's own rule says the same";
            problems.push(error.label(verdict.is.span, label).fix("remove this line"));
        }
    }
    for Spanned { value: advice, .. } in ledger.remedies.values() {
        let resumes = advice.remedy.value == Remedy::ResumeFlow;
        let error = match &advice.step {
            None if resumes => {
                let steps = Interruption::ALL.iter().map(|step| step.word());
                let steps = steps.collect::<Vec<_>>().join(", ");
                Problem::new(Rule::Ledger, "a flow to resume without its next step")
                    .label(advice.remedy.span, "expected step = \"..\" beside it")
                    .fix(format!("the steps are {steps}"))
            }
            Some(step) if !resumes => {
                Problem::new(Rule::Ledger, "a next step without a flow to resume")
                    .label(step.span, "only `do = \"resume-flow\"` has a step")
                    .fix("remove the step, or change the remedy")
            }
            _ => continue,
        };
        problems.push(error);
    }
}

/// Checks that every code that the page does not have is known from elsewhere.
fn check_evidence(documented: &Rows, ledger: &Ledger, problems: &mut Problems) {
    for (code, Spanned { value: entry, span }) in &ledger.codes {
        let is_known = documented.contains_key(code) || entry.message.is_some();
        if !is_known && entry.seen.is_empty() {
            let error = Problem::new(Rule::Ledger, format!("nothing is known of code {code}"));
            let label = "it is not on the page, was never there, and was not seen";
            let help = "name the public repositories it was seen in: `seen = [\"..\"]`";
            problems.push(error.label(*span, label).fix(help));
        }
    }
}

/// Refuses a page that would retire more than a tenth of the documented codes, or lacks more than a
/// tenth of the descriptions. Those whose lack the ledger accepts do not count.
fn check_loss(documented: &Rows, ledger: &Ledger, problems: &mut Problems) {
    let is_documented = |entry: &ledger::Entry| entry.message.is_some() && entry.retired.is_none();
    let known = ledger.codes.iter();
    let known = known.filter(|(_, entry)| is_documented(&entry.value));
    let all = known.clone().count();
    let gone = known.filter(|(code, _)| !documented.contains_key(code));
    let gone: Vec<Span> = gone.map(|(_, entry)| entry.span).collect();
    let accept = "use `--accept-loss`";
    problems.extend(loss(&gone, all, "codes are no longer on the page", accept));

    let is_empty = |finding: &&Problem| finding.rule == Rule::NoDescription;
    let empty = problems.iter().filter(is_empty);
    let empty: Vec<Span> = empty.filter_map(Problem::span).collect();
    let all = documented.len();
    let accept = "accept \"no-description\" of these codes in the ledger";
    problems.extend(loss(&empty, all, "rows have no description", accept));
}

/// An error if `lost` are more than a tenth of `all`.
fn loss(lost: &[Span], all: usize, what: &str, accept: &str) -> Option<Problem> {
    let first = lost.first().filter(|_| lost.len() > all / 10)?;
    let error = Problem::new(Rule::Loss, format!("{} of {all} {what}", lost.len()));
    let help = format!("copy the whole page; if it really says no more, {accept}");
    Some(error.label(*first, "the first of them").fix(help))
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
            methods: methods::find_methods(&description.to_plain_text()),
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
