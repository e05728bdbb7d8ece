//! The entries of the two lists of an envelope. They differ in the names of their fields alone.

use alloc::borrow::Cow;
use core::fmt;

use serde_core::de::{IgnoredAny, MapAccess};

use super::lenient::{Lenient, Read};
use crate::ResponseCode;
use crate::one_line::OneLine;

type Text<'a> = Option<Cow<'a, str>>;

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
#[derive(Clone, PartialEq, Eq)]
pub struct ValidationError<'a>(Entry<'a>);

impl ValidationError<'_> {
    /// `errorCode`: what is wrong, such as 400003 for a value that somebody else has.
    ///
    /// [`MISSING_ERROR_CODE`](ResponseCode::MISSING_ERROR_CODE) if the entry gives none.
    #[must_use]
    pub fn code(&self) -> ResponseCode {
        self.0
            .code
            .map_or(ResponseCode::MISSING_ERROR_CODE, ResponseCode::new)
    }

    /// `fieldName`: which field, such as `email` or `profile.age`.
    #[must_use]
    pub fn field_name(&self) -> Option<&str> {
        self.0.name.as_deref()
    }
}

/// A parameter of the request that the server ignored: an entry of `ignoredParams`.
///
/// ```
/// use gigya_codes::Envelope;
///
/// let envelope: Envelope = serde_json::from_str(
///     r#"{"errorCode": 0, "ignoredParams": [
///         {"paramName": "expiry", "warningCode": 403007, "message": "not permitted"}
///     ]}"#,
/// )?;
/// let ignored = &envelope.ignored_params()[0];
/// assert_eq!(ignored.param_name(), Some("expiry"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct IgnoredParam<'a>(Entry<'a>);

impl IgnoredParam<'_> {
    /// `warningCode`: why, if the entry says so.
    #[must_use]
    pub fn warning_code(&self) -> Option<ResponseCode> {
        self.0.code.map(ResponseCode::new)
    }

    /// `paramName`: which parameter.
    #[must_use]
    pub fn param_name(&self) -> Option<&str> {
        self.0.name.as_deref()
    }
}

#[derive(Clone, Default, PartialEq, Eq)]
struct Entry<'a> {
    code: Option<u32>,
    message: Text<'a>,
    name: Text<'a>,
}

impl<'de> Entry<'de> {
    /// `None` for an entry that says nothing: a list of them would take far more memory than the
    /// body.
    fn read<A: MapAccess<'de>>(mut object: A) -> Result<Option<Self>, A::Error> {
        let mut entry = Self::default();
        while let Some(Lenient(key)) = object.next_key::<Lenient<Cow<'_, str>>>()? {
            match &*key {
                "errorCode" | "warningCode" => entry.code = object.next_value::<Lenient<_>>()?.0,
                "message" => entry.message = object.next_value::<Lenient<_>>()?.0,
                "fieldName" | "paramName" => entry.name = object.next_value::<Lenient<_>>()?.0,
                _ => _ = object.next_value::<IgnoredAny>()?,
            }
        }
        Ok(Some(entry).filter(|entry| *entry != Self::default()))
    }

    fn into_owned(self) -> Entry<'static> {
        let owned = |text: Text<'_>| text.map(|text| Cow::Owned(text.into_owned()));
        Entry {
            code: self.code,
            message: owned(self.message),
            name: owned(self.name),
        }
    }
}

/// An entry in a log.
pub(super) struct Shown<'a> {
    entry: &'a Entry<'a>,
    type_name: &'static str,
    secret: Option<&'a str>,
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |text| OneLine::new(text, self.secret);
        f.debug_struct(self.type_name)
            .field("code", &self.entry.code)
            .field("message", &self.entry.message.as_deref().map(line))
            .field("name", &self.entry.name.as_deref().map(line))
            .finish()
    }
}

macro_rules! impl_entry {
    ($($Name:ident)+) => {$(
        impl $Name<'_> {
            /// `message`: the reason in words, for people.
            #[must_use]
            pub fn message(&self) -> Option<&str> {
                self.0.message.as_deref()
            }

            pub(super) fn into_owned(self) -> $Name<'static> {
                $Name(self.0.into_owned())
            }

            /// The entry for a log, with `secret` hidden.
            pub(super) fn shown<'s>(&'s self, secret: Option<&'s str>) -> Shown<'s> {
                Shown { entry: &self.0, type_name: stringify!($Name), secret }
            }
        }

        /// What looks like a token is not shown.
        impl fmt::Debug for $Name<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.shown(None).fmt(f)
            }
        }

        impl<'de> Read<'de> for Option<$Name<'de>> {
            fn object<A: MapAccess<'de>>(object: A) -> Result<Self, A::Error> {
                Ok(Entry::read(object)?.map($Name))
            }
        }
    )+};
}

impl_entry!(ValidationError IgnoredParam);
