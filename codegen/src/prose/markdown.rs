//! Prose to Markdown.
//!
//! The text is data: whatever could be taken for markup is escaped, so that the Markdown has the
//! structure of the prose and no other. A paragraph is one line, so only its first character can
//! start a block.

use super::{Block, Mark, Prose, Run};

pub(super) fn render(prose: &Prose) -> String {
    lines(&prose.blocks).join("\n")
}

fn lines(blocks: &[Block]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut after_list = false;
    for block in blocks {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let mut is_list = false;
        match block {
            Block::Paragraph(runs) => lines.push(paragraph(runs)),
            Block::Note(inner) => {
                lines.extend(self::lines(inner).iter().map(|line| prefix("> ", line)));
            }
            Block::List(list) => {
                for (mark, item) in list.marked(after_list) {
                    let indent = " ".repeat(mark.len());
                    for (position, line) in self::lines(item).iter().enumerate() {
                        lines.push(prefix(if position == 0 { &mark } else { &indent }, line));
                    }
                }
                is_list = !after_list;
            }
        }
        after_list = is_list;
    }
    lines
}

fn prefix(prefix: &str, line: &str) -> String {
    format!("{prefix}{line}").trim_end_matches(' ').to_owned()
}

fn paragraph(runs: &[Run]) -> String {
    let mut shown: Vec<Shown<'_>> = Vec::new();
    for run in runs.iter().map(Shown::of) {
        match shown.last_mut() {
            // What looks alike is one run, so that it is escaped as one text.
            Some(last) if last.is_code == run.is_code && last.marks == run.marks => {
                last.text.push_str(&run.text);
            }
            _ => shown.push(run),
        }
    }
    let mut out = String::new();
    let mut open: Vec<&Mark> = Vec::new();
    for (position, run) in shown.iter().enumerate() {
        let both = open.iter().zip(&run.marks);
        let shared = both.take_while(|(one, other)| one == other).count();
        let opens = run.marks.len() > shared;
        let closes = open.len() > shared;
        for mark in open.drain(shared..).rev() {
            close(mark, &mut out);
        }
        if opens && !closes {
            guard_last(&mut out);
        }
        for &mark in &run.marks[shared..] {
            self::open(mark, &mut out);
            open.push(mark);
        }
        if run.is_code {
            code(&run.text, &mut out);
        } else {
            let next = shown.get(position + 1).map_or(&[][..], |next| &next.marks);
            let ends = !run.marks.is_empty() && next != run.marks;
            text(&run.text, closes && !opens, opens, ends, &mut out);
        }
    }
    for mark in open.into_iter().rev() {
        close(mark, &mut out);
    }
    // White space that counts would not be seen at the end of a line, and tools take it away.
    if let Some(last) = out.chars().next_back().filter(|c| c.is_whitespace()) {
        out.pop();
        entity(last, &mut out);
    }
    out
}

/// A run with the marks that its Markdown has around it.
struct Shown<'a> {
    text: String,
    is_code: bool,
    marks: Vec<&'a Mark>,
}

impl<'a> Shown<'a> {
    fn of(run: &'a Run) -> Self {
        let is_around = |mark: &&Mark| match mark {
            Mark::Strong | Mark::Emphasis => true,
            Mark::Code => false,
            Mark::Link(target) => leads_somewhere(target),
        };
        Self {
            text: run.text.clone(),
            is_code: run.marks.contains(&Mark::Code),
            marks: run.marks.iter().filter(is_around).collect(),
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

fn open(mark: &Mark, out: &mut String) {
    out.push_str(match mark {
        Mark::Link(_) => "[",
        Mark::Strong => "**",
        Mark::Emphasis => "_",
        Mark::Code => "",
    });
}

fn close(mark: &Mark, out: &mut String) {
    match mark {
        Mark::Link(target) => {
            out.push_str("](<");
            // Between `<` and `>`, only an entity would be read as something else.
            out.push_str(&target.replace('&', "&amp;"));
            out.push_str(">)");
        }
        mark => open(mark, out),
    }
}

fn code(text: &str, out: &mut String) {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    out.extend([&fence, pad, text, pad, &fence]);
}

/// Writes `text`, escaped. Markdown looks at the characters on both sides of a delimiter to tell
/// whether it is one; an entity is right on either side, so it stands for a character that is not.
fn text(text: &str, after_close: bool, after_open: bool, before_close: bool, out: &mut String) {
    for (at, c) in text.char_indices() {
        let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
        let first = before.is_empty();
        let inside = (after_open && first) || (before_close && after.is_empty());
        if (after_close && first && joins(c)) || (inside && c.is_whitespace()) {
            entity(c, out);
        } else {
            if needs_escape(c, before, after, out) {
                out.push('\\');
            }
            out.push(c);
        }
    }
}

/// Whether `c`, next to a delimiter on its outer side, would stop Markdown from reading it as one.
fn joins(c: char) -> bool {
    c.is_alphanumeric() || c.is_ascii_control() || !(c.is_ascii() || c.is_whitespace())
}

fn entity(c: char, out: &mut String) {
    out.extend(["&#", &u32::from(c).to_string(), ";"]);
}

/// Turns the last character of `out` into an entity if it would keep a delimiter that follows
/// from opening.
fn guard_last(out: &mut String) {
    if let Some(last) = out.chars().next_back()
        && joins(last)
    {
        out.pop();
        entity(last, out);
    }
}

/// Whether `c`, between `before` and `after`, could be taken for markup.
fn needs_escape(c: char, before: &str, after: &str, out: &str) -> bool {
    let next = after.chars().next();
    match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' | '|' | '"' => true,
        '_' => !(in_word(before.chars().rev()) && in_word(after.chars())),
        '&' => next.is_none_or(|next| next == '#' || next.is_ascii_alphanumeric()),
        // Rustdoc warns of a bare address.
        ':' => next == Some('/'),
        // What comes next may be a link.
        '!' => next.is_none(),
        '#' | '+' | '=' => out.is_empty(),
        // Rustdoc would make dashes and an ellipsis of these, and curly quotes of straight ones.
        '-' => out.is_empty() || next == Some('-') || before.ends_with('-'),
        '.' if next == Some('.') || before.ends_with('.') => true,
        // The number of an item has at most nine digits.
        '.' | ')' => (1..=9).contains(&out.len()) && out.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    }
}

/// Whether `chars`, going away from an underscore, are of a word; two of them, as the one at the
/// edge of a text may become an entity.
fn in_word(chars: impl Iterator<Item = char>) -> bool {
    chars.take(2).filter(|c| c.is_alphanumeric()).count() == 2
}

#[cfg(test)]
mod tests {
    use super::super::Prose;

    #[track_caller]
    fn check(html: &str, markdown: &str) {
        assert_eq!(Prose::from_html(html).to_markdown(), markdown, "{html}");
    }

    #[test]
    fn structure() {
        check("a <b>b</b> <i>c</i> <code>d</code>", "a **b** _c_ `d`");
        check("a: <ul><li>b</li><li>c</li></ul>", "a:\n\n- b\n- c");
        check(
            "<p>a</p><blockquote><p>b</p><p>c</p></blockquote>",
            "a\n\n> b\n>\n> c",
        );
        check("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b");
        check(
            "<ul><li><p>a</p><ul><li>b</li></ul></li></ul>",
            "- a\n\n  - b",
        );
    }

    #[test]
    fn links_lead_to_the_web_or_nowhere() {
        check(
            "<a href='https://a.b/c_d?e=f&amp;g'>x</a>",
            "[x](<https://a.b/c_d?e=f&amp;g>)",
        );
        check("<a href='#'>x</a>", "x");
        check("<a href='javascript:alert(1)'>x</a>", "x");
        check("<a href='https://a.b/ c'>x</a>", "x");
        check("<a href='mailto:a@b.c'>x</a>", "[x](<mailto:a@b.c>)");
        check("<a href='mailto:a@localhost'>x</a>", "x");
        check("<a href='mailto:a#b.c'>x</a>", "x");
        check("see https://a.b", "see https\\://a.b");
    }

    #[test]
    fn text_is_not_markup() {
        check("# a", "\\# a");
        check("- a", "\\- a");
        check("1. a", "1\\. a");
        check(
            "a *b* _c_ [d] `e` ~f~",
            "a \\*b\\* \\_c\\_ \\[d\\] \\`e\\` \\~f\\~",
        );
        check("a_bc ab_ c ab_cd", "a\\_bc ab\\_ c ab_cd");
        check("a-b -- c... d.", "a-b \\-\\- c\\.\\.\\. d.");
        check("<b>a.</b><b>.b</b>", "**a\\.\\.b**");
        check(
            "a! b!<a href='https://a.b'>x</a>",
            "a! b\\![x](<https://a.b>)",
        );
        check("&lt;script> &amp;amp;", "\\<script\\> \\&amp;");
        check(
            "CERT_INVALID_CNAME, R&amp;D & co",
            "CERT_INVALID_CNAME, R\\&D & co",
        );
    }

    #[test]
    fn the_number_of_an_item_has_nine_digits() {
        check("123456789. a", "123456789\\. a");
        check("1234567890. a", "1234567890. a");
        // Were all digits looked at for each full stop, this would take minutes.
        let long = format!("{}{}", "1".repeat(1 << 20), ". a".repeat(1 << 18));
        check(&long, &long);
    }

    #[test]
    fn marks_next_to_text_stay_marks() {
        check("a<b>b</b>c", "&#97;**b**&#99;");
        check("<b>a</b><b>b</b><i>c</i>", "**ab**_c_");
        check("a<b>(b)</b>c", "&#97;**(b)**&#99;");
        check("<b>&nbsp;b</b>", "**&#160;b**");
        check("<b>b&nbsp;</b>c", "**b&#160;**&#99;");
        check("a&nbsp;<b>b</b>", "a\u{a0}**b**");
        check("a<code>b</code>c", "a`b`c");
        check("a&nbsp;", "a&#160;");
        check("<b>a<i>b</i></b>", "**&#97;_b_**");
    }

    #[test]
    fn code_keeps_its_backticks() {
        let prose = Prose::from_html("<code>`a``b</code>");
        assert_eq!(prose.to_markdown(), "``` `a``b ```");
    }
}
