//! The verdict is true: a breaking one breaks a program, and no other does.

use codegen::catalog::Catalog;
use codegen::diff::{Semver, diff, programs_act_on};
use codegen::words::Remedy;

use crate::compiled::Compiled;
use crate::fixture::{FROZEN_LEDGER, FROZEN_PAGE, must_read, replaced};

/// A program that relies on all that is promised: every constant, its number and its class, which
/// of the remedies that programs act on it has, and that it is found by every name it has or had.
fn program(catalog: &Catalog) -> String {
    let acted_on = Remedy::ALL
        .iter()
        .filter(|remedy| programs_act_on(**remedy));
    let acted_on: Vec<_> = acted_on
        .map(|remedy| format!("Remedy::{}", remedy.variant()))
        .collect();
    let acted_on = acted_on.join(" | ");
    let promises: String = catalog
        .codes
        .iter()
        .map(|code| {
            let remedy = if programs_act_on(code.remedy) {
                format!("matches!(remedy, Remedy::{})", code.remedy.variant())
            } else {
                format!("!matches!(remedy, {acted_on})")
            };
            format!(
                "const _: () = {{ let remedy = ResponseCode::{0}.remedy(); assert!({remedy}); }};\n\
                 const _: () = assert!(ResponseCode::{0}.as_u32() == {1} \
                 && matches!(ResponseCode::{0}.class(), Class::{2}) \
                 && matches!(ResponseCode::from_name(\"{0}\"), Some(ResponseCode::{0})));\n",
                code.name,
                code.number,
                code.class.variant(),
            )
        })
        .collect();
    let former: String = catalog
        .codes
        .iter()
        .flat_map(|code| &code.former_names)
        .map(|name| {
            format!(
                "const _: () = assert!(matches!(ResponseCode::from_name(\"{name}\"), \
                 Some(ResponseCode::{name})));\n"
            )
        })
        .collect();
    format!(
        "#![allow(deprecated)]\nuse gigya_codes::{{Class, Remedy, ResponseCode}};\n{promises}{former}fn main() {{}}\n"
    )
}

#[track_caller]
fn check(page: &str, ledger: &str, verdict: Semver) {
    check_from(FROZEN_LEDGER, page, ledger, verdict);
}

#[track_caller]
fn check_from(old: &str, page: &str, ledger: &str, verdict: Semver) {
    let old = must_read(FROZEN_PAGE, old).catalog;
    let new = must_read(page, ledger).catalog;
    assert_eq!(diff(&old, &new).verdict(), Some(verdict));
    let compiles = Compiled::new(&new).takes(&program(&old));
    assert_eq!(compiles, verdict < Semver::Major);
}

const ENTRY: &str = "name = \"INVALID_LOGIN_ID\"";

#[test]
fn a_new_and_a_vanished_code_break_nothing() {
    let page = replaced(FROZEN_PAGE, "\n410000\tGone", "\n410001\tGone");
    check(&page, FROZEN_LEDGER, Semver::Minor);
}

#[test]
fn other_words_break_nothing() {
    let page = replaced(
        FROZEN_PAGE,
        "\tInvalid loginID\tA user passes",
        "\tBad login\tA person passes",
    );
    check(&page, FROZEN_LEDGER, Semver::Patch);
}

#[test]
fn another_remedy_breaks_nothing() {
    let ledger = replaced(
        FROZEN_LEDGER,
        "\n403042 = { do = \"correct-input\"",
        "\n403042 = { do = \"fix-request\"",
    );
    check(FROZEN_PAGE, &ledger, Semver::Minor);
}

#[test]
fn a_remedy_that_programs_act_on_is_breaking() {
    let ledger = replaced(
        FROZEN_LEDGER,
        "\n403042 = { do = \"correct-input\"",
        "\n403042 = { do = \"reauthenticate\"",
    );
    check(FROZEN_PAGE, &ledger, Semver::Major);
    check_from(&ledger, FROZEN_PAGE, FROZEN_LEDGER, Semver::Major);
}

#[test]
fn a_rename_with_an_alias_breaks_nothing() {
    let ledger = replaced(
        FROZEN_LEDGER,
        ENTRY,
        "name = [\"WRONG_LOGIN\", \"INVALID_LOGIN_ID\"]",
    );
    check(FROZEN_PAGE, &ledger, Semver::Minor);
}

#[test]
fn a_rename_without_an_alias_is_breaking() {
    let ledger = replaced(FROZEN_LEDGER, ENTRY, "name = \"WRONG_LOGIN\"");
    check(FROZEN_PAGE, &ledger, Semver::Major);
}

#[test]
fn another_class_is_breaking() {
    let ledger = replaced(
        FROZEN_LEDGER,
        "[class]\n",
        "[class]\n100001 = { is = \"response\", why = \"x\" }\n",
    );
    check(FROZEN_PAGE, &ledger, Semver::Major);
}

#[test]
fn a_code_that_we_forget_is_breaking() {
    let start = FROZEN_LEDGER.find("500131 =").unwrap();
    let end = start + FROZEN_LEDGER[start..].find('\n').unwrap() + 1;
    let ledger = format!("{}{}", &FROZEN_LEDGER[..start], &FROZEN_LEDGER[end..]);
    check(FROZEN_PAGE, &ledger, Semver::Major);
}

#[test]
fn an_alias_that_goes_is_breaking() {
    let aliased = "name = [\"INVALID_LOGIN_ID\", \"WRONG_LOGIN\"]";
    let old = replaced(FROZEN_LEDGER, ENTRY, aliased);
    check_from(&old, FROZEN_PAGE, FROZEN_LEDGER, Semver::Major);
}
