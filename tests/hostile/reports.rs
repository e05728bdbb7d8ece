//! The Markdown of pull requests and reports.

use codegen::diff::{Released, diff_catalogs};
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::INPUTS;
use super::page::Hostile;
use crate::support::fixtures::{FROZEN_LEDGER, FROZEN_PAGE, must_read};

/// Checks that `markdown` has only what we write, each heading at the start of a line.
#[track_caller]
fn check(markdown: &str) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let mut headings = 0;
    for event in Parser::new_ext(markdown, options) {
        let is_ours = match &event {
            Event::Start(Tag::Heading { .. }) => {
                headings += 1;
                true
            }
            Event::Start(Tag::Link { dest_url, .. }) => ["http://", "https://", "mailto:"]
                .iter()
                .any(|scheme| dest_url.starts_with(scheme)),
            Event::Start(tag) => matches!(
                tag,
                Tag::Paragraph
                    | Tag::List(None)
                    | Tag::Item
                    | Tag::BlockQuote(None)
                    | Tag::Strong
                    | Tag::Emphasis
                    | Tag::Strikethrough
            ),
            Event::End(_) | Event::Text(_) | Event::Code(_) | Event::TaskListMarker(_) => true,
            _ => false,
        };
        assert!(is_ours, "{event:?}\n{markdown}");
    }
    let lines = markdown.lines();
    assert_eq!(headings, lines.filter(|line| line.starts_with('#')).count());
}

#[test]
fn a_pull_request_shows_a_hostile_page_as_text() {
    let failed = INPUTS.texts.join("\n");
    let mut readings = vec![must_read(FROZEN_PAGE, FROZEN_LEDGER)];
    for places in [0, 1, 7] {
        let hostile = Hostile::rotated(places);
        readings.push(must_read(&hostile.page(), &hostile.ledger()));
    }
    for old in &readings {
        for new in &readings {
            let diff = diff_catalogs(&old.catalog, &new.catalog, &Released::All);
            check(&diff.to_markdown());
            check(&diff.to_pull_request(&new.catalog, "1.0.0", &new.problems, &failed));
        }
    }
}
