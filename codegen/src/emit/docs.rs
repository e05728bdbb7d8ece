//! The documentation in the generated file.
//!
//! Each function returns lines as rustdoc takes them: `/// text` has a space before the text.

use std::collections::BTreeSet;

use crate::catalog::{Catalog, Code};
use crate::prose::{Block, Mark, Prose, Run};
use crate::words::{Provenance, Remedy};

/// The documentation of a code's constant.
pub(super) fn document_constant(code: &Code) -> Vec<String> {
    let title = match &code.message {
        Some(message) => Prose::text(message.trim()).to_markdown(),
        None => format!("`{}`", code.name),
    };
    let seen = list_repositories(&code.seen);
    let paragraphs = [
        Some(format!("`{}` — {title}", code.number)),
        Some(code.description.to_markdown()).filter(|text| !text.is_empty()),
        refers_to_lost_links(&code.description).then(|| LINKS.to_owned()),
        match code.provenance {
            Provenance::Documented => None,
            Provenance::Retired => {
                let since = Prose::text_with_code(code.retired.as_deref().unwrap_or_default());
                let note = format!("({}){seen}", since.to_markdown());
                Some(format!("**No longer documented by Gigya** {note}."))
            }
            Provenance::Observed => Some(format!("**Not documented by Gigya**{seen}.")),
        },
        code.why
            .as_ref()
            .map(|why| remedy_sentence(code.remedy, why)),
    ];
    let shown: Vec<String> = paragraphs.into_iter().flatten().collect();
    doc_lines(&shown.join("\n\n"))
}

/// Below a description that refers to another page without a link to it.
const LINKS: &str = "The links of this description are on [Gigya's page](crate::table_of_codes).";

/// Whether a description sends the reader to a page, and the copy has lost where that is.
fn refers_to_lost_links(description: &Prose) -> bool {
    let text = description.to_plain_text();
    let refers = text.contains("See ") || text.contains("refer to ");
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
pub(super) fn document_table(catalog: &Catalog) -> Vec<String> {
    // Without code marks on the links: rustdoc breaks code in a narrow table after any letter.
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
            Provenance::Documented => String::new(),
            other => format!(" *({})*", other.word()),
        };
        format!(
            "| {number} | {message}{note} | [{remedy}](Remedy::{remedy}) \
             | [{name}](ResponseCode::{name}) |\n"
        )
    });
    let page = link_to_page(catalog.address.as_deref());
    let copied = match &catalog.copied {
        Some(day) => format!(", as copied on {day}"),
        None => String::new(),
    };
    doc_lines(&format!(
        "A table of all known codes, for reading: by number, with the message, what to do next \
         and the constant. In code, they are [`ResponseCode::ALL`].\n\n\
         Gigya documents every code without a mark on its page \"{page}\"{copied}. A \
         [retired](Provenance::Retired) code is no longer there; an \
         [observed](Provenance::Observed) one never was.\n\n\
         | code | message | remedy | constant |\n|---:|---|---|---|\n{}",
        rows.collect::<String>()
    ))
}

/// The title of the page, with a link to its `address` if that is known.
fn link_to_page(address: Option<&str>) -> String {
    let link = address.map(|address| Mark::Link(address.to_owned()));
    let title = Run::new("Response Codes and Errors", &link);
    let blocks = vec![Block::Paragraph(vec![title])];
    Prose { blocks }.to_markdown()
}

fn doc_lines(markdown: &str) -> Vec<String> {
    markdown.lines().map(|line| format!(" {line}")).collect()
}

/// A sentence about the remedy and the reason for it.
fn remedy_sentence(remedy: Remedy, why: &str) -> String {
    let remedy = match remedy {
        Remedy::Unreviewed => "No remedy of ours".to_owned(),
        remedy => format!("Our remedy: [`Remedy::{}`]", remedy.variant()),
    };
    let reason = Prose::text_with_code(why.trim()).to_markdown();
    let end = reason.trim_end_matches(['"', '\\', ')']);
    let is_sentence = end.ends_with(['.', '!', '?']);
    let stop = if is_sentence { "" } else { "." };
    format!("{remedy} — {reason}{stop}")
}

/// `; seen in a, b, c`; nothing for a code that was seen nowhere.
fn list_repositories(repositories: &[String]) -> String {
    if repositories.is_empty() {
        return String::new();
    }
    let seen = format!("; seen in `{}`", repositories.join("`, `"));
    Prose::text_with_code(&seen).to_markdown()
}
