//! Messages that make odd names: a constant that compiles, or an error that says what to do.

use crate::compiled::Compiled;
use crate::fixture::{LEDGER, PAGE, must_read, read, render, replaced};

const ROW: &str = "403042\tInvalid loginID\t";

/// What gives a name, and the name.
const NAMES: &[(&str, &str)] = &[
    // Keywords, and what else Rust gives a meaning to.
    ("as", "AS"),
    ("async", "ASYNC"),
    ("crate", "CRATE"),
    ("fn", "FN"),
    ("gen", "GEN"),
    ("self", "SELF"),
    ("super", "SUPER"),
    ("type", "TYPE"),
    ("union", "UNION"),
    ("'static", "STATIC"),
    ("r#try", "R_TRY"),
    ("None", "NONE"),
    ("Row", "ROW"),
    ("rows", "ROWS"),
    ("slot bits", "SLOT_BITS"),
    ("u32", "U32"),
    ("Separator", "SEPARATOR"),
    // Names of the same letters, which a hash may not tell apart.
    ("Ha ha ha", "HA_HA_HA"),
    ("Ha ha ha ha", "HA_HA_HA_HA"),
    // Methods of `ResponseCode`, and of what it implements.
    ("new", "NEW"),
    ("from name", "FROM_NAME"),
    ("as u32", "AS_U32"),
    ("message", "MESSAGE"),
    ("is retryable", "IS_RETRYABLE"),
    ("default", "DEFAULT"),
    ("fmt", "FMT"),
    ("Response Code", "RESPONSE_CODE"),
    // Text around a name.
    ("#![no_std]", "NO_STD"),
    ("include!(\"/etc/passwd\")", "INCLUDE_ETC_PASSWD"),
    ("*/ panic!(); /*", "PANIC"),
    ("\"# x \\u{41}", "X_U_41"),
    ("a {} b", "A_B"),
    ("&lt;script>", "SCRIPT"),
    ("😀 fine 😀", "FINE"),
    ("c\u{301}d", "C_D"),
    ("__e__f__", "E_F"),
    ("x 1 2", "X_1_2"),
];

/// What gives no name, and what is said about it.
const NONE: &[(&str, &str)] = &[
    ("_", "it has no letters from A to Z"),
    ("42", "a constant's name starts with a letter"),
    ("4xx", "a constant's name starts with a letter"),
    ("😀", "it has no letters from A to Z"),
    ("{}", "it has no letters from A to Z"),
    ("\"#", "it has no letters from A to Z"),
    ("中文", "'中' is not a letter from A to Z"),
    ("Größe", "'ö' is not a letter from A to Z"),
    ("ﬁle", "'ﬁ' is not a letter from A to Z"),
    ("Ｎew", "'Ｎ' is not a letter from A to Z"),
    ("Unknоwn", "'о' is not a letter from A to Z"),
    ("all", "`ResponseCode::ALL` is already another constant"),
    ("Invalid loginID", "this message gives the same name"),
    ("INVALID  login-id!", "this message gives the same name"),
    ("", "code 700000 has no message"),
    ("\u{a0}", "code 700000 has no message"),
    ("&nbsp;", "code 700000 has no message"),
];

#[test]
fn a_message_gives_a_name_that_compiles_or_a_clear_error() {
    let mut rows = String::new();
    for (number, (message, _)) in (700000..).zip(NAMES) {
        rows.push_str(&format!("{number}\t{message}\tx\n"));
    }
    // Too long for a name; a person has given it one.
    let long = "Many words ".repeat(18);
    rows.push_str(&format!("710000\t{long}\t{long}\n"));
    let ledger = format!("{LEDGER}710000 = {{ name = \"LONG\" }}\n");
    let page = replaced(PAGE, ROW, &format!("{rows}{ROW}"));
    let catalog = must_read(&page, &ledger).catalog;
    for (number, (message, name)) in (700000..).zip(NAMES) {
        let code = catalog.codes.iter().find(|code| code.number == number);
        assert_eq!(code.unwrap().name, *name, "{message}");
    }
    Compiled::new(&catalog);
}

#[test]
fn what_gives_no_name_is_an_error_with_a_way_out() {
    let long = "x".repeat(10_000);
    let too_long = "it would be 10000 characters long, more than 80";
    for (message, problem) in NONE.iter().chain(&[(long.as_str(), too_long)]) {
        let page = replaced(PAGE, ROW, &format!("700000\t{message}\tx\n{ROW}"));
        let errors = read(&page, LEDGER).expect_err(message);
        let shown = render(&errors, &page, LEDGER);
        assert!(shown.contains(problem), "{message}: {shown}");
        assert!(shown.contains("= help: "), "{message}: {shown}");
    }
}
