use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use core::error::Error;
use core::fmt;

use super::position::{Position, message, path};
use crate::Envelope;

/// A body of Gigya that does not fit the payload's type.
///
/// As large as a pointer. [`Display`](fmt::Display) is one line for a log; it and [`Debug`] say of
/// which type a value is, but do not quote it, as it may be a token.
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
/// let body = r#"{"errorCode": 0, "callId": "5f3e1c", "sessionInfo": {"expires_in": "3600"}}"#;
/// let json::Error::Payload(error) = json::from_str::<Login>(body).unwrap_err() else { panic!() };
/// assert_eq!(
///     error.to_string(),
///     "the payload does not fit: invalid type: string, expected u32 \
///      at sessionInfo.expires_in, line 1 column 73 (callId 5f3e1c)",
/// );
/// ```
pub struct PayloadError(Box<Inner>);

struct Inner {
    envelope: Envelope<'static>,
    reason: Cow<'static, str>,
    path: String,
    line: usize,
    column: usize,
    error: serde_json::Error,
}

impl PayloadError {
    pub(super) fn new(
        envelope: Envelope<'_>,
        error: serde_json::Error,
        object: &str,
        body: &str,
    ) -> Self {
        let position = Position::of(&error, object, body);
        Self(Box::new(Inner {
            envelope: envelope.into_owned(),
            reason: reason(&error),
            path: path(object, position.end),
            line: position.line,
            column: position.column,
            error,
        }))
    }

    /// The metadata: the call has been answered all the same.
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

    /// The line of the body, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.0.line
    }

    /// The column of that line, in bytes, where the part that does not fit ends; from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.0.column
    }

    /// What `serde_json` says, which may quote a secret, and where, counted from the opening
    /// brace of the body.
    #[must_use]
    pub fn get_ref(&self) -> &serde_json::Error {
        &self.0.error
    }
}

/// What is wrong, without quoting the value.
pub(super) fn reason(error: &serde_json::Error) -> Cow<'static, str> {
    let message = message(error);
    // These say what the payload's type lacks, or what the parser cannot do.
    let quotes_no_value = ["missing field ", "duplicate field ", "invalid length "];
    if !error.is_data()
        || quotes_no_value
            .iter()
            .any(|start| message.starts_with(start))
    {
        return message.into();
    }
    // What was found comes before what was expected, and is between marks if it is a value.
    let quotes_a_value = ["invalid type: ", "invalid value: ", "unknown "];
    match message.rsplit_once(", expected ") {
        Some((found, expected)) if quotes_a_value.iter().any(|start| found.starts_with(start)) => {
            let kind: String = found.chars().take_while(|c| !"\"`".contains(*c)).collect();
            format!("{}, expected {expected}", kind.trim_end()).into()
        }
        _ => "refused by the payload's type".into(),
    }
}

/// See [`PayloadError`]: one line, without values.
impl fmt::Display for PayloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |text| self.envelope().line(text);
        let mut line = format!("the payload does not fit: {} at ", shown(&self.0.reason));
        if !self.path().is_empty() {
            line += &format!("{}, ", shown(self.path()));
        }
        line += &format!("line {} column {}", self.line(), self.column());
        if let Some(call_id) = self.envelope().call_id() {
            line += &format!(" (callId {})", shown(call_id));
        }
        f.pad(&line)
    }
}

/// Without values, too.
impl fmt::Debug for PayloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PayloadError")
            .field("reason", &self.envelope().line(&self.0.reason))
            .field("path", &self.envelope().line(self.path()))
            .field("line", &self.line())
            .field("column", &self.column())
            .field("envelope", self.envelope())
            .finish_non_exhaustive()
    }
}

impl Error for PayloadError {}
