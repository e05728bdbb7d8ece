//! What people see when an input is wrong: the place, the problem, the way out.

use crate::fixture::{LEDGER, PAGE, findings, read, render, replaced};

/// The diagnostics of a page and a ledger that cannot be read.
#[track_caller]
fn refused(page: &str, ledger: &str) -> String {
    render(
        &read(page, ledger).expect_err("the input is wrong"),
        page,
        ledger,
    )
}

/// The diagnostics of [`PAGE`] with `from` replaced.
#[track_caller]
fn page(from: &str, to: &str) -> String {
    refused(&replaced(PAGE, from, to), LEDGER)
}

/// The diagnostics of [`LEDGER`] with `from` replaced.
#[track_caller]
fn ledger(from: &str, to: &str) -> String {
    refused(PAGE, &replaced(LEDGER, from, to))
}

macro_rules! snapshots {
    ($($name:ident: $text:expr,)*) => {
        $(
            #[test]
            fn $name() {
                insta::assert_snapshot!($text);
            }
        )*
    };
}

const ROW: &str = "403042\tInvalid loginID\tWhen <code>accounts.login</code> fails.";

const LAST: &str = "403042 = { name = \"INVALID_LOGIN_ID\", message = \"Invalid loginID\" }\n";

snapshots! {
    empty_file: refused("", LEDGER),
    no_section: page("## Error Code Definitions Table", "## Another Table"),
    no_table: page(&PAGE[PAGE.find("errorCode\t").unwrap()..PAGE.find("## Add").unwrap()], ""),
    no_rows: page(&PAGE[PAGE.find("0\t\t").unwrap()..PAGE.find("## Add").unwrap()], ""),
    header_changed: page("errorCode\terrorMessage\tDescription", "errorCode\tReason\tDescription"),
    column_missing: page("errorCode\terrorMessage\tDescription", "errorCode\tDescription"),
    header_missing: page("errorCode\terrorMessage\tDescription\n", ""),
    header_is_a_sentence: page("errorCode\terrorMessage\tDescription\n", "These are the codes.\n"),
    too_few_cells: page("Invalid loginID\tWhen", "Invalid loginID When"),
    too_many_cells: page("Invalid loginID\tWhen", "Invalid\tloginID\tWhen"),
    code_is_a_word: page("403042\t", "4O3042\t"),
    code_is_negative: page("403042\t", "-403042\t"),
    code_is_too_big: page("403042\t", "4030421\t"),
    code_has_separators: page("403042\t", "403,042\t"),
    code_has_other_digits: page("403042\t", "٤٠٣٠٤٢\t"),
    code_has_a_leading_zero: page("403042\t", "0403042\t"),
    code_is_missing: page("403042\t", "\t"),
    duplicate_code: page("403042\t", "200001\t"),
    message_is_missing: page("Invalid loginID", ""),
    message_is_white_space: page("Invalid loginID", "&nbsp;"),
    message_has_markup: page("Invalid loginID", "Invalid <b>loginID</b>"),
    wrapped_row: page("When <code>", "When\n<code>"),
    cut_in_a_row: page(&format!("{ROW}\n\n## Additional Information\n\nMore.\n"), "403042\tInvalid lo"),
    cut_between_rows: page("\n## Additional Information\n\nMore.\n", ""),
    heading_in_the_table: page(ROW, &format!("### More codes\n\n{ROW}")),
    hash_before_a_row: page(ROW, &format!("# {ROW}")),
    dashes_below_a_row: page(ROW, &format!("{ROW}\n---")),
    tabs_turned_into_spaces: page(ROW, &ROW.replace('\t', "    ")),
    message_of_nothing: page("Invalid loginID", "<b></b>"),
    text_between_items_as_an_entity: page("User <b>canceled</b>.", "<ul>&lt;<li>two</li></ul>"),
    entity_without_an_end: page("User <b>", "User &#8238 <b>"),
    odd_attribute: page("User <b>canceled</b>.", "User <b a\"><script>alert(1)</script>\">canceled</b>."),
    odd_element_name: page("User <b>canceled</b>.", "User <b.c>canceled</b.c>."),
    message_in_another_script: page(ROW, &format!("{ROW}\n403999\tGröße ungültig\tB.")),
    cut_in_a_tag: page("</code> fails.", "</co"),
    unclosed_element: page("</code>", ""),
    unopened_element: page("<code>", ""),
    crossed_elements: page("User <b>canceled</b>.", "User <b>can<i>cel</b>ed</i>."),
    unknown_element: page("User <b>canceled</b>.", "User <blink>canceled</blink>."),
    misplaced_element: page("User <b>canceled</b>.", "User <b><p>canceled</p></b>."),
    text_between_items: page("User <b>canceled</b>.", "<ul>one<li>two</li></ul>"),
    elements_in_the_wrong_place: page(
        "User <b>canceled</b>.",
        "<code><b>x</b></code> <a href=\"#\"><a href=\"#\">y</a></a> <ul><b>z</b></ul>"
    ),
    element_in_a_code: page("403042\t", "<q>403042\t"),
    text_between_rows: page(
        "User <b>canceled</b>.",
        "<table>one<tr>two<td>three</td></tr></table>"
    ),
    comment: page("User <b>canceled</b>.", "User <!-- or not --> canceled."),
    unknown_entity: page("User <b>", "User &nosuch; <b>"),
    link_to_a_script: page("User <b>canceled</b>", "<a href=\"java&#115;cript:alert(1)\">User</a>"),
    invisible_character: page("User <b>", "User\u{202e} <b>"),
    escape_sequence: page("User <b>", "User \u{1b}[31m <b>"),
    nul_byte: page("User <b>", "User\0 <b>"),
    name_collision_on_the_page: page(ROW, &format!("{ROW}\n403998\tSame name\tA.\n403999\tSame-name\tB.")),
    name_collision_with_the_ledger: page(ROW, &format!("{ROW}\n403999\tInvalid login ID\tB.")),
    message_gives_no_name: page(ROW, &format!("{ROW}\n403999\t😀\tB.")),
    class_rule_changed: page("20000x codes indicate a response", "2000xx codes indicate a response"),
    class_rule_gone: page("0 indicates success while 20000x codes indicate a response; all other codes indicate an error.\n", ""),
    several_at_once: page(ROW, "x\tA\tB\n403042\tInvalid loginID\t<q>\n403042\t\tC\ny"),
    ledger_is_no_toml: ledger("[codes]", "[codes"),
    ledger_of_something_else: refused(PAGE, "[package]\nname = \"x\"\n"),
    ledger_code_is_no_number: ledger("403042 =", "abc ="),
    ledger_field_misspelt: ledger("message = \"Invalid", "mesage = \"Invalid"),
    ledger_name_is_no_identifier: ledger("INVALID_LOGIN_ID", "Invalid-Login"),
    ledger_name_twice: ledger("INVALID_LOGIN_ID", "OPERATION_CANCELED"),
    ledger_code_twice: ledger("403042 =", "200001 ="),
    ledger_code_without_evidence: refused(PAGE, &format!("{LEDGER}500032 = {{ name = \"LOAD_FAILED\" }}\n")),
    ledger_exception_not_needed: refused(PAGE, &format!("{LEDGER}[class]\n403042 = {{ is = \"error\", why = \"x\" }}\n")),
    ledger_about_no_code: refused(PAGE, &format!("{LEDGER}[remedy]\n1 = {{ do = \"retry\", why = \"x\" }}\n")),
    ledger_code_too_big: ledger("403042 =", "1048576 ="),
    ledger_code_spelt_otherwise: ledger("403042 =", "0403042 ="),
    ledger_text_on_two_lines: refused(PAGE, &format!("{LEDGER}[remedy]\n0 = {{ do = \"nothing-to-do\", why = \"a\\n\\n    b\" }}\n")),
    ledger_message_is_white_space: ledger("\"Invalid loginID\"", "\" \""),
    ledger_code_on_several_lines: ledger("403042 = { name", "403042 = { # odd\n  name"),
    ledger_code_is_a_table: ledger(LAST, "[codes.403042]\nname = \"INVALID_LOGIN_ID\"\n"),
    ledger_seen_nowhere: refused(PAGE, &format!("{LEDGER}500032 = {{ name = \"LOAD_FAILED\", seen = [] }}\n")),
    ledger_accepts_an_unknown_finding: refused(PAGE, &format!("{LEDGER}[[accepted]]\nfinding = \"nonsense\"\ncodes = 5\nwhy = \"\"\n")),
    ledger_seen_in_a_blank: refused(PAGE, &format!("{LEDGER}500032 = {{ name = \"LOAD_FAILED\", seen = [\"\"] }}\n")),
    ledger_unknown_remedy: refused(PAGE, &format!("{LEDGER}[remedy]\n0 = {{ do = \"pray\", why = \"x\" }}\n")),
    ledger_without_a_reason: refused(PAGE, &format!("{LEDGER}[remedy]\n0 = {{ do = \"nothing-to-do\" }}\n")),
}

#[test]
fn findings_are_shown_until_they_are_accepted() {
    let line = "Unable to render {include} It is not there.";
    let page = replaced(PAGE, "## Additional", &format!("{line}\n\n## Additional"));
    let reading = read(&page, LEDGER).unwrap();
    insta::assert_snapshot!(render(&findings(&reading), &page, LEDGER));

    let accepted = format!(
        "{LEDGER}\n[[accepted]]\nfinding = \"beside-the-table\"\ntext = \"{line}\"\nwhy = \"x\"\n"
    );
    assert!(findings(&read(&page, &accepted).unwrap()).is_empty());
}

#[test]
fn an_acceptance_that_matches_nothing_is_a_finding() {
    let ledger = format!(
        "{LEDGER}\n[[accepted]]\nfinding = \"beside-the-table\"\ntext = \"x\"\nwhy = \"y\"\n"
    );
    let reading = read(PAGE, &ledger).unwrap();
    insta::assert_snapshot!(render(&findings(&reading), PAGE, &ledger));
}

#[test]
fn the_rest_is_counted() {
    let rows: String = (0..60).map(|n| format!("x{n}\tA\tB\n")).collect();
    let text = page(&format!("{ROW}\n"), &rows);
    assert_eq!(text.matches("is not a code").count(), 50);
    assert!(text.ends_with("... and 10 more\n\n"), "{text}");
}

#[test]
fn nothing_that_a_terminal_acts_on_is_shown() {
    let text = page(ROW, "\u{1b}[2J\u{202e}\tA\tB\u{7}<\u{9b}x>");
    assert!(
        !text.contains(|c: char| c.is_control() && c != '\n'),
        "{text:?}"
    );
    assert!(!text.contains('\u{202e}'));
}
