//! The generated Rust of the rows that are hard to get right.

use codegen::emit;

use crate::fixture::{LEDGER, PAGE, must_read, real_catalog, replaced};

/// The constant and the row of `code` in `rust`.
fn items(rust: &str, code: u32) -> String {
    let constant = {
        let start = rust.find(&format!("    /// `{code}` — ")).unwrap();
        let end = start + rust[start..].find("    pub const ").unwrap();
        &rust[start..end + rust[end..].find(";\n").unwrap() + 2]
    };
    let row = {
        let start = rust
            .find(&format!("    Row {{\n        number: {code},"))
            .unwrap();
        &rust[start..start + rust[start..].find("\n    },\n").unwrap() + 8]
    };
    format!("{constant}\n{row}")
}

#[track_caller]
fn check(code: u32) {
    let rust = emit::rust(&real_catalog()).unwrap();
    insta::assert_snapshot!(format!("rust_{code}"), items(&rust, code));
}

#[test]
fn success_has_no_message() {
    check(0);
}

#[test]
fn a_list_after_a_sentence() {
    check(400009);
}

#[test]
fn paragraphs_and_lists() {
    check(400027);
}

#[test]
fn a_boxed_note() {
    check(400120);
}

#[test]
fn an_emphasised_word() {
    check(401030);
}

#[test]
fn a_message_that_is_a_name() {
    check(409040);
}

#[test]
fn an_observed_code() {
    check(409003);
}

#[test]
fn a_retired_code() {
    check(200003);
}

#[test]
fn the_frame() {
    let rust = emit::rust(&must_read(PAGE, LEDGER).catalog).unwrap();
    insta::assert_snapshot!(rust);
}

#[test]
fn a_renamed_code_keeps_its_old_name_as_a_deprecated_alias() {
    let ledger = replaced(
        LEDGER,
        "\"INVALID_LOGIN_ID\"",
        "[\"WRONG_LOGIN\", \"INVALID_LOGIN_ID\"]",
    );
    let rust = emit::rust(&must_read(PAGE, &ledger).catalog).unwrap();
    let renamed = rust.lines().filter(|line| {
        ["WRONG_LOGIN", "INVALID_LOGIN_ID", "deprecated"]
            .iter()
            .any(|word| line.contains(word))
    });
    insta::assert_snapshot!(renamed.collect::<Vec<_>>().join("\n"), @r#"
        pub const WRONG_LOGIN: Self = Self::new(403042);
        /// The former name of [`WRONG_LOGIN`](Self::WRONG_LOGIN).
        #[deprecated(note = "renamed to `WRONG_LOGIN`")]
        pub const INVALID_LOGIN_ID: Self = Self::WRONG_LOGIN;
            name: "WRONG_LOGIN",
        ("INVALID_LOGIN_ID", 403042),
    "#);
}

#[test]
fn a_code_that_has_just_vanished() {
    let page = replaced(
        PAGE,
        "200001\tOperation canceled\tUser <b>canceled</b>.\n",
        "",
    );
    let rust = emit::rust(&must_read(&page, LEDGER).catalog).unwrap();
    insta::assert_snapshot!(items(&rust, 200001));
}

#[test]
fn what_our_reasons_put_between_backticks_is_code() {
    let why = "see `errorDetails` and then `errorFlags`";
    let ledger = format!("{LEDGER}[remedy]\n403042 = {{ do = \"unreviewed\", why = \"{why}\" }}\n");
    let rust = emit::rust(&must_read(PAGE, &ledger).catalog).unwrap();
    let doc = format!("    /// No remedy of ours — {why}.");
    assert!(rust.lines().any(|line| line == doc), "{rust}");
}

#[test]
fn docs_have_no_gaps_and_no_blanks_at_the_end_of_a_line() {
    let page = replaced(
        PAGE,
        "Operation canceled\tUser <b>canceled</b>.",
        "Canceled;\t<p>First;</p><p>Then&nbsp;</p><ul><li>&nbsp;</li></ul>",
    );
    let rust = emit::rust(&must_read(&page, LEDGER).catalog).unwrap();
    assert!(!rust.lines().any(|line| line.ends_with(char::is_whitespace)));
    let lines: Vec<&str> = rust.lines().collect();
    let gap = lines
        .windows(2)
        .find(|pair| pair[0].trim_start().starts_with("///") && pair[1].is_empty());
    assert_eq!(gap, None);
}
