//! `cargo xtask regen`: the files that follow from the page and the ledger.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use codegen::diff::Diff;
use codegen::source::visible;
use codegen::words::Provenance;
use codegen::{Output, Reading};
use similar::{ChangeTag, TextDiff};

use crate::changelog::{self, CHANGELOG};
use crate::files::{self, Stale};
use crate::git::Revision;
use crate::inputs::{Raw, Workspace};
use crate::{Failure, diff, fine_if, print};

/// What is done with a file that is not what it should be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// It is written.
    Write,
    /// It is shown, and the command fails.
    Check,
    /// It is shown.
    DryRun,
}

pub(crate) struct Options {
    pub(crate) mode: Mode,
    pub(crate) changelog: bool,
    pub(crate) page: Option<PathBuf>,
}

/// A diff longer than this is cut: what counts is said below it.
const DIFF_LINES: usize = 200;

/// What is to be done, and to be said about it.
struct Plan {
    reading: Reading,
    stale: Vec<Stale>,
    since_head: Option<Diff>,
}

pub(crate) fn run(
    workspace: &Workspace,
    options: &Options,
    before_step: fn(),
) -> Result<ExitCode, Failure> {
    let _lock = files::lock(&workspace.root);
    let plan = prepare(workspace, options, before_step)
        .map_err(|failure| failure.with("nothing was changed"))?;
    let mut consequence = "nothing was changed";
    if options.mode == Mode::Write && !plan.stale.is_empty() {
        files::replace(&workspace.root, &plan.stale, before_step)?;
        consequence = "the files were written";
    }
    print(&told(&plan, options)).map_err(|failure| failure.with(consequence))?;
    Ok(fine_if(match options.mode {
        Mode::Write => plan.reading.problems.is_empty(),
        Mode::Check => plan.reading.problems.is_empty() && plan.stale.is_empty(),
        Mode::DryRun => true,
    }))
}

/// Does all that can fail before the first file is replaced.
///
/// The page comes first and the change log last: wherever a run is killed, the page is at least as
/// new as what follows from it, and the next run goes on from there.
fn prepare(workspace: &Workspace, options: &Options, before_step: fn()) -> Result<Plan, Failure> {
    let page = match &options.page {
        Some(path) => Raw::page_copy(path)?,
        None => workspace.file(codegen::PAGE)?,
    };
    let bytes = page.bytes.clone();
    let inputs = workspace.inputs(page, workspace.file(codegen::LEDGER)?);
    let reading = inputs.read()?;
    let _ = write!(anstream::stderr(), "{}", inputs.render(&reading.problems));
    let mut outputs = codegen::outputs(&reading);
    // It is stored byte for byte.
    outputs.retain(|(path, _)| *path != codegen::PAGE);
    if options.page.is_some() {
        let text = String::from_utf8(bytes).unwrap_or_else(|_| inputs.page.text().to_owned());
        outputs.insert(0, (codegen::PAGE, text));
    }
    if options.changelog {
        outputs.push(changelog(workspace, &reading)?);
    }
    // Without a HEAD that can be read there is nothing to compare with, and nothing to say.
    let since_head = Revision::find(&workspace.root, "HEAD")
        .and_then(|head| diff::since(workspace, &head, &reading))
        .ok();
    let stale = files::compare(&workspace.root, outputs)?;
    if options.mode == Mode::Write {
        files::clear(&workspace.root, before_step)?;
        files::stage(&workspace.root, &stale, before_step)?;
    }
    Ok(Plan {
        reading,
        stale,
        since_head,
    })
}

/// The change log with all changes since the commit that it names, or else since `HEAD`.
fn changelog(workspace: &Workspace, reading: &Reading) -> Result<Output, Failure> {
    let text = String::from_utf8(workspace.file(CHANGELOG)?.bytes)
        .map_err(|error| format!("cannot read {CHANGELOG}: {error}"))?;
    let base = changelog::base(&text)?.unwrap_or("HEAD");
    let base = Revision::find(&workspace.root, base)
        .map_err(|error| format!("{CHANGELOG} needs a commit to count from: {error}"))?;
    let diff = diff::since(workspace, &base, reading)?;
    let text = changelog::with_block(&text, &base.commit, &diff)?;
    Ok((CHANGELOG, text))
}

/// Says what was done, or is to be done.
fn told(plan: &Plan, options: &Options) -> String {
    let mut text = String::new();
    if options.mode != Mode::Write {
        text.extend(plan.stale.iter().map(file_diff));
    }
    let warnings = match plan.reading.problems.len() {
        0 => String::new(),
        1 => "; 1 warning".to_owned(),
        n => format!("; {n} warnings"),
    };
    text.push_str(&format!("{}{warnings}\n", summary(plan, options.mode)));
    for file in &plan.stale {
        let verb = verb(file, options.mode);
        text.push_str(&format!("  {verb:<8}  {}\n", file.path));
    }
    if let Some(diff) = plan.since_head.as_ref().filter(|diff| !diff.is_empty()) {
        text.push_str(&format!("\nsince HEAD:\n{}", diff.to_text()));
        if !options.changelog && !diff.changes.is_empty() {
            text.push_str("\n`cargo xtask regen --changelog` writes this into CHANGELOG.md\n");
        }
    }
    if options.mode == Mode::Check && !plan.stale.is_empty() {
        let page = options.page.as_ref().map_or(String::new(), |page| {
            format!(" --page {}", visible(&page.display().to_string()))
        });
        text.push_str(&format!(
            "\nrun `cargo xtask regen{page}` and commit the result\n"
        ));
    }
    text
}

/// What happened, in words: `132 codes; nothing to do`, `134 codes; 2 new, 1 reworded`.
fn summary(plan: &Plan, mode: Mode) -> String {
    let codes = plan.reading.catalog.codes.iter();
    let documented = codes
        .filter(|code| code.provenance == Provenance::Documented)
        .count();
    let what = match (plan.stale.is_empty(), mode) {
        (true, _) => "nothing to do",
        (false, Mode::Write) => "files brought up to date",
        (false, _) => "files differ",
    };
    let codes = if documented == 1 { "code" } else { "codes" };
    format!("{documented} {codes}; {what}")
}

fn verb(file: &Stale, mode: Mode) -> &'static str {
    match (mode, &file.old) {
        (Mode::Write, None) => "created",
        (Mode::Write, Some(_)) => "updated",
        (_, None) => "missing",
        (_, Some(_)) => "stale",
    }
}

/// The lines of a file that are not what they should be.
fn file_diff(file: &Stale) -> String {
    const HEAD: Style = Style::new().bold();
    const OLD: Style = AnsiColor::Red.on_default();
    const NEW: Style = AnsiColor::Green.on_default();
    const PLACE: Style = AnsiColor::Cyan.on_default();

    let old = String::from_utf8_lossy(file.old.as_deref().unwrap_or_default());
    let diff = TextDiff::from_lines(&*old, &*file.new);
    let mut lines = Vec::new();
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        lines.push(format!("{PLACE}{}{PLACE:#}\n", hunk.header()));
        lines.extend(hunk.iter_changes().map(|change| {
            let (sign, style) = match change.tag() {
                ChangeTag::Delete => ('-', OLD),
                ChangeTag::Insert => ('+', NEW),
                ChangeTag::Equal => (' ', Style::new()),
            };
            let line = visible(change.value().trim_end_matches('\n'));
            format!("{style}{sign}{line}{style:#}\n")
        }));
    }
    if lines.len() > DIFF_LINES {
        let more = lines.len() - DIFF_LINES;
        lines.truncate(DIFF_LINES);
        lines.push(format!("... and {more} more lines\n"));
    }
    let verb = verb(file, Mode::Check);
    format!("{HEAD}{verb} {}{HEAD:#}\n{}\n", file.path, lines.concat())
}
