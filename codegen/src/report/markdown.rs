//! A report on the page for whoever maintains it.

use crate::diagnostic::sort;
use crate::finding::Finding;
use crate::prose::Prose;
use crate::read::Reading;
use crate::source::Source;

/// The findings about the page in Markdown. Accepted ones are among them, as accepting one does
/// not mend it.
#[must_use]
pub fn markdown(reading: &Reading, page: &Source) -> String {
    let mut text = String::from("# Findings about \"Response Codes and Errors\"\n");
    let mut all = [&reading.findings[..], &reading.accepted].concat();
    sort(&mut all);
    for kind in Finding::ALL.iter().filter(|kind| kind.is_about_the_page()) {
        let mut found = all
            .iter()
            .filter(|finding| finding.id == kind.word())
            .peekable();
        if found.peek().is_some() {
            text.push_str(&format!("\n## {}\n\n", kind.meaning()));
        }
        for (finding, span) in found.filter_map(|finding| Some((finding, finding.span()?))) {
            let before = page.text().get(..span.start).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            let message = Prose::text(&finding.message).to_markdown();
            text.push_str(&format!("- line {line}: {message}\n"));
        }
    }
    text
}
