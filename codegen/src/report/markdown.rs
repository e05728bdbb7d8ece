//! A report on the page for whoever maintains it.

use crate::diagnostic::{Diagnostic, sort};
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
    let line = |finding: &Diagnostic| {
        let before = page.text().get(..finding.span()?.start)?;
        let line = before.matches('\n').count() + 1;
        let message = Prose::text(&finding.message).to_markdown();
        Some(format!("- line {line}: {message}\n"))
    };
    for kind in Finding::ALL.iter().filter(|kind| kind.is_about_the_page()) {
        let found = all.iter().filter(|finding| finding.id == kind.word());
        let lines: String = found.filter_map(line).collect();
        if !lines.is_empty() {
            text.push_str(&format!("\n## {}\n\n{lines}", kind.meaning()));
        }
    }
    text
}
