//! A maintainer's day, in a repository of its own: a new page comes, is read, judged and committed.

use std::process::Command;

use similar::TextDiff;

use crate::catalog::text;
use crate::cli::Workspace;
use crate::fixture::{FROZEN_LEDGER, FROZEN_PAGE, must_read, replaced};

/// The codes that a page of the past did not have yet.
const NEWEST: [&str; 11] = [
    "206004", "206005", "400031", "403013", "403051", "409002", "409030", "409031", "409040",
    "503001", "599999",
];

/// `text` without the lines about the newest codes.
fn of_the_past(text: &str) -> String {
    let is_new = |line: &&str| {
        let code = line.split(['\t', ' ']).next().unwrap_or_default();
        !NEWEST.contains(&code)
    };
    text.split_inclusive('\n').filter(is_new).collect()
}

/// The ledger of that time: it knew nothing of those codes, and accepted the page's oldest finding.
fn ledger_of_the_past() -> String {
    let (index, _) = FROZEN_LEDGER
        .match_indices("\n[[accepted]]")
        .nth(1)
        .unwrap();
    of_the_past(&FROZEN_LEDGER[..index])
}

/// Runs git in the workspace, the same on every machine and at any time.
pub(crate) fn git(workspace: &Workspace, args: &[&str]) -> String {
    let mut git = Command::new("git");
    git.arg("-C").arg(workspace.path("")).args(args);
    for (who, date) in [("AUTHOR", "AUTHOR_DATE"), ("COMMITTER", "COMMITTER_DATE")] {
        git.env(format!("GIT_{who}_NAME"), "M")
            .env(format!("GIT_{who}_EMAIL"), "m@example.com");
        git.env(format!("GIT_{date}"), "2000-01-01T00:00:00Z");
    }
    let output = git
        .env("GIT_CONFIG_GLOBAL", "")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {complaint}");
    String::from_utf8(output.stdout).unwrap()
}

fn commit(workspace: &Workspace) {
    git(workspace, &["add", "--all"]);
    git(workspace, &["commit", "--quiet", "--message=x"]);
}

/// A repository with a page and its ledger, generated and committed.
pub(crate) fn repository_of(page: &str, ledger: &str) -> Workspace {
    let workspace = Workspace::generated(page, ledger);
    workspace.write(
        "CHANGELOG.md",
        "# Changelog\n\n## [Unreleased]\n\n## [0.1.0]\n",
    );
    git(&workspace, &["init", "--quiet", "--initial-branch=main"]);
    commit(&workspace);
    workspace
}

/// One with the page of the past.
pub(crate) fn repository() -> Workspace {
    repository_of(&of_the_past(FROZEN_PAGE), &ledger_of_the_past())
}

#[test]
fn a_new_page_from_regen_to_commit_and_back() {
    let workspace = repository();
    assert_eq!(workspace.run(&["diff"]).code, 0);
    assert_eq!(workspace.run(&["regen"]).out, "121 codes; nothing to do\n");

    // The new page.
    workspace.write(codegen::PAGE, FROZEN_PAGE);
    let regen = workspace.run(&["regen"]);
    assert_eq!(regen.code, 0, "{}", regen.err);
    insta::assert_snapshot!("day_regen", regen.out);

    // Its review: as many new blocks in the snapshot as there are new codes.
    let old = must_read(&of_the_past(FROZEN_PAGE), &ledger_of_the_past()).catalog;
    let new = must_read(FROZEN_PAGE, &workspace.text(codegen::LEDGER)).catalog;
    let (old, new) = (text(&old), text(&new));
    let diff = TextDiff::from_lines(&old, &new);
    let is_new_block = |change: &similar::Change<&str>| {
        let is_head = change.value().starts_with(|c: char| c.is_ascii_digit());
        change.tag() == similar::ChangeTag::Insert && is_head
    };
    let blocks = diff.iter_all_changes().filter(is_new_block).count();
    assert_eq!(blocks, NEWEST.len());

    // Its judgement.
    let markdown = workspace.run(&["diff", "--format", "markdown"]);
    assert_eq!(markdown.code, 1);
    insta::assert_snapshot!("day_diff", markdown.out);
    let json = workspace.run(&["diff", "HEAD", "--format", "json"]).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["verdict"], "minor");
    let changes = json["changes"].as_array().unwrap();
    assert!(changes.len() == 11 && changes.iter().all(|change| change["kind"] == "added"));

    // Its lines in the change log, however often they are written, before the commit and after.
    let base = git(&workspace, &["rev-parse", "HEAD"]);
    assert_eq!(workspace.run(&["regen", "--changelog"]).code, 0);
    let changelog = workspace.text("CHANGELOG.md");
    insta::assert_snapshot!("day_changelog", changelog.replace(base.trim(), "BASE"));
    commit(&workspace);
    let again = workspace.run(&["regen", "--changelog", "--check"]);
    assert_eq!(
        (again.code, again.out.as_str()),
        (0, "132 codes; nothing to do\n")
    );

    // Committed, there is nothing left to see, but the two commits can be compared.
    assert_eq!(workspace.run(&["diff"]).code, 0);
    assert_eq!(workspace.run(&["diff", "HEAD~1..HEAD"]).code, 1);
    let back = workspace.run(&["diff", "HEAD..HEAD~1"]).out;
    assert!(
        back.contains("removed (major: its constant is gone)"),
        "{back}"
    );

    // And back: the codes stay, retired.
    workspace.write(codegen::PAGE, &of_the_past(FROZEN_PAGE));
    let retired = workspace.run(&["regen"]).out;
    assert!(
        retired.starts_with("121 codes; 11 no longer documented"),
        "{retired}"
    );
    assert_eq!(workspace.run(&["regen", "--check"]).code, 0);
    commit(&workspace);
    workspace.write(codegen::PAGE, FROZEN_PAGE);
    let restored = workspace.run(&["regen"]).out;
    assert!(
        restored.starts_with("132 codes; 11 documented again"),
        "{restored}"
    );
    assert_eq!(
        git(&workspace, &["diff", "HEAD~1", "--stat"]),
        "",
        "as it was"
    );
}

#[test]
fn another_copy_of_the_page_is_compared_without_being_taken_over() {
    let workspace = repository();
    let copy = tempfile::NamedTempFile::new().unwrap();
    let page = replaced(&of_the_past(FROZEN_PAGE), "\tGone\t", "\tGone for good\t");
    std::fs::write(copy.path(), page).unwrap();
    let diff = workspace.run(&["diff", "--page", copy.path().to_str().unwrap()]);
    assert_eq!(diff.code, 1);
    insta::assert_snapshot!(diff.out, @"
    ~ 410000 GONE  message (patch: messages are for people)
        Gone {+for good+}
    patch: 1 message
    ");
    assert_eq!(git(&workspace, &["status", "--short"]), "");
}
