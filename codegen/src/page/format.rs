//! What kind of file the page is.

use std::borrow::Cow;

use scraper::Html;

use super::error_at_start;
use crate::problem::{Problem, Rule};
use crate::prose::shown;

/// Whether the page is HTML, and not Markdown, by what stands below its comments and front matter.
pub(super) fn is_html(text: &str) -> bool {
    let start = after_preamble(text);
    let has_name = |name: &str| {
        let beginning = start.get(..name.len());
        beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(name))
    };
    let is_document = ["<!doctype html", "<html", "<head", "<body", "<?xml"]
        .into_iter()
        .any(has_name);
    // Markdown may begin with an HTML element, too.
    let is_fragment = || {
        let fragment = Html::parse_fragment(&start);
        let lines = shown::lines(fragment.tree.root());
        !lines.iter().any(|line| line.raw.lines().any(is_markdown))
    };
    is_document || (start.starts_with('<') && is_fragment())
}

/// `text` with blank lines in the place of its front matter, so that the rest keeps its place in bytes.
pub(super) fn without_front_matter(text: &str) -> Cow<'_, str> {
    let start = text.len() - text.trim_start().len();
    let matter = text[start..].strip_prefix("---\n");
    match matter.and_then(|matter| matter.split_once("\n---\n")) {
        // Without a `key: value`, it is text between two rules.
        Some((matter, after)) if matter.lines().take(1).all(|line| line.contains(':')) => {
            let len = text.len() - after.len();
            Cow::Owned("\n".repeat(len) + after)
        }
        _ => Cow::Borrowed(text),
    }
}

/// `text` without the front matter and the comments that it begins with.
fn after_preamble(text: &str) -> String {
    let text = without_front_matter(text);
    let mut rest = text.trim_start();
    while let Some(comment) = rest.strip_prefix("<!--")
        && let Some((_, after)) = comment.split_once("-->")
    {
        rest = after.trim_start();
    }
    rest.to_owned()
}

/// Whether the line has markup that only Markdown has.
fn is_markdown(line: &str) -> bool {
    let is_heading = line.trim_start_matches('#').starts_with(' ') && line.starts_with('#');
    let is_strong = line.split("**").count() > 2;
    is_heading || is_delimiter_row(line) || is_strong || line.contains("](")
}

pub(super) fn is_delimiter_row(line: &str) -> bool {
    let is_sign = |c| matches!(c, '|' | '-' | ':' | ' ');
    line.contains("--") && line.contains('|') && line.chars().all(is_sign)
}

/// An error if the file is something else than the page, by what only such files have.
pub(super) fn foreign(text: &str) -> Option<Problem> {
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
        return None;
    };
    let error = error_at_start(Rule::Format, format!("the file is {what}, not the page"));
    Some(error.fix("open the page in a browser and save it as \"Web page, HTML only\""))
}

#[cfg(test)]
mod tests {
    use super::{foreign, is_html};

    #[test]
    fn a_page_is_html_if_it_begins_so_and_has_no_markdown() {
        for (text, is_page_of_html) in [
            ("<!DOCTYPE html><p>x", true),
            ("<!-- saved -->\n<HTML>\n# a comment of a script\n", true),
            ("---\ntitle: x\n---\n<div><table>", true),
            ("<table><tr><td>**</td></tr></table>", true),
            ("<p>a | b -- c", true),
            ("# Heading\n<table>", false),
            ("<!-- loio -->\n\n# Heading\n", false),
            ("<a name=\"x\"/>\n\n## Heading\n", false),
            ("<div>\n\n| a | b |\n|---|---|\n", false),
            ("<table><tr><td>\n\n**a**\n", false),
            ("a\tb", false),
        ] {
            assert_eq!(is_html(text), is_page_of_html, "{text}");
        }
    }

    #[test]
    fn one_sign_of_an_email_does_not_make_one() {
        assert!(foreign("<a href=3D\"x\">a =\n b").is_some());
        for text in ["<a href=3D\"x\">", "a =\n b"] {
            assert!(foreign(text).is_none(), "{text}");
        }
    }
}
