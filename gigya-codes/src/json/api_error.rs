use alloc::boxed::Box;
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;
use core::error::Error;
use core::fmt;

use serde_core::de::Deserialize;

use super::PayloadError;
use crate::{Envelope, Remedy, ResponseCode, ValidationError};

/// Gigya answered with a code that needs something to be done.
///
/// As large as a pointer. It owns its texts, and the body.
///
/// [`Display`](fmt::Display) is one line for a log: the code, what the server says about it, the
/// names of the wrong fields, the `callId`. Control characters are escaped.
///
/// ```
/// use gigya_codes::{Remedy, json};
/// use serde_json::Value;
///
/// let body = r#"{
///     "callId": "5f3e1c", "errorCode": 206001, "errorMessage": "Account Pending Registration",
///     "errorDetails": "Missing required fields", "regToken": "st2.s.AcbH", "isNewUser": true
/// }"#;
/// let json::Error::Api(error) = json::from_str::<Value>(body).unwrap_err() else { panic!() };
/// assert_eq!(
///     error.to_string(),
///     "206001 Account pending registration: Missing required fields (callId 5f3e1c)",
/// );
/// assert_eq!(error.remedy(), Remedy::ResumeFlow);
/// assert_eq!(error.reg_token(), Some("st2.s.AcbH"));
/// ```
///
/// [`Debug`] shows the metadata without secrets, and not the body.
#[derive(Clone, Debug)]
pub struct ApiError {
    /// Its texts begin with the body.
    envelope: Box<Envelope<'static>>,
}

impl ApiError {
    pub(super) fn new(envelope: Envelope<'_>, object: &str) -> Self {
        Self {
            envelope: Box::new(envelope.into_owned_after(object)),
        }
    }

    /// All of the metadata.
    #[must_use]
    pub fn envelope(&self) -> &Envelope<'static> {
        &self.envelope
    }

    /// The code: any but success and 200008, after which nothing is left to do.
    #[must_use]
    pub fn code(&self) -> ResponseCode {
        self.envelope().code()
    }

    /// What to do next, in the opinion of this crate: the code's [`remedy`](ResponseCode::remedy).
    #[must_use]
    pub fn remedy(&self) -> Remedy {
        self.code().remedy()
    }

    /// See [`Envelope::message`].
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.envelope().message()
    }

    /// See [`Envelope::details`].
    #[must_use]
    pub fn details(&self) -> Option<&str> {
        self.envelope().details()
    }

    /// See [`Envelope::call_id`].
    #[must_use]
    pub fn call_id(&self) -> Option<&str> {
        self.envelope().call_id()
    }

    /// See [`Envelope::validation_errors`].
    #[must_use]
    pub fn validation_errors(&self) -> &[ValidationError<'_>] {
        self.envelope().validation_errors()
    }

    /// See [`Envelope::reg_token`]. A secret.
    #[must_use]
    pub fn reg_token(&self) -> Option<&str> {
        self.envelope().reg_token()
    }

    /// See [`Envelope::api_domain`].
    #[must_use]
    pub fn api_domain(&self) -> Option<&str> {
        self.envelope().api_domain()
    }

    /// The body: a JSON object, without what may have been wrapped around it.
    ///
    /// It holds whatever secrets the server sent.
    #[must_use]
    pub fn body(&self) -> &str {
        self.envelope.start()
    }

    /// Reads more from the body: errors, too, come with a payload.
    ///
    /// ```
    /// use gigya_codes::json;
    /// use serde_json::Value;
    ///
    /// #[derive(serde::Deserialize)]
    /// struct Pending<'a> {
    ///     #[serde(rename = "UID")]
    ///     uid: &'a str,
    /// }
    ///
    /// let body = r#"{"errorCode": 206001, "regToken": "st2.s.AcbH", "UID": "a1"}"#;
    /// let json::Error::Api(error) = json::from_str::<Value>(body).unwrap_err() else { panic!() };
    /// assert_eq!(error.read::<Pending>()?.uid, "a1");
    /// # Ok::<(), json::PayloadError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the body does not fit `T`.
    pub fn read<'a, T: Deserialize<'a>>(&'a self) -> Result<T, PayloadError> {
        let body = self.body();
        serde_json::from_str(body)
            .map_err(|error| PayloadError::new(self.envelope().clone(), error, body, body))
    }
}

/// See [`ApiError`]: one line, without secrets.
impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let envelope = self.envelope();
        let shown = |text| envelope.line(text);
        let mut line = match envelope.oauth_error() {
            // The server sent this text, not the code that stands for it.
            Some(error) if envelope.sent_code().is_none() => shown(error).to_string(),
            Some(error) => format!("{}: {}", self.code(), shown(error)),
            None => self.code().to_string(),
        };
        let mut texts = [self.details(), self.message()].into_iter().flatten();
        if let Some(text) = texts.find(|text| !text.is_empty()) {
            line += &format!(": {}", shown(text));
        }
        let errors = self.validation_errors().iter();
        let names: Vec<_> = errors.filter_map(ValidationError::field_name).collect();
        for (index, name) in names.iter().take(MOST_NAMES).enumerate() {
            let separator = if index == 0 { "; fields: " } else { ", " };
            line += &format!("{separator}{}", shown(name));
        }
        if names.len() > MOST_NAMES {
            line += ", …";
        }
        if let Some(call_id) = self.call_id() {
            line += &format!(" (callId {})", shown(call_id));
        }
        f.pad(&line)
    }
}

/// How many names of fields a line has.
const MOST_NAMES: usize = 8;

impl Error for ApiError {}
