//! Any bytes as a ledger, with a page that has three codes.

use codegen::Source;
use codegen::source::File;
use toml_edit::{DocumentMut, Item, TableLike, Value};

use super::page::check_reading;
use super::{PAGE, decode, read};

/// Checks what becomes of a ledger with these bytes.
pub fn check(bytes: &[u8]) {
    let page = Source::new(codegen::PAGE, PAGE);
    let ledger = decode(File::Ledger, bytes);
    let Some(reading) = read(&page, &ledger) else {
        return;
    };
    check_reading(&reading, &page, &ledger);

    // What people wrote survives: each comment, each decision, and the order of all.
    let settled = &reading.ledger;
    assert_eq!(comments(ledger.text()), comments(settled), "{settled}");
    let (before, after) = (Written::read(ledger.text()), Written::read(settled));
    assert_eq!(before.decisions, after.decisions, "{settled}");
    let unchanged = |lines: &[(String, String)]| -> Vec<_> {
        let changed = |key: &str| reading.changes.keys().any(|code| code.to_string() == key);
        lines
            .iter()
            .filter(|(key, _)| !changed(key))
            .cloned()
            .collect()
    };
    assert_eq!(
        unchanged(&before.codes),
        unchanged(&after.codes),
        "{settled}"
    );
    let (old, mut new) = (before.keys(), after.keys());
    new.retain(|key| old.contains(key));
    assert_eq!(old, new, "{settled}");
}

/// The comments of a TOML document, top to bottom.
fn comments(toml: &str) -> Vec<&str> {
    let mut comments = Vec::new();
    let mut rest = toml;
    while let Some(at) = rest.find(['#', '"', '\'']) {
        rest = &rest[at..];
        let quote = ["\"\"\"", "'''", "\"", "'"]
            .into_iter()
            .find(|quote| rest.starts_with(quote));
        let len = match quote {
            None => {
                let len = rest.find('\n').unwrap_or(rest.len());
                comments.push(rest[..len].trim_end());
                len
            }
            Some(quote) => quote.len() + string_len(&rest[quote.len()..], quote),
        };
        rest = &rest[len..];
    }
    comments
}

/// The length of the rest of a string that began with `quote`, with the quote that ends it.
fn string_len(rest: &str, quote: &str) -> usize {
    let mut at = 0;
    while let Some(c) = rest[at..].chars().next() {
        if c == '\\' && quote.starts_with('"') {
            at += 1 + rest[at + 1..].chars().next().map_or(0, char::len_utf8);
        } else if rest[at..].starts_with(quote) {
            // One or two quotes may stand before the three that end a string.
            let more = rest[at + quote.len()..]
                .bytes()
                .take_while(|&b| b == quote.as_bytes()[0]);
            return at + quote.len() + if quote.len() == 3 { more.count() } else { 0 };
        } else {
            at += c.len_utf8();
        }
    }
    at
}

/// A ledger as data, in its order.
struct Written {
    /// The lines of `[codes]`: key and value.
    codes: Vec<(String, String)>,
    /// All the rest.
    decisions: Vec<(String, String)>,
}

impl Written {
    fn read(toml: &str) -> Self {
        let mut document = toml.parse::<DocumentMut>().expect("it could be read");
        let codes = document.remove("codes").unwrap_or_default();
        Self {
            codes: lines(codes.as_table_like()),
            decisions: lines(Some(document.as_table())),
        }
    }

    fn keys(&self) -> Vec<&String> {
        self.codes.iter().map(|(key, _)| key).collect()
    }
}

fn lines(table: Option<&dyn TableLike>) -> Vec<(String, String)> {
    let lines = table.into_iter().flat_map(TableLike::iter);
    lines
        .map(|(key, item)| (key.to_owned(), data(item)))
        .collect()
}

/// `item` without white space and comments.
fn data(item: &Item) -> String {
    match item {
        Item::ArrayOfTables(tables) => {
            let tables = tables.iter().map(|table| lines(Some(table)));
            format!("{:?}", tables.collect::<Vec<_>>())
        }
        Item::Value(Value::Array(array)) => {
            let values = array.iter().map(|value| data(&Item::Value(value.clone())));
            format!("{:?}", values.collect::<Vec<_>>())
        }
        item if item.is_table_like() => format!("{:?}", lines(item.as_table_like())),
        item => match item.as_str() {
            Some(text) => format!("{text:?}"),
            None => item.to_string().trim().to_owned(),
        },
    }
}
