//! From a changed page to a commit and a pull request: what runs in `.ci`, in a temporary repository.
//!
//! `cargo xtask`, git, curl and the scripts are the real ones. `stand_in.sh` replaces what would
//! compile for minutes or talk to GitHub, and records how it was called.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::support::fixtures::{FROZEN_PAGE, replaced};
use crate::support::gallery::compare_snapshot;
use crate::support::portal::Portal;
use crate::support::workspace;
use crate::support::workspace::Workspace;

/// A repository with the page of the past, the portal that its ledger has the address of, and the
/// programs that `.ci` calls.
struct Project {
    repository: Workspace,
    portal: Portal,
    programs: TempDir,
}

/// How a script ended, what it said, and how it called the replaced programs.
struct Ran {
    code: Option<i32>,
    said: String,
    calls: String,
}

const MANIFEST: &str = "\
[workspace]
members = [\"gigya-codes\"]
resolver = \"2\"

[workspace.package]
version = \"0.1.0\"
";

const PACKAGE: &str = "\
[package]
name = \"gigya-codes\"
version.workspace = true

[lib]
path = \"src/generated.rs\"
";

/// A row that the page of the past does not have.
const NEW: &str = "503009\tNew\tNew.\n";

impl Project {
    fn new() -> Self {
        let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
        let repository = workspace::repository();
        fs::create_dir(repository.path(".ci")).unwrap();
        for script in ["update-page", "public-api", "propose-page", "tools"] {
            let script = format!(".ci/{script}");
            fs::copy(tests.join("..").join(&script), repository.path(&script)).unwrap();
        }
        repository.write(".gitignore", "/target\n.*.pending-snap\n");
        repository.write("Cargo.toml", MANIFEST);
        repository.write("Cargo.lock", "");
        repository.write("gigya-codes/Cargo.toml", PACKAGE);

        let portal = Portal::new(&repository.text(codegen::PAGE));
        let address = format!("[page]\naddress = \"{}\"\n\n", portal.address());
        let ledger = address + &repository.text(codegen::LEDGER);
        repository.write(codegen::LEDGER, &ledger);
        // The address is in catalog.json.
        repository.run(&["regen"]);

        let programs = tempfile::tempdir().unwrap();
        for name in ["cargo", "rustup", "cargo-public-api", "gh"] {
            symlink(tests.join("stand_in.sh"), programs.path().join(name)).unwrap();
        }
        let project = Self {
            repository,
            portal,
            programs,
        };
        project.git("add --all");
        project.git("commit --quiet --message=Scripts");
        project
    }

    fn run(&self, args: &[&str], env: &[(&str, &str)]) -> Ran {
        let calls = self.programs.path().join("calls");
        fs::write(&calls, "").unwrap();
        let path = std::env::var("PATH").unwrap();
        let output = Command::new(self.repository.path(args[0]))
            .args(&args[1..])
            .current_dir(self.repository.path("."))
            // So that a stand-in can kill all of the script.
            .process_group(0)
            .env("PATH", format!("{}:{path}", self.programs.path().display()))
            .env("CALLS", &calls)
            .env("XTASK", env!("CARGO_BIN_EXE_xtask-under-test"))
            .env("CARGO", std::env::var_os("CARGO").unwrap())
            .env_remove("CARGO_TARGET_DIR")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_NAME"), "Robot")))
            .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_EMAIL"), "r@example.com")))
            .envs(env.iter().copied())
            .output()
            .unwrap();
        Ran {
            code: output.status.code(),
            said: String::from_utf8([output.stdout, output.stderr].concat()).unwrap(),
            calls: fs::read_to_string(&calls).unwrap(),
        }
    }

    /// Runs a script that must end with `code`.
    #[track_caller]
    fn must_end(&self, code: i32, args: &[&str]) -> Ran {
        let ran = self.run(args, &[]);
        assert_eq!(ran.code, Some(code), "{args:?}: {}", ran.said);
        ran
    }

    fn git(&self, args: &str) -> String {
        let args: Vec<_> = args.split(' ').collect();
        workspace::git(&self.repository, &args)
    }

    /// The commit that is checked out, and the changes that it does not have.
    fn state(&self) -> String {
        self.git("rev-parse HEAD") + &self.git("status --short")
    }

    /// A file outside of the repository: its page with another row.
    fn page_with(&self, row: &str) -> String {
        let path = self.programs.path().join("page");
        let page = self.repository.text(codegen::PAGE);
        let longer = replaced(&page, "\n504001\t", &format!("\n{row}504001\t"));
        fs::write(&path, longer).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// What `.ci/update-page` left.
    fn left(&self, file: &str) -> String {
        self.repository.text(&format!("target/update-page/{file}"))
    }
}

#[test]
fn a_page_becomes_one_commit_and_the_text_of_a_pull_request() {
    let project = Project::new();
    project.git("tag v0.1.0");
    let past = project.state();
    let ran = project.must_end(0, &[".ci/update-page"]);
    assert!(ran.said.contains("nothing to commit"), "{}", ran.said);
    let summary = project.left("summary.md");
    assert!(summary.starts_with("Nothing has changed:"), "{summary}");
    assert_eq!(project.state(), past);

    project.portal.publish(FROZEN_PAGE);
    let ran = project.must_end(0, &[".ci/update-page"]);
    assert_eq!(project.git("rev-parse HEAD~1"), past);
    assert_eq!(project.git("worktree list").lines().count(), 1);
    let root = project.repository.path(".").canonicalize().unwrap();
    let calls = ran.calls.replace(root.to_str().unwrap(), "ROOT");
    let commit = project.git("log -1 --name-status --format=%B");
    let title = project.left("title");
    let body = project.left("body.md");
    compare_snapshot(
        "update_page",
        &format!("== calls\n{calls}\n== commit\n{commit}\n== title\n{title}\n== body\n{body}"),
    );
    let summary = project.left("summary.md");
    assert!(
        summary.starts_with("Committed: Import Gigya's page: "),
        "{summary}"
    );
    assert!(project.left("page").contains("403051"));

    // The same page again: what it needs is still not decided.
    let today = project.state();
    let ran = project.must_end(2, &[".ci/update-page"]);
    assert!(ran.said.contains("nothing to commit"), "{}", ran.said);
    assert_eq!(project.state(), today);
}

#[test]
fn a_page_that_needs_a_decision_is_told_from_a_tool_that_fails() {
    const CONTENT: &str = "/http.svc/pagecontent";
    const SHELL: &str =
        "<title>SAP Help Portal</title><div></div><script src=\"/app.js\"></script>";
    let project = Project::new();
    let portal = &project.portal;
    let state = project.state();
    let page = project.repository.text(codegen::PAGE);
    let is_early = |line: &&str| !line.starts_with(['4', '5']) || line.starts_with("4000");
    let half: String = page.split_inclusive('\n').filter(is_early).collect();
    let fails = |code: i32, said: &str| {
        let ran = project.must_end(code, &[".ci/update-page"]);
        assert!(ran.said.contains(said), "{said}: {}", ran.said);
        assert_eq!(project.state(), state);
        let summary = project.left("summary.md");
        assert!(summary.contains(said), "{summary}");
        assert_eq!(project.left("status"), format!("{code}\n"), "{said}");
        assert_eq!(summary.starts_with("A tool failed"), code == 1, "{summary}");
        portal.publish(&page);
    };
    portal.publish(&replaced(&page, "\n400002\t", "\n400001\t"));
    fails(2, "duplicate-code");
    portal.publish(&half);
    fails(2, "--accept-loss");
    portal.answer(CONTENT, 200, SHELL);
    fails(2, "serves a program, not the page's text");
    portal.answer(CONTENT, 404, "");
    fails(2, "HTTP status 404; has the page moved?");
    portal.answer(CONTENT, 200, "{}");
    fails(2, "the portal's answer has no status");
    portal.answer(CONTENT, 503, "");
    fails(1, "HTTP status 503");
    project.must_end(2, &[".ci/propose-page"]);
    project.portal.publish(&half);
    project.must_end(0, &[".ci/update-page", "--accept-loss"]);
    assert_eq!(project.git("rev-parse HEAD~1"), state);
}

#[test]
fn killed_at_any_step_it_is_run_again() {
    let project = Project::new();
    let past = project.state();
    let args = [".ci/update-page", &project.page_with(NEW)];
    for step in 1.. {
        let ran = project.run(&args, &[("KILL_AT", &step.to_string())]);
        if ran.code == Some(0) {
            assert!(step > 6, "it was killed at each of its steps");
            break;
        }
        assert_eq!(
            (ran.code, project.state()),
            (None, past.clone()),
            "{}",
            ran.said
        );
    }
    let commit = project.git("log -1 --format=%T%n%B");
    project.git("reset --quiet --hard HEAD~1");
    project.must_end(0, &args);
    assert_eq!(project.git("log -1 --format=%T%n%B"), commit);
}

#[test]
fn no_word_of_the_page_is_run() {
    let project = Project::new();
    let page = project.page_with("503009\t$(touch run) `touch run` (1): ';touch run'\tNew.\n");
    let ran = project.must_end(0, &[".ci/update-page", &page]);
    let last = ran.calls.lines().last();
    assert!(
        last.is_some_and(|last| last.contains("pull-request")),
        "{last:?}"
    );
    let files = project.git("ls-files") + &project.git("status --short");
    assert!(!files.lines().any(|file| file.ends_with("run")), "{files}");
}

#[test]
fn what_cannot_be_imported_changes_nothing() {
    let project = Project::new();
    let page = &project.page_with(NEW);
    let past = project.state();
    project.must_end(1, &[".ci/update-page", "no-such-file"]);
    project.must_end(2, &[".ci/update-page", "--what"]);
    project.must_end(2, &[".ci/update-page", "a", "b"]);
    let failed = project.run(&[".ci/update-page", page], &[("LISTING_FAILS", "1")]);
    assert_eq!(failed.code, Some(1), "{}", failed.said);
    assert_eq!(project.state(), past);

    project.repository.write("CHANGELOG.md", "My own words");
    let ran = project.must_end(2, &[".ci/update-page", page]);
    assert_eq!(ran.calls, "");
    assert_eq!(project.repository.text("CHANGELOG.md"), "My own words");
}

#[test]
fn tests_that_fail_are_listed() {
    let project = Project::new();
    let page = project.page_with(NEW);
    let ran = project.run(&[".ci/update-page", &page], &[("TESTS_FAIL", "a_test")]);
    assert_eq!(ran.code, Some(0), "{}", ran.said);
    let body = project.left("body.md");
    assert!(body.contains("---- a_test stdout ----"), "{body}");
}

#[test]
fn there_is_one_pull_request_or_one_issue() {
    const NONE: (&str, &str) = ("OPEN_PULL_REQUEST", "");
    const OPEN: (&str, &str) = ("OPEN_PULL_REQUEST", "7");
    const ISSUE: (&str, &str) = ("OPEN_ISSUE", "3");
    let project = Project::new();
    let origin = tempfile::tempdir().unwrap();
    let origin = origin.path().display();
    project.git(&format!("clone --quiet --bare . {origin}"));
    project.git(&format!("remote add origin {origin}"));
    project.git("fetch --quiet origin");
    let proposed = || project.git("ls-remote --quiet origin refs/heads/update-page");
    let here = || project.git("rev-parse HEAD").trim().to_owned() + "\trefs/heads/update-page\n";
    // Imports a page with another row, and proposes it while this is open on GitHub.
    let step = |code: i32, row: &str, open: (&str, &str), expected: &str| {
        project.git("reset --quiet --hard origin/main");
        project.must_end(code, &[".ci/update-page", &project.page_with(row)]);
        let before = proposed();
        let ran = project.run(&[".ci/propose-page"], &[open]);
        assert_eq!(ran.code, Some(0), "{}", ran.said);
        let calls = ran.calls.lines().filter(|call| !call.contains(" list "));
        let told: String = calls.collect();
        assert_eq!(told.split(" --body-file ").next(), Some(expected));
        let is_pushed = expected.starts_with("gh pr");
        assert_eq!(proposed(), if is_pushed { here() } else { before });
    };
    let ran = project.must_end(2, &[".ci/propose-page"]);
    assert_eq!(ran.calls, "", "nothing is known about the page yet");

    let create = "gh pr create --head update-page --title Import Gigya's page: 1 added";
    step(0, NEW, NONE, create);
    step(0, NEW, OPEN, "");
    let newer = format!("{NEW}503010\tNewer\tNew.\n");
    let edit = "gh pr edit 7 --title Import Gigya's page: 2 added";
    step(0, &newer, OPEN, edit);

    // What people add to a pull request is not overwritten.
    project.repository.write("CHANGELOG.md", "My own words");
    project.git("commit --quiet --all --message=Words");
    project.git("push --quiet origin HEAD:update-page");
    step(0, "503009\tNewest\tNew.\n", OPEN, "");

    // A page that cannot be used, twice, and one that can.
    let twice = "504001\tTwice\tTwice.\n";
    let create = "gh issue create --title Gigya's page cannot be imported";
    step(2, twice, NONE, create);
    step(2, twice, ISSUE, "gh issue edit 3");
    let close = "gh issue close 3 --comment The page can be imported again.";
    step(0, "", ISSUE, close);
    step(0, "", NONE, "");
}
