//! What a browser does with an element: shows it as text, as a block, as code, or not at all.

use cssparser::{Delimiter, ParseError, Parser, ToCss};
use scraper::ElementRef;

use super::Mark;

/// What an element is to a reader of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    /// Carries no meaning of its own: its text is part of the text around it.
    Inline,
    /// Stands on lines of its own.
    Block,
    Heading,
    List,
    NumberedList,
    Table,
    LineBreak,
    /// Marks its text.
    Mark(Mark),
    Quotation,
    Image,
    /// Not shown, or not as text.
    Absent,
    /// Says something that is lost when its text is taken out of it.
    Meaningful,
}

/// The role of `element`, by its name. Browsers show elements that they do not know as inline text.
pub(crate) fn role(element: ElementRef<'_>) -> Role {
    match element.value().name() {
        "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "center" | "dd"
        | "details" | "dialog" | "dir" | "div" | "dl" | "dt" | "fieldset" | "figcaption"
        | "figure" | "footer" | "form" | "header" | "hgroup" | "hr" | "html" | "legend" | "li"
        | "main" | "menu" | "nav" | "p" | "search" | "section" | "summary" | "tbody" | "td"
        | "tfoot" | "th" | "thead" | "tr" => Role::Block,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Role::Heading,
        "ul" => Role::List,
        "ol" => Role::NumberedList,
        "table" => Role::Table,
        "br" => Role::LineBreak,
        "b" | "strong" => Role::Mark(Mark::Strong),
        "em" | "i" => Role::Mark(Mark::Emphasis),
        "code" | "kbd" | "pre" | "samp" | "tt" | "var" => Role::Mark(Mark::Code),
        "a" => Role::Mark(Mark::Link(
            element.attr("href").unwrap_or_default().to_owned(),
        )),
        "q" => Role::Quotation,
        "img" => Role::Image,
        "audio" | "base" | "button" | "canvas" | "col" | "colgroup" | "datalist" | "head"
        | "link" | "meta" | "noscript" | "script" | "style" | "svg" | "template" | "title"
        | "video" => Role::Absent,
        "del" | "embed" | "frame" | "frameset" | "iframe" | "input" | "object" | "s" | "select"
        | "strike" | "sub" | "sup" | "textarea" => Role::Meaningful,
        _ => Role::Inline,
    }
}

/// Whether HTML has the element, or it is another program's own.
pub(super) fn is_html(element: ElementRef<'_>) -> bool {
    let name = element.value().name();
    role(element) != Role::Inline
        // Custom elements have a hyphen, those of Word and others a colon.
        || name.contains(['-', ':'])
        || matches!(
            name,
            "abbr" | "acronym" | "area" | "bdi" | "bdo" | "big" | "blink" | "cite" | "data" | "dfn" | "font"
                | "ins" | "label" | "map" | "mark" | "marquee" | "math" | "meter" | "nobr" | "output" | "picture" | "progress" | "rp" | "rt"
                | "ruby" | "slot" | "small" | "source" | "span" | "time" | "u" | "wbr"
        )
}

/// Whether the element begins and ends a line of text.
pub(crate) fn is_block(element: ElementRef<'_>) -> bool {
    let is_block = matches!(
        role(element),
        Role::Block | Role::Heading | Role::List | Role::NumberedList | Role::Table
    );
    is_block
        || element.value().name() == "pre"
        || has_style(element, &["display"], &["block", "flex", "grid"])
}

/// Whether the element hides itself and all that is in it.
pub(crate) fn is_hidden(element: ElementRef<'_>) -> bool {
    let is_zero =
        |value: &String| value.trim_end_matches(|c: char| c.is_alphabetic() || c == '%') == "0";
    element.attr("hidden").is_some()
        || has_style(element, &["display"], &["none"])
        || has_style(element, &["visibility"], &["hidden", "collapse"])
        || declarations(element).iter().any(|(name, values)| {
            matches!(name.as_str(), "opacity" | "font-size") && values.iter().any(is_zero)
        })
}

/// Whether the element strikes its text out.
pub(crate) fn is_struck_out(element: ElementRef<'_>) -> bool {
    const NAMES: [&str; 2] = ["text-decoration", "text-decoration-line"];
    matches!(element.value().name(), "del" | "s" | "strike")
        || has_style(element, &NAMES, &["line-through"])
}

/// Whether the element is set apart from the text around it, as a box with a hint or a warning is.
pub(super) fn is_note(element: ElementRef<'_>) -> bool {
    const CLASSES: [&str; 4] = ["note", "panel", "admonition", "callout"];
    const MACRO: &str = "information-macro";
    let is_class = |class: &str| CLASSES.contains(&class) || class.contains(MACRO);
    let has_border = |(name, values): &(String, Vec<String>)| {
        matches!(name.as_str(), "border" | "border-left")
            && values
                .first()
                .is_some_and(|value| value != "none" && value != "0")
    };
    match element.value().name() {
        "blockquote" => true,
        "aside" | "div" => {
            element.value().classes().any(is_class) || declarations(element).iter().any(has_border)
        }
        _ => false,
    }
}

/// Whether the element's style gives one of the properties `names` one of `values`.
fn has_style(element: ElementRef<'_>, names: &[&str], values: &[&str]) -> bool {
    let is_it = |value: &String| values.contains(&value.as_str());
    declarations(element)
        .iter()
        .any(|(name, values)| names.contains(&name.as_str()) && values.iter().any(is_it))
}

/// The declarations of the element's `style`: names, and the words and numbers of their values, in lower
/// case. What CSS does not understand is left out, as a browser does.
fn declarations(element: ElementRef<'_>) -> Vec<(String, Vec<String>)> {
    let mut style = Parser::new(element.attr("style").unwrap_or_default());
    let mut declarations = Vec::new();
    while !style.is_exhausted() {
        let declaration = style.parse_until_after(Delimiter::Semicolon, |style| {
            let name = style.expect_ident()?.to_ascii_lowercase();
            style.expect_colon()?;
            let mut values = Vec::new();
            while let Ok(token) = style.next() {
                values.push(token.to_css_string().to_ascii_lowercase());
            }
            Ok::<_, ParseError<()>>((name, values))
        });
        declarations.extend(declaration);
    }
    declarations
}
