//! A diff for people and for programs.

use anstyle::{AnsiColor, Style};
use serde_json::{Value, json};
use similar::{ChangeTag, TextDiff};

use super::{Change, Diff, Kind};
use crate::diagnostic::visible;
use crate::github::text_as_markdown;

const OLD: Style = AnsiColor::Red.on_default();
const NEW: Style = AnsiColor::Green.on_default();
const BOLD: Style = Style::new().bold();

/// Words around a change that are shown with it.
const CONTEXT: usize = 6;

impl Diff {
    /// The changes for a terminal, each with its reason. Colours are always there; whoever writes
    /// it takes them out where they do not belong.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for change in &self.changes {
            let sign = match change.kind {
                Kind::Added | Kind::Restored => format!("{NEW}+{NEW:#}"),
                Kind::Retired | Kind::Removed => format!("{OLD}-{OLD:#}"),
                _ => "~".to_owned(),
            };
            text.push_str(&format!(
                "{sign} {BOLD}{} {}{BOLD:#}  {} ({}: {})\n",
                change.code,
                change.name,
                change.kind.word(),
                change.semver.word(),
                visible(&change.reason),
            ));
            for line in words(change, &marks_for_terminals).lines() {
                text.push_str(&format!("    {line}\n"));
            }
        }
        if self.reordered {
            text.push_str("~ the rows stand in another order\n");
        }
        text.push_str(&self.summary());
        text.push('\n');
        text
    }

    /// One line: `minor: 2 added, 1 message`.
    #[must_use]
    pub fn summary(&self) -> String {
        let Some(verdict) = self.verdict() else {
            return match (self.reordered, self.pages[0] == self.pages[1]) {
                (true, _) => "none: order only",
                (false, true) => "no change",
                (false, false) => "no change of any code; the pages differ otherwise",
            }
            .to_owned();
        };
        let mut counts: Vec<(Kind, usize)> = Vec::new();
        for change in &self.changes {
            match counts.iter_mut().find(|(kind, _)| *kind == change.kind) {
                Some((_, count)) => *count += 1,
                None => counts.push((change.kind, 1)),
            }
        }
        counts.sort();
        let counts: Vec<String> = counts
            .iter()
            .map(|(kind, count)| format!("{count} {}", kind.word()))
            .collect();
        format!("{}: {}", verdict.word(), counts.join(", "))
    }

    /// The changes as Markdown, for a pull request.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut text = format!("**{}**\n", self.summary());
        for (title, lines) in self.changelog() {
            text.push_str(&format!("\n### {title}\n\n"));
            for Line {
                text: line, change, ..
            } in lines
            {
                let (semver, reason) = (change.semver.word(), text_as_markdown(&change.reason));
                text.push_str(&format!(
                    "{line} _({semver}: {reason})_
"
                ));
            }
        }
        text
    }

    /// The changes as lines of a change log, under the headings of Keep a Changelog.
    #[must_use]
    pub fn changelog(&self) -> Vec<(&'static str, Vec<Line<'_>>)> {
        let mut sections = Vec::new();
        for title in ["Added", "Changed", "Deprecated", "Removed"] {
            let of_title = |change: &&Change| heading(change.kind) == title;
            let lines: Vec<_> = self.changes.iter().filter(of_title).map(line).collect();
            if !lines.is_empty() {
                sections.push((title, lines));
            }
        }
        sections
    }

    /// The changes as JSON. The README documents the fields: they are an interface.
    #[must_use]
    pub fn to_json(&self) -> String {
        let changes: Vec<Value> = self
            .changes
            .iter()
            .map(|change| {
                json!({
                    "code": change.code,
                    "name": change.name,
                    "kind": change.kind.word(),
                    "before": change.before,
                    "after": change.after,
                    "semver": change.semver.word(),
                    "reason": change.reason,
                })
            })
            .collect();
        let json = json!({
            "verdict": self.verdict().map_or("none", super::Semver::word),
            "changes": changes,
            "reordered": self.reordered,
            "pages": { "before": self.pages[0], "after": self.pages[1] },
        });
        format!("{json:#}\n")
    }
}

fn heading(kind: Kind) -> &'static str {
    match kind {
        Kind::Added | Kind::Restored => "Added",
        Kind::Retired | Kind::Renamed => "Deprecated",
        Kind::Removed => "Removed",
        _ => "Changed",
    }
}

/// A line of a change log.
pub struct Line<'a> {
    /// What it begins with: the code, and what changed of it.
    pub start: String,
    /// All of it.
    pub text: String,
    /// The change.
    pub change: &'a Change,
}

fn line(change: &Change) -> Line<'_> {
    let shown = words(change, &marks_for_markdown).replace('\n', " ");
    let what = match change.kind {
        Kind::Added => "",
        Kind::Restored => "documented again: ",
        Kind::Retired => "no longer documented: ",
        Kind::Removed => "removed: ",
        Kind::Renamed => "renamed: ",
        Kind::Message => "message: ",
        Kind::Description => "description: ",
        Kind::Markup => "description, markup only: ",
        Kind::Class => "class: ",
        Kind::Origin => "origin: ",
        Kind::Remedy => "remedy: ",
        Kind::Methods => "methods: ",
        Kind::Evidence => "evidence: ",
    };
    let start = format!("- `{}` ({}): {what}", change.name, change.code);
    Line {
        text: format!("{start}{shown}"),
        start,
        change,
    }
}

/// How a piece of text is shown: gone, new or as it was.
type Marks<'a> = dyn Fn(ChangeTag, &str) -> String + 'a;

fn marks_for_terminals(tag: ChangeTag, text: &str) -> String {
    let text = text.split('\n').map(visible).collect::<Vec<_>>().join("\n");
    match tag {
        ChangeTag::Equal => text,
        ChangeTag::Delete => format!("{OLD}[-{text}-]{OLD:#}"),
        ChangeTag::Insert => format!("{NEW}{{+{text}+}}{NEW:#}"),
    }
}

fn marks_for_markdown(tag: ChangeTag, text: &str) -> String {
    let text = text_as_markdown(text);
    match tag {
        ChangeTag::Equal => text,
        ChangeTag::Delete => format!("~~{text}~~"),
        ChangeTag::Insert => format!("**{text}**"),
    }
}

/// What was before and what is after, word by word. Text that stayed is shown around changes only.
fn words(change: &Change, marks: &Marks<'_>) -> String {
    let (before, after) = match (&change.before, &change.after) {
        (Some(before), Some(after)) => (before, after),
        (Some(text), None) | (None, Some(text)) => return marks(ChangeTag::Equal, text),
        (None, None) => return String::new(),
    };
    if !is_prose(change.kind) {
        let [before, after] = [before, after].map(|text| marks(ChangeTag::Equal, text));
        return format!("{before} → {after}");
    }
    let diff = TextDiff::from_words(before.as_str(), after.as_str());
    let mut runs: Vec<(ChangeTag, String)> = Vec::new();
    for word in diff.iter_all_changes() {
        match runs.last_mut() {
            Some((tag, run)) if *tag == word.tag() => run.push_str(word.value()),
            _ => runs.push((word.tag(), word.value().to_owned())),
        }
    }
    let last = runs.len().saturating_sub(1);
    let mut text = String::new();
    for (position, (tag, run)) in runs.iter().enumerate() {
        if *tag == ChangeTag::Equal {
            text.push_str(&marks(*tag, &around(run, position == 0, position == last)));
        } else {
            // White space around a changed word would keep Markdown from marking it.
            let trimmed = run.trim();
            let (lead, rest) = run.split_at(run.len() - run.trim_start().len());
            // What came stands apart from what went.
            if position > 0 && lead.is_empty() && !text.ends_with(char::is_whitespace) {
                text.push(' ');
            }
            text.push_str(lead);
            text.push_str(&if trimmed.is_empty() {
                String::new()
            } else {
                marks(*tag, trimmed)
            });
            text.push_str(&rest[rest.trim_end().len()..]);
        }
    }
    let is_space =
        |(tag, run): &(ChangeTag, String)| *tag == ChangeTag::Equal || run.trim().is_empty();
    if runs.iter().all(is_space) {
        return "the same words, set in other paragraphs or lists".to_owned();
    }
    text.truncate(text.trim_end().len());
    text
}

/// Whether a change of this kind is one of words, not of a value.
fn is_prose(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Message | Kind::Description | Kind::Markup | Kind::Evidence
    )
}

/// The words of a text that stayed which stand next to a change.
fn around(run: &str, first: bool, last: bool) -> String {
    let words: Vec<&str> = run.split_inclusive(char::is_whitespace).collect();
    let (head, tail) = (
        if first { 0 } else { CONTEXT },
        if last { 0 } else { CONTEXT },
    );
    if words.len() <= head + tail + 1 {
        return run.to_owned();
    }
    let tail = &words[words.len() - tail..];
    format!("{}… {}", words[..head].concat(), tail.concat())
}
