//! Any bytes as a cell: refused, with the place, or read as a browser reads it.

use codegen::diagnostic::is_invisible;
use codegen::prose::Prose;
use codegen::source::{File, Fragment};
use codegen::{Diagnostics, Source};

use super::words::{markdown_text, prose_text, shown, words};
use super::{check_diagnostics, decode};

/// Checks what a cell with these bytes becomes.
pub fn check(bytes: &[u8]) {
    let (page, ledger) = (decode(File::Page, bytes), Source::new("", ""));
    let cell = Fragment::verbatim(page.text(), File::Page, 0..page.text().len());
    let mut diagnostics = Diagnostics::default();
    let prose = Prose::parse(&cell, &mut diagnostics);
    check_diagnostics(&diagnostics, &page, &ledger);
    let refused = !diagnostics.is_empty();
    assert!(!refused || prose.is_empty());

    // A message is the same text, or refused.
    let message = Prose::parse_text(&cell, &mut diagnostics);
    assert!(message.is_empty() || words(&message) == words(&prose_text(&prose, "")));

    if !refused {
        check_prose(&prose, &shown(&cell.html));
        check_prose(&Prose::text(&message), &message);
    }
}

/// The words of `prose` and of all that is made of it are those of `shown`, and so is its
/// structure.
pub fn check_prose(prose: &Prose, shown: &str) {
    let text = prose_text(prose, "");
    assert!(!text.contains(|c| c != '\n' && is_invisible(c)), "{text:?}");
    // The page writes a bullet at the start of an item, where the list shows its own.
    let without_bullets = |text: &str| words(&text.replace('•', " "));
    assert_eq!(without_bullets(&text), without_bullets(shown));

    let markdown = prose.to_markdown();
    let (read, strange) = markdown_text(&markdown);
    assert_eq!(words(&read), words(&text), "{markdown}");
    assert_eq!(strange, [""; 0], "{markdown}");

    let plain = prose.to_plain_text();
    assert_eq!(words(&plain), words(&prose_text(prose, "-")), "{plain}");
    let as_written: Vec<_> = text.split_whitespace().collect();
    assert_eq!(prose.words(), as_written);
}
