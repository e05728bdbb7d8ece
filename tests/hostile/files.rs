//! `xtask` makes git read what was committed, and nothing else.

use crate::support::fixtures::{FROZEN_PAGE, LEDGER, PAGE};
use crate::support::workspace::Workspace;
use crate::support::workspace::{git, repository};

#[test]
fn a_revision_is_never_taken_for_an_option() {
    let workspace = repository();
    for revision in [
        "",
        "no-such-branch",
        "HEAD:spec/ledger.toml",
        "--output=x",
        "HEAD --output=x",
        "HEAD\nHEAD",
        "HEAD^{/(((((}",
        "$(touch x)",
    ] {
        let ran = workspace.run(&["diff", "--", revision]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{revision}");
        assert!(ran.err.contains("git "), "{revision}: {}", ran.err);
    }
    assert_eq!(git(&workspace, &["status", "--short"]), "");
}

#[test]
fn errors_of_git_are_shown() {
    let workspace = Workspace::generated(PAGE, LEDGER);
    let ran = workspace.run(&["diff"]);
    let start = "error: git says: fatal: not a git repository";
    assert!(ran.code == 2 && ran.err.starts_with(start), "{}", ran.err);
    assert_eq!(workspace.run(&["regen"]).code, 0, "it needs no git");

    let env = [
        ("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1"),
        ("GIT_CONFIG_GLOBAL", ""),
        ("GIT_CONFIG_NOSYSTEM", "1"),
    ];
    let ran = repository().run_with(&["diff"], &env);
    assert!(ran.err.contains("dubious ownership"), "{}", ran.err);
    assert!(
        ran.err
            .contains("\n\tgit config --global --add safe.directory"),
        "{}",
        ran.err
    );
}

#[test]
fn reading_a_revision_ignores_the_configuration_of_git() {
    let workspace = repository();
    let page = git(&workspace, &["rev-parse", "HEAD:spec/response-codes.md"]);
    let ledger = git(&workspace, &["rev-parse", "HEAD:spec/ledger.toml"]);
    git(&workspace, &["replace", page.trim(), ledger.trim()]);
    workspace.write(codegen::PAGE, FROZEN_PAGE);
    workspace.write(".gitattributes", "* diff=x filter=x\n");
    let touch = format!("touch '{}'", workspace.path("ran").display());
    for name in [
        "alias.cat-file",
        "core.fsmonitor",
        "core.pager",
        "diff.external",
        "diff.x.textconv",
        "filter.x.smudge",
        "pager.cat-file",
    ] {
        git(&workspace, &["config", name, &touch]);
    }
    let env = [("GIT_EXTERNAL_DIFF", &*touch), ("GIT_PAGER", &touch)];
    let ran = workspace.run_with(&["diff"], &env);
    assert!(ran.out.ends_with("minor: 11 added\n"), "{}", ran.out);
    assert!(!workspace.path("ran").exists());
}
