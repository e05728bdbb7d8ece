//! What git and the file system are made to do: nothing else.

use std::fs;
use std::path::Path;

use crate::cli::Workspace;
use crate::fixture::{LEDGER, PAGE, replaced};
use crate::maintenance::{git, repository};

/// Every file below `directory` with what it holds.
fn files(directory: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            let text = fs::read(&path).unwrap_or_default();
            files.push((path.display().to_string(), text));
        }
    }
    files.sort();
    files
}

/// A workspace in which everything is to be written.
fn stale() -> Workspace {
    let workspace = Workspace::generated(PAGE, LEDGER);
    let page = replaced(PAGE, "403042\t", "403043\tNew\tNew.\n403042\t");
    workspace.write(codegen::PAGE, &page);
    workspace
}

/// A workspace in which files are to be removed.
fn littered() -> Workspace {
    let workspace = Workspace::generated(PAGE, LEDGER);
    let generated = workspace.text(codegen::GENERATED);
    workspace.write("gigya-codes/src/old.rs", &generated);
    workspace.write("gigya-codes/src/.regen-x", "");
    workspace.write("spec/.regen-x", "");
    workspace
}

#[cfg(unix)]
#[test]
fn nothing_is_written_or_removed_through_a_symbolic_link() {
    use std::os::unix::fs::symlink;

    let links = ["spec", "gigya-codes", "gigya-codes/src"];
    let workspaces = links.map(|link| [(link, stale()), (link, littered())]);
    for (link, workspace) in workspaces.into_iter().flatten() {
        let elsewhere = tempfile::tempdir().unwrap();
        let target = elsewhere.path().join("target");
        fs::rename(workspace.path(link), &target).unwrap();
        symlink(&target, workspace.path(link)).unwrap();
        let before = (files(elsewhere.path()), files(&workspace.path(".")));
        let ran = workspace.run(&["regen"]);
        assert_eq!(ran.code, 2, "{link}: {}", ran.out);
        assert!(
            ran.err
                .ends_with(" leads out of the workspace; nothing was changed\n"),
            "{}",
            ran.err
        );
        let after = (files(elsewhere.path()), files(&workspace.path(".")));
        assert!(before == after, "{link}");
    }
}

#[cfg(unix)]
#[test]
fn the_change_log_is_not_written_through_a_symbolic_link() {
    let workspace = repository();
    let elsewhere = tempfile::NamedTempFile::new().unwrap();
    let text = workspace.text("CHANGELOG.md");
    fs::write(elsewhere.path(), &text).unwrap();
    fs::remove_file(workspace.path("CHANGELOG.md")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), workspace.path("CHANGELOG.md")).unwrap();
    workspace.write(codegen::PAGE, crate::fixture::FROZEN_PAGE);
    let ran = workspace.run(&["regen", "--changelog"]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (
            2,
            "error: CHANGELOG.md is a symbolic link; it is not written through, and nothing was changed\n"
        )
    );
    assert_eq!(fs::read_to_string(elsewhere.path()).unwrap(), text);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_read() {
    for (path, args) in [
        (codegen::GENERATED, &["regen"][..]),
        (codegen::GENERATED, &["regen", "--check"]),
        ("CHANGELOG.md", &["regen", "--changelog"]),
    ] {
        let workspace = repository();
        let check = || {
            let ran = workspace.run(args);
            let refused = format!("error: {path} is no file; nothing was changed\n");
            assert_eq!((ran.code, ran.err), (2, refused));
            fs::remove_dir(workspace.path(path))
                .or_else(|_| fs::remove_file(workspace.path(path)))
                .unwrap();
        };
        fs::remove_file(workspace.path(path)).unwrap();
        fs::create_dir(workspace.path(path)).unwrap();
        check();
        std::os::unix::fs::symlink("/dev/zero", workspace.path(path)).unwrap();
        check();
        let made = std::process::Command::new("mkfifo")
            .arg(workspace.path(path))
            .status();
        assert!(made.unwrap().success());
        check();
    }
}

#[test]
fn a_great_file_beside_ours_is_not_read() {
    let workspace = Workspace::generated(PAGE, LEDGER);
    for path in ["core", "spec/core", "gigya-codes/src/core"] {
        let file = fs::File::create(workspace.path(path)).unwrap();
        // It takes no room on the disk, but would in memory.
        file.set_len(1 << 32).unwrap();
    }
    let start = std::time::Instant::now();
    assert_eq!(workspace.run(&["regen", "--check"]).code, 0);
    assert!(start.elapsed().as_secs() < 2, "{:?}", start.elapsed());
}

#[test]
fn a_name_that_looks_like_an_option_is_none() {
    let workspace = repository();
    let before = files(&workspace.path("."));
    for args in [
        &["diff", "--page", "-x"][..],
        &["diff", "--page=-x"],
        &["diff", "--page", "."],
        &["diff", "--page", ""],
        &["diff", "--page", "../../no/such"],
        &["diff", "-x"],
        &["explain", "--output=x"],
        &["regen", "-x"],
        &["regen", "x"],
    ] {
        let ran = workspace.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.starts_with("error: "), "{args:?}: {}", ran.err);
    }
    assert!(files(&workspace.path(".")) == before);
}

#[test]
fn a_root_that_is_no_workspace_is_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("file"), "").unwrap();
    for root in [
        "", "-x", "--help", "no/such", "file", "file/..", ".", "a\nb",
    ] {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_xtask-under-test"))
            .current_dir(directory.path())
            .arg(format!("--root={root}"))
            .arg("regen")
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{root}");
        assert_eq!(output.stdout, b"", "{root}");
    }
    assert_eq!(files(directory.path()).len(), 1);
}

#[test]
fn revisions_make_git_do_nothing_else() {
    let workspace = repository();
    let before = files(&workspace.path("."));
    for revision in [
        "--output=x",
        "--exec=touch x",
        "--git-dir=/",
        "--upload-pack=touch x",
        "-",
        "--",
        "--all",
        "-c core.pager=x",
        "^HEAD",
        "HEAD^@",
        "HEAD --output=x",
        "HEAD\n",
        "HEAD\nHEAD",
        "HEAD^{tree}",
        "HEAD:spec/ledger.toml",
        ":spec/ledger.toml",
        ":/no such message",
        "HEAD^{/no such message}",
        "HEAD^{/(((((}",
        "@{-1}",
        "@{u}",
        "$(touch x)",
        "`touch x`",
        "; touch x",
        "| touch x",
        "../../etc/passwd",
        "/etc/passwd",
        "ext::touch x",
    ] {
        for range in [
            revision,
            &format!("HEAD..{revision}"),
            &format!("{revision}..HEAD"),
        ] {
            let ran = workspace.run(&["diff", "--", range]);
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{range}");
            assert!(
                ran.err.starts_with("error: git knows no revision ")
                    || ran.err.starts_with("error: a range has two dots"),
                "{range}: {}",
                ran.err
            );
        }
    }
    assert!(files(&workspace.path(".")) == before);
}

/// What is read of a repository does not depend on what its owner, or the user, has set up.
#[test]
fn reading_a_revision_runs_nothing_and_reads_no_other_repository() {
    let workspace = repository();
    workspace.write(codegen::PAGE, crate::fixture::FROZEN_PAGE);
    let expected = workspace.run(&["diff"]).out;
    let touch = format!("touch '{}'", workspace.path("ran").display());
    workspace.write(".gitattributes", "* diff=x filter=x merge=x\n");
    for name in [
        "core.pager",
        "core.fsmonitor",
        "core.editor",
        "core.sshCommand",
    ] {
        git(&workspace, &["config", name, &touch]);
    }
    for name in [
        "diff.external",
        "diff.x.command",
        "diff.x.textconv",
        "pager.cat-file",
    ] {
        git(&workspace, &["config", name, &touch]);
    }
    for name in [
        "filter.x.smudge",
        "filter.x.clean",
        "filter.x.process",
        "gpg.program",
    ] {
        git(&workspace, &["config", name, &touch]);
    }
    for name in ["alias.rev-parse", "alias.cat-file"] {
        git(&workspace, &["config", name, &format!("!{touch}")]);
    }
    let elsewhere = Workspace::generated(PAGE, LEDGER);
    git(&elsewhere, &["init", "--quiet", "--initial-branch=main"]);
    git(&elsewhere, &["add", "--all"]);
    git(&elsewhere, &["commit", "--quiet", "--message=x"]);
    let path = |workspace: &Workspace, path| workspace.path(path).display().to_string();
    let (dir, tree) = (path(&elsewhere, ".git"), path(&elsewhere, "."));
    let objects = path(&elsewhere, ".git/objects");
    for env in [
        &[][..],
        &[("GIT_DIR", dir.as_str())],
        &[("GIT_DIR", "/nowhere"), ("GIT_WORK_TREE", "/nowhere")],
        &[("GIT_WORK_TREE", &tree)],
        &[("GIT_COMMON_DIR", &dir)],
        &[("GIT_OBJECT_DIRECTORY", &objects)],
        &[
            ("GIT_INDEX_FILE", "/nowhere"),
            ("GIT_NAMESPACE", "x"),
            ("GIT_PREFIX", "x/"),
        ],
        &[
            ("GIT_EXTERNAL_DIFF", &touch),
            ("GIT_PAGER", &touch),
            ("PAGER", &touch),
        ],
        &[("GIT_TRACE", "1"), ("GIT_TRACE_SETUP", "1")],
        &[("GIT_LITERAL_PATHSPECS", "1"), ("GIT_GLOB_PATHSPECS", "1")],
    ] {
        let ran = workspace.run_in(&workspace.path("spec"), &["diff"], env);
        assert_eq!((ran.err.as_str(), &ran.out), ("", &expected), "{env:?}");
    }
    assert!(!workspace.path("ran").exists());
}

#[cfg(unix)]
#[test]
fn two_runs_follow_each_other() {
    use std::io::{BufRead as _, BufReader};
    use std::process::{Command, Stdio};

    let workspace = stale();
    let regen = || {
        Command::new(env!("CARGO_BIN_EXE_xtask-under-test"))
            .arg("--root")
            .arg(workspace.path("."))
            .arg("regen")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let before = files(&workspace.path("."));
    let other = fs::File::open(workspace.path(".")).unwrap();
    other.lock().unwrap();
    let mut waiting = regen();
    let mut said = String::new();
    BufReader::new(waiting.stderr.as_mut().unwrap())
        .read_line(&mut said)
        .unwrap();
    assert_eq!(said, "waiting for another `cargo xtask regen`\n");
    assert!(files(&workspace.path(".")) == before);
    drop(other);
    assert!(waiting.wait().unwrap().success());
    assert_eq!(workspace.run(&["regen", "--check"]).code, 0);

    for _ in 0..10 {
        workspace.write(codegen::GENERATED, "stale");
        workspace.write(codegen::LEDGER, "");
        let runs = [(); 4].map(|()| regen());
        for mut run in runs {
            assert!(run.wait().unwrap().success());
        }
        assert_eq!(workspace.run(&["regen", "--check"]).code, 0);
    }
}
