use alloc::borrow::Cow;

use super::lenient::Read;
use crate::ResponseCode;

/// The `error` of a body in the shape of `OAuth2`.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum OauthError<'a> {
    /// Gigya's own: `{"error": 500001, "error_description": "500001 - Server error"}`.
    Code(ResponseCode),
    /// The standard's: `{"error": "invalid_request"}`.
    Text(Cow<'a, str>),
}

impl OauthError<'_> {
    pub(super) fn code(&self) -> ResponseCode {
        match self {
            Self::Code(code) => *code,
            Self::Text(_) => ResponseCode::MISSING_ERROR_CODE,
        }
    }

    pub(super) fn into_owned(self) -> OauthError<'static> {
        match self {
            Self::Code(code) => OauthError::Code(code),
            Self::Text(text) => OauthError::Text(Cow::Owned(text.into_owned())),
        }
    }
}

impl<'de> Read<'de> for Option<OauthError<'de>> {
    fn text(text: Cow<'de, str>) -> Self {
        match ResponseCode::from_digits(&text) {
            Some(code) => Some(OauthError::Code(code)),
            None if text.is_empty() => None,
            None => Some(OauthError::Text(text)),
        }
    }

    fn number(number: u64) -> Self {
        // Too large for a code, it is an error all the same.
        let code = number.try_into();
        Some(OauthError::Code(
            code.unwrap_or(ResponseCode::MISSING_ERROR_CODE),
        ))
    }
}
