//! `cargo xtask` as people run it: in a workspace, as a process.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::fixture::{
    FROZEN_LEDGER, FROZEN_PAGE, LEDGER, PAGE, REAL_LEDGER, REAL_PAGE, replaced, thorough,
};

const GENERATED: &str = codegen::GENERATED;

/// A workspace with just the files that `xtask` knows.
pub(crate) struct Workspace(TempDir);

impl Workspace {
    pub(crate) fn new(page: &str, ledger: &str) -> Self {
        let workspace = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(workspace.path("spec")).unwrap();
        fs::create_dir_all(workspace.path("gigya-codes/src")).unwrap();
        workspace.write(codegen::PAGE, page);
        workspace.write(codegen::LEDGER, ledger);
        workspace
    }

    /// One in which `regen` has run.
    pub(crate) fn generated(page: &str, ledger: &str) -> Self {
        let workspace = Self::new(page, ledger);
        assert_eq!(workspace.run(&["regen"]).code, 0);
        workspace
    }

    pub(crate) fn path(&self, path: &str) -> std::path::PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap();
    }

    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.run_in(self.0.path(), args, &[])
    }

    pub(crate) fn run_in(&self, directory: &Path, args: &[&str], env: &[(&str, &str)]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask-under-test"))
            .current_dir(directory)
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .envs(env.iter().copied())
            .arg("--root")
            .arg(self.0.path())
            .args(args)
            .output()
            .unwrap();
        Ran::new(&output)
    }

    /// Every file with its text, to see that nothing has changed.
    fn files(&self) -> Vec<(String, String)> {
        let mut files = Vec::new();
        for directory in ["spec", "gigya-codes/src"] {
            for entry in fs::read_dir(self.path(directory)).unwrap() {
                let path = entry.unwrap().path();
                let text = fs::read_to_string(&path).unwrap_or_default();
                files.push((path.display().to_string(), text));
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
    fn new(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout.clone()).unwrap(),
            err: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }
}

#[test]
fn regen_from_nothing_then_nothing_to_do() {
    let workspace = Workspace::new(PAGE, "");
    let first = workspace.run(&["regen"]);
    assert_eq!((first.code, first.err.as_str()), (0, ""));
    insta::assert_snapshot!(first.out, @"
    3 codes; +3 new
      created   gigya-codes/src/generated.rs
      updated   spec/ledger.toml
    ");
    assert_eq!(workspace.text(codegen::LEDGER), LEDGER);

    let files = workspace.files();
    let modified = || {
        fs::metadata(workspace.path(GENERATED))
            .unwrap()
            .modified()
            .unwrap()
    };
    let before = modified();
    let second = workspace.run(&["regen"]);
    assert_eq!(
        (second.code, second.out.as_str()),
        (0, "3 codes; nothing to do\n")
    );
    assert_eq!(workspace.files(), files);
    assert_eq!(modified(), before, "an unchanged file is not touched");
}

#[test]
fn the_real_page_gives_the_committed_crate() {
    let workspace = Workspace::new(REAL_PAGE, REAL_LEDGER);
    // A finding that is not accepted is for `lint` to mind.
    workspace.run(&["regen"]);
    for path in [GENERATED, codegen::LEDGER] {
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
        let committed = fs::read_to_string(committed).unwrap();
        assert!(
            workspace.text(path) == committed,
            "{path} is stale: run `cargo xtask regen`"
        );
    }
}

#[test]
fn a_deleted_file_comes_back() {
    let workspace = Workspace::generated(PAGE, LEDGER);
    let files = workspace.files();
    fs::remove_file(workspace.path(GENERATED)).unwrap();
    assert_eq!(workspace.run(&["regen"]).code, 0);
    assert_eq!(workspace.files(), files);
}

#[test]
fn a_new_page_in_words() {
    let workspace = Workspace::generated(PAGE, LEDGER);
    let page = replaced(PAGE, "Operation canceled", "Operation cancelled");
    let page = replaced(
        &page,
        "403042\t",
        "403043\tLogin identifier exists\tIt does.\n403042\t",
    );
    workspace.write(codegen::PAGE, &page);
    insta::assert_snapshot!(workspace.run(&["regen"]).out, @"
    4 codes; +1 new, 1 reworded
      updated   gigya-codes/src/generated.rs
      updated   spec/ledger.toml
    ");
    assert_eq!(workspace.run(&["regen", "--check"]).code, 0);
}

#[test]
fn check_shows_every_difference_and_changes_nothing() {
    let workspace = Workspace::generated(PAGE, LEDGER);
    let page = replaced(
        PAGE,
        "403042\t",
        "403043\tLogin identifier exists\tIt does.\n403042\t",
    );
    workspace.write(codegen::PAGE, &page);
    fs::rename(
        workspace.path(GENERATED),
        workspace.path("gigya-codes/src/old.rs"),
    )
    .unwrap();
    let files = workspace.files();

    let check = workspace.run(&["regen", "--check"]);
    assert_eq!(check.code, 1);
    for line in [
        "missing gigya-codes/src/generated.rs",
        "orphaned gigya-codes/src/old.rs",
        "stale spec/ledger.toml",
        "+403043 = { name = \"LOGIN_IDENTIFIER_EXISTS\", message = \"Login identifier exists\" }",
        "run `cargo xtask regen` and commit the result",
    ] {
        assert!(
            check.out.lines().any(|shown| shown == line),
            "{line}\n{}",
            check.out
        );
    }
    let dry_run = workspace.run(&["regen", "--dry-run"]);
    assert_eq!(dry_run.code, 0);
    assert!(check.out.starts_with(&dry_run.out), "the same picture");
    assert_eq!(workspace.files(), files);

    assert_eq!(workspace.run(&["regen"]).code, 0);
    assert!(!workspace.path("gigya-codes/src/old.rs").exists());
    assert_eq!(workspace.run(&["regen", "--check"]).code, 0);
}

#[test]
fn check_fails_on_a_finding() {
    let page = replaced(
        PAGE,
        "## Additional",
        "Unable to render {include}\n\n## Additional",
    );
    let workspace = Workspace::new(&page, LEDGER);
    assert_eq!(workspace.run(&["regen"]).code, 1);
    let check = workspace.run(&["regen", "--check"]);
    assert_eq!(
        (check.code, check.out.as_str()),
        (1, "3 codes; nothing to do; 1 finding\n")
    );
    assert!(check.err.contains("beside-the-table"), "{}", check.err);
}

#[test]
fn a_broken_page_is_refused_and_nothing_changes() {
    let workspace = Workspace::generated(PAGE, LEDGER);
    workspace.write(codegen::PAGE, &replaced(PAGE, "403042\t", "4O3042\t"));
    let files = workspace.files();
    for args in [
        &["regen"][..],
        &["regen", "--check"],
        &["export", "--format", "json"],
    ] {
        let ran = workspace.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(
            ran.err.contains("spec/response-codes.md:13:1"),
            "{}",
            ran.err
        );
        assert!(
            ran.err.ends_with("error: 1 problem; nothing was changed\n"),
            "{}",
            ran.err
        );
    }
    assert_eq!(workspace.files(), files);
}

#[test]
fn a_page_that_is_not_text_is_refused() {
    let workspace = Workspace::generated(PAGE, LEDGER);
    fs::write(workspace.path(codegen::PAGE), b"# Response\n\nCodes \xff").unwrap();
    let ran = workspace.run(&["regen"]);
    assert_eq!(ran.code, 2);
    insta::assert_snapshot!(ran.err, @"
    error[encoding]: byte 18 (0xff) is not UTF-8
     --> spec/response-codes.md:3:7
      |
    3 | Codes �
      |       ^ here
      |
      = help: save the file as UTF-8, or as UTF-16 with a byte order mark

    error: 1 problem; nothing was changed
    ");
    fs::write(workspace.path(codegen::PAGE), "\0#\0 \0R").unwrap();
    let ran = workspace.run(&["regen"]);
    assert_eq!(ran.code, 2);
    insta::assert_snapshot!(ran.err, @"
    error[encoding]: byte 0 is NUL
     --> spec/response-codes.md:1:1
      |
    1 | ␀#␀ ␀R
      | ^ here
      |
      = help: save the file as UTF-8, or as UTF-16 with a byte order mark

    error: 1 problem; nothing was changed
    ");
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let workspace = Workspace::generated(PAGE, LEDGER);
    let files = workspace.files();
    let page = tempfile::NamedTempFile::new().unwrap();
    // It takes no room on the disk, but would in memory.
    page.as_file().set_len(200 << 20).unwrap();
    let page = page.path().to_str().unwrap();
    let ran = workspace.run(&["regen", "--page", page]);
    assert_eq!(
        (ran.code, ran.err),
        (
            2,
            format!(
                "error: cannot read {page}: it has more than 64 MiB, which no page or ledger has; \
                 nothing was changed\n"
            )
        )
    );
    // Such a file says that it is empty.
    if cfg!(unix) {
        let ran = workspace.run(&["regen", "--page", "/dev/zero"]);
        assert!(ran.err.contains("more than 64 MiB"), "{}", ran.err);
    }
    assert_eq!(workspace.files(), files);
}

#[test]
fn a_missing_page_is_refused() {
    let workspace = Workspace::generated(PAGE, LEDGER);
    fs::remove_file(workspace.path(codegen::PAGE)).unwrap();
    let ran = workspace.run(&["regen"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err
            .starts_with("error: cannot read spec/response-codes.md: "),
        "{}",
        ran.err
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_written_is_not_and_nor_is_any_other() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let workspace = Workspace::new(PAGE, "");
    workspace.write(GENERATED, "mine\n");
    fs::set_permissions(workspace.path(GENERATED), fs::Permissions::from_mode(0o444)).unwrap();
    let files = workspace.files();
    let ran = workspace.run(&["regen"]);
    assert_eq!(ran.code, 2);
    assert_eq!(
        ran.err,
        format!("error: {GENERATED} is read-only; nothing was changed\n")
    );
    assert_eq!(workspace.files(), files);

    let elsewhere = tempfile::NamedTempFile::new().unwrap();
    fs::remove_file(workspace.path(GENERATED)).unwrap();
    symlink(elsewhere.path(), workspace.path(GENERATED)).unwrap();
    let ran = workspace.run(&["regen"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("is a symbolic link"), "{}", ran.err);
    assert_eq!(fs::read_to_string(elsewhere.path()).unwrap(), "");
    assert_eq!(workspace.text(codegen::LEDGER), "");
}

#[test]
fn what_a_killed_run_left_is_cleared_away() {
    let workspace = Workspace::new(PAGE, LEDGER);
    workspace.write("gigya-codes/src/.regen-x1y2z3", "half a fi");
    workspace.run(&["regen"]);
    assert!(!workspace.path("gigya-codes/src/.regen-x1y2z3").exists());
}

#[test]
fn what_is_left_beside_the_change_log_is_cleared_away_too() {
    let workspace = Workspace::generated(PAGE, LEDGER);
    workspace.write(".regen-x1y2z3", "half a fi");
    fs::create_dir(workspace.path("spec/.regen-directory")).unwrap();
    assert_eq!(workspace.run(&["regen", "--check"]).code, 1);
    assert_eq!(workspace.run(&["regen"]).code, 0);
    assert!(!workspace.path(".regen-x1y2z3").exists());
    assert!(
        workspace.path("spec/.regen-directory").exists(),
        "no file of ours"
    );
}

#[test]
fn colours_are_for_terminals() {
    let workspace = Workspace::generated(PAGE, LEDGER);
    let coloured = |env: &[(&str, &str)]| {
        workspace
            .run_in(workspace.0.path(), &["explain", "0"], env)
            .out
            .contains('\u{1b}')
    };
    assert!(!coloured(&[]), "a pipe is no terminal");
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn explain_one_several_and_none() {
    let workspace = Workspace::generated(FROZEN_PAGE, FROZEN_LEDGER);
    insta::assert_snapshot!("explain_one", workspace.run(&["explain", "401030"]).out);
    insta::assert_snapshot!(
        "explain_several",
        workspace.run(&["explain", "captcha"]).out
    );
    let none = workspace.run(&["explain", "INVALD_LOGIN_ID"]);
    assert_eq!((none.code, none.out.as_str()), (1, ""));
    insta::assert_snapshot!("explain_none", none.err);
}

#[test]
fn it_works_from_any_directory() {
    let workspace = Workspace::generated(PAGE, LEDGER);
    let ran = workspace.run_in(
        &workspace.path("gigya-codes/src"),
        &["regen", "--check"],
        &[],
    );
    assert_eq!(ran.code, 0);
}

#[test]
fn wrong_usage_exits_with_2() {
    let workspace = Workspace::new(PAGE, LEDGER);
    for args in [
        &["regn"][..],
        &["regen", "--check", "--dry-run"],
        &["explain"],
        &[],
    ] {
        assert_eq!(workspace.run(args).code, 2, "{args:?}");
    }
}

#[test]
fn lint_fails_on_a_finding_that_is_not_accepted() {
    let workspace = Workspace::generated(FROZEN_PAGE, FROZEN_LEDGER);
    let lint = workspace.run(&["lint"]);
    assert_eq!(
        (lint.code, lint.out.lines().count()),
        (0, 1),
        "{}",
        lint.out
    );
    let all = workspace.run(&["lint", "--all"]);
    assert!(all.code == 0 && all.out.contains("note[family]: 599 is no known family"));

    workspace.write(
        codegen::PAGE,
        &replaced(FROZEN_PAGE, "\tGone\t", "\tGone \"for good\t"),
    );
    let lint = workspace.run(&["lint"]);
    assert_eq!(lint.code, 0, "a message may hold anything");
    workspace.write(
        codegen::PAGE,
        &replaced(FROZEN_PAGE, "no longer available.", "\"gone."),
    );
    let lint = workspace.run(&["lint"]);
    assert_eq!(lint.code, 1);
    assert!(lint.out.contains("note[unbalanced-quote]"), "{}", lint.out);
    assert!(
        workspace
            .run(&["lint", "--format", "markdown"])
            .out
            .contains("quotation mark")
    );
}

#[cfg(unix)]
#[test]
fn a_full_disk_changes_nothing() {
    let workspace = Workspace::generated(FROZEN_PAGE, FROZEN_LEDGER);
    workspace.write(
        codegen::PAGE,
        &replaced(FROZEN_PAGE, "\tGone\t", "\tGone for good\t"),
    );
    let files = workspace.files();
    // A limit on the size of files is as good as a disk without room, and easier to come by.
    let output = Command::new("sh")
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f 16; exec \"$0\" --root \"$1\" regen",
        ])
        .arg(env!("CARGO_BIN_EXE_xtask-under-test"))
        .arg(workspace.0.path())
        .output()
        .unwrap();
    let ran = Ran::new(&output);
    assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("nothing was changed"), "{}", ran.err);
    assert_eq!(workspace.files(), files);
}

#[test]
fn killed_at_any_moment_it_leaves_whole_files_and_the_next_run_goes_on() {
    let workspace = Workspace::generated(FROZEN_PAGE, FROZEN_LEDGER);
    let old = workspace.files();
    workspace.write(
        codegen::PAGE,
        &replaced(FROZEN_PAGE, "\tGone\t", "\tGone for good\t"),
    );
    workspace.run(&["regen"]);
    let new = workspace.files();
    let paths = [GENERATED, codegen::LEDGER];
    let texts = |files: &[(String, String)]| -> Vec<String> {
        let find = |path: &str| files.iter().find(|(name, _)| name.ends_with(path)).unwrap();
        paths.iter().map(|path| find(path).1.clone()).collect()
    };
    let (old_texts, new_texts) = (texts(&old), texts(&new));

    let (mut killed, mut finished) = (0, 0);
    let target = if thorough() { 200 } else { 20 };
    for round in 0..10 * target {
        if killed == target {
            break;
        }
        for (path, text) in paths.iter().zip(&old_texts) {
            workspace.write(path, text);
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_xtask-under-test"))
            .arg("--root")
            .arg(workspace.0.path())
            .arg("regen")
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        // From right after the start to after the end, whatever the machine.
        std::thread::sleep(std::time::Duration::from_micros(round % 25 * 5_000));
        if child.try_wait().unwrap().is_some() {
            finished += 1;
        } else {
            killed += 1;
        }
        let _ = child.kill();
        child.wait().unwrap();
        for ((path, old), new) in paths.iter().zip(&old_texts).zip(&new_texts) {
            let text = workspace.text(path);
            assert!(text == *old || text == *new, "{path} is torn");
        }
        let next = workspace.run(&["regen"]);
        assert_eq!(next.code, 0, "{}", next.err);
        assert_eq!(workspace.files(), new, "no leftovers, and all is new");
    }
    println!("{killed} killed, {finished} finished before");
    assert_eq!(killed, target, "it was killed in time often enough");
}
