use core::error;
use core::fmt;

use super::{ApiError, BodyError, PayloadError, RegToken};
use crate::{Interruption, Remedy, ResponseCode};

/// Why a body is not a [`Response`](super::Response).
///
/// What to do next is the same question for all of them:
///
/// ```
/// use gigya_codes::{Remedy, json};
///
/// let error = json::from_http::<()>(502_u16, b"<html><title>502 Bad Gateway</title>").unwrap_err();
/// assert_eq!(error.remedy(), Remedy::RetryIfIdempotent);
/// // Whether the call took effect is unknown: repeat only what may be done twice.
/// assert!(error.may_have_taken_effect());
/// assert!(error.may_repeat(true) && !error.may_repeat(false));
/// assert_eq!(error.to_string(), "the body is HTML (HTTP 502, 36 bytes)");
/// assert_eq!(error.label(), "html");
/// ```
///
/// `{}` and `{:?}` are one line that is [safe to log](super#logs), `{:#}` adds what the server says.
/// There is no [`source`](error::Error::source) that could show more.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// Gigya answered with a code that needs something to be done.
    Api(ApiError),
    /// Gigya answered with success, but the rest of the body does not fit the payload's type.
    ///
    /// Do not take it for a failed call: what was asked for has been done.
    Payload(PayloadError),
    /// The body is not what Gigya sends, or proves nothing: that of a gateway, say, or half of one.
    Body(BodyError),
}

impl Error {
    /// The code, if one was read. It can be that of a success for [`Payload`](Self::Payload), where
    /// the call has been done.
    #[must_use]
    pub fn code(&self) -> Option<ResponseCode> {
        match self {
            Self::Api(error) => Some(error.code()),
            Self::Payload(error) => error.envelope().code(),
            Self::Body(_) => None,
        }
    }

    /// What to do next, in the opinion of this crate.
    #[must_use]
    pub fn remedy(&self) -> Remedy {
        match self {
            Self::Api(error) => error.remedy(),
            Self::Payload(error) => error.remedy(),
            Self::Body(error) => error.remedy(),
        }
    }

    /// See [`ApiError::interruption`].
    #[must_use]
    pub fn interruption(&self) -> Option<(Interruption, Option<RegToken<'_>>)> {
        match self {
            Self::Api(error) => error.interruption(),
            _ => None,
        }
    }

    /// Whether to send the same request again by itself, after a pause and a few times: see
    /// [`Remedy::may_repeat`].
    #[must_use]
    pub fn may_repeat(&self, is_idempotent: bool) -> bool {
        self.remedy().may_repeat(is_idempotent)
    }

    /// Whether the call may have taken effect: true unless the answer proves a refusal before
    /// anything was done. See [`Remedy::may_have_taken_effect`].
    #[must_use]
    pub fn may_have_taken_effect(&self) -> bool {
        match self {
            Self::Api(error) => error.may_have_taken_effect(),
            Self::Payload(error) => error.may_have_taken_effect(),
            Self::Body(error) => error.may_have_taken_effect(),
        }
    }

    /// A label for metrics: the name of a code's constant, the label of a
    /// [`BodyErrorKind`](super::BodyErrorKind), `unknown-code` or `payload`.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self {
            Self::Api(error) => error.label(),
            Self::Payload(error) => error.label(),
            Self::Body(error) => error.label(),
        }
    }

    /// `callId`, which SAP's support asks for, as the server sent it.
    #[must_use]
    pub fn call_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.envelope().call_id(),
            Self::Payload(error) => error.envelope().call_id(),
            Self::Body(_) => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(f),
            Self::Payload(error) => error.fmt(f),
            Self::Body(error) => error.fmt(f),
        }
    }
}

impl error::Error for Error {}
