//! What the compiler and rustdoc make of a crate from a hostile page.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

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

/// The elements of a page that do something, or hide something.
fn acting(page: &Path) -> Vec<String> {
    let html = Html::parse_document(&fs::read_to_string(page).unwrap());
    let mut acting: Vec<String> = html
        .select(&select(
            "script, style, link, meta, img, iframe, form, svg, object",
        ))
        .map(|element| element.value().name().to_owned())
        .collect();
    let comments = html.tree.nodes().filter(|node| node.value().is_comment());
    acting.extend(comments.map(|_| "comment".to_owned()));
    acting
}

/// Checks that `element` holds what our Markdown makes, and nothing that does anything.
#[track_caller]
fn check_elements(element: ElementRef<'_>) {
    for inner in element.descendent_elements().skip(1) {
        let (name, html) = (inner.value().name(), inner.html());
        assert!(
            ["p", "ul", "li", "blockquote", "code", "strong", "em", "a"].contains(&name),
            "{html}"
        );
        for (attribute, value) in inner.value().attrs() {
            match (name, attribute) {
                ("a", "href") => assert!(
                    ["http://", "https://", "mailto:"].iter().any(|scheme| value.starts_with(scheme))
                        // What rustdoc makes of our own "Our remedy".
                        || value == "enum.Remedy.html#variant.Retry",
                    "{html}"
                ),
                ("a", "class" | "title") => assert!(
                    ["variant", "variant gigya_codes::Remedy::Retry"].contains(&value),
                    "{html}"
                ),
                _ => panic!("{attribute}: {html}"),
            }
        }
    }
}

#[test]
fn a_hostile_page_makes_a_crate_that_shows_its_text_and_no_more() {
    let hostile = Hostile::new();
    let compiled = Compiled::new(&must_read(&hostile.page(), &hostile.ledger()).catalog);
    let doc_tests = compiled.doc_tests();
    assert!(!doc_tests.is_empty());
    let of_the_page = doc_tests.iter().find(|test| test.contains("generated.rs"));
    assert_eq!(of_the_page, None, "nothing of the page is run");

    let doc = compiled.document();
    let path = doc.join("gigya_codes/struct.ResponseCode.html");
    let page = Html::parse_document(&fs::read_to_string(&path).unwrap());
    let constants: BTreeMap<&str, ElementRef<'_>> = page
        .select(&select(
            "details:has(> summary > section.associatedconstant)",
        ))
        .map(|details| {
            let section = details.select(&select("section")).next().unwrap();
            (section.value().id().unwrap(), details)
        })
        .collect();
    for (name, text) in &hostile.texts {
        let constant = constants[format!("associatedconstant.{name}").as_str()];
        let docs = constant.select(&select("div.docblock")).next().unwrap();
        let shown: String = docs.text().collect();
        assert_eq!(
            letters(&shown).trim_end_matches('.'),
            letters(text).trim_end_matches('.'),
            "{}",
            docs.html()
        );
        check_elements(docs);
    }
    // What does something is rustdoc's own, and the same everywhere.
    let other = acting(&doc.join("gigya_codes/enum.Class.html"));
    assert_eq!(acting(&path), other);
    let source = acting(&doc.join("src/gigya_codes/generated.rs.html"));
    assert_eq!(source, acting(&doc.join("src/gigya_codes/code.rs.html")));
}

#[test]
fn what_a_browser_does_not_show_does_not_get_into_the_crate() {
    for cell in &INPUTS.active {
        // Beside some words, so that the cell is not empty.
        let page = replaced(PAGE, "User <b>canceled</b>.", &format!("Words {cell}"));
        let Ok(reading) = read(&page, LEDGER) else {
            continue;
        };
        let crate_text = codegen::emit::rust(&reading.catalog);
        for trace in [
            "alert",
            "evil",
            "javascript",
            "onerror",
            "hidden",
            "<script",
        ] {
            assert!(!crate_text.contains(trace), "{cell}");
        }
    }
}

#[test]
fn what_nobody_can_see_is_refused_or_left_out() {
    for c in INPUTS.unseen.chars() {
        for cell in [format!("a{c}b"), format!("a&#{};b", u32::from(c))] {
            for place in ["Operation canceled", "User <b>canceled</b>."] {
                if let Ok(reading) = read(&replaced(PAGE, place, &cell), LEDGER) {
                    let text = codegen::emit::rust(&reading.catalog);
                    assert!(!text.contains(c), "U+{:04X}", u32::from(c));
                }
            }
        }
    }
}
