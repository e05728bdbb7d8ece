//! `cargo xtask regen`: the files that follow from the page and the ledger.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

use anstyle::{AnsiColor, Style};
use anyhow::Context as _;
use codegen::diagnostic::visible;
use codegen::diff::Diff;
use codegen::ledger::Change;
use codegen::words::Provenance;
use codegen::{Output, Reading};
use similar::{ChangeTag, TextDiff};

use crate::tree::{self, Difference};
use crate::workspace::{Workspace, findings};
use crate::{Failure, Outcome, changelog, diff, tolerate};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write nothing; fail, with a diff, if a file is not what it should be
    #[arg(long)]
    check: bool,
    /// Write nothing; show what would change
    #[arg(long, conflicts_with = "check")]
    dry_run: bool,
    /// Also write what changed since HEAD into CHANGELOG.md, once
    #[arg(long, conflicts_with_all = ["check", "dry_run"])]
    changelog: bool,
    /// Take this copy of the page over, be it Markdown, text or HTML
    #[arg(long, value_name = "FILE")]
    page: Option<PathBuf>,
}

/// A diff longer than this is cut: what counts is said above it.
const DIFF_LINES: usize = 200;

pub(crate) fn run(workspace: &Workspace, args: &Args) -> Result<Outcome, Failure> {
    let _lock = tree::lock(workspace.root());
    let (reading, page) = match &args.page {
        None => (workspace.read()?, None),
        Some(path) => {
            let (reading, page) = workspace.read_with_page(path)?;
            (reading, Some(page))
        }
    };
    let mut outputs = codegen::outputs(&reading);
    outputs.extend(page.map(|text| Output {
        path: codegen::PAGE,
        text,
    }));
    let since_head = diff::since_head(workspace.root(), &reading);
    if args.changelog {
        let diff = since_head.as_ref().map_err(|error| {
            anyhow::anyhow!("cannot compare with HEAD: {error:#}; nothing was changed")
        })?;
        let committed = diff::changelog_at_head(workspace.root())?;
        let path = changelog::CHANGELOG;
        let text = tree::read(workspace.root(), path)?
            .with_context(|| format!("there is no {path}; nothing was changed"))?;
        let text = String::from_utf8(text)
            .with_context(|| format!("cannot read {path}; nothing was changed"))?;
        outputs.push(Output {
            path,
            text: changelog::add(&text, &committed, diff)?,
        });
    }
    // Without a HEAD that can be read there is nothing to compare with, and nothing to say.
    let since_head = since_head.ok();
    let differences = tree::compare(workspace.root(), &outputs)?;
    if !args.check && !args.dry_run {
        tree::write(workspace.root(), &differences)?;
    }
    let findings = findings(&reading).count();
    tolerate(tell(
        &reading,
        &differences,
        findings,
        since_head.as_ref(),
        args,
    ))?;
    let drift = args.check && !differences.is_empty();
    let is_fine = args.dry_run || (findings == 0 && !drift);
    Ok(if is_fine {
        Outcome::Fine
    } else {
        Outcome::Findings
    })
}

/// Says what was done, or is to be done.
fn tell(
    reading: &Reading,
    differences: &[Difference],
    findings: usize,
    since_head: Option<&Diff>,
    args: &Args,
) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    if args.check || args.dry_run {
        for difference in differences {
            show(difference, &mut out)?;
        }
    }
    let counted = match findings {
        0 => String::new(),
        1 => "; 1 finding".to_owned(),
        n => format!("; {n} findings"),
    };
    writeln!(out, "{}{counted}", summary(reading, differences, args))?;
    for difference in differences {
        let path = visible(&difference.path);
        writeln!(out, "  {:<8}  {path}", verb(difference, args))?;
    }
    if let Some(diff) = since_head.filter(|diff| !diff.is_empty()) {
        writeln!(out, "\nsince HEAD:\n{}", diff.to_text().trim_end())?;
        if !args.changelog && !diff.changes.is_empty() {
            writeln!(
                out,
                "\n`cargo xtask regen --changelog` writes this into CHANGELOG.md"
            )?;
        }
    }
    if args.check && !differences.is_empty() {
        let page = args.page.as_ref().map_or(String::new(), |page| {
            format!(" --page {}", visible(&page.display().to_string()))
        });
        writeln!(out, "\nrun `cargo xtask regen{page}` and commit the result")?;
    }
    Ok(())
}

/// What happened, in words: `132 codes; nothing to do`, `134 codes; +2 new, 1 reworded`.
fn summary(reading: &Reading, differences: &[Difference], args: &Args) -> String {
    let documented = reading
        .catalog
        .codes
        .iter()
        .filter(|code| code.provenance == Provenance::Documented)
        .count();
    let mut counts: BTreeMap<Change, usize> = BTreeMap::new();
    for change in reading.changes.values() {
        *counts.entry(*change).or_default() += 1;
    }
    let changes: Vec<String> = counts
        .into_iter()
        .map(|(change, count)| match change {
            Change::Added => format!("+{count} new"),
            Change::Reworded => format!("{count} reworded"),
            Change::Retired => format!("{count} no longer documented"),
            Change::Restored => format!("{count} documented again"),
        })
        .collect();
    let what = match (differences.is_empty(), changes.is_empty()) {
        (true, _) => "nothing to do".to_owned(),
        (false, false) => changes.join(", "),
        (false, true) if args.check || args.dry_run => "files differ".to_owned(),
        (false, true) => "files brought up to date".to_owned(),
    };
    let codes = if documented == 1 { "code" } else { "codes" };
    format!("{documented} {codes}; {what}")
}

fn verb(difference: &Difference, args: &Args) -> &'static str {
    match (args.check || args.dry_run, difference.kind()) {
        (true, kind) => kind,
        (false, "missing") => "created",
        (false, "orphaned") => "removed",
        (false, _) => "updated",
    }
}

fn show(difference: &Difference, out: &mut dyn Write) -> io::Result<()> {
    const HEAD: Style = Style::new().bold();
    const OLD: Style = AnsiColor::Red.on_default();
    const NEW: Style = AnsiColor::Green.on_default();
    const PLACE: Style = AnsiColor::Cyan.on_default();

    let text = |bytes: &Option<Vec<u8>>| {
        String::from_utf8_lossy(bytes.as_deref().unwrap_or_default()).into_owned()
    };
    let (old, new) = (text(&difference.old), text(&difference.new));
    writeln!(
        out,
        "{HEAD}{} {}{HEAD:#}",
        difference.kind(),
        visible(&difference.path)
    )?;
    let diff = TextDiff::from_lines(&old, &new);
    let mut lines = 0;
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        if lines < DIFF_LINES {
            writeln!(out, "{PLACE}{}{PLACE:#}", hunk.header())?;
        }
        for change in hunk.iter_changes() {
            lines += 1;
            if lines > DIFF_LINES {
                continue;
            }
            let (sign, style) = match change.tag() {
                ChangeTag::Delete => ('-', OLD),
                ChangeTag::Insert => ('+', NEW),
                ChangeTag::Equal => (' ', Style::new()),
            };
            let line = visible(change.value().trim_end_matches('\n'));
            writeln!(out, "{style}{sign}{line}{style:#}")?;
        }
    }
    if lines > DIFF_LINES {
        writeln!(out, "... and {} more lines", lines - DIFF_LINES)?;
    }
    writeln!(out)
}
