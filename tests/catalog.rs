//! The catalog, as a reviewer reads it.

use std::collections::BTreeSet;

use codegen::Catalog;
use codegen::catalog::Code;
use codegen::words::{Interruption, Provenance};

use crate::support::fixtures::{FROZEN_LEDGER, FROZEN_PAGE, REAL_PAGE, must_read, real_catalog};
use crate::support::gallery::compare_snapshot;

/// Every code in a block of its own, so that one changed code is one changed hunk.
fn text(catalog: &Catalog) -> String {
    catalog
        .codes
        .iter()
        .map(block)
        .collect::<Vec<_>>()
        .join("\n")
}

pub(crate) fn block(code: &Code) -> String {
    let facts = [
        code.class.word(),
        code.provenance.word(),
        code.remedy.word(),
    ];
    let mut block = format!("{} {} ({})\n", code.number, code.name, facts.join(", "));
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            block.extend(["  ", name, ": ", value, "\n"]);
        }
    };
    field("message", code.message.as_deref().unwrap_or_default());
    field("once", &code.former_names.join(", "));
    field("step", code.interruption.map_or("", Interruption::word));
    field("methods", &code.methods.join(", "));
    field("retired", code.retired.as_deref().unwrap_or_default());
    field("seen in", &code.seen.join(", "));
    field("also", &code.also.join(", "));
    field("why", code.why.as_deref().unwrap_or_default());
    for line in code.description.to_markdown().lines() {
        block.push_str(format!("  | {line}").trim_end());
        block.push('\n');
    }
    block
}

#[test]
fn the_whole_catalog() {
    compare_snapshot("catalog", &text(&real_catalog()));
}

#[test]
fn every_row_of_the_page_is_in_the_catalog() {
    let catalog = real_catalog();
    let rows: BTreeSet<u32> = REAL_PAGE
        .lines()
        .filter_map(|line| line.split_once('\t')?.0.parse().ok())
        .collect();
    let documented: BTreeSet<u32> = catalog
        .codes
        .iter()
        .filter(|code| code.provenance == Provenance::Documented)
        .map(|code| code.number)
        .collect();
    assert_eq!(documented, rows);
}

#[test]
fn what_a_saved_file_may_differ_in_changes_nothing() {
    let reading = must_read(FROZEN_PAGE, FROZEN_LEDGER);
    for page in [
        format!("\u{feff}{FROZEN_PAGE}"),
        FROZEN_PAGE.replace('\n', "\r\n"),
        format!("\u{feff}{}", FROZEN_PAGE.replace('\n', "\r\n")),
    ] {
        let ledger = FROZEN_LEDGER.replace('\n', "\r\n");
        assert_eq!(
            codegen::outputs(&must_read(&page, &ledger)),
            codegen::outputs(&reading)
        );
    }
}

#[test]
fn blank_lines_trailing_space_and_order_do_not_matter() {
    let catalog = must_read(FROZEN_PAGE, FROZEN_LEDGER).catalog;
    let (head, table) = FROZEN_PAGE.split_once("Description\n0\t").unwrap();
    let (rows, tail) = table.split_once("\n\nUnable").unwrap();
    let mut rows: Vec<String> = format!("0\t{rows}")
        .lines()
        .filter(|row| !row.is_empty())
        .map(|row| format!("{row}  "))
        .collect();
    rows.reverse();
    let page = format!("{head}Description\n\n{}\n\nUnable{tail}", rows.join("\n"));
    // The second line names the page by its SHA-256, as `sha256sum` prints it.
    let generated = |catalog: &Catalog| {
        let rust = codegen::emit::rust(catalog);
        rust.replace(&catalog.page_sha256, "")
    };
    let moved = must_read(&page, FROZEN_LEDGER).catalog;
    assert_eq!(moved.codes, catalog.codes);
    assert!(generated(&moved) == generated(&catalog));
}
