use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use core::error::Error;
use core::fmt;

use super::Envelope;
use super::position::{Position, message, path};
use super::quote::quote;
use crate::Remedy;

/// A body of Gigya that does not fit the payload's type.
///
/// As large as a pointer. `{}` is one line that is [safe to log](super#logs): where, and the `callId`.
/// `{:#}` adds what `serde_json` says and the path, which may quote the body.
///
/// ```
/// use gigya_codes::json;
///
/// #[derive(Debug, serde::Deserialize)]
/// struct Login {
///     #[serde(rename = "sessionInfo")]
///     session_info: Session,
/// }
///
/// #[derive(Debug, serde::Deserialize)]
/// struct Session {
///     expires_in: u32,
/// }
///
/// let body = br#"{"errorCode": 0, "callId": "5f3e1c", "sessionInfo": {"expires_in": "3600"}}"#;
/// let error = json::from_http::<Login>(200_u16, body).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "the payload does not fit at line 1 column 73 (callId 5f3e1c)",
/// );
/// assert_eq!(
///     format!("{error:#}"),
///     r#"the payload does not fit at line 1 column 73 (callId 5f3e1c): "#.to_owned()
///         + r#""sessionInfo.expires_in", "invalid type: string \"3600\", expected u32""#,
/// );
/// ```
pub struct PayloadError(Box<Inner>);

struct Inner {
    envelope: Envelope<'static>,
    path: String,
    line: usize,
    column: usize,
    /// What `serde_json` says, which may quote a secret.
    message: String,
}

impl PayloadError {
    pub(super) fn new(
        envelope: Envelope<'_>,
        error: &serde_json::Error,
        object: &str,
        body: &str,
    ) -> Self {
        let position = Position::of(error, object, body);
        Self(Box::new(Inner {
            envelope: envelope.into_owned(),
            path: path(object, position.end),
            line: position.line,
            column: position.column,
            message: message(error),
        }))
    }

    /// [`FixRequest`](Remedy::FixRequest): the calling program is wrong about the body.
    #[must_use]
    pub fn remedy(&self) -> Remedy {
        Remedy::FixRequest
    }

    /// False: the call has been answered, and another answer would not fit either.
    #[must_use]
    pub fn may_repeat(&self, _is_idempotent: bool) -> bool {
        false
    }

    /// True: the call has been done.
    #[must_use]
    pub fn may_have_taken_effect(&self) -> bool {
        true
    }

    /// A label for metrics: `payload`.
    #[must_use]
    pub fn label(&self) -> &'static str {
        "payload"
    }

    /// The metadata: Gigya has answered, although the payload does not fit.
    #[must_use]
    pub fn envelope(&self) -> &Envelope<'static> {
        &self.0.envelope
    }

    /// Which part of the body does not fit, such as `results[3].profile.age`; empty if it is the
    /// body itself.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }
}

/// See [`PayloadError`].
impl fmt::Display for PayloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { line, column, .. } = *self.0;
        let what = format!("the payload does not fit at line {line} column {column}");
        let mut text = super::line(&what, self.envelope().safe_call_id());
        if f.alternate() {
            let path = Some(self.path()).filter(|path| !path.is_empty());
            let texts = path.into_iter().chain([&*self.0.message]);
            super::append(&mut text, ": ", texts.map(quote));
        }
        f.pad(&text)
    }
}

/// As safe to log as `{}`.
impl fmt::Debug for PayloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PayloadError({self})")
    }
}

impl Error for PayloadError {}
