//! A page that tries everything at once.

use std::collections::BTreeMap;

use scraper::Html;

use super::{INPUTS, escaped};
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
pub(super) struct Hostile {
    rows: String,
    codes: String,
    remedies: String,
    number: u32,
    pub(super) texts: BTreeMap<String, String>,
}

impl Hostile {
    pub(super) fn new() -> Self {
        let mut hostile = Self {
            rows: String::new(),
            codes: String::new(),
            remedies: String::new(),
            number: 700000,
            texts: BTreeMap::new(),
        };
        for text in &INPUTS.texts {
            let cell = escaped(text);
            let blocks = FORMS.map(|form| form.replace("{}", &cell)).concat();
            hostile.description(&blocks);
            if !text.trim().is_empty() {
                hostile.message(text);
                hostile.decision(text.trim());
            }
        }
        for cell in &INPUTS.shown {
            hostile.description(cell);
        }
        hostile
    }

    /// The next code, with this entry in the ledger; its documentation should say `text`.
    fn code(&mut self, entry: &str, text: &str) -> u32 {
        let number = self.number;
        self.number += 1;
        let name = format!("HOSTILE_{number}");
        self.codes.push_str(&format!(
            "{number} = {{ name = \"{name}\", former_names = [\"OLD_{name}\"]{entry} }}\n"
        ));
        self.texts.insert(name, format!("{number} — {text}"));
        number
    }

    fn description(&mut self, cell: &str) {
        let shown: String = Html::parse_fragment(cell).root_element().text().collect();
        let number = self.code("", &format!("Message {shown}"));
        self.rows.push_str(&format!("{number}\tMessage\t{cell}\n"));
    }

    fn message(&mut self, text: &str) {
        let number = self.code("", &format!("{text} Description"));
        self.rows
            .push_str(&format!("{number}\t{}\tDescription\n", escaped(text)));
    }

    /// Ledgers are written by people, of what they have read elsewhere.
    fn decision(&mut self, text: &str) {
        // JSON's strings are TOML's.
        let toml = serde_json::to_string(text).unwrap();
        // Between backticks stands code.
        let why = text.replace('`', "");
        let entry = format!(", message = {toml}, retired = {toml}, also = [{toml}]");
        let number = self.code(
            &entry,
            &format!(
                "{text} No longer documented by Gigya ({why}). Our remedy: Remedy::Retry — {why}"
            ),
        );
        let remedy = format!("{number} = {{ do = \"retry\", why = {toml} }}\n");
        self.remedies.push_str(&remedy);
        let entry = format!(", seen = [{toml}, \"x\"]");
        let name = format!("HOSTILE_{}", self.number);
        self.code(
            &entry,
            &format!("{name} Not documented by Gigya; seen in {why}, x."),
        );
    }

    pub(super) fn page(&self) -> String {
        replaced(
            FROZEN_PAGE,
            "\n599999\t",
            &format!("\n{}599999\t", self.rows),
        )
    }

    pub(super) fn ledger(&self) -> String {
        let ledger = replaced(
            FROZEN_LEDGER,
            "[codes]\n",
            &format!("[codes]\n{}", self.codes),
        );
        replaced(
            &ledger,
            "[remedy]\n",
            &format!("[remedy]\n{}", self.remedies),
        )
    }
}
