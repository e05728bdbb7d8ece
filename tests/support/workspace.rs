//! Temporary workspaces to run `cargo xtask` in, some of them git repositories.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use tempfile::TempDir;

use super::fixtures::{FROZEN_LEDGER, FROZEN_PAGE};

/// A workspace with just the files that `xtask` knows.
pub(crate) struct Workspace(TempDir);

impl Workspace {
    pub(crate) fn new(page: &str, ledger: &str) -> Self {
        let workspace = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(workspace.path("spec")).unwrap();
        fs::create_dir_all(workspace.path("gigya-codes/src")).unwrap();
        workspace.write(codegen::PAGE, page);
        workspace.write(codegen::LEDGER, ledger);
        workspace.write(
            "CHANGELOG.md",
            "# Changelog\n\n## [Unreleased]\n\n## [0.1.0]\n",
        );
        workspace
    }

    /// One in which `regen` has run.
    pub(crate) fn generated(page: &str, ledger: &str) -> Self {
        let workspace = Self::new(page, ledger);
        let run = workspace.run(&["regen"]);
        assert_eq!(run.code, 0, "{}{}", run.out, run.err);
        workspace
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap();
    }

    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// `cargo xtask` with these arguments, in the workspace.
    pub(crate) fn xtask(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask-under-test"));
        let command_line = command.current_dir(self.0.path()).args(args);
        command_line
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE");
        command
    }

    /// A line of shell script in the workspace, where `xtask` is `cargo xtask`. Git brings a shell to Windows.
    pub(crate) fn script(&self, script: &str) -> Command {
        let xtask = env!("CARGO_BIN_EXE_xtask-under-test");
        let mut command = Command::new("sh");
        command
            .current_dir(self.0.path())
            .args(["-c", &format!("xtask() {{ '{xtask}' \"$@\"; }}; {script}")])
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("CARGO_TARGET_DIR")
            // Git's shell for Windows rewrites what looks like a path.
            .env("MSYS_NO_PATHCONV", "1");
        set_git_environment(&mut command);
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        Ran::new(&self.xtask(args).output().unwrap())
    }

    /// Every file that `xtask` writes or leaves behind, with its text.
    pub(crate) fn files(&self) -> Vec<(String, String)> {
        let mut files = Vec::new();
        for directory in ["", "spec", "gigya-codes", "gigya-codes/src"] {
            let entries = fs::read_dir(self.path(directory)).unwrap();
            let paths = entries.map(|entry| entry.unwrap().path());
            for path in paths.filter(|path| path.is_file()) {
                let name = path.strip_prefix(self.0.path()).unwrap().to_str().unwrap();
                files.push((name.replace('\\', "/"), fs::read_to_string(&path).unwrap()));
            }
        }
        files.sort();
        files
    }
}

pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    pub(crate) fn new(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout.clone()).unwrap(),
            err: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }
}

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

/// Makes git the same on every machine and at any time.
fn set_git_environment(command: &mut Command) {
    for who in ["AUTHOR", "COMMITTER"] {
        command
            .env(format!("GIT_{who}_NAME"), "M")
            .env(format!("GIT_{who}_EMAIL"), "m@example.com")
            .env(format!("GIT_{who}_DATE"), "2000-01-01T00:00:00Z");
    }
    command
        .env("GIT_CONFIG_GLOBAL", "")
        .env("GIT_CONFIG_NOSYSTEM", "1");
}

/// Runs git in the workspace.
pub(crate) fn git(workspace: &Workspace, args: &[&str]) -> String {
    let mut git = Command::new("git");
    set_git_environment(git.current_dir(workspace.path("")).args(args));
    let output = git.output().unwrap();
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
    repository_of(&of_the_past(FROZEN_PAGE), &of_the_past(FROZEN_LEDGER))
}
