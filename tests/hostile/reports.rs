//! Markdown that is pasted into pull requests and reports.

use codegen::diff::{Released, diff_catalogs};
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::page::Hostile;
use super::{INPUTS, escaped};
use crate::support::fixtures::{
    FROZEN_LEDGER, FROZEN_PAGE, LEDGER, PAGE, must_read, read, replaced,
};

/// Checks that `markdown` holds what we write, and no more, with `headings` of ours.
#[track_caller]
fn check(markdown: &str) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let mut headings = 0;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::Heading { .. }) => headings += 1,
            Event::Start(Tag::Link { dest_url, .. }) => assert!(
                ["http://", "https://", "mailto:"]
                    .iter()
                    .any(|scheme| dest_url.starts_with(scheme)),
                "{dest_url}"
            ),
            Event::Start(
                Tag::Paragraph
                | Tag::List(None)
                | Tag::Item
                | Tag::BlockQuote(None)
                | Tag::Strong
                | Tag::Emphasis
                | Tag::Strikethrough,
            )
            | Event::End(_)
            | Event::Text(_)
            | Event::Code(_) => {}
            event => panic!("{event:?}\n{markdown}"),
        }
    }
    let ours = markdown
        .lines()
        .filter(|line| line.starts_with('#'))
        .count();
    assert_eq!(headings, ours);
}

#[test]
fn a_diff_in_markdown_shows_a_hostile_page_as_text() {
    let hostile = Hostile::new();
    let page = hostile.page();
    let plain = must_read(FROZEN_PAGE, FROZEN_LEDGER).catalog;
    let reading = must_read(&page, &hostile.ledger());
    check(&diff_catalogs(&plain, &reading.catalog, &Released::All).to_markdown());
    check(&diff_catalogs(&reading.catalog, &plain, &Released::All).to_markdown());
}

#[test]
fn a_diff_between_hostile_texts_shows_them_as_text() {
    let texts = INPUTS.texts.iter().map(|text| escaped(text));
    let cells: Vec<String> = texts.chain(INPUTS.shown.iter().cloned()).collect();
    let catalog = |cell: &str| {
        let page = replaced(PAGE, "User <b>canceled</b>.", &format!("same {cell} words"));
        let page = replaced(&page, "Operation canceled", &format!("a {cell}"));
        // A message may not hold as much.
        read(&page, LEDGER).ok().map(|reading| reading.catalog)
    };
    let catalogs: Vec<_> = cells.iter().filter_map(|cell| catalog(cell)).collect();
    assert!(catalogs.len() >= INPUTS.texts.len());
    for (position, old) in catalogs.iter().enumerate() {
        for distance in [1, 7, 29] {
            let new = &catalogs[(position + distance) % catalogs.len()];
            check(&diff_catalogs(old, new, &Released::All).to_markdown());
        }
    }
}
