use alloc::borrow::Cow;
use core::fmt;

use serde_core::de::{IgnoredAny, MapAccess};

use super::lenient::{Lenient, Read};
use super::{Text, owned};
use crate::ResponseCode;
use crate::one_line::OneLine;

/// What was wrong with one field of a request: an entry of `validationErrors`.
///
/// ```
/// use gigya_codes::{Envelope, ResponseCode};
///
/// let envelope: Envelope = serde_json::from_str(
///     r#"{"errorCode": 400009, "validationErrors": [
///         {"errorCode": 400003, "message": "email already exists", "fieldName": "email"}
///     ]}"#,
/// )?;
/// let error = &envelope.validation_errors()[0];
/// assert_eq!(error.field_name(), Some("email"));
/// assert_eq!(error.code(), ResponseCode::UNIQUE_IDENTIFIER_EXISTS);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ValidationError<'a> {
    code: Option<ResponseCode>,
    message: Text<'a>,
    field_name: Text<'a>,
}

impl ValidationError<'_> {
    /// `errorCode`: what is wrong, such as 400003 for a value that somebody else has.
    ///
    /// [`MISSING_ERROR_CODE`](ResponseCode::MISSING_ERROR_CODE) if the entry gives none.
    #[must_use]
    pub fn code(&self) -> ResponseCode {
        self.code.unwrap_or(ResponseCode::MISSING_ERROR_CODE)
    }

    /// `message`: the same in words, for people.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// `fieldName`: which field, such as `email` or `profile.age`.
    #[must_use]
    pub fn field_name(&self) -> Option<&str> {
        self.field_name.as_deref()
    }

    pub(super) fn into_owned(self) -> ValidationError<'static> {
        ValidationError {
            code: self.code,
            message: owned(self.message),
            field_name: owned(self.field_name),
        }
    }
}

impl<'de> Read<'de> for Option<ValidationError<'de>> {
    fn object<A: MapAccess<'de>>(mut object: A) -> Result<Self, A::Error> {
        let mut error = ValidationError::default();
        while let Some(Lenient(key)) = object.next_key::<Lenient<Cow<'_, str>>>()? {
            match &*key {
                "errorCode" => error.code = object.next_value::<Lenient<_>>()?.0,
                "message" => error.message = object.next_value::<Lenient<_>>()?.0,
                "fieldName" => error.field_name = object.next_value::<Lenient<_>>()?.0,
                _ => {
                    object.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(Some(error))
    }
}

/// What looks like a token in a message is not shown.
impl fmt::Debug for ValidationError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ValidationError")
            .field("code", &self.code())
            .field("message", &self.message().map(OneLine))
            .field("field_name", &self.field_name().map(OneLine))
            .finish()
    }
}
