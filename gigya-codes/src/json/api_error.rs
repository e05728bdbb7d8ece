use alloc::boxed::Box;
use alloc::vec::Vec;
use core::error::Error;
use core::fmt;

use serde_core::de::Deserialize;

use super::quote::quote;
use super::{Envelope, PayloadError, RegToken, ValidationError};
use crate::{Interruption, Remedy, ResponseCode};

/// Gigya answered with a code that needs something to be done.
///
/// As large as a pointer. It owns its texts, and the body.
///
/// `{}` is one line that is [safe to log](super#logs): the code and the `callId`. `{:#}` adds what the
/// server says, between quotation marks: the `error` of `OAuth2`, the details or else the message, and
/// the names of the wrong fields.
///
/// ```
/// use gigya_codes::{Interruption, Remedy, json};
///
/// let body = br#"{
///     "callId": "5f3e1c", "errorCode": 206001, "errorMessage": "Account Pending Registration",
///     "errorDetails": "Missing required fields", "regToken": "st2.s.AcbH", "isNewUser": true
/// }"#;
/// let Err(json::Error::Api(error)) = json::from_http::<()>(200_u16, body) else { panic!() };
/// println!("{error}"); // 206001 Account pending registration (callId 5f3e1c)
/// assert_eq!(error.remedy(), Remedy::ResumeFlow);
/// let (step, token) = error.interruption().unwrap();
/// assert_eq!(step, Interruption::CompleteProfile);
/// assert_eq!(token.unwrap().expose_secret(), "st2.s.AcbH");
/// ```
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

    /// The code: any but success and 200008.
    ///
    /// [`MISSING_ERROR_CODE`](ResponseCode::MISSING_ERROR_CODE) if the body has the shape of
    /// `OAuth2`, with a text and no number. Gigya documents it as the code "returned when there is no
    /// other specific errorCode".
    #[must_use]
    pub fn code(&self) -> ResponseCode {
        let code = self.envelope.code();
        code.unwrap_or(ResponseCode::MISSING_ERROR_CODE)
    }

    /// What to do next, in the opinion of this crate. The body can sharpen the code's own
    /// [`remedy`](ResponseCode::remedy):
    ///
    /// * a step that [`interruption`](Self::interruption) rules out for lack of a token is
    ///   [`CorrectInput`](Remedy::CorrectInput);
    /// * [`Reroute`](Remedy::Reroute) without an [`api_domain`](Envelope::api_domain) to go to is
    ///   [`FixSetup`](Remedy::FixSetup);
    /// * 400006 with the flag `missingKey` is [`Renew`](Remedy::Renew): get new ids (`gmid`, `ucid`)
    ///   from `socialize.getIDs`, as SAP's mobile SDKs do.
    #[must_use]
    pub fn remedy(&self) -> Remedy {
        match self.code().remedy() {
            Remedy::ResumeFlow if self.interruption().is_none() => Remedy::CorrectInput,
            Remedy::Reroute if self.envelope.api_domain().is_none() => Remedy::FixSetup,
            Remedy::ReadDetails
                if self.code() == ResponseCode::INVALID_PARAMETER_VALUE
                    && self.envelope.flags() == Some("missingKey") =>
            {
                Remedy::Renew
            }
            remedy => remedy,
        }
    }

    /// The step that an interrupted login or registration waits for, and the token for it, if the
    /// body has one.
    ///
    /// Linking accounts takes a token. Without one, as at a registration, the identifier is taken:
    /// there is no step, and the user must choose another identifier.
    #[must_use]
    pub fn interruption(&self) -> Option<(Interruption, Option<RegToken<'_>>)> {
        match (self.code().interruption()?, self.envelope.reg_token()) {
            (Interruption::LinkAccounts, None) => None,
            step => Some(step),
        }
    }

    /// See [`Remedy::may_repeat`].
    #[must_use]
    pub fn may_repeat(&self, is_idempotent: bool) -> bool {
        self.remedy().may_repeat(is_idempotent)
    }

    /// See [`Remedy::may_have_taken_effect`].
    #[must_use]
    pub fn may_have_taken_effect(&self) -> bool {
        self.remedy().may_have_taken_effect()
    }

    /// A label for metrics: the name of the code's constant, or `unknown-code`.
    #[must_use]
    pub fn label(&self) -> &'static str {
        self.code().name().unwrap_or("unknown-code")
    }

    /// All of the metadata: the server's texts, and the wrong fields.
    #[must_use]
    pub fn envelope(&self) -> &Envelope<'static> {
        &self.envelope
    }

    /// Reads more from the body: errors, too, come with a payload.
    ///
    /// ```
    /// use gigya_codes::json;
    ///
    /// #[derive(serde::Deserialize)]
    /// struct Pending<'a> {
    ///     #[serde(rename = "UID")]
    ///     uid: &'a str,
    /// }
    ///
    /// let body = br#"{"errorCode": 206001, "regToken": "st2.s.AcbH", "UID": "a1"}"#;
    /// let Err(json::Error::Api(error)) = json::from_http::<()>(200_u16, body) else { panic!() };
    /// assert_eq!(error.read::<Pending>()?.uid, "a1");
    /// # Ok::<(), json::PayloadError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the body does not fit `T`.
    pub fn read<'a, T: Deserialize<'a>>(&'a self) -> Result<T, PayloadError> {
        let body = self.envelope.start();
        serde_json::from_str(body)
            .map_err(|error| PayloadError::new(self.envelope().clone(), &error, body, body))
    }
}

/// See [`ApiError`].
impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let envelope = self.envelope();
        let mut line = super::line(&self.code(), envelope.safe_call_id());
        if f.alternate() {
            let text = [envelope.details(), envelope.message()];
            let text = text.into_iter().flatten().find(|text| !text.is_empty());
            let texts = envelope.oauth_error().into_iter().chain(text);
            super::append(&mut line, ": ", texts.map(quote));
            let errors = envelope.validation_errors().iter();
            let names: Vec<_> = errors.filter_map(ValidationError::field_name).collect();
            let shown = names.iter().take(MOST_NAMES).map(|name| quote(name));
            super::append(&mut line, "; fields: ", shown);
            if names.len() > MOST_NAMES {
                line += ", …";
            }
        }
        f.pad(&line)
    }
}

/// How many names of fields a line has.
const MOST_NAMES: usize = 8;

/// As safe to log as `{}`.
impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ApiError({self})")
    }
}

impl Error for ApiError {}
