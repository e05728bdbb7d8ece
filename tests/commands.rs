//! `cargo xtask` as people use it: a gallery of commands, what they print and what they write.

use std::fs::{self, File};
use std::process::Stdio;
use std::time::SystemTime;

use crate::cli::one_more;
use crate::support::fixtures::{FROZEN_LEDGER, FROZEN_PAGE, LEDGER, PAGE};
use crate::support::gallery::{check_gallery, patched};
use crate::support::workspace::{Ran, Workspace, git};

#[test]
fn gallery() {
    check_gallery("commands", |case| {
        let mut results = String::new();
        let workspace = workspace();
        let mut patch = String::new();
        for line in case.input.lines() {
            results.push_str(&format!("{line}\n"));
            let Some(command) = line.strip_prefix("$ ") else {
                patch.push_str(&format!("{line}\n"));
                continue;
            };
            if !patch.is_empty() {
                edit(&workspace, &patch);
                patch.clear();
            }
            results.push_str(&result(&workspace, command));
        }
        results + "\n"
    });
}

fn workspace() -> Workspace {
    let workspace = Workspace::new(PAGE, LEDGER);
    fs::create_dir(workspace.path("pages")).unwrap();
    workspace.write("pages/new.md", &one_more());
    workspace.write("pages/real.md", FROZEN_PAGE);
    workspace.write("pages/real.toml", FROZEN_LEDGER);
    workspace.write("pages/Cargo.toml", "version = \"0.1.0\"\n");
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
        ["xtask", ref args @ .., "<", input] => {
            let input = File::open(workspace.path(input)).unwrap();
            result_of_xtask(workspace, args, input.into())
        }
        ["xtask", ref args @ ..] => result_of_xtask(workspace, args, Stdio::null()),
        ["git", ref args @ ..] => git(workspace, args),
        ["cat", file] => workspace.text(file),
        ["cp", from, to] => {
            workspace.write(to, &workspace.text(from));
            String::new()
        }
        ["rm", file] => {
            fs::remove_file(workspace.path(file)).unwrap();
            String::new()
        }
        _ => panic!("there is no command {command}"),
    }
}

fn result_of_xtask(workspace: &Workspace, args: &[&str], input: Stdio) -> String {
    let before = files(workspace);
    let ran = Ran::new(&workspace.xtask(args).stdin(input).output().unwrap());
    let errors = ran.err.lines().map(|line| format!("! {line}\n"));
    let mut result = ran.out.clone() + &errors.collect::<String>();
    if ran.code != 0 {
        result.push_str(&format!("[exit code {}]\n", ran.code));
    }
    for file in files(workspace) {
        if !before.contains(&file) {
            let (name, ..) = file;
            result.push_str(&format!("[writes {name}]\n"));
        }
    }
    result
}

/// Every file that `xtask` writes or leaves behind, with its text, and when it was written.
fn files(workspace: &Workspace) -> Vec<(String, String, SystemTime)> {
    let with_time = |(name, text): (String, String)| {
        let metadata = fs::metadata(workspace.path(&name)).unwrap();
        (name, text, metadata.modified().unwrap())
    };
    workspace.files().into_iter().map(with_time).collect()
}
