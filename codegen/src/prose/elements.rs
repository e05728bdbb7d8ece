//! What a browser does with an element: shows it as text, as a block, as code, or not at all.

use cssparser::{Delimiter, ParseError, Parser, ToCss};
use scraper::ElementRef;

use super::Mark;

/// What an element is to a reader of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// Carries no meaning: its text is part of the text around it.
    Inline,
    /// The same, but HTML does not have it.
    Unknown,
    /// Begins and ends a line of text.
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

/// The role of `element`.
pub(super) fn role(element: ElementRef<'_>) -> Role {
    role_of(element.value().name())
}

/// The role of elements with this name. Browsers show elements that they do not know as inline text.
pub(super) fn role_of(name: &str) -> Role {
    match name {
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
        "code" | "kbd" | "pre" | "samp" | "tt" | "var" | "xmp" => Role::Mark(Mark::Code),
        "q" => Role::Quotation,
        "img" => Role::Image,
        "audio" | "base" | "button" | "canvas" | "col" | "colgroup" | "datalist" | "head"
        | "link" | "meta" | "noembed" | "noframes" | "noscript" | "script" | "style" | "svg"
        | "template" | "title" | "video" => Role::Absent,
        "del" | "embed" | "frame" | "frameset" | "iframe" | "input" | "object" | "s" | "select"
        | "strike" | "sub" | "sup" | "textarea" => Role::NeedsItsMarkup,
        // An element of Word or of another program.
        name if name.contains(':') => Role::Inline,
        _ => Role::Unknown,
    }
}

/// Whether the element begins and ends a line of text.
pub(super) fn is_block(element: ElementRef<'_>) -> bool {
    match declared(element, "display").first() {
        Some(display) => !display.starts_with("inline") && display != "contents",
        None if matches!(element.value().name(), "pre" | "xmp") => true,
        None => matches!(role(element), Role::Block | Role::Heading | Role::List),
    }
}

/// Whether the element hides itself and everything in it.
pub(super) fn is_hidden(element: ElementRef<'_>) -> bool {
    let is_closed = element.attr("hidden").is_some()
        || element.attr("popover").is_some()
        || (element.value().name() == "dialog" && element.attr("open").is_none());
    let display = declared(element, "display");
    let is_none = display.first().map_or(is_closed, |value| value == "none");
    let is_zero = |property| {
        let words = declared(element, property);
        let mut numbers = words.iter().filter(|word| word.starts_with('0'));
        numbers.any(|number| !number.contains(|c| matches!(c, '1'..='9')))
    };
    is_none
        || declares(element, "visibility", &["hidden", "collapse"])
        || declares(element, "mso-hide", &["all"])
        || is_zero("opacity")
        || is_zero("font-size")
}

/// Whether the element strikes its text out.
pub(super) fn is_struck_out(element: ElementRef<'_>) -> bool {
    matches!(element.value().name(), "del" | "s" | "strike")
        || declares(element, "text-decoration", &["line-through"])
        || declares(element, "text-decoration-line", &["line-through"])
}

/// Whether the element is set apart from the text around it, as a box with a hint or a warning is.
pub(super) fn is_note(element: ElementRef<'_>) -> bool {
    const MACRO: &str = "confluence-information-macro";
    const LINES: &[&str] = &["solid", "dashed", "dotted", "double"];
    let is_class =
        |class: &str| matches!(class, "note" | "panel" | "admonition" | "callout" | MACRO);
    match element.value().name() {
        "blockquote" => true,
        "aside" | "div" => {
            element.value().classes().any(is_class)
                || declares(element, "border", LINES)
                || declares(element, "border-left", LINES)
        }
        _ => false,
    }
}

/// Whether one of `words` is in the value that the element's style gives to `property`.
fn declares(element: ElementRef<'_>, property: &str, words: &[&str]) -> bool {
    let declared = declared(element, property);
    declared.iter().any(|word| words.contains(&&**word))
}

/// Whether people write the attribute without a value, or programs with an empty one.
pub(super) fn may_be_empty(name: &str) -> bool {
    const NAMES: &str =
        "alt class download hidden href id nowrap open popover src style target title";
    NAMES.split(' ').any(|it| it == name)
}

/// The tag of `element` if it may be text: if HTML does not have the element, or if an attribute looks like
/// words, as in `a<b and c>d`, or has markup in it, as one that is not ended.
pub(super) fn tag_as_text(element: ElementRef<'_>) -> Option<String> {
    let is_text = |(name, value): (&str, &str)| {
        let may_have_markup = ["data-", "on", "style", "title", "alt"]
            .iter()
            .any(|it| name.starts_with(it));
        name.contains(['<', '"', '\'', '=', ',', ';'])
            || (value.contains(['<', '>', '"']) && !may_have_markup)
            || (value.is_empty() && name.chars().all(char::is_alphabetic) && !may_be_empty(name))
    };
    let name = element.value().name();
    (role(element) == Role::Unknown || element.value().attrs().any(is_text)).then(|| {
        let attributes = element.value().attrs().map(|(name, value)| match value {
            "" => format!(" {name}"),
            value => format!(" {name}=\"{value}\""),
        });
        format!("<{name}{}>", attributes.collect::<String>())
    })
}

/// The words of the value that the element's style gives to `property`, in lower case: of several, the
/// last important one, or else the last one. A declaration that is not CSS is ignored, as a browser does.
fn declared(element: ElementRef<'_>, property: &str) -> Vec<String> {
    let mut style = Parser::new(element.attr("style").unwrap_or_default());
    let mut values: Vec<Vec<String>> = Vec::new();
    while !style.is_exhausted() {
        let _ = style.parse_until_after(Delimiter::Semicolon, |style| {
            let name = style.expect_ident()?.to_ascii_lowercase();
            style.expect_colon()?;
            let mut words = Vec::new();
            while let Ok(token) = style.next() {
                words.push(token.to_css_string().to_ascii_lowercase());
            }
            if name == property && !words.is_empty() {
                values.push(words);
            }
            Ok::<_, ParseError<()>>(())
        });
    }
    let is_important = |words: &Vec<String>| words.iter().any(|word| word == "important");
    let last = values.into_iter().max_by_key(is_important);
    last.unwrap_or_default()
}
