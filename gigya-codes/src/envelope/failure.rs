use alloc::borrow::Cow;

use super::lenient::Read;
use crate::ResponseCode;

/// What the field `error` of a body says, and `errors`.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) enum Failure<'a> {
    /// It is absent, `null`, `false`, 0, an empty text or an empty list.
    #[default]
    None,
    /// `OAuth2` as Gigya writes it: `{"error": 500001, "error_description": "..."}`.
    Code(ResponseCode),
    /// `OAuth2` as its standard has it: `{"error": "invalid_request"}`.
    Text(Cow<'a, str>),
    /// Anything else, which Gigya does not send.
    Other,
}

impl Failure<'_> {
    pub(super) fn into_owned(self) -> Failure<'static> {
        match self {
            Self::None => Failure::None,
            Self::Code(code) => Failure::Code(code),
            Self::Text(text) => Failure::Text(Cow::Owned(text.into_owned())),
            Self::Other => Failure::Other,
        }
    }
}

impl<'de> Read<'de> for Failure<'de> {
    fn text(text: Cow<'de, str>) -> Self {
        match ResponseCode::from_digits(&text) {
            Some(code) => Self::number(code.as_u32().into()),
            None if text.is_empty() => Self::None,
            None => Self::Text(text),
        }
    }

    fn number(number: u64) -> Self {
        match number.try_into() {
            Ok(ResponseCode::SUCCESS) => Self::None,
            Ok(code) => Self::Code(code),
            Err(_) => Self::Other,
        }
    }

    fn something() -> Self {
        Self::Other
    }
}
