//! Random edits of the frozen page: `diff` reports and judges each of them, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use codegen::diff::{Kind, Released, Semver, diff_catalogs};
use codegen::{Output, Reading, outputs};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::catalog::block;
use crate::support::dialect::{Row, rows};
use crate::support::fixtures::{FROZEN_LEDGER, FROZEN_PAGE, must_read, replaced, thorough};

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
    ChangeMarkup,
    AddWhiteSpace,
}

impl Edit {
    const ALL: [Self; 7] = [
        Self::Add,
        Self::Drop,
        Self::RewordMessage,
        Self::RewordDescription,
        Self::Renumber,
        Self::ChangeMarkup,
        Self::AddWhiteSpace,
    ];

    /// The lines for a row after this edit, and the changes that `diff` should report. No code of the page
    /// is `unused`.
    fn apply(self, row: Row<'_>, unused: u32) -> (String, Vec<(u32, Kind, Semver)>) {
        let (code, message, text) = row;
        let number = code.parse().unwrap();
        let added = (unused, Kind::Added, Semver::Minor);
        let retired = (number, Kind::Retired, Semver::Minor);
        match self {
            Self::Add => (
                format!(
                    "{}{unused}\tBrand new trouble {unused}\tIt is new.\n",
                    line(row)
                ),
                vec![added],
            ),
            Self::Drop => (String::new(), vec![retired]),
            Self::RewordMessage => (
                line((code, &format!("{message} indeed"), text)),
                vec![(number, Kind::Message, Semver::Patch)],
            ),
            Self::RewordDescription => (
                line((code, message, &format!("Indeed: {text}"))),
                vec![(number, Kind::Description, Semver::Patch)],
            ),
            Self::Renumber => (
                line((&unused.to_string(), message, text)),
                vec![retired, added],
            ),
            Self::ChangeMarkup => {
                // The whole text in italics; or, where there is markup, one kind for another.
                let changed = if text.contains('<') {
                    text.replace("<b>", "<i>").replace("</b>", "</i>")
                } else {
                    format!("<i>{text}</i>")
                };
                let change = (changed != text).then_some((number, Kind::Markup, Semver::Patch));
                (
                    line((code, message, &changed)),
                    change.into_iter().collect(),
                )
            }
            Self::AddWhiteSpace => {
                let text = text.replace(". ", ".  ");
                (format!("{code} \t {message}\t  {text}   \n  \n"), vec![])
            }
        }
    }
}

fn line((code, message, text): Row<'_>) -> String {
    format!("{code}\t{message}\t{text}\n")
}

/// Edits by the index of their row, which is not that of code 0: it is special in every way.
fn edits() -> impl Strategy<Value = BTreeMap<usize, Edit>> {
    let edit = prop::sample::select(&Edit::ALL[..]);
    prop::collection::btree_map(1..rows(FROZEN_PAGE).len(), edit, 1..=3)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if thorough() { 500 } else { 25 },
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1),
        ..ProptestConfig::default()
    })]

    #[test]
    fn diff_reports_and_judges_every_edit_and_nothing_else(edits in edits()) {
        let rows = rows(FROZEN_PAGE);
        let mut page = FROZEN_PAGE.to_owned();
        let mut expected = Vec::new();
        for ((&index, edit), unused) in edits.iter().zip(700000..) {
            let (lines, changes) = edit.apply(rows[index], unused);
            page = replaced(&page, &line(rows[index]), &lines);
            expected.extend(changes);
        }
        expected.sort();

        let (before, committed) = &*BEFORE;
        let after = must_read(&page, FROZEN_LEDGER);
        let diff = diff_catalogs(&before.catalog, &after.catalog, &Released::All);
        let changes = diff.changes.iter().map(|it| (it.code, it.kind, it.semver));
        prop_assert_eq!(changes.collect::<Vec<_>>(), &expected[..]);
        prop_assert_eq!(diff.verdict(), expected.iter().map(|change| change.2).max());

        // `regen --check` fails if and only if the page has changed, and passes after `regen`.
        let files = outputs(&after);
        prop_assert_eq!(files == *committed, page == FROZEN_PAGE);
        let again = must_read(&page, &after.ledger);
        prop_assert!(outputs(&again) == files);

        // The snapshot differs in the blocks of the changed codes only.
        let [old, new] = [before, &after].map(blocks);
        let numbers: BTreeSet<u32> = old.keys().chain(new.keys()).copied().collect();
        let differing = numbers.into_iter().filter(|number| old.get(number) != new.get(number));
        let changed: BTreeSet<u32> = expected.iter().map(|change| change.0).collect();
        prop_assert_eq!(differing.collect::<BTreeSet<_>>(), changed);
    }
}

fn blocks(reading: &Reading) -> BTreeMap<u32, String> {
    let codes = reading.catalog.codes.iter();
    codes.map(|code| (code.number, block(code))).collect()
}
