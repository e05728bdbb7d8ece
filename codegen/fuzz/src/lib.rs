//! What must be true of the generator for every input.
//!
//! The functions are the fuzz targets' whole bodies; CONTRIBUTING.md says how to run them.
//! `tests/fuzz.rs` includes this file, and checks the seeds and mutations of them whenever the tests
//! run.

pub mod import;
pub mod prose;

use codegen::diff::{Released, diff_catalogs};
use codegen::source::File;
use codegen::source::is_invisible;
use codegen::{Inputs, OnLoss, Problem, Reading, Source, emit, outputs, report};
use syn::{ImplItem, Item};

/// A page with three codes.
const PAGE: &str = include_str!("../seeds/page/three-codes.md");
/// The ledger that belongs to it.
const LEDGER: &str = include_str!("../seeds/ledger/three-codes.toml");

/// Checks what becomes of a page with these bytes.
pub fn check_page(bytes: &[u8]) {
    let page = decode(bytes);
    import::check_import(&page);
    for ledger in ["", LEDGER] {
        check_inputs(&page, &Source::new(codegen::LEDGER, ledger));
    }
}

/// Checks what becomes of a ledger with these bytes.
pub fn check_ledger(bytes: &[u8]) {
    let ledger = decode(bytes);
    let Some(reading) = check_inputs(&Source::new(codegen::PAGE, PAGE), &ledger) else {
        return;
    };
    // What people wrote survives, in its order; only the lines of codes that changed may differ.
    let is_kept = |line: &&str| {
        let key = line.split('=').next().unwrap_or_default().trim();
        key.parse::<u32>().is_err()
    };
    let mut settled = reading.ledger.lines();
    for line in ledger.text().lines().filter(is_kept) {
        let is_there = settled.any(|settled| settled.trim_end() == line.trim_end());
        assert!(is_there, "{line:?} is missing in {}", reading.ledger);
    }
}

/// Decodes `bytes`; those that are not text are replaced.
fn decode(bytes: &[u8]) -> Source {
    Source::decode("file", bytes)
        .unwrap_or_else(|_| Source::new("file", &String::from_utf8_lossy(bytes)))
}

fn inputs_of(page: &Source, ledger: &Source) -> Inputs {
    Inputs {
        page: page.clone(),
        ledger: ledger.clone(),
        copy: None,
        loss: OnLoss::Accept,
    }
}

/// Reads `page` and `ledger`, and checks the problems, or all that is made of the reading.
fn check_inputs(page: &Source, ledger: &Source) -> Option<Reading> {
    let reading = match codegen::read(&inputs_of(page, ledger)) {
        Ok(reading) => reading,
        Err(problems) => {
            assert!(problems.iter().any(Problem::is_error));
            check_problems(&problems, page, ledger);
            return None;
        }
    };
    assert!(!reading.problems.iter().any(Problem::is_error));
    check_problems(&reading.problems, page, ledger);

    // What is settled stays settled.
    let settled = Source::new(codegen::LEDGER, &reading.ledger);
    let again = codegen::read(&inputs_of(page, &settled)).expect("it can be read again");
    assert_eq!(again.ledger, reading.ledger);
    assert_eq!(outputs(&again), outputs(&reading));

    let catalog = &reading.catalog;
    check_rust(&emit::rust(catalog), &reading);
    for code in &catalog.codes {
        prose::check_prose(&code.description);
    }
    let [page, ledger] = [(codegen::PAGE, PAGE), (codegen::LEDGER, LEDGER)]
        .map(|(name, text)| Source::new(name, text));
    let other = codegen::read(&inputs_of(&page, &ledger)).expect("a good page");
    for diff in [
        diff_catalogs(&other.catalog, catalog, &Released::All),
        diff_catalogs(catalog, &other.catalog, &Released::All),
    ] {
        check_visible(&diff.to_markdown());
        check_visible(&diff.to_text().replace('\u{1b}', ""));
    }
    Some(reading)
}

/// Problems point at text that is there, and show nothing that a terminal acts on.
fn check_problems(problems: &[Problem], page: &Source, ledger: &Source) {
    for (span, _) in problems.iter().flat_map(|problem| &problem.labels) {
        let source = match span.file {
            File::Page | File::Copy => page,
            File::Ledger => ledger,
        };
        assert!(source.text().get(span.range()).is_some(), "{problems:?}");
    }
    // Terminals are of all widths.
    let width = 20 + page.text().len() % 100;
    check_visible(
        &report::render(problems, &inputs_of(page, ledger), width, usize::MAX)
            .replace('\u{1b}', ""),
    );
}

fn check_visible(text: &str) {
    assert!(!text.contains(|c| c != '\n' && is_invisible(c)), "{text:?}");
}

/// Nothing of a page becomes an item of the Rust: there is one constant for each name.
fn check_rust(rust: &str, reading: &Reading) {
    let file = syn::parse_file(rust).unwrap_or_else(|error| panic!("{error}: {rust}"));
    let is_constant = |item: &ImplItem| matches!(item, ImplItem::Const(_));
    let constants = file.items.iter().map(|item| match item {
        Item::Use(_) | Item::Const(_) => 0,
        Item::Mod(module) if module.content.iter().all(|(_, items)| items.is_empty()) => 0,
        Item::Impl(item) if item.items.iter().all(is_constant) => item.items.len(),
        _ => panic!("an item of another kind: {rust}"),
    });
    let codes = reading.catalog.codes.iter();
    let names: usize = codes.map(|code| 1 + code.former_names.len()).sum();
    assert_eq!(constants.sum::<usize>(), names);
}
