//! What a browser does with an element: shows it as text, as a block, as code, or not at all.

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

/// Whether the element begins and ends a line of text.
pub(crate) fn is_block(element: ElementRef<'_>) -> bool {
    matches!(
        role(element),
        Role::Block | Role::Heading | Role::List | Role::NumberedList | Role::Table
    ) || element.value().name() == "pre"
}

/// Whether the element hides itself and all that is in it.
///
/// # Errors
///
/// A style with comments or escapes, which this does not read.
pub(crate) fn is_hidden(element: ElementRef<'_>) -> Result<bool, UnreadableStyle> {
    if element.attr("hidden").is_some() {
        return Ok(true);
    }
    Ok(declarations(element)?
        .iter()
        .any(|(name, value)| match name.as_str() {
            "display" => value == "none",
            "visibility" => value == "hidden" || value == "collapse",
            "opacity" | "font-size" => value.trim_end_matches(char::is_alphabetic) == "0",
            _ => false,
        }))
}

/// Whether the element is set apart from the text around it, as a box with a hint or a warning is.
pub(super) fn is_note(element: ElementRef<'_>) -> bool {
    const CLASSES: [&str; 4] = ["note", "panel", "admonition", "callout"];
    const MACRO: &str = "information-macro";
    match element.value().name() {
        "blockquote" => true,
        "aside" | "div" => {
            let by_class = element
                .value()
                .classes()
                .any(|class| CLASSES.contains(&class) || class.contains(MACRO));
            let has_border = |(name, value): &(String, String)| {
                matches!(name.as_str(), "border" | "border-left") && value != "none" && value != "0"
            };
            // A style that cannot be read is an error already.
            by_class || declarations(element).is_ok_and(|style| style.iter().any(has_border))
        }
        _ => false,
    }
}

/// A `style` attribute that is not a plain list of declarations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UnreadableStyle(pub(crate) String);

/// The declarations of the element's `style`: names and values in lower case.
fn declarations(element: ElementRef<'_>) -> Result<Vec<(String, String)>, UnreadableStyle> {
    let style = element.attr("style").unwrap_or_default();
    if style.contains("/*") || style.contains('\\') {
        return Err(UnreadableStyle(style.to_owned()));
    }
    let style = style.to_ascii_lowercase().replace("!important", "");
    let declarations = style.split(';').filter_map(|declaration| {
        let (name, value) = declaration.split_once(':')?;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    });
    Ok(declarations.collect())
}
