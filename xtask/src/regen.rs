//! `cargo xtask regen`: the files that follow from the page and the ledger.

use std::process::ExitCode;

use codegen::diff::{Diff, Kind};
use codegen::words::Provenance;
use codegen::{Output, Reading};

use crate::changelog::{self, CHANGELOG};
use crate::files::{self, Stale};
use crate::git::{self, Release, Revision};
use crate::inputs::{Copy, Workspace};
use crate::{count, diff, exit_code, print, version};

/// What is done with a file that is not up to date.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// It is written.
    Write,
    /// It is named, and the command fails.
    Check,
    /// It is named.
    DryRun,
}

pub(crate) struct Options {
    pub(crate) mode: Mode,
    pub(crate) copy: Option<Copy>,
}

/// What has to be done, and said.
struct Plan {
    reading: Reading,
    stale: Vec<Stale>,
    /// Whether the change log is one of the files that are kept up to date.
    has_changelog: bool,
    since_head: Option<Diff>,
}

pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode, String> {
    let plan = prepare(workspace, options).map_err(|why| format!("{why}; nothing was changed"))?;
    let mut consequence = "nothing was changed";
    if options.mode == Mode::Write && !plan.stale.is_empty() {
        files::write(&workspace.root, &plan.stale)?;
        consequence = "the files were written";
    }
    let text = describe(workspace, &plan, options.mode);
    print(&text).map_err(|why| format!("{why}; {consequence}"))?;
    let has_warnings = !plan.reading.problems.is_empty();
    Ok(exit_code(match options.mode {
        Mode::Write => !has_warnings,
        Mode::Check => !has_warnings && plan.stale.is_empty(),
        Mode::DryRun => true,
    }))
}

/// Does everything that can fail before the first file is replaced.
///
/// The page comes first and the change log last: if a run is killed, the page is at least as
/// new as what follows from it, and the next run completes the rest.
fn prepare(workspace: &Workspace, options: &Options) -> Result<Plan, String> {
    let inputs = workspace.inputs(options.copy.as_ref())?;
    let reading = inputs.read()?;
    inputs.show(&reading.problems);
    let mut outputs = codegen::outputs(&reading);
    let changelog = update_changelog(workspace, &reading)?;
    let has_changelog = changelog.is_some();
    outputs.extend(changelog);
    // Without a HEAD that can be read there is nothing to compare with.
    let since_head = Revision::find(&workspace.root, "HEAD")
        .and_then(|head| diff::diff_since(workspace, &head, &reading))
        .ok();
    Ok(Plan {
        stale: files::compare(&workspace.root, outputs)?,
        reading,
        has_changelog,
        since_head,
    })
}

/// The change log with the changes since the last release. Without git, it stays as it is.
fn update_changelog(workspace: &Workspace, reading: &Reading) -> Result<Option<Output>, String> {
    let changes = match git::find_release(&workspace.root, "HEAD")? {
        Release::Tag(tag) => Some((diff::diff_since(workspace, &tag, reading)?, tag.name)),
        Release::NoneYet => None,
        Release::NoGit(_) => return Ok(None),
    };
    let changes = changes.as_ref().map(|(diff, tag)| (tag.as_str(), diff));
    let text = changelog::with_block(&workspace.text(CHANGELOG)?, changes)?;
    Ok(Some((CHANGELOG, text)))
}

/// Says what was done, or what there is to do.
fn describe(workspace: &Workspace, plan: &Plan, mode: Mode) -> String {
    let mut text = summarise(plan, mode);
    for file in &plan.stale {
        let verb = match (mode, &file.old) {
            (Mode::Write, None) => "created",
            (Mode::Write, Some(_)) => "updated",
            (_, None) => "missing",
            (_, Some(_)) => "stale",
        };
        text.push_str(&format!("  {verb:<8}  {}\n", file.path));
    }
    if !plan.has_changelog {
        text.push_str(&format!(
            "  {CHANGELOG} was left alone: without a git repository, the last release is unknown\n"
        ));
    }
    if let Some(diff) = plan.since_head.as_ref().filter(|diff| !diff.is_empty()) {
        text.push_str(&format!("\nsince HEAD:\n{}", diff.to_text()));
    }
    let mut left = list_commands_left(workspace, plan);
    if mode == Mode::Check && !plan.stale.is_empty() {
        left.insert(0, "cargo xtask regen");
    }
    if !left.is_empty() {
        text.push_str(&format!("\nstill to do: `{}`\n", left.join("`, `")));
    }
    text
}

/// What happened, in a line such as `132 codes; nothing to do`.
fn summarise(plan: &Plan, mode: Mode) -> String {
    let codes = plan.reading.catalog.codes.iter();
    let documented = codes.filter(|code| code.provenance == Provenance::Documented);
    let what = match (plan.stale.is_empty(), mode) {
        (true, _) => "nothing to do",
        (false, Mode::Write) => "files written",
        (false, _) => "files are not up to date",
    };
    let codes = count(documented.count(), "code");
    match plan.reading.problems.len() {
        0 => format!("{codes}; {what}\n"),
        warnings => format!("{codes}; {what}; {}\n", count(warnings, "warning")),
    }
}

/// The commands for what follows from the inputs, but is not written by `regen`.
fn list_commands_left(workspace: &Workspace, plan: &Plan) -> Vec<&'static str> {
    let root = &workspace.root;
    let changes = plan.since_head.iter().flat_map(|diff| &diff.changes);
    let names =
        changes.filter(|change| matches!(change.kind, Kind::Added | Kind::Removed | Kind::Renamed));
    let has_changes = plan
        .since_head
        .as_ref()
        .is_some_and(|diff| !diff.is_empty());
    let is_left = |path| root.join(path).is_file() && git::is_committed(root, path);
    let version = version::compare_version(workspace, "HEAD", &plan.reading);
    let is_too_small =
        version.is_ok_and(|version| version.is_some_and(|version| version.is_too_small()));
    let commands = [
        (is_too_small, "cargo xtask version --write"),
        (
            names.count() > 0 && is_left("gigya-codes/public-api.txt"),
            ".ci/public-api --write",
        ),
        (
            has_changes && is_left("tests/snapshots/catalog.snap"),
            "INSTA_UPDATE=always cargo test",
        ),
    ];
    let left = commands.iter().filter(|(is_left, _)| *is_left);
    left.map(|(_, command)| *command).collect()
}
