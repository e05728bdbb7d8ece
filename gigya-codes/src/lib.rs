//! Typed response codes of Gigya (SAP Customer Data Cloud): what each means, and what to do next.
//!
//! A response has an HTTP status and a body. With the feature `json`, one call reads both:
//!
#![cfg_attr(not(feature = "json"), doc = "```ignore")]
#![cfg_attr(feature = "json", doc = "```")]
//! use gigya_codes::{Remedy, json};
//!
//! #[derive(serde::Deserialize)]
//! struct Login {
//!     #[serde(rename = "UID")]
//!     uid: String,
//! }
//!
//! fn answer(status: u16, body: &[u8]) -> String {
//!     match json::from_http::<Login>(status, body) {
//!         Ok(response) => format!("welcome, {}", response.payload.uid),
//!         Err(error) => match error.remedy() {
//!             Remedy::ResumeFlow => "one more step".into(), // see `error.interruption()`
//!             Remedy::CorrectInput => "wrong user name or password".into(),
//!             Remedy::Wait => "too many attempts: come back later".into(),
//!             _ => {
//!                 eprintln!("login failed: {error}"); // 500028 Database error (callId 5f3e1c)
//!                 "sorry".into()
//!             }
//!         },
//!     }
//! }
//!
//! assert_eq!(answer(200, br#"{"errorCode": 0, "UID": "a1"}"#), "welcome, a1");
//! assert_eq!(answer(200, br#"{"errorCode": 403042}"#), "wrong user name or password");
//! assert_eq!(answer(200, br#"{"errorCode": 206001}"#), "one more step");
//! assert_eq!(answer(502, br#"{"message": "Internal server error"}"#), "sorry");
//! ```
//!
//! The heart of the crate is a [`ResponseCode`]: a number with constants, not an enum, because a server
//! may send codes that no page lists, and none of them is lost. What is known about a code is looked up
//! with one multiply and three loads, in `const` too. By default the crate has no dependencies, is
//! `no_std` and allocates nothing.
//!
//! ```
//! use gigya_codes::{Remedy, ResponseCode};
//!
//! let code = ResponseCode::new(403120); // any number will do
//! assert_eq!(code, ResponseCode::ACCOUNT_TEMPORARILY_LOCKED_OUT);
//! println!("{code}"); // 403120 Account Temporarily Locked Out
//! assert_eq!(code.remedy(), Remedy::Wait);
//! assert!(!code.remedy().may_repeat(true));
//!
//! let unknown = ResponseCode::new(987654);
//! assert_eq!((unknown.as_u32(), unknown.remedy()), (987654, Remedy::Unreviewed));
//! ```
//!
//! The module [`table_of_codes`] lists all known codes.
//!
//! # What to do next
//!
//! [`Remedy`] has one answer for each code, with a table of them. Ask an error rather than its code,
//! since the body can make the advice sharper: 403043 without a `regToken` is a taken identifier, with
//! one it is an offer to link two accounts.
//!
//! Remedies are chosen for the worst case that the page and the evidence show. For some codes that is
//! not the only case, and the constant's documentation says which others there are.
//!
//! # Repeating a call
//!
//! One question decides, on a [`Remedy`] and on every error of `json`:
//! [`may_repeat(is_idempotent)`](Remedy::may_repeat). Repeat a few times, with pauses of seconds that
//! grow, and sign each attempt anew.
//!
#![cfg_attr(not(feature = "json"), doc = "```ignore")]
#![cfg_attr(feature = "json", doc = "```")]
//! use std::time::Duration;
//! use gigya_codes::json::{self, Response};
//!
//! fn call<T: serde::de::DeserializeOwned>(
//!     is_idempotent: bool,
//!     mut send: impl FnMut() -> (u16, Vec<u8>), // signs anew each time
//! ) -> Result<T, json::Error> {
//!     let mut pause = Duration::from_secs(1);
//!     loop {
//!         let (status, body) = send();
//!         match json::from_http(status, &body) {
//!             Err(error) if pause.as_secs() < 8 && error.may_repeat(is_idempotent) => {
//!                 std::thread::sleep(pause);
//!                 pause *= 2;
//!             }
//!             result => return result.map(|response| response.payload),
//!         }
//!     }
//! }
//! # let _: Result<(), _> = call(false, || (200, br#"{"errorCode": 403042}"#.to_vec()));
//! ```
//!
//! `is_idempotent` is a fact about the method: whether doing it twice has the same effect as doing it
//! once. In our reading of their documentation:
//!
//! | method | idempotent | why |
//! |---|---|---|
//! | `accounts.getAccountInfo`, `accounts.search`, `ds.get`, `ds.search` | yes | they only read |
//! | `accounts.setAccountInfo` | yes | it sets fields to values; a password, too |
//! | `accounts.initRegistration` | yes | it only issues another `regToken` |
//! | `accounts.deleteAccount`, `ds.delete` | yes | what is gone stays gone; the second answer may be an error |
//! | `accounts.logout` | yes | the session is over either way |
//! | `ds.store` | with an `oid` | without one, each call makes another object |
//! | `accounts.login` | no | each wrong attempt counts towards the lock, each right one opens a session |
//! | `accounts.register` | no | the second one finds the identifier taken, and hides that the first succeeded |
//! | `accounts.finalizeRegistration` | no | it logs the user in; whether a `regToken` works twice is not documented |
//! | `accounts.resetPassword`, `accounts.resendVerificationCode`, `accounts.tfa.*.sendVerificationCode` | no | each one sends a message |
//!
//! [`may_have_taken_effect`](Remedy::may_have_taken_effect) is the other question: whether to tell the
//! user "it failed" or "check whether it worked".
//!
//! An error of the transport, without a status, says nothing about the call: treat it as
//! [`Remedy::RetryIfIdempotent`]. If the connection was never made, it is a [`Remedy::Retry`].
//!
//! # An interrupted login
//!
//! An [`Interruption`] names the step that a login or registration waits for; an error of `json` gives
//! it together with the `regToken`.
//!
//! # Logs and metrics
//!
//! `{}` of a code is the number and the message, `{:?}` the constant and the number. Both fit on one
//! line, and hold no text of a server. So do `{}` and `{:?}` of the errors of `json`, except that they
//! show a `callId` of harmless characters; their `label()` is for metrics.
//!
//! ```
//! use gigya_codes::ResponseCode;
//!
//! let code = ResponseCode::new(403042);
//! println!("{code} remedy={}", code.remedy()); // 403042 Invalid loginID remedy=correct-input
//! assert_eq!(format!("{code:?}"), "INVALID_LOGIN_ID(403042)");
//! ```
//!
//! # Where the words come from
//!
//! Messages and descriptions quote a page of SAP's help portal, and so do the constants' docs. The
//! module [`table_of_codes`] links to the page, which is checked every week, and says when it was copied.
//! Codes that the page does not list say so, and where they were seen; [`Provenance`] tells them apart.
//! [Remedies](Remedy) are this crate's opinion: if one was wrong for you, report it in the repository,
//! and it becomes a test. The project is not affiliated with Gigya or SAP.
//!
//! **Never match on message text.** The page says `Invalid loginID` where a server says `Invalid
//! LoginID`, and either may be reworded. Messages are for people; programs match on codes.
//!
//! # Features
//!
//! All are off by default.
//!
//! | feature | brings | needs |
//! |---|---|---|
//! | `json` | [`json::from_http`]: from a response to the payload, or to an error that says why not; implies `serde` | `alloc` |
//! | `serde` | [`ResponseCode`], [`Remedy`] and [`Interruption`] as values: a code is its number in every format, the others are their labels | `alloc` |
//!
#![cfg_attr(feature = "json", doc = "[`json::from_http`]: json::from_http")]
#![cfg_attr(not(feature = "json"), doc = "[`json::from_http`]: #features")]
#![no_std]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "serde")]
extern crate alloc;

mod class;
mod code;
mod fmt;
mod interruption;
#[cfg(feature = "json")]
pub mod json;
mod label;
mod parse;
mod provenance;
mod remedy;
mod row;
#[cfg(feature = "serde")]
mod serde;
mod tables;

// The last module: rustdoc shows its 160 constants below the methods.
#[allow(
    clippy::doc_markdown,
    reason = "the docs quote a page, which marks no code as such"
)]
#[rustfmt::skip]
mod generated;

pub use class::Class;
pub use code::ResponseCode;
pub use generated::table_of_codes;
pub use interruption::Interruption;
pub use parse::ParseError;
pub use provenance::Provenance;
pub use remedy::Remedy;

#[cfg(all(doctest, feature = "json"))]
#[doc = include_str!("../README.md")]
mod readme {}
