//! Galleries: files of cases that people read from top to bottom.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use similar::{ChangeTag, TextDiff};

use super::fixtures::replaced;

/// A title, on a line after `=== `, and the lines below it.
pub(crate) struct Case {
    pub(crate) title: String,
    pub(crate) input: String,
}

/// The cases of a file.
pub(crate) fn cases(file: &str) -> Vec<Case> {
    let cases = file.split("\n=== ").skip(1).map(|case| {
        let (title, input) = case.split_once('\n').unwrap_or((case, ""));
        Case {
            title: title.to_owned(),
            input: input.trim_end_matches('\n').to_owned(),
        }
    });
    cases.collect()
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Runs every case of `cases/<name>.txt`, then panics with the titles of those that panicked. If the variable
/// `CASE` is set, it runs only the cases with that text in their title.
#[track_caller]
pub(crate) fn run_cases<T>(name: &str, run: impl Fn(&Case) -> T) -> Vec<(Case, T)> {
    let file = fs::read_to_string(path(&format!("cases/{name}.txt"))).unwrap();
    let wanted = std::env::var("CASE").unwrap_or_default();
    let (mut results, mut failed) = (Vec::new(), Vec::new());
    for case in cases(&file) {
        if !case.title.contains(&wanted) {
            continue;
        }
        match catch_unwind(AssertUnwindSafe(|| run(&case))) {
            Ok(result) => results.push((case, result)),
            Err(_) => failed.push(case.title),
        }
    }
    assert!(
        failed.is_empty(),
        "these cases of cases/{name}.txt fail: {failed:#?}"
    );
    results
}

/// Compares the result of every case of `cases/<name>.txt` with `snapshots/<name>.snap`.
#[track_caller]
pub(crate) fn check_gallery(name: &str, result: impl Fn(&Case) -> String) {
    let snapshot = path(&format!("snapshots/{name}.snap"));
    // Without one, all cases are new.
    let snapshot = fs::read_to_string(snapshot).unwrap_or_default();
    let stored: Vec<&str> = snapshot.split("\n=== ").map(str::trim_end).collect();
    let (mut gallery, mut differing) = (String::new(), Vec::new());
    for (case, result) in run_cases(name, result) {
        let section = format!("{}\n{result}", case.title);
        if !stored.contains(&section.trim_end()) {
            differing.push(case.title);
        }
        gallery.push_str(&format!("=== {section}"));
    }
    let agrees = if std::env::var_os("CASE").is_some() {
        println!("{gallery}");
        differing.is_empty()
    } else {
        catch_unwind(|| compare_snapshot(name, &gallery)).is_ok()
    };
    assert!(
        agrees,
        "these cases differ from snapshots/{name}.snap: {differing:#?}"
    );
}

/// Compares a text with `snapshots/<name>.snap`. All snapshots are written here, so their headers, which
/// name this file, never change.
#[track_caller]
pub(crate) fn compare_snapshot(name: &str, text: &str) {
    let settings = {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings
    };
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// The lines that differ, with their signs.
pub(crate) fn changed_lines(old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    diff.iter_all_changes()
        .filter(|change| change.tag() != ChangeTag::Equal)
        .map(|change| format!("{}{change}", change.tag()))
        .collect()
}

/// `text` with the character itself for each `{U+200B}`.
pub(crate) fn characters(text: &str) -> String {
    let mut parts = text.split("{U+");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (digits, rest) = part.split_once('}').unwrap();
        out.push(u32::from_str_radix(digits, 16).unwrap().try_into().unwrap());
        out.push_str(rest);
    }
    out
}

/// The page and the ledger with the hunks of `patch`, each of which fits one of them. A line with `-` is
/// removed, one with `+` is added, one with a space stays, and `@@` separates hunks.
#[track_caller]
pub(crate) fn patched(mut files: [String; 2], patch: &str) -> [String; 2] {
    for hunk in patch.split("@@\n") {
        let lines_without = |sign: char| -> String {
            let lines = hunk.lines().filter(|line| !line.starts_with(sign));
            lines.map(|line| characters(&line[1..]) + "\n").collect()
        };
        let (old, new) = (lines_without('+'), lines_without('-'));
        let file = files.iter_mut().find(|file| file.contains(&old));
        let file = file.unwrap_or_else(|| panic!("no file has these lines:\n{old}"));
        *file = replaced(file, &old, &new);
    }
    files
}
