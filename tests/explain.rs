//! Finding a code.

use codegen::explain::find_codes;

use crate::support::fixtures::{FROZEN_LEDGER, FROZEN_PAGE, LEDGER, PAGE, must_read, replaced};

#[track_caller]
fn check(query: &str, expected: &[u32]) {
    let catalog = must_read(FROZEN_PAGE, FROZEN_LEDGER).catalog;
    let found = find_codes(&catalog, query);
    let numbers: Vec<u32> = found.iter().map(|code| code.number).collect();
    assert_eq!(numbers, expected, "{query}");
}

#[test]
fn by_number_name_or_words() {
    check("403042", &[403042]);
    check("INVALID_LOGIN_ID", &[403042]);
    check("invalid_login_id", &[403042]);
    check("Invalid loginID", &[403042]);
    check("underage", &[403044]);
    check("captcha threshold", &[401020, 401021]);
    check("", &[]);
    check("no such words", &[]);
}

#[test]
fn a_number_or_a_name_is_found_before_words() {
    let ledger = replaced(LEDGER, "\"OPERATION_CANCELED\"", "[\"LOGIN\", \"INVALID\"]");
    let catalog = must_read(PAGE, &ledger).catalog;
    // Each of these is part of what is said of 403042 as well.
    for (query, number) in [("0", 0), ("login", 200001), ("Invalid", 200001)] {
        let [code] = find_codes(&catalog, query)[..] else {
            panic!("{query} is not one")
        };
        assert_eq!(code.number, number, "{query}");
    }
}
