//! What becomes of pages in the dialects that maintainers meet: a gallery, each page above its rows
//! and what is said about it.

use crate::dialect::RULE;
use crate::fixture::{cases, characters, compare_gallery, findings, read, render};

/// The pages, each below a line with `===` and what it shows. A title that says "whole page" has
/// just that below it; the others have a table, which stands in an ordinary page.
const PAGES: &str = include_str!("pages/dialects.txt");

#[test]
fn gallery() {
    let mut gallery = String::new();
    for (title, text) in cases(PAGES) {
        gallery.push_str(&format!("=== {title}\n{text}\n--- gives\n"));
        gallery.push_str(&what_is_read(&page(title, &characters(text))));
    }
    compare_gallery("dialects", &gallery);
}

/// The page that a section stands for.
fn page(title: &str, text: &str) -> String {
    if title.contains("whole page") {
        return text.replace("{rule}", RULE);
    }
    format!(
        "# Response Codes and Errors\n\n{RULE}\n\n## Error Code Definitions Table\n\n{text}\n\n\
         ## Additional Information\n\nMore.\n"
    )
}

/// The rows of `page`, then the findings; or the errors.
fn what_is_read(page: &str) -> String {
    let reading = match read(page, "") {
        Ok(reading) => reading,
        Err(errors) => return render(&errors, page, ""),
    };
    let mut text = String::new();
    for code in &reading.catalog.codes {
        let message = code.message.as_deref().unwrap_or_default();
        let description = code.description.to_markdown().replace('\n', "\n    ");
        text.push_str(&format!("{} | {message} | {description}\n", code.number));
    }
    format!("{text}\n{}", render(&findings(&reading), page, ""))
}
