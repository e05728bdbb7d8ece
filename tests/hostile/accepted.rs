//! Whatever is accepted compiles.

use std::collections::BTreeSet;

use codegen::Catalog;
use codegen::catalog::Code;
use codegen::emit;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use super::{INPUTS, escaped};
use crate::prose::{arbitrary_html, hostile_text};
use crate::support::compile::Compiled;
use crate::support::dialect::{DIALECTS, Dialect, translated};
use crate::support::fixtures::{LEDGER, PAGE, import, must_read, read, replaced, thorough};

/// Text as it may stand in a cell.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => hostile_text(),
        2 => prop::sample::select(&INPUTS.texts[..]),
        2 => "[ -~]{1,40}",
        2 => "\\PC{1,20}",
        1 => prop::sample::select(INPUTS.unseen.chars().collect::<Vec<_>>()).prop_map(String::from),
        1 => any::<String>(),
    ]
}

fn message() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => text().prop_map(|text| escaped(&text)),
        4 => "[A-Z][a-z]{1,9}( [A-Za-z]{1,9}){0,3}",
        1 => hostile_text(),
    ]
}

fn description() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => arbitrary_html(),
        4 => text().prop_map(|text| escaped(&text)),
        2 => prop::sample::select(&INPUTS.shown[..]),
        1 => text(),
        1 => hostile_text(),
        1 => prop::sample::select(&INPUTS.active[..]),
    ]
}

/// A page with new codes, in any syntax, and a ledger that has named some of them.
fn page_and_ledger() -> impl Strategy<Value = (String, String)> {
    let row = (message(), description(), prop::bool::weighted(0.7));
    (
        prop::collection::vec(row, 1..4),
        prop::sample::select(&DIALECTS[..]),
    )
        .prop_map(|(rows, dialect)| {
            let (mut table, mut ledger) = (String::new(), LEDGER.to_owned());
            for (number, (message, description, named)) in (600000..).zip(rows) {
                table.push_str(&format!("{number}\t{message}\t{description}\n"));
                if named {
                    let line = format!("[codes]\n{number} = {{ name = \"HOSTILE_{number}\" }}\n");
                    ledger = replaced(&ledger, "[codes]\n", &line);
                }
            }
            let page = replaced(PAGE, "200001\t", &format!("{table}200001\t"));
            let page = match dialect {
                Dialect::Tabs => page,
                dialect => translated(&page, dialect),
            };
            (page, ledger)
        })
}

/// `codes` beside those of [`PAGE`], under other numbers, and names that are not taken yet.
fn together(codes: Vec<Code>) -> Catalog {
    let mut together = must_read(PAGE, LEDGER).catalog;
    let mut taken: BTreeSet<String> = together
        .codes
        .iter()
        .map(|code| code.name.clone())
        .collect();
    for (number, mut code) in (600000..).zip(codes) {
        code.number = number;
        if !taken.insert(code.name.clone()) {
            code.name = format!("CODE_{number}");
        }
        together.codes.push(code);
    }
    together
}

#[test]
fn whatever_is_accepted_is_rust_without_a_warning() {
    let cases = if thorough() { 2_000 } else { 200 };
    let mut runner = TestRunner::new(ProptestConfig::default());
    let strategy = page_and_ledger();
    let mut accepted = 0;
    let mut codes = Vec::new();
    for _ in 0..cases {
        let (page, ledger) = strategy.new_tree(&mut runner).unwrap().current();
        let Ok(reading) = import(&page, &ledger) else {
            continue;
        };
        let rust = emit::rust(&reading.catalog);
        assert!(syn::parse_file(&rust).is_ok(), "{page}\n{rust}");
        let again = read(&reading.page, &reading.ledger).unwrap();
        assert_eq!(again.catalog, reading.catalog, "{page}");
        assert_eq!(again.ledger, reading.ledger, "{page}");
        let new = |code: &Code| code.number >= 600000;
        codes.extend(
            reading
                .catalog
                .codes
                .iter()
                .filter(|code| new(code))
                .cloned(),
        );
        accepted += 1;
    }
    println!("{accepted} of {cases} accepted");
    assert!(accepted * 3 > cases, "most say nothing: {accepted}");
    codes.truncate(1_000);
    let compiled = Compiled::new(&together(codes));
    if thorough() {
        compiled.document();
    }
}
