//! A change whose verdict is `major` breaks a program, and no other change does.

use std::iter;

use codegen::catalog::Catalog;
use codegen::diff::{Released, Semver, diff_catalogs, programs_act_on};
use codegen::words::Remedy;

use crate::support::compile::Compiled;
use crate::support::fixtures::{FROZEN_LEDGER, FROZEN_PAGE, must_read};
use crate::support::gallery::{patched, run_cases};

#[test]
fn programs_act_on_remedies_that_repeat_a_call() {
    let remedies = Remedy::ALL
        .iter()
        .filter(|remedy| programs_act_on(**remedy));
    let words: Vec<&str> = remedies.map(|remedy| remedy.word()).collect();
    let expected = "retry throttle retry-if-idempotent renew reauthenticate reroute";
    assert_eq!(words.join(" "), expected);
}

#[test]
fn a_verdict_is_breaking_if_and_only_if_programs_break() {
    let before = must_read(FROZEN_PAGE, FROZEN_LEDGER).catalog;
    let compiled_before = Compiled::new(&before);
    run_cases("semver", |case| {
        let (verdicts, _) = case.title.split_once(": ").unwrap();
        let (there, back) = verdicts.split_once(", and back ").unwrap();
        let [page, ledger] = patched([FROZEN_PAGE, FROZEN_LEDGER].map(str::to_owned), &case.input);
        let after = must_read(&page, &ledger).catalog;
        let compiled_after = Compiled::new(&after);
        for (old, new, compiled, expected) in [
            (&before, &after, &compiled_after, there),
            (&after, &before, &compiled_before, back),
        ] {
            let verdict = diff_catalogs(old, new, &Released::All)
                .verdict()
                .map(Semver::word);
            assert_eq!(verdict, Some(expected));
            let compiles = compiled.takes(&program(old));
            assert_eq!(compiles, expected != "major");
        }
    });
}

/// A program that relies on all that is promised: every constant, its number and its class, which
/// of the remedies that programs act on it has, and that it is found by every name it has or had.
fn program(catalog: &Catalog) -> String {
    let remedies = Remedy::ALL
        .iter()
        .filter(|remedy| programs_act_on(**remedy));
    let variants = remedies.map(|remedy| format!("Remedy::{}", remedy.variant()));
    let acted_on = variants.collect::<Vec<_>>().join(" | ");
    let mut program = "#![allow(deprecated)]
        use gigya_codes::{Class, Remedy, ResponseCode};
        fn main() {}\n"
        .to_owned();
    for code in &catalog.codes {
        let (name, number, class) = (&code.name, code.number, code.class.variant());
        let remedy = if programs_act_on(code.remedy) {
            format!("matches!(remedy, Remedy::{})", code.remedy.variant())
        } else {
            format!("!matches!(remedy, {acted_on})")
        };
        program.push_str(&format!(
            "const _: () = {{
                let (code, remedy) = (ResponseCode::{name}, ResponseCode::{name}.remedy());
                assert!(code.as_u32() == {number} && matches!(code.class(), Class::{class}));
                assert!({remedy});
            }};\n"
        ));
        for name in iter::once(name).chain(&code.former_names) {
            program.push_str(&format!(
                "const _: () = assert!(matches!(
                    ResponseCode::from_name(\"{name}\"),
                    Some(ResponseCode::{name})
                ));\n"
            ));
        }
    }
    program
}
