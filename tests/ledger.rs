//! What a new page does to the ledger, and what it never does.

use codegen::ledger::Change;
use codegen::words::Provenance;

use crate::fixture::{LEDGER, PAGE, findings, must_read, replaced};

const ROW: &str = "403042\tInvalid loginID\tWhen <code>accounts.login</code> fails.\n";

#[test]
fn nothing_new_changes_nothing() {
    let reading = must_read(PAGE, LEDGER);
    assert_eq!(reading.ledger, LEDGER);
    assert!(reading.changes.is_empty());
}

#[test]
fn an_empty_ledger_is_filled() {
    assert_eq!(must_read(PAGE, "").ledger, LEDGER);
}

#[test]
fn a_new_code_gets_a_line_in_its_place() {
    let page = replaced(PAGE, ROW, &format!("{ROW}300001\tNew thing\tIt is new.\n"));
    let reading = must_read(&page, LEDGER);
    assert_eq!(
        reading.changes.into_iter().collect::<Vec<_>>(),
        [(300001, Change::Added)]
    );
    let line = "300001 = { name = \"NEW_THING\", message = \"New thing\" }\n403042";
    assert_eq!(reading.ledger, replaced(LEDGER, "403042", line));
}

#[test]
fn a_reworded_message_never_renames() {
    let page = replaced(PAGE, "Invalid loginID", "Wrong login or password");
    let reading = must_read(&page, LEDGER);
    assert_eq!(reading.changes[&403042], Change::Reworded);
    assert_eq!(
        reading.ledger,
        replaced(LEDGER, "Invalid loginID", "Wrong login or password")
    );
    assert_eq!(reading.catalog.codes[2].name, "INVALID_LOGIN_ID");
}

#[test]
fn a_vanished_code_is_kept_and_a_returned_one_restored() {
    let page = replaced(PAGE, ROW, "");
    let reading = must_read(&page, LEDGER);
    assert_eq!(reading.changes[&403042], Change::Retired);
    let code = &reading.catalog.codes[2];
    assert_eq!(code.provenance, Provenance::Retired);
    assert_eq!(code.message.as_deref(), Some("Invalid loginID"));
    let retired = format!(
        "not on the page with SHA-256 {}",
        reading.catalog.page_sha256
    );
    let line = format!("message = \"Invalid loginID\", retired = \"{retired}\" }}");
    assert_eq!(
        reading.ledger,
        replaced(LEDGER, "message = \"Invalid loginID\" }", &line)
    );
    assert_eq!(
        must_read(&page, &reading.ledger).ledger,
        reading.ledger,
        "marked once"
    );

    let back = must_read(PAGE, &reading.ledger);
    assert_eq!(back.changes[&403042], Change::Restored);
    assert_eq!(back.ledger, LEDGER);
}

#[test]
fn what_people_wrote_survives() {
    let by_hand = "\
# My comment.
[codes]   # of all
403042 = { message = 'Invalid loginID', name = \"INVALID_LOGIN_ID\" } # first, for a reason

# the rest
0      = { name = \"SUCCESS\",   message = \"\" }
200001 = { name = \"OPERATION_CANCELED\",  message=\"Old words\" } # here
";
    let page = replaced(
        PAGE,
        ROW,
        &format!("{ROW}403043\tLogin identifier exists\tIt does.\n"),
    );
    let expected = replaced(by_hand, "\"Old words\"", "\"Operation canceled\"")
        + "403043 = { name = \"LOGIN_IDENTIFIER_EXISTS\", message = \"Login identifier exists\" }\n";
    assert_eq!(must_read(&page, by_hand).ledger, expected);
}

#[test]
fn an_observed_code_that_is_documented_keeps_its_name() {
    let ledger = replaced(
        LEDGER,
        "name = \"INVALID_LOGIN_ID\", message = \"Invalid loginID\"",
        "name = \"LOGIN_REFUSED\", seen = [\"someone/sdk\"]",
    );
    let reading = must_read(PAGE, &ledger);
    assert_eq!(reading.changes[&403042], Change::Added);
    assert_eq!(reading.catalog.codes[2].name, "LOGIN_REFUSED");
    assert_eq!(findings(&reading)[0].id, "stale-evidence");
}
