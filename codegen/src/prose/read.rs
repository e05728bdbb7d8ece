//! A cell to prose.

use std::collections::BTreeSet;
use std::mem;

use ego_tree::NodeRef;
use scraper::{ElementRef, Node};

use super::elements::{Role, is_block, is_note, is_struck_out, role, tag_as_text};
use super::links::{resolve, stays_on_page};
use super::{Block, List, Mark, Prose, Run, shown, tags};
use crate::problem::{Problem, Problems, Rule, excerpt};
use crate::source::{is_format, is_invisible, without_format};

/// No cell of a real page nests its elements this deep. Those that HTML ends by itself do not count, so
/// what is written of a cell can be read again.
const MAX_DEPTH: usize = 64;

/// The white space of HTML; a no-break space is not among it.
const WHITE_SPACE: [char; 5] = [' ', '\t', '\n', '\r', '\u{c}'];

impl Prose {
    /// Reads what a browser shows of the `nodes` in a cell, and what it hides or cannot show as prose. Links are
    /// resolved against `base`, the address of the page. The message of a problem continues a sentence that
    /// begins with the name of the cell.
    pub(crate) fn read<'a>(
        nodes: impl IntoIterator<Item = NodeRef<'a, Node>>,
        base: Option<&str>,
    ) -> (Self, Problems) {
        let mut reader = Reader {
            base,
            ..Reader::default()
        };
        let blocks = reader.read_box(|reader| {
            nodes.into_iter().for_each(|node| reader.read_node(node));
        });
        (Self { blocks }, reader.problems)
    }

    /// Reads the HTML of a cell that is parsed by itself, as tab-separated cells are. Such a cell is refused
    /// if a browser would swallow a part of it: what is in no text, and in no tag as people write them.
    #[must_use]
    pub fn read_cell(html: &str, base: Option<&str>) -> (Self, Problems) {
        // What is never ended is no tag, as in `a<b`.
        let (tags, text) = html.split_at(html.rfind('>').map_or(0, |end| end + 1));
        let html = format!("{tags}{}", text.replace('<', "&lt;"));
        let Some(dom) = tags::parse_html(&format!("{html}{}", tags::END)) else {
            return (Self::default(), vec![Problem::new(Rule::Markup, TOO_DEEP)]);
        };
        if let Some(words) = tags::find_swallowed(&html, &dom) {
            let what = format!(
                "has text that a browser does not show: {:?}",
                excerpt(words)
            );
            let problem = Problem::new(Rule::SwallowedText, what).quoting(words);
            return (Self::default(), vec![problem]);
        }
        Self::read(dom.root_element().children(), base)
    }
}

const TOO_DEEP: &str = "nests elements too deep";

#[derive(Default)]
struct Reader<'a> {
    base: Option<&'a str>,
    blocks: Vec<Block>,
    /// The paragraph that is open. White space is folded as a browser does: to one space, and to none
    /// at the ends.
    paragraph: Vec<Run>,
    /// The pending space. It keeps only the marks that both neighbours share: the space of `a<b> b</b>` is
    /// not strong, since Markdown wants it outside `**`.
    space: Option<BTreeSet<Mark>>,
    /// The marks of the text that is read.
    marks: BTreeSet<Mark>,
    /// How many elements are open.
    depth: usize,
    /// Whether no text of a list item has been read yet.
    is_item_start: bool,
    problems: Problems,
}

impl Reader<'_> {
    fn read_children(&mut self, parent: ElementRef<'_>) {
        parent.children().for_each(|child| self.read_node(child));
    }

    fn read_node(&mut self, node: NodeRef<'_, Node>) {
        if let Node::Text(text) = node.value() {
            let mut around = node.ancestors().filter_map(ElementRef::wrap);
            let is_preformatted = around.any(|element| element.value().name() == "pre");
            for (position, line) in text.split(|c| is_preformatted && c == '\n').enumerate() {
                if position > 0 {
                    self.end_paragraph();
                }
                self.read_text(line);
            }
        } else if let Node::Comment(comment) = node.value() {
            self.report_comment(comment);
        } else if let Some(element) = ElementRef::wrap(node) {
            if let Some(what) = lost_meaning(element) {
                return self.report(Problem::new(Rule::Markup, what));
            }
            self.report_losses(element);
            let levels = usize::from(!matches!(element.value().name(), "li" | "p"));
            self.depth += levels;
            if self.depth > MAX_DEPTH {
                self.report(Problem::new(Rule::Markup, TOO_DEEP));
            } else if shown::is_shown(element) && role(element) != Role::Image {
                self.read_element(element);
            }
            self.depth -= levels;
        }
    }

    fn read_element(&mut self, element: ElementRef<'_>) {
        let is_block = is_block(element);
        if is_block {
            self.end_paragraph();
        }
        match role(element) {
            Role::LineBreak => self.end_paragraph(),
            Role::List => self.read_list(element),
            Role::Heading => self.read_marked(Mark::Strong, element),
            Role::Mark(mark) => self.read_marked(mark, element),
            Role::Link => self.read_link(element),
            Role::Quotation => {
                self.read_text("\u{201c}");
                self.read_children(element);
                self.read_text("\u{201d}");
            }
            _ if is_note(element) => {
                self.end_paragraph();
                let blocks = self.read_box(|reader| reader.read_children(element));
                if !blocks.is_empty() {
                    self.blocks.push(Block::Note(blocks));
                }
            }
            _ => self.read_children(element),
        }
        if is_block {
            self.end_paragraph();
        }
    }

    fn read_list(&mut self, list: ElementRef<'_>) {
        self.end_paragraph();
        let first = (list.value().name() == "ol").then(|| {
            let start = list.attr("start").unwrap_or_default().trim();
            start.parse::<u16>().map_or(1, u32::from)
        });
        let mut items = Vec::new();
        for child in list.children() {
            self.is_item_start = true;
            items.push(self.read_box(|reader| reader.read_node(child)));
        }
        self.is_item_start = false;
        items.retain(|item| !item.is_empty());
        if !items.is_empty() {
            self.blocks.push(Block::List(List { first, items }));
        }
    }

    /// Returns the blocks that `read` reads; those around them are kept separate.
    fn read_box(&mut self, read: impl FnOnce(&mut Self)) -> Vec<Block> {
        let around = mem::take(&mut self.blocks);
        read(self);
        self.end_paragraph();
        mem::replace(&mut self.blocks, around)
    }

    fn read_marked(&mut self, mark: Mark, element: ElementRef<'_>) {
        let around = self.marks.clone();
        self.marks.insert(mark);
        self.read_children(element);
        self.marks = around;
    }

    fn read_link(&mut self, link: ElementRef<'_>) {
        let target = link.attr("href").unwrap_or_default();
        let is_in_link = self.marks.iter().any(|mark| matches!(mark, Mark::Link(_)));
        if !stays_on_page(target) {
            match resolve(target, self.base) {
                Some(address) if !is_in_link => {
                    return self.read_marked(Mark::Link(address), link);
                }
                _ if link.text().all(|text| text.trim().is_empty()) => {}
                _ => {
                    let what =
                        format!("has a link whose target is left out: {:?}", excerpt(target));
                    self.report(Problem::new(Rule::DroppedLink, what).quoting(target));
                }
            }
        }
        self.read_children(link);
    }

    fn read_text(&mut self, text: &str) {
        let is_odd = |c: &char| is_invisible(*c) && !WHITE_SPACE.contains(c);
        for c in text.chars().filter(is_odd) {
            let rule = if is_format(c) {
                Rule::InvisibleCharacter
            } else {
                Rule::Markup
            };
            let what = format!("has an invisible character, U+{:04X}", u32::from(c));
            self.report(Problem::new(rule, what));
        }
        for (position, word) in without_format(text).split(WHITE_SPACE).enumerate() {
            if position > 0 {
                self.read_space();
            }
            self.read_word(word);
        }
    }

    fn read_space(&mut self) {
        let before = self.paragraph.last().map(|run| run.marks.clone());
        let before = self.space.take().or(before);
        self.space = before.map(|marks| &marks & &self.marks);
    }

    fn read_word(&mut self, mut word: &str) {
        if word.is_empty() {
            return;
        }
        // The page writes a bullet into the item, and the list shows its own.
        if mem::take(&mut self.is_item_start)
            && let Some(rest) = word.strip_prefix('•')
        {
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

    /// Reports what is lost of `element` in prose.
    fn report_losses(&mut self, element: ElementRef<'_>) {
        if let Some(tag) = tag_as_text(element) {
            let what = format!("has a tag that looks like text: `{}`", excerpt(&tag));
            self.report(Problem::new(Rule::HiddenText, what).quoting(&tag));
        }
        let alt = element.attr("alt").unwrap_or_default().trim();
        if role(element) == Role::Image && !alt.is_empty() {
            let what = format!("has an image that says {:?}", excerpt(alt));
            self.report(Problem::new(Rule::ImageText, what).quoting(alt));
        }
        if let Some(problem) = shown::report_hidden(element) {
            self.report(problem);
        }
    }

    /// Reports the words of a comment; those of Word's are conditions.
    fn report_comment(&mut self, comment: &str) {
        if comment.contains(char::is_alphanumeric)
            && !comment.starts_with("[if")
            && comment != "[endif]"
        {
            let what = format!("has a comment that says {:?}", excerpt(comment));
            self.report(Problem::new(Rule::HiddenText, what).quoting(comment));
        }
    }

    /// Adds a problem, once per cell.
    fn report(&mut self, problem: Problem) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }
}

/// The meaning of `element` that is lost if only its text is kept.
fn lost_meaning(element: ElementRef<'_>) -> Option<String> {
    let name = element.value().name();
    match role(element) {
        Role::NeedsItsMarkup => Some(format!(
            "has `<{name}>`, whose meaning is lost in plain text"
        )),
        Role::Heading if matches!(name, "h1" | "h2") => {
            Some(format!("has `<{name}>`, the heading of a section"))
        }
        _ if is_struck_out(element) => Some("has text that a style strikes out".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::super::Prose;
    use crate::problem::Problems;

    fn read(html: &str) -> (Prose, Problems) {
        Prose::read(
            Html::parse_fragment(html).root_element().children(),
            Some("https://a.b/c/d.html?e#f"),
        )
    }

    /// The HTML of a cell, and the Markdown of what a browser shows.
    #[test]
    fn a_cell_becomes_what_a_browser_shows() {
        for (html, markdown) in [
            // White space is folded, and is outside marks.
            ("  a  b\n\tc  ", "a b c"),
            ("a<b> b </b>c", "a **b** c"),
            ("a<code> b </code>c", "a `b` c"),
            ("a<b> </b>c", "a c"),
            ("a<code> </code>b", "a b"),
            ("a&nbsp; b", "a\u{a0} b"),
            ("&nbsp;", ""),
            ("<p> a </p> <p>b</p>", "a\n\nb"),
            // Elements that carry no meaning.
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
            ("<i style='opacity:0.0%'>a</i>b", "b"),
            (
                "a<dialog>b</dialog><div popover>c</div><dialog open>d</dialog>",
                "a\n\nd",
            ),
            // Of several declarations the last one counts that CSS understands, or an important one.
            ("<b style='display:none;display:inline'>a</b>", "**a**"),
            ("a<b style='display:none;display'>b</b>", "a"),
            (
                "a<b style='display:none!important;display:inline'>b</b>",
                "a",
            ),
            ("<p hidden style='display:block'>a</p>", "a"),
            (
                "<b style='mso-hide:none;visibility:visible;opacity:0;opacity:0.5'>a</b>",
                "**a**",
            ),
            (
                "a<i style='display:list-item'>b</i><i style='display:flow-root'>c</i>d",
                "a\n\n_b_\n\n_c_\n\nd",
            ),
            ("a<p style='display:inline'>b</p>c", "abc"),
            ("a<ul style='display:inline'><li>b</ul>c", "a\n\n- b\n\nc"),
            (
                "a<div class=note style='display:inline'>b</div>c",
                "a\n\n> b\n\nc",
            ),
            // Links are resolved.
            (
                "<a href='/x?y'>a</a> <a href=../x>b</a>",
                "[a](<https://a.b/x?y>) [b](<https://a.b/x>)",
            ),
            (
                "<a href=' //x.y '>a</a> <a href='http:/x'>b</a>",
                "[a](<https://x.y>) b",
            ),
            ("<a href='#x'>a</a> <a href=''>b</a> <a>c</a>", "a b c"),
        ] {
            assert_eq!(read(html).0.to_markdown(), markdown, "{html}");
        }
    }

    /// The HTML of a cell, and what is reported of it.
    #[test]
    fn what_a_cell_hides_or_loses_is_reported() {
        for (html, reported) in [
            (
                "<sup>2</sup>",
                "markup: has `<sup>`, whose meaning is lost in plain text",
            ),
            ("<h1>a</h1>", "markup: has `<h1>`, the heading of a section"),
            (
                "<i style='text-decoration:line-through'>e</i>",
                "markup: has text that a style strikes out",
            ),
            ("a\u{202e}", "markup: has an invisible character, U+202E"),
            (
                "a\u{ad}b",
                "invisible-character: has an invisible character, U+00AD",
            ),
            ("<b style='display:none'>c</b>", "hidden-text: hides \"c\""),
            (
                "<svg><style>a</style><text>b</text></svg>",
                "hidden-text: hides \"b\"",
            ),
            ("a<script>b</script>", "hidden-text: hides \"b\""),
            (
                "<!-- a --><!-- --><!--[if mso]>b<![endif]-->",
                "hidden-text: has a comment that says \" a \"",
            ),
            ("<?a b?>", "hidden-text: has a comment that says \"?a b?\""),
            (
                "<token>",
                "hidden-text: has a tag that looks like text: `<token>`",
            ),
            (
                "a<b and c>d",
                "hidden-text: has a tag that looks like text: `<b and c>`",
            ),
            ("<img alt=d>", "image-text: has an image that says \"d\""),
            (
                "<a href='java&#115;cript:x'>a</a>",
                "dropped-link: has a link whose target is left out: \"javascript:x\"",
            ),
            (
                "<a href='mailto:a@localhost'>a</a>",
                "dropped-link: has a link whose target is left out: \"mailto:a@localhost\"",
            ),
            ("<a href='#x'>a</a><a href='javascript:x'><img></a>", ""),
            (
                "<ul><li>• a</ul><span data-x='<b>' title='' hidden></span>",
                "",
            ),
        ] {
            let problems = read(html).1;
            let lines = problems
                .iter()
                .map(|it| format!("{}: {}", it.rule.id(), it.message));
            assert_eq!(lines.collect::<Vec<_>>().join("; "), reported, "{html}");
        }
    }

    /// A tab-separated cell, and the part of it that a browser would swallow.
    #[test]
    fn a_cell_that_a_browser_would_not_show_whole_is_refused() {
        for (cell, swallowed) in [
            (
                "Put the <script> tag before login",
                "<script> tag before login",
            ),
            (
                "The <TITLE> tag, <b>always</b>",
                "<TITLE> tag, <b>always</b>",
            ),
            ("<meta> a", "<meta> a"),
            ("a<b title='<c>'>d", "<b title='<c>'>d"),
            (
                "Remove <!-- and <b>scripts</b> first",
                "<!-- and <b>scripts</b> first",
            ),
            ("a <!-- b --> c", "<!-- b --> c"),
            ("a <!b> c", "<!b> c"),
            ("a <?b ?> c", "<?b ?> c"),
            ("a <![CDATA[ b ]]> c", "<![CDATA[ b ]]> c"),
            ("a </b c> d", "</b c> d"),
            ("a </ b> c", "</ b> c"),
            (
                "from <a href=\"x>docs</a> see more",
                "<a href=\"x>docs</a> see more",
            ),
            (
                "<a href='x>docs</a> <b>more</b>",
                "<a href='x>docs</a> <b>more</b>",
            ),
            ("a <b c<d> e", "<b c<d> e"),
            ("a<b and c>d", "<b and c>d"),
            ("a <b \"c\"> d", "<b \"c\"> d"),
            ("a <b c=d\"e> f", "<b c=d\"e> f"),
            ("a <b c=\"d\" e f=g> h", "<b c=\"d\" e f=g> h"),
            ("a <div hidden> b", "a <div hidden> b"),
            ("the <td> tag", "<td> tag"),
            ("the <body> tag", "<body> tag"),
            ("<html lang=en> a", "<html lang=en> a"),
            ("<head> a", "<head> a"),
            ("<frameset> a", "<frameset> a"),
            ("a <b>b</c>", "</c>"),
            ("close </script>", "</script>"),
            // Not so these.
            ("if x<y and p<q then fail <", ""),
            ("<b>Remove</b> <!-- first", ""),
            ("a < b > c <3 d >> e", ""),
            (
                "<b><a href=x title='y z' class = \"w\" style=\"x:'y'\" nowrap>a</a><br/><token></token>",
                "",
            ),
            ("<p>a<ul><li>b<li hidden>c</ul>", ""),
        ] {
            let (prose, problems) = Prose::read_cell(cell, None);
            let of_rule = problems
                .iter()
                .filter(|it| it.rule.id() == "swallowed-text");
            let words: String = of_rule.filter_map(|it| it.quoted.as_deref()).collect();
            assert_eq!(
                (&words[..], prose.is_empty()),
                (swallowed, !swallowed.is_empty()),
                "{cell}"
            );
        }
    }

    #[test]
    fn elements_may_be_nested_but_not_without_end() {
        for (html, count, is_too_deep) in [
            ("<div>", 50, false),
            ("<div>", 300, true),
            ("<div>", 100_000, true),
            ("<table><td>", 100_000, true),
            ("<b>a</b>", 2_000, false),
            ("<ul><li>", 60, false),
            ("<ul><li>", 70, true),
        ] {
            let problems = Prose::read_cell(&html.repeat(count), None).1;
            assert_eq!(!problems.is_empty(), is_too_deep, "{count} {html}");
        }
    }
}
