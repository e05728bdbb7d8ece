//! From the bytes of a response body to a typed result.
//!
//! ```
//! use gigya_codes::{Remedy, json};
//!
//! #[derive(serde::Deserialize)]
//! struct Login {
//!     #[serde(rename = "UID")]
//!     uid: String,
//! }
//!
//! # let body = br#"{"errorCode": 206001, "regToken": "st2.s.AcbH"}"#;
//! match json::from_slice::<Login>(body) {
//!     Ok(response) => println!("welcome, {}", response.payload.uid),
//!     Err(json::Error::Api(error)) => match error.remedy() {
//!         Remedy::Retry => { /* back off, try again */ }
//!         Remedy::ResumeFlow => { /* go on with `error.reg_token()` */ }
//!         Remedy::CorrectInput => { /* show `error.validation_errors()` */ }
//!         _ => eprintln!("{error}"), // one line, with the `callId`, without secrets
//!     },
//!     Err(error) => eprintln!("{error}"), // not Gigya's, or not what `Login` expects
//! }
//! ```
//!
//! # Why the HTTP status does not matter
//!
//! Gigya answers with HTTP status 200 to nearly everything, errors included, unless the request asks
//! for another with `httpStatusCodes=true`. The reverse is no better: 206001 has `statusCode` 206,
//! and is not partial content. Only the body says what happened, so pass on every body that arrives,
//! whatever its status. With many HTTP clients that takes a setting, as they turn 4xx and 5xx into
//! errors before the body can be read. The page of a gateway is recognized by its body as well: see
//! [`BodyErrorKind::Html`].
//!
//! # What the code leads to
//!
//! | code | the payload fits | the payload does not fit |
//! |---|---|---|
//! | 0, or no code and no other sign of a failure | `Ok` | [`Error::Payload`] |
//! | 200008, which needs nothing to be done | `Ok` | [`Error::Payload`] |
//! | any other, 200001 (canceled) and 206005 included | [`Error::Api`] | [`Error::Api`] |
//! | no code, but a failure in `OAuth2`'s shape, as [`Envelope::code`] has it | [`Error::Api`] | [`Error::Api`] |
//! | no code, but another sign of a failure | [`Error::Body`] | [`Error::Body`] |
//! | an `errorCode` that is not a code, or is there twice | [`Error::Body`] | [`Error::Body`] |
//!
//! So `Ok` means that the call is done. A body without a code and without a failure is a success, as
//! some methods leave the code out: `accounts.exportUsers` does. So is `{}`, and so is whatever else
//! a proxy may write: let the payload's type require a field that the method always sends, such as
//! `UID`. `()` requires none, for methods that have no payload.
//!
//! # What the payload's type sees
//!
//! The whole object, as if `serde_json` had read it into `T`: `T` may name metadata such as
//! `callId`, may borrow from the body, and may be a `serde_json::Value` or a map to keep every
//! field. One attribute does not work, as it rejects the metadata: `#[serde(deny_unknown_fields)]`.
//! `()` fits every body, which `serde_json` would refuse.
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
//!   them in one body, whatever they say and whatever `T` is.
//! * If another key is there twice, the envelope takes its last value, as JavaScript does. A `T` that
//!   names the key decides for itself: derived types reject the body.
//! * A value that JSON's grammar allows and no program can hold, such as `"\ud800"` or `1e999`, hides
//!   nothing else. Metadata with such a value anywhere in it counts as absent; a `T` that asks for it
//!   does not fit. Such a key at the top level makes the body invalid.
//! * Deep nesting does no harm: what nobody reads is skipped without recursion, and `serde_json` stops
//!   `T` at a depth of 128, counted anew in each field of the metadata.
//!
//! # What it costs
//!
//! One pass for the payload and the envelope together, so that a large body takes no longer than
//! the payload alone. Up to three passes if the payload does not fit, if `T` is an `Option`, an enum or a
//! newtype, or if a value cannot be read. Texts of the envelope borrow from the body unless they hold
//! escapes. An error may outlive the body: it copies the body and its texts, in one allocation.
//!
//! Beside the payload, reading a body takes at most 32 times its length in memory and 1 KiB, whatever
//! is in it.
//!
//! # Secrets
//!
//! Errors show little of a body in [`Display`](core::fmt::Display) and [`Debug`]:
//!
//! * of an envelope, the texts and ids that are meant for logs. `regToken` is not shown, nor is its
//!   value where another text has it as it was sent, nor a word that begins like a token or is as long
//!   as one;
//! * of a payload that does not fit, the path that leads to the value. It names keys of the body;
//! * of what is not a body, the kind and the length, the title of an HTML page, and what the parser
//!   says, without values, and where.
//!
//! Texts are escaped, so that they neither break a line nor forge a field, and what is longer than
//! 500 bytes is cut. A line is never longer than 16 KiB.

mod api_error;
mod body_error;
mod error;
mod object;
mod one_pass;
mod payload_error;
mod position;

use serde_core::de::Deserialize;

pub use self::api_error::ApiError;
pub use self::body_error::{BodyError, BodyErrorKind};
pub use self::error::Error;
pub use self::payload_error::PayloadError;
use crate::{Envelope, ResponseCode};

/// The response to a call that is done: what was asked for, and what the body says about the call.
///
/// [`Debug`] shows the payload as `T` does, secrets included.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Response<'a, T> {
    /// The metadata. It borrows from the body where it can.
    pub envelope: Envelope<'a>,
    /// What `T` made of the body.
    pub payload: T,
}

impl<T> Response<'_, T> {
    /// The code: [`SUCCESS`](ResponseCode::SUCCESS), or 200008, which needs nothing to be done.
    #[must_use]
    pub fn code(&self) -> ResponseCode {
        self.envelope.code()
    }

    /// The same response with an envelope that may outlive the body.
    #[must_use]
    pub fn into_owned(self) -> Response<'static, T> {
        Response {
            envelope: self.envelope.into_owned(),
            payload: self.payload,
        }
    }
}

/// Reads a response body, as the bytes that came over the wire.
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
/// let response = json::from_slice::<Account>(br#"{"errorCode": 0, "UID": "a1"}"#)?;
/// assert_eq!(response.payload.uid, "a1");
///
/// let body = br#"{"errorCode": 403042, "errorDetails": "invalid loginID or password"}"#;
/// let error = json::from_slice::<Account>(body).unwrap_err();
/// let error = error.api().expect("Gigya has answered");
/// assert_eq!(error.code(), ResponseCode::INVALID_LOGIN_ID);
/// assert_eq!(error.remedy(), Remedy::CorrectInput);
/// # Ok::<(), json::Error>(())
/// ```
///
/// The [module](self) says what `T` sees, which code leads to what, and what counts as a body.
///
/// # Errors
///
/// See [`Error`]. A body has to be UTF-8 throughout.
pub fn from_slice<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<Response<'a, T>, Error> {
    match core::str::from_utf8(body) {
        Ok(body) => from_str(body),
        Err(error) => Err(Error::Body(BodyError::not_utf8(body, error))),
    }
}

/// Reads a response body that is a `str` already; otherwise as [`from_slice`].
///
/// # Errors
///
/// See [`Error`].
pub fn from_str<'a, T: Deserialize<'a>>(body: &'a str) -> Result<Response<'a, T>, Error> {
    let object = object::find(body).map_err(Error::Body)?;
    let mut envelope = Envelope::default();
    let payload = one_pass::read(object, &mut envelope)
        .map_err(|error| Error::Body(BodyError::unreadable(&error, object, body)))?;
    if envelope.is_foreign_failure() {
        let error = BodyError::new(BodyErrorKind::OtherFailure, None, body);
        return Err(Error::Body(error));
    }
    if !is_done(envelope.code()) {
        return Err(Error::Api(ApiError::new(envelope, object)));
    }
    // If the payload was not read, `serde_json` reads it, or says why it cannot.
    match payload.map_or_else(|| serde_json::from_str(object), Ok) {
        Ok(payload) => Ok(Response { envelope, payload }),
        Err(error) => Err(PayloadError::new(envelope, error, object, body).into()),
    }
}

/// Whether nothing is left to do after a code.
fn is_done(code: ResponseCode) -> bool {
    matches!(code, ResponseCode::SUCCESS | ResponseCode::OK_WITH_ERRORS)
}
