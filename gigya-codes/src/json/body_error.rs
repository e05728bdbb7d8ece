use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use core::error::Error;
use core::fmt;
use core::str::Utf8Error;

use serde_core::de::IgnoredAny;
use serde_json::error::Category;

use super::excerpt::excerpt;
use super::position::{Position, message};
use crate::one_line::OneLine;

/// A body that is not Gigya's, or not whole.
///
/// As large as a pointer. [`Display`](fmt::Display) is one line for a log.
///
/// ```
/// use gigya_codes::json::{self, BodyErrorKind};
/// use serde_json::Value;
///
/// let body = "<html>\r\n<head><title>502 Bad Gateway</title></head>";
/// let json::Error::Body(error) = json::from_str::<Value>(body).unwrap_err() else { panic!() };
/// assert_eq!(error.kind(), BodyErrorKind::Html);
/// assert_eq!(
///     error.to_string(),
///     "the body is HTML: <html> <head><title>502 Bad Gateway</title></head>",
/// );
/// ```
#[derive(Clone)]
pub struct BodyError(Box<Inner>);

#[derive(Clone)]
struct Inner {
    kind: BodyErrorKind,
    /// What the parser says, if it was asked.
    reason: Option<String>,
    excerpt: String,
}

/// What is wrong with a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BodyErrorKind {
    /// There is nothing, or nothing but white space.
    Empty,
    /// HTML: as a rule from a gateway that did not reach Gigya.
    Html,
    /// XML: what Gigya answers to a request with `format=xml`.
    Xml,
    /// The beginning of JSON: the connection ended early, say.
    CutShort,
    /// JSON, but no object.
    NotAnObject,
    /// Any other text.
    NotJson,
    /// Bytes that are no UTF-8.
    NotUtf8,
    /// A JSON object whose `errorCode` is neither a number that fits a
    /// [`ResponseCode`](crate::ResponseCode) nor a string of digits.
    ErrorCode,
}

impl BodyError {
    fn new(kind: BodyErrorKind, reason: Option<String>, body: &str) -> Self {
        let excerpt = match kind {
            // Its text is not in strings, so there is no telling what may be shown of it.
            BodyErrorKind::Xml => excerpt(body.split_inclusive('>').next().unwrap_or_default()),
            _ => excerpt(body),
        };
        Self(Box::new(Inner {
            kind,
            reason,
            excerpt,
        }))
    }

    /// A body whose text, white space aside, does not lead to an object.
    pub(super) fn no_object(text: &str, body: &str) -> Self {
        if let Some(kind) = markup(text) {
            return Self::new(kind, None, body);
        }
        match serde_json::from_str::<IgnoredAny>(text) {
            _ if text.is_empty() => Self::new(BodyErrorKind::Empty, None, body),
            Ok(IgnoredAny) => Self::new(BodyErrorKind::NotAnObject, None, body),
            Err(error) => Self::unreadable(&error, text, body),
        }
    }

    /// A body with a part that the parser found fault with.
    pub(super) fn unreadable(error: &serde_json::Error, text: &str, body: &str) -> Self {
        let Position { line, column, .. } = Position::of(error, text, body);
        let message = message(error);
        let place = format!("{message} at line {line} column {column}");
        match error.classify() {
            // Nothing else of a body is looked into.
            Category::Data => Self::new(BodyErrorKind::ErrorCode, Some(message), body),
            Category::Eof => Self::new(BodyErrorKind::CutShort, Some(place), body),
            Category::Syntax | Category::Io => Self::new(BodyErrorKind::NotJson, Some(place), body),
        }
    }

    pub(super) fn not_utf8(body: &[u8], error: Utf8Error) -> Self {
        let text = String::from_utf8_lossy(body);
        let text = text.trim();
        let kind = match markup(text) {
            Some(kind) => kind,
            // The end is missing from a character, and so from the body.
            None if error.error_len().is_none() => BodyErrorKind::CutShort,
            None => BodyErrorKind::NotUtf8,
        };
        let reason = format!("UTF-8 ends after {} bytes", error.valid_up_to());
        Self::new(kind, Some(reason), text)
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> BodyErrorKind {
        self.0.kind
    }

    /// How the body begins: short, escaped, and without what may be a secret.
    #[must_use]
    pub fn excerpt(&self) -> &str {
        &self.0.excerpt
    }
}

fn markup(text: &str) -> Option<BodyErrorKind> {
    match text.strip_prefix('<')? {
        xml if xml.starts_with("?xml") && !declares_html(xml) => Some(BodyErrorKind::Xml),
        _ => Some(BodyErrorKind::Html),
    }
}

/// XHTML begins as XML does, and is what some gateways send.
fn declares_html(xml: &str) -> bool {
    const DOCTYPE: &str = "!DOCTYPE html";
    xml.split('<')
        .take(3)
        .filter_map(|tag| tag.get(..DOCTYPE.len()))
        .any(|start| start.eq_ignore_ascii_case(DOCTYPE))
}

/// See [`BodyError`]: one line, without what may be a secret.
impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind() {
            BodyErrorKind::Empty => "the body is empty",
            BodyErrorKind::Html => "the body is HTML",
            BodyErrorKind::Xml => "the body is XML",
            BodyErrorKind::CutShort => "the body is cut short",
            BodyErrorKind::NotAnObject => "the body is JSON, but no object",
            BodyErrorKind::NotJson => "the body is not JSON",
            BodyErrorKind::NotUtf8 => "the body is not UTF-8",
            BodyErrorKind::ErrorCode => "the body's `errorCode` is no response code",
        })?;
        if let Some(reason) = &self.0.reason {
            write!(f, " ({})", OneLine(reason))?;
        }
        if !self.excerpt().is_empty() {
            // It is fit for a log already.
            write!(f, ": {}", self.excerpt())?;
        }
        Ok(())
    }
}

impl fmt::Debug for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodyError")
            .field("kind", &self.kind())
            .field("reason", &self.0.reason.as_deref().map(OneLine))
            .field("excerpt", &format_args!("\"{}\"", self.excerpt()))
            .finish()
    }
}

impl Error for BodyError {}
