//! A report on the page for whoever maintains it.

use crate::finding::Finding;
use crate::github::text_as_markdown;
use crate::read::Reading;
use crate::source::Source;

/// The findings about the page in Markdown. Accepted ones are among them, as accepting one does
/// not mend it.
#[must_use]
pub fn markdown(reading: &Reading, page: &Source) -> String {
    let mut text = String::from("# Findings about \"Response Codes and Errors\"\n");
    let ends: Vec<usize> = page.text().match_indices('\n').map(|(at, _)| at).collect();
    for kind in Finding::ALL.iter().filter(|kind| kind.is_about_the_page()) {
        let all = reading.findings.iter().chain(&reading.accepted);
        let mut found = all.filter(|finding| finding.id == kind.word()).peekable();
        if found.peek().is_some() {
            text.push_str(&format!("\n## {}\n\n", kind.meaning()));
        }
        for (finding, span) in found.filter_map(|finding| Some((finding, finding.span()?))) {
            let line = ends.partition_point(|&end| end < span.start) + 1;
            let message = text_as_markdown(&finding.message);
            let excerpt = excerpt(page.slice(span));
            text.push_str(&format!("- line {line}: {message}{excerpt}\n"));
        }
    }
    text
}

/// The text that a finding points at, if it says anything by itself.
fn excerpt(text: &str) -> String {
    const SHORT: usize = 4;
    const LONG: usize = 60;
    if text.chars().nth(SHORT - 1).is_none() {
        return String::new();
    }
    let shown: String = text.chars().take(LONG).collect();
    let more = text.chars().nth(LONG).map_or("", |_| "…");
    format!(" — {}{more}", text_as_markdown(&shown))
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn an_excerpt_is_neither_too_short_nor_too_long() {
        assert_eq!(excerpt("abc"), "");
        assert_eq!(excerpt("abcd"), " — abcd");
        let long = "x".repeat(60);
        assert_eq!(excerpt(&long), format!(" — {long}"));
        assert_eq!(excerpt(&format!("{long}x")), format!(" — {long}…"));
    }
}
