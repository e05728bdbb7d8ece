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

pub(crate) fn git(workspace: &Workspace, args: &[&str]) -> String {
    let output = Command::new("git")
        .arg("-C")
        .arg(workspace.path("."))
        .args([
            "-c",
            "user.name=M",
            "-c",
            "user.email=m@example.com",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(args)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{args:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// A repository with the page of the past, generated and committed.
pub(crate) fn repository() -> Workspace {
    let workspace = Workspace::generated(&of_the_past(FROZEN_PAGE), &ledger_of_the_past());
    workspace.write(
        "CHANGELOG.md",
        "# Changelog\n\n## [Unreleased]\n\n## [0.1.0]\n",
    );
    git(&workspace, &["init", "--quiet", "--initial-branch=main"]);
    git(&workspace, &["add", "--all"]);
    git(
        &workspace,
        &["commit", "--quiet", "--message=The page of the past"],
    );
    workspace
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
    let blocks = diff
        .iter_all_changes()
        .filter(|change| {
            change.tag() == similar::ChangeTag::Insert
                && change.value().starts_with(|c: char| c.is_ascii_digit())
        })
        .count();
    assert_eq!(blocks, NEWEST.len());

    // Its judgement.
    let markdown = workspace.run(&["diff", "--format", "markdown"]);
    assert_eq!(markdown.code, 1);
    insta::assert_snapshot!("day_diff", markdown.out);
    let json = workspace.run(&["diff", "HEAD", "--format", "json"]).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["verdict"], "minor");
    let kinds: Vec<_> = json["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| &c["kind"])
        .collect();
    assert_eq!(kinds, ["added"; 11]);

    // Its lines in the change log, once.
    assert_eq!(workspace.run(&["regen", "--changelog"]).code, 0);
    let changelog = workspace.text("CHANGELOG.md");
    insta::assert_snapshot!("day_changelog", changelog);
    assert_eq!(workspace.run(&["regen", "--changelog"]).code, 0);
    assert_eq!(workspace.text("CHANGELOG.md"), changelog);

    // Committed, there is nothing left to see, but the two commits can be compared.
    git(&workspace, &["add", "--all"]);
    git(
        &workspace,
        &["commit", "--quiet", "--message=The page of today"],
    );
    assert_eq!(workspace.run(&["diff"]).code, 0);
    assert_eq!(workspace.run(&["diff", "HEAD~1..HEAD"]).code, 1);
    let back = workspace.run(&["diff", "HEAD..HEAD~1"]);
    assert!(
        back.out.contains("removed (major: its constant is gone)"),
        "{}",
        back.out
    );

    // And back: the codes stay, retired.
    workspace.write(codegen::PAGE, &of_the_past(FROZEN_PAGE));
    assert!(
        workspace
            .run(&["regen"])
            .out
            .starts_with("121 codes; 11 no longer documented")
    );
    assert_eq!(workspace.run(&["regen", "--check"]).code, 0);
    git(
        &workspace,
        &["commit", "--quiet", "--all", "--message=Back"],
    );
    workspace.write(codegen::PAGE, FROZEN_PAGE);
    assert!(
        workspace
            .run(&["regen"])
            .out
            .starts_with("132 codes; 11 documented again")
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
    std::fs::write(
        copy.path(),
        replaced(&of_the_past(FROZEN_PAGE), "\tGone\t", "\tGone for good\t"),
    )
    .unwrap();
    let diff = workspace.run(&["diff", "--page", copy.path().to_str().unwrap()]);
    assert_eq!(diff.code, 1);
    insta::assert_snapshot!(diff.out, @"
    ~ 410000 GONE  message (patch: messages are for people)
        Gone {+for good+}
    patch: 1 message
    ");
    assert_eq!(git(&workspace, &["status", "--short"]), "");
}

#[test]
fn revisions_are_nothing_but_revisions() {
    let workspace = repository();
    for revision in [
        "no-such-branch",
        "--output=x",
        "-h",
        "HEAD:spec",
        "..",
        "HEAD..",
        "",
        "a b",
    ] {
        let diff = workspace.run(&["diff", "--", revision]);
        assert_eq!((diff.code, diff.out.as_str()), (2, ""), "{revision}");
        assert!(
            diff.err.starts_with("error: git knows no revision "),
            "{}",
            diff.err
        );
    }
    assert_eq!(git(&workspace, &["status", "--short"]), "");
}
