//! From a changed page to a commit and a pull request: what runs in `.ci`, in a repository of its own.
//!
//! `cargo xtask`, git, curl and the scripts are the real ones. What would compile for minutes, or talk
//! to GitHub, is a stand-in (`stand_in.sh`) that notes down how it was called.
#![cfg(unix)]

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::os::unix::fs::symlink;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;
use tiny_http::{Response, Server, StatusCode};

use crate::cli::Workspace;
use crate::fixture::{FROZEN_PAGE, replaced};
use crate::maintenance::{git, repository};

/// A repository with the page of the past, and the programs that `.ci` calls.
struct Project {
    repository: Workspace,
    programs: TempDir,
}

/// The numbers of a run, what it said, and how it called the stand-ins.
struct Ran {
    code: Option<i32>,
    said: String,
    calls: String,
}

impl Project {
    fn new() -> Self {
        let repository = repository();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        fs::create_dir(repository.path(".ci")).unwrap();
        for script in ["update-page", "version", "public-api", "propose-page"] {
            let script = format!(".ci/{script}");
            fs::copy(root.join(&script), repository.path(&script)).unwrap();
        }
        repository.write(".gitignore", "/target\n.*.pending-snap\n");
        repository.write("Cargo.toml", MANIFEST);
        repository.write("gigya-codes/Cargo.toml", PACKAGE);
        repository.write("Cargo.lock", LOCK);
        git(&repository, &["add", "--all"]);
        git(&repository, &["commit", "--quiet", "--message=The scripts"]);

        let programs = tempfile::tempdir().unwrap();
        let stand_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("stand_in.sh");
        for name in ["cargo", "rustup", "cargo-public-api", "gh"] {
            symlink(&stand_in, programs.path().join(name)).unwrap();
        }
        Self {
            repository,
            programs,
        }
    }

    fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, &[])
    }

    fn run_with(&self, args: &[&str], env: &[(&str, &str)]) -> Ran {
        let calls = self.programs.path().join("calls");
        fs::write(&calls, "").unwrap();
        let path = format!(
            "{}:{}",
            self.programs.path().display(),
            std::env::var("PATH").unwrap()
        );
        let output = Command::new(self.repository.path(args[0]))
            .args(&args[1..])
            .current_dir(self.repository.path("."))
            .process_group(0)
            .env("PATH", path)
            .env("CALLS", &calls)
            .env("XTASK", env!("CARGO_BIN_EXE_xtask-under-test"))
            .env(
                "CARGO",
                std::env::var("CARGO").unwrap_or("cargo".to_owned()),
            )
            .env_remove("CARGO_TARGET_DIR")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_NAME"), "Robot")))
            .envs(
                ["AUTHOR", "COMMITTER"]
                    .map(|who| (format!("GIT_{who}_EMAIL"), "robot@example.com")),
            )
            .envs(env.iter().copied())
            .output()
            .unwrap();
        Ran::new(&output, &calls)
    }

    /// The commit that `revision` names.
    fn commit(&self, revision: &str) -> String {
        git(&self.repository, &["rev-parse", revision])
    }

    /// A file outside of the repository: the page of the past with another row.
    fn page_with(&self, row: &str) -> String {
        let past = self.repository.text(codegen::PAGE);
        let path = self.programs.path().join("page");
        fs::write(
            &path,
            replaced(&past, "\n504001\t", &format!("\n{row}504001\t")),
        )
        .unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// What `.ci/update-page` left.
    fn left(&self, file: &str) -> String {
        self.repository.text(&format!("target/update-page/{file}"))
    }

    /// The text of the pull request: what comes first, and the details from the findings on.
    fn body(&self) -> (String, String) {
        let body = self.left("body.md");
        let (body, details) = body.split_once("\n### Findings\n").unwrap();
        (body.to_owned(), details.to_owned())
    }

    #[track_caller]
    fn must_be_clean(&self) {
        assert_eq!(git(&self.repository, &["status", "--short"]), "");
        assert_eq!(
            git(&self.repository, &["worktree", "list"]).lines().count(),
            1
        );
    }
}

impl Ran {
    fn new(output: &Output, calls: &Path) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self {
            code: output.status.code(),
            said: text(&output.stdout) + &text(&output.stderr),
            calls: fs::read_to_string(calls).unwrap(),
        }
    }
}

const MANIFEST: &str = "\
[workspace]
members = [\"gigya-codes\"]
resolver = \"2\"

[workspace.package]
version = \"0.1.0\"

[workspace.dependencies]
gigya-codes = { path = \"gigya-codes\", version = \"0.1.0\" }
";

const PACKAGE: &str = "\
[package]
name = \"gigya-codes\"
version.workspace = true

[lib]
path = \"src/generated.rs\"
";

const LOCK: &str = "\
# This file is automatically @generated by Cargo.
# It is not intended for manual editing.
version = 4

[[package]]
name = \"gigya-codes\"
version = \"0.1.0\"
";

/// Serves pages on the loopback interface until the process ends; the address.
fn serve(pages: Vec<(&'static str, Vec<u8>)>) -> String {
    let server = Server::http("127.0.0.1:0").unwrap();
    let address = format!("http://{}", server.server_addr());
    std::thread::spawn(move || {
        for request in server.incoming_requests() {
            let page = pages.iter().find(|(name, _)| *name == request.url());
            // Whoever asked may be gone.
            let _ = match page {
                Some((_, page)) => request.respond(Response::from_data(page.clone())),
                None => request.respond(Response::empty(StatusCode(404))),
            };
        }
    });
    address
}

/// Announces the whole page, sends half of it and hangs up; the address.
fn serve_cut_short(page: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let announced = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", page.len());
        let _ = stream.read(&mut [0; 1024]);
        stream.write_all(announced.as_bytes()).unwrap();
        stream
            .write_all(&page.as_bytes()[..page.len() / 2])
            .unwrap();
    });
    address
}

/// `page` without the later half of its rows.
fn half(page: &str) -> String {
    let is_late = |line: &&str| !line.starts_with(['4', '5']) || line.starts_with("4000");
    page.split_inclusive('\n').filter(is_late).collect()
}

#[test]
fn a_page_becomes_one_commit_and_the_text_of_a_pull_request() {
    let project = Project::new();
    let past = project.repository.text(codegen::PAGE);
    let broken = replaced(FROZEN_PAGE, "\n400002\t", "\n400001\t");
    let address = serve(vec![
        ("/past", past.into_bytes()),
        ("/today", FROZEN_PAGE.into()),
        ("/crlf", FROZEN_PAGE.replace('\n', "\r\n").into_bytes()),
        ("/broken", broken.into_bytes()),
        ("/half", half(FROZEN_PAGE).into_bytes()),
    ]);
    let update = |address: &str| project.run(&[".ci/update-page", address]);

    let ran = update(&format!("{address}/past"));
    assert_eq!(ran.code, Some(0), "{}", ran.said);
    assert!(ran.said.contains("nothing to commit"), "{}", ran.said);

    let before = project.commit("HEAD");
    let ran = update(&format!("{address}/today"));
    assert_eq!(ran.code, Some(0), "{}", ran.said);
    let commit = git(
        &project.repository,
        &["log", "-1", "--name-status", "--format=%B"],
    );
    let (body, details) = project.body();
    insta::assert_snapshot!(
        "update_page",
        format!(
            "== calls\n{}\n== commit\n{commit}\n== title\n{}\n== body\n{body}",
            ran.calls,
            project.left("title"),
        )
    );
    for expected in [
        "    note[class-contradiction]: the description of code 206005",
        "    403051  IP_BLOCKED\n    Ip Blocked\n    \n    The IP address attempting",
    ] {
        assert!(details.contains(expected), "{details}");
    }
    assert_eq!(project.commit("HEAD~1"), before);
    project.must_be_clean();

    let today = project.commit("HEAD");
    for (page, code, said) in [
        (format!("{address}/today"), 0, "nothing to commit"),
        (format!("{address}/crlf"), 0, "nothing to commit"),
        (format!("{address}/broken"), 2, "error[duplicate-code]"),
        (serve_cut_short(FROZEN_PAGE), 2, "bytes remaining to read"),
        (format!("{address}/none"), 2, "404"),
    ] {
        let ran = update(&page);
        assert_eq!(ran.code, Some(code), "{page}: {}", ran.said);
        assert!(ran.said.contains(said), "{page}: {}", ran.said);
        assert_eq!(project.commit("HEAD"), today);
        project.must_be_clean();
        if code != 0 {
            assert!(project.left("problem.md").contains(said));
        }
    }
}

#[test]
fn killed_at_any_step_it_is_run_again() {
    let project = Project::new();
    let before = project.commit("HEAD");
    let page = project.page_with("503009\tNew\tNew.\n");
    let args = [".ci/update-page", &page];

    let mut step = 1;
    loop {
        let ran = project.run_with(&args, &[("KILL_AT", &step.to_string())]);
        if ran.code == Some(0) {
            break;
        }
        assert_eq!(ran.code, None, "{}", ran.said);
        assert_eq!(project.commit("HEAD"), before);
        assert_eq!(git(&project.repository, &["status", "--short"]), "");
        step += 1;
    }
    assert!(step > 8, "it was killed at each of its steps");
    project.must_be_clean();
    let made = || git(&project.repository, &["log", "-1", "--format=%T%n%B"]);
    let after_kills = made();
    git(
        &project.repository,
        &["reset", "--quiet", "--hard", before.trim()],
    );
    assert_eq!(project.run(&args).code, Some(0));
    assert_eq!(made(), after_kills);
}

#[test]
fn no_word_of_the_page_is_run() {
    let project = Project::new();
    let page = project.page_with("503009\t$(touch run) `touch run` (1): ';touch run'\tNew.\n");
    let ran = project.run(&[".ci/update-page", &page]);
    assert_eq!(ran.code, Some(0), "{}", ran.said);
    assert!(
        ran.calls.ends_with("cargo xtask explain 503009\n"),
        "{}",
        ran.calls
    );
    let files = git(&project.repository, &["ls-files"]);
    assert!(!files.lines().any(|file| file.ends_with("run")), "{files}");
    project.must_be_clean();
}

#[test]
fn what_cannot_be_taken_over_changes_nothing() {
    let project = Project::new();
    let before = project.commit("HEAD");
    let page = &project.page_with("503009\tNew\tNew.\n");

    let failed = project.run_with(&[".ci/update-page", page], &[("TESTS_END_WITH", "101")]);
    assert_eq!(failed.code, Some(1), "{}", failed.said);
    let missing = project.run(&[".ci/update-page", "no-such-file"]);
    assert_eq!(missing.code, Some(2), "{}", missing.said);
    assert!(
        project.left("problem.md").contains("    cp: "),
        "{}",
        missing.said
    );
    for args in [&[".ci/update-page"][..], &[".ci/update-page", "--what"]] {
        let ran = project.run(args);
        assert_eq!(
            (ran.code, ran.calls.as_str()),
            (Some(2), ""),
            "{}",
            ran.said
        );
    }
    project.must_be_clean();

    project.repository.write("CHANGELOG.md", "My own words");
    let dirty = project.run(&[".ci/update-page", page]);
    assert_eq!(
        (dirty.code, dirty.calls.as_str()),
        (Some(2), ""),
        "{}",
        dirty.said
    );
    assert_eq!(project.repository.text("CHANGELOG.md"), "My own words");
    assert_eq!(project.commit("HEAD"), before);
}

#[test]
fn there_is_one_pull_request_or_one_issue() {
    const NONE: (&str, &str) = ("OPEN_PULL_REQUEST", "");
    const OPEN: (&str, &str) = ("OPEN_PULL_REQUEST", "7");
    const ISSUE: (&str, &str) = ("OPEN_ISSUE", "3");
    let project = Project::new();
    let repository = &project.repository;
    let origin = tempfile::tempdir().unwrap();
    let origin = origin.path().to_str().unwrap();
    git(repository, &["clone", "--quiet", "--bare", ".", origin]);
    git(repository, &["remote", "add", "origin", origin]);
    let proposed = || {
        git(
            repository,
            &["ls-remote", "origin", "refs/heads/update-page"],
        )
    };
    let propose = |open: (&str, &str), expected: &str| {
        let ran = project.run_with(&[".ci/propose-page"], &[open]);
        assert_eq!(ran.code, Some(0), "{}", ran.said);
        let told = ran.calls.lines().filter(|call| !call.contains(" list "));
        assert_eq!(
            told.collect::<Vec<_>>().join("\n"),
            expected,
            "{}",
            ran.said
        );
    };
    let update = |row: &str| {
        git(repository, &["reset", "--quiet", "--hard", "origin/main"]);
        project
            .run(&[".ci/update-page", &project.page_with(row)])
            .code
    };
    git(repository, &["fetch", "--quiet", "origin"]);

    // A changed page, and the same again.
    assert_eq!(update("503009\tNew\tNew.\n"), Some(0));
    propose(
        NONE,
        "gh pr create --head update-page --title Take over Gigya's page: 1 added --body-file target/update-page/body.md",
    );
    let first = proposed();
    assert!(first.starts_with(project.commit("HEAD").trim()));
    assert_eq!(update("503009\tNew\tNew.\n"), Some(0));
    propose(OPEN, "");
    assert_eq!(proposed(), first);

    // It changes once more.
    assert_eq!(update("503009\tNewer\tNew.\n503010\tNew\tNew.\n"), Some(0));
    propose(
        OPEN,
        "gh pr edit 7 --title Take over Gigya's page: 2 added --body-file target/update-page/body.md",
    );
    assert!(proposed().starts_with(project.commit("HEAD").trim()));

    // What people add to a pull request is not overwritten.
    repository.write("CHANGELOG.md", "My own words");
    git(
        repository,
        &["commit", "--quiet", "--all", "--message=My own words"],
    );
    git(
        repository,
        &["push", "--quiet", "origin", "HEAD:update-page"],
    );
    let own = proposed();
    assert_eq!(update("503009\tNewest\tNew.\n"), Some(0));
    propose(OPEN, "");
    assert_eq!(proposed(), own);

    // A page that cannot be used, twice, and one that can.
    assert_eq!(update("504001\tTwice\tTwice.\n"), Some(2));
    propose(
        NONE,
        "gh issue create --title Gigya's page cannot be taken over --body-file target/update-page/problem.md",
    );
    propose(
        ISSUE,
        "gh issue edit 3 --body-file target/update-page/problem.md",
    );
    assert_eq!(update(""), Some(0));
    propose(
        ISSUE,
        "gh issue close 3 --comment The page can be used again.",
    );
    propose(NONE, "");
}

#[test]
fn a_release_with_too_small_a_bump_is_noticed() {
    let project = Project::new();
    let repository = &project.repository;
    let page = repository.text(codegen::PAGE);
    let ledger = repository.text(codegen::LEDGER);
    let put = |page: &str, ledger: &str, version: &str| {
        repository.write(codegen::PAGE, page);
        repository.write(codegen::LEDGER, ledger);
        repository.write("Cargo.toml", &MANIFEST.replace("0.1.0", version));
    };
    let commit = |message: &str| {
        git(
            repository,
            &[
                "commit",
                "--quiet",
                "--all",
                "--allow-empty",
                "--message",
                message,
            ],
        )
    };
    let reworded = replaced(&page, "\tGone\t", "\tGone for good\t");
    let longer = fs::read_to_string(project.page_with("503009\tNew\tNew.\n")).unwrap();
    let renamed = replaced(&ledger, "\"GONE\"", "\"GONE_FOR_GOOD\"");

    for (released, patch, minor, major) in [
        ("0.1.0", "0.1.1", "0.1.1", "0.2.0"),
        ("0.9.9", "0.9.10", "0.9.10", "0.10.0"),
        ("1.9.9", "1.9.10", "1.10.0", "2.0.0"),
    ] {
        put(&page, &ledger, released);
        commit(released);
        git(repository, &["tag", &format!("v{released}")]);
        assert_eq!(project.run(&[".ci/version"]).code, Some(0));
        for (page, ledger, needed) in [
            (&reworded, &ledger, patch),
            (&longer, &ledger, minor),
            (&page, &renamed, major),
        ] {
            for (version, code) in [(released, 1), (needed, 0), ("2.0.1", 0)] {
                put(page, ledger, version);
                let ran = project.run(&[".ci/version"]);
                assert_eq!(ran.code, Some(code), "{released}, {version}: {}", ran.said);
            }
        }
    }

    // What is committed after the release counts as well.
    put(&reworded, &ledger, "1.9.9");
    commit("Gone for good");
    assert_eq!(project.run(&[".ci/version"]).code, Some(1));
    let ran = project.run(&[".ci/version", "--write"]);
    assert_eq!(ran.code, Some(0), "{}", ran.said);
    assert_eq!(
        repository.text("Cargo.toml"),
        MANIFEST.replace("0.1.0", "1.9.10")
    );
    assert!(
        repository
            .text("Cargo.lock")
            .contains("version = \"1.9.10\"")
    );
}
