//! Finding a code.

use codegen::explain::{Found, find};

use crate::support::fixtures::{FROZEN_LEDGER, FROZEN_PAGE, LEDGER, PAGE, must_read, replaced};

#[track_caller]
fn check(query: &str, expected: &[u32]) {
    let catalog = must_read(FROZEN_PAGE, FROZEN_LEDGER).catalog;
    let numbers: Vec<u32> = match find(&catalog, query) {
        Found::One(code) => vec![code.number],
        Found::Many(codes) => {
            assert!(codes.len() > 1, "{query}");
            codes.iter().map(|code| code.number).collect()
        }
        Found::Nearest(_) => vec![],
    };
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
        let Found::One(code) = find(&catalog, query) else {
            panic!("{query} is not one")
        };
        assert_eq!(code.number, number, "{query}");
    }
}

#[test]
fn near_misses_come_first() {
    let catalog = must_read(FROZEN_PAGE, FROZEN_LEDGER).catalog;
    for (query, nearest) in [
        ("INVALD_LOGIN_ID", 403042),
        ("403420", 403120),
        ("api rate limit exeeded", 403048),
        ("3048", 403048),
    ] {
        let Found::Nearest(codes) = find(&catalog, query) else {
            panic!("{query} was found")
        };
        assert!(
            codes.iter().any(|code| code.number == nearest),
            "{query}: {codes:?}"
        );
    }
}
