//! The DOM of a cell to prose.

use ego_tree::iter::Edge;
use scraper::{ElementRef, Node};

use super::elements::{Role, UnreadableStyle, is_block, is_hidden, is_note, role};
use super::{Block, Inline, List, Oddities, Prose, invisible, shown};

type NodeRef<'a> = <ElementRef<'a> as std::ops::Deref>::Target;

/// No cell of a real page nests its elements this deep.
const MAX_DEPTH: usize = 64;

/// The greatest number that a list may begin with.
const MAX_FIRST: u32 = 9999;

/// Reads what stands in `cell`.
pub(super) fn read(cell: ElementRef<'_>) -> (Prose, Oddities) {
    let mut reader = Reader::default();
    let blocks = if is_too_deep(cell) {
        reader.oddities.is_too_deep = true;
        Vec::new()
    } else {
        reader.blocks(cell)
    };
    (Prose { blocks }, reader.oddities)
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
    oddities: Oddities,
}

impl Reader {
    /// The blocks inside `parent`. Text between two blocks is a paragraph of its own.
    fn blocks(&mut self, parent: ElementRef<'_>) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut run = Vec::new();
        self.children(parent, &mut run, &mut blocks);
        flush(&mut run, &mut blocks);
        blocks
    }

    /// Reads the children of `parent` into the paragraph that is open, `run`, and into `blocks`.
    fn children(&mut self, parent: ElementRef<'_>, run: &mut Vec<Inline>, blocks: &mut Vec<Block>) {
        for child in parent.children() {
            match ElementRef::wrap(child) {
                None => run.extend(self.text(child)),
                Some(element) if !self.is_shown(element) => {}
                Some(element) if is_block(element) => {
                    flush(run, blocks);
                    blocks.extend(self.block(element));
                }
                Some(element) if role(element) == Role::LineBreak => flush(run, blocks),
                // What holds blocks is no part of a paragraph; only its blocks are.
                Some(element) if holds_blocks(element) => self.children(element, run, blocks),
                Some(element) => run.extend(self.inline(element)),
            }
        }
    }

    fn block(&mut self, element: ElementRef<'_>) -> Vec<Block> {
        match role(element) {
            Role::List => self.list(element, None),
            Role::NumberedList => {
                let first = element
                    .attr("start")
                    .unwrap_or_default()
                    .trim()
                    .parse()
                    .ok();
                let first = first.filter(|&first| first <= MAX_FIRST);
                self.list(element, Some(first.unwrap_or(1)))
            }
            // A row is an item, and its cells are the item's paragraphs.
            Role::Table => {
                let rows = shown::rows(element).filter(|&row| self.is_shown(row));
                let rows: Vec<_> = rows.collect();
                list(None, rows.into_iter().map(|row| self.blocks(row)).collect())
            }
            Role::Heading => {
                let blocks = self.blocks(element).into_iter();
                blocks.map(strong).collect()
            }
            Role::Code => {
                let text = self.code(element);
                text.lines()
                    .map(|line| tidy(vec![Inline::Code(line.to_owned())]))
                    .filter(|line| !line.is_empty())
                    .map(Block::Paragraph)
                    .collect()
            }
            _ if is_note(element) => note(self.blocks(element)),
            _ => self.blocks(element),
        }
    }

    fn list(&mut self, element: ElementRef<'_>, first: Option<u32>) -> Vec<Block> {
        let mut items = Vec::new();
        let mut loose = Vec::new();
        for child in element.children() {
            match ElementRef::wrap(child) {
                Some(item) if !self.is_shown(item) => {}
                Some(item) => {
                    flush_item(&mut loose, &mut items);
                    let item = self.blocks(item);
                    items.push(self.without_bullet(item));
                }
                None => loose.extend(self.text(child)),
            }
        }
        flush_item(&mut loose, &mut items);
        list(first, items)
    }

    fn inline(&mut self, element: ElementRef<'_>) -> Vec<Inline> {
        match role(element) {
            Role::Strong => vec![Inline::Strong(self.inlines(element))],
            Role::Emphasis => vec![Inline::Emphasis(self.inlines(element))],
            Role::Code => vec![Inline::Code(self.code(element))],
            Role::Link => vec![Inline::Link {
                text: self.inlines(element),
                target: element.attr("href").unwrap_or_default().to_owned(),
            }],
            Role::Quotation => {
                let mark = |mark: &str| Inline::Text(mark.to_owned());
                let mut inlines = vec![mark("\u{201c}")];
                inlines.extend(self.inlines(element));
                inlines.push(mark("\u{201d}"));
                inlines
            }
            _ => self.inlines(element),
        }
    }

    /// What stands in `parent`, as part of a paragraph. A line break is a space there.
    fn inlines(&mut self, parent: ElementRef<'_>) -> Vec<Inline> {
        let mut inlines = Vec::new();
        for child in parent.children() {
            match ElementRef::wrap(child) {
                None => inlines.extend(self.text(child)),
                Some(element) if !self.is_shown(element) => {}
                Some(element) if is_block(element) || role(element) == Role::LineBreak => {
                    let space = || Inline::Text(" ".to_owned());
                    inlines.push(space());
                    inlines.extend(self.inline(element));
                    inlines.push(space());
                }
                Some(element) => inlines.extend(self.inline(element)),
            }
        }
        inlines
    }

    /// The text of code, without the marks in it.
    fn code(&mut self, element: ElementRef<'_>) -> String {
        let mut text = String::new();
        super::plain::inlines(&self.inlines(element), &mut text);
        text
    }

    fn text(&mut self, node: NodeRef<'_>) -> Option<Inline> {
        let Node::Text(text) = node.value() else {
            return None;
        };
        self.oddities.dropped.extend(invisible::dropped(text));
        self.oddities.forbidden.extend(invisible::forbidden(text));
        Some(Inline::Text(invisible::without_invisible(text)))
    }

    /// Whether a browser shows the element as text. What is lost is noted down.
    fn is_shown(&mut self, element: ElementRef<'_>) -> bool {
        if role(element) == Role::Absent {
            return false;
        }
        match is_hidden(element) {
            Ok(true) => {
                self.oddities.hidden.extend(shown::hidden_words(element));
                return false;
            }
            Ok(false) => {}
            Err(UnreadableStyle(style)) => self.oddities.styles.push(style),
        }
        match role(element) {
            Role::Image => {
                let words = element.attr("alt").unwrap_or_default().trim();
                let words = Some(words.to_owned()).filter(|words| !words.is_empty());
                self.oddities.images.extend(words);
                false
            }
            Role::Meaningful => {
                self.oddities
                    .meaningful
                    .push(element.value().name().to_owned());
                false
            }
            _ => true,
        }
    }

    /// Takes the bullet out that the page writes at the start of an item: the list shows its own.
    fn without_bullet(&mut self, mut item: Vec<Block>) -> Vec<Block> {
        if let Some(Block::Paragraph(inlines)) = item.first_mut() {
            if let Some(Inline::Text(text)) = inlines.first_mut()
                && let Some(rest) = text.strip_prefix('•')
            {
                self.oddities.has_bullets = true;
                *text = rest.trim_start_matches([' ', '\u{a0}']).to_owned();
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
}

/// Whether a block stands somewhere in `element`, as it does in `<span><p>..</p></span>`.
fn holds_blocks(element: ElementRef<'_>) -> bool {
    element.descendent_elements().skip(1).any(is_block)
}

fn strong(block: Block) -> Block {
    match block {
        Block::Paragraph(inlines) => Block::Paragraph(vec![Inline::Strong(inlines)]),
        block => block,
    }
}

/// A box; one that holds nothing but another box is that box.
fn note(blocks: Vec<Block>) -> Vec<Block> {
    match &blocks[..] {
        [] | [Block::Note(_)] => blocks,
        _ => vec![Block::Note(blocks)],
    }
}

fn list(first: Option<u32>, items: Vec<Vec<Block>>) -> Vec<Block> {
    let items: Vec<_> = items.into_iter().filter(|item| !item.is_empty()).collect();
    if items.is_empty() {
        return Vec::new();
    }
    vec![Block::List(List { first, items })]
}

fn flush_item(run: &mut Vec<Inline>, items: &mut Vec<Vec<Block>>) {
    let mut blocks = Vec::new();
    flush(run, &mut blocks);
    items.extend(Some(blocks).filter(|blocks| !blocks.is_empty()));
}

/// Ends the paragraph that is open. One of nothing but white space is dropped.
fn flush(run: &mut Vec<Inline>, blocks: &mut Vec<Block>) {
    let inlines = tidy(std::mem::take(run));
    let mut text = String::new();
    super::plain::inlines(&inlines, &mut text);
    if !text.trim().is_empty() {
        blocks.push(Block::Paragraph(inlines));
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

#[cfg(test)]
mod tests {
    use super::super::Prose;

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
            ("<code>a<b>b</b></code>", "`ab`"),
            ("<pre>a\n  b\n\nc</pre>", "`a`\n\n`b`\n\n`c`"),
            // Blocks.
            ("a<br>b<br/><br>c", "a\n\nb\n\nc"),
            ("<b>a<br>b</b>", "**a b**"),
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
                    <i style='a/**/:b'>e</i>\u{202e}<ul><li>• f</ul>";
        let html = scraper::Html::parse_fragment(cell);
        let (prose, oddities) = Prose::read(html.root_element());
        assert_eq!(prose.words(), ["abe\u{202e}", "f"]);
        assert_eq!(oddities.meaningful, ["sup"]);
        assert_eq!(oddities.dropped, ['\u{ad}']);
        assert_eq!(oddities.forbidden, ['\u{202e}']);
        assert_eq!(oddities.hidden, ["c"]);
        assert_eq!(oddities.images, ["d"]);
        assert_eq!(oddities.styles, ["a/**/:b"]);
        assert!(oddities.has_bullets && !oddities.is_too_deep);
    }

    #[test]
    fn elements_may_be_nested_but_not_without_end() {
        for (depth, is_too_deep) in [(50, false), (2_000, true)] {
            let html = scraper::Html::parse_fragment(&"<div>".repeat(depth));
            let (_, oddities) = Prose::read(html.root_element());
            assert_eq!(oddities.is_too_deep, is_too_deep, "{depth}");
        }
    }
}
