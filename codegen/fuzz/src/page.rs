//! Any bytes as a page, through everything that is made of one.

use codegen::diff::diff;
use codegen::explain::{Found, find};
use codegen::source::File;
use codegen::{Reading, Source, emit, export, outputs, report};
use syn::{ImplItem, Item};

use super::words::markdown_text;
use super::{LEDGER, PAGE, check_visible, decode, read};

/// What stands before a table, and what after it.
const FRAME: (&str, &str) = (
    "# Response Codes and Errors\n\n\
     0 indicates success while 20000x codes indicate a response; all other codes indicate an error.\
     \n\n## Error Code Definitions Table\n\n",
    "\n\n## Additional Information\n",
);

/// Checks what becomes of a page with these bytes. If they begin as a row does, they are the rows
/// of a page that is otherwise fine.
pub fn check(bytes: &[u8]) {
    let (header, footer) = match bytes {
        [b'0'..=b'9', ..] => ("errorCode\terrorMessage\tDescription\n", ""),
        [b'|', ..] => (
            "| errorCode | errorMessage | Description |\n|---|---|---|\n",
            "",
        ),
        [b'<', b't', b'r' | b'd', ..] => (
            "<table><tr><th>errorCode</th><th>errorMessage</th><th>Description</th></tr>\n",
            "</table>",
        ),
        _ => return check_page(bytes),
    };
    let (before, after) = FRAME;
    let [before, header, footer, after] = [before, header, footer, after].map(str::as_bytes);
    check_page(&[before, header, bytes, footer, after].concat());
}

fn check_page(bytes: &[u8]) {
    let page = decode(File::Page, bytes);
    for ledger in ["", LEDGER] {
        let ledger = Source::new(codegen::LEDGER, ledger);
        if let Some(reading) = read(&page, &ledger) {
            check_reading(&reading, &page, &ledger);
        }
    }
}

/// Checks all that can be made of `reading`.
pub fn check_reading(reading: &Reading, page: &Source, ledger: &Source) {
    let catalog = &reading.catalog;
    assert!(catalog.codes.is_sorted_by(|a, b| a.number < b.number));
    assert_eq!(reading.ledger == ledger.text(), reading.changes.is_empty());

    // What is settled stays settled.
    let settled = Source::new(codegen::LEDGER, &reading.ledger);
    let again = read(page, &settled).expect("a settled ledger can be read");
    assert!(again.changes.is_empty(), "{:?}", again.changes);
    assert_eq!(again.ledger, reading.ledger);
    assert_eq!(again.catalog, *catalog);

    assert_eq!(outputs(reading), outputs(&again));
    check_rust(&emit::rust(catalog), reading);

    check_exports(reading);
    check_visible(&report::markdown(reading, page));
    for code in &catalog.codes {
        for query in [&code.number.to_string(), &code.name] {
            assert_eq!(find(catalog, query), Found::One(code));
        }
        if let Some(message) = &code.message {
            assert_ne!(find(catalog, message), Found::Nearest(Vec::new()));
        }
    }

    let other = Source::new(codegen::PAGE, PAGE);
    let other = read(&other, &Source::new(codegen::LEDGER, LEDGER)).expect("a good page");
    assert!(diff(catalog, catalog).is_empty());
    for diff in [diff(&other.catalog, catalog), diff(catalog, &other.catalog)] {
        check_visible(&diff.to_text().replace('\u{1b}', ""));
        check_visible(&diff.to_markdown());
        serde_json::from_str::<serde_json::Value>(&diff.to_json()).expect("JSON");
        for line in diff.changelog().iter().flat_map(|(_, lines)| lines) {
            assert!(!line.text.contains('\n'), "{}", line.text);
        }
    }
}

/// Nothing of a page becomes an item of the Rust, or code in its documentation.
fn check_rust(rust: &str, reading: &Reading) {
    let file = syn::parse_file(rust).unwrap_or_else(|error| panic!("{error}: {rust}"));
    let mut constants = Vec::new();
    for item in &file.items {
        match item {
            Item::Use(_) | Item::Const(_) => {}
            Item::Mod(module) if module.content.iter().all(|(_, items)| items.is_empty()) => {}
            Item::Impl(item) => constants.push(&item.items),
            _ => panic!("an item of another kind: {rust}"),
        }
    }
    let [constants] = &constants[..] else {
        panic!("one `impl` is expected: {rust}")
    };
    let is_constant = |item| matches!(item, &ImplItem::Const(_));
    assert!(constants.iter().all(is_constant), "{rust}");
    let codes = &reading.catalog.codes;
    let former: usize = codes.iter().map(|code| code.former_names.len()).sum();
    assert_eq!(constants.len(), codes.len() + former);
}

fn check_exports(reading: &Reading) {
    let catalog = &reading.catalog;
    let json: serde_json::Value = serde_json::from_str(&export::json(catalog)).expect("JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(catalog.codes.len()));
    for (code, exported) in catalog
        .codes
        .iter()
        .zip(json.as_array().into_iter().flatten())
    {
        assert_eq!(exported["description"], code.description.to_plain_text());
        let markdown = code.description.to_markdown();
        let (_, strange) = markdown_text(&markdown);
        assert_eq!(strange, [""; 0], "{markdown}");
    }
    export::csv(catalog).expect("CSV");
    check_visible(&export::markdown(catalog));
}
