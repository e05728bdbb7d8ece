//! Markdown that is pasted into pull requests and reports.

use codegen::diff::{Released, diff_catalogs};
use pulldown_cmark::{Event, Options, Parser, Tag};

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
            event => matches!(event, Event::End(_) | Event::Text(_) | Event::Code(_)),
        };
        assert!(is_ours, "{event:?}\n{markdown}");
    }
    let lines = markdown.lines();
    assert_eq!(headings, lines.filter(|line| line.starts_with('#')).count());
}

#[test]
fn a_diff_in_markdown_shows_a_hostile_page_as_text() {
    let mut catalogs = vec![must_read(FROZEN_PAGE, FROZEN_LEDGER).catalog];
    for places in [0, 1, 7, 29] {
        let hostile = Hostile::rotated(places);
        catalogs.push(must_read(&hostile.page(), &hostile.ledger()).catalog);
    }
    for old in &catalogs {
        for new in &catalogs {
            check(&diff_catalogs(old, new, &Released::All).to_markdown());
        }
    }
}
