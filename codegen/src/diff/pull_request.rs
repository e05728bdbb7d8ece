//! The title and the text of a pull request that changes the codes.

use super::{Change, Diff, Kind, Semver};
use crate::catalog::{Catalog, Code};
use crate::problem::{Problem, Rule};
use crate::prose::{Block, Mark, Prose, Run};
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
        let mut tasks: Vec<String> = self
            .changes
            .iter()
            .filter_map(|change| task_of_change(change, find_code(new, change)?))
            .collect();
        // The task of a new code asks for its remedy already.
        let is_new = |problem: &&Problem| {
            problem.rule == Rule::UnreviewedRemedy
                && self
                    .changes
                    .iter()
                    .any(|change| change.kind == Kind::Added && Some(change.code) == problem.code)
        };
        let others = problems.iter().filter(|problem| !is_new(problem));
        tasks.extend(others.map(task_of_problem));
        tasks.extend(failed_tests.lines().map(|test| {
            format!(
                "A test fails; does it quote the page? {}",
                render_code(test)
            )
        }));
        text.push_str("\n### To decide\n\n");
        if tasks.is_empty() {
            text.push_str("Nothing.\n");
        }
        text.extend(tasks.iter().map(|task| format!("- [ ] {task}\n")));
        text.push_str(&self.render_sections());
        text.push_str(&self.render_new_codes(new));
        cut_at_line(text)
    }

    /// The new codes in the words of the page.
    fn render_new_codes(&self, new: &Catalog) -> String {
        let added = self
            .changes
            .iter()
            .filter(|change| change.kind == Kind::Added)
            .filter_map(|change| find_code(new, change));
        let quotes = added.map(|code| {
            let description = code.description.to_markdown().replace('\n', "\n  > ");
            format!("- `{}` ({})\n\n  > {description}\n", code.name, code.number)
        });
        let quotes: String = quotes.collect();
        if quotes.is_empty() {
            return quotes;
        }
        format!("\n### The new codes in the words of the page\n\n{quotes}")
    }
}

fn find_code<'a>(catalog: &'a Catalog, change: &Change) -> Option<&'a Code> {
    catalog.codes.iter().find(|code| code.number == change.code)
}

/// What a reviewer has to decide about a change, if anything.
fn task_of_change(change: &Change, code: &Code) -> Option<String> {
    let (name, number) = (&change.name, change.code);
    let label = format!("`{name}` ({number})");
    let remedy = code.remedy.word();
    let why = code.why.as_deref().unwrap_or("no reason yet");
    let why = Prose::text(why).to_markdown();
    let task = match change.kind {
        Kind::Added if code.remedy == Remedy::Unreviewed => format!(
            "{label} is new: is its name right, which is permanent once released? Its remedy is missing \
             in `spec/ledger.toml`"
        ),
        Kind::Added => {
            format!("{label} is new on the page: are its name and its remedy `{remedy}` right?")
        }
        Kind::Retired => {
            format!("{label} is no longer documented: has it really gone from the page?")
        }
        Kind::Restored => format!("{label} is documented again: is its remedy `{remedy}` right?"),
        Kind::Description => format!(
            "{label} has another description: does its remedy `{remedy}` still follow? ({why})"
        ),
        Kind::Renamed => format!("{label} has another name: is it right?"),
        _ if change.semver == Semver::Major => {
            let reason = Prose::text(&change.reason).to_markdown();
            format!("{label} breaks programs ({reason}): is that right?")
        }
        _ => return None,
    };
    Some(task)
}

fn task_of_problem(problem: &Problem) -> String {
    let message = Prose::text(&problem.message).to_markdown();
    let fix = Prose::text(problem.fix.as_deref().unwrap_or(problem.rule.fix())).to_markdown();
    format!("`{}`: {message}: {fix}", problem.rule.id())
}

/// `text` as code, so that nothing in it is markup.
fn render_code(text: &str) -> String {
    let run = Run::new(text, &[Mark::Code]);
    let blocks = vec![Block::Paragraph(vec![run])];
    Prose { blocks }.to_markdown()
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
