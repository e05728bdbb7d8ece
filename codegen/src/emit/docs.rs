//! The documentation of a constant.

use std::collections::BTreeSet;

use crate::catalog::{Code, Provenance};
use crate::prose::{Block, Inline, Prose};

/// The lines of the doc comment.
pub(super) fn lines(code: &Code) -> Vec<String> {
    let (title, description) = title(code);
    let mut text = format!("`{}` — {title}", code.number);
    let mut paragraph = |paragraph: &str| {
        if !paragraph.is_empty() {
            text.push_str("\n\n");
            text.push_str(paragraph);
        }
    };
    paragraph(&description.to_markdown());
    let seen = if code.seen.is_empty() {
        String::new()
    } else {
        format!("een in {}.", and(&code.seen))
    };
    match (code.provenance, &code.retired) {
        (Provenance::Documented, _) => {}
        (Provenance::Observed, _) => paragraph(&format!("**Not documented by Gigya**; s{seen}")),
        (Provenance::Retired, since) => {
            let since = since.as_deref().map(markdown).unwrap_or_default();
            paragraph(&format!(
                "**No longer documented by Gigya**: {since}. S{seen}"
            ));
        }
    }
    if let Some(why) = &code.why {
        let why = markdown(why.trim_end_matches('.'));
        paragraph(&format!(
            "Our remedy: [`Remedy::{}`] — {why}.",
            code.remedy.variant()
        ));
    }
    text.split('\n').map(str::to_owned).collect()
}

/// What stands beside the number, and what is left to say of the description.
fn title(code: &Code) -> (String, Prose) {
    if let Some(message) = &code.message {
        return (markdown(message), code.description.clone());
    }
    match &code.description.blocks[..] {
        [first @ Block::Paragraph(_), rest @ ..] => {
            let first = Prose {
                blocks: vec![first.clone()],
            };
            (
                first.to_markdown(),
                Prose {
                    blocks: rest.to_vec(),
                },
            )
        }
        _ => (
            "not documented by Gigya".to_owned(),
            code.description.clone(),
        ),
    }
}

/// What rustdoc's search should find the constant by, besides its name.
pub(super) fn search_words(code: &Code) -> BTreeSet<String> {
    std::iter::once(code.number.to_string())
        .chain(code.message.clone())
        .chain(code.also.iter().cloned())
        // Rustdoc refuses the constant's own name, and quotes.
        .filter(|word| *word != code.name && !word.contains(['"', '\'']))
        .collect()
}

/// `text` as Markdown that shows just this text.
fn markdown(text: &str) -> String {
    Prose::text(text).to_markdown()
}

/// `a`, `a and b`, `a, b and c`.
fn and(items: &[String]) -> String {
    let items: Vec<_> = items
        .iter()
        .map(|item| {
            Prose {
                blocks: vec![Block::Paragraph(vec![Inline::Code(item.clone())])],
            }
            .to_markdown()
        })
        .collect();
    match &items[..] {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
