//! The same codes, kept as people keep them who have no crate for it.

#![allow(
    clippy::enum_variant_names,
    clippy::match_same_arms,
    reason = "one variant and one arm a code"
)]

use gigya_codes::{Class, Remedy};

/// What the tables and the maps hold.
pub struct Row {
    pub number: u32,
    pub message: Option<&'static str>,
    pub class: Class,
    pub remedy: Remedy,
}

/// What is to be said of a code that nobody knows.
#[inline]
pub fn unknown(number: u32) -> (Class, Remedy) {
    let class = match number {
        0 => Class::Success,
        200000..=200009 => Class::Informational,
        _ => Class::Error,
    };
    (class, Remedy::Unreviewed)
}

include!(concat!(env!("OUT_DIR"), "/peers.rs"));
