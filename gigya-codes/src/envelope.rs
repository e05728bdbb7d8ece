//! What a response body says about the call, beside the payload.

mod field;
mod ignored_param;
mod lenient;
mod oauth_error;
mod read;
mod validation_error;

use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::fmt;

#[cfg(feature = "json")]
pub(crate) use field::Field;
pub use ignored_param::IgnoredParam;
#[cfg(feature = "json")]
pub(crate) use lenient::Lenient;
#[cfg(feature = "json")]
pub(crate) use read::FieldOf;
pub use validation_error::ValidationError;

use self::oauth_error::OauthError;
use crate::ResponseCode;
use crate::one_line::OneLine;

/// A text that may be absent, borrowed from the body where it holds no escapes.
type Text<'a> = Option<Cow<'a, str>>;

/// The metadata of a response: the fields that Gigya puts at the top level of a JSON body, next to
/// the payload.
///
/// Texts without escapes borrow from the body, and cost no allocation.
/// [`into_owned`](Self::into_owned) cuts them loose.
///
/// ```
/// use gigya_codes::{Envelope, ResponseCode};
///
/// let body = r#"{"callId": "5f3e1c", "errorCode": 403042, "statusCode": 403, "UID": "a1"}"#;
/// let envelope: Envelope = serde_json::from_str(body)?;
/// assert_eq!(envelope.code(), ResponseCode::INVALID_LOGIN_ID);
/// assert_eq!(envelope.call_id(), Some("5f3e1c"));
/// assert_eq!(envelope.details(), None);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # How it is read
///
/// * Every field but the code is optional. One that is `null`, or of another type than Gigya is
///   known to send, counts as absent: a field for people must not hide the code from programs.
/// * A field that comes twice counts as the last one says, as in JavaScript.
/// * Fields that are no metadata are skipped. To keep them, flatten an envelope into a type with a
///   place for them:
///
/// ```
/// use gigya_codes::Envelope;
/// use serde_json::{Map, Value};
///
/// #[derive(serde::Deserialize)]
/// struct Body<'a> {
///     #[serde(borrow, flatten)]
///     envelope: Envelope<'a>,
///     #[serde(flatten)]
///     payload: Map<String, Value>,
/// }
///
/// let body: Body = serde_json::from_str(r#"{"errorCode": 0, "UID": "a1"}"#)?;
/// assert!(body.envelope.code().is_success());
/// assert_eq!(body.payload["UID"], "a1");
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// The feature `json` does the same faster, and tells what to do with the code, too.
///
/// # Secrets
///
/// [`Debug`] shows neither [`reg_token`](Self::reg_token) nor what looks like a token in another
/// field.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Envelope<'a> {
    code: Option<ResponseCode>,
    message: Text<'a>,
    details: Text<'a>,
    flags: Text<'a>,
    call_id: Text<'a>,
    api_version: Option<u32>,
    status_code: Option<u16>,
    status_reason: Text<'a>,
    time: Text<'a>,
    context: Text<'a>,
    validation_errors: Vec<ValidationError<'a>>,
    ignored_params: Vec<IgnoredParam<'a>>,
    reg_token: Text<'a>,
    api_domain: Text<'a>,
    oauth_error: Option<OauthError<'a>>,
    oauth_description: Text<'a>,
}

impl Envelope<'_> {
    /// `errorCode`. A body without it reports [`SUCCESS`](ResponseCode::SUCCESS), unless it is an
    /// error in the shape of `OAuth2`.
    ///
    /// In that shape the code stands in `error`. Where this is a text, such as `invalid_request`,
    /// the code is [`MISSING_ERROR_CODE`](ResponseCode::MISSING_ERROR_CODE), which Gigya documents
    /// as the one "returned when there is no other specific errorCode", and
    /// [`oauth_error`](Self::oauth_error) has the text.
    #[must_use]
    pub fn code(&self) -> ResponseCode {
        let oauth_code = || self.oauth_error.as_ref().map(OauthError::code);
        self.code.or_else(oauth_code).unwrap_or_default()
    }

    /// `errorMessage`: a few words for people. Servers word it differently from Gigya's page.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// `errorDetails`, or else the `error_description` of `OAuth2`: as a rule the most useful text.
    ///
    /// As it was sent: it may hold line breaks and HTML entities, such as `&#39;`.
    #[must_use]
    pub fn details(&self) -> Option<&str> {
        self.details
            .as_deref()
            .or(self.oauth_description.as_deref())
    }

    /// `errorFlags`, such as `missingKey`.
    #[must_use]
    pub fn flags(&self) -> Option<&str> {
        self.flags.as_deref()
    }

    /// `callId`: what SAP's support asks for. 32 hexadecimal digits as a rule.
    #[must_use]
    pub fn call_id(&self) -> Option<&str> {
        self.call_id.as_deref()
    }

    /// `apiVersion`.
    #[must_use]
    pub fn api_version(&self) -> Option<u32> {
        self.api_version
    }

    /// `statusCode`: like an HTTP status, and in nearly every body the first three digits of the
    /// code, or 200 for success.
    ///
    /// It is not the status of the HTTP response, and it decides nothing: 206001 comes with 206.
    #[must_use]
    pub fn status_code(&self) -> Option<u16> {
        self.status_code
    }

    /// [`status_code`](Self::status_code) in the type of the `http` crate; `None` also for a number
    /// that is no HTTP status.
    ///
    /// ```
    /// use gigya_codes::Envelope;
    ///
    /// let envelope: Envelope = serde_json::from_str(r#"{"errorCode": 403042, "statusCode": 403}"#)?;
    /// assert_eq!(envelope.http_status(), Some(http::StatusCode::FORBIDDEN));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[cfg(feature = "http")]
    #[must_use]
    pub fn http_status(&self) -> Option<http::StatusCode> {
        http::StatusCode::from_u16(self.status_code?).ok()
    }

    /// `statusReason`, such as `Forbidden`.
    #[must_use]
    pub fn status_reason(&self) -> Option<&str> {
        self.status_reason.as_deref()
    }

    /// `time`: when the server answered, as `YYYY-MM-DDTHH:MM:SS.mmmZ`.
    #[must_use]
    pub fn time(&self) -> Option<&str> {
        self.time.as_deref()
    }

    /// `context`: what the request passed in, if that was a text.
    ///
    /// An object is not kept here. Read it as a field of the payload, in the type that was sent.
    #[must_use]
    pub fn context(&self) -> Option<&str> {
        self.context.as_deref()
    }

    /// `validationErrors`: which fields of the request were wrong, and why. Comes with 400009,
    /// 206001 and others.
    #[must_use]
    pub fn validation_errors(&self) -> &[ValidationError<'_>] {
        &self.validation_errors
    }

    /// `ignoredParams`: parameters of the request that the server did not heed, on success as well.
    #[must_use]
    pub fn ignored_params(&self) -> &[IgnoredParam<'_>] {
        &self.ignored_params
    }

    /// `regToken`: the key to go on with an interrupted login or registration, as for 206001.
    ///
    /// A secret: whoever has it can finish the flow. Keep it out of logs.
    #[must_use]
    pub fn reg_token(&self) -> Option<&str> {
        self.reg_token.as_deref()
    }

    /// `apiDomain`: comes with 301001, and is the data center to repeat the request against.
    #[must_use]
    pub fn api_domain(&self) -> Option<&str> {
        self.api_domain.as_deref()
    }

    /// The `error` of a body in the shape of `OAuth2`, if that is a text, such as `invalid_grant`.
    #[must_use]
    pub fn oauth_error(&self) -> Option<&str> {
        match &self.oauth_error {
            Some(OauthError::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The same, with texts of its own, so that it may outlive the body.
    #[must_use]
    pub fn into_owned(self) -> Envelope<'static> {
        Envelope {
            code: self.code,
            message: owned(self.message),
            details: owned(self.details),
            flags: owned(self.flags),
            call_id: owned(self.call_id),
            api_version: self.api_version,
            status_code: self.status_code,
            status_reason: owned(self.status_reason),
            time: owned(self.time),
            context: owned(self.context),
            validation_errors: self
                .validation_errors
                .into_iter()
                .map(ValidationError::into_owned)
                .collect(),
            ignored_params: self
                .ignored_params
                .into_iter()
                .map(IgnoredParam::into_owned)
                .collect(),
            reg_token: owned(self.reg_token),
            api_domain: owned(self.api_domain),
            oauth_error: self.oauth_error.map(OauthError::into_owned),
            oauth_description: owned(self.oauth_description),
        }
    }
}

fn owned(text: Text<'_>) -> Text<'static> {
    text.map(|text| Cow::Owned(text.into_owned()))
}

/// Only what is there; see [Secrets](Self#secrets).
impl fmt::Debug for Envelope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut output = f.debug_struct("Envelope");
        output.field("code", &self.code());
        let mut show = |name, text: Option<&str>| {
            if let Some(text) = text {
                output.field(name, &OneLine(text));
            }
        };
        show("oauth_error", self.oauth_error());
        show("message", self.message());
        show("details", self.details());
        show("flags", self.flags());
        show("call_id", self.call_id());
        show("status_reason", self.status_reason());
        show("time", self.time());
        show("context", self.context());
        show("api_domain", self.api_domain());
        show("reg_token", self.reg_token().map(|_| "…"));
        if let Some(version) = self.api_version {
            output.field("api_version", &version);
        }
        if let Some(status) = self.status_code {
            output.field("status_code", &status);
        }
        if !self.validation_errors.is_empty() {
            output.field("validation_errors", &self.validation_errors);
        }
        if !self.ignored_params.is_empty() {
            output.field("ignored_params", &self.ignored_params);
        }
        output.finish()
    }
}
