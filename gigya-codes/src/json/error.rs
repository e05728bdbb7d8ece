use core::error;
use core::fmt;

use super::{ApiError, BodyError, PayloadError};

/// Why a body yields no [`Response`](super::Response).
///
/// [`Display`](fmt::Display) is one line for a log in each case. Neither it nor [`Debug`] shows
/// secrets, and there is no [`source`](error::Error::source) that could.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The API said no: ask for the code, and the remedy.
    Api(ApiError),
    /// The API said yes, but the rest of the body does not fit the payload's type.
    ///
    /// Do not take it for a failed call: what was asked for has been done.
    Payload(PayloadError),
    /// The body is not what Gigya sends: that of a gateway, say, or only the half of one.
    Body(BodyError),
}

impl Error {
    /// The API's no, if it was one.
    #[must_use]
    pub fn api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
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

impl From<ApiError> for Error {
    fn from(error: ApiError) -> Self {
        Self::Api(error)
    }
}

impl From<PayloadError> for Error {
    fn from(error: PayloadError) -> Self {
        Self::Payload(error)
    }
}

impl From<BodyError> for Error {
    fn from(error: BodyError) -> Self {
        Self::Body(error)
    }
}
