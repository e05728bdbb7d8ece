//! Messages that make odd names: a constant that compiles, or an error that says what to do.

use super::INPUTS;
use crate::support::compile::Compiled;
use crate::support::fixtures::{LEDGER, PAGE, must_read, read, render, replaced};

const ROW: &str = "403042\tInvalid loginID\t";

#[test]
fn odd_messages_give_names_that_compile() {
    let mut rows = String::new();
    for (number, (message, _)) in (700000..).zip(&INPUTS.names) {
        rows.push_str(&format!("{number}\t{message}\tx\n"));
    }
    // Too long for a name, so the ledger has one.
    let long = "Many words ".repeat(18);
    rows.push_str(&format!("710000\t{long}\t{long}\n"));
    let ledger = LEDGER.replace("[codes]\n", "[codes]\n710000 = { name = \"LONG\" }\n");
    let page = replaced(PAGE, ROW, &format!("{rows}{ROW}"));
    let catalog = must_read(&page, &ledger).catalog;
    for (number, (message, name)) in (700000..).zip(&INPUTS.names) {
        let code = catalog.codes.iter().find(|code| code.number == number);
        assert_eq!(code.unwrap().name, *name, "{message}");
    }
    Compiled::new(&catalog);
}

#[test]
fn a_message_without_a_name_is_an_error_with_a_fix() {
    for (message, problem) in &INPUTS.no_names {
        let page = replaced(PAGE, ROW, &format!("700000\t{message}\tx\n{ROW}"));
        let errors = read(&page, LEDGER).expect_err(message);
        let shown = render(&errors, &page, LEDGER);
        assert!(shown.contains(problem), "{message}: {shown}");
        assert!(shown.contains("= help: "), "{message}: {shown}");
    }
}
