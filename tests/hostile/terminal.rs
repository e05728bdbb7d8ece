//! Only text and our own colours reach a terminal.

use codegen::source::is_invisible;

use super::INPUTS;
use super::page::Hostile;
use crate::fuzz::generator::{check_ledger, check_page};
use crate::support::fixtures::{FROZEN_PAGE, LEDGER, PAGE, replaced, thorough};
use crate::support::workspace::{Ran, Workspace, git, repository};

/// Clears the screen, sets the title, makes a link and returns to the start of the line; then invisible
/// characters.
fn hostile_text() -> String {
    let unseen = &INPUTS.unseen;
    format!("a\u{1b}[2J\u{1b}]0;x\u{7}\u{1b}]8;;http://x\u{1b}\\\u{9b}2J\u{8}\r\u{1b}(0{unseen}b")
}

/// Checks what a command shows, with colours.
#[track_caller]
fn check(workspace: &Workspace, command: &str) {
    // Takes the colours away: `ESC [ digits m`.
    let colours = "sed 's/\u{1b}\\[[0-9;]*m//g'";
    let script = format!("CLICOLOR_FORCE=1 xtask {command} 2>&1 | {colours}");
    let shown = Ran::new(&workspace.script(&script).output().unwrap()).out;
    assert_ne!(shown, "", "{command}");
    let is_wrong = |c: &char| !matches!(c, '\n' | '\t') && is_invisible(*c);
    let wrong = shown.chars().find(is_wrong);
    assert_eq!(wrong, None, "{command}\n{shown:?}");
}

#[test]
fn reports_about_hostile_text_in_any_place_hold_no_control_characters() {
    for (input, check) in [(PAGE, check_page as fn(&[u8])), (LEDGER, check_ledger)] {
        let places = (0..input.len()).step_by(if thorough() { 1 } else { 7 });
        for (start, end) in places.map(|at| input.split_at(at)) {
            check([start, &hostile_text(), end].concat().as_bytes());
        }
    }
}

#[test]
fn commands_on_a_hostile_page_print_no_control_characters() {
    let hostile = Hostile::new();
    let workspace = repository();
    workspace.write(codegen::PAGE, &hostile.page());
    workspace.write(codegen::LEDGER, &hostile.ledger());
    workspace.write(codegen::GENERATED, &hostile_text());
    for command in [
        "regen --check",
        "diff",
        "diff --format markdown",
        "explain a",
        "explain HOSTILE_700001",
        "diff --format json",
        "regen",
    ] {
        check(&workspace, command);
    }
    git(&workspace, &["commit", "--quiet", "--all", "--message=x"]);
    workspace.write(codegen::PAGE, FROZEN_PAGE);
    check(&workspace, "diff");
    let row = format!("{}\t{}\n403042\t", hostile_text(), hostile_text());
    workspace.write(codegen::PAGE, &replaced(PAGE, "403042\t", &row));
    check(&workspace, "regen");
}
