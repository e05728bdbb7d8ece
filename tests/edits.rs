//! Random edits of a real page: every change is seen, named and judged, and no other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use codegen::diff::{Kind, Released, Semver, diff_catalogs};
use codegen::{Output, Reading, outputs};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::catalog::block;
use crate::support::fixtures::{FROZEN_LEDGER, FROZEN_PAGE, must_read, read, thorough};

/// The real page, in pieces.
struct Page {
    head: &'static str,
    rows: Vec<[&'static str; 3]>,
    tail: &'static str,
}

static REAL: LazyLock<Page> = LazyLock::new(|| {
    let start = FROZEN_PAGE.find("0\t\tSuccess.").unwrap();
    let end = FROZEN_PAGE.find("Unable to render").unwrap();
    let rows = FROZEN_PAGE[start..end]
        .lines()
        .filter_map(|line| line.split('\t').collect::<Vec<_>>().try_into().ok())
        .collect();
    Page {
        head: &FROZEN_PAGE[..start],
        rows,
        tail: &FROZEN_PAGE[end..],
    }
});

static BEFORE: LazyLock<(Reading, Vec<Output>)> = LazyLock::new(|| {
    let reading = must_read(FROZEN_PAGE, FROZEN_LEDGER);
    let outputs = outputs(&reading);
    (reading, outputs)
});

#[derive(Debug, Clone, Copy)]
enum Edit {
    Add,
    Drop,
    RewordMessage,
    RewordDescription,
    Renumber,
    MoveToTheEnd,
    ChangeMarkup,
    AddWhiteSpace,
    Duplicate,
}

use Edit::{
    Add, AddWhiteSpace, ChangeMarkup, Drop, Duplicate, MoveToTheEnd, Renumber, RewordDescription,
    RewordMessage,
};

/// What is expected of an edited page.
#[derive(Default)]
struct Expected {
    changes: Vec<(u32, Kind, Semver)>,
    broken: bool,
}

/// A number that is on nobody's list.
fn unused(row: usize) -> u32 {
    u32::try_from(700000 + row).unwrap()
}

/// Edits the rows with these indices, which are not code 0: it is special in every way.
fn apply(edits: &BTreeMap<usize, Edit>) -> (String, Expected) {
    let mut expected = Expected::default();
    let mut rows = Vec::new();
    let mut moved = Vec::new();
    for (index, &[code, message, description]) in REAL.rows.iter().enumerate() {
        let number: u32 = code.parse().unwrap();
        let row = format!("{code}\t{message}\t{description}");
        let mut expect = |number, kind, semver| expected.changes.push((number, kind, semver));
        match edits.get(&index) {
            None => rows.push(row),
            Some(Add) => {
                rows.extend([
                    row,
                    format!("{}\tBrand new trouble {index}\tIt is new.", unused(index)),
                ]);
                expect(unused(index), Kind::Added, Semver::Minor);
            }
            Some(Drop) => expect(number, Kind::Retired, Semver::Minor),
            Some(RewordMessage) => {
                rows.push(format!("{code}\t{message} indeed\t{description}"));
                expect(number, Kind::Message, Semver::Patch);
            }
            Some(RewordDescription) => {
                rows.push(format!("{code}\t{message}\tIndeed: {description}"));
                expect(number, Kind::Description, Semver::Patch);
            }
            Some(Renumber) => {
                rows.push(format!("{}\t{message}\t{description}", unused(index)));
                expect(number, Kind::Retired, Semver::Minor);
                expect(unused(index), Kind::Added, Semver::Minor);
            }
            Some(MoveToTheEnd) => {
                moved.push(row);
            }
            Some(ChangeMarkup) => {
                // All of a text in italics; or, where there is markup, one kind for another.
                let changed = if description.contains('<') {
                    description.replace("<b>", "<i>").replace("</b>", "</i>")
                } else {
                    format!("<i>{description}</i>")
                };
                if changed != description {
                    expect(number, Kind::Markup, Semver::Patch);
                }
                rows.push(format!("{code}\t{message}\t{changed}"));
            }
            Some(AddWhiteSpace) => {
                rows.push(format!(
                    "{code} \t {message}\t  {}   ",
                    description.replace(". ", ".  ")
                ));
                rows.push("  ".to_owned());
            }
            Some(Duplicate) => {
                rows.extend([row.clone(), row]);
                expected.broken = true;
            }
        }
    }
    rows.append(&mut moved);
    expected.changes.sort();
    (
        format!("{}{}\n\n{}", REAL.head, rows.join("\n"), REAL.tail),
        expected,
    )
}

fn edits() -> impl Strategy<Value = BTreeMap<usize, Edit>> {
    let edit = prop::sample::select(vec![
        Add,
        Drop,
        RewordMessage,
        RewordDescription,
        Renumber,
        MoveToTheEnd,
        ChangeMarkup,
        AddWhiteSpace,
        Duplicate,
    ]);
    prop::collection::btree_map(1..REAL.rows.len(), edit, 1..=3)
}

fn check(edits: &BTreeMap<usize, Edit>) -> Result<(), TestCaseError> {
    let (before, committed) = &*BEFORE;
    let (page, expected) = apply(edits);
    if expected.broken {
        let errors = read(&page, FROZEN_LEDGER).unwrap_err();
        let ids: BTreeSet<_> = errors
            .iter()
            .filter(|error| error.is_error())
            .map(|error| error.rule.id())
            .collect();
        prop_assert_eq!(ids, BTreeSet::from(["duplicate-code"]));
        return Ok(());
    }
    let after = must_read(&page, FROZEN_LEDGER);
    let diff = diff_catalogs(&before.catalog, &after.catalog, &Released::All);
    let found: Vec<_> = diff
        .changes
        .iter()
        .map(|c| (c.code, c.kind, c.semver))
        .collect();
    prop_assert_eq!(&found, &expected.changes);
    prop_assert_eq!(
        diff.verdict(),
        expected.changes.iter().map(|change| change.2).max()
    );

    // `regen --check` fails when, and only when, the page is another one ...
    let files = outputs(&after);
    prop_assert_eq!(files == *committed, page == FROZEN_PAGE);
    // ... and passes after `regen`.
    let again = must_read(&page, &after.ledger);
    prop_assert!(outputs(&again) == files);

    // The snapshot differs in the blocks of those codes, and in no other.
    let blocks = |reading: &Reading| -> BTreeMap<u32, String> {
        let codes = reading.catalog.codes.iter();
        codes.map(|code| (code.number, block(code))).collect()
    };
    let (old, new) = (blocks(before), blocks(&after));
    let numbers: BTreeSet<&u32> = old.keys().chain(new.keys()).collect();
    let differing: BTreeSet<u32> = numbers
        .into_iter()
        .filter(|number| old.get(number) != new.get(number))
        .copied()
        .collect();
    prop_assert_eq!(
        differing,
        found.iter().map(|change| change.0).collect::<BTreeSet<_>>()
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if thorough() { 500 } else { 25 },
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1),
        ..ProptestConfig::default()
    })]

    #[test]
    fn every_change_is_seen_named_and_judged_and_no_other(edits in edits()) {
        check(&edits)?;
    }
}
