//! What kind of file the page is.

use std::borrow::Cow;

use scraper::Html;

use super::columns::Columns;
use super::{error_at_start, is_six_digits, text_columns};
use crate::diagnostic::Diagnostic;
use crate::prose::shown;

/// What a page is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Markdown,
    Html,
}

impl Format {
    /// Finds out by looking, past comments and front matter.
    pub(super) fn of(text: &str) -> Self {
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
            let lines = shown::lines(fragment.tree.root(), &[]);
            !lines.iter().any(|line| line.raw.lines().any(is_markdown))
        };
        if is_document || (start.starts_with('<') && is_fragment()) {
            Self::Html
        } else {
            Self::Markdown
        }
    }
}

/// `text` with blank lines in the place of its front matter, so that the rest keeps its place in bytes.
pub(super) fn without_front_matter(text: &str) -> Cow<'_, str> {
    let start = text.len() - text.trim_start().len();
    let matter = text[start..].strip_prefix("---\n");
    match matter.and_then(|matter| matter.split_once("\n---\n")) {
        Some((_, after)) => {
            let len = text.len() - after.len();
            Cow::Owned("\n".repeat(len) + after)
        }
        None => Cow::Borrowed(text),
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

fn is_delimiter_row(line: &str) -> bool {
    let is_sign = |c| matches!(c, '|' | '-' | ':' | ' ');
    line.contains("--") && line.contains('|') && line.chars().all(is_sign)
}

/// A file that is something else than a page, by how it begins.
pub(super) fn foreign(text: &str) -> Option<Diagnostic> {
    const SAVE: &str = "open the page in a browser and save it as \"Web page, HTML only\"";
    let start = text.trim_start();
    let head: String = start.chars().take(2000).collect();
    let is_json = start
        .strip_prefix('{')
        .is_some_and(|rest| rest.trim_start().starts_with(['"', '}']))
        || start
            .strip_prefix('[')
            .is_some_and(|rest| rest.trim_start().starts_with(['{', '"']));
    let is_mhtml = head.contains("multipart/related") && head.contains("MIME-Version");
    let (what, help) = if start.starts_with("{\\rtf") {
        ("a document of a word processor", SAVE)
    } else if is_mhtml || (text.contains("=3D\"") && text.contains("=\n")) {
        ("an email, or a browser's single-file archive (MHTML)", SAVE)
    } else if text.contains("<ac:structured-macro") || text.contains("<ri:page") {
        ("Confluence's storage format", SAVE)
    } else if is_json {
        (
            "JSON",
            "save the page that people read, as HTML or Markdown",
        )
    } else {
        return None;
    };
    Some(error_at_start("format", format!("the file is {what}, not the page")).help(help))
}

/// Says why a page without a table has none.
pub(super) fn missing_table(text: &str) -> Diagnostic {
    const SAVE: &str = "the columns are errorCode, errorMessage and Description; was the page saved whole, as \
         HTML or Markdown?";
    let find = |fits: &dyn Fn(&str) -> bool| text.lines().position(fits);
    let line = |number: usize| text.lines().nth(number).unwrap_or_default();
    let separated =
        |separators: &[char]| find(&|line| text_columns(line.split(separators)).is_some());
    let cells = |line: &str| {
        let cells = line.split(['\t', '|']).map(|cell| cell.trim().to_owned());
        cells.collect::<Vec<_>>()
    };
    let pipes = separated(&['|']);
    let has_dashes = |header: &usize| is_delimiter_row(line(header + 1));
    let lacking =
        find(&|line| Columns::count(&cells(line)) > 1 && Columns::find(&cells(line)).is_err());
    let problem = lacking.and_then(|header| Columns::find(&cells(line(header))).err());
    let problem = problem.unwrap_or_default();
    let causes = [
        (
            separated(&['\t']).or(pipes.filter(has_dashes)),
            "the table is not read as one, but as code or text",
            "take it out of `<pre>`, of the lines of backquotes or of the indentation around it; a line of \
             dashes has as many cells as the header",
        ),
        (
            pipes,
            "the Markdown table has no line of dashes below its header",
            "add a line such as `|---|---|---|` below this one",
        ),
        (
            separated(&[',', ';']),
            "the table is comma-separated",
            "save it with tabs between the cells, one row a line, or save the page as HTML",
        ),
        (lacking, &format!("the header of the table {problem}"), SAVE),
        (
            find(&has_all_headings),
            "the table has no tabs, pipes or tags between its cells",
            "were tabs turned into spaces when the page was copied? Save the page as HTML",
        ),
        (
            find(&|line| cells(line).iter().any(|cell| is_six_digits(cell))),
            "rows of the table stand on the page, but no header",
            "was it wrapped over several lines? Save the page as HTML",
        ),
    ];
    let cause = causes
        .into_iter()
        .find_map(|(line, what, help)| Some((line?, what, help)));
    let Some((number, message, help)) = cause else {
        return error_at_start("no-table", "no table has the columns of the page").help(SAVE);
    };
    let start = text.split_inclusive('\n').take(number).map(str::len).sum();
    let end = start + line(number).len();
    Diagnostic::error("no-table", message)
        .label(super::span(start..end), "the table seems to be here")
        .help(help)
}

/// Whether the words of all three headings stand on the line.
fn has_all_headings(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    words.len() <= 6 && text_columns(words.into_iter()).is_some()
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn a_page_is_html_if_it_begins_so_and_has_no_markdown() {
        for (text, format) in [
            ("<!DOCTYPE html><p>x", Format::Html),
            (
                "<!-- saved -->\n<HTML>\n# a comment of a script\n",
                Format::Html,
            ),
            ("---\ntitle: x\n---\n<div><table>", Format::Html),
            ("<table><tr><td>**</td></tr></table>", Format::Html),
            ("# Heading\n<table>", Format::Markdown),
            ("<!-- loio -->\n\n# Heading\n", Format::Markdown),
            ("<a name=\"x\"/>\n\n## Heading\n", Format::Markdown),
            ("<div>\n\n| a | b |\n|---|---|\n", Format::Markdown),
            ("<table><tr><td>\n\n**a**\n", Format::Markdown),
            ("a\tb", Format::Markdown),
        ] {
            assert_eq!(Format::of(text), format, "{text}");
        }
    }
}
