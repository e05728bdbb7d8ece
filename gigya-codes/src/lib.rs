//! Typed response codes of Gigya (SAP Customer Data Cloud): what each means, and what to do next.
//!
//! ```
//! use gigya_codes::{Remedy, ResponseCode};
//!
//! fn answer(error_code: u32) -> &'static str {
//!     let code = ResponseCode::new(error_code); // any number will do
//!     match code {
//!         ResponseCode::SUCCESS => "welcome",
//!         ResponseCode::INVALID_LOGIN_ID => "wrong user name or password",
//!         _ => match code.remedy() {
//!             Remedy::ResumeFlow => "one more step",
//!             Remedy::Wait => "too many attempts: come back later",
//!             _ => {
//!                 eprintln!("login failed: {code}"); // login failed: 500028 Database error
//!                 "sorry"
//!             }
//!         },
//!     }
//! }
//!
//! assert_eq!(answer(403042), "wrong user name or password");
//! assert_eq!(answer(206001), "one more step");
//! assert_eq!(answer(403120), "too many attempts: come back later");
//! assert_eq!(answer(500028), "sorry");
//! ```
//!
//! A [`ResponseCode`] is a number with constants, not an enum: a server may send codes that no page
//! lists, and none of them is lost. The module [`codes`] has a table of all known codes. The crate is
//! `no_std`, has no dependencies by default, and finds what it knows about a code with one multiply
//! and three loads, in `const` too.
//!
//! # Where the words come from
//!
//! Messages and descriptions quote the page "Response Codes and Errors" of [SAP's help portal][page],
//! as copied in November 2026, and so do the constants' docs. [Remedies](Remedy) are this
//! crate's opinion. Codes that the page does not list say so, and where they were seen;
//! [`Provenance`] tells them apart. The project is not affiliated with Gigya or SAP.
//!
//! [page]: https://help.sap.com/docs/SAP_CUSTOMER_DATA_CLOUD/8b8d6fffe113457094a17701f63e3d6a/416d41b170b21014bbc5a10ce4041860.html
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
//! ## ... a code I have no arm for
//!
//! Ask for its [`remedy`](ResponseCode::remedy): one answer to "what should the caller do next?".
//! Each is safe to follow blindly.
//!
//! | [`Remedy`] | what to do | [who acts](Actor) | for example |
//! |---|---|---|---|
//! | [`Retry`](Remedy::Retry) | send it again after a short pause, a few times | program | 409030 Concurrent updates not allowed |
//! | [`Throttle`](Remedy::Throttle) | the same, with longer pauses and fewer requests | program | 403048 API Rate Limit Exceeded |
//! | [`RetryIfIdempotent`](Remedy::RetryIfIdempotent) | the same, if doing it twice does no harm | program | 504001 Timeout |
//! | [`Wait`](Remedy::Wait) | stop: repeating prolongs it | nobody | 403120 Account Temporarily Locked Out |
//! | [`Renew`](Remedy::Renew) | replace what is no longer valid, send it once more | program | 403002 Request has expired |
//! | [`ResumeFlow`](Remedy::ResumeFlow) | continue the login or registration | user | 206001 Account pending registration |
//! | [`Reauthenticate`](Remedy::Reauthenticate) | log in again | user | 403011 Session has expired |
//! | [`StepUp`](Remedy::StepUp) | keep the session, confirm the login | user | 403110 Account Pending Recent Login |
//! | [`Reroute`](Remedy::Reroute) | send it to the data center in `apiDomain` | program | 301001 Invalid data center |
//! | [`CorrectInput`](Remedy::CorrectInput) | ask the user to enter something else | user | 403042 Invalid loginID |
//! | [`AskUser`](Remedy::AskUser) | ask the user to do something else | user | 400028 Email not verified |
//! | [`FixRequest`](Remedy::FixRequest) | fix the calling program | developer | 403003 Invalid request signature |
//! | [`FixSetup`](Remedy::FixSetup) | fix the set-up or the keys | operator | 403036 Unauthorized partner |
//! | [`Report`](Remedy::Report) | report a fault of Gigya's, with `callId` | gigya | 500028 Database error |
//! | [`ReadDetails`](Remedy::ReadDetails) | read `errorDetails`: the code is ambiguous | developer | 400006 Invalid parameter value |
//! | [`Refused`](Remedy::Refused) | accept it: nothing changes it | nobody | 403041 Account disabled |
//! | [`NothingToDo`](Remedy::NothingToDo) | carry on | nobody | 0 |
//! | [`Unreviewed`](Remedy::Unreviewed) | log it, give up | developer | every unknown code |
//!
//! ## ... a login that is not over
//!
//! [`interruption`](ResponseCode::interruption) names the step that it waits for.
//!
//! ```
//! use gigya_codes::{Interruption, ResponseCode};
//!
//! let code = ResponseCode::ACCOUNT_PENDING_TFA_VERIFICATION; // 403101
//! match code.interruption() {
//!     Some(Interruption::PassSecondFactor) => { /* keep `regToken`, ask for the code */ }
//!     Some(step) => println!("next: {step}"),
//!     None => { /* see the remedy */ }
//! }
//! # assert_eq!(code.interruption(), Some(Interruption::PassSecondFactor));
//! ```
//!
//! ## ... a call that failed halfway
//!
//! Repeat it in a loop only where [`is_retryable`](ResponseCode::is_retryable) is true. Where
//! [`is_effect_unknown`](ResponseCode::is_effect_unknown) is true, the call may have taken effect:
//! repeat one that must not happen twice only after a reading call has shown that it did not happen.
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
//! [`Remedy`], [`Class`] and the other enums print as labels.
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
//! # Classes
//!
//! | [`Class`] | codes | predicate |
//! |---|---|---|
//! | [`Success`](Class::Success) | 0 | [`is_success`](ResponseCode::is_success) |
//! | [`Informational`](Class::Informational) | 200000 to 200009, 206005 | [`is_informational`](ResponseCode::is_informational) |
//! | [`Error`](Class::Error) | all others | [`is_error`](ResponseCode::is_error) |
//!
//! # Features
//!
//! All are off by default.
//!
//! | feature | brings | needs |
//! |---|---|---|
//! | `serde` | a [`ResponseCode`] is its number in every format, the enums are their labels; [`Envelope`], the metadata of a response | `alloc` |
//! | `json` | [`json::from_slice`]: from a body to the payload, or to an error that says why not; implies `serde` | `alloc` |
//! | `http` | `Envelope::http_status`, in the type of the crate `http`; implies `serde` | `std` |
//!
#![cfg_attr(feature = "serde", doc = "[`Envelope`]: Envelope")]
#![cfg_attr(not(feature = "serde"), doc = "[`Envelope`]: #features")]
#![cfg_attr(feature = "json", doc = "[`json::from_slice`]: json::from_slice")]
#![cfg_attr(not(feature = "json"), doc = "[`json::from_slice`]: #features")]
//!
//! ## From a body to a typed result
//!
//! With the feature `json`, one call reads what a server sent: the payload into a type of yours, or
//! the error with all that the body says about it. It understands what servers, SDKs and gateways
//! really send, and makes one pass.
#![cfg_attr(not(feature = "json"), doc = "```ignore")]
#![cfg_attr(feature = "json", doc = "```")]
//! use gigya_codes::json;
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
//!     Err(json::Error::Api(error)) if error.code().is_interruption() => {
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
mod interruption;
mod iter;
#[cfg(feature = "json")]
pub mod json;
mod label;
#[cfg(feature = "serde")]
mod one_line;
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

pub use actor::Actor;
pub use class::Class;
pub use code::ResponseCode;
#[cfg(feature = "serde")]
pub use envelope::{Envelope, IgnoredParam, ValidationError};
pub use generated::codes;
pub use interruption::Interruption;
pub use label::ParseLabelError;
pub use parse::ParseResponseCodeError;
pub use provenance::Provenance;
pub use remedy::Remedy;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
