//! Any HTML as a cell: read as a browser reads it, and written so that it says just that. What is
//! written is read back in ways of our own: no word may be lost, added or moved.

use codegen::Problem;
use codegen::prose::{Block, Prose};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Checks what a cell with these bytes becomes.
pub fn check_cell(bytes: &[u8]) {
    let html = String::from_utf8_lossy(bytes);
    let base = Some("https://help.example/docs/page.html");
    let (prose, problems) = Prose::read_cell(&html, base);
    check_prose(&prose);
    if !problems.iter().any(Problem::is_error) {
        check_stored(&prose);
    }
}

/// What is stored of `prose` is read as the same, as a description and as a message.
fn check_stored(prose: &Prose) {
    let html = prose.to_html();
    assert_eq!(
        Prose::read_cell(&html, None),
        (prose.clone(), Vec::new()),
        "{html}"
    );
    assert!(!html.contains(['\t', '\n', '\r']), "{html:?}");
    let message = prose.to_line();
    let html = Prose::text(&message).to_html();
    assert_eq!(Prose::read_cell(&html, None).0.to_line(), message, "{html}");
}

/// All that is made of `prose` has its words, and its Markdown holds nothing else.
pub fn check_prose(prose: &Prose) {
    let text = prose_text(prose, "");
    let markdown = prose.to_markdown();
    let (read, strange) = markdown_text(&markdown);
    assert_eq!(words(&read), words(&text), "{markdown}");
    assert_eq!(strange, [""; 0], "{markdown}");

    let plain = prose.to_plain_text();
    assert_eq!(words(&plain), words(&prose_text(prose, "-")), "{plain}");
    let as_written: Vec<_> = text.split_whitespace().collect();
    assert_eq!(prose.words(), as_written);
}

/// The words of a text. Rustdoc makes an apostrophe a typographic one, as a printer would.
pub fn words(text: &str) -> Vec<String> {
    let text = text.replace(['\u{2018}', '\u{2019}'], "'");
    text.split_whitespace().map(str::to_owned).collect()
}

/// The text of `markdown` when it is read as rustdoc reads it, and what else it holds.
pub fn markdown_text(markdown: &str) -> (String, Vec<String>) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let leads_elsewhere = |target: &str| {
        let schemes = ["http://", "https://", "mailto:"];
        schemes.iter().any(|scheme| target.starts_with(scheme))
    };
    let (mut text, mut strange) = (String::new(), Vec::new());
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::Start(Tag::Strong | Tag::Emphasis)
            | Event::End(TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link) => {}
            Event::Start(Tag::Link { dest_url, .. }) if leads_elsewhere(&dest_url) => {}
            // What else ends has begun, and is reported already if it is strange.
            Event::Start(Tag::Paragraph | Tag::List(_) | Tag::Item | Tag::BlockQuote(None))
            | Event::End(_) => text.push('\n'),
            event => strange.push(format!("{event:?}")),
        }
    }
    (text, strange)
}

/// The text of `prose`, with `bullet` before each item of a list.
pub fn prose_text(prose: &Prose, bullet: &str) -> String {
    fn blocks(inner: &[Block], bullet: &str, text: &mut String) {
        for block in inner {
            text.push('\n');
            match block {
                Block::Paragraph(runs) => text.extend(runs.iter().map(|run| run.text.as_str())),
                Block::List(list) => {
                    for (position, item) in list.items.iter().enumerate() {
                        let number = list.first.filter(|_| !bullet.is_empty());
                        let number = number.map(|first| format!("{}.", first as usize + position));
                        text.extend(["\n", number.as_deref().unwrap_or(bullet), " "]);
                        blocks(item, bullet, text);
                    }
                }
                Block::Note(inner) => blocks(inner, bullet, text),
            }
        }
    }
    let mut text = String::new();
    blocks(&prose.blocks, bullet, &mut text);
    text
}
