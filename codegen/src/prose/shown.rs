//! The words that a browser shows, line by line.

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use scraper::{ElementRef, Node};

use super::elements::{Role, is_block, is_hidden, is_struck_out, role};
use crate::problem::{Problem, Rule, excerpt};
use crate::source::without_format;

/// A line of text.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// The words with one space between them.
    pub(crate) text: String,
    /// The same with its white space, as the page has it.
    pub(crate) raw: String,
    /// The text that the line begins with, or the element that is hidden.
    pub(crate) node: NodeId,
    /// From 1 to 6 for a heading.
    pub(crate) heading: Option<u8>,
    /// Whether the page hides it or strikes it out.
    pub(crate) is_hidden: bool,
}

/// The lines that a browser shows of `root`, from top to bottom, and those that the page hides or
/// strikes out.
pub(crate) fn lines(root: NodeRef<'_, Node>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut open: Option<Line> = None;
    let mut heading = None;
    let line = |node, raw: &str, heading, is_hidden| Line {
        text: String::new(),
        raw: raw.to_owned(),
        node,
        heading,
        is_hidden,
    };
    let mut edges = root.traverse();
    while let Some(edge) = edges.next() {
        let (Edge::Open(node) | Edge::Close(node)) = edge;
        let opens = edge == Edge::Open(node);
        if let Node::Text(text) = node.value()
            && opens
        {
            match &mut open {
                Some(line) => line.raw.push_str(text),
                None if text.trim().is_empty() => {}
                None => open = Some(line(node.id(), text, heading, false)),
            }
        }
        let Some(element) = ElementRef::wrap(node) else {
            continue;
        };
        if is_block(element) || role(element) == Role::LineBreak {
            lines.extend(open.take());
        }
        if opens && !is_shown(element) {
            let raw: String = element.text().collect();
            if role(element) != Role::Absent && !raw.trim().is_empty() {
                lines.push(line(node.id(), &raw, None, true));
            }
            edges.find(|edge| matches!(edge, Edge::Close(end) if *end == node));
        } else if role(element) == Role::Heading {
            let level = element.value().name().trim_start_matches('h').parse().ok();
            heading = level.filter(|_| opens);
        }
    }
    lines.extend(open);
    for line in &mut lines {
        line.raw = without_format(&line.raw);
        line.text = folded(&line.raw);
    }
    lines
}

/// The words that a browser shows of `root`, on one line.
pub(crate) fn text(root: NodeRef<'_, Node>) -> String {
    let lines = lines(root).into_iter().filter(|line| !line.is_hidden);
    lines.map(|line| line.text).collect::<Vec<_>>().join(" ")
}

/// Reports the words of an element that a browser does not show, or strikes out.
pub(crate) fn report_hidden(element: ElementRef<'_>) -> Option<Problem> {
    let words = words_in(element);
    if is_shown(element) || words.is_empty() {
        return None;
    }
    let does = if is_struck_out(element) {
        "strikes out"
    } else {
        "hides"
    };
    let what = format!("{does} {:?}", excerpt(&words));
    Some(Problem::new(Rule::HiddenText, what).quoting(&words))
}

/// The words in `element`, shown or not, without those of scripts and styles inside it.
pub(crate) fn words_in(element: ElementRef<'_>) -> String {
    let is_code = |node: NodeRef<'_, Node>| {
        let parent = node.parent().filter(|parent| *parent != *element);
        let parent = parent.and_then(ElementRef::wrap);
        parent.is_some_and(|parent| matches!(parent.value().name(), "script" | "style"))
    };
    let texts = element.descendants().filter(|node| !is_code(*node));
    let texts = texts.filter_map(|node| Some(&**node.value().as_text()?));
    folded(&texts.collect::<Vec<_>>().join(" "))
}

/// `text` with one space between its words.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the element itself is shown and not struck out; its ancestors are not checked.
pub(super) fn is_shown(element: ElementRef<'_>) -> bool {
    role(element) != Role::Absent && !is_struck_out(element) && !is_hidden(element)
}

/// Whether a browser shows the element and all of its ancestors.
pub(crate) fn is_visible(element: &ElementRef<'_>) -> bool {
    let ancestors = element.ancestors().filter_map(ElementRef::wrap);
    std::iter::once(*element).chain(ancestors).all(is_shown)
}
