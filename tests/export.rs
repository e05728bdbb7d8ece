//! The export formats are an interface.

use std::collections::BTreeSet;

use codegen::catalog::Catalog;
use codegen::export;
use serde_json::Value;

use crate::fixture::{LEDGER, PAGE, must_read, real_catalog, replaced};

/// Success, a response, a list with methods, a retired and an observed code.
fn sample() -> Catalog {
    let mut catalog = real_catalog();
    catalog
        .codes
        .retain(|code| [0, 200001, 200003, 401030, 409003].contains(&code.number));
    catalog
}

#[test]
fn json() {
    insta::assert_snapshot!(export::json(&sample()));
}

#[test]
fn csv() {
    insta::assert_snapshot!(export::csv(&sample()).unwrap());
}

/// A spreadsheet would compute them, and some formulas run programs.
#[test]
fn csv_has_no_formulas() {
    for (cell, shown) in [
        ("=cmd|'/C calc'!A0", "'=cmd|'/C calc'!A0"),
        ("+1", "'+1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("＝1", "'＝1"),
        ("<ul><li>=1</li></ul>", "'- =1"),
        ("'=1", "'=1"),
        ("a = b", "a = b"),
    ] {
        let page = replaced(PAGE, "User <b>canceled</b>.", cell);
        let csv = export::csv(&must_read(&page, LEDGER).catalog).unwrap();
        assert!(csv.contains(&format!(",,{shown}\n")), "{csv}");
    }
    let page = replaced(PAGE, "Operation canceled", "=1");
    let csv = export::csv(&must_read(&page, LEDGER).catalog).unwrap();
    assert!(csv.contains(",'=1,response,"), "{csv}");
}

#[test]
fn markdown() {
    insta::assert_snapshot!(export::markdown(&sample()));
}

#[test]
fn json_is_sorted_and_complete() {
    let export: Value = serde_json::from_str(&export::json(&real_catalog())).unwrap();
    let codes = export.as_array().unwrap();
    assert!(codes.is_sorted_by_key(|code| code["code"].as_u64().unwrap()));
    let documented = codes
        .iter()
        .filter(|code| code["provenance"] == "documented");
    assert_eq!(documented.count(), real_catalog().page_order.len());
    let keys: BTreeSet<Vec<&String>> = codes
        .iter()
        .map(|code| code.as_object().unwrap().keys().collect())
        .collect();
    assert_eq!(keys.len(), 1, "every object has the same keys");
}

#[test]
fn nobody_is_named_by_the_markdown_on_github() {
    let description = "Ask <b>@name</b>, fixes #7; <code>@in_code</code>, 1a2b3c4d";
    let page = replaced(PAGE, "User <b>canceled</b>.", description);
    let markdown = export::markdown(&must_read(&page, LEDGER).catalog);
    let expected = "\nAsk **`@name`**, fixes `#7;` `@in_code`, `1a2b3c4d`\n";
    assert!(markdown.contains(expected), "{markdown}");
}
