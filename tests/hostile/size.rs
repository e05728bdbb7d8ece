//! Great pages: a result or an error, on a small stack. Time and memory are linear in the page, so
//! the gate's full size is only more of the same.

use std::thread;

use codegen::{Diagnostics, Reading, Source, export, outputs, report};

use crate::fixture::{LEDGER, PAGE, read, render, replaced, thorough};
use crate::syntaxes::{with_html, with_pipes};

const CELL: &str = "User <b>canceled</b>.";

/// Reads a page and a ledger, and writes out all that follows, on a stack of half a megabyte.
fn read_on_a_small_stack(page: &str, ledger: &str) -> Result<Reading, Diagnostics> {
    let (page, ledger) = (page.to_owned(), ledger.to_owned());
    let read = move || {
        let reading = read(&page, &ledger);
        match &reading {
            Ok(reading) => {
                let _ = outputs(reading);
                assert!(export::markdown(&reading.catalog).len() > 100);
                assert!(report::markdown(reading, &Source::new("page", &page)).len() > 10);
            }
            Err(errors) => assert!(render(errors, &page, &ledger).contains("error")),
        }
        reading
    };
    let thread = thread::Builder::new().stack_size(512 << 10).spawn(read);
    thread.unwrap().join().unwrap()
}

#[track_caller]
fn refused(page: &str, id: &str) {
    let errors = read_on_a_small_stack(page, LEDGER).expect_err(id);
    assert!(errors.iter().any(|error| error.id == id), "{:?}", errors[0]);
}

#[test]
fn elements_nested_without_end_are_refused_in_every_syntax() {
    for element in ["b", "div", "ul><li"] {
        let cell = format!("<{element}>").repeat(100_000);
        let page = replaced(PAGE, CELL, &cell);
        for page in [&page, &with_pipes(&page), &with_html(&page)] {
            refused(page, "depth");
        }
    }
}

#[test]
fn end_tags_that_close_nothing_are_not_looked_for() {
    let crossed: String = (0..10_000)
        .map(|n| format!("<div><b id={n}></div></x>"))
        .collect();
    for (html, id) in [("<z></x>".repeat(50_000), "depth"), (crossed, "markup")] {
        refused(&with_html(&replaced(PAGE, CELL, &html)), id);
        let caption = format!("<caption>{html}</caption>\n<thead>");
        refused(&replaced(&with_html(PAGE), "<thead>", &caption), id);
    }
}

#[test]
fn what_is_nested_outside_of_the_table_does_not_matter() {
    for piece in [
        "> ", "- ", "*", "[", "![", "`", "<div>", "<b>", "_a ", "<!--",
    ] {
        let page = replaced(PAGE, "More.", &piece.repeat(50_000));
        assert!(read_on_a_small_stack(&page, LEDGER).is_ok(), "{piece}");
    }
}

#[test]
fn a_ledger_nested_without_end_is_refused() {
    for open in ["[", "{a=", "a.", "[["] {
        let ledger = format!("{LEDGER}x = {}", open.repeat(100_000));
        let errors = read_on_a_small_stack(PAGE, &ledger).unwrap_err();
        assert_eq!(errors[0].id, "toml");
    }
}

#[test]
fn long_lists_and_long_cells_are_read() {
    let full = if thorough() { 1_000_000 } else { 5_000 };
    let n = 5_000;
    for (cell, words) in [
        (format!("<ul>{}</ul>", "<li>x</li>".repeat(full)), 2 * full),
        ("x".repeat(50 * full), 1),
        ("x ".repeat(n), n),
        ("<p>x</p>".repeat(n), n),
        ("<b>x</b> ".repeat(n), n),
        ("x<br>".repeat(n), n),
        ("&amp;".repeat(n), 1),
        ("&".repeat(n), 1),
        ("`".repeat(n), 1),
        ("_".repeat(n), 1),
    ] {
        let page = replaced(PAGE, CELL, &cell);
        let reading = read_on_a_small_stack(&page, LEDGER).unwrap();
        let text = reading.catalog.codes[1].description.to_plain_text();
        assert_eq!(text.split_whitespace().count(), words, "{cell:.8}");
    }
}

#[test]
fn many_errors_are_errors() {
    for (piece, id) in [
        ("\u{200b}", "invisible-character"),
        ("<q>", "unknown-element"),
        ("</b>", "unopened-element"),
        ("<li>", "misplaced-element"),
        ("<!", "markup"),
        ("<a", "markup"),
        ("&x;", "entity"),
        ("\t", "cells"),
    ] {
        refused(&replaced(PAGE, CELL, &piece.repeat(5_000)), id);
    }
    let rows: String = (0..5_000).map(|n| format!("{n}x\tA\tB\n")).collect();
    refused(
        &replaced(PAGE, "403042\t", &format!("{rows}403042\t")),
        "code",
    );
}
