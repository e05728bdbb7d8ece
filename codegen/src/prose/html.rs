//! HTML fragment to prose, with scraper. The fragment has passed [`super::markup::check`].

use scraper::{ElementRef, Html, Node};

use super::{Block, Inline, Prose};
use crate::diagnostic::is_invisible;

type NodeRef<'a> = <ElementRef<'a> as std::ops::Deref>::Target;

/// Reads `fragment`, unless the parser sees other elements in it than `elements`, or text that
/// nobody can see: then it has repaired something that the check has missed.
pub(super) fn read(fragment: &str, elements: &[&str]) -> Option<Prose> {
    let html = Html::parse_fragment(fragment);
    let root = html.root_element();
    let seen = root
        .descendent_elements()
        .skip(1)
        .map(|element| element.value().name());
    // A table's body need not be written.
    let is_written = |name: &&str| *name != "tbody";
    let invisible = |c: char| c == '\u{fffd}' || (is_invisible(c) && !matches!(c, '\t' | '\n'));
    let is_as_written = seen
        .filter(is_written)
        .eq(elements.iter().copied().filter(is_written))
        && !root.text().any(|text| text.contains(invisible));
    is_as_written.then(|| Prose {
        blocks: blocks(root),
    })
}

/// What an entity stands for, if a browser knows it: `&amp;` gives `&`.
pub(super) fn entity(entity: &str) -> Option<String> {
    let html = Html::parse_fragment(entity);
    let text: String = html.root_element().text().collect();
    (text != entity).then_some(text)
}

/// The value of an attribute of the element with this start tag.
pub(crate) fn attribute(tag: &str, name: &str) -> Option<String> {
    // Under its own name, an element may stand in some places only.
    let rest = tag.trim_start_matches(|c: char| c == '<' || c.is_ascii_alphanumeric());
    let html = Html::parse_fragment(&format!("<a{rest}"));
    let element = html.root_element().child_elements().next()?;
    element.attr(name).map(str::to_owned)
}

/// Whether a browser does not show the element with this start tag, by what the tag says.
pub(crate) fn is_hidden(tag: &str) -> bool {
    // Most say nothing of it, and a parser takes its time.
    let tag = tag.to_ascii_lowercase();
    let style = |style: String| {
        let style: String = style.split_ascii_whitespace().collect();
        ["display:none", "visibility:hidden", "visibility:collapse"]
            .iter()
            .any(|hides| style.contains(hides))
    };
    (tag.contains("hidden") && attribute(&tag, "hidden").is_some())
        || (tag.contains("style") && attribute(&tag, "style").is_some_and(style))
}

/// All text of `html`, as it is.
pub(crate) fn text_of(html: &str) -> String {
    if html.contains(['<', '&']) {
        Html::parse_fragment(html).root_element().text().collect()
    } else {
        html.to_owned()
    }
}

/// `html` as a parser understands it.
pub(crate) fn normal(html: &str) -> String {
    Html::parse_fragment(html).root_element().inner_html()
}

/// The cells of the table that `html` is, row by row, each as [`normal`] HTML; none if a parser sees
/// anything beside that table.
pub(crate) fn table(html: &str) -> Option<Vec<Vec<String>>> {
    let html = Html::parse_fragment(html);
    let mut parts = html.root_element().children();
    let table = parts.next().and_then(ElementRef::wrap)?;
    if parts.next().is_some() || table.value().name() != "table" {
        return None;
    }
    let cells = rows(table).map(|row| row.child_elements().map(|cell| cell.inner_html()).collect());
    Some(cells.filter(|cells: &Vec<_>| !cells.is_empty()).collect())
}

/// The rows of a table, those of tables inside it left out.
fn rows(table: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    table
        .child_elements()
        .filter(|part| matches!(part.value().name(), "tbody" | "tfoot" | "thead"))
        .flat_map(|part| part.child_elements())
}

/// The blocks inside `parent`. Text between two blocks is a paragraph of its own.
fn blocks(parent: ElementRef<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut run = Vec::new();
    for child in parent.children() {
        match ElementRef::wrap(child) {
            Some(element) if is_block(element) => {
                flush(&mut run, &mut blocks);
                blocks.extend(block(element));
            }
            Some(element) if element.value().name() == "br" => flush(&mut run, &mut blocks),
            _ => run.extend(inline(child)),
        }
    }
    flush(&mut run, &mut blocks);
    blocks
}

fn is_block(element: ElementRef<'_>) -> bool {
    matches!(element.value().name(), "p" | "ul" | "div" | "table")
}

fn block(element: ElementRef<'_>) -> Vec<Block> {
    match element.value().name() {
        "ul" => {
            let items = element.child_elements();
            list(items.map(|item| strip_bullet(blocks(item))))
        }
        // A row is an item, and its cells are the item's paragraphs.
        "table" => list(rows(element).map(|row| row.child_elements().flat_map(blocks).collect())),
        "div" => match blocks(element) {
            inner if inner.is_empty() => inner,
            inner => vec![Block::Note(inner)],
        },
        _ => blocks(element),
    }
}

fn list(items: impl Iterator<Item = Vec<Block>>) -> Vec<Block> {
    let items: Vec<_> = items.filter(|item| !item.is_empty()).collect();
    if items.is_empty() {
        Vec::new()
    } else {
        vec![Block::List(items)]
    }
}

/// Takes the bullet out that the page writes at the start of an item: the list shows its own.
fn strip_bullet(mut item: Vec<Block>) -> Vec<Block> {
    if let Some(Block::Paragraph(inlines)) = item.first_mut() {
        if let Some(Inline::Text(text)) = inlines.first_mut() {
            if let Some(rest) = text.strip_prefix('•') {
                *text = rest.trim_start_matches(' ').to_owned();
            }
            if text.is_empty() {
                inlines.remove(0);
            }
        }
        if inlines.is_empty() {
            item.remove(0);
        }
    }
    item
}

fn flush(run: &mut Vec<Inline>, blocks: &mut Vec<Block>) {
    let inlines = tidy(std::mem::take(run));
    if !inlines.is_empty() {
        blocks.push(Block::Paragraph(inlines));
    }
}

fn inline(node: NodeRef<'_>) -> Option<Inline> {
    match node.value() {
        Node::Text(text) => Some(Inline::Text(text.to_string())),
        Node::Element(element) => {
            let inner = || node.children().filter_map(inline).collect();
            Some(match element.name() {
                "b" | "strong" => Inline::Strong(inner()),
                "i" | "em" => Inline::Emphasis(inner()),
                // Inside of bold text, say, a new line is a space.
                "br" => Inline::Text(" ".to_owned()),
                "code" => Inline::Code(ElementRef::wrap(node)?.text().collect()),
                _ => Inline::Link {
                    text: inner(),
                    target: element.attr("href").unwrap_or_default().to_owned(),
                },
            })
        }
        _ => None,
    }
}

/// Folds white space as a browser does, moves it out of the elements at whose edge it stands,
/// and drops elements that are left with nothing in them.
fn tidy(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut at_space = true;
    let mut inlines = fold(inlines, &mut at_space);
    if let Some(Inline::Text(text)) = inlines.last_mut() {
        text.truncate(text.trim_end_matches(' ').len());
        if text.is_empty() {
            inlines.pop();
        }
    }
    inlines
}

/// Folds white space. `at_space` is whether a space, or the start of the block, stands before.
fn fold(inlines: Vec<Inline>, at_space: &mut bool) -> Vec<Inline> {
    let mut folded = Vec::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) => push_text(&mut folded, &fold_text(&text, at_space)),
            Inline::Code(text) => {
                let text = fold_text(&text, at_space);
                let (lead, text, trail) = edges(&text);
                push_text(&mut folded, lead);
                match folded.last_mut() {
                    _ if text.is_empty() => {}
                    // Two pieces of code that touch are one, to the reader and to Markdown.
                    Some(Inline::Code(last)) => last.push_str(text),
                    _ => folded.push(Inline::Code(text.to_owned())),
                }
                push_text(&mut folded, trail);
            }
            Inline::Strong(inner) => wrap(&mut folded, fold(inner, at_space), Inline::Strong),
            Inline::Emphasis(inner) => wrap(&mut folded, fold(inner, at_space), Inline::Emphasis),
            Inline::Link { text, target } => {
                wrap(&mut folded, fold(text, at_space), |text| Inline::Link {
                    text,
                    target,
                });
            }
        }
    }
    folded
}

fn fold_text(text: &str, at_space: &mut bool) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        // The white space of HTML; a no-break space is not among it.
        let is_space = matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
        if !is_space {
            folded.push(c);
        } else if !*at_space {
            folded.push(' ');
        }
        *at_space = is_space;
    }
    folded
}

/// A text's leading space, what is between, and its trailing space.
fn edges(text: &str) -> (&str, &str, &str) {
    let (lead, rest) = text.split_at(text.len() - text.trim_start_matches(' ').len());
    let (middle, trail) = rest.split_at(rest.trim_end_matches(' ').len());
    (lead, middle, trail)
}

fn push_text(inlines: &mut Vec<Inline>, text: &str) {
    match inlines.last_mut() {
        _ if text.is_empty() => {}
        Some(Inline::Text(last)) => last.push_str(text),
        _ => inlines.push(Inline::Text(text.to_owned())),
    }
}

/// Appends `inner` as one element, its outer spaces around it; nothing for nothing.
fn wrap(
    inlines: &mut Vec<Inline>,
    mut inner: Vec<Inline>,
    element: impl FnOnce(Vec<Inline>) -> Inline,
) {
    let mut trail = String::new();
    if let Some(Inline::Text(text)) = inner.first_mut() {
        let (lead, ..) = edges(text);
        push_text(inlines, lead);
        text.drain(..lead.len());
        if text.is_empty() {
            inner.remove(0);
        }
    }
    if let Some(Inline::Text(text)) = inner.last_mut() {
        edges(text).2.clone_into(&mut trail);
        text.truncate(text.len() - trail.len());
        if text.is_empty() {
            inner.pop();
        }
    }
    if !inner.is_empty() {
        inlines.push(element(inner));
    }
    push_text(inlines, &trail);
}

/// Reads a fragment that nobody has checked.
#[cfg(test)]
pub(super) fn read_unchecked(fragment: &str) -> Prose {
    Prose {
        blocks: blocks(Html::parse_fragment(fragment).root_element()),
    }
}

#[cfg(test)]
mod tests {
    use super::read_unchecked as read;

    #[track_caller]
    fn check(html: &str, plain: &str) {
        assert_eq!(read(html).to_plain_text(), plain, "{html}");
    }

    #[test]
    fn code_is_as_long_as_it_can_be() {
        for html in ["a<code> </code>b", "a b<code></code>"] {
            assert_eq!(read(html).to_markdown(), "a b", "{html}");
        }
        assert_eq!(read("<code>a</code><code>b</code>").to_markdown(), "`ab`");
    }

    #[test]
    fn a_note_says_something() {
        assert_eq!(read("<div> </div>a").to_markdown(), "a");
    }

    #[test]
    fn what_the_parser_has_repaired_is_not_read() {
        for (html, elements, is_read) in [
            ("<b>a</b>", &["b"][..], true),
            (
                "<table><tr><td>a</td></tr></table>",
                &["table", "tr", "td"],
                true,
            ),
            ("<b>a</b>", &[], false),
            ("a", &["b"], false),
            ("a\u{202e}", &[], false),
            ("<b>\u{fffd}</b>", &["b"], false),
        ] {
            assert_eq!(super::read(html, elements).is_some(), is_read, "{html}");
        }
    }

    #[test]
    fn white_space_is_as_a_browser_shows_it() {
        check("  a  b\n\tc  ", "a b c");
        check("a <b> b </b> c", "a b c");
        check("a<b> b </b>c", "a b c");
        check("a&nbsp; b", "a\u{a0} b");
        check("<p> a </p> <p>b</p>", "a\n\nb");
    }

    #[test]
    fn spaces_stand_outside_of_elements() {
        assert_eq!(read("a<b> b </b>c").to_markdown(), "a **b** c");
        assert_eq!(read("a<code> b </code>c").to_markdown(), "a `b` c");
        assert_eq!(read("a<b> </b>c").to_markdown(), "a c");
    }

    #[test]
    fn the_bullet_of_an_item_is_not_text() {
        check(
            "x: <ul> <li>• a</li> <li>b • c</li> <li>•</li> </ul>",
            "x:\n- a\n- b • c",
        );
    }

    #[test]
    fn a_line_break_ends_a_paragraph() {
        check("a<br>b<br/><br>c", "a\n\nb\n\nc");
        check("<b>a<br>b</b>", "a b");
    }

    #[test]
    fn a_row_of_a_table_is_an_item() {
        check(
            "x<table><thead><tr><th>a</th><th>b</th></tr></thead><tr><td></td></tr>\
             <tr><td>c</td><td><ul><li>d</li></ul></td></tr></table>y",
            "x\n- a\n\n  b\n- c\n  - d\n\ny",
        );
    }

    #[test]
    fn blocks_nest() {
        check(
            "<p>a</p> <div><p>b</p><ul><li>c<ul><li>d</li></ul></li></ul></div> e",
            "a\n\nb\n- c\n  - d\n\ne",
        );
    }
}
