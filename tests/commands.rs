//! `cargo xtask` as people use it: a gallery of commands, what they print and what they write.

use std::fs::{self, File};
use std::process::Stdio;
use std::time::SystemTime;

use crate::cli::{Ran, Workspace, one_more};
use crate::fixture::{FROZEN_LEDGER, FROZEN_PAGE, LEDGER, PAGE, cases, compare_gallery, patched};
use crate::repository::git;

const COMMANDS: &str = include_str!("pages/commands.txt");

#[test]
fn gallery() {
    let mut gallery = String::new();
    for (title, lines) in cases(COMMANDS) {
        gallery.push_str(&format!("=== {title}\n"));
        let workspace = workspace();
        let mut patch = String::new();
        for line in lines.lines() {
            gallery.push_str(&format!("{line}\n"));
            let Some(command) = line.strip_prefix("$ ") else {
                patch.push_str(&format!("{line}\n"));
                continue;
            };
            if !patch.is_empty() {
                edit(&workspace, &patch);
                patch.clear();
            }
            gallery.push_str(&result(&workspace, command));
        }
        gallery.push('\n');
    }
    compare_gallery("commands", &gallery);
}

fn workspace() -> Workspace {
    let workspace = Workspace::new(PAGE, LEDGER);
    fs::create_dir(workspace.path("pages")).unwrap();
    workspace.write("pages/new.md", &one_more());
    workspace.write("pages/real.md", FROZEN_PAGE);
    workspace.write("pages/real.toml", FROZEN_LEDGER);
    workspace
}

fn edit(workspace: &Workspace, patch: &str) {
    let files = [codegen::PAGE, codegen::LEDGER];
    let edited = patched(files.map(|file| workspace.text(file)), patch);
    for (file, text) in files.iter().zip(edited) {
        workspace.write(file, &text);
    }
}

/// What a command prints, how it ends, and which files it writes.
fn result(workspace: &Workspace, command: &str) -> String {
    let words: Vec<&str> = command.split(' ').collect();
    match words[..] {
        ["cp", from, to] => workspace.write(to, &workspace.text(from)),
        ["rm", file] => fs::remove_file(workspace.path(file)).unwrap(),
        ["cat", file] => return without_commits(workspace, &workspace.text(file)),
        ["git", ref args @ ..] => return git(workspace, args),
        ["xtask", ref args @ .., "<", input] => {
            let input = File::open(workspace.path(input)).unwrap();
            return result_of_xtask(workspace, args, input.into());
        }
        ["xtask", ref args @ ..] => return result_of_xtask(workspace, args, Stdio::null()),
        _ => panic!("there is no command {command}"),
    }
    String::new()
}

fn result_of_xtask(workspace: &Workspace, args: &[&str], input: Stdio) -> String {
    let before = files_and_times(workspace);
    let ran = Ran::new(&workspace.xtask(args).stdin(input).output().unwrap());
    let errors = ran.err.lines().map(|line| format!("! {line}\n"));
    let mut result = ran.out.clone() + &errors.collect::<String>();
    if ran.code != 0 {
        result.push_str(&format!("[exit code {}]\n", ran.code));
    }
    for file in files_and_times(workspace) {
        if !before.contains(&file) {
            result.push_str(&format!("[writes {}]\n", file.0));
        }
    }
    without_commits(workspace, &result)
}

/// Every file that `xtask` writes or leaves behind, and when it was written.
fn files_and_times(workspace: &Workspace) -> Vec<(String, SystemTime)> {
    let files = workspace.files().into_iter();
    let with_time = |(file, _): (String, String)| {
        let metadata = fs::metadata(workspace.path(&file)).unwrap();
        (file, metadata.modified().unwrap())
    };
    files.map(with_time).collect()
}

/// `text` without the names of commits: they follow from all that is in them.
fn without_commits(workspace: &Workspace, text: &str) -> String {
    if !workspace.path(".git").exists() {
        return text.to_owned();
    }
    let commits = git(workspace, &["log", "--format=%H"]);
    commits.lines().fold(text.to_owned(), |text, commit| {
        text.replace(commit, "COMMIT")
    })
}
