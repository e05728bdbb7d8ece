//! The DOM of a cell to prose.

use std::collections::BTreeSet;
use std::mem;

use ego_tree::NodeRef;
use scraper::{ElementRef, Node};

use super::elements::{Role, is_block, is_note, is_struck_out, role};
use super::{Block, List, Mark, Oddity, Prose, Run, shown};
use crate::problem::{Rule, excerpt};
use crate::source::{is_format, is_invisible, without_format};

/// No cell of a real page nests its elements this deep.
const MAX_DEPTH: usize = 64;

/// The white space of HTML; a no-break space is not among it.
const WHITE_SPACE: [char; 5] = [' ', '\t', '\n', '\r', '\u{c}'];

impl Prose {
    /// Reads what a browser shows of `cell`, and what it hides or cannot show as prose.
    pub(crate) fn read(cell: ElementRef<'_>) -> (Self, Vec<Oddity>) {
        let mut reader = Reader::default();
        let blocks = reader.apart(|reader| reader.children(cell));
        (Self { blocks }, reader.oddities)
    }
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    /// The paragraph that is open. White space is folded as a browser does: to one space, and to none
    /// at the ends.
    paragraph: Vec<Run>,
    /// The marks of the white space after `paragraph`, if there is any. It has only those of the text on
    /// both sides: the space of `a<b> b</b>` is not strong, as Markdown wants it outside of `**`.
    space: Option<BTreeSet<Mark>>,
    /// The marks of the text that is read.
    marks: BTreeSet<Mark>,
    /// How many elements are open.
    depth: usize,
    /// Whether no text of a list item has been read yet.
    is_item_start: bool,
    oddities: Vec<Oddity>,
}

impl Reader {
    fn children(&mut self, parent: ElementRef<'_>) {
        parent.children().for_each(|child| self.node(child));
    }

    fn node(&mut self, node: NodeRef<'_, Node>) {
        if let Node::Text(text) = node.value() {
            let around = node.ancestors().take(self.depth);
            let mut around = around.filter_map(ElementRef::wrap);
            let is_preformatted = around.any(|element| element.value().name() == "pre");
            for (position, line) in text.split(|c| is_preformatted && c == '\n').enumerate() {
                if position > 0 {
                    self.end_paragraph();
                }
                self.text(line);
            }
        } else if let Some(element) = ElementRef::wrap(node)
            && self.is_shown(element)
        {
            self.depth += 1;
            if self.depth > MAX_DEPTH {
                self.note_loss("elements are nested too deep".to_owned());
            } else {
                self.element(element);
            }
            self.depth -= 1;
        }
    }

    fn element(&mut self, element: ElementRef<'_>) {
        let is_block = is_block(element);
        if is_block {
            self.end_paragraph();
        }
        match role(element) {
            Role::LineBreak => self.end_paragraph(),
            Role::List => self.list(element),
            Role::Heading => self.marked(Mark::Strong, element),
            Role::Mark(mark) => self.marked(mark, element),
            Role::Link => self.link(element),
            Role::Quotation => {
                self.text("\u{201c}");
                self.children(element);
                self.text("\u{201d}");
            }
            _ if is_note(element) => {
                let blocks = self.apart(|reader| reader.children(element));
                if !blocks.is_empty() {
                    self.blocks.push(Block::Note(blocks));
                }
            }
            _ => self.children(element),
        }
        if is_block {
            self.end_paragraph();
        }
    }

    fn list(&mut self, list: ElementRef<'_>) {
        let first = (list.value().name() == "ol").then(|| {
            let start = list.attr("start").unwrap_or_default().trim();
            start.parse::<u16>().map_or(1, u32::from)
        });
        let mut items = Vec::new();
        for child in list.children() {
            self.is_item_start = true;
            items.push(self.apart(|reader| reader.node(child)));
        }
        self.is_item_start = false;
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
        let around = self.marks.clone();
        self.marks.insert(mark);
        self.children(element);
        self.marks = around;
    }

    fn link(&mut self, link: ElementRef<'_>) {
        let target = link.attr("href").unwrap_or("#");
        let is_in_link = self.marks.iter().any(|mark| matches!(mark, Mark::Link(_)));
        if leads_somewhere(target) && !is_in_link {
            self.marked(Mark::Link(target.to_owned()), link);
        } else {
            self.children(link);
        }
    }

    fn text(&mut self, text: &str) {
        let is_odd = |c: &char| is_invisible(*c) && !WHITE_SPACE.contains(c);
        for c in text.chars().filter(is_odd) {
            let what = format!("an invisible character, U+{:04X}", u32::from(c));
            if is_format(c) {
                self.note(Rule::InvisibleCharacter, format!("has {what}"), "");
            } else {
                self.note_loss(what);
            }
        }
        for (position, word) in without_format(text).split(WHITE_SPACE).enumerate() {
            if position > 0 {
                self.space();
            }
            self.word(word);
        }
    }

    fn space(&mut self) {
        let before = self.paragraph.last().map(|run| run.marks.clone());
        let before = self.space.take().or(before);
        self.space = before.map(|marks| &marks & &self.marks);
    }

    fn word(&mut self, mut word: &str) {
        if word.is_empty() {
            return;
        }
        if mem::take(&mut self.is_item_start)
            && let Some(rest) = word.strip_prefix('•')
        {
            // The page writes a bullet into the item, and the list shows its own.
            word = rest.trim_start();
        }
        if let Some(marks) = self.space.take() {
            Run::push(&mut self.paragraph, " ", &(&marks & &self.marks));
        }
        Run::push(&mut self.paragraph, word, &self.marks);
    }

    /// Ends the paragraph that is open. One of nothing but white space is dropped.
    fn end_paragraph(&mut self) {
        self.space = None;
        let runs = mem::take(&mut self.paragraph);
        if runs.iter().any(|run| !run.text.trim().is_empty()) {
            self.blocks.push(Block::Paragraph(runs));
        }
    }

    /// Whether a browser shows the element as text. What is lost is noted down.
    fn is_shown(&mut self, element: ElementRef<'_>) -> bool {
        let name = element.value().name();
        match role(element) {
            Role::Image => {
                let words = element.attr("alt").unwrap_or_default().trim();
                if !words.is_empty() {
                    let what = format!("has an image that says {:?}", excerpt(words));
                    self.note(Rule::ImageText, what, words);
                }
            }
            Role::NeedsItsMarkup => self.note_loss(format!(
                "`<{name}>` has a meaning that its text alone does not have"
            )),
            Role::Heading if matches!(name, "h1" | "h2") => self.note_loss(format!(
                "`<{name}>`, the heading of a section, stands in a cell"
            )),
            _ if is_struck_out(element) => {
                self.note_loss("text that a style strikes out".to_owned());
            }
            role => {
                if role == Role::Unknown {
                    // Most likely a word in angle brackets, such as `<token>`, which nobody meant as a tag.
                    let tag = format!("<{name}>");
                    let what = format!("has a tag that HTML does not have: `{tag}`");
                    self.note(Rule::HiddenText, what, &tag);
                }
                self.oddities.extend(shown::hiding(element));
                return shown::is_shown(element);
            }
        }
        false
    }

    fn note_loss(&mut self, what: String) {
        self.oddities.push(Oddity {
            rule: Rule::Markup,
            what,
            words: String::new(),
        });
    }

    fn note(&mut self, rule: Rule, what: String, words: &str) {
        let oddity = Oddity {
            rule,
            what,
            words: words.to_owned(),
        };
        // A cell with many bullets has one finding.
        if !self.oddities.contains(&oddity) {
            self.oddities.push(oddity);
        }
    }
}

/// Whether a link to `target` is worth having: the page's placeholders are not, nor is anything
/// that a browser would not simply open.
fn leads_somewhere(target: &str) -> bool {
    // Rustdoc takes an address without a dot for the path of an item.
    let is_path = |mail: &str| !mail.split('#').next().unwrap_or(mail).contains('.');
    if target.strip_prefix("mailto:").is_some_and(is_path) {
        return false;
    }
    ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| target.starts_with(scheme))
        && target
            .chars()
            .all(|c| c.is_ascii_graphic() && !"<>\\`\"".contains(c))
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
            ("<code>a<b>b</b></code>", "`a`**`b`**"),
            // Marks inside of marks.
            ("<b>a <i>b</i> c</b>", "**a _b_ c**"),
            ("<i>a<b>b</b></i>", "_a_**_b_**"),
            ("a<pre><b>b</b>\n  c</pre>d", "a\n\n**`b`**\n\n`c`\n\nd"),
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
                "x\n\na\n\nb\n\nc\n\ny",
            ),
            // The page writes a bullet into an item.
            (
                "<ul><li>• a</li><li>•&nbsp;b</li><li>c • d</li><li>•</li></ul>• e",
                "- a\n- b\n- c • d\n\n• e",
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
            .map(|oddity| format!("{}: {}", oddity.rule.id(), oddity.what))
            .collect();
        assert_eq!(
            told,
            [
                "markup: `<sup>` has a meaning that its text alone does not have",
                "invisible-character: has an invisible character, U+00AD",
                "hidden-text: hides \"c\"",
                "image-text: has an image that says \"d\"",
                "markup: text that a style strikes out",
                "markup: an invisible character, U+202E",
            ]
        );
    }

    #[test]
    fn elements_may_be_nested_but_not_without_end() {
        for (element, count, is_too_deep) in [
            ("<div>", 50, false),
            ("<div>", 2_000, true),
            ("<b>a</b>", 2_000, false),
        ] {
            let html = scraper::Html::parse_fragment(&element.repeat(count));
            let (_, oddities) = Prose::read(html.root_element());
            assert_eq!(!oddities.is_empty(), is_too_deep, "{count} {element}");
        }
    }
}
