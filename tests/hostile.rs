//! A page can run, hide and fake nothing: its content appears as text, or is an error.

mod docs;
mod page;
mod reports;
mod size;
mod terminal;

use std::sync::LazyLock;

use serde::Deserialize;
use toml_edit::de::from_str;

/// `cases/hostile.toml`, where each list is explained.
#[derive(Deserialize)]
pub(crate) struct Inputs {
    pub(crate) texts: Vec<String>,
    pub(crate) shown: Vec<String>,
    pub(crate) active: Vec<String>,
    pub(crate) unseen: String,
    pub(crate) names: Vec<(String, String)>,
    pub(crate) pieces: Vec<String>,
    pub(crate) swallowing: Vec<String>,
}

pub(crate) static INPUTS: LazyLock<Inputs> =
    LazyLock::new(|| from_str(include_str!("cases/hostile.toml")).unwrap());

/// `text` as a page writes it.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
