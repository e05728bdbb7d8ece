//! `cargo xtask` as people run it: in a workspace, as a process.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::NamedTempFile;

use crate::support::fixtures::{
    FROZEN_LEDGER, FROZEN_PAGE, LEDGER, PAGE, REAL_LEDGER, REAL_PAGE, replaced,
};
use crate::support::workspace::{Ran, Workspace, repository_of};

const GENERATED: &str = codegen::GENERATED;

/// [`PAGE`] with one more code.
pub(crate) fn one_more() -> String {
    let row = "403043\tLogin identifier exists\tIt does.\n403042\t";
    replaced(PAGE, "403042\t", row)
}

#[test]
fn the_real_page_gives_the_committed_crate() {
    let workspace = Workspace::new(REAL_PAGE, REAL_LEDGER);
    // A finding that is not accepted is for `lint` to mind.
    workspace.run(&["regen"]);
    for path in [GENERATED, codegen::LEDGER] {
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
        let is_same = workspace.text(path) == fs::read_to_string(committed).unwrap();
        assert!(is_same, "{path} is stale: run `cargo xtask regen`");
    }
}

#[cfg(unix)]
#[test]
fn only_files_are_read_and_only_if_they_are_not_too_large() {
    let workspace = Workspace::generated(PAGE, LEDGER);
    let files = workspace.files();
    let page = |path: &str| workspace.run(&["regen", "--page", path]);
    // A device has no end.
    for path in ["/dev/zero", "spec"] {
        page(path).must_refuse(&format!(
            "cannot read {path}: it is not a file; nothing was changed"
        ));
    }
    let large = NamedTempFile::new().unwrap();
    // It takes no room on the disk, but would in memory.
    large.as_file().set_len(200 << 20).unwrap();
    let path = large.path().to_str().unwrap();
    page(path).must_refuse(&format!(
        "cannot read {path}: it has more than 64 MiB; nothing was changed"
    ));
    assert_eq!(workspace.files(), files);
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_is_not_and_nor_is_any_other() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let elsewhere = NamedTempFile::new().unwrap();
    for (spoil, why) in [
        (
            &(|path: &Path| {
                fs::write(path, "mine\n").unwrap();
                fs::set_permissions(path, fs::Permissions::from_mode(0o444)).unwrap();
            }) as &dyn Fn(&Path),
            "cannot write {}: it is read-only",
        ),
        (
            &|path| symlink(elsewhere.path(), path).unwrap(),
            "cannot write {}: it is not a plain file",
        ),
        (
            &|path| fs::create_dir(path).unwrap(),
            "cannot read {}: it is not a file",
        ),
    ] {
        let workspace = Workspace::new(PAGE, "");
        spoil(&workspace.path(GENERATED));
        let files = workspace.files();
        let why = why.replace("{}", GENERATED);
        workspace
            .run(&["regen"])
            .must_refuse(&format!("{why}; nothing was changed"));
        assert_eq!(workspace.files(), files);
    }
}

#[cfg(unix)]
#[test]
fn a_full_disk_changes_nothing_and_a_full_output_does_not_hide_what_changed() {
    let workspace = Workspace::generated(FROZEN_PAGE, FROZEN_LEDGER);
    workspace.write(
        codegen::PAGE,
        &replaced(FROZEN_PAGE, "\tGone\t", "\tGone for good\t"),
    );
    let files = workspace.files();
    // A limit on the size of files is as good as a disk without room, and easier to come by.
    let mut limited = Command::new("sh");
    let script = "trap '' XFSZ; ulimit -f 16; exec \"$0\" regen";
    limited.args(["-c", script, env!("CARGO_BIN_EXE_xtask-under-test")]);
    let ran = Ran::new(&limited.current_dir(workspace.path("")).output().unwrap());
    assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
    assert!(ran.err.ends_with("; nothing was changed\n"), "{}", ran.err);
    assert_eq!(workspace.files(), files);

    if Path::new("/dev/full").exists() {
        let full = || {
            fs::OpenOptions::new()
                .write(true)
                .open("/dev/full")
                .unwrap()
        };
        for end in ["; the files were written\n", "; nothing was changed\n"] {
            let mut regen = workspace.xtask(&["regen"]);
            let ran = Ran::new(&regen.stdout(full()).output().unwrap());
            assert!(ran.code == 2 && ran.err.ends_with(end), "{}", ran.err);
        }
        assert_eq!(workspace.run(&["regen", "--check"]).code, 0);
    }
}

#[test]
fn killed_before_any_step_it_leaves_what_the_next_run_completes() {
    let page = NamedTempFile::new().unwrap();
    fs::write(page.path(), one_more()).unwrap();
    let regen = [
        "regen",
        "--changelog",
        "--page",
        page.path().to_str().unwrap(),
    ];
    let old = repository_of(PAGE, LEDGER).files();
    let finished = repository_of(PAGE, LEDGER);
    assert_eq!(finished.run(&regen).code, 0);
    let new = finished.files();
    assert!(
        old.iter()
            .zip(&new)
            .all(|(old, new)| old.0 == new.0 && old.1 != new.1)
    );

    let is_killed = |workspace: &Workspace, args: &[&str], step: usize| {
        let ran = workspace.run_with(args, &[("KILL_BEFORE_STEP", &step.to_string())]);
        assert!([0, 137].contains(&ran.code), "{}", ran.err);
        ran.code == 137
    };
    for step in 1.. {
        let workspace = repository_of(PAGE, LEDGER);
        if !is_killed(&workspace, &regen, step) {
            assert_eq!(step, 13, "four files are created, written and renamed");
            break;
        }
        // Plain `regen` goes on, and is killed itself, until it comes to its end.
        for next in 1.. {
            if !is_killed(&workspace, &["regen"], next) {
                break;
            }
        }
        let is_new = workspace.text(codegen::PAGE) == one_more();
        let files = workspace.files();
        let ([changelog, files @ ..], [old_changelog, old @ ..], [_, new_files @ ..]) =
            (&files[..], &old[..], &new[..])
        else {
            panic!("{files:?}");
        };
        assert_eq!(files, if is_new { new_files } else { old });
        assert_eq!(changelog, old_changelog, "it is written last");
        assert_eq!(workspace.run(&regen).code, 0);
        assert_eq!(workspace.files(), new);
    }
}

#[test]
fn a_second_run_waits_for_the_first() {
    let workspace = Workspace::new(PAGE, "");
    let first = fs::File::open(workspace.path("")).unwrap();
    if first.try_lock().is_err() {
        return; // This system does not lock directories.
    }
    let mut second = workspace.xtask(&["regen"]);
    second.stdout(Stdio::null()).stderr(Stdio::piped());
    let mut second = second.spawn().unwrap();
    let mut said = [0; 7];
    std::io::Read::read_exact(second.stderr.as_mut().unwrap(), &mut said).unwrap();
    assert_eq!(said, *b"waiting");
    assert_eq!(workspace.text(codegen::LEDGER), "");
    drop(first);
    assert!(second.wait().unwrap().success());
    assert_eq!(workspace.text(codegen::LEDGER), LEDGER);
}

#[test]
fn colours_are_for_terminals() {
    let workspace = Workspace::generated(PAGE, LEDGER);
    let coloured = |env: &[(&str, &str)]| {
        let ran = workspace.run_with(&["explain", "0"], env);
        ran.out.contains('\u{1b}')
    };
    assert!(!coloured(&[]), "a pipe is no terminal");
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn the_workspace_is_the_one_around_the_current_directory() {
    let workspace = Workspace::new(PAGE, "");
    let outside = tempfile::tempdir().unwrap();
    let run = |directory: &Path| {
        let mut regen = workspace.xtask(&["regen"]);
        Ran::new(&regen.current_dir(directory).output().unwrap())
    };
    let ran = run(outside.path());
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.ends_with(" above it has spec/ledger.toml\n"),
        "{}",
        ran.err
    );
    assert_eq!(workspace.text(codegen::LEDGER), "");
    assert_eq!(run(&workspace.path("gigya-codes/src")).code, 0);
    assert_eq!(workspace.text(codegen::LEDGER), LEDGER);
}
