//! Where the links of a cell lead.

use iri_string::types::{UriReferenceStr, UriStr};

/// The address that a link leads to from the page with the address `base`; `None` if documentation cannot have
/// it.
pub(super) fn resolve(href: &str, base: Option<&str>) -> Option<String> {
    let href = href.trim_matches(|c: char| c.is_ascii_whitespace());
    if is_usable(href) {
        return Some(href.to_owned());
    }
    base.and_then(|base| join(base, href))
        .filter(|address| is_usable(address))
}

/// Whether a link leads to a place on the same page: the page's placeholders, and the headings of a copy.
pub(super) fn stays_on_page(href: &str) -> bool {
    let href = href.trim_start_matches(|c: char| c.is_ascii_whitespace());
    href.is_empty() || href.starts_with('#')
}

/// Whether documentation can link to `address`.
fn is_usable(address: &str) -> bool {
    let is_link = match address.split_once(':') {
        Some(("http" | "https", rest)) => rest.starts_with("//"),
        // Rustdoc takes a mail address without a dot for the path of an item.
        Some(("mailto", mail)) => mail.split('#').take(1).any(|mail| mail.contains('.')),
        _ => false,
    };
    let is_allowed = |c: char| c.is_ascii_graphic() && !"<>\\`\"".contains(c);
    is_link && address.chars().all(is_allowed)
}

/// The address that `reference` has on the page with the address `base`.
fn join(base: &str, reference: &str) -> Option<String> {
    let base = UriStr::new(base).ok()?.to_absolute();
    let reference = UriReferenceStr::new(reference).ok()?;
    Some(reference.resolve_against(base).to_string())
}
