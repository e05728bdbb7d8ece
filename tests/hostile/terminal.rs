//! Only text and our own colours reach a terminal.

use codegen::source::is_invisible;

use super::INPUTS;
use super::page::Hostile;
use crate::support::fixtures::{FROZEN_PAGE, LEDGER, PAGE, replaced};
use crate::support::workspace::Workspace;
use crate::support::workspace::{git, repository};

/// Clears the screen, sets the title, makes a link and returns to the start of the line; then invisible
/// characters.
fn hostile_text() -> String {
    let unseen = &INPUTS.unseen;
    format!("a\u{1b}[2J\u{1b}]0;x\u{7}\u{1b}]8;;http://x\u{1b}\\\u{9b}2J\u{8}\r\u{1b}(0{unseen}b")
}

/// `text` without our colours: `ESC [ digits m`.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
        match end.strip_prefix('m') {
            Some(rest) => plain.push_str(rest),
            None => plain.extend(["\u{1b}", part]),
        }
    }
    plain
}

/// Checks what each of the commands shows, with colours.
#[track_caller]
fn check(workspace: &Workspace, commands: &[&[&str]]) {
    for args in commands {
        let ran = workspace.run_with(args, &[("CLICOLOR_FORCE", "1")]);
        let shown = format!("{}{}", ran.out, ran.err);
        assert_ne!(shown, "", "{args:?}");
        let is_wrong = |c: &char| !matches!(c, '\n' | '\t') && is_invisible(*c);
        let wrong = without_colours(&shown).chars().find(is_wrong);
        assert_eq!(wrong, None, "{args:?}\n{shown:?}");
    }
}

const ALL: &[&[&str]] = &[
    &["regen", "--check"],
    &["diff"],
    &["diff", "--format", "markdown"],
    &["explain", "a"],
    &["explain", "HOSTILE_700001"],
    &["diff", "--format", "json"],
    &["regen"],
];

#[test]
fn errors_about_hostile_input_print_no_control_characters() {
    let text = hostile_text();
    let row = "403042\tInvalid loginID\tWhen <code>accounts.login</code> fails.";
    for page in [
        replaced(PAGE, row, &format!("{row}{text}")),
        replaced(PAGE, "Invalid", &text),
        replaced(PAGE, "403042", &text),
        PAGE.replace("code>", &format!("{text}>")),
        replaced(PAGE, "accounts", &format!("<a href='{text}:x'>&{text};")),
        replaced(
            PAGE,
            row,
            &format!("{row}\n\n{text} {{include}}\n\n| {text} |"),
        ),
        replaced(PAGE, "## Additional", &format!("## {text}")),
        replaced(PAGE, "errorCode", &text),
        replaced(PAGE, "20000x", &text),
    ] {
        check(&Workspace::new(&page, LEDGER), &[&["regen", "--check"]]);
    }
    for ledger in [
        LEDGER.replace("Invalid loginID", &text),
        LEDGER.replace("name =", &format!("{text} =")),
        format!("{LEDGER}\"{text}\" = {{ name = \"{text}\" }}\n"),
        format!("{LEDGER}[\"{text}\"]\nx = 1\n"),
        LEDGER.replace("\"x\"", &format!("\"{text}\"")),
    ] {
        check(&Workspace::new(PAGE, &ledger), &[&["regen"]]);
    }
}

#[test]
fn commands_on_a_hostile_page_print_no_control_characters() {
    let hostile = Hostile::new();
    let workspace = repository();
    workspace.write(codegen::PAGE, &hostile.page());
    workspace.write(codegen::LEDGER, &hostile.ledger());
    workspace.write(codegen::GENERATED, &hostile_text());
    check(&workspace, ALL);
    git(&workspace, &["commit", "--quiet", "--all", "--message=x"]);
    workspace.write(codegen::PAGE, FROZEN_PAGE);
    check(&workspace, &[&["diff"]]);
}
