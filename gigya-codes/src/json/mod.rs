//! From an HTTP status and the bytes of a response body to a typed result.
//!
//! ```
//! use gigya_codes::{Interruption, Remedy, json};
//!
//! #[derive(serde::Deserialize)]
//! struct Login {
//!     #[serde(rename = "UID")]
//!     uid: String,
//! }
//!
//! # let (status, body) = (200_u16, br#"{"errorCode": 206001, "regToken": "st2.s.AcbH"}"#);
//! match json::from_http::<Login>(status, body) {
//!     Ok(response) => println!("welcome, {}", response.payload.uid),
//!     Err(error) => match (error.interruption(), error.remedy()) {
//!         (Some((Interruption::CompleteProfile, Some(token))), _) => {
//!             /* ask for the missing fields, continue with `token.expose_secret()` */
//!         }
//!         (Some((step, _)), _) => println!("next step: {step}"),
//!         (None, Remedy::CorrectInput) => println!("wrong user name or password"),
//!         (None, _) => eprintln!("{error}"), // one line that is safe to log
//!     },
//! }
//! ```
//!
//! # What counts as success
//!
//! `Ok` needs proof. A code in the body decides; where there is none, the HTTP status has to be 2xx
//! and the body must not report a failure.
//!
//! | code in the body | HTTP status | result |
//! |---|---|---|
//! | 0, or 200008, which needs nothing to be done | any | `Ok`, or [`Error::Payload`] if `T` does not fit |
//! | any other, 200001 (cancelled) and 206005 included; a failure in `OAuth2`'s shape | any | [`Error::Api`] |
//! | none, but the body [reports a failure](BodyErrorKind::OtherFailure) | any | [`Error::Body`] |
//! | none, and no sign of a failure | 2xx | `Ok`, or [`Error::Payload`] |
//! | none, and no sign of a failure | not 2xx, or not known | [`Error::Body`] |
//! | not one JSON object, or an `errorCode` that is no code or is there twice | any | [`Error::Body`] |
//!
//! **Pass on every body that arrives, with its status.** Gigya answers with HTTP status 200 to nearly
//! everything, errors included, unless the request asks for another with `httpStatusCodes=true`. Many
//! HTTP clients need a setting for that, as they turn 4xx and 5xx into errors before the body can be
//! read. An error of the transport, which has no status and no body, is your client's: treat it as
//! [`Remedy::RetryIfIdempotent`](crate::Remedy::RetryIfIdempotent), and as
//! [`Remedy::Retry`](crate::Remedy::Retry) only if the connection was never made.
//!
//! With 200008 some parts of the call failed: read them from the payload. With HTTP 200 and no code,
//! `{}` and `{"message":"..."}` are still a success, since Gigya has methods without a code
//! (`accounts.exportUsers`): let the payload's type require a field that the method always sends, such
//! as `UID`. `()` requires none, for methods that have no payload. `{"success":false}` reports a
//! failure.
//!
//! # What the payload's type sees
//!
//! The whole object, as if `serde_json` had read it into `T`: `T` may name metadata such as
//! `callId` or `ignoredParams`, may borrow from the body, and may be a `serde_json::Value` or a map to
//! keep every field. One attribute does not work, as it rejects the metadata:
//! `#[serde(deny_unknown_fields)]`. `()` fits every body, which `serde_json` would refuse.
//!
//! # What counts as a body
//!
//! One JSON object in UTF-8. A byte order mark, white space, and the call of a JSONP callback around
//! it, as in `gigya.callback({...});`, make no difference. A callback is a path of identifiers and
//! indices, perhaps after `/**/` and `typeof gigya.callback === 'function' &&`. Everything else is an
//! [`Error::Body`] that says what was found.
//!
//! * An `errorCode` that is negative, a fraction, larger than [`u32::MAX`], a text other than
//!   digits, or `null` is a [`BodyErrorKind::ErrorCode`], never taken for success. So are two of
//!   them in one body, even if they are equal, for every `T`.
//! * If another key is there twice, the envelope takes its last value, as JavaScript does, and a sign
//!   of a failure counts whichever it is. A `T` that names the key decides for itself: derived types
//!   reject the body.
//! * A value that JSON's grammar allows and no program can hold, such as `"\ud800"` or `1e999`, hides
//!   nothing else. Metadata that needs such a value counts as absent; a `T` that asks for it does not
//!   fit. Such a key at the top level makes the body invalid.
//! * Deep nesting is harmless: what is not read is skipped without recursion, and `serde_json` stops
//!   `T` at a depth of 128, counted anew in each field of the metadata.
//!
//! # What it costs
//!
//! One pass for the payload and the envelope together, so that a large body takes no longer than
//! the payload alone. Up to three passes if the payload does not fit, if `T` is an `Option`, an enum or a
//! newtype, or if a value cannot be read. Texts of the envelope borrow from the body unless they hold
//! escapes. An error may outlive the body: it copies the body and its texts, in one allocation.
//!
//! Besides the payload, reading a body takes at most 32 times its length plus 1 KiB of memory.
//!
//! # Logs
//!
//! A server's text can hold a token or an e-mail address, and can be made to look like another field
//! of the line.
//!
//! | | shows | safe to log |
//! |---|---|---|
//! | `{}` and `{:?}` of every error, `{:?}` of an [`Envelope`] | the code with Gigya's documented message or our name for it, the kind, the HTTP status, the length, line and column, and `callId` if it is 1 to 64 of `0-9A-Za-z_.-` | yes |
//! | `label()` of every error | a constant's name or a fixed word | yes, and as a metric label |
//! | `{:#}` of every error | also details, names of fields, the title of a page, the path in a payload, what the parser quotes: between quotation marks, escaped, each cut at 500 bytes | with care: it is a server's text |
//! | accessors such as [`Envelope::details`] | the text as it was sent | no |
//! | [`RegToken`] | a secret, from `expose_secret()` alone | no |
//! | `{:?}` of a [`Response`] | the payload as `T` shows it | depends on `T` |

mod api_error;
mod body_error;
mod envelope;
mod error;
mod failure;
mod field;
mod lenient;
mod object;
mod one_pass;
mod payload_error;
mod position;
mod quote;
mod texts;
mod validation_error;

use alloc::format;
use alloc::string::String;
use core::fmt;

use serde_core::de::Deserialize;

pub use self::api_error::ApiError;
pub use self::body_error::{BodyError, BodyErrorKind};
pub use self::envelope::{Envelope, RegToken};
pub use self::error::Error;
pub use self::payload_error::PayloadError;
pub use self::validation_error::ValidationError;
use crate::ResponseCode;

/// The response to a call that is done: what was asked for, and what the body says about the call.
#[derive(Debug)]
#[non_exhaustive]
pub struct Response<'a, T> {
    /// The metadata. It borrows from the body where it can.
    pub envelope: Envelope<'a>,
    /// What `T` made of the body.
    pub payload: T,
}

impl<T> Response<'_, T> {
    /// The code: [`SUCCESS`](ResponseCode::SUCCESS), 200008, which needs nothing to be done, or
    /// `None` if the HTTP status alone says that the call succeeded.
    #[must_use]
    pub fn code(&self) -> Option<ResponseCode> {
        self.envelope.code()
    }
}

/// Reads a response: the HTTP status, and the bytes of the body as they came over the wire.
///
/// The status may be a number, or the `StatusCode` of the crate `http`, which reqwest, hyper and ureq
/// use. The [module](self) says which result follows from what.
///
/// ```
/// use gigya_codes::{Remedy, ResponseCode, json};
///
/// #[derive(Debug, serde::Deserialize)]
/// struct Account<'a> {
///     #[serde(rename = "UID")]
///     uid: &'a str,
/// }
///
/// let response = json::from_http::<Account>(200_u16, br#"{"errorCode": 0, "UID": "a1"}"#)?;
/// assert_eq!(response.payload.uid, "a1");
///
/// let body = br#"{"errorCode": 403042, "errorDetails": "invalid loginID or password"}"#;
/// let error = json::from_http::<Account>(200_u16, body).unwrap_err();
/// assert_eq!(error.code(), Some(ResponseCode::INVALID_LOGIN_ID));
/// assert_eq!(error.remedy(), Remedy::CorrectInput);
///
/// // A gateway that did not reach Gigya.
/// let body = br#"{"message": "Internal server error"}"#;
/// assert!(json::from_http::<()>(502_u16, body).is_err());
/// # Ok::<(), json::Error>(())
/// ```
///
/// # Errors
///
/// See [`Error`].
pub fn from_http<'a, T: Deserialize<'a>>(
    status: impl Into<u16>,
    body: &'a [u8],
) -> Result<Response<'a, T>, Error> {
    read_bytes(Some(status.into()), body)
}

/// Reads a response body whose HTTP status is not known, such as one from a queue or a log.
///
/// Without a status, a body without a code is an [`Error::Body`]: see
/// [what counts as success](self#what-counts-as-success).
///
/// # Errors
///
/// See [`Error`].
pub fn from_slice<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<Response<'a, T>, Error> {
    read_bytes(None, body)
}

/// Reads a response body that is a `str` already; otherwise as [`from_slice`].
///
/// # Errors
///
/// See [`Error`].
pub fn from_str<'a, T: Deserialize<'a>>(body: &'a str) -> Result<Response<'a, T>, Error> {
    read_text(None, body)
}

fn read_bytes<'a, T: Deserialize<'a>>(
    status: Option<u16>,
    body: &'a [u8],
) -> Result<Response<'a, T>, Error> {
    match core::str::from_utf8(body) {
        Ok(text) => read_text(status, text),
        Err(error) => {
            let error = BodyError::not_utf8(body, error);
            Err(Error::Body(error.with_status(status)))
        }
    }
}

fn read_text<'a, T: Deserialize<'a>>(
    status: Option<u16>,
    body: &'a str,
) -> Result<Response<'a, T>, Error> {
    let body_error = |error: BodyError| Error::Body(error.with_status(status));
    let object = object::find(body).map_err(body_error)?;
    let mut envelope = Envelope::empty();
    let payload = one_pass::read(object, &mut envelope)
        .map_err(|error| body_error(BodyError::unreadable(&error, object, body)))?;
    let kind = match envelope.code() {
        Some(code) if is_done(code) => None,
        Some(_) => return Err(Error::Api(ApiError::new(envelope, object))),
        None if envelope.oauth_error().is_some() => {
            return Err(Error::Api(ApiError::new(envelope, object)));
        }
        None if envelope.reports_failure => Some(BodyErrorKind::OtherFailure),
        None if matches!(status, Some(200..=299)) => None,
        None => Some(BodyErrorKind::NoCode),
    };
    if let Some(kind) = kind {
        return Err(body_error(BodyError::new(kind, body)));
    }
    // If the payload was not read, `serde_json` reads it, or says why it cannot.
    match payload.map_or_else(|| serde_json::from_str(object), Ok) {
        Ok(payload) => Ok(Response { envelope, payload }),
        Err(error) => {
            let error = PayloadError::new(envelope, &error, object, body);
            Err(Error::Payload(error))
        }
    }
}

/// Whether a code requires no further action.
fn is_done(code: ResponseCode) -> bool {
    matches!(code, ResponseCode::SUCCESS | ResponseCode::OK_WITH_ERRORS)
}

/// The line of an error that Gigya has answered.
fn line(what: &dyn fmt::Display, call_id: Option<&str>) -> String {
    match call_id {
        Some(call_id) => format!("{what} (callId {call_id})"),
        None => format!("{what}"),
    }
}

/// Appends the texts, the first one after `start`.
fn append(line: &mut String, start: &str, texts: impl Iterator<Item = String>) {
    for (index, text) in texts.enumerate() {
        *line += if index == 0 { start } else { ", " };
        *line += &text;
    }
}
