//! Which fields of a body are metadata.

use core::fmt;

use serde_core::de::{Deserialize, Deserializer, Error, Visitor};

macro_rules! fields {
    ($($Field:ident = $name:literal,)+) => {
        /// A field of the envelope.
        #[derive(Clone, Copy)]
        pub(crate) enum Field {
            $($Field,)+
        }

        impl Field {
            pub(super) const NAMES: &'static [&'static str] = &[$($name),+];

            pub(crate) fn named(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$Field),)+
                    _ => None,
                }
            }
        }
    };
}

fields! {
    ErrorCode = "errorCode",
    ErrorMessage = "errorMessage",
    ErrorDetails = "errorDetails",
    ErrorFlags = "errorFlags",
    CallId = "callId",
    ApiVersion = "apiVersion",
    StatusCode = "statusCode",
    StatusReason = "statusReason",
    Time = "time",
    Context = "context",
    ValidationErrors = "validationErrors",
    IgnoredParams = "ignoredParams",
    RegToken = "regToken",
    ApiDomain = "apiDomain",
    OauthError = "error",
    OauthDescription = "error_description",
}

/// The key of a body; `None` if it is no field of the envelope.
pub(super) struct Key(pub(super) Option<Field>);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(KeyVisitor)
    }
}

struct KeyVisitor;

impl Visitor<'_> for KeyVisitor {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Key, E> {
        Ok(Key(Field::named(name)))
    }
}
