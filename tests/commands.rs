//! `cargo xtask` as people use it: galleries of commands, what they print and what they write.

use std::fs;
use std::time::SystemTime;

use crate::support::fixtures::{FROZEN_LEDGER, FROZEN_PAGE, LEDGER, PAGE, replaced};
use crate::support::gallery::{Case, check_gallery, patched};
use crate::support::portal::Portal;
use crate::support::workspace::{Ran, Workspace};

#[test]
fn gallery() {
    check_gallery("commands", transcript);
}

#[test]
fn gallery_of_fetches() {
    check_gallery("fetches", transcript);
}

#[cfg(unix)]
#[test]
fn gallery_of_unix() {
    check_gallery("unix", transcript);
}

fn transcript(case: &Case) -> String {
    let portal = Portal::new(PAGE);
    let workspace = workspace();
    let mut transcript = String::new();
    let mut patch = String::new();
    for line in case.input.lines() {
        transcript.push_str(&format!("{line}\n"));
        let line = line.replace("http://portal", &portal.origin);
        if let Some(command) = line.strip_prefix("$ ") {
            if !patch.is_empty() {
                edit(&workspace, &patch);
                patch.clear();
            }
            transcript.push_str(&result(&workspace, command));
        } else if let Some(words) = line.strip_prefix("portal ") {
            transcript.push_str(&instruct(&portal, &workspace, words));
        } else {
            patch.push_str(&format!("{line}\n"));
        }
    }
    transcript
        .replace(&portal.origin, "http://portal")
        .replace('\u{1b}', "␛")
        + "\n"
}

fn workspace() -> Workspace {
    let workspace = Workspace::new(PAGE, LEDGER);
    let row = "403043\tLogin identifier exists\tIt does.\n403042\t";
    fs::create_dir(workspace.path("pages")).unwrap();
    workspace.write("pages/new.md", &replaced(PAGE, "403042\t", row));
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

/// Changes what the portal answers, or returns what it was asked.
fn instruct(portal: &Portal, workspace: &Workspace, words: &str) -> String {
    match words.splitn(3, ' ').collect::<Vec<_>>()[..] {
        ["publishes", file] => portal.publish(&workspace.text(file)),
        ["breaks", "off", times] => portal.break_off(times.parse().unwrap()),
        ["asked"] => return portal.asked(),
        [status, path] => portal.answer(path, status.parse().unwrap(), ""),
        [status, path, text] => {
            let file = fs::read_to_string(workspace.path(text));
            let text = file.unwrap_or_else(|_| text.to_owned());
            portal.answer(path, status.parse().unwrap(), &text);
        }
        _ => panic!("the portal cannot do this: {words}"),
    }
    String::new()
}

/// What a command prints, how it ends, and which files it writes.
fn result(workspace: &Workspace, command: &str) -> String {
    let before = files(workspace);
    let ran = Ran::new(&workspace.script(command).output().unwrap());
    let errors = ran.err.lines().map(|line| format!("! {line}\n"));
    let mut result = ran.out.clone() + &errors.collect::<String>();
    if ran.code != 0 {
        result.push_str(&format!("[exit code {}]\n", ran.code));
    }
    for file in files(workspace) {
        if command.contains("xtask") && !before.contains(&file) {
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
