//! The words that a browser shows, line by line.

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use scraper::{ElementRef, Node};

use super::elements::{Role, is_block, is_hidden, is_struck_out, role};
use super::invisible::without_invisible;
use super::{Oddity, excerpt};
use crate::finding::Finding;

/// A line of text, or a mark.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// The words with one space between them; empty for a mark.
    pub(crate) text: String,
    /// The same with its white space, as the page has it.
    pub(crate) raw: String,
    /// The text that the line begins with, or the element that is hidden or a mark.
    pub(crate) node: NodeId,
    /// From 1 to 6 for a heading.
    pub(crate) heading: Option<u8>,
    /// Whether the page hides it or strikes it out.
    pub(crate) is_hidden: bool,
}

/// The lines that a browser shows of `root`, from top to bottom, and those that the page hides or
/// strikes out. An element that `is_mark` chooses, which is empty, is an empty line.
pub(crate) fn lines(
    root: NodeRef<'_, Node>,
    is_mark: impl Fn(ElementRef<'_>) -> bool,
) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut open = Open::default();
    let mut skipped = None;
    for edge in root.traverse() {
        let (node, opens) = match edge {
            Edge::Open(node) => (node, true),
            Edge::Close(node) => (node, false),
        };
        if let Some(id) = skipped {
            if id == node.id() && !opens {
                skipped = None;
            }
            continue;
        }
        if let Node::Text(text) = node.value()
            && opens
        {
            open.push(text, node.id());
        }
        let Some(element) = ElementRef::wrap(node) else {
            continue;
        };
        let is_mark = is_mark(element);
        if is_block(element) || role(element) == Role::LineBreak || is_mark {
            lines.extend(open.end());
        }
        if opens && (is_mark || !is_shown(element)) {
            skipped = Some(node.id());
            let raw: String = element.text().collect();
            let line = Line {
                text: folded(&raw),
                raw,
                node: node.id(),
                heading: None,
                is_hidden: !is_mark,
            };
            let has_words = role(element) != Role::Absent && !line.text.is_empty();
            lines.extend(Some(line).filter(|_| is_mark || has_words));
        } else if role(element) == Role::Heading {
            let level = element.value().name().trim_start_matches('h').parse().ok();
            open.heading = level.filter(|_| opens);
        }
    }
    lines.extend(open.end());
    lines
}

/// The words that a browser shows of `root`, on one line.
pub(crate) fn text(root: NodeRef<'_, Node>) -> String {
    let lines = lines(root, |_| false)
        .into_iter()
        .filter(|line| !line.is_hidden);
    lines.map(|line| line.text).collect::<Vec<_>>().join(" ")
}

/// The rows of `table`, without those of tables in its cells.
pub(crate) fn rows(table: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    table
        .child_elements()
        .filter(|part| matches!(part.value().name(), "tbody" | "tfoot" | "thead"))
        .flat_map(|part| part.child_elements())
}

/// The cells of `row` that a browser shows.
pub(crate) fn cells(row: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    let cells = row.child_elements();
    cells.filter(|cell| matches!(cell.value().name(), "td" | "th") && is_visible(cell))
}

/// The words of an element that a browser does not show, or strikes out. Scripts and styles are not text.
pub(crate) fn hiding(element: ElementRef<'_>) -> Option<Oddity> {
    if matches!(element.value().name(), "script" | "style") {
        return None;
    }
    let is_absent = role(element) == Role::Absent;
    let does = match (is_hidden(element) || is_absent, is_struck_out(element)) {
        (true, _) => "hides",
        (false, true) => "strikes out",
        (false, false) => return None,
    };
    let words = folded(&element.text().collect::<Vec<_>>().join(" "));
    (!words.is_empty()).then(|| Oddity {
        finding: Some(Finding::HiddenText),
        what: format!("{does} {:?}", excerpt(&words)),
        words,
    })
}

/// The captions of `table`. There may be several, and they may stand between its rows.
pub(crate) fn captions(table: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    table
        .child_elements()
        .filter(|part| part.value().name() == "caption")
}

/// `text` with one space between its words.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the element itself is shown and not struck out; its ancestors are not checked.
fn is_shown(element: ElementRef<'_>) -> bool {
    role(element) != Role::Absent && !is_struck_out(element) && !is_hidden(element)
}

/// Whether a browser shows the element and all that it stands in.
pub(crate) fn is_visible(element: &ElementRef<'_>) -> bool {
    let ancestors = element.ancestors().filter_map(ElementRef::wrap);
    std::iter::once(*element).chain(ancestors).all(is_shown)
}

/// The line that is being read.
#[derive(Default)]
struct Open {
    text: String,
    node: Option<NodeId>,
    heading: Option<u8>,
}

impl Open {
    fn push(&mut self, text: &str, node: NodeId) {
        self.text.push_str(text);
        if self.node.is_none() && !text.trim().is_empty() {
            self.node = Some(node);
        }
    }

    fn end(&mut self) -> Option<Line> {
        let raw = without_invisible(&std::mem::take(&mut self.text));
        Some(Line {
            node: self.node.take()?,
            text: folded(&raw),
            raw,
            heading: self.heading,
            is_hidden: false,
        })
    }
}
