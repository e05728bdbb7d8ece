//! A page that tries everything at once.

use std::collections::BTreeMap;

use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;
use scraper::Html;

use super::{INPUTS, escaped};
use crate::prose::arbitrary_html;
use crate::support::fixtures::{FROZEN_LEDGER, FROZEN_PAGE, replaced};

/// Where a text can be in a cell: alone, inside elements, beside them.
const FORMS: [&str; 12] = [
    "{}",
    "<p>{}</p>",
    "<p>x<b>{}</b>x</p>",
    "<p><i>{}</i>.</p>",
    "<p><code>{}</code></p>",
    "<p>x <code>{}</code>{}</p>",
    "<ul><li>{}</li><li><p>x</p><p>{}</p></li></ul>",
    "<ul><li><ul><li>{}</li></ul></li></ul>",
    "<div>{}<p>{}</p></div>",
    "<p><a href=\"https://good.example\">{}</a></p>",
    "<p>!{}(Class) [{}](Class) [{}]: {}</p>",
    "<p><b>[</b>{}<b>]</b>(Class)</p>",
];

/// A page and a ledger that hold all that is accepted, in every place that reaches documentation;
/// and what the documentation of each constant should say.
#[derive(Default)]
pub(super) struct Hostile {
    rows: String,
    codes: String,
    remedies: String,
    pub(super) texts: BTreeMap<String, String>,
}

impl Hostile {
    pub(super) fn new() -> Self {
        Self::rotated(0)
    }

    /// One in which each text is this many places further on, so at other codes.
    pub(super) fn rotated(places: usize) -> Self {
        let mut hostile = Self::default();
        let mut texts = INPUTS.texts.clone();
        texts.rotate_right(places);
        for text in &texts {
            let cell = escaped(text);
            let blocks = FORMS.map(|form| form.replace("{}", &cell)).concat();
            hostile.description(&blocks);
            if !text.trim().is_empty() {
                hostile.message(text);
                hostile.decision(text.trim());
            }
        }
        let mut shown = INPUTS.shown.clone();
        shown.rotate_right(places);
        let mut runner = TestRunner::deterministic();
        shown.extend((0..300).map(|_| arbitrary_html().new_tree(&mut runner).unwrap().current()));
        for cell in &shown {
            hostile.description(cell);
        }
        for (message, name) in &INPUTS.names {
            hostile.name(message, name);
        }
        hostile
    }

    /// The next code, with this entry in the ledger; its documentation should say `text`.
    fn code(&mut self, entry: &str, text: &str) -> u32 {
        let number = self.next_number();
        let name = format!("HOSTILE_{number}");
        let line =
            format!("{number} = {{ name = \"{name}\", former_names = [\"OLD_{name}\"]{entry} }}\n");
        self.codes.push_str(&line);
        self.texts.insert(name, format!("{number} — {text}"));
        number
    }

    fn next_number(&self) -> u32 {
        700000 + u32::try_from(self.texts.len()).unwrap()
    }

    /// The next code, with this row on the page; its documentation should say `text`.
    fn row(&mut self, message: &str, description: &str, text: &str) {
        let number = self.code("", text);
        let row = format!("{number}\t{message}\t{description}\n");
        self.rows.push_str(&row);
    }

    fn description(&mut self, cell: &str) {
        let shown: String = Html::parse_fragment(cell).root_element().text().collect();
        self.row("Message", cell, &format!("Message {shown}"));
    }

    fn message(&mut self, text: &str) {
        let shown = format!("{text} Description");
        self.row(&escaped(text), "Description", &shown);
    }

    /// A code that is not in the ledger.
    fn name(&mut self, message: &str, name: &str) {
        let number = self.next_number();
        let row = format!("{number}\t{message}\tDescription\n");
        self.rows.push_str(&row);
        let shown: String = Html::parse_fragment(message)
            .root_element()
            .text()
            .collect();
        let docs = format!("{number} — {shown} Description");
        self.texts.insert(name.to_owned(), docs);
    }

    /// Ledgers are written by people, of what they have read elsewhere.
    fn decision(&mut self, text: &str) {
        // JSON's strings are TOML's.
        let toml = serde_json::to_string(text).unwrap();
        // Between backticks stands code.
        let why = text.replace('`', "");
        let entry = format!(", message = {toml}, retired = {toml}, also = [{toml}]");
        let evidence = format!("No longer documented by Gigya ({why}).");
        let remedy = format!("Our remedy: Remedy::Retry — {why}");
        let number = self.code(&entry, &format!("{text} {evidence} {remedy}"));
        let line = format!("{number} = {{ do = \"retry\", why = {toml} }}\n");
        self.remedies.push_str(&line);
        let name = format!("HOSTILE_{}", self.next_number());
        let shown = format!("{name} Not documented by Gigya; seen in {why}, x.");
        self.code(&format!(", seen = [{toml}, \"x\"]"), &shown);
    }

    pub(super) fn page(&self) -> String {
        let rows = format!("\n{}599999\t", self.rows);
        replaced(FROZEN_PAGE, "\n599999\t", &rows)
    }

    pub(super) fn ledger(&self) -> String {
        let codes = format!("[codes]\n{}", self.codes);
        let remedies = format!("[remedy]\n{}", self.remedies);
        let ledger = replaced(FROZEN_LEDGER, "[codes]\n", &codes);
        replaced(&ledger, "[remedy]\n", &remedies)
    }
}
