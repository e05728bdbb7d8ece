//! Joins a page and a ledger: checks them against each other, and freezes the result.

mod methods;

use crate::catalog::{Catalog, Code};
use crate::ledger::{Entry, Ledger, Rows, settle};
use crate::page::{Page, Row};
use crate::problem::{Problem, Problems, Rule};
use crate::prose::Prose;
use crate::source::{Source, Span, Spanned};
use crate::words::{Class, Interruption, Provenance, Remedy};
use crate::{Inputs, OnLoss, Reading};

/// The most characters that a message has; a longer text is a description.
const MAX_MESSAGE: usize = 200;

/// Checks the page and the ledger against each other, and freezes them. `None` if there is an error among
/// `problems`.
pub(crate) fn assemble(
    page: &Page,
    source: &Source,
    ledger: &Ledger,
    inputs: &Inputs,
    problems: &mut Problems,
) -> Option<Reading> {
    let rows: Rows = page.rows.iter().map(|row| (row.code, row)).collect();
    for row in &page.rows {
        check_row(row, ledger, problems);
    }
    check_decisions(&rows, ledger, problems);
    check_evidence(&rows, ledger, problems);
    let settled = settle(&inputs.ledger, ledger, &rows, page.day.as_deref(), problems);
    if inputs.loss == OnLoss::Refuse && !problems.iter().any(Problem::is_error) {
        check_loss(&rows, ledger, problems);
    }
    if problems.iter().any(Problem::is_error) {
        return None;
    }
    let (ledger, text) = match &settled {
        None => (ledger, inputs.ledger.text()),
        // The edits keep it valid.
        Some(text) => (&Ledger::parse(&Source::new("", text), problems), &**text),
    };
    let codes = ledger.codes.iter();
    let catalog = Catalog {
        address: ledger.address().map(str::to_owned),
        copied: page.day.clone(),
        page_sha256: source.sha256(),
        codes: codes
            .map(|(&number, entry)| freeze_code(number, &entry.value, &rows, ledger))
            .collect(),
    };
    Some(Reading {
        catalog,
        page: source.text().to_owned(),
        ledger: text.to_owned(),
        problems: Problems::new(),
    })
}

/// Checks the words of a row, and that it has a reviewed remedy.
fn check_row(row: &Row, ledger: &Ledger, problems: &mut Problems) {
    let Row { code, message, .. } = row;
    let description = row.description.to_plain_text();
    if message.is_empty() && *code != 0 {
        problems.push(row_problem(row, Rule::NoMessage, "no message"));
    }
    let length = message.chars().count();
    if length > MAX_MESSAGE {
        let what = format!("a message of {length} characters, more than {MAX_MESSAGE}");
        problems.push(row_problem(row, Rule::LongMessage, &what));
    }
    if description.is_empty() {
        problems.push(row_problem(row, Rule::NoDescription, "no description"));
    }
    if is_mojibake(message) || is_mojibake(&description) {
        let what = "wrongly decoded characters";
        problems.push(row_problem(row, Rule::Mojibake, what));
    }
    let class = ledger.class_of(*code);
    if contradicts(class, &description) {
        let class = class.word();
        let what = format!("a description that contradicts its class, {class:?}");
        problems.push(row_problem(row, Rule::ClassContradiction, &what));
    }
    let advice = ledger.remedies.get(code);
    if advice.is_none_or(|advice| advice.value.remedy == Remedy::Unreviewed) {
        let problem = row_problem(row, Rule::UnreviewedRemedy, "no reviewed remedy");
        let fix = format!("add `{code} = {{ do = \"..\", why = \"..\" }}` under [remedy]");
        problems.push(problem.fix(fix));
    }
}

fn row_problem(row: &Row, rule: Rule, what: &str) -> Problem {
    Problem::new(rule, format!("code {} has {what}", row.code))
        .label(row.place, "in this row")
        .about(row.code)
}

/// Whether `text` has what remains of a UTF-8 character that was decoded as something else.
fn is_mojibake(text: &str) -> bool {
    const SIGNS: &str = "\u{fffd} \u{c3}\u{a2} \u{e2}\u{20ac} \u{c3}\u{83} \u{c2}\u{a0}";
    SIGNS.split(' ').any(|sign| text.contains(sign))
}

/// Whether `description` says the opposite of the class.
fn contradicts(class: Class, description: &str) -> bool {
    let text = description.to_lowercase();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| text.contains(phrase));
    let denies = says(&["not indicative of an error", "not an error", "is no error"]);
    match class {
        Class::Error => denies,
        _ => !denies && says(&["this error", "an error is returned"]),
    }
}

/// Checks that every decision is about a known code and still needed, and that what its reason quotes is
/// on the page: advice must not outlive the words that it is based on.
fn check_decisions(documented: &Rows, ledger: &Ledger, problems: &mut Problems) {
    for (code, span, why) in ledger.decisions() {
        let Some(row) = documented.get(&code) else {
            if !ledger.codes.contains_key(&code) {
                let error = Problem::new(Rule::Ledger, "a decision about a code we do not know");
                let label = format!("there is no {code} on the page or in [codes]");
                problems.push(error.label(span, label));
            }
            continue;
        };
        let words = format!("{} {}", row.message, row.description.to_line());
        for quotation in find_quotations(why) {
            if !words.contains(&quotation) {
                let message =
                    format!("the row of code {code} does not have the words {quotation:?}");
                let problem = Problem::new(Rule::UnanchoredReason, message);
                let problem = problem.label(span, "the reason quotes them");
                problems.push(problem.about(code).quoting(&quotation));
            }
        }
    }
    for Spanned { value, span } in ledger.remedies.values() {
        let resumes = value.remedy == Remedy::ResumeFlow;
        if resumes != value.step.is_some() {
            let steps: Vec<_> = Interruption::ALL.iter().map(|step| step.word()).collect();
            let error = Problem::new(
                Rule::Ledger,
                "`resume-flow` needs a step, and no other remedy has one",
            );
            let label = "this has only one of do = \"resume-flow\" and step = \"..\"";
            let error = error.label(*span, label);
            problems.push(error.fix(format!("the steps are {}", steps.join(", "))));
        }
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
    let (mut known, mut gone) = (0, Vec::new());
    for (code, Spanned { value: entry, span }) in &ledger.codes {
        known += usize::from(entry.is_documented());
        if entry.is_documented() && !documented.contains_key(code) {
            gone.push(*span);
        }
    }
    problems.extend(report_loss(&gone, known, "codes are no longer on the page"));

    let empty: Vec<Span> = problems
        .iter()
        .filter(|problem| problem.rule == Rule::NoDescription && !ledger.accepts(problem))
        .filter_map(Problem::span)
        .collect();
    let lost = report_loss(&empty, documented.len(), "rows have no description");
    problems.extend(lost.map(|problem| {
        problem.fix(
            "copy the whole page; if the loss is real, accept \"no-description\" of these codes in the ledger",
        )
    }));
}

/// An error if `lost` are more than a tenth of `all`.
fn report_loss(lost: &[Span], all: usize, what: &str) -> Option<Problem> {
    let first = lost.first().filter(|_| lost.len() > all / 10)?;
    let problem = Problem::new(Rule::Loss, format!("{} of {all} {what}", lost.len()));
    Some(problem.label(*first, "the first of them"))
}

/// The texts in double quotes of `why`, white space folded. What is between backticks is another source's.
fn find_quotations(why: &str) -> Vec<String> {
    let ours: String = why.split('`').step_by(2).collect::<Vec<_>>().join("`");
    let quotations = ours.split('"').skip(1).step_by(2);
    quotations
        .map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

fn freeze_code(number: u32, entry: &Entry, documented: &Rows, ledger: &Ledger) -> Code {
    let row = documented.get(&number);
    let description = row.map_or_else(Prose::default, |row| row.description.clone());
    let advice = ledger.remedies.get(&number).map(|advice| &advice.value);
    Code {
        number,
        name: entry.name.clone(),
        former_names: entry.former_names.clone(),
        message: entry.message.clone().filter(|text| !text.is_empty()),
        methods: methods::find_methods(&description.to_plain_text()),
        description,
        class: ledger.class_of(number),
        provenance: match (row, &entry.retired) {
            (Some(_), _) => Provenance::Documented,
            (None, Some(_)) => Provenance::Retired,
            (None, None) => Provenance::Observed,
        },
        retired: entry.retired.as_ref().map(|text| text.0.clone()),
        seen: entry.seen.iter().map(|text| text.0.clone()).collect(),
        also: entry.also.iter().map(|text| text.0.clone()).collect(),
        remedy: advice.map_or(Remedy::Unreviewed, |advice| advice.remedy),
        interruption: advice.and_then(|advice| advice.step),
        why: advice.map(|advice| advice.why.0.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::find_quotations;

    #[test]
    fn a_quotation_is_between_double_quotes_outside_code() {
        for (why, quotations) in [
            ("no quotation", &[][..]),
            ("\"one\" and \"the  other\"", &["one", "the other"]),
            ("`errorFlags` \"missingKey\"", &["missingKey"]),
            ("SDKs meet `\"x\"` and `y \"z`, \"w\"", &["w"]),
        ] {
            assert_eq!(find_quotations(why), quotations, "{why}");
        }
    }
}
