//! What becomes of pages in the dialects that maintainers meet: a gallery, each page above its rows
//! and what is said about it.

use crate::support::dialect::{RULE, markdown};
use crate::support::fixtures::{findings, import, render_import};
use crate::support::gallery::{Case, characters, check_gallery};

/// The address that links are resolved against.
const LEDGER: &str =
    "[page]\naddress = \"https://help.sap.com/docs/PRODUCT/DELIVERABLE/codes.html\"\n";

#[test]
fn gallery() {
    check_gallery("dialects", |case| {
        let result = what_is_read(&page(case));
        format!("{}\n--- gives\n{result}", case.input)
    });
}

/// The page of a case: its input is all of it if the title says "whole page", else only the table.
fn page(case: &Case) -> String {
    let text = characters(&case.input);
    if case.title.contains("whole page") {
        return text.replace("{rule}", RULE);
    }
    markdown(&text)
}

/// The rows of `page`, then the findings; or the errors.
fn what_is_read(page: &str) -> String {
    let reading = match import(page, LEDGER) {
        Ok(reading) => reading,
        Err(errors) => return render_import(&errors, page, LEDGER),
    };
    let mut text = String::new();
    for code in &reading.catalog.codes {
        let message = code.message.as_deref().unwrap_or_default();
        let description = code.description.to_markdown().replace('\n', "\n    ");
        text.push_str(&format!("{} | {message} | {description}\n", code.number));
    }
    format!(
        "{text}\n{}",
        render_import(&findings(&reading), page, LEDGER)
    )
}
