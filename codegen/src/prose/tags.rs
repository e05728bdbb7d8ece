//! The tags of a piece of HTML, found in its text before a browser's parser reads it.
//!
//! A DOM does not show what its parser dropped, such as the attributes of `</x y>`. And building one takes
//! quadratic time where elements are nested deep.

use std::collections::BTreeSet;

use scraper::{ElementRef, Html};

use super::elements::{Role, may_be_empty, role_of};
use super::shown::is_visible;

/// The DOM that a browser builds of `html`; `None` if its elements are nested so deep that this would take minutes.
pub(crate) fn parse_html(html: &str) -> Option<Html> {
    (!is_nested_too_deep(html)).then(|| Html::parse_document(html))
}

/// An element that is added after everything else. If it is not the last one that is shown, a tag before it
/// is not ended.
pub(crate) const END: &str = "<x:end></x:end>";

/// The element of [`END`], if it is the last one and shown.
pub(crate) fn find_end(dom: &Html) -> Option<ElementRef<'_>> {
    let last = dom.root_element().descendent_elements().last()?;
    (last.value().name() == "x:end" && is_visible(&last)).then_some(last)
}

/// No page that people wrote nests its elements this deep.
const MAX_OPEN: usize = 400;

/// A tag, or a comment, whose name is empty.
struct Tag<'a> {
    name: &'a str,
    is_end: bool,
    /// What is between the name and the next `>`.
    attributes: Option<&'a str>,
}

impl<'a> Tag<'a> {
    /// Parses what follows a `<`.
    fn parse(text: &'a str) -> Self {
        let is_name = |c: char| c.is_ascii_alphanumeric() || ":-_.".contains(c);
        let is_end = text.starts_with('/');
        let text = &text[usize::from(is_end)..];
        let name_end = match text.chars().next() {
            Some('a'..='z' | 'A'..='Z') => text.find(|c| !is_name(c)).unwrap_or(text.len()),
            _ => 0,
        };
        let (name, rest) = text.split_at(name_end);
        let attributes = rest.split_once('>').map(|(attributes, _)| attributes);
        Self {
            name,
            is_end,
            attributes,
        }
    }
}

/// Whether these are attributes as people write them, and there is nothing else among them.
fn are_plain(mut attributes: &str) -> bool {
    let is_name =
        |name: &str| !name.contains(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != ':');
    while let Some((names, value)) = attributes.split_once('=') {
        let value = value.trim_start();
        let parts = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote),
            _ => value
                .split_once(char::is_whitespace)
                .or(Some((value, "")))
                .filter(|(value, _)| !value.contains(['"', '\''])),
        };
        let mut names = names.split_whitespace().rev();
        let is_named = names.next().is_some_and(is_name) && names.all(may_be_empty);
        let Some((_, rest)) = parts.filter(|_| is_named) else {
            return false;
        };
        attributes = rest;
    }
    let mut names = attributes.trim_end_matches('/').split_whitespace();
    names.all(may_be_empty)
}

/// `cell` from the first text on that a browser drops: a comment, text in a tag, or the tag of an element that is
/// not shown in the `dom` of the cell and [`END`].
pub(super) fn find_swallowed<'a>(cell: &'a str, dom: &Html) -> Option<&'a str> {
    let elements = dom.root_element().descendent_elements();
    let shown = elements.map(|element| element.value().name());
    let mut shown: BTreeSet<&str> = shown.filter(|name| role_of(name) != Role::Absent).collect();
    // Every DOM has these.
    shown.retain(|name| !matches!(*name, "html" | "body"));
    let starts_tag = |c: char| c.is_ascii_alphabetic() || "/!?".contains(c);
    let is_swallowed = |text: &&str| {
        let tag = Tag::parse(&text[1..]);
        let name = tag.name.to_ascii_lowercase();
        // An end tag too many is not text, unless HTML does not have it.
        let may_be_missing = tag.is_end && !matches!(role_of(&name), Role::Absent | Role::Unknown);
        let is_plain = |text: &str| text.trim().is_empty() || (!tag.is_end && are_plain(text));
        !tag.attributes.is_some_and(is_plain) || !(may_be_missing || shown.contains(&*name))
    };
    let texts = cell.match_indices('<').map(|(at, _)| &cell[at..]);
    let mut tags = texts.filter(|text| text[1..].starts_with(starts_tag));
    let is_open = find_end(dom).is_none();
    tags.find(is_swallowed).or(is_open.then_some(cell))
}

/// Whether elements of `html` are nested too deep to build its DOM. An end tag counts if it ends the last
/// element that is open, or a table; so the estimate is never too low.
fn is_nested_too_deep(html: &str) -> bool {
    let html = html.to_ascii_lowercase();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = &html[..];
    while let Some((_, text)) = rest.split_once('<') {
        let tag = Tag::parse(text);
        let is_raw = matches!(tag.name, "script" | "style" | "textarea" | "title")
            && !open.iter().any(|name| matches!(*name, "svg" | "math"));
        rest = match tag.name {
            "" if text.starts_with("!--") => {
                let (comment, rest) = text.split_once("-->").unwrap_or((text, ""));
                comment.find("--!>").map_or(rest, |end| &text[end..])
            }
            _ if is_raw && !tag.is_end => text.find("</").map_or("", |end| &text[end..]),
            _ => text,
        };
        let table = open.iter().rposition(|name| *name == "table");
        match tag.name {
            // They hold no elements, or HTML lets one leave out their end tags.
            "" | "area" | "base" | "body" | "br" | "col" | "colgroup" | "dd" | "dt" | "embed"
            | "head" | "hr" | "html" | "img" | "input" | "li" | "link" | "meta" | "option"
            | "p" | "param" | "script" | "source" | "style" | "textarea" | "title" | "track"
            | "wbr" => {}
            "tbody" | "td" | "tfoot" | "th" | "thead" | "tr" => {
                open.truncate(table.map_or(open.len(), |table| table + 1));
            }
            "table" if tag.is_end => open.truncate(table.unwrap_or(open.len())),
            name if tag.is_end => drop(open.pop_if(|last| *last == name)),
            // An element that ends itself: only drawings have these.
            name if open.contains(&"svg")
                && role_of(name) == Role::Unknown
                && tag.attributes.is_some_and(|it| it.ends_with('/')) => {}
            name => open.push(name),
        }
        if open.len() > MAX_OPEN {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_nested_too_deep;

    /// A beginning, and what is repeated after it a thousand times.
    #[test]
    fn the_depth_is_estimated_and_never_too_low() {
        for (start, piece, is_too_deep) in [
            ("", "<div>", true),
            ("", "<DIV><p>a", true),
            ("", "<table><tr><td>", true),
            ("", "<span><div></span></div>", true),
            ("", "<b><div></b>", true),
            ("", "<b></x>", true),
            ("", "<div/>", true),
            ("", "<div></div><br><img alt=a><p>b<li>c", false),
            ("<table>", "<tr><td><b><div>a</b>", false),
            ("", "<table><tr><td><i>a</table>", false),
            ("<svg>", "<path/>", false),
            ("<svg>", "<div/>", true),
            ("", "<!-- <b> --><script>'<b>'</script>", false),
            ("<!-- --!>", "<div>", true),
            ("<svg><title>", "<div>", true),
            ("", "a < b", false),
        ] {
            let html = format!("{start}{}", piece.repeat(1_000));
            assert_eq!(is_nested_too_deep(&html), is_too_deep, "{start}{piece}");
        }
    }
}
