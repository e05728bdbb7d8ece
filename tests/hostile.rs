//! A page runs, hides and fakes nothing: what it holds appears as text, or is an error.

mod accepted;
mod docs;
mod files;
mod names;
mod page;
mod reports;
mod size;
mod terminal;

/// What a page may try and what is shown as it stands in a cell: nobody takes it for anything
/// but text.
pub(crate) const TEXTS: &[&str] = &[
    // Doc tests.
    "``` panic!() ```",
    "```rust panic!();",
    "~~~ panic!(); ~~~",
    "```",
    "`",
    "a ` b `` c",
    "    panic!();",
    "\u{a0}\u{a0}\u{a0}\u{a0}panic!();",
    "- ```",
    ">     panic!();",
    // Rust.
    "*/ panic!(); /*",
    "*/",
    "/*! no",
    "//! no",
    "\"# r#\"",
    "\"##",
    "\" ; panic!(); \"",
    "\\",
    "\\\\",
    "\\\" \\' \\n \\u{41} \\x41 \\0",
    "{}",
    "{0} {x:?} {{ }} %s $x",
    "#![no_std]",
    "#![deny(warnings)] #[test] fn f() {}",
    "# fn main() { panic!() }",
    "include!(\"/etc/passwd\")",
    "include_str!(concat!(env!(\"HOME\"), \"/.netrc\"))",
    "env!(\"PATH\")",
    "'a",
    "b'\\xff' c\"x\" 1_000u8 0x1F",
    "r#type self Self crate super fn _",
    // Links that rustdoc makes.
    "[`Class`] [Class] [`crate::Class`] [x](Class) [x][Class] [Class][] [fn@main]",
    "[nosuch] [`nosuch`](nosuch)",
    "[x]: https://evil.example",
    "[`Remedy::Retry`]: https://evil.example",
    "[^1] [^1]: note",
    "[ ] a [x] b",
    "struct@Class Class! main()",
    "<https://evil.example> <mailto:a@b.c> https://evil.example/a?b=c&d=e#f www.evil.example a@b.c",
    "![x](https://evil.example/x.png)",
    "[x](javascript:alert(1)) [x](data:text/html,x) javascript:alert(1)",
    "<javascript:alert(1)>",
    // Markdown.
    "# heading",
    "## Error Code Definitions Table",
    "a === b",
    "===",
    "---",
    "***",
    "* * *",
    "- - -",
    "_ _ _",
    "+ a",
    "* a",
    "1. a",
    "1) a",
    "123456789. a",
    "> a",
    "| a | b |",
    "|---|---|",
    "a|b :---: |",
    ":---",
    "**a** __b__ *c* _d_ ~~e~~ ~f~ ==g== ^h^ $i$ $$j$$",
    "a_b __c__d _e_f_",
    "*a **b*** c*",
    "&lt; &amp; &#65; &#x41; &copy;",
    "a -- b --- c ... d 'e' \"f\" (c)",
    "a\\",
    "a  ",
    ":smile: @everyone #1",
    "{.warning} {#id}",
    "=cmd|'/C calc'!A0",
    "@SUM(1)",
    "-1+1",
    // HTML, escaped by whoever wrote the page.
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- hidden -->",
    "<!doctype html>",
    "<?php ?>",
    "<![CDATA[ x ]]>",
    "<style>*{display:none}</style>",
    "<div class=\"warning\">x</div>",
    "</div></details></section>",
    "<a href='javascript:alert(1)'>x</a>",
    "<iframe srcdoc='x'>",
    "<b>x</b>",
    "<",
    ">",
    "< b",
    "]]>",
    // Letters.
    "é ß İ ı ﬀ 中文 العربية עברית 😀 ‹› “” „ – — …",
    "a\u{301}\u{302}\u{303}\u{304}\u{305}",
    "\u{3000}a\u{2003}b\u{a0}c\u{a0}",
    "\u{a0}",
    "\u{2800}",
    "\u{e000}\u{fffc}",
];

/// Markup of which the text is shown; no link leads anywhere but to the web.
pub(crate) const SHOWN: &[&str] = &[
    "<b onclick=\"alert(1)\" style=\"color:red\">x</b>",
    "<b class=\"hidden\" title=\"style\">x</b>",
    "<a href=\"https://good.example\" onclick=\"alert(1)\">x</a>",
    "<a href=\"https://good.example\" href=\"javascript:alert(1)\">x</a>",
    "<a href=\"//evil.example\">x</a>",
    "<a href=\"Class\">x</a>",
    "<a href=\"#\">x</a>",
    "<a href=\"?javascript:alert(1)\">x</a>",
    "<a href=\"https://good.example/)>](javascript:alert(1))\">x</a>",
    "<a href=\"https://good.example/&gt;)[y](javascript:alert(1))\">x</a>",
    "<a href=\"https://good.example/&quot; onclick=&quot;alert(1)\">x</a>",
    "<a href=\"https://good.example/&amp;quot;&amp;amp;&amp;#34;\">x</a>",
    "<a href=\"https://good.example/*_~`|\\\">*x_</a>",
    "<a href=\"ht&#9;tps://good.example\">x</a>",
    "<a href=\"mailto:a@good.example\">x</a>",
    "<a href=\"mailto:a@localhost\">x</a>",
    "<a href=\"mailto:a\">x</a>",
    "<a href=\"mailto:fn@main\">x</a>",
    "<a href=\"mailto:\">x</a>",
    "<a href=\"https://\">x</a>",
    "<a href=\"https://good.example\">Class</a>",
    "<a href=\"https://good.example\"><code>Class</code></a>",
    "<a href=\"https://good.example\">https://evil.example</a>",
    "<code>```</code>",
    "<code>`a`</code> `",
    "[<code>Class</code>]",
    "[<code>Class</code>](Class)",
    "!<a href=\"https://good.example/x.png\">x</a>",
    "a:<b>//b</b> https:<b>//evil.example</b>",
    "<p><b>```</b></p><p>panic!();</p><p>```</p>",
    "<ul><li>```</li><li><p>a</p><p>    b</p></li></ul>",
    "<ul><li>---</li><li>===</li><li>- - -</li><li># a</li><li>1. a</li></ul>",
    "<p>a</p><p>===</p><p>| a |</p><p>| - |</p><p>[x]: y</p>",
    "<div><div><div>&gt; a</div></div></div>",
    "<ul><li>•</li><li>• <b>•</b> •</li></ul>x",
    "a<br>```<br>    panic!();<br/># a<br>===<br>- a<br>| a |<br>[x]: y<br><br>---",
    "<table><tr><td>```</td><td>    a</td></tr><tr><td># a</td><td>---</td></tr></table>",
    "<b>a<br>- b<br># c</b>",
];

/// Markup that is refused, and the error.
pub(crate) const REFUSED: &[(&str, &str)] = &[
    ("<iframe src=//evil.example></iframe>", "markup"),
    ("<object data=x></object>", "markup"),
    ("<textarea>x</textarea>", "markup"),
    ("<input value=x>", "markup"),
    ("<del>x</del>", "markup"),
    ("<b style=\"display:/**/none\">x</b>", "markup"),
];

/// What nobody could see, or a terminal would act on.
pub(crate) const UNSEEN: &str = "\
    \0\u{1}\u{7}\u{8}\u{b}\u{c}\u{1b}\u{7f}\u{85}\u{90}\u{9b}\u{9d}\u{9f}\u{ad}\u{34f}\
    \u{61c}\u{115f}\u{180e}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\
    \u{202b}\u{202c}\u{202d}\u{202e}\u{2060}\u{2063}\u{2066}\u{2067}\u{2068}\u{2069}\u{206a}\
    \u{3164}\u{fe00}\u{fe0f}\u{feff}\u{ffa0}\u{fff9}\u{1bca0}\u{1d173}\u{e0001}\u{e0041}\
    \u{e0100}";

/// `text` as a page writes it.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
