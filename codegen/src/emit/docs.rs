//! The documentation of a constant.

use std::collections::BTreeSet;

use crate::catalog::Code;
use crate::prose::{Block, Inline, Prose};
use crate::words::{Origin, Provenance, Remedy};

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
    let seen = match and(&code.seen) {
        Some(seen) => format!("; seen in {seen}"),
        None => String::new(),
    };
    match code.provenance {
        Provenance::Documented => {}
        Provenance::Retired => paragraph(&format!("**No longer documented by Gigya**{seen}.")),
        Provenance::Observed => paragraph(&format!("**Not documented by Gigya**{seen}.")),
    }
    if code.origin == Origin::Client {
        paragraph("A client makes this code up: no server sends it.");
    }
    if let Some(why) = &code.why {
        let remedy = match code.remedy {
            Remedy::Unreviewed => "No remedy of ours".to_owned(),
            remedy => format!("Our remedy: [`Remedy::{}`]", remedy.variant()),
        };
        paragraph(&sentence(&format!("{remedy} — {}", reason(why))));
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
        _ => (format!("`{}`", code.name), code.description.clone()),
    }
}

/// What rustdoc's search should find the constant by, besides its name.
pub(super) fn search_words(code: &Code) -> BTreeSet<String> {
    std::iter::once(&code.number.to_string())
        .chain(&code.message)
        .chain(&code.also)
        // Rustdoc takes no other white space than single blanks, and neither quotes nor the
        // constant's own name.
        .map(|word| word.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|word| !word.is_empty() && *word != code.name && !word.contains(['"', '\'']))
        .collect()
}

/// `text` as Markdown that shows just this text.
fn markdown(text: &str) -> String {
    Prose::text(text.trim()).to_markdown()
}

/// Our own words as Markdown: what stands between backticks is code.
fn reason(text: &str) -> String {
    let pieces = text
        .trim()
        .split('`')
        .enumerate()
        .filter(|(_, piece)| !piece.is_empty());
    let inlines = pieces.map(|(position, piece)| {
        if position % 2 == 1 {
            Inline::Code(piece.to_owned())
        } else {
            Inline::Text(piece.to_owned())
        }
    });
    Prose {
        blocks: vec![Block::Paragraph(inlines.collect())],
    }
    .to_markdown()
}

/// `text` with a full stop, if it does not end with one already.
fn sentence(text: &str) -> String {
    let ends = text
        .trim_end_matches(['"', '\\', ')'])
        .ends_with(['.', '!', '?']);
    format!("{text}{}", if ends { "" } else { "." })
}

/// `a`, `a and b`, `a, b and c`; nothing for nothing.
fn and(items: &[String]) -> Option<String> {
    let code = |item: &String| {
        Prose {
            blocks: vec![Block::Paragraph(vec![Inline::Code(item.clone())])],
        }
        .to_markdown()
    };
    let items: Vec<_> = items.iter().map(code).collect();
    let (last, first) = items.split_last()?;
    Some(if first.is_empty() {
        last.clone()
    } else {
        format!("{} and {last}", first.join(", "))
    })
}
