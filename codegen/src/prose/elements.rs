//! What a browser does with an element: shows it as text, as a block, as code, or not at all.

use cssparser::{Delimiter, ParseError, Parser, ToCss};
use scraper::ElementRef;

use super::Mark;

/// What an element is to a reader of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// Carries no meaning of its own: its text is part of the text around it.
    Inline,
    /// The same, but HTML does not have it.
    Unknown,
    /// Stands on lines of its own.
    Block,
    Heading,
    List,
    LineBreak,
    Link,
    /// Marks its text.
    Mark(Mark),
    Quotation,
    Image,
    /// Not shown, or not as text.
    Absent,
    /// Says something that is lost when its text is taken out of it.
    NeedsItsMarkup,
}

/// The role of `element`, by its name. Browsers show elements that they do not know as inline text.
pub(super) fn role(element: ElementRef<'_>) -> Role {
    match element.value().name() {
        "abbr" | "acronym" | "area" | "bdi" | "bdo" | "big" | "blink" | "cite" | "data" | "dfn"
        | "font" | "ins" | "label" | "map" | "mark" | "marquee" | "math" | "meter" | "nobr"
        | "output" | "picture" | "progress" | "rp" | "rt" | "ruby" | "slot" | "small"
        | "source" | "span" | "time" | "u" | "wbr" => Role::Inline,
        "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "center" | "dd"
        | "details" | "dialog" | "dir" | "div" | "dl" | "dt" | "fieldset" | "figcaption"
        | "figure" | "footer" | "form" | "header" | "hgroup" | "hr" | "html" | "legend" | "li"
        | "main" | "menu" | "nav" | "p" | "search" | "section" | "summary" | "table" | "tbody"
        | "td" | "tfoot" | "th" | "thead" | "tr" => Role::Block,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Role::Heading,
        "ol" | "ul" => Role::List,
        "br" => Role::LineBreak,
        "a" => Role::Link,
        "b" | "strong" => Role::Mark(Mark::Strong),
        "em" | "i" => Role::Mark(Mark::Emphasis),
        "code" | "kbd" | "pre" | "samp" | "tt" | "var" => Role::Mark(Mark::Code),
        "q" => Role::Quotation,
        "img" => Role::Image,
        "audio" | "base" | "button" | "canvas" | "col" | "colgroup" | "datalist" | "head"
        | "link" | "meta" | "noscript" | "script" | "style" | "svg" | "template" | "title"
        | "video" => Role::Absent,
        "del" | "embed" | "frame" | "frameset" | "iframe" | "input" | "object" | "s" | "select"
        | "strike" | "sub" | "sup" | "textarea" => Role::NeedsItsMarkup,
        // An element of Word or of another program.
        name if name.contains(':') => Role::Inline,
        _ => Role::Unknown,
    }
}

/// Whether the element begins and ends a line of text.
pub(super) fn is_block(element: ElementRef<'_>) -> bool {
    let is_block = |value: &str| matches!(value, "block" | "flex" | "grid");
    matches!(role(element), Role::Block | Role::Heading | Role::List)
        || element.value().name() == "pre"
        || has_style(element, &["display"], is_block)
}

/// Whether the element hides itself and all that is in it.
pub(super) fn is_hidden(element: ElementRef<'_>) -> bool {
    let hides = |value: &str| matches!(value, "none" | "hidden" | "collapse");
    let is_zero = |value: &str| {
        let number = value.trim_end_matches(|c: char| c.is_alphabetic() || c == '%');
        number.parse() == Ok(0.0)
    };
    element.attr("hidden").is_some()
        || has_style(element, &["display", "visibility"], hides)
        || has_style(element, &["mso-hide"], |value| value == "all")
        || has_style(element, &["opacity", "font-size"], is_zero)
}

/// Whether the element strikes its text out.
pub(super) fn is_struck_out(element: ElementRef<'_>) -> bool {
    const PROPERTIES: [&str; 2] = ["text-decoration", "text-decoration-line"];
    matches!(element.value().name(), "del" | "s" | "strike")
        || has_style(element, &PROPERTIES, |value| value == "line-through")
}

/// Whether the element is set apart from the text around it, as a box with a hint or a warning is.
pub(super) fn is_note(element: ElementRef<'_>) -> bool {
    const CLASSES: [&str; 4] = ["note", "panel", "admonition", "callout"];
    const MACRO: &str = "confluence-information-macro";
    let is_class = |class: &str| class == MACRO || CLASSES.contains(&class);
    let is_line = |value: &str| matches!(value, "solid" | "dashed" | "dotted" | "double");
    match element.value().name() {
        "blockquote" => true,
        "aside" | "div" => {
            element.value().classes().any(is_class)
                || has_style(element, &["border", "border-left"], is_line)
        }
        _ => false,
    }
}

/// Whether the element's style gives one of `properties` a value in which a word, in lower case,
/// `is_meant`. What CSS does not understand is ignored, as a browser does.
fn has_style(
    element: ElementRef<'_>,
    properties: &[&str],
    is_meant: impl Fn(&str) -> bool,
) -> bool {
    let mut style = Parser::new(element.attr("style").unwrap_or_default());
    let mut has_style = false;
    while !style.is_exhausted() {
        let _ = style.parse_until_after(Delimiter::Semicolon, |style| {
            let name = style.expect_ident()?.to_ascii_lowercase();
            style.expect_colon()?;
            while let Ok(token) = style.next() {
                has_style |= properties.contains(&&*name)
                    && is_meant(&token.to_css_string().to_ascii_lowercase());
            }
            Ok::<_, ParseError<()>>(())
        });
    }
    has_style
}
