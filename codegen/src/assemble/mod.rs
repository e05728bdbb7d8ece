//! Joins a page and a ledger: checks them against each other, and freezes the result.

mod methods;

use crate::catalog::{Catalog, Code};
use crate::ledger::{self, Ledger, Rows, settle};
use crate::page::{Page, Row};
use crate::problem::{Problem, Problems, Rule};
use crate::prose::Prose;
use crate::source::{Source, Span, Spanned};
use crate::words::{Class, Interruption, Provenance, Remedy};
use crate::{Inputs, OnLoss};

/// The most characters that a message has; a longer text is a description.
const MAX_MESSAGE: usize = 200;

/// Checks the page and the ledger against each other, and freezes them; also returns the ledger's text
/// after the page's changes were applied to it. `None` if there is an error among `problems`.
pub(crate) fn assemble(
    page: &Page,
    source: &Source,
    ledger: &Ledger,
    inputs: &Inputs<'_>,
    problems: &mut Problems,
) -> Option<(Catalog, String)> {
    let rows: Rows = page.rows.iter().map(|row| (row.code, row)).collect();
    check_rows(&page.rows, problems);
    check_decisions(&rows, ledger, problems);
    check_remedies(&page.rows, ledger, problems);
    check_reasons(&rows, ledger, problems);
    check_evidence(&rows, ledger, problems);
    let settled = settle(inputs.ledger, ledger, &rows, page.day.as_deref(), problems);
    if inputs.loss == OnLoss::Refuse && !problems.iter().any(Problem::is_error) {
        check_loss(&rows, ledger, problems);
    }
    if problems.iter().any(Problem::is_error) {
        return None;
    }
    let (codes, text) = match settled {
        None => (freeze(&rows, ledger), inputs.ledger.text().to_owned()),
        Some(text) => {
            // The edits keep it valid.
            let source = Source::new(&inputs.ledger.name, &text);
            let ledger = Ledger::parse(&source, problems)?;
            (freeze(&rows, &ledger), text)
        }
    };
    let catalog = Catalog {
        address: ledger.address().map(str::to_owned),
        copied: page.day.clone(),
        page_sha256: source.sha256(),
        codes,
    };
    Some((catalog, text))
}

/// Checks the words of each row.
fn check_rows(rows: &[Row], problems: &mut Problems) {
    for row in rows {
        let code = row.code;
        let message = &row.message;
        let description = row.description.to_plain_text();
        let mut report = |rule, what: &str, label: &str| {
            let problem = Problem::new(rule, format!("code {code} {what}"));
            problems.push(problem.label_at(row.place, label).about(code));
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
        let code = row.code;
        let remedy = ledger.remedies.get(&code);
        if remedy.is_none_or(|remedy| remedy.value.remedy.value == Remedy::Unreviewed) {
            let message = format!("code {code} has no reviewed remedy");
            let fix = format!("add `{code} = {{ do = \"..\", why = \"..\" }}` under [remedy]");
            let problem = Problem::new(Rule::UnreviewedRemedy, message);
            problems.push(
                problem
                    .label_at(row.place, "in this row")
                    .about(code)
                    .fix(fix),
            );
        }
    }
}

/// Checks that every decision is about a known code, and still needed.
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
    let known: Vec<_> = ledger
        .codes
        .iter()
        .filter(|(_, entry)| entry.value.message.is_some() && entry.value.retired.is_none())
        .collect();
    let gone: Vec<Span> = known
        .iter()
        .filter(|(code, _)| !documented.contains_key(code))
        .map(|(_, entry)| entry.span)
        .collect();
    let accept = "use `--accept-loss`";
    let what = "codes are no longer on the page";
    problems.extend(report_loss(&gone, known.len(), what, accept));

    let empty: Vec<Span> = problems
        .iter()
        .filter(|problem| problem.rule == Rule::NoDescription && !ledger.accepts(problem))
        .filter_map(Problem::span)
        .collect();
    let accept = "accept \"no-description\" of these codes in the ledger";
    let what = "rows have no description";
    problems.extend(report_loss(&empty, documented.len(), what, accept));
}

/// An error if `lost` are more than a tenth of `all`.
fn report_loss(lost: &[Span], all: usize, what: &str, accept: &str) -> Option<Problem> {
    let first = lost.first().filter(|_| lost.len() > all / 10)?;
    let problem = Problem::new(Rule::Loss, format!("{} of {all} {what}", lost.len()));
    let fix = format!("copy the whole page; if it really says no more, {accept}");
    Some(problem.label(*first, "the first of them").fix(fix))
}

/// Checks that what a reason quotes is on the page: advice must not outlive the words that it is based on.
fn check_reasons(documented: &Rows, ledger: &Ledger, problems: &mut Problems) {
    let classes = ledger.classes.iter();
    let classes = classes.map(|(code, line)| (code, line.span, &line.value.why.0));
    let remedies = ledger.remedies.iter();
    let remedies = remedies.map(|(code, line)| (code, line.span, &line.value.why.0));
    for (code, span, why) in classes.chain(remedies) {
        let Some(row) = documented.get(code) else {
            continue;
        };
        let words = format!("{} {}", row.message, row.description.to_line());
        for quotation in find_quotations(why) {
            if !words.contains(&quotation) {
                let message =
                    format!("the row of code {code} does not have the words {quotation:?}");
                let problem = Problem::new(Rule::UnanchoredReason, message);
                let problem = problem.label(span, "the reason quotes them");
                problems.push(problem.about(*code).quoting(&quotation));
            }
        }
    }
}

/// The texts in double quotes of `why`, white space folded. What is between backticks is another source's.
fn find_quotations(why: &str) -> Vec<String> {
    let ours: String = why.split('`').step_by(2).collect::<Vec<_>>().join("`");
    let quotations = ours.split('"').skip(1).step_by(2);
    quotations
        .map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

fn freeze(documented: &Rows, ledger: &Ledger) -> Vec<Code> {
    let freeze_code = |(&number, entry): (&u32, &Spanned<ledger::Entry>)| {
        let entry = &entry.value;
        let row = documented.get(&number);
        let provenance = match (row, &entry.retired) {
            (Some(_), _) => Provenance::Documented,
            (None, Some(_)) => Provenance::Retired,
            (None, None) => Provenance::Observed,
        };
        let description = row.map_or_else(Prose::default, |row| row.description.clone());
        let (name, former_names) = entry.names.value.split();
        let advice = ledger.remedies.get(&number).map(|advice| &advice.value);
        let class = ledger.classes.get(&number);
        Code {
            number,
            name: name.to_owned(),
            former_names: former_names.to_vec(),
            message: entry.message.clone().filter(|text| !text.is_empty()),
            methods: methods::find_methods(&description.to_plain_text()),
            description,
            class: class.map_or(Class::by_rule(number), |class| class.value.is.value),
            provenance,
            retired: entry.retired.as_ref().map(|text| text.0.clone()),
            seen: entry.seen.iter().map(|text| text.0.clone()).collect(),
            also: entry.also.iter().map(|text| text.0.clone()).collect(),
            remedy: advice.map_or(Remedy::Unreviewed, |advice| advice.remedy.value),
            interruption: advice.and_then(|advice| Some(advice.step.as_ref()?.value)),
            why: advice.map(|advice| advice.why.0.clone()),
        }
    };
    ledger.codes.iter().map(freeze_code).collect()
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
