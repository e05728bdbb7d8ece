//! What a response body says about the call, beside the payload.

mod entry;
mod failure;
mod field;
mod lenient;
mod read;
mod texts;

use alloc::vec::Vec;
use core::fmt;

pub use entry::{IgnoredParam, ValidationError};
pub(crate) use field::Field;
#[cfg(feature = "json")]
pub(crate) use lenient::Lenient;
#[cfg(feature = "json")]
pub(crate) use read::FieldOf;

use self::failure::Failure;
use self::texts::Texts;
use crate::ResponseCode;
use crate::one_line::OneLine;

/// The metadata of a response: the fields that Gigya puts at the top level of a JSON body, next to
/// the payload.
///
/// Texts without escapes borrow from the body, and cost no allocation.
/// [`into_owned`](Self::into_owned) makes it own them.
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
/// * If a field is there twice, its last value counts, as in JavaScript. Two values of `errorCode`
///   are an error: a program must not have to guess which of them is meant.
/// * Fields that are not metadata are skipped. To keep them, flatten an envelope into a type with a
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
/// [`Debug`] does not show [`reg_token`](Self::reg_token), even where it occurs in another text as it was
/// sent, nor what looks like a token. Of a long text and of a long list it shows the start, so that it is
/// never longer than 16 KiB.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Envelope<'a> {
    code: Option<ResponseCode>,
    texts: Texts<'a>,
    api_version: Option<u32>,
    status_code: Option<u32>,
    validation_errors: Vec<ValidationError<'a>>,
    ignored_params: Vec<IgnoredParam<'a>>,
    error: Failure<'a>,
    has_errors: bool,
}

impl Envelope<'_> {
    /// `errorCode`. A body without it reports [`SUCCESS`](ResponseCode::SUCCESS), unless it says in
    /// another way that it failed:
    ///
    /// * `OAuth2` endpoints put the code into `error`, or into the query of `error_uri` as
    ///   `error_code`.
    /// * If `error` is a text such as `invalid_request`, the code is
    ///   [`MISSING_ERROR_CODE`](ResponseCode::MISSING_ERROR_CODE), which Gigya documents as the one
    ///   "returned when there is no other specific errorCode", and
    ///   [`oauth_error`](Self::oauth_error) has the text.
    /// * The code is the same if `error` or `errors` is something else, other than `null`, `false`, 0,
    ///   `"0"`, `""` and `[]`, or if `statusCode` is an integer of 400 or more. Proxies write such
    ///   bodies; Gigya does not.
    #[must_use]
    pub fn code(&self) -> ResponseCode {
        self.sent_code().unwrap_or_else(|| {
            if self.is_foreign_failure() || self.oauth_error().is_some() {
                ResponseCode::MISSING_ERROR_CODE
            } else {
                ResponseCode::SUCCESS
            }
        })
    }

    /// The code in `errorCode`, `error` or `error_uri`.
    pub(crate) fn sent_code(&self) -> Option<ResponseCode> {
        let in_error = || match self.error {
            Failure::Code(code) => Some(code),
            _ => None,
        };
        let in_uri = || ResponseCode::from_digits(self.in_error_uri("error_code")?);
        let sent = self.code.or_else(in_error);
        sent.or_else(|| in_uri().filter(|code| !code.is_success()))
    }

    /// Whether the body has no code, but says that something failed in a way that Gigya does not use.
    pub(crate) fn is_foreign_failure(&self) -> bool {
        let has_failed = match self.error {
            Failure::None => {
                self.has_errors || self.status_code.is_some_and(|status| status >= 400)
            }
            Failure::Code(_) | Failure::Text(_) => false,
            Failure::Other => true,
        };
        has_failed && self.sent_code().is_none()
    }

    /// A parameter of the query of `error_uri`.
    fn in_error_uri(&self, name: &str) -> Option<&str> {
        let (_, query) = self.texts.get(Field::OauthUri)?.split_once('?')?;
        let mut parameters = query.split(['&', '#']);
        parameters.find_map(|parameter| parameter.strip_prefix(name)?.strip_prefix('='))
    }

    /// `errorMessage`: a few words for people. Servers word it differently from Gigya's page.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.texts.get(Field::Message)
    }

    /// `errorDetails`, or else the `error_description` of `OAuth2`: as a rule the most useful text.
    ///
    /// As it was sent: it may hold line breaks and HTML entities, such as `&#39;`; so may
    /// [`context`](Self::context). To show it to a person, decode the entities, as the crate
    /// `html-escape` does, then escape the text for the place where it goes. Never put it into a page
    /// as it is: nothing promises that it is escaped.
    ///
    /// It is for people. The details of 206001 may name fields, as in `Missing required fields for
    /// registration: profile.zip`, but no method here returns them: servers word, order and shorten
    /// such a text as they like, and a form that lacks one of the fields never completes the
    /// registration. Ask for the required fields by `accounts.getSchema`, or read
    /// [`validation_errors`](Self::validation_errors) where they name fields.
    #[must_use]
    pub fn details(&self) -> Option<&str> {
        let description = || self.texts.get(Field::OauthDescription);
        self.texts.get(Field::Details).or_else(description)
    }

    /// `errorFlags`, such as `missingKey`.
    #[must_use]
    pub fn flags(&self) -> Option<&str> {
        self.texts.get(Field::Flags)
    }

    /// `callId`: what SAP's support asks for. 32 hexadecimal digits as a rule.
    #[must_use]
    pub fn call_id(&self) -> Option<&str> {
        let in_uri = || self.in_error_uri("callId");
        self.texts.get(Field::CallId).or_else(in_uri)
    }

    /// `apiVersion`.
    #[must_use]
    pub fn api_version(&self) -> Option<u32> {
        self.api_version
    }

    /// `statusCode`: like an HTTP status, and in nearly every body the first three digits of the
    /// code, or 200 for success.
    ///
    /// It is not the status of the HTTP response: 206001 comes with 206. It matters only
    /// in a body without a code; see [`code`](Self::code).
    #[must_use]
    pub fn status_code(&self) -> Option<u16> {
        self.status_code?.try_into().ok()
    }

    /// [`status_code`](Self::status_code) in the type of the `http` crate; `None` also for a number
    /// that is not an HTTP status.
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
        http::StatusCode::from_u16(self.status_code()?).ok()
    }

    /// `statusReason`, such as `Forbidden`.
    #[must_use]
    pub fn status_reason(&self) -> Option<&str> {
        self.texts.get(Field::StatusReason)
    }

    /// `time`: when the server answered, as `YYYY-MM-DDTHH:MM:SS.mmmZ`.
    #[must_use]
    pub fn time(&self) -> Option<&str> {
        self.texts.get(Field::Time)
    }

    /// `context`: what the request passed in, if that was a text.
    ///
    /// An object is not kept here. Read it as a field of the payload, in the type that was sent.
    #[must_use]
    pub fn context(&self) -> Option<&str> {
        self.texts.get(Field::Context)
    }

    /// `validationErrors`: which fields of the request were wrong, and why. Comes with 400009,
    /// 206001 and others.
    #[must_use]
    pub fn validation_errors(&self) -> &[ValidationError<'_>] {
        &self.validation_errors
    }

    /// `ignoredParams`: parameters of the request that the server ignored, on success as well.
    #[must_use]
    pub fn ignored_params(&self) -> &[IgnoredParam<'_>] {
        &self.ignored_params
    }

    /// `regToken`: the key to go on with an interrupted login or registration, as for 206001.
    ///
    /// A secret: whoever has it can finish the flow. Keep it out of logs.
    #[must_use]
    pub fn reg_token(&self) -> Option<&str> {
        self.texts.get(Field::RegToken)
    }

    /// `apiDomain`: comes with 301001, and is the data center to repeat the request against.
    #[must_use]
    pub fn api_domain(&self) -> Option<&str> {
        self.texts.get(Field::ApiDomain)
    }

    /// The `error` of a body in the shape of `OAuth2`, if that is a text, such as `invalid_grant`.
    #[must_use]
    pub fn oauth_error(&self) -> Option<&str> {
        match &self.error {
            Failure::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The same envelope with texts of its own, so that it may outlive the body.
    #[must_use]
    pub fn into_owned(self) -> Envelope<'static> {
        self.into_owned_after("")
    }

    /// The same envelope with texts of its own, in one allocation that begins with `start`, which
    /// [`start`](Self::start) returns.
    pub(crate) fn into_owned_after(self, start: &str) -> Envelope<'static> {
        let errors = self.validation_errors.into_iter();
        let ignored = self.ignored_params.into_iter();
        Envelope {
            code: self.code,
            texts: self.texts.into_owned(start),
            api_version: self.api_version,
            status_code: self.status_code,
            validation_errors: errors.map(ValidationError::into_owned).collect(),
            ignored_params: ignored.map(IgnoredParam::into_owned).collect(),
            error: self.error.into_owned(),
            has_errors: self.has_errors,
        }
    }

    #[cfg(feature = "json")]
    pub(crate) fn start(&self) -> &str {
        self.texts.start()
    }

    /// A text of this body, made fit for a log.
    pub(crate) fn line<'s>(&'s self, text: &'s str) -> OneLine<'s> {
        OneLine::new(text, self.reg_token())
    }
}

/// How many entries of a list [`Debug`] shows.
const MOST_SHOWN: usize = 4;

/// Shows the fields that the body has; see [Secrets](Self#secrets).
impl fmt::Debug for Envelope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut output = f.debug_struct("Envelope");
        let error = self.oauth_error();
        // Without a code of its own, the text is what the server sent.
        if self.sent_code().is_some() || error.is_none() {
            output.field("errorCode", &self.code());
        }
        if let Some(error) = error {
            output.field("error", &self.line(error));
        }
        for (&field, name) in Field::TEXTS.iter().zip(Field::NAMES) {
            if let Some(text) = self.texts.get(field) {
                output.field(name, &self.line(text));
            }
        }
        if let Some(version) = self.api_version {
            output.field("apiVersion", &version);
        }
        if let Some(status) = self.status_code {
            output.field("statusCode", &status);
        }
        let secret = self.reg_token();
        let errors = self.validation_errors.iter();
        let errors = errors.map(|error| error.shown(secret));
        show_list(&mut output, "validationErrors", errors);
        let ignored = self.ignored_params.iter();
        let ignored = ignored.map(|param| param.shown(secret));
        show_list(&mut output, "ignoredParams", ignored);
        output.finish()
    }
}

fn show_list(
    output: &mut fmt::DebugStruct<'_, '_>,
    name: &str,
    entries: impl ExactSizeIterator<Item = impl fmt::Debug>,
) {
    let len = entries.len();
    let shown: Vec<_> = entries.take(MOST_SHOWN).collect();
    if len > shown.len() {
        output.field(name, &format_args!("{shown:?} of {len}"));
    } else if len > 0 {
        output.field(name, &shown);
    }
}
