//! `cargo xtask regen`: the files that follow from the page and the ledger.

use std::fs;
use std::process::ExitCode;

use codegen::diff::{Change, Diff, Kind};
use codegen::words::Provenance;
use codegen::{Output, Reading};

use crate::changelog::{self, CHANGELOG};
use crate::git::{self, Release, Revision};
use crate::inputs::{self, Copy, Workspace};
use crate::{count, diff, exit_code, files, print, version};

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

/// What has to be done, and said.
struct Plan {
    reading: Reading,
    /// The files that are not up to date.
    stale: Vec<Output>,
    /// Whether the change log has what changed since the last release.
    knows_release: bool,
    since_head: Option<Diff>,
    /// What a person has to decide, and the commands for what follows but is not written by `regen`.
    left: Vec<String>,
}

pub(crate) fn run(
    workspace: &Workspace,
    mode: Mode,
    copy: Option<&Copy>,
) -> Result<ExitCode, String> {
    let plan =
        prepare(workspace, mode, copy).map_err(|why| format!("{why}; nothing was changed"))?;
    let text = describe(workspace, &plan, mode);
    let mut consequence = "nothing was changed";
    if mode == Mode::Write && !plan.stale.is_empty() {
        files::write(&workspace.root, &plan.stale)?;
        consequence = "the files were written";
    }
    print(&text).map_err(|why| format!("{why}; {consequence}"))?;
    let has_warnings = !plan.reading.problems.is_empty();
    Ok(exit_code(match mode {
        Mode::Write => !has_warnings,
        Mode::Check => !has_warnings && plan.stale.is_empty(),
        Mode::DryRun => true,
    }))
}

/// Does everything that can fail before the first file is replaced.
///
/// The page comes first and the change log last: if a run is killed, the page is at least as
/// new as what follows from it, and the next run completes the rest.
fn prepare(workspace: &Workspace, mode: Mode, copy: Option<&Copy>) -> Result<Plan, String> {
    let root = &workspace.root;
    let inputs = workspace.inputs(None, copy)?;
    let reading = inputs::read(&inputs)?;
    inputs::show_problems(&reading.problems, &inputs);
    let mut left = Vec::new();
    if !reading.problems.is_empty() {
        let warnings = count(reading.problems.len(), "warning");
        left.push(format!("decide about {warnings}"));
    }
    let mut outputs = codegen::outputs(&reading);
    let release = git::find_release(root)?;
    if let Release::Tag(tag) = &release {
        let diff = diff::diff_since(workspace, tag, &reading)?;
        let log = workspace.read_source(CHANGELOG)?;
        let log = changelog::with_block(log.text(), &tag.name, &diff)?;
        outputs.push((CHANGELOG, log));
        let versions = version::compare_versions(workspace, tag, &diff);
        if versions.is_ok_and(|[now, needed]| now < needed) {
            left.push("`cargo xtask version --write`".to_owned());
        }
    }
    // Without a HEAD that can be read there is nothing to compare with.
    let since_head = Revision::find(root, "HEAD")
        .and_then(|head| diff::diff_since(workspace, &head, &reading))
        .ok();
    let is_stale =
        |(path, text): &Output| fs::read(root.join(path)).ok().as_deref() != Some(text.as_bytes());
    let stale: Vec<Output> = outputs.into_iter().filter(is_stale).collect();
    if mode == Mode::Check && !stale.is_empty() {
        left.push("`cargo xtask regen`".to_owned());
    }
    let changes = since_head.as_ref().map_or(&[][..], |diff| &diff.changes);
    let is_name =
        |change: &Change| matches!(change.kind, Kind::Added | Kind::Removed | Kind::Renamed);
    if changes.iter().any(is_name) && git::is_unchanged(root, "gigya-codes/public-api.txt") {
        left.push("`.ci/public-api --write`".to_owned());
    }
    if !changes.is_empty() && git::is_unchanged(root, "tests/snapshots/catalog.snap") {
        left.push("`INSTA_UPDATE=always cargo test`".to_owned());
    }
    Ok(Plan {
        reading,
        stale,
        knows_release: !matches!(release, Release::Unknown),
        since_head,
        left,
    })
}

/// Says what was done, or what there is to do.
fn describe(workspace: &Workspace, plan: &Plan, mode: Mode) -> String {
    let codes = plan.reading.catalog.codes.iter();
    let documented = codes.filter(|code| code.provenance == Provenance::Documented);
    let codes = count(documented.count(), "code");
    let what = match (plan.stale.is_empty(), mode) {
        (true, _) if plan.left.is_empty() => "nothing to do",
        (true, _) => "files are up to date",
        (false, Mode::Write) => "files written",
        (false, _) => "files are not up to date",
    };
    let mut text = format!("{codes}; {what}\n");
    for (path, _) in &plan.stale {
        let verb = match (mode, workspace.root.join(path).exists()) {
            (Mode::Write, false) => "created",
            (Mode::Write, true) => "updated",
            (_, false) => "missing",
            (_, true) => "stale",
        };
        text.push_str(&format!("  {verb:<8}  {path}\n"));
    }
    if !plan.knows_release {
        text.push_str(&format!(
            "  {CHANGELOG} was left alone: without a git repository, the last release is unknown\n"
        ));
    }
    if let Some(diff) = plan.since_head.as_ref().filter(|diff| !diff.is_empty()) {
        text.push_str(&format!("\nsince HEAD:\n{}", diff.to_text()));
    }
    if !plan.left.is_empty() {
        text.push_str(&format!("\nstill to do: {}\n", plan.left.join(", ")));
    }
    text
}
