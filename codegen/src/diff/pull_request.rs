//! The title and the text of a pull request that changes the codes.

use super::{Change, Diff, Kind, Semver};
use crate::catalog::{Catalog, Code};
use crate::problem::{Problem, Rule};
use crate::prose::Prose;
use crate::words::Remedy;

/// GitHub takes 65,536 characters.
const MAX_LEN: usize = 60_000;

impl Diff {
    /// The title, a blank line, and the text: what a reviewer has to decide, then the changes.
    ///
    /// `new` is the catalog after the changes, `version` the one that the crate will have, and
    /// `failed_tests` has a line for each test that failed.
    #[must_use]
    pub fn to_pull_request(
        &self,
        new: &Catalog,
        version: &str,
        problems: &[Problem],
        failed_tests: &str,
    ) -> String {
        let summary = self.summary();
        let (_, counts) = summary.split_once(": ").unwrap_or(("", &summary));
        let breaks = match self.verdict() {
            Some(Semver::Major) => " **This breaks programs.**",
            _ => "",
        };
        let mut text = format!(
            "Import Gigya's page: {counts}\n\n**{summary}**.{breaks} The version is {version}.\n"
        );
        let mut tasks = Vec::new();
        for change in &self.changes {
            let code = new.codes.iter().find(|code| code.number == change.code);
            tasks.extend(task_of_change(change, code));
        }
        for problem in problems {
            // The task of a new code asks for its remedy already.
            let is_new =
                |change: &Change| change.kind == Kind::Added && Some(change.code) == problem.code;
            if problem.rule != Rule::UnreviewedRemedy || !self.changes.iter().any(is_new) {
                tasks.push(task_of_problem(problem));
            }
        }
        for line in failed_tests.lines() {
            let test = Prose::text_with_code(&format!("`{line}`")).to_markdown();
            tasks.push(format!("A test fails; does it quote the page? {test}"));
        }
        text.push_str("\n### To decide\n\n");
        if tasks.is_empty() {
            text.push_str("Nothing.\n");
        }
        text.extend(tasks.iter().map(|task| format!("- [ ] {task}\n")));
        text.push_str(&self.render_sections());
        cut_at_line(text)
    }
}

/// What a reviewer has to decide about a change to a code, if anything. Without `code`, we forgot it.
fn task_of_change(change: &Change, code: Option<&Code>) -> Option<String> {
    let label = format!("`{}` ({})", change.name, change.code);
    let remedy = code.map_or(Remedy::Unreviewed, |code| code.remedy).word();
    let task = match change.kind {
        Kind::Added if remedy == Remedy::Unreviewed.word() => format!(
            "{label} is new: is its name right, which is permanent once released? Its remedy is missing \
             in `spec/ledger.toml`{}",
            quote_description(code)
        ),
        Kind::Added => format!(
            "{label} is new: is its name right, which is permanent once released, and its remedy \
             `{remedy}`?{}",
            quote_description(code)
        ),
        Kind::Documented => format!(
            "{label} is documented now: is its remedy `{remedy}` right?{}",
            quote_description(code)
        ),
        Kind::Retired => {
            format!("{label} is no longer documented: has it really gone from the page?")
        }
        Kind::Description => {
            let why = code.and_then(|code| code.why.as_deref());
            let why = Prose::text_with_code(why.unwrap_or("no reason yet")).to_markdown();
            format!(
                "{label} has another description: does its remedy `{remedy}` still follow? ({why})"
            )
        }
        Kind::Renamed => format!("{label} has another name: is it right?"),
        _ if change.semver == Semver::Major => {
            let reason = Prose::text(&change.reason).to_markdown();
            format!("{label} breaks programs ({reason}): is that right?")
        }
        _ => return None,
    };
    Some(task)
}

/// The description, quoted below the line of a task; nothing for a code without one.
fn quote_description(code: Option<&Code>) -> String {
    let description = code.map(|code| code.description.to_markdown());
    match description.filter(|text| !text.is_empty()) {
        Some(text) => format!("\n\n  > {}\n", text.replace('\n', "\n  > ")),
        None => String::new(),
    }
}

fn task_of_problem(problem: &Problem) -> String {
    let message = Prose::text(&problem.message).to_markdown();
    let fix = problem.fix.as_deref().unwrap_or(problem.rule.fix());
    let fix = Prose::text_with_code(fix).to_markdown();
    format!("`{}`: {message}: {fix}", problem.rule.id())
}

/// `text` up to the last line that fits.
fn cut_at_line(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(MAX_LEN) {
        let end = text[..end].rfind('\n').map_or(end, |end| end + 1);
        text.truncate(end);
        text.push_str("\n... and more\n");
    }
    text
}
