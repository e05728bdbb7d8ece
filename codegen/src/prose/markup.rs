//! Checks the markup of a fragment, with the place of everything that is wrong.
//!
//! An HTML parser accepts anything and silently repairs it, and it does not say where. So we look
//! at the tags first: every element is one we know, is closed, and stands where it may stand. What
//! passes is read by the parser as it is written, and `html` makes sure of that.

use super::html;
use crate::diagnostic::{Diagnostic, Diagnostics, is_invisible};
use crate::source::Fragment;
use crate::tag::Tag;

/// Elements may be nested this deep.
const MAX_DEPTH: usize = 32;

/// What an element may hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// Nothing: it has no end tag.
    Nothing,
    /// Blocks and text.
    Flow,
    /// Text: a paragraph, and everything inside one.
    Phrase,
    /// The items of a list.
    Items,
    /// The rows of a table.
    Rows,
    /// The cells of a row.
    Cells,
}

impl Holds {
    /// Whether it is a list or a part of a table, where text has no place.
    fn no_text(self) -> bool {
        matches!(self, Self::Items | Self::Rows | Self::Cells)
    }

    /// What it is made of, if it has no text of its own.
    fn parts(self) -> &'static str {
        match self {
            Self::Items => "list items",
            Self::Rows => "table rows",
            _ => "table cells",
        }
    }
}

use Holds::{Cells, Flow, Items, Nothing, Phrase, Rows};

/// The elements we know, with what they may hold.
const ELEMENTS: [(&str, Holds); 18] = [
    ("a", Phrase),
    ("b", Phrase),
    ("br", Nothing),
    ("code", Phrase),
    ("div", Flow),
    ("em", Phrase),
    ("i", Phrase),
    ("li", Flow),
    ("p", Phrase),
    ("strong", Phrase),
    ("table", Rows),
    ("tbody", Rows),
    ("td", Flow),
    ("tfoot", Rows),
    ("th", Flow),
    ("thead", Rows),
    ("tr", Cells),
    ("ul", Items),
];

/// An element that is open, and where its tag stands.
struct Open {
    name: &'static str,
    holds: Holds,
    start: usize,
    end: usize,
    /// Whether text was found where it has no place.
    has_stray_text: bool,
}

/// Reports everything in `cell` that an HTML parser would have to repair, that we do not know, or
/// that a reader could not see. Returns the names of the elements, in order.
pub(super) fn check(cell: &Fragment, diagnostics: &mut Diagnostics) -> Vec<&'static str> {
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
    cell: &'a Fragment,
    open: Vec<Open>,
    elements: Vec<&'static str>,
    diagnostics: &'a mut Diagnostics,
}

impl Checker<'_> {
    fn run(&mut self) {
        let text = self.cell.html.as_str();
        let mut at = 0;
        loop {
            at += self.plain(&text[at..]);
            let rest = &text[at..];
            let Some(c) = rest.chars().next() else {
                break;
            };
            at += match c {
                '<' if Tag::begins(rest) => {
                    let Some(tag) = Tag::read(rest) else {
                        self.error("markup", "a tag does not end", at, text.len())
                            .help_last("expected `>`; was the row cut off?");
                        return;
                    };
                    if !self.tag(at, &tag) {
                        return;
                    }
                    tag.text.len()
                }
                '<' if rest[1..].starts_with(['!', '?', '/']) => {
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

    /// How far `rest` is text that needs no look at its characters.
    fn plain(&self, rest: &str) -> usize {
        let may_stray = self.open.last().is_some_and(|open| open.holds.no_text());
        let is_plain = |byte: &u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'<' | b'&');
        if may_stray {
            0
        } else {
            rest.bytes().take_while(is_plain).count()
        }
    }

    fn error(&mut self, id: &'static str, message: &str, start: usize, end: usize) -> &mut Self {
        self.diagnostics
            .push(Diagnostic::error(id, message).label(self.cell.place(start..end), "here"));
        self
    }

    fn help_last(&mut self, help: &str) {
        if let Some(last) = self.diagnostics.last_mut() {
            last.help = Some(help.to_owned());
        }
    }

    fn unclosed(&mut self, open: &Open) {
        let message = format!("`<{}>` is not closed", open.name);
        self.error("unclosed-element", &message, open.start, open.end)
            .help_last("was the row cut off, or its end wrapped to the next line?");
    }

    fn character(&mut self, at: usize, c: char) {
        if is_invisible(c) && !matches!(c, '\t' | '\n') {
            let message = format!("an invisible character, U+{:04X}", u32::from(c));
            self.error("invisible-character", &message, at, at + c.len_utf8())
                .help_last("text that nobody can see does not belong into documentation");
            return;
        }
        let Some(open) = self.open.last_mut().filter(|open| open.holds.no_text()) else {
            return;
        };
        if !c.is_whitespace() && !std::mem::replace(&mut open.has_stray_text, true) {
            let message = format!("text between {}", open.holds.parts());
            let help = match open.holds {
                Items => "expected `<li>` or `</ul>`",
                Rows => "expected `<tr>`, or the end of the table",
                _ => "expected `<td>`, `<th>` or `</tr>`",
            };
            self.error("misplaced-text", &message, at, at + c.len_utf8())
                .help_last(help);
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
    fn tag(&mut self, at: usize, tag: &Tag<'_>) -> bool {
        let end = at + tag.text.len();
        let Some(&(name, holds)) = ELEMENTS.iter().find(|(name, _)| *name == tag.name) else {
            let message = format!("an element we do not know: `<{}>`", tag.name);
            let known = ELEMENTS.map(|(name, _)| name).join(", ");
            self.error("unknown-element", &message, at, end)
                .help_last(&format!(
                    "known are {known}; remove it from the copy, or teach `codegen/src/prose/markup.rs` what it means"
                ));
            return true;
        };
        if tag.closes {
            self.close(name, at, end);
            return true;
        }
        if tag.text.ends_with("/>") && holds != Nothing {
            let message = format!("`<{name}/>` has no content");
            self.error("markup", &message, at, end)
                .help_last("a browser reads it as an open tag that is never closed");
            return true;
        }
        if let Some(problem) = self.misplaced(name, holds) {
            let message = format!("`<{name}>` {problem}");
            self.error("misplaced-element", &message, at, end);
        }
        if self.open.len() == MAX_DEPTH {
            let message = format!("elements are nested more than {MAX_DEPTH} deep");
            self.error("depth", &message, at, end);
            return false;
        }
        if html::is_hidden(tag.text) {
            self.error("hidden", "an element that a browser does not show", at, end)
                .help_last("text that nobody can see does not belong into documentation");
        }
        if name == "a" {
            self.target(at, tag.text);
        }
        self.elements.push(name);
        if holds != Nothing {
            self.open.push(Open {
                name,
                holds,
                start: at,
                end,
                has_stray_text: false,
            });
        }
        true
    }

    /// Why the element may not stand where we are.
    fn misplaced(&self, name: &str, holds: Holds) -> Option<String> {
        let parent = self.open.last();
        let parent_holds = parent.map_or(Flow, |open| open.holds);
        let parent_name = parent.map_or("", |open| open.name);
        let inside = |name: &str| self.open.iter().any(|open| open.name == name);
        let belongs = match name {
            "li" => Some((parent_holds == Items, "a list")),
            "td" | "th" => Some((parent_holds == Cells, "a table's row")),
            "tr" => Some((parent_holds == Rows, "a table")),
            "tbody" | "tfoot" | "thead" => Some((parent_name == "table", "a table")),
            _ => None,
        };
        if let Some((belongs, place)) = belongs {
            return (!belongs).then(|| format!("stands outside of {place}"));
        }
        match parent_holds {
            Items | Rows | Cells => Some(format!("stands between {}", parent_holds.parts())),
            Phrase if !matches!(holds, Phrase | Nothing) || name == "p" => {
                Some(format!("stands inside `<{parent_name}>`"))
            }
            Phrase if inside("code") => Some("stands inside `<code>`".to_owned()),
            _ if name == "a" && inside("a") => Some("stands inside `<a>`".to_owned()),
            _ => None,
        }
    }

    fn close(&mut self, name: &str, at: usize, end: usize) {
        let Some(position) = self.open.iter().rposition(|open| open.name == name) else {
            let message = format!("`</{name}>` closes nothing");
            self.error("unopened-element", &message, at, end);
            return;
        };
        while self.open.len() > position + 1 {
            if let Some(open) = self.open.pop() {
                self.unclosed(&open);
            }
        }
        self.open.pop();
    }

    /// A link leads to the web, or nowhere.
    fn target(&mut self, at: usize, tag: &str) {
        let Some(target) = html::attribute(tag, "href") else {
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
