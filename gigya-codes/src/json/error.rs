use core::error;
use core::fmt;

use super::{ApiError, BodyError, PayloadError};
use crate::{Remedy, ResponseCode};

/// Why a body yields no [`Response`](super::Response).
///
/// What to do next is the same question for all of them:
///
/// ```
/// use gigya_codes::{Remedy, json};
///
/// let error = json::from_str::<()>("<html><title>502 Bad Gateway</title>").unwrap_err();
/// // Whether the call took effect is unknown: check first, or repeat only what may be done twice.
/// assert!(error.is_effect_unknown() && !error.is_retryable());
/// assert_eq!(error.remedy(), Remedy::RetryIfIdempotent);
/// ```
///
/// [`Display`](fmt::Display) is one line for a log in each case. Neither it nor [`Debug`] shows
/// secrets, and there is no [`source`](error::Error::source) that could.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// Gigya answered with a code that needs something to be done.
    Api(ApiError),
    /// Gigya answered with success, but the rest of the body does not fit the payload's type.
    ///
    /// Do not take it for a failed call: what was asked for has been done.
    Payload(PayloadError),
    /// The body is not what Gigya sends: that of a gateway, say, or half of one.
    Body(BodyError),
}

impl Error {
    /// The code, if one was read. It is that of success for [`Payload`](Self::Payload), where the
    /// call has been done.
    #[must_use]
    pub fn code(&self) -> Option<ResponseCode> {
        match self {
            Self::Api(error) => Some(error.code()),
            Self::Payload(error) => Some(error.envelope().code()),
            Self::Body(_) => None,
        }
    }

    /// What to do next, in the opinion of this crate: what the code says, or the
    /// [kind](super::BodyErrorKind::remedy) of a body that is not Gigya's.
    ///
    /// A payload that does not fit is [`FixRequest`](Remedy::FixRequest): the calling program is
    /// wrong about the body. The call has been done, and must not be repeated.
    #[must_use]
    pub fn remedy(&self) -> Remedy {
        match self {
            Self::Api(error) => error.remedy(),
            Self::Payload(_) => Remedy::FixRequest,
            Self::Body(error) => error.remedy(),
        }
    }

    /// Whether to send the same request again after a pause of seconds: true only where that is
    /// safe. See [`ResponseCode::is_retryable`].
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.remedy() == Remedy::Retry
    }

    /// Whether the call may have taken effect, although nothing says so.
    ///
    /// So it is after codes such as 504001 (see [`ResponseCode::is_effect_unknown`]) and for every
    /// [`Body`](Self::Body): Gigya's answer was not read. Before a call that must not happen twice is
    /// repeated, find out whether it has happened.
    #[must_use]
    pub fn is_effect_unknown(&self) -> bool {
        match self {
            Self::Api(error) => error.code().is_effect_unknown(),
            Self::Payload(_) => false,
            Self::Body(_) => true,
        }
    }

    /// `callId`, which SAP's support asks for.
    #[must_use]
    pub fn call_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.call_id(),
            Self::Payload(error) => error.envelope().call_id(),
            Self::Body(_) => None,
        }
    }

    /// Gigya's answer, if it is one.
    #[must_use]
    pub fn api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// Gigya's answer by value, if it is one.
    ///
    /// # Errors
    ///
    /// Any other error comes back as it was.
    pub fn into_api(self) -> Result<ApiError, Self> {
        match self {
            Self::Api(error) => Ok(error),
            other => Err(other),
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

/// So that `?` can pass on the error of [`ApiError::read`].
impl From<PayloadError> for Error {
    fn from(error: PayloadError) -> Self {
        Self::Payload(error)
    }
}
