//! A hostile page in the crate and its documentation.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use codegen::emit;
use codegen::source::is_invisible;
use scraper::{ElementRef, Html, Selector};

use super::INPUTS;
use super::page::Hostile;
use crate::support::compile::Compiled;
use crate::support::fixtures::{LEDGER, PAGE, must_read, read, replaced};

/// What people read, apart from white space; rustdoc makes an apostrophe a typographic one.
fn letters(text: &str) -> String {
    text.replace(['\u{2018}', '\u{2019}'], "'")
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '•')
        .collect()
}

fn select(selector: &str) -> Selector {
    Selector::parse(selector).unwrap()
}

/// The elements of a page that do something or hide something, and its comments.
fn acting(page: &Path) -> Vec<String> {
    let html = Html::parse_document(&fs::read_to_string(page).unwrap());
    let elements = "script, style, link, meta, img, iframe, form, svg, object";
    let elements = select(elements);
    let acting = html.select(&elements).map(|element| element.value().name());
    let comments = html.tree.nodes().filter(|node| node.value().is_comment());
    let acting = acting.chain(comments.map(|_| "comment"));
    acting.map(str::to_owned).collect()
}

/// Checks that `element` has only what our Markdown becomes.
#[track_caller]
fn check_elements(element: ElementRef<'_>) {
    const ELEMENTS: &str = "p ul ol li blockquote code strong em a";
    // The link of our own "Our remedy".
    const REMEDY: [&str; 3] = [
        "enum.Remedy.html#variant.Retry",
        "variant",
        "variant gigya_codes::Remedy::Retry",
    ];
    for inner in element.descendent_elements().skip(1) {
        let (name, html) = (inner.value().name(), inner.html());
        assert!(ELEMENTS.split(' ').any(|it| it == name), "{html}");
        for (attribute, value) in inner.value().attrs() {
            let schemes = ["http://", "https://", "mailto:"];
            let is_link = attribute == "href" && schemes.iter().any(|it| value.starts_with(it));
            assert!(
                name == "a" && (is_link || REMEDY.contains(&value)),
                "{html}"
            );
        }
    }
}

#[test]
fn documentation_shows_a_hostile_page_as_text() {
    let hostile = Hostile::new();
    let compiled = Compiled::new(&must_read(&hostile.page(), &hostile.ledger()).catalog);
    let doc_tests = compiled.doc_tests();
    assert!(!doc_tests.is_empty());
    let of_the_page = doc_tests.iter().find(|test| test.contains("generated.rs"));
    assert_eq!(of_the_page, None, "text of the page is run");

    let doc = compiled.document();
    let path = doc.join("gigya_codes/struct.ResponseCode.html");
    let page = Html::parse_document(&fs::read_to_string(&path).unwrap());
    let (id, docs) = (select("section.associatedconstant"), select("div.docblock"));
    let mut shown = BTreeMap::new();
    for constant in page.select(&select(
        "details:has(> summary > section.associatedconstant)",
    )) {
        let id = constant.select(&id).next().unwrap().value().id().unwrap();
        let docs = constant.select(&docs).next().unwrap();
        shown.insert(id.trim_start_matches("associatedconstant."), docs);
    }
    for (name, text) in &hostile.texts {
        let docs = shown[name.as_str()];
        let [shown, text] = [&docs.text().collect::<String>(), text].map(|text| letters(text));
        assert_eq!(
            shown.trim_end_matches('.'),
            text.trim_end_matches('.'),
            "{}",
            docs.html()
        );
        check_elements(docs);
    }
    // What is active is rustdoc's own, and the same on every page.
    let other = acting(&doc.join("gigya_codes/enum.Class.html"));
    assert_eq!(acting(&path), other);
    let source = acting(&doc.join("src/gigya_codes/generated.rs.html"));
    assert_eq!(source, acting(&doc.join("src/gigya_codes/code.rs.html")));
}

#[test]
fn what_nobody_sees_does_not_reach_the_crate() {
    let unseen = INPUTS.unseen.chars();
    let cells = unseen.flat_map(|c| [format!("a{c}b"), format!("a&#{};b", u32::from(c))]);
    // Beside some words, so that the cell is not empty.
    let active = INPUTS.active.iter().map(|cell| format!("Words {cell}"));
    for cell in cells.chain(active) {
        for place in ["Operation canceled", "User <b>canceled</b>."] {
            let Ok(reading) = read(&replaced(PAGE, place, &cell), LEDGER) else {
                continue;
            };
            let rust = emit::rust(&reading.catalog);
            let mut traces = "alert evil javascript onerror hidden <script".split(' ');
            assert!(!traces.any(|trace| rust.contains(trace)), "{cell}");
            assert!(!rust.contains(|c| c != '\n' && is_invisible(c)), "{cell}");
        }
    }
}
