//! `cargo xtask` as people run it: in a workspace, as a process.

use std::fs;
use std::path::Path;

use tempfile::NamedTempFile;

use crate::support::fixtures::{LEDGER, PAGE, REAL_LEDGER, REAL_PAGE, REMEDIES, replaced};
use crate::support::workspace::{Ran, Workspace, git, repository_of};

const GENERATED: &str = codegen::GENERATED;

/// [`PAGE`] with one more code.
pub(crate) fn one_more() -> String {
    let row = "403043\tLogin identifier exists\tIt does.\n403042\t";
    replaced(PAGE, "403042\t", row)
}

#[test]
fn the_real_page_gives_the_committed_crate() {
    let workspace = Workspace::new(REAL_PAGE, REAL_LEDGER);
    // A warning that is not accepted is for the gate to find.
    workspace.run(&["regen"]);
    for path in [GENERATED, codegen::LEDGER] {
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
        let is_same = workspace.text(path) == fs::read_to_string(committed).unwrap();
        assert!(is_same, "{path} is stale: run `cargo xtask regen`");
    }
}

#[test]
fn only_files_are_read_and_only_if_they_are_not_too_large() {
    let workspace = Workspace::generated(PAGE, LEDGER);
    let files = workspace.files();
    let page = |path: &str| workspace.run(&["regen", "--page", path]);
    // A device has no end.
    let devices: &[&str] = if cfg!(unix) { &["/dev/zero"] } else { &[] };
    for path in [&["spec"], devices].concat() {
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

#[test]
fn a_file_that_cannot_be_written_is_not_and_nor_is_any_other() {
    #[cfg(unix)]
    let elsewhere = NamedTempFile::new().unwrap();
    for (spoil, why) in [
        (
            &(|path: &Path| {
                fs::write(path, "mine\n").unwrap();
                let mut permissions = fs::metadata(path).unwrap().permissions();
                permissions.set_readonly(true);
                fs::set_permissions(path, permissions).unwrap();
            }) as &dyn Fn(&Path),
            "cannot write {}: it is read-only",
        ),
        // On Windows, a link needs a privilege.
        #[cfg(unix)]
        (
            &|path| std::os::unix::fs::symlink(elsewhere.path(), path).unwrap(),
            "cannot write {}: it is not a plain file",
        ),
        (
            &|path| fs::create_dir(path).unwrap(),
            "cannot read {}: it is not a file",
        ),
    ] {
        let workspace = Workspace::new(PAGE, REMEDIES);
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
    use crate::support::fixtures::{FROZEN_LEDGER, FROZEN_PAGE};

    let workspace = Workspace::generated(FROZEN_PAGE, FROZEN_LEDGER);
    workspace.write(
        codegen::PAGE,
        &replaced(FROZEN_PAGE, "\tGone\t", "\tGone for good\t"),
    );
    let files = workspace.files();
    // A limit on the size of files is as good as a disk without room, and easier to come by.
    let mut limited = std::process::Command::new("sh");
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
fn a_left_over_temporary_file_is_harmless() {
    let workspace = repository_of(PAGE, LEDGER);
    let files = workspace.files();
    for path in [codegen::LEDGER, GENERATED] {
        let (directory, name) = path.rsplit_once('/').unwrap();
        workspace.write(&format!("{directory}/.regen-{name}"), "half of a fi");
    }
    let copy = workspace.path("new-page");
    fs::write(&copy, replaced(PAGE, "Invalid", "Wrong")).unwrap();
    let regen = workspace.run(&["regen", "--page", "new-page"]);
    assert_eq!(regen.code, 0, "{}", regen.err);
    fs::remove_file(copy).unwrap();
    let names = |files: &[(String, String)]| -> Vec<String> {
        files.iter().map(|(name, _)| name.clone()).collect()
    };
    assert_eq!(names(&workspace.files()), names(&files));
    assert_eq!(workspace.run(&["regen", "--check"]).code, 0);
}

#[test]
fn line_ends_of_windows_become_those_of_git() {
    let workspace = repository_of(PAGE, LEDGER);
    git(&workspace, &["tag", "v0.1.0"]);
    workspace.write(codegen::PAGE, &replaced(PAGE, "Invalid", "Wrong"));
    assert_eq!(workspace.run(&["regen"]).code, 0);
    let files = workspace.files();
    for (path, text) in &files {
        workspace.write(path, &text.replace('\n', "\r\n"));
    }
    let regen = workspace.run(&["regen"]);
    assert_eq!(regen.code, 0, "{}", regen.err);
    assert_eq!(workspace.files(), files);
}

#[test]
fn a_shallow_clone_is_told_what_to_fetch() {
    let origin = repository_of(PAGE, LEDGER);
    git(
        &origin,
        &["commit", "--quiet", "--allow-empty", "--message=x"],
    );
    // Git ignores the depth of a clone by path unless it is told that the path is not local.
    let clone = ["clone", "--quiet", "--depth=1", "--no-local", ".", "clone"];
    git(&origin, &clone);
    for args in [&["regen"][..], &["regen", "--check"], &["version"]] {
        let mut xtask = origin.xtask(args);
        let ran = Ran::new(&xtask.current_dir(origin.path("clone")).output().unwrap());
        assert_eq!(ran.code, 2, "{}", ran.out);
        assert!(
            ran.err.contains("`git fetch --unshallow --tags`"),
            "{}",
            ran.err
        );
    }
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
    let workspace = Workspace::new(PAGE, REMEDIES);
    let outside = tempfile::tempdir().unwrap();
    let run = |directory: &Path| {
        let mut regen = workspace.xtask(&["regen"]);
        Ran::new(&regen.current_dir(directory).output().unwrap())
    };
    let ran = run(outside.path());
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.ends_with(" or a directory above it\n"),
        "{}",
        ran.err
    );
    assert_eq!(workspace.text(codegen::LEDGER), REMEDIES);
    assert_eq!(run(&workspace.path("gigya-codes/src")).code, 0);
    assert!(workspace.text(codegen::LEDGER).contains("INVALID_LOGIN_ID"));
}
