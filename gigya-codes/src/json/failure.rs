//! What a body without a code says about a failure.

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
        match u32::try_from(number).map(ResponseCode::new) {
            Ok(ResponseCode::SUCCESS) => Self::None,
            Ok(code) => Self::Code(code),
            Err(_) => Self::Other,
        }
    }

    fn something() -> Self {
        Self::Other
    }
}

/// What a field for words says, `errorMessage` for one: it reports a failure unless it is empty.
#[derive(Default)]
pub(super) struct Words<'a> {
    pub(super) text: Option<Cow<'a, str>>,
    pub(super) is_something: bool,
}

impl<'de> Read<'de> for Words<'de> {
    fn text(text: Cow<'de, str>) -> Self {
        let is_something = !text.is_empty();
        Self {
            text: Some(text),
            is_something,
        }
    }

    fn number(number: u64) -> Self {
        Self {
            text: None,
            is_something: number != 0,
        }
    }

    fn something() -> Self {
        Self::number(1)
    }
}

/// Whether the field `success` denies it, as `{"success": false}` does.
#[derive(Default)]
pub(super) struct Denial(pub(super) bool);

impl<'de> Read<'de> for Denial {
    fn text(text: Cow<'de, str>) -> Self {
        Self(text == "false")
    }

    fn number(number: u64) -> Self {
        Self(number == 0)
    }

    fn no() -> Self {
        Self(true)
    }
}
