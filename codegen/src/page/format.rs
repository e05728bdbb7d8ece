//! What kind of file a copy is.

use super::tabs::is_heading;
use crate::problem::{Problem, Rule};
use crate::prose::shown;
use crate::prose::tags::parse_html;

/// Whether the copy is HTML, and not Markdown, by what is below its comments.
pub(super) fn is_html(text: &str) -> bool {
    const STARTS: [&str; 5] = ["<!doctype html", "<html", "<head", "<body", "<?xml"];
    let mut start = text.trim_start();
    while let Some(comment) = start.strip_prefix("<!--")
        && let Some((_, after)) = comment.split_once("-->")
    {
        start = after.trim_start();
    }
    let has_start = |name: &&str| {
        let beginning = start.get(..name.len());
        beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(name))
    };
    // Markdown may begin with an HTML element, too.
    let has_markdown = || {
        let lines = parse_html(start).map(|dom| shown::lines(dom.tree.root()));
        let mut lines = lines.iter().flatten().flat_map(|line| line.raw.lines());
        lines.any(is_markdown)
    };
    start.starts_with('<') && (STARTS.iter().any(has_start) || !has_markdown())
}

/// Whether the line has markup that only Markdown has.
fn is_markdown(line: &str) -> bool {
    let is_strong = line.split("**").count() > 2;
    is_heading(line) || is_delimiter_row(line) || is_strong || line.contains("](")
}

fn is_delimiter_row(line: &str) -> bool {
    let is_sign = |c| matches!(c, '|' | '-' | ':' | ' ');
    line.contains("--") && line.contains('|') && line.chars().all(is_sign)
}

/// Refuses a file that is something other than the page, by what only such files have.
pub(super) fn check_format(text: &str) -> Result<(), Problem> {
    let has = |words| text.contains(words);
    let what = if text.trim().is_empty() {
        "empty"
    } else if text.trim_start().starts_with("{\\rtf") {
        "a document of a word processor"
    } else if has("Content-Type: multipart/related") || (has("=3D\"") && has("=\n")) {
        "an email, or a browser's single-file archive (MHTML)"
    } else if has("<ac:structured-macro") || has("<ri:page") {
        "Confluence's storage format"
    } else {
        return Ok(());
    };
    let message = format!("the file is {what}, not the page");
    Err(Problem::new(Rule::Format, message))
}

#[cfg(test)]
mod tests {
    use super::{check_format, is_html};

    #[test]
    fn a_page_is_html_if_it_begins_so_and_has_no_markdown() {
        for (text, is_page_of_html) in [
            ("<!DOCTYPE html><p>x", true),
            ("<!-- saved -->\n<HTML>\n# a comment of a script\n", true),
            ("<table><tr><td>**</td></tr></table>", true),
            ("<p>a | b -- c", true),
            ("---\ntitle: x\n---\n<div><table>", false),
            ("# Heading\n<table>", false),
            ("<!-- loio -->\n\n# Heading\n", false),
            ("<a name=\"x\"/>\n\n## Heading\n", false),
            ("<div>\n\n| a | b |\n|---|---|\n", false),
            ("<table><tr><td>\n\n**a**\n", false),
            ("a\tb", false),
            // Its DOM would take minutes.
            (&"<table><td>".repeat(20_000), true),
        ] {
            assert_eq!(is_html(text), is_page_of_html, "{text}");
        }
    }

    #[test]
    fn one_sign_of_an_email_does_not_make_one() {
        assert!(check_format("<a href=3D\"x\">a =\n b").is_err());
        for text in ["<a href=3D\"x\">", "a =\n b"] {
            assert!(check_format(text).is_ok(), "{text}");
        }
    }
}
