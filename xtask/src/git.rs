//! Files as git has them. Nothing is checked out, and nothing that a repository configures is run.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use codegen::Source;

/// A commit of the repository that the workspace is in.
pub(crate) struct Revision<'a> {
    root: &'a Path,
    /// As the user named it, for messages.
    pub(crate) name: String,
    commit: String,
}

impl<'a> Revision<'a> {
    /// Looks `name` up. Git reads it as a revision, never as an option.
    pub(crate) fn find(root: &'a Path, name: &str) -> Result<Self, String> {
        let command = "rev-parse --verify --quiet --end-of-options";
        let found = run_git(root, command, &format!("{name}^{{commit}}"))?;
        match found.status.code() {
            Some(0) => Ok(Self {
                root,
                name: name.to_owned(),
                commit: first_line(&found),
            }),
            Some(1) => Err(format!("git knows no revision {name:?}")),
            _ => Err(complaint(&found)),
        }
    }

    /// The text of the file at `path` in the workspace.
    pub(crate) fn read_source(&self, path: &str) -> Result<Source, String> {
        let (name, object) = (&self.name, format!("{}:./{path}", self.commit));
        let shown = run_git(self.root, "cat-file blob", &object)?;
        if !shown.status.success() {
            let why = complaint(&shown);
            return Err(format!("cannot read {path} of {name:?}: {why}"));
        }
        Source::decode(&format!("{name}:{path}"), &shown.stdout)
    }
}

/// The last release that `HEAD` contains.
pub(crate) enum Release<'a> {
    /// Its tag, such as `v0.1.0`.
    Tag(Revision<'a>),
    /// There is none yet.
    NoneYet,
    /// There is no repository, or no git.
    Unknown,
}

pub(crate) fn find_release(root: &Path) -> Result<Release<'_>, String> {
    // Empty if git has none, or is not there.
    let ask = |command, last| {
        let answer = run_git(root, command, last);
        answer.map_or(String::new(), |answer| first_line(&answer))
    };
    let tag = ask("describe --tags --match=v[0-9]*.*.* --abbrev=0", "HEAD");
    if !tag.is_empty() {
        return Revision::find(root, &tag).map(Release::Tag);
    }
    match &*ask("rev-parse", "--is-shallow-repository") {
        "true" => Err("this clone is shallow: run `git fetch --unshallow --tags`".to_owned()),
        "false" => Ok(Release::NoneYet),
        _ => Ok(Release::Unknown),
    }
}

/// Whether there is a file at `path`, and it is as `HEAD` has it.
pub(crate) fn is_unchanged(root: &Path, path: &str) -> bool {
    let diff = run_git(root, "diff --quiet HEAD --", path);
    root.join(path).is_file() && diff.is_ok_and(|diff| diff.status.success())
}

/// Runs a command of git that reads objects: those that are here, as they were committed. Only the
/// last of its words may contain spaces.
fn run_git(root: &Path, command: &str, last: &str) -> Result<Output, String> {
    Command::new("git")
        .args(["--no-pager", "-C"])
        .arg(root)
        .args(command.split(' '))
        .arg(last)
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_NO_REPLACE_OBJECTS", "1")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("cannot run git: {error}"))
}

fn first_line(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().next().unwrap_or_default().to_owned()
}

/// What git says about why it failed.
fn complaint(output: &Output) -> String {
    let words = String::from_utf8_lossy(&output.stderr);
    format!("git says: {}", words.trim())
}
