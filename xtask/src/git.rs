//! Files as git has them. Nothing is checked out, and nothing that a repository configures is run.

use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A commit of the repository that the workspace is in.
pub(crate) struct Revision<'a> {
    root: &'a Path,
    /// As the user named it, for messages.
    pub(crate) name: String,
    /// Its full hash.
    pub(crate) commit: String,
}

impl<'a> Revision<'a> {
    /// Looks `name` up. Whatever it holds, git takes it for a revision and not for an option.
    pub(crate) fn find(root: &'a Path, name: &str) -> Result<Self, String> {
        let commit = format!("{name}^{{commit}}");
        let args = ["rev-parse", "--verify", "--quiet", "--end-of-options"];
        let found = git(root, &[&args[..], &[&commit]].concat())?;
        match found.status.code() {
            Some(0) => Ok(Self {
                root,
                name: name.to_owned(),
                commit: String::from_utf8_lossy(&found.stdout).trim().to_owned(),
            }),
            Some(1) => Err(format!("git knows no revision {name:?}")),
            _ => Err(complaint(&found)),
        }
    }

    /// The bytes of the file at `path` in the workspace.
    pub(crate) fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let object = format!("{}:./{path}", self.commit);
        let shown = git(self.root, &["cat-file", "blob", &object])?;
        if shown.status.success() {
            Ok(shown.stdout)
        } else {
            let (name, why) = (&self.name, complaint(&shown));
            Err(format!("cannot read {path} of {name:?}: {why}"))
        }
    }
}

/// Runs a command of git that reads objects: those that are here, as they were committed.
fn git(root: &Path, args: &[&str]) -> Result<Output, String> {
    Command::new("git")
        .args(["--no-pager", "-C"])
        .arg(root)
        .args(args)
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_NO_REPLACE_OBJECTS", "1")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("cannot run git: {error}"))
}

/// What git says about why it failed.
fn complaint(output: &Output) -> String {
    let words = String::from_utf8_lossy(&output.stderr);
    format!("git says: {}", words.trim())
}
