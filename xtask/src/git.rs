//! Files as git has them. Nothing is checked out.

use std::path::Path;
use std::process::{Command, Output};

use anyhow::{Context as _, bail};

/// A commit of the repository that the workspace is in.
pub(crate) struct Revision {
    /// As the user named it, for messages.
    pub(crate) name: String,
    commit: String,
}

impl Revision {
    /// Looks `name` up. Whatever it holds, git takes it for a revision and nothing else.
    pub(crate) fn find(root: &Path, name: &str) -> anyhow::Result<Self> {
        let commit = format!("{name}^{{commit}}");
        let found = git(
            root,
            &[
                "rev-parse",
                "--verify",
                "--quiet",
                "--end-of-options",
                &commit,
            ],
        )?;
        let commit = String::from_utf8_lossy(&found.stdout).trim().to_owned();
        if !found.status.success() || !commit.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            bail!("git knows no revision {name:?}");
        }
        Ok(Self {
            name: name.to_owned(),
            commit,
        })
    }

    /// The bytes of the file at `path` in the workspace; none if the revision does not have it.
    pub(crate) fn read(&self, root: &Path, path: &str) -> anyhow::Result<Option<Vec<u8>>> {
        let object = format!("{}:./{path}", self.commit);
        let shown = git(root, &["cat-file", "blob", &object])?;
        Ok(shown.status.success().then_some(shown.stdout))
    }
}

/// What makes git look elsewhere than in the repository that the workspace is in. Git itself sets
/// some of it for hooks and aliases.
const ELSEWHERE: [&str; 5] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
];

/// Runs a command of git that reads objects: none of these runs what a repository has set up.
fn git(root: &Path, args: &[&str]) -> anyhow::Result<Output> {
    let mut git = Command::new("git");
    for name in ELSEWHERE {
        git.env_remove(name);
    }
    git.arg("-C")
        .arg(root)
        .args(args)
        .output()
        .context("cannot run git")
}
