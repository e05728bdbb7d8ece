//! `cargo xtask regen`: the files that follow from the page and the ledger.

use std::process::ExitCode;

use codegen::diff::{Change, Diff, Kind};
use codegen::words::Provenance;
use codegen::{Output, Reading};

use crate::changelog::{self, CHANGELOG};
use crate::git::{self, Release, Revision};
use crate::inputs::{Copy, Workspace};
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
    /// Whether git says which release is the last one.
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
    let reading = inputs.read()?;
    inputs.show(&reading.problems);
    let release = git::find_release(root, "HEAD")?;
    let since_release = match &release {
        Release::Tag(tag) => Some((tag, diff::diff_since(workspace, tag, &reading)?)),
        _ => None,
    };
    // Without a HEAD that can be read there is nothing to compare with.
    let since_head = Revision::find(root, "HEAD")
        .and_then(|head| diff::diff_since(workspace, &head, &reading))
        .ok();
    let mut outputs = codegen::outputs(&reading);
    let knows_release = !matches!(release, Release::NoGit);
    if knows_release {
        let changes = since_release.as_ref();
        let changes = changes.map(|(tag, diff)| (tag.name.as_str(), diff));
        let text = changelog::with_block(&workspace.text(CHANGELOG)?, changes)?;
        outputs.push((CHANGELOG, text));
    }
    let stale = files::find_stale(root, outputs)?;
    let mut left = Vec::new();
    match reading.problems.len() {
        0 => {}
        1 => left.push("decide about the warning".to_owned()),
        _ => left.push("decide about the warnings".to_owned()),
    }
    if mode == Mode::Check && !stale.is_empty() {
        left.push("`cargo xtask regen`".to_owned());
    }
    if let Some((tag, diff)) = &since_release
        && let Ok(now) = version::read_version(workspace)
        && version::needed_version(tag, diff).is_ok_and(|needed| now < needed)
    {
        left.push("`cargo xtask version --write`".to_owned());
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
        knows_release,
        since_head,
        left,
    })
}

/// Says what was done, or what there is to do.
fn describe(workspace: &Workspace, plan: &Plan, mode: Mode) -> String {
    let mut text = summarise(plan, mode);
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

/// What happened, in a line such as `132 codes; nothing to do`.
fn summarise(plan: &Plan, mode: Mode) -> String {
    let codes = plan.reading.catalog.codes.iter();
    let documented = codes.filter(|code| code.provenance == Provenance::Documented);
    let what = match (plan.stale.is_empty(), mode) {
        (true, _) if plan.left.is_empty() => "nothing to do",
        (true, _) => "files are up to date",
        (false, Mode::Write) => "files written",
        (false, _) => "files are not up to date",
    };
    let codes = count(documented.count(), "code");
    match plan.reading.problems.len() {
        0 => format!("{codes}; {what}\n"),
        warnings => format!("{codes}; {what}; {}\n", count(warnings, "warning")),
    }
}
