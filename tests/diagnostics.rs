//! What people see when an input is wrong: the place, the problem, the way out. A gallery, the
//! damaged lines above their report.

use codegen::diagnostic::visible;
use codegen::{Loss, Source};
use similar::{ChangeTag, TextDiff};

use crate::fixture::{LEDGER, PAGE, findings, read, render, replaced};

const ROW: &str = "403042\tInvalid loginID\tWhen <code>accounts.login</code> fails.\n";
const CELL: &str = "User <b>canceled</b>.";
const HEADER: &str = "errorCode\terrorMessage\tDescription\n";
const RULE: &str = "0 indicates success while 20000x codes indicate a response; all other codes indicate an error.";
const ENTRY: &str = "403042 = { name = \"INVALID_LOGIN_ID\", message = \"Invalid loginID\" }\n";

/// A damage: its name, what stands in [`PAGE`], and what stands there instead.
#[rustfmt::skip]
const PAGES: &[(&str, &str, &str)] = &[
    ("empty file", PAGE, ""),
    ("no table", "errorCode\terrorMessage\tDescription\n0\t\tSuccess.\n200001\tOperation canceled\tUser <b>canceled</b>.\n\n403042\tInvalid loginID\tWhen <code>accounts.login</code> fails.\n", ""),
    ("no rows", "0\t\tSuccess.\n200001\tOperation canceled\tUser <b>canceled</b>.\n\n403042\tInvalid loginID\tWhen <code>accounts.login</code> fails.\n", ""),
    ("no heading", "## Error Code Definitions Table", "## Another Table"),
    ("header with another column", HEADER, "errorCode\tReason\tDescription\n"),
    ("header lacks a column", HEADER, "errorCode\tDescription\n"),
    ("header missing", HEADER, ""),
    ("header is a sentence", HEADER, "These are the codes.\n"),
    ("too few cells", "Invalid loginID\tWhen", "Invalid loginID When"),
    ("too many cells", "Invalid loginID\tWhen", "Invalid\tloginID\tWhen"),
    ("code is a word", "403042\t", "4O3042\t"),
    ("code is negative", "403042\t", "-403042\t"),
    ("code is too big", "403042\t", "4030421\t"),
    ("code has separators", "403042\t", "403,042\t"),
    ("code has other digits", "403042\t", "٤٠٣٠٤٢\t"),
    ("code has a leading zero", "403042\t", "0403042\t"),
    ("code is missing", "403042\t", "\t"),
    ("code stands twice", "403042\t", "200001\t"),
    ("message is missing", "Invalid loginID", ""),
    ("message is white space", "Invalid loginID", "&nbsp;"),
    ("message is a description", "Invalid loginID", "A text that goes on and on, a text that goes on and on, a text that goes on and on, a text that goes on and on, a text that goes on and on, a text that goes on and on, a text that goes on and on, a text that goes on and on, a text that goes on and on."),
    ("row is wrapped", "When <code>", "When\n<code>"),
    ("page is cut in a row", "\tWhen <code>accounts.login</code> fails.\n\n## Additional Information\n\nMore.\n", ""),
    ("page is cut between rows", "200001\tOperation canceled\tUser <b>canceled</b>.\n\n403042\tInvalid loginID\tWhen <code>accounts.login</code> fails.\n\n## Additional Information\n\nMore.\n", ""),
    ("descriptions are gone", "When <code>accounts.login</code> fails.", ""),
    ("heading in the table", ROW, "### More codes\n\n403042\tInvalid loginID\tNo.\n"),
    ("dashes below a row", ROW, "403042\tInvalid loginID\tNo.\n---\n"),
    ("tabs turned into spaces", ROW, "403042    Invalid loginID    No.\n"),
    ("message in another script", ROW, "403042\tInvalid loginID\tNo.\n403999\tGröße ungültig\tB.\n"),
    ("message gives no name", ROW, "403042\tInvalid loginID\tNo.\n403999\t😀\tB.\n"),
    ("two messages give the same name", ROW, "403042\tInvalid loginID\tNo.\n403998\tSame name\tA.\n403999\tSame-name\tB.\n"),
    ("message gives a name that is taken", ROW, "403042\tInvalid loginID\tNo.\n403999\tInvalid login ID\tB.\n"),
    ("page was pasted twice", "More.\n", "More.\n\n## Error Code Definitions Table\n\nerrorCode\terrorMessage\tDescription\n0\t\tSuccess.\n"),
    ("element with a meaning", CELL, "Users<sup>2</sup> <del>canceled</del>."),
    ("link to a script", CELL, "<a href=\"java&#115;cript:alert(1)\">User</a>"),
    ("nested without end", CELL, "<b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i>canceled"),
    ("invisible character", CELL, "User\u{202e} canceled."),
    ("escape sequence", CELL, "User \u{1b}[31m canceled."),
    ("invisible character as an entity", CELL, "User &#8238; canceled."),
    ("characters decoded wrongly", CELL, "User canâ€™t\u{fffd}."),
    ("class rule changed", "20000x codes indicate a response", "2000xx codes indicate a response"),
    ("class rule gone", RULE, ""),
    ("several at once", ROW, "x\tA\tB\n403042\tInvalid loginID\t<sup>q</sup>\n403042\t\tC\n"),
    ("words beside the table", "## Additional", "Unable to render {include} It is not there.\n\n## Additional"),
];

/// Damages of [`LEDGER`].
#[rustfmt::skip]
const LEDGERS: &[(&str, &str, &str)] = &[
    ("no TOML", "[codes]", "[codes"),
    ("something else", "[codes]", "[package]\nname = \"x\"\n[codes]"),
    ("code is no number", "403042 =", "abc ="),
    ("code is too big", "403042 =", "1048576 ="),
    ("code has a leading zero", "403042 =", "0403042 ="),
    ("code stands twice", "403042 =", "200001 ="),
    ("code is a table", ENTRY, "[codes.403042]\nname = \"INVALID_LOGIN_ID\"\n"),
    ("code on several lines", "403042 = { name", "403042 = { # odd\n  name"),
    ("field is misspelt", "message = \"Invalid", "mesage = \"Invalid"),
    ("name is no identifier", "INVALID_LOGIN_ID", "Invalid-Login"),
    ("name stands twice", "INVALID_LOGIN_ID", "OPERATION_CANCELED"),
    ("message is white space", "\"Invalid loginID\"", "\" \""),
    ("code without evidence", ENTRY, "403042 = { name = \"INVALID_LOGIN_ID\", message = \"Invalid loginID\" }\n500032 = { name = \"LOAD_FAILED\" }\n"),
    ("code seen nowhere", ENTRY, "403042 = { name = \"INVALID_LOGIN_ID\", message = \"Invalid loginID\" }\n500032 = { name = \"LOAD_FAILED\", seen = [] }\n"),
    ("code seen in a blank", ENTRY, "403042 = { name = \"INVALID_LOGIN_ID\", message = \"Invalid loginID\" }\n500032 = { name = \"LOAD_FAILED\", seen = [\"\"] }\n"),
    ("evidence for a code on the page", "message = \"Invalid loginID\" }", "message = \"Invalid loginID\", seen = [\"x\"] }"),
    ("exception that is not needed", "[codes]", "[class]\n403042 = { is = \"error\", why = \"x\" }\n\n[codes]"),
    ("decision about no code", "[codes]", "[remedy]\n1 = { do = \"retry\", why = \"x\" }\n\n[codes]"),
    ("unknown remedy", "[codes]", "[remedy]\n0 = { do = \"pray\", why = \"x\" }\n\n[codes]"),
    ("remedy without a reason", "[codes]", "[remedy]\n0 = { do = \"nothing-to-do\" }\n\n[codes]"),
    ("reason on two lines", "[codes]", "[remedy]\n0 = { do = \"nothing-to-do\", why = \"a\\n\\n    b\" }\n\n[codes]"),
    ("unknown finding", "[codes]", "[[accepted]]\nfinding = \"nonsense\"\ncodes = 5\nwhy = \"\"\n\n[codes]"),
    ("acceptance that matches nothing", "[codes]", "[[accepted]]\nfinding = \"beside-the-table\"\ntext = \"x\"\nwhy = \"y\"\n\n[codes]"),
];

#[test]
fn gallery() {
    let mut gallery = String::new();
    for (name, from, to) in PAGES {
        let page = replaced(PAGE, from, to);
        gallery.push_str(&section("page", name, PAGE, &page, &report(&page, LEDGER)));
    }
    for (name, from, to) in LEDGERS {
        let ledger = replaced(LEDGER, from, to);
        let report = report(PAGE, &ledger);
        gallery.push_str(&section("ledger", name, LEDGER, &ledger, &report));
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("diagnostics", gallery);
    });
}

/// A damage with its report: the lines that it takes out of the input, and those that it puts in.
fn section(file: &str, name: &str, before: &str, after: &str, report: &str) -> String {
    let mut section = format!("=== {file}: {name}\n");
    for change in TextDiff::from_lines(before, after).iter_all_changes() {
        let line = visible(change.value().trim_end_matches('\n'));
        match change.tag() {
            ChangeTag::Delete => section.push_str(&format!("- {line}\n")),
            ChangeTag::Insert => section.push_str(&format!("+ {line}\n")),
            ChangeTag::Equal => {}
        }
    }
    format!("{section}\n{report}")
}

/// What every command says about a page and a ledger.
fn report(page: &str, ledger: &str) -> String {
    let sources = [
        Source::new(codegen::PAGE, page),
        Source::new(codegen::LEDGER, ledger),
    ];
    match codegen::read(&sources[0], &sources[1], Loss::Refuse) {
        Ok(reading) => render(&findings(&reading), page, ledger),
        Err(errors) => render(&errors, page, ledger),
    }
}

#[test]
fn an_accepted_finding_is_not_shown() {
    let line = "Unable to render {include} It is not there.";
    let page = replaced(PAGE, "## Additional", &format!("{line}\n\n## Additional"));
    assert_eq!(findings(&read(&page, LEDGER).unwrap()).len(), 1);
    let accepted = format!(
        "{LEDGER}\n[[accepted]]\nfinding = \"beside-the-table\"\ntext = \"{line}\"\nwhy = \"x\"\n"
    );
    assert!(findings(&read(&page, &accepted).unwrap()).is_empty());
}

#[test]
fn the_rest_is_counted() {
    let rows: String = (0..60).map(|n| format!("x{n}\tA\tB\n")).collect();
    let text = report(&replaced(PAGE, ROW, &rows), LEDGER);
    assert_eq!(text.matches("is not a code").count(), 50);
    assert!(text.ends_with("... and 10 more\n\n"), "{text}");
}
