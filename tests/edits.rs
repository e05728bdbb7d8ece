//! Random edits of the frozen page: `diff` reports and judges each of them, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use codegen::diff::{Kind, Released, Semver, diff_catalogs};
use codegen::{Output, Reading, outputs};
use proptest::prelude::*;

use crate::catalog::block;
use crate::support::dialect::{Row, rows};
use crate::support::fixtures::{
    FROZEN_LEDGER, FROZEN_PAGE, must_read, random_cases, replaced, thorough,
};

static BEFORE: LazyLock<(Reading, Vec<Output>)> = LazyLock::new(|| {
    let reading = must_read(FROZEN_PAGE, FROZEN_LEDGER);
    let outputs = outputs(&reading);
    (reading, outputs)
});

type Changes = Vec<(u32, Kind, Semver)>;

/// The lines for a row after an edit, and the changes that `diff` should report. The last argument is a
/// number that is not on the page.
type Edit = fn(Row<'_>, u32) -> (String, Changes);

const EDITS: [(&str, Edit); 7] = [
    ("add", |row, unused| {
        let new = format!("{unused}\tBrand new trouble {unused}\tIt is new.\n");
        (line(row) + &new, added(unused))
    }),
    ("drop", |row, _| (String::new(), retired(row))),
    ("reword the message", |(code, message, text), _| {
        let line = line((code, &format!("{message} indeed"), text));
        (line, vec![(number(code), Kind::Message, Semver::Patch)])
    }),
    ("reword the description", |(code, message, text), _| {
        let line = line((code, message, &format!("Indeed: {text}")));
        (line, vec![(number(code), Kind::Description, Semver::Patch)])
    }),
    ("renumber", |(code, message, text), unused| {
        let changes = [retired((code, message, text)), added(unused)].concat();
        (line((&unused.to_string(), message, text)), changes)
    }),
    ("change the markup", |(code, message, text), _| {
        // The whole text in italics; or, where there is markup, one kind for another.
        let changed = if text.contains('<') {
            text.replace("<b>", "<i>").replace("</b>", "</i>")
        } else {
            format!("<i>{text}</i>")
        };
        let change = (changed != text).then_some((number(code), Kind::Markup, Semver::Patch));
        (
            line((code, message, &changed)),
            change.into_iter().collect(),
        )
    }),
    ("add white space", |(code, message, text), _| {
        let text = text.replace(". ", ".  ");
        (format!("{code} \t {message}\t  {text}   \n  \n"), vec![])
    }),
];

fn number(code: &str) -> u32 {
    code.parse().unwrap()
}

fn added(code: u32) -> Changes {
    vec![(code, Kind::Added, Semver::Minor)]
}

fn retired((code, ..): Row<'_>) -> Changes {
    vec![(number(code), Kind::Retired, Semver::Minor)]
}

fn line((code, message, text): Row<'_>) -> String {
    format!("{code}\t{message}\t{text}\n")
}

/// Edits by the index of their row, which is not that of code 0: it is special in every way.
fn edits() -> impl Strategy<Value = BTreeMap<usize, (&'static str, Edit)>> {
    let edit = prop::sample::select(&EDITS[..]);
    prop::collection::btree_map(1..rows(FROZEN_PAGE).len(), edit, 1..=3)
}

proptest! {
    #![proptest_config(random_cases(if thorough() { 500 } else { 25 }))]

    #[test]
    fn diff_reports_and_judges_every_edit_and_nothing_else(edits in edits()) {
        let rows = rows(FROZEN_PAGE);
        let mut page = FROZEN_PAGE.to_owned();
        let mut expected = Vec::new();
        for ((index, (_, edit)), unused) in edits.into_iter().zip(700000..) {
            let (lines, changes) = edit(rows[index], unused);
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
