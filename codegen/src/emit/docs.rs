//! The documentation in the generated file.
//!
//! Each function returns lines as rustdoc takes them: `/// text` has a space before the text.

use std::collections::BTreeSet;

use crate::catalog::{Catalog, Code};
use crate::prose::{Block, Mark, Prose, Run};
use crate::words::{Provenance, Remedy};

/// The documentation of a code's constant.
pub(super) fn constant(code: &Code) -> Vec<String> {
    let title = match &code.message {
        Some(message) => Prose::text(message.trim()).to_markdown(),
        None => inline_code(&code.name),
    };
    let seen = seen_in(&code.seen);
    let paragraphs = [
        Some(format!("`{}` — {title}", code.number)),
        Some(code.description.to_markdown()).filter(|text| !text.is_empty()),
        refers_to_lost_links(&code.description).then(|| LINKS.to_owned()),
        match code.provenance {
            Provenance::Documented => None,
            Provenance::Retired => {
                let since = since(code.retired.as_deref().unwrap_or_default());
                Some(format!("**No longer documented by Gigya**{since}{seen}."))
            }
            Provenance::Observed => Some(format!("**Not documented by Gigya**{seen}.")),
        },
        code.why.as_ref().map(|why| remedy(code.remedy, why)),
    ];
    let shown: Vec<String> = paragraphs.into_iter().flatten().collect();
    lines(&shown.join("\n\n"))
}

/// Below a description that refers to another page without a link to it.
const LINKS: &str = "The links of this description are on [Gigya's page]\
                     (crate#where-the-words-come-from).";

/// Whether a description sends the reader to a page, and the copy has lost where that is.
fn refers_to_lost_links(description: &Prose) -> bool {
    let text = description.to_plain_text();
    let refers = ["See ", "refer to "]
        .iter()
        .any(|words| text.contains(words));
    refers && !description.to_markdown().contains("](")
}

/// What rustdoc's search should find the constant by, besides its name.
pub(super) fn search_words(code: &Code) -> BTreeSet<String> {
    std::iter::once(&code.number.to_string())
        .chain(&code.message)
        .chain(&code.also)
        // Rustdoc rejects quotes, the constant's own name, and white space other than single blanks.
        .map(|word| word.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|word| !word.is_empty() && *word != code.name && !word.contains(['"', '\'']))
        .collect()
}

/// The documentation of the module `table_of_codes`.
pub(super) fn table_of_codes(catalog: &Catalog) -> Vec<String> {
    let rows = catalog.codes.iter().map(|code| {
        let Code { number, name, .. } = code;
        let remedy = code.remedy.variant();
        let message = code.message.as_deref().unwrap_or_default().trim();
        // Outside of code, a bar is escaped already.
        let message = Prose::text(message)
            .to_markdown()
            .replace("\\|", "|")
            .replace('|', "\\|");
        let note = match code.provenance {
            Provenance::Documented => "",
            other => other.word(),
        };
        format!(
            "| {number} | {message} | [`{name}`](ResponseCode::{name}) \
             | [`{remedy}`](Remedy::{remedy}) | {note} |\n"
        )
    });
    lines(&format!(
        "A table of all known codes, for reading: by number, with the message, the constant and \
         what to do next. In code, they are [`ResponseCode::ALL`].\n\n\
         Gigya documents every code without a note on its page \"Response Codes and Errors\". A \
         [retired](Provenance::Retired) code is no longer there; an \
         [observed](Provenance::Observed) one never was.\n\n\
         | code | message | constant | remedy | note |\n|---:|---|---|---|---|\n{}",
        rows.collect::<String>()
    ))
}

fn lines(markdown: &str) -> Vec<String> {
    markdown.lines().map(|line| format!(" {line}")).collect()
}

/// A sentence about the remedy and the reason for it, in which code is between backticks.
fn remedy(remedy: Remedy, why: &str) -> String {
    let remedy = match remedy {
        Remedy::Unreviewed => "No remedy of ours".to_owned(),
        remedy => format!("Our remedy: [`Remedy::{}`]", remedy.variant()),
    };
    let pieces = why.trim().split('`').enumerate();
    let reason = pieces
        .filter(|(_, piece)| !piece.is_empty())
        .map(|(position, piece)| match position % 2 {
            0 => Run::new(piece, &[]),
            _ => Run::new(piece, &[Mark::Code]),
        });
    let reason = paragraph(reason.collect());
    let end = reason.trim_end_matches(['"', '\\', ')']);
    let is_sentence = end.ends_with(['.', '!', '?']);
    let stop = if is_sentence { "" } else { "." };
    format!("{remedy} — {reason}{stop}")
}

/// ` (not on the page copied 2026-11-22)`; nothing without a reason.
fn since(reason: &str) -> String {
    if reason.is_empty() {
        return String::new();
    }
    format!(" ({})", paragraph(vec![Run::new(reason, &[])]))
}

/// `; seen in a, b, c`; nothing for a code that was seen nowhere.
fn seen_in(repositories: &[String]) -> String {
    if repositories.is_empty() {
        return String::new();
    }
    let repositories: Vec<String> = repositories.iter().map(|name| inline_code(name)).collect();
    format!("; seen in {}", repositories.join(", "))
}

fn inline_code(text: &str) -> String {
    paragraph(vec![Run::new(text, &[Mark::Code])])
}

fn paragraph(runs: Vec<Run>) -> String {
    Prose {
        blocks: vec![Block::Paragraph(runs)],
    }
    .to_markdown()
}
