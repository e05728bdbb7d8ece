//! The DOM of a cell to prose.

use std::mem;

use ego_tree::iter::Edge;
use scraper::{ElementRef, Node};

use super::elements::{Role, is_block, is_hidden, is_html, is_note, is_struck_out, role};
use super::{Block, List, Mark, Oddity, Prose, Run, excerpt, invisible, shown};
use crate::finding::Finding;

/// No cell of a real page nests its elements this deep.
const MAX_DEPTH: usize = 64;

/// Reads what stands in `cell`.
pub(super) fn read(cell: ElementRef<'_>) -> (Prose, Vec<Oddity>) {
    let mut reader = Reader::default();
    if is_too_deep(cell) {
        reader.lose("elements are nested too deep".to_owned());
    } else {
        reader.children(cell);
        reader.end_paragraph();
    }
    let prose = Prose {
        blocks: reader.blocks,
    };
    (prose, reader.oddities)
}

fn is_too_deep(cell: ElementRef<'_>) -> bool {
    let mut depth = 0;
    cell.traverse().any(|edge| {
        match edge {
            Edge::Open(_) => depth += 1,
            Edge::Close(_) => depth -= 1,
        }
        depth > MAX_DEPTH
    })
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    /// The paragraph that is open.
    paragraph: Vec<Run>,
    /// The marks of the text that is read.
    marks: Vec<Mark>,
    /// Whether line feeds part lines.
    is_preformatted: bool,
    oddities: Vec<Oddity>,
}

impl Reader {
    fn children(&mut self, parent: ElementRef<'_>) {
        for child in parent.children() {
            if let Node::Text(text) = child.value() {
                self.text(text);
            } else if let Some(element) = ElementRef::wrap(child)
                && self.is_shown(element)
            {
                self.element(element);
            }
        }
    }

    fn element(&mut self, element: ElementRef<'_>) {
        if is_block(element) {
            self.end_paragraph();
            self.block(element);
            self.end_paragraph();
            return;
        }
        match role(element) {
            Role::LineBreak => self.end_paragraph(),
            Role::Quotation => {
                self.text("\u{201c}");
                self.children(element);
                self.text("\u{201d}");
            }
            Role::Mark(mark) => self.marked(mark, element),
            _ => self.children(element),
        }
    }

    fn block(&mut self, element: ElementRef<'_>) {
        match role(element) {
            Role::List => self.list(None, element),
            Role::NumberedList => {
                let first = element.attr("start").unwrap_or_default().trim();
                self.list(Some(first.parse::<u16>().map_or(1, u32::from)), element);
            }
            // A row is an item, and its cells are the item's paragraphs.
            Role::Table => {
                let mut items = Vec::new();
                for part in element.child_elements() {
                    if !self.is_shown(part) {
                        continue;
                    }
                    if part.value().name() == "caption" {
                        self.element(part);
                        continue;
                    }
                    for row in part.child_elements() {
                        if self.is_shown(row) {
                            items.push(self.apart(|reader| reader.children(row)));
                        }
                    }
                }
                self.push_list(None, items);
            }
            Role::Heading => {
                let name = element.value().name();
                if matches!(name, "h1" | "h2") {
                    self.lose(format!(
                        "`<{name}>`, the heading of a section, stands in a cell"
                    ));
                }
                self.marked(Mark::Strong, element);
            }
            Role::Mark(mark) => {
                let around =
                    mem::replace(&mut self.is_preformatted, element.value().name() == "pre");
                self.marked(mark, element);
                self.is_preformatted = around;
            }
            _ if is_note(element) => {
                let blocks = self.apart(|reader| reader.children(element));
                match &blocks[..] {
                    // A box that holds nothing but another box is that box.
                    [] | [Block::Note(_)] => self.blocks.extend(blocks),
                    _ => self.blocks.push(Block::Note(blocks)),
                }
            }
            _ => self.children(element),
        }
    }

    fn list(&mut self, first: Option<u32>, list: ElementRef<'_>) {
        let mut items = Vec::new();
        for child in list.children() {
            let item = self.apart(|reader| match (child.value(), ElementRef::wrap(child)) {
                (Node::Text(text), _) => reader.text(text),
                (_, Some(element)) if reader.is_shown(element) => reader.element(element),
                _ => {}
            });
            items.push(self.without_bullet(item));
        }
        self.push_list(first, items);
    }

    fn push_list(&mut self, first: Option<u32>, mut items: Vec<Vec<Block>>) {
        items.retain(|item| !item.is_empty());
        if !items.is_empty() {
            self.blocks.push(Block::List(List { first, items }));
        }
    }

    /// The blocks that `read` reads, apart from those around them.
    fn apart(&mut self, read: impl FnOnce(&mut Self)) -> Vec<Block> {
        let around = mem::take(&mut self.blocks);
        read(self);
        self.end_paragraph();
        mem::replace(&mut self.blocks, around)
    }

    fn marked(&mut self, mark: Mark, element: ElementRef<'_>) {
        let is_new = !self.marks.contains(&mark);
        if is_new {
            self.marks.push(mark);
        }
        self.children(element);
        if is_new {
            self.marks.pop();
        }
    }

    fn text(&mut self, text: &str) {
        for c in invisible::forbidden(text) {
            self.lose(format!("an invisible character, U+{:04X}", u32::from(c)));
        }
        if let Some(c) = invisible::dropped(text).next() {
            let what = format!("has an invisible character, U+{:04X}", u32::from(c));
            self.find(Finding::InvisibleCharacter, what, "");
        }
        let text = invisible::without_invisible(text);
        let is_preformatted = self.is_preformatted;
        let lines = text.split(|c| c == '\n' && is_preformatted);
        for (position, line) in lines.enumerate() {
            if position > 0 {
                self.end_paragraph();
            }
            self.paragraph.push(Run::new(line, &self.marks));
        }
    }

    /// Ends the paragraph that is open. One of nothing but white space is dropped.
    fn end_paragraph(&mut self) {
        let runs = fold(&mem::take(&mut self.paragraph));
        if runs.iter().any(|run| !run.text.trim().is_empty()) {
            self.blocks.push(Block::Paragraph(runs));
        }
    }

    /// Whether a browser shows the element as text. What is lost is noted down.
    fn is_shown(&mut self, element: ElementRef<'_>) -> bool {
        let name = element.value().name();
        match role(element) {
            Role::Absent => {
                self.oddities.extend(shown::hiding(element));
                return false;
            }
            Role::Image => {
                let words = element.attr("alt").unwrap_or_default().trim();
                if !words.is_empty() {
                    let what = format!("has an image that says {:?}", excerpt(words));
                    self.find(Finding::ImageText, what, words);
                }
                return false;
            }
            Role::Meaningful => {
                self.lose(format!(
                    "`<{name}>` has a meaning that its text alone does not have"
                ));
                return false;
            }
            _ if !is_html(element) => {
                // Most likely a word in angle brackets, such as `<token>`, which nobody meant as a tag.
                let tag = format!("<{name}>");
                let what = format!("has a tag that HTML does not have: `{tag}`");
                self.find(Finding::HiddenText, what, &tag);
            }
            _ if is_struck_out(element) => {
                self.lose("text that a style strikes out".to_owned());
                return false;
            }
            _ => {}
        }
        self.oddities.extend(shown::hiding(element));
        !is_hidden(element)
    }

    fn lose(&mut self, what: String) {
        self.oddities.push(Oddity {
            finding: None,
            what,
            words: String::new(),
        });
    }

    fn find(&mut self, finding: Finding, what: String, words: &str) {
        let oddity = Oddity {
            finding: Some(finding),
            what,
            words: words.to_owned(),
        };
        // A cell with many bullets has one finding.
        if !self.oddities.contains(&oddity) {
            self.oddities.push(oddity);
        }
    }

    /// Takes the bullet out that the page writes at the start of an item: the list shows its own.
    fn without_bullet(&mut self, mut item: Vec<Block>) -> Vec<Block> {
        if let Some(Block::Paragraph(runs)) = item.first_mut()
            && let Some(first) = runs.first()
            && let Some(rest) = first.text.strip_prefix('•')
        {
            let rest = Run::new(rest.trim_start(), &first.marks);
            runs.splice(..1, Some(rest).filter(|rest| !rest.text.is_empty()));
            let what = "has a bullet inside a list item".to_owned();
            self.find(Finding::PresentationalBullet, what, "");
            if runs.is_empty() {
                item.remove(0);
            }
        }
        item
    }
}

/// Folds white space as a browser does: to one space, and to none at the ends. A space has the marks
/// that it shares with the text on both sides of it.
fn fold(runs: &[Run]) -> Vec<Run> {
    let mut folded: Vec<Run> = Vec::new();
    let mut space: Option<Vec<Mark>> = None;
    for run in runs {
        for c in run.text.chars() {
            // The white space of HTML; a no-break space is not among it.
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                let marks = space.take().unwrap_or_else(|| run.marks.clone());
                space = Some(shared(&marks, &run.marks));
                continue;
            }
            if let (Some(marks), Some(last)) = (space.take(), folded.last()) {
                let marks = shared(&shared(&last.marks, &marks), &run.marks);
                push(&mut folded, ' ', &marks);
            }
            push(&mut folded, c, &run.marks);
        }
    }
    folded
}

/// The marks that both begin with.
fn shared(one: &[Mark], other: &[Mark]) -> Vec<Mark> {
    let pairs = one.iter().zip(other);
    pairs
        .take_while(|(one, other)| one == other)
        .map(|(mark, _)| mark.clone())
        .collect()
}

fn push(runs: &mut Vec<Run>, c: char, marks: &[Mark]) {
    match runs.last_mut() {
        Some(last) if last.marks == marks => last.text.push(c),
        _ => runs.push(Run::new(&c.to_string(), marks)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Prose;
    use crate::finding::Finding;

    /// What stands in a cell, and the Markdown that shows it.
    #[test]
    fn a_cell_becomes_what_a_browser_shows() {
        for (html, markdown) in [
            // White space is folded, and stands outside of marks.
            ("  a  b\n\tc  ", "a b c"),
            ("a<b> b </b>c", "a **b** c"),
            ("a<code> b </code>c", "a `b` c"),
            ("a<b> </b>c", "a c"),
            ("a<code> </code>b", "a b"),
            ("a&nbsp; b", "a\u{a0} b"),
            ("&nbsp;", ""),
            ("<p> a </p> <p>b</p>", "a\n\nb"),
            // Elements that carry no meaning of their own.
            (
                "a <span>b</span><font>c</font> <u>d</u> <unknown>e</unknown>",
                "a bc d e",
            ),
            ("<section>a</section><section>b</section>", "a\n\nb"),
            ("<span>a<p>b</p>c</span>", "a\n\nb\n\nc"),
            ("<q>a</q>", "\u{201c}a\u{201d}"),
            // Code.
            (
                "<samp>a</samp> <kbd>b</kbd> <tt>c</tt> <var>d</var>",
                "`a` `b` `c` `d`",
            ),
            ("<code>a</code><code>b</code>", "`ab`"),
            ("<code>a<b>b</b></code>", "`a`**`b`**"),
            ("<pre>a\n  b\n\nc</pre>", "`a`\n\n`b`\n\n`c`"),
            // Blocks.
            ("a<br>b<br/><br>c", "a\n\nb\n\nc"),
            ("<b>a<br>b</b>", "**a**\n\n**b**"),
            ("<h3>a</h3>b", "**a**\n\nb"),
            ("a<hr>b", "a\n\nb"),
            ("<dl><dt>a</dt><dd>b</dd></dl>", "a\n\nb"),
            ("<ul><li>a<li>b</ul>", "- a\n- b"),
            ("<ul>a<li>b</li>c</ul>", "- a\n- b\n- c"),
            ("<ol><li>a<li>b<p>c</ol>", "1. a\n2. b\n\n   c"),
            ("<ol start=9><li>a<li>b</ol>", "9. a\n10. b"),
            ("<ol><li>a</ol><ol><li>b</ol>", "1. a\n\n1) b"),
            (
                "x<table><tr><th>a<th>b<tr><td><td>c</table>y",
                "x\n\n- a\n\n  b\n- c\n\ny",
            ),
            // The page writes a bullet into an item.
            (
                "<ul><li>• a</li><li>b • c</li><li>•</li></ul>",
                "- a\n- b • c",
            ),
            // A box is a note; any other `div` is not.
            ("<div>a</div><div>b</div>", "a\n\nb"),
            ("<blockquote>a</blockquote>", "> a"),
            ("<div class='note x'>a</div>", "> a"),
            (
                "<div class='confluence-information-macro'><div class='confluence-information-macro-body'>a</div></div>",
                "> a",
            ),
            ("<div style='border: 1px solid yellow'>a</div>", "> a"),
            (
                "<div style='border: none; border-collapse: collapse'>a</div>",
                "a",
            ),
            // Not shown.
            (
                "a<script>b</script><!-- c --><button>d</button><svg>e</svg>",
                "a",
            ),
            ("a<span hidden>b</span><i style='Display : NONE'>c</i>", "a"),
        ] {
            assert_eq!(Prose::from_html(html).to_markdown(), markdown, "{html}");
        }
    }

    #[test]
    fn what_a_cell_hides_or_loses_is_told() {
        let cell = "<sup>2</sup>a\u{ad}b<b style='display:none'>c</b><img alt=d>\
                    <i style='text-decoration: line-through'>e</i>\u{202e}<ul><li>• f</ul>";
        let html = scraper::Html::parse_fragment(cell);
        let (prose, oddities) = Prose::read(html.root_element());
        assert_eq!(prose.words(), ["ab\u{202e}", "f"]);
        let told: Vec<_> = oddities
            .iter()
            .map(|oddity| {
                let kind = oddity.finding.map_or("lost", Finding::word);
                format!("{kind}: {}", oddity.what)
            })
            .collect();
        assert_eq!(
            told,
            [
                "lost: `<sup>` has a meaning that its text alone does not have",
                "invisible-character: has an invisible character, U+00AD",
                "hidden-text: hides \"c\"",
                "image-text: has an image that says \"d\"",
                "lost: text that a style strikes out",
                "lost: an invisible character, U+202E",
                "presentational-bullet: has a bullet inside a list item",
            ]
        );
    }

    #[test]
    fn elements_may_be_nested_but_not_without_end() {
        for (depth, is_too_deep) in [(50, false), (2_000, true)] {
            let html = scraper::Html::parse_fragment(&"<div>".repeat(depth));
            let (_, oddities) = Prose::read(html.root_element());
            assert_eq!(!oddities.is_empty(), is_too_deep, "{depth}");
        }
    }
}
