//! Input that is deeply nested, long, or wrong in many places: a result or an error, on a small stack.

use std::thread;

use codegen::outputs;

use crate::support::dialect::{Dialect, translated};
use crate::support::fixtures::{LEDGER, PAGE, import, render_import, replaced};

/// Reads a page and a ledger, and writes out all that follows, on a stack of half a megabyte.
#[track_caller]
fn check(page: &str, ledger: &str) {
    let (page, ledger) = (page.to_owned(), ledger.to_owned());
    let read = move || match import(&page, &ledger) {
        Ok(reading) => {
            let _ = outputs(&reading);
        }
        Err(errors) => assert!(render_import(&errors, &page, &ledger).contains("error")),
    };
    let thread = thread::Builder::new().stack_size(512 << 10).spawn(read);
    thread.unwrap().join().unwrap();
}

/// Without a limit, the DOM of this takes minutes.
#[test]
fn a_copy_nested_without_end_is_refused_at_once() {
    for piece in ["<div>", "<table><tr><td>", "<span><div></span></div>"] {
        let copy = piece.repeat(50_000);
        let errors = import(&copy, LEDGER).unwrap_err();
        let report = render_import(&errors, &copy, LEDGER);
        assert!(report.contains("nested too deep"), "{piece}: {report}");
    }
}

#[test]
fn deep_and_long_input_needs_little_stack() {
    for (piece, times) in [
        ("<b>", 2_000),
        ("<div>", 2_000),
        ("<ul><li>", 1_000),
        ("<b>x</b><br> ", 2_000),
        ("<div><b></div></x>", 2_000),
        ("<table><tr><td>", 2_000),
        ("<!", 2_000),
        ("</b>", 2_000),
        ("\t", 2_000),
        ("\u{200b}", 2_000),
        ("&amp;&x;", 2_000),
        ("`_", 2_000),
        ("> ", 2_000),
        ("[![", 2_000),
    ] {
        let text = piece.repeat(times);
        let page = replaced(PAGE, "User <b>canceled</b>.", &text);
        check(&page, LEDGER);
        for dialect in [Dialect::Pipes, Dialect::Minified] {
            check(&translated(&page, dialect), LEDGER);
        }
        check(&replaced(PAGE, "More.", &text), LEDGER);
    }
}
