//! Typed response codes of Gigya (SAP Customer Data Cloud): what each means, and what to do next.
//!
//! ```
//! use gigya_codes::{Remedy, ResponseCode};
//!
//! let code = ResponseCode::new(403048); // `errorCode` of the body; any `u32` will do
//! match code {
//!     ResponseCode::SUCCESS => println!("welcome"),
//!     ResponseCode::INVALID_LOGIN_ID => println!("wrong user name or password"),
//!     _ if code.is_interruption() => println!("one more step"),
//!     _ if code.is_retryable() => println!("please try again later"),
//!     _ => eprintln!("login failed: {code}"), // 403048 API Rate Limit Exceeded
//! }
//! # assert_eq!(code.remedy(), Remedy::Retry);
//! ```
//!
//! A [`ResponseCode`] is a number with constants, not an enum: a server may send codes that no page
//! lists, and none of them is lost. The crate is `no_std`, has no dependencies by default, and finds
//! what it knows about a code with one multiply and three loads, in `const` too.
//!
//! # Where the words come from
//!
//! Messages and descriptions quote Gigya's documentation page titled **"Response Codes and
//! Errors"**, and so do the constants' docs. [Remedies](Remedy) are this crate's opinion. Codes
//! that the page does not list say so, and where they were seen; [`Provenance`] tells them apart.
//! The project is not affiliated with Gigya or SAP.
//!
//! **Never match on message text.** The page says `Invalid loginID` where a server says `Invalid
//! LoginID`, and either may be reworded. Messages are for people; programs match on codes.
//!
//! # What do I do with ...
//!
//! ## ... a response
//!
//! Decide by `errorCode`, never by the HTTP status: that is 200 on most errors, too. A body without
//! an `errorCode` reports success, which is the [`Default`]. The feature `json` reads whole bodies:
//! see [below](#features).
//!
//! ```
//! use gigya_codes::ResponseCode;
//!
//! fn logged_in(code: ResponseCode) -> Result<bool, ResponseCode> {
//!     match code {
//!         ResponseCode::SUCCESS => Ok(true),
//!         ResponseCode::INVALID_LOGIN_ID => Ok(false),
//!         other => Err(other),
//!     }
//! }
//!
//! assert_eq!(logged_in(ResponseCode::new(0)), Ok(true));
//! assert_eq!(logged_in(ResponseCode::new(403042)), Ok(false));
//! assert!(logged_in(ResponseCode::new(500001)).is_err());
//! ```
//!
//! ## ... a code I have no arm for
//!
//! Ask for its [`remedy`](ResponseCode::remedy): one answer to "what should the caller do next?".
//!
//! ```
//! use gigya_codes::{Remedy, ResponseCode};
//!
//! let code = ResponseCode::ACCOUNT_PENDING_REGISTRATION; // 206001
//! match code.remedy() {
//!     Remedy::Retry => { /* back off, try again */ }
//!     Remedy::ResumeFlow => { /* keep `regToken`, show the next form */ }
//!     Remedy::Reauthenticate => { /* drop the session, show the login form */ }
//!     Remedy::CorrectInput => { /* show the form again, with a hint */ }
//!     _ => { /* log it, report a failure */ }
//! }
//! # assert!(code.is_interruption());
//! ```
//!
//! ## ... a code that nobody has heard of
//!
//! Nothing special. It keeps its number, has a [class](Class) by the page's rule, and
//! [`Remedy::Unreviewed`].
//!
//! ```
//! use gigya_codes::{Remedy, ResponseCode};
//!
//! let code = ResponseCode::new(987654);
//! assert!(!code.is_known() && code.is_error());
//! assert_eq!(code.remedy(), Remedy::Unreviewed);
//! assert_eq!(code.as_u32(), 987654);
//! ```
//!
//! ## ... a log line
//!
//! `{}` is the number and the message, `{:?}` the number and the constant, both on one line.
//! [`Remedy`] and [`Class`] print as labels.
//!
//! ```
//! use gigya_codes::ResponseCode;
//!
//! let code = ResponseCode::new(403042);
//! assert_eq!(
//!     format!("{code} remedy={} class={}", code.remedy(), code.class()),
//!     "403042 Invalid loginID remedy=correct-input class=error",
//! );
//! assert_eq!(format!("{code:?}"), "INVALID_LOGIN_ID(403042)");
//! ```
//!
//! ## ... an API method
//!
//! [`naming_method`](ResponseCode::naming_method) lists the codes whose descriptions name it, which
//! are not all that it can answer.
//!
//! ```
//! use gigya_codes::ResponseCode;
//!
//! for code in ResponseCode::naming_method("accounts.login") {
//!     println!("{code}"); // 401020 Login Failed Captcha Required, ...
//! }
//! # assert!(ResponseCode::naming_method("accounts.login").any(|code| code == 401020));
//! ```
//!
//! # Classes and remedies
//!
//! | [`Class`] | codes | predicate |
//! |---|---|---|
//! | [`Success`](Class::Success) | 0 | [`is_success`](ResponseCode::is_success) |
//! | [`Informational`](Class::Informational) | 200000 to 200009, 206005 | [`is_informational`](ResponseCode::is_informational) |
//! | [`Error`](Class::Error) | all others | [`is_error`](ResponseCode::is_error) |
//!
//! | [`Remedy`] | what to do | for example |
//! |---|---|---|
//! | [`Retry`](Remedy::Retry) | send the same request after a pause | 403048 API Rate Limit Exceeded |
//! | [`ResumeFlow`](Remedy::ResumeFlow) | take `regToken`, go on with the login or registration | 206001 Account pending registration |
//! | [`Reauthenticate`](Remedy::Reauthenticate) | log in again | 403011 Session has expired |
//! | [`CorrectInput`](Remedy::CorrectInput) | ask the user | 403042 Invalid loginID |
//! | [`FixRequest`](Remedy::FixRequest) | mend the calling program | 403003 Invalid request signature |
//! | [`FixSetup`](Remedy::FixSetup) | mend the site's or the partner's set-up | 403036 Unauthorized partner |
//! | [`NothingToDo`](Remedy::NothingToDo) | carry on | 0 |
//! | [`Unreviewed`](Remedy::Unreviewed) | log it, give up | every unknown code |
//!
//! # Features
//!
//! All are off by default.
//!
//! | feature | brings | needs |
//! |---|---|---|
//! | `serde` | a [`ResponseCode`] is its number in every format; `Envelope`, the metadata of a response | `alloc` |
//! | `json` | `json::from_slice`: from a body to the payload, or to an error that says why not; implies `serde` | `alloc` |
//! | `http` | `Envelope::http_status`, in the type of the crate `http`; implies `serde` | `std` |
//!
//! ## From a body to a typed result
//!
//! With the feature `json`, one call reads what a server sent: the payload into a type of yours, or
//! the error with all that the body says about it. It understands what servers, SDKs and gateways
//! really send, and makes one pass.
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
//! # let body = br#"{"errorCode": 403042, "errorDetails": "invalid loginID or password"}"#;
//! match json::from_slice::<Login>(body) {
//!     Ok(response) => println!("welcome, {}", response.payload.uid),
//!     Err(json::Error::Api(error)) if error.remedy() == Remedy::ResumeFlow => {
//!         println!("one more step, with {}", error.reg_token().unwrap_or_default());
//!     }
//!     Err(error) => eprintln!("{error}"), // 403042 Invalid loginID: invalid loginID or password
//! }
//! ```
//!
//! ## A code in a type of your own
//!
//! With the feature `serde`, a code is read from any integer that fits and, in self-describing
//! formats, from a string of digits.
#![cfg_attr(not(feature = "serde"), doc = "```ignore")]
#![cfg_attr(feature = "serde", doc = "```")]
//! use gigya_codes::ResponseCode;
//!
//! #[derive(serde::Deserialize)]
//! #[serde(rename_all = "camelCase")]
//! struct Body {
//!     #[serde(default)] // a body without it reports success
//!     error_code: ResponseCode,
//! }
//!
//! let body: Body = serde_json::from_str(r#"{"errorCode": 403042}"#)?;
//! assert_eq!(body.error_code, ResponseCode::INVALID_LOGIN_ID);
//! # Ok::<(), serde_json::Error>(())
//! ```

#![no_std]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "serde")]
extern crate alloc;

mod actor;
mod class;
mod code;
#[cfg(feature = "serde")]
mod envelope;
mod fmt;
#[allow(
    clippy::doc_markdown,
    reason = "the docs quote a page, which marks no code as such"
)]
mod generated;
mod interruption;
mod iter;
#[cfg(feature = "json")]
pub mod json;
mod label;
#[cfg(feature = "serde")]
mod one_line;
mod origin;
mod parse;
mod provenance;
mod remedy;
#[cfg(feature = "serde")]
mod serde;
mod tables;

pub use actor::Actor;
pub use class::Class;
pub use code::ResponseCode;
#[cfg(feature = "serde")]
pub use envelope::{Envelope, IgnoredParam, ValidationError};
pub use interruption::Interruption;
pub use iter::Codes;
pub use label::ParseLabelError;
pub use origin::Origin;
pub use parse::ParseResponseCodeError;
pub use provenance::Provenance;
pub use remedy::Remedy;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
