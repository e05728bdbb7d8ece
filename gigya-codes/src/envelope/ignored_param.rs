use alloc::borrow::Cow;
use core::fmt;

use serde_core::de::{IgnoredAny, MapAccess};

use super::lenient::{Lenient, Read};
use super::{Text, owned};
use crate::ResponseCode;
use crate::one_line::OneLine;

/// A parameter of the request that the server did not heed: an entry of `ignoredParams`.
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
#[derive(Clone, Default, PartialEq, Eq)]
pub struct IgnoredParam<'a> {
    warning_code: Option<ResponseCode>,
    message: Text<'a>,
    param_name: Text<'a>,
}

impl IgnoredParam<'_> {
    /// `warningCode`: why, if the entry says so.
    #[must_use]
    pub fn warning_code(&self) -> Option<ResponseCode> {
        self.warning_code
    }

    /// `message`: the same in words, for people.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// `paramName`: which parameter.
    #[must_use]
    pub fn param_name(&self) -> Option<&str> {
        self.param_name.as_deref()
    }

    pub(super) fn into_owned(self) -> IgnoredParam<'static> {
        IgnoredParam {
            warning_code: self.warning_code,
            message: owned(self.message),
            param_name: owned(self.param_name),
        }
    }
}

impl<'de> Read<'de> for Option<IgnoredParam<'de>> {
    fn object<A: MapAccess<'de>>(mut object: A) -> Result<Self, A::Error> {
        let mut param = IgnoredParam::default();
        while let Some(Lenient(key)) = object.next_key::<Lenient<Cow<'_, str>>>()? {
            match &*key {
                "warningCode" => param.warning_code = object.next_value::<Lenient<_>>()?.0,
                "message" => param.message = object.next_value::<Lenient<_>>()?.0,
                "paramName" => param.param_name = object.next_value::<Lenient<_>>()?.0,
                _ => {
                    object.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(Some(param))
    }
}

/// What looks like a token in a message is not shown.
impl fmt::Debug for IgnoredParam<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IgnoredParam")
            .field("warning_code", &self.warning_code)
            .field("message", &self.message().map(OneLine))
            .field("param_name", &self.param_name().map(OneLine))
            .finish()
    }
}
