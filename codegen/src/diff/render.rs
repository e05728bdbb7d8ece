//! A diff for people and for programs.

use std::collections::BTreeMap;

use anstyle::{AnsiColor, Style};
use serde_json::json;
use similar::ChangeTag;

use super::word_by_word::{self, ShowPiece};
use super::{Change, Diff, Kind, Semver};
use crate::prose::Prose;
use crate::source::visible;

const OLD: Style = AnsiColor::Red.on_default();
const NEW: Style = AnsiColor::Green.on_default();
const BOLD: Style = Style::new().bold();

impl Diff {
    /// The changes for a terminal, each with its reason. The text has colours; a
    /// caller that does not want them strips them.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for change in &self.changes {
            let sign = match change.kind {
                Kind::Added | Kind::Documented => format!("{NEW}+{NEW:#}"),
                Kind::Retired | Kind::Removed => format!("{OLD}-{OLD:#}"),
                _ => "~".to_owned(),
            };
            let (code, name, reason) = (change.code, &change.name, &change.reason);
            let (kind, semver) = (change.kind.word(), change.semver.word());
            text.push_str(&format!(
                "{sign} {BOLD}{code} {name}{BOLD:#}  {kind} ({semver}: {reason})\n"
            ));
            for line in show_change(change, mark_for_terminals).lines() {
                text.push_str(&format!("    {line}\n"));
            }
        }
        text + &self.summary() + "\n"
    }

    /// One line: `minor: 2 added, 1 message`.
    #[must_use]
    pub fn summary(&self) -> String {
        let Some(verdict) = self.verdict() else {
            return "no change".to_owned();
        };
        let mut counts = Vec::new();
        for kind in Kind::ALL {
            let changes = self.changes.iter().filter(|change| change.kind == *kind);
            match changes.count() {
                0 => {}
                count => counts.push(format!("{count} {}", kind.word())),
            }
        }
        format!("{}: {}", verdict.word(), counts.join(", "))
    }

    /// The changes as Markdown, for a pull request.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        format!("**{}**\n{}", self.summary(), self.render_sections())
    }

    /// The changes under their headings, each with its reason.
    pub(super) fn render_sections(&self) -> String {
        let sections = self.list_changes(|change| {
            let reason = Prose::text(&change.reason).to_markdown();
            let (line, semver) = (change.to_markdown(), change.semver.word());
            format!("{line} _({semver}: {reason})_")
        });
        let sections = sections.iter();
        sections
            .map(|(title, lines)| format!("\n### {title}\n\n{}\n", lines.join("\n")))
            .collect()
    }

    /// The lines of a change log under the headings of Keep a Changelog, whose order is that of the alphabet.
    #[must_use]
    pub fn changelog(&self) -> BTreeMap<&'static str, Vec<String>> {
        self.list_changes(Change::to_markdown)
    }

    /// The line of each change, and one line for all changes of markup.
    fn list_changes(&self, line: fn(&Change) -> String) -> BTreeMap<&'static str, Vec<String>> {
        let mut sections: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut markup = Vec::new();
        for change in &self.changes {
            if change.kind == Kind::Markup {
                markup.push(format!("`{}` ({})", change.name, change.code));
            } else {
                let lines = sections.entry(heading(change)).or_default();
                lines.push(line(change));
            }
        }
        if !markup.is_empty() {
            let codes = markup.join(", ");
            let line =
                format!("- descriptions with the same words, marked up differently: {codes}");
            sections.entry("Changed").or_default().push(line);
        }
        sections
    }

    /// The changes as JSON. `FORMATS.md` documents the fields: they are an interface.
    #[must_use]
    pub fn to_json(&self) -> String {
        let [before, after] = &self.pages;
        let json = json!({
            "verdict": self.verdict().map_or("none", Semver::word),
            "changes": self.changes,
            "pages": { "before": before, "after": after },
        });
        format!("{json:#}\n")
    }
}

fn heading(change: &Change) -> &'static str {
    let old_names = change.before.as_deref().unwrap_or_default();
    let keeps_name = old_names.split(", ").next() == Some(&change.name);
    match change.kind {
        Kind::Added => "Added",
        Kind::Retired => "Deprecated",
        // The old name stays as an alias.
        Kind::Renamed if change.semver == Semver::Minor && !keeps_name => "Deprecated",
        Kind::Removed => "Removed",
        _ => "Changed",
    }
}

impl Change {
    /// The line of a change log.
    fn to_markdown(&self) -> String {
        let shown = show_change(self, mark_for_markdown);
        let what = match self.kind {
            Kind::Added => String::new(),
            Kind::Documented => "documented now: ".to_owned(),
            Kind::Retired => "no longer documented: ".to_owned(),
            kind => format!("{}: ", kind.word()),
        };
        format!("- `{}` ({}): {what}{shown}", self.name, self.code)
    }
}

fn mark_for_terminals(tag: ChangeTag, text: &str) -> String {
    let text = text.split('\n').map(visible).collect::<Vec<_>>().join("\n");
    match tag {
        ChangeTag::Equal => text,
        ChangeTag::Delete => format!("{OLD}[-{text}-]{OLD:#}"),
        ChangeTag::Insert => format!("{NEW}{{+{text}+}}{NEW:#}"),
    }
}

fn mark_for_markdown(tag: ChangeTag, text: &str) -> String {
    let text = Prose::text(text).to_markdown();
    match tag {
        ChangeTag::Equal => text,
        ChangeTag::Delete => format!("~~{text}~~"),
        ChangeTag::Insert => format!("**{text}**"),
    }
}

/// The text before and after a change: prose word by word, a value as a whole.
fn show_change(change: &Change, show: ShowPiece) -> String {
    let is_prose = matches!(
        change.kind,
        Kind::Description | Kind::Markup | Kind::Evidence
    );
    if let (Some(before), Some(after), true) = (&change.before, &change.after, is_prose) {
        return word_by_word::mark_changes(before, after, show);
    }
    let texts = change.before.iter().chain(&change.after);
    let texts: Vec<String> = texts.map(|text| show(ChangeTag::Equal, text)).collect();
    texts.join(" → ")
}
