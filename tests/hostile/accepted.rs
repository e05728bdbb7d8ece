//! Every accepted page compiles.

use std::collections::BTreeSet;

use codegen::{emit, outputs};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use super::{INPUTS, escaped};
use crate::prose::{arbitrary_html, hostile_text};
use crate::support::compile::Compiled;
use crate::support::dialect::{DIALECTS, Dialect, translated};
use crate::support::fixtures::{LEDGER, PAGE, import, must_read, read, replaced, thorough};

/// Text for a cell.
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

/// A page with new codes in any dialect, and a ledger that names some of them.
fn page_and_ledger() -> impl Strategy<Value = (String, String)> {
    let row = (message(), description(), prop::bool::weighted(0.7));
    let rows = prop::collection::vec(row, 1..4);
    (rows, prop::sample::select(&DIALECTS[..])).prop_map(|(rows, dialect)| {
        let (mut page, mut ledger) = (PAGE.to_owned(), LEDGER.to_owned());
        for (number, (message, description, is_named)) in (600000..).zip(rows) {
            let row = format!("{number}\t{message}\t{description}\n");
            page = replaced(&page, "\n200001\t", &format!("\n{row}200001\t"));
            if is_named {
                let line = format!("{number} = {{ name = \"HOSTILE_{number}\" }}\n");
                ledger = replaced(&ledger, "[codes]\n", &format!("[codes]\n{line}"));
            }
        }
        let page = match dialect {
            Dialect::Tabs => page,
            dialect => translated(&page, dialect),
        };
        (page, ledger)
    })
}

#[test]
fn every_accepted_page_gives_rust_without_a_warning() {
    let cases = if thorough() { 2_000 } else { 200 };
    let mut runner = TestRunner::new(ProptestConfig::default());
    let strategy = page_and_ledger();
    let mut accepted = 0;
    // The new codes of all pages, with numbers and names that differ.
    let mut catalog = must_read(PAGE, LEDGER).catalog;
    let mut names: BTreeSet<String> = catalog.codes.iter().map(|it| it.name.clone()).collect();
    for _ in 0..cases {
        let (page, ledger) = strategy.new_tree(&mut runner).unwrap().current();
        let Ok(reading) = import(&page, &ledger) else {
            continue;
        };
        accepted += 1;
        let rust = emit::rust(&reading.catalog);
        assert!(syn::parse_file(&rust).is_ok(), "{page}\n{rust}");
        let again = read(&reading.page, &reading.ledger).unwrap();
        assert!(outputs(&again) == outputs(&reading), "{page}");
        for mut code in reading.catalog.codes {
            if code.number >= 600000 {
                code.number = 600000 + u32::try_from(catalog.codes.len()).unwrap();
                if !names.insert(code.name.clone()) {
                    code.name = format!("CODE_{}", code.number);
                }
                catalog.codes.push(code);
            }
        }
    }
    println!("{accepted} of {cases} accepted");
    assert!(accepted * 3 > cases, "too few are accepted: {accepted}");
    catalog.codes.truncate(1_000);
    let compiled = Compiled::new(&catalog);
    if thorough() {
        compiled.document();
    }
}
