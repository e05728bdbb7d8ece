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
            tasks.extend(task_of_change(change, code, problems));
        }
        for problem in problems {
            if !self.changes.iter().any(|change| change.asks_about(problem)) {
                tasks.push(task_of_problem(problem));
            }
        }
        for name in failed_tests.lines() {
            let name = Prose::text_with_code(&format!("`{name}`")).to_markdown();
            tasks.push(format!("A test fails; does it quote the page? {name}"));
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

impl Change {
    /// Whether its task asks for the decision that the problem needs.
    fn asks_about(&self, problem: &Problem) -> bool {
        let rule = match self.kind {
            Kind::Added => Rule::UnreviewedRemedy,
            Kind::Description => Rule::UnanchoredReason,
            _ => return false,
        };
        problem.rule == rule && problem.code == Some(self.code)
    }
}

/// What a reviewer has to decide about a change to a code, if anything. Without `code`, we forgot it.
fn task_of_change(change: &Change, code: Option<&Code>, problems: &[Problem]) -> Option<String> {
    let label = format!("`{}` ({})", change.name, change.code);
    let remedy = code.map_or(Remedy::Unreviewed, |code| code.remedy);
    let advice = format!("remedy `{}`", remedy.word());
    let task = match change.kind {
        Kind::Added if remedy == Remedy::Unreviewed => format!(
            "{label} is new. Is its name right? It is permanent once released. Add its remedy to \
             `spec/ledger.toml`"
        ),
        Kind::Added => format!(
            "{label} is new. Are its name and its {advice} right? The name is permanent once released"
        ),
        Kind::Documented => format!("{label} is documented now: is its {advice} right?"),
        Kind::Retired => {
            format!("{label} is no longer documented: has it really gone from the page?")
        }
        Kind::Description => {
            let why = code.and_then(|code| code.why.as_deref());
            let why = Prose::text_with_code(why.unwrap_or("no reason yet")).to_markdown();
            let is_unanchored = problems.iter().any(|problem| change.asks_about(problem));
            let lost = if is_unanchored {
                ", without words that the reason quotes"
            } else {
                ""
            };
            format!(
                "{label} has another description{lost}: does its {advice} still follow? ({why})"
            )
        }
        Kind::Renamed => format!("{label} has another name: is it right?"),
        _ if change.semver == Semver::Major => {
            let reason = Prose::text(&change.reason).to_markdown();
            let kind = change.kind.word();
            format!("{label} breaks programs ({kind}: {reason}). Is that right?")
        }
        _ => return None,
    };
    let is_new = matches!(change.kind, Kind::Added | Kind::Documented);
    match code.filter(|code| is_new && !code.description.is_empty()) {
        Some(code) => {
            let description = code.description.to_markdown().replace('\n', "\n  > ");
            Some(format!("{task}\n\n  > {description}\n"))
        }
        None => Some(task),
    }
}

fn task_of_problem(problem: &Problem) -> String {
    let message = Prose::text(&problem.message).to_markdown();
    let fix = Prose::text_with_code(&problem.fix).to_markdown();
    format!("`{}`: {message} ({fix})", problem.rule.id())
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
