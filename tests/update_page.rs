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
use std::process::Command;

use tempfile::TempDir;
use tiny_http::{Response, Server, StatusCode};

use crate::support::fixtures::{FROZEN_PAGE, replaced};
use crate::support::workspace;
use crate::support::workspace::Workspace;

/// A repository with the page of the past, and the programs that `.ci` calls.
struct Project {
    repository: Workspace,
    programs: TempDir,
}

/// How a script ended, what it said, and how it called the stand-ins.
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
        for script in ["update-page", "version", "public-api", "propose-page"] {
            let script = format!(".ci/{script}");
            fs::copy(tests.join("..").join(&script), repository.path(&script)).unwrap();
        }
        repository.write(".gitignore", "/target\n.*.pending-snap\n");
        repository.write("Cargo.toml", MANIFEST);
        repository.write("Cargo.lock", "");
        repository.write("gigya-codes/Cargo.toml", PACKAGE);

        let programs = tempfile::tempdir().unwrap();
        for name in ["cargo", "rustup", "cargo-public-api", "gh"] {
            symlink(tests.join("stand_in.sh"), programs.path().join(name)).unwrap();
        }
        let project = Self {
            repository,
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
            .env("GIT_AUTHOR_NAME", "Robot")
            .env("GIT_AUTHOR_EMAIL", "robot@example.com")
            .env("GIT_COMMITTER_NAME", "Robot")
            .env("GIT_COMMITTER_EMAIL", "robot@example.com")
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

/// Serves pages on the loopback interface until the process ends; the address.
fn serve(pages: Vec<(&'static str, String)>) -> String {
    let server = Server::http("127.0.0.1:0").unwrap();
    let address = format!("http://{}", server.server_addr());
    std::thread::spawn(move || {
        for request in server.incoming_requests() {
            let page = pages.iter().find(|(name, _)| *name == request.url());
            // Whoever asked may be gone.
            let _ = match page {
                Some((_, page)) => request.respond(Response::from_string(page)),
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
        let _ = stream.read(&mut [0; 1024]);
        let (len, half) = (page.len(), &page[..page.len() / 2]);
        let _ = write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Length: {len}\r\n\r\n{half}"
        );
    });
    address
}

#[test]
fn a_page_becomes_one_commit_and_the_text_of_a_pull_request() {
    let project = Project::new();
    let is_early = |line: &&str| !line.starts_with(['4', '5']) || line.starts_with("4000");
    let address = serve(vec![
        ("/past", project.repository.text(codegen::PAGE)),
        ("/today", FROZEN_PAGE.to_owned()),
        ("/crlf", FROZEN_PAGE.replace('\n', "\r\n")),
        ("/broken", replaced(FROZEN_PAGE, "\n400002\t", "\n400001\t")),
        (
            "/half",
            FROZEN_PAGE.split_inclusive('\n').filter(is_early).collect(),
        ),
    ]);
    let at = |path: &str| format!("{address}{path}");
    let past = project.state();
    let ran = project.must_end(0, &[".ci/update-page", &at("/past")]);
    assert!(ran.said.contains("nothing to commit"), "{}", ran.said);
    assert_eq!(project.state(), past);

    let ran = project.must_end(0, &[".ci/update-page", &at("/today")]);
    assert_eq!(project.git("rev-parse HEAD~1"), past);
    assert_eq!(project.git("worktree list").lines().count(), 1);
    let calls = ran.calls;
    let commit = project.git("log -1 --name-status --format=%B");
    let title = project.left("title");
    let body = project.left("body.md");
    let (body, details) = body.split_once("### Findings\n").unwrap();
    insta::assert_snapshot!(
        "update_page",
        format!("== calls\n{calls}\n== commit\n{commit}\n== title\n{title}\n== body\n{body}")
    );
    for expected in [
        "    warning[class-contradiction]: code 206005 has a description",
        "    403051  IP_BLOCKED\n    Ip Blocked\n    \n    The IP address attempting",
    ] {
        assert!(details.contains(expected), "{details}");
    }

    let today = project.state();
    for (page, code, said) in [
        (at("/today"), 0, "nothing to commit"),
        (at("/broken"), 2, " --> page:"),
        (at("/half"), 2, "--accept-loss"),
        (serve_cut_short(FROZEN_PAGE), 2, "bytes remaining to read"),
        (at("/no-such-page"), 2, "variable PAGE_URL"),
    ] {
        let ran = project.must_end(code, &[".ci/update-page", &page]);
        assert!(ran.said.contains(said), "{page}: {}", ran.said);
        assert_eq!(project.state(), today);
        assert_eq!(project.git("worktree list").lines().count(), 1);
        if code != 0 {
            let problem = project.left("problem.md");
            assert!(problem.contains(said) && problem.contains(&format!("\n    {page}\n")));
        }
    }
    project.must_end(0, &[".ci/update-page", "--accept-loss", &at("/half")]);
    assert_eq!(project.git("rev-parse HEAD~1"), today);
}

#[test]
fn killed_at_any_step_it_is_run_again() {
    let project = Project::new();
    let past = project.state();
    let args = [".ci/update-page", &project.page_with(NEW)];
    for step in 1.. {
        let ran = project.run(&args, &[("KILL_AT", &step.to_string())]);
        if ran.code == Some(0) {
            assert!(step > 8, "it was killed at each of its steps");
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
fn the_text_fits_into_a_pull_request() {
    let project = Project::new();
    let words = "many words ".repeat(5);
    let new = (0..500).map(|n| format!("503{n:03}\tNew {n} of {words}\tNew.\n"));
    let page = project.page_with(&new.collect::<String>());
    project.must_end(0, &[".ci/update-page", &page]);
    let body = project.left("body.md");
    assert!(
        body.len() < 65_536 && body.ends_with("\n\n... and more\n"),
        "{body}"
    );
}

#[test]
fn no_word_of_the_page_is_run() {
    let project = Project::new();
    let page = project.page_with("503009\t$(touch run) `touch run` (1): ';touch run'\tNew.\n");
    let ran = project.must_end(0, &[".ci/update-page", &page]);
    let last = ran.calls.lines().last();
    assert_eq!(last, Some("cargo xtask explain 503009"));
    let files = project.git("ls-files") + &project.git("status --short");
    assert!(!files.lines().any(|file| file.ends_with("run")), "{files}");
}

#[test]
fn what_cannot_be_taken_over_changes_nothing() {
    let project = Project::new();
    let page = &project.page_with(NEW);
    let past = project.state();
    let env = ("TESTS_LEAVE", ".a_test.rs.pending-snap");
    let failed = project.run(&[".ci/update-page", page], &[env]);
    assert_eq!(failed.code, Some(1), "{}", failed.said);
    project.must_end(2, &[".ci/update-page", "no-such-file"]);
    assert!(project.left("problem.md").contains("\n    cp: "));
    project.must_end(2, &[".ci/update-page"]);
    project.must_end(2, &[".ci/update-page", "--what"]);
    assert_eq!(project.state(), past);

    project.repository.write("CHANGELOG.md", "My own words");
    let ran = project.must_end(2, &[".ci/update-page", page]);
    assert_eq!(ran.calls, "");
    assert_eq!(project.repository.text("CHANGELOG.md"), "My own words");
}

#[test]
fn what_the_gate_would_refuse_is_to_be_decided() {
    let project = Project::new();
    // The ledger accepts words that the page no longer has; others are new.
    let page = project.page_with(NEW);
    let text = replaced(
        &fs::read_to_string(&page).unwrap(),
        "\nUnable to render {include}",
        "\nUnable to show",
    );
    fs::write(&page, text).unwrap();
    let args = [".ci/update-page", &page];
    let ran = project.run(&args, &[("TESTS_FAIL", "a_test")]);
    assert_eq!(ran.code, Some(0), "{}", ran.said);
    let body = project.left("body.md");
    for expected in [
        "- [ ] Name and remedy of `NEW` (503009)\n- [ ] The findings below",
        "\n- [ ] The tests below that fail",
        "\n### Tests that fail\n\n    ---- a_test stdout ----\n",
        "\n    warning[unused-acceptance]: ",
        "--> spec/ledger.toml:",
        "= help: remove \"Unable to render",
        "= help: add `503009 = { do = ",
    ] {
        assert!(body.contains(expected), "{expected}: {body}");
    }

    // Those findings are still open, but the page is the same.
    let state = project.state();
    let ran = project.must_end(0, &args);
    assert!(ran.said.contains("nothing to commit"), "{}", ran.said);
    assert_eq!(project.state(), state);
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
    let update = |code: i32, row: &str| {
        project.git("reset --quiet --hard origin/main");
        project.must_end(code, &[".ci/update-page", &project.page_with(row)]);
    };
    let propose = |open: (&str, &str), expected: &str| {
        let ran = project.run(&[".ci/propose-page"], &[open]);
        assert_eq!(ran.code, Some(0), "{}", ran.said);
        let told: String = ran
            .calls
            .lines()
            .filter(|call| !call.contains(" list "))
            .collect();
        let told = told.split(" --body-file ").next();
        assert_eq!(told, Some(expected), "{}", ran.said);
    };
    let ran = project.must_end(2, &[".ci/propose-page"]);
    assert_eq!(ran.calls, "", "nothing is known about the page yet");
    let proposed = || project.git("ls-remote --quiet origin refs/heads/update-page");
    let here = || project.git("rev-parse HEAD").trim().to_owned() + "\trefs/heads/update-page\n";

    // A changed page, and the same again.
    update(0, NEW);
    propose(
        NONE,
        "gh pr create --head update-page --title Take over Gigya's page: 1 added",
    );
    let first = here();
    update(0, NEW);
    propose(OPEN, "");
    assert_eq!(proposed(), first);

    // It changes once more.
    update(0, &format!("{NEW}503010\tNewer\tNew.\n"));
    propose(OPEN, "gh pr edit 7 --title Take over Gigya's page: 2 added");
    assert_eq!(proposed(), here());

    // What people add to a pull request is not overwritten.
    project.repository.write("CHANGELOG.md", "My own words");
    project.git("commit --quiet --all --message=Words");
    project.git("push --quiet origin HEAD:update-page");
    let words = here();
    update(0, "503009\tNewest\tNew.\n");
    propose(OPEN, "");
    assert_eq!(proposed(), words);

    // A page that cannot be used, twice, and one that can.
    update(2, "504001\tTwice\tTwice.\n");
    propose(
        NONE,
        "gh issue create --title Gigya's page cannot be taken over",
    );
    propose(ISSUE, "gh issue edit 3");
    update(0, "");
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
    let reworded = replaced(&page, "\tGone\t", "\tGone for good\t");
    let longer = fs::read_to_string(project.page_with(NEW)).unwrap();
    let renamed = replaced(&ledger, "\"GONE\"", "\"GONE_FOR_GOOD\"");

    for (released, patch, minor, major) in [
        ("0.1.0", "0.1.1", "0.1.1", "0.2.0"),
        ("0.9.9", "0.9.10", "0.9.10", "0.10.0"),
        ("1.9.9", "1.9.10", "1.10.0", "2.0.0"),
    ] {
        put(&page, &ledger, released);
        project.git("commit --quiet --all --allow-empty --message=Release");
        project.git(&format!("tag v{released}"));
        project.must_end(0, &[".ci/version"]);
        for (page, ledger, needed) in [
            (&reworded, &ledger, patch),
            (&longer, &ledger, minor),
            (&page, &renamed, major),
        ] {
            for (version, code) in [(released, 1), (needed, 0), ("2.0.1", 0)] {
                put(page, ledger, version);
                project.must_end(code, &[".ci/version"]);
            }
        }
    }

    put(&page, &ledger, "1.9.9");
    let ran = project.must_end(0, &[".ci/version"]);
    let said = "no change since v1.9.9, which is 1.9.9: ";
    assert!(ran.said.starts_with(said), "{}", ran.said);

    // What is committed after the release counts as well.
    put(&reworded, &ledger, "1.9.9");
    project.git("commit --quiet --all --message=Reworded");
    project.must_end(1, &[".ci/version"]);
    project.must_end(0, &[".ci/version", "--write"]);
    let needed = "version = \"1.9.10\"";
    assert!(repository.text("Cargo.toml").contains(needed));
    assert!(repository.text("Cargo.lock").contains(needed));
}
