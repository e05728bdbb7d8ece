//! Workspaces that are git repositories, and the page of the past.

use std::process::Command;

use crate::cli::Workspace;
use crate::fixture::{FROZEN_LEDGER, FROZEN_PAGE};

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

/// A repository with a page and its ledger, generated and committed.
pub(crate) fn repository_of(page: &str, ledger: &str) -> Workspace {
    let workspace = Workspace::generated(page, ledger);
    git(&workspace, &["init", "--quiet", "--initial-branch=main"]);
    git(&workspace, &["add", "--all"]);
    git(&workspace, &["commit", "--quiet", "--message=x"]);
    workspace
}

/// One with the page of the past.
pub(crate) fn repository() -> Workspace {
    repository_of(&of_the_past(FROZEN_PAGE), &ledger_of_the_past())
}
