//! A paragraph to Markdown.
//!
//! The text is data: everything that could be read as markup is escaped, so that the Markdown has the
//! structure of the prose and no other. A paragraph is one line, so only its first character can
//! start a block.
//!
//! GitHub acts on some words of a text even where their signs are escaped: `@name` notifies a person,
//! `fixes #7` closes an issue, `www.a.b` is a link, `$a$` mathematics and `:tada:` an emoji. In code none
//! of them is, so such words become code.

use super::{Mark, Run};

/// A paragraph as one line of Markdown.
pub(super) fn paragraph(runs: &[Run]) -> String {
    let runs = with_safe_words(runs);
    let mut out = String::new();
    let mut open: Vec<&Mark> = Vec::new();
    for run in &runs {
        let marks = marks_around(run);
        let shared = Mark::count_shared(&open, &marks);
        let opens = marks.len() > shared;
        let closes = open.len() > shared;
        close(&open[shared..], &mut out);
        if opens && !closes {
            // After a letter, `**` and `_` would not open.
            last_to_entity(joins, &mut out);
        }
        out.extend(marks[shared..].iter().map(|mark| delimiter(mark)));
        if run.marks.contains(&Mark::Code) {
            code(&run.text, &mut out);
        } else if opens {
            text(&run.text, char::is_whitespace, &mut out);
        } else {
            text(&run.text, |first| closes && joins(first), &mut out);
        }
        open = marks;
    }
    close(&open, &mut out);
    // White space that counts would not be seen at the end of a line, and tools take it away.
    last_to_entity(char::is_whitespace, &mut out);
    out
}

/// `runs`, in which each word that GitHub would act on is code. Code in a link is text if it has `]:`:
/// where the link is the whole paragraph, it would be the definition of a link, which is not shown.
fn with_safe_words(runs: &[Run]) -> Vec<Run> {
    let mut pieces = Vec::new();
    for run in runs {
        for word in run.text.split_inclusive(char::is_whitespace) {
            let (name, space) = word.split_at(word.trim_end().len());
            let mut marks = run.marks.clone();
            if is_active(name) {
                marks.insert(Mark::Code);
            }
            if name.contains("]:") && marks.iter().any(|mark| matches!(mark, Mark::Link(_))) {
                marks.remove(&Mark::Code);
            }
            Run::push(&mut pieces, name, &marks);
            Run::push(&mut pieces, space, &run.marks);
        }
    }
    pieces
}

/// Whether GitHub may act on a part of `word`.
fn is_active(word: &str) -> bool {
    let lower_case = word.to_ascii_lowercase();
    word.contains(['@', '$', '#'])
        || word.matches(':').count() > 1
        || ["www.", "gh-"].iter().any(|it| lower_case.contains(it))
}

/// The marks that the Markdown of `run` has around it.
fn marks_around(run: &Run) -> Vec<&Mark> {
    let marks = run.marks.iter();
    marks.filter(|mark| **mark != Mark::Code).collect()
}

/// The delimiter before text with the mark, and after it unless it is a link.
fn delimiter(mark: &Mark) -> &'static str {
    match mark {
        Mark::Strong => "**",
        Mark::Emphasis => "_",
        Mark::Link(_) => "[",
        Mark::Code => "",
    }
}

fn close(marks: &[&Mark], out: &mut String) {
    if !marks.is_empty() {
        last_to_entity(char::is_whitespace, out);
    }
    for mark in marks.iter().rev() {
        match mark {
            // Between `<` and `>`, only `&` has a meaning.
            Mark::Link(target) => out.extend(["](<", &target.replace('&', "&amp;"), ">)"]),
            mark => out.push_str(delimiter(mark)),
        }
    }
}

fn code(text: &str, out: &mut String) {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    // Markdown takes away a space at both ends, unless there is nothing else.
    let is_padded = text.starts_with(' ') && text.ends_with(' ') && text != " ";
    let pad = if longest > 0 || is_padded { " " } else { "" };
    out.extend([&fence, pad, text, pad, &fence]);
}

/// Writes `text`, escaped, and its first character as an entity if it is one that `is_unsafe`. Markdown
/// looks at the characters on both sides of a delimiter to tell whether it is one; an entity is right on
/// either side.
fn text(text: &str, is_unsafe: impl Fn(char) -> bool, out: &mut String) {
    for (at, c) in text.char_indices() {
        let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
        if before.is_empty() && is_unsafe(c) {
            entity(c, out);
            continue;
        }
        if needs_escape(c, before, after, out) {
            out.push('\\');
        }
        out.push(c);
    }
}

/// Whether `c`, next to a delimiter on its outer side, would stop Markdown from reading it as one.
fn joins(c: char) -> bool {
    c.is_alphanumeric() || c.is_ascii_control() || !(c.is_ascii() || c.is_whitespace())
}

fn entity(c: char, out: &mut String) {
    out.extend(["&#", &u32::from(c).to_string(), ";"]);
}

/// Turns the last character of `out` into an entity if it is one that `is_unsafe`.
fn last_to_entity(is_unsafe: impl Fn(char) -> bool, out: &mut String) {
    if let Some(last) = out.chars().next_back().filter(|&last| is_unsafe(last)) {
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
        let prose = Prose::read_cell(html, None).0;
        assert_eq!(prose.to_markdown(), markdown, "{html}");
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
        // It would be the definition of a link, which is not shown.
        check(
            "<a href='https://a.b'><code>x]:</code></a>",
            "[x\\]:](<https://a.b>)",
        );
        // A link inside a link would end it.
        check(
            "<a href='https://a.b'>x<table><td><a href='https://c.d'>y</a></table></a>",
            "[x](<https://a.b>)\n\n[y](<https://a.b>)",
        );
    }

    #[test]
    fn text_is_not_markup() {
        check("# a", "`#` a");
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
        check("<code>`a``b</code>", "``` `a``b ```");
        check("<code><b>b</b> L<b> x</b></code>", "**`b`**`  L  `**`x`**");
    }

    #[test]
    fn no_word_acts_on_github() {
        for (text, expected) in [
            ("ask @name, please", "ask `@name,` please"),
            ("fixes #7", "fixes `#7`"),
            ("see me/it#7", "see `me/it#7`"),
            ("(GH-7)", "`(GH-7)`"),
            ("@a @b", "`@a` `@b`"),
            ("see www.a.b or WWW.c", "see `www.a.b` or `WWW.c`"),
            ("pay $a$ or $ 5", "pay `$a$` or `$` 5"),
            ("(:tada:) a:b: c::d e:", "`(:tada:)` `a:b:` `c::d` e:"),
            ("code 403042, C# # 7", "code 403042, `C#` `#` 7"),
            ("<b>\u{202e}\n_x_ `y`", "\\<b\\>\\\\u{202e} \\_x\\_ \\`y\\`"),
        ] {
            assert_eq!(Prose::text(text).to_markdown(), expected);
        }
    }
}
