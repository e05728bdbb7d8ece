//! The catalog, as a reviewer reads it.

use codegen::Catalog;
use codegen::catalog::Code;
use codegen::words::Interruption;

use crate::support::dialect::{markdown, rows};
use crate::support::fixtures::{FROZEN_LEDGER, FROZEN_PAGE, must_read, real_catalog};
use crate::support::gallery::compare_snapshot;

/// A block per code, so that one changed code is one changed hunk.
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
fn byte_order_marks_and_line_ends_do_not_matter() {
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
    let rows = rows(FROZEN_PAGE).into_iter().rev();
    let rows = rows.map(|(code, message, text)| format!("{code}\t{message}\t{text}  \n\n"));
    let rows: String = rows.collect();
    let page = markdown(&format!("errorCode\terrorMessage\tDescription\n{rows}"));
    let [before, after] = [FROZEN_PAGE, &page].map(|page| must_read(page, FROZEN_LEDGER).catalog);
    assert_eq!(after.codes, before.codes);
}
