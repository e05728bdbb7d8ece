//! Any HTML as a cell: read as a browser reads it, and written so that it says just that.

use codegen::prose::Prose;
use codegen::source::File;

use super::decode;
use super::words::{markdown_text, prose_text, words};

/// Checks what a cell with these bytes becomes.
pub fn check(bytes: &[u8]) {
    check_prose(&Prose::from_html(decode(File::Page, bytes).text()));
}

/// All that is made of `prose` has its words and its structure.
pub fn check_prose(prose: &Prose) {
    let text = prose_text(prose, "");
    let markdown = prose.to_markdown();
    let (read, strange) = markdown_text(&markdown);
    assert_eq!(words(&read), words(&text), "{markdown}");
    assert_eq!(strange, [""; 0], "{markdown}");

    let plain = prose.to_plain_text();
    assert_eq!(words(&plain), words(&prose_text(prose, "-")), "{plain}");
    let as_written: Vec<_> = text.split_whitespace().collect();
    assert_eq!(prose.words(), as_written);
}
