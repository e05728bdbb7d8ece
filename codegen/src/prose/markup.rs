//! Checks the markup of a fragment, with the place of everything that is wrong.
//!
//! An HTML parser accepts anything and silently repairs it, and it does not say where. So we look
//! at the tags first: every element is one we know, is closed, and stands where it may stand. What
//! passes is read by the parser as it is written, and `html` makes sure of that.

use super::{html, within};
use crate::diagnostic::{Diagnostic, is_invisible};
use crate::source::Spanned;

/// Elements may be nested this deep.
const MAX_DEPTH: usize = 32;

/// The elements we know, and how they may be nested.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Holds blocks and text: `div`, `li`.
    Flow,
    /// Holds text: `p`, and everything inside a paragraph.
    Phrase,
    /// Holds items only: `ul`.
    List,
}

struct Element {
    name: &'static str,
    holds: Kind,
}

const ELEMENTS: [Element; 10] = [
    Element {
        name: "a",
        holds: Kind::Phrase,
    },
    Element {
        name: "b",
        holds: Kind::Phrase,
    },
    Element {
        name: "code",
        holds: Kind::Phrase,
    },
    Element {
        name: "div",
        holds: Kind::Flow,
    },
    Element {
        name: "em",
        holds: Kind::Phrase,
    },
    Element {
        name: "i",
        holds: Kind::Phrase,
    },
    Element {
        name: "li",
        holds: Kind::Flow,
    },
    Element {
        name: "p",
        holds: Kind::Phrase,
    },
    Element {
        name: "strong",
        holds: Kind::Phrase,
    },
    Element {
        name: "ul",
        holds: Kind::List,
    },
];

/// An element that is open, and where its tag stands.
struct Open {
    element: &'static Element,
    start: usize,
    end: usize,
}

/// Reports everything in `cell` that an HTML parser would have to repair, that we do not know, or
/// that a reader could not see. Returns the names of the elements, in order.
pub(super) fn check(
    cell: &Spanned<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<&'static str> {
    let mut checker = Checker {
        cell,
        open: Vec::new(),
        elements: Vec::new(),
        diagnostics,
    };
    checker.run();
    checker.elements
}

struct Checker<'a> {
    cell: &'a Spanned<String>,
    open: Vec<Open>,
    elements: Vec<&'static str>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Checker<'_> {
    fn run(&mut self) {
        let text = self.cell.value.as_str();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            at += match c {
                '<' if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') => {
                    match tag_len(rest) {
                        Some(len) => {
                            if !self.tag(at, &rest[..len]) {
                                return;
                            }
                            len
                        }
                        None => {
                            self.error("markup", "a tag does not end", at, text.len())
                                .help_last("expected `>`; was the row cut off?");
                            return;
                        }
                    }
                }
                '<' if rest[1..].starts_with(['!', '?']) => {
                    let len = rest.find('>').map_or(rest.len(), |end| end + 1);
                    self.error("markup", "a comment or declaration", at, at + len)
                        .help_last("a cell has text and elements only");
                    len
                }
                '&' => self.reference(at, rest),
                c => {
                    self.character(at, c);
                    c.len_utf8()
                }
            };
        }
        while let Some(open) = self.open.pop() {
            self.unclosed(&open);
        }
    }

    fn error(&mut self, id: &'static str, message: &str, start: usize, end: usize) -> &mut Self {
        self.diagnostics
            .push(Diagnostic::error(id, message).label(within(self.cell, start, end), "here"));
        self
    }

    fn help_last(&mut self, help: &str) {
        if let Some(last) = self.diagnostics.last_mut() {
            last.help = Some(help.to_owned());
        }
    }

    fn unclosed(&mut self, open: &Open) {
        let message = format!("`<{}>` is not closed", open.element.name);
        self.error("unclosed-element", &message, open.start, open.end)
            .help_last("was the row cut off, or its end wrapped to the next line?");
    }

    fn character(&mut self, at: usize, c: char) {
        if is_invisible(c) && c != '\t' {
            let message = format!("an invisible character, U+{:04X}", u32::from(c));
            self.error("invisible-character", &message, at, at + c.len_utf8())
                .help_last("text that nobody can see does not belong into documentation");
        } else if self
            .open
            .last()
            .is_some_and(|open| open.element.holds == Kind::List)
            && !c.is_whitespace()
        {
            // Once an item opens we are out of here; report a stray text once.
            let reported = self.diagnostics.last().is_some_and(|last| {
                last.id == "misplaced-text"
                    && last.span().is_some_and(|span| {
                        span.start > self.cell.span.start + self.open[self.open.len() - 1].start
                    })
            });
            if !reported {
                self.error(
                    "misplaced-text",
                    "text between list items",
                    at,
                    at + c.len_utf8(),
                )
                .help_last("expected `<li>` or `</ul>`");
            }
        }
    }

    /// A character reference, or a plain ampersand. Returns its length.
    fn reference(&mut self, at: usize, rest: &str) -> usize {
        let name = rest[1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '#');
        let len = name.map_or(rest.len(), |end| end + 1);
        let terminated = rest[len..].starts_with(';');
        let reference = &rest[..len + usize::from(terminated)];
        let end = at + reference.len();
        match html::entity(reference) {
            Some(text) if terminated => text.chars().for_each(|c| {
                if c == '\u{fffd}' || is_invisible(c) {
                    let message = format!("an invisible character, U+{:04X}", u32::from(c));
                    self.error("invisible-character", &message, at, end);
                } else {
                    self.character(at, c);
                }
            }),
            Some(_) => {
                let message = format!("`{reference}` does not end with `;`");
                self.error("entity", &message, at, end)
                    .help_last("write `&amp;` for an ampersand");
            }
            None if terminated && len > 1 => {
                let message = format!("`{reference}` is no entity of HTML");
                self.error("entity", &message, at, end)
                    .help_last("write `&amp;` for an ampersand");
            }
            None => {
                self.character(at, '&');
                return 1;
            }
        }
        reference.len()
    }

    /// A tag. Returns whether it makes sense to go on.
    fn tag(&mut self, at: usize, tag: &str) -> bool {
        let closes = tag.starts_with("</");
        let body = &tag[1 + usize::from(closes)..];
        let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>');
        let name = body[..body.find(ends).unwrap_or(body.len())].to_ascii_lowercase();
        let Some(element) = ELEMENTS.iter().find(|element| element.name == name) else {
            let message = format!("an element we do not know: `<{name}>`");
            let known: Vec<_> = ELEMENTS.iter().map(|element| element.name).collect();
            self.error("unknown-element", &message, at, at + tag.len())
                .help_last(&format!(
                    "known are {}; teach `prose` the new one, and what it means",
                    known.join(", ")
                ));
            return true;
        };
        if closes {
            self.close(element, at, tag)
        } else {
            self.open(element, at, tag)
        }
    }

    fn open(&mut self, element: &'static Element, at: usize, tag: &str) -> bool {
        let end = at + tag.len();
        if tag.ends_with("/>") {
            let message = format!("`<{}/>` has no content", element.name);
            self.error("markup", &message, at, end)
                .help_last("a browser reads it as an open tag that is never closed");
            return true;
        }
        if let Some(problem) = self.misplaced(element) {
            let message = format!("`<{}>` {problem}", element.name);
            self.error("misplaced-element", &message, at, end);
        }
        if self.open.len() == MAX_DEPTH {
            let message = format!("elements are nested more than {MAX_DEPTH} deep");
            self.error("depth", &message, at, end);
            return false;
        }
        if element.name == "a" {
            self.target(at, tag);
        }
        self.elements.push(element.name);
        self.open.push(Open {
            element,
            start: at,
            end,
        });
        true
    }

    /// Why `element` may not stand where we are.
    fn misplaced(&self, element: &Element) -> Option<String> {
        let parent = self.open.last();
        let parent_holds = parent.map_or(Kind::Flow, |open| open.element.holds);
        let inside = |name: &str| self.open.iter().any(|open| open.element.name == name);
        if element.name == "li" {
            return (parent_holds != Kind::List).then(|| "stands outside of a list".to_owned());
        }
        match parent_holds {
            Kind::List => Some("stands between list items".to_owned()),
            Kind::Phrase if element.holds != Kind::Phrase || element.name == "p" => {
                parent.map(|open| format!("stands inside `<{}>`", open.element.name))
            }
            Kind::Phrase if inside("code") => Some("stands inside `<code>`".to_owned()),
            _ if element.name == "a" && inside("a") => Some("stands inside `<a>`".to_owned()),
            _ => None,
        }
    }

    fn close(&mut self, element: &'static Element, at: usize, tag: &str) -> bool {
        let position = self
            .open
            .iter()
            .rposition(|open| open.element.name == element.name);
        let Some(position) = position else {
            let message = format!("`</{}>` closes nothing", element.name);
            self.error("unopened-element", &message, at, at + tag.len());
            return true;
        };
        while self.open.len() > position + 1 {
            if let Some(open) = self.open.pop() {
                self.unclosed(&open);
            }
        }
        self.open.pop();
        true
    }

    /// A link leads to the web, or nowhere.
    fn target(&mut self, at: usize, tag: &str) {
        let Some(target) = html::target(tag) else {
            return;
        };
        let compact: String = target
            .chars()
            .filter(|&c| !c.is_whitespace() && !is_invisible(c))
            .collect();
        let scheme = compact
            .split_once(':')
            .map(|(scheme, _)| scheme.to_ascii_lowercase());
        let Some(scheme) = scheme.filter(|scheme| !scheme.contains(['/', '?', '#'])) else {
            return;
        };
        if !matches!(scheme.as_str(), "http" | "https" | "mailto") {
            let message = format!("a link with the scheme {scheme:?}");
            self.error("link-scheme", &message, at, at + tag.len())
                .help_last("only http, https and mailto are let through");
        }
    }
}

/// The length of the tag that `text` starts with, if it ends. A quote counts only where the value
/// of an attribute may begin, as for an HTML parser.
fn tag_len(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut value_may_begin = false;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') if value_may_begin => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
        value_may_begin =
            quote.is_none() && (c == '=' || (value_may_begin && c.is_ascii_whitespace()));
    }
    None
}
