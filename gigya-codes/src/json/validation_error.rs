use alloc::borrow::Cow;
use core::fmt;

use serde_core::de::{IgnoredAny, MapAccess};

use super::lenient::{Lenient, Read};
use crate::ResponseCode;

type Text<'a> = Option<Cow<'a, str>>;

/// What was wrong with one field of a request: an entry of `validationErrors`.
///
/// [`Debug`] shows the code only; the rest is a server's text.
///
/// ```
/// use gigya_codes::{ResponseCode, json};
///
/// let body = br#"{"errorCode": 400009, "validationErrors": [
///     {"errorCode": 400003, "message": "email already exists", "fieldName": "email"}
/// ]}"#;
/// let Err(json::Error::Api(error)) = json::from_http::<()>(400_u16, body) else { panic!() };
/// // They may leave the function: those of an error borrow nothing.
/// let errors: Vec<json::ValidationError<'static>> = error.envelope().validation_errors().to_vec();
/// assert_eq!(errors[0].field_name(), Some("email"));
/// assert_eq!(errors[0].code(), ResponseCode::UNIQUE_IDENTIFIER_EXISTS);
/// ```
#[derive(Clone)]
pub struct ValidationError<'a> {
    code: Option<u32>,
    message: Text<'a>,
    field_name: Text<'a>,
}

impl<'a> ValidationError<'a> {
    /// `errorCode`: what is wrong, such as 400003 for a value that another account has.
    ///
    /// [`MISSING_ERROR_CODE`](ResponseCode::MISSING_ERROR_CODE) if the entry gives none.
    #[must_use]
    pub fn code(&self) -> ResponseCode {
        self.code
            .map_or(ResponseCode::MISSING_ERROR_CODE, ResponseCode::new)
    }

    /// `fieldName`: which field, such as `email` or `profile.age`.
    #[must_use]
    pub fn field_name(&self) -> Option<&str> {
        self.field_name.as_deref()
    }

    /// `message`: the reason in words, for people.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    pub(super) fn into_owned(self) -> ValidationError<'static> {
        let owned = |text: Text<'a>| text.map(|text| Cow::Owned(text.into_owned()));
        ValidationError {
            code: self.code,
            message: owned(self.message),
            field_name: owned(self.field_name),
        }
    }
}

impl fmt::Debug for ValidationError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ValidationError")
            .field("code", &self.code())
            .finish_non_exhaustive()
    }
}

/// `None` for an entry that says nothing: a list of them would take far more memory than the body.
impl<'de> Read<'de> for Option<ValidationError<'de>> {
    fn object<A: MapAccess<'de>>(mut object: A) -> Result<Self, A::Error> {
        let (mut code, mut message, mut field_name) = (None, None, None);
        while let Some(Lenient(key)) = object.next_key::<Lenient<Cow<'_, str>>>()? {
            match &*key {
                "errorCode" => code = object.next_value::<Lenient<_>>()?.0,
                "message" => message = object.next_value::<Lenient<_>>()?.0,
                "fieldName" => field_name = object.next_value::<Lenient<_>>()?.0,
                _ => _ = object.next_value::<IgnoredAny>()?,
            }
        }
        let says_nothing = code.is_none() && message.is_none() && field_name.is_none();
        Ok((!says_nothing).then_some(ValidationError {
            code,
            message,
            field_name,
        }))
    }
}
