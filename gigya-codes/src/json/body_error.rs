use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString};
use core::error::Error;
use core::fmt;
use core::str::Utf8Error;

use serde_core::de::IgnoredAny;
use serde_json::error::Category;

use super::position::{Position, message};
use crate::Remedy;
use crate::one_line::OneLine;

/// A body that is not Gigya's, or not whole.
///
/// As large as a pointer. [`Display`](fmt::Display) is one line for a log. It says of which kind the
/// body is and how long, but does not quote it, as it may hold a secret. The title of an HTML page
/// is shown.
///
/// ```
/// use gigya_codes::json::{self, BodyErrorKind};
/// use serde_json::Value;
///
/// let body = "<html>\r\n<head><title>502 Bad Gateway</title></head>";
/// let json::Error::Body(error) = json::from_str::<Value>(body).unwrap_err() else { panic!() };
/// assert_eq!(error.kind(), BodyErrorKind::Html);
/// assert_eq!(error.to_string(), "the body is HTML (51 bytes): 502 Bad Gateway");
/// ```
#[derive(Clone, Debug)]
pub struct BodyError(Box<Inner>);

/// All of it may be shown in a log.
#[derive(Clone, Debug)]
struct Inner {
    kind: BodyErrorKind,
    len: usize,
    /// What the parser says, if it was asked.
    reason: Option<String>,
    title: Option<String>,
}

/// What is wrong with a body.
///
/// Whatever it is, Gigya's answer was not read, and the call may have taken effect all the same: a
/// gateway's 502 or 504 may come after a call that went through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BodyErrorKind {
    /// There is nothing, or nothing but white space.
    Empty,
    /// HTML: as a rule from a gateway that did not get an answer from Gigya.
    Html,
    /// XML: what Gigya answers to a request with `format=xml`.
    ///
    /// Its `<errorCode>` is not read. It takes a parser to tell it from an `<errorCode>` in the
    /// payload or in `<validationErrors>`, and whatever it says, there is one thing to do about a
    /// body of which no payload can be read: ask for `format=json`.
    Xml,
    /// The beginning of JSON: the connection ended early, say.
    CutShort,
    /// JSON, but not an object.
    NotAnObject,
    /// Any other text.
    NotJson,
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// A JSON object whose `errorCode` is there twice, or is neither a number that fits a
    /// [`ResponseCode`](crate::ResponseCode) nor a string of digits.
    ErrorCode,
    /// A JSON object without a code that says in another way that something failed: in `error`,
    /// `errors`, or a `statusCode` of 400 or more.
    ///
    /// Proxies and other services write it. See [`Envelope::code`](crate::Envelope::code).
    OtherFailure,
}

impl BodyErrorKind {
    /// What to do next, in the opinion of this crate.
    ///
    /// * [`RetryIfIdempotent`](Remedy::RetryIfIdempotent) for [`Empty`](Self::Empty),
    ///   [`Html`](Self::Html) and [`CutShort`](Self::CutShort): another attempt may be answered in
    ///   full, but none of them proves that the first had no effect.
    /// * [`FixRequest`](Remedy::FixRequest) for [`Xml`](Self::Xml): ask for `format=json`.
    /// * [`Unreviewed`](Remedy::Unreviewed) for the others: a program that does not know who
    ///   answered should not repeat the request by itself.
    #[must_use]
    pub const fn remedy(self) -> Remedy {
        match self {
            Self::Empty | Self::Html | Self::CutShort => Remedy::RetryIfIdempotent,
            Self::Xml => Remedy::FixRequest,
            _ => Remedy::Unreviewed,
        }
    }
}

impl BodyError {
    pub(super) fn new(kind: BodyErrorKind, reason: Option<String>, body: &str) -> Self {
        Self(Box::new(Inner {
            kind,
            len: body.len(),
            reason,
            title: title(body).filter(|_| kind == BodyErrorKind::Html),
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

    /// A body that the parser rejects.
    pub(super) fn unreadable(error: &serde_json::Error, text: &str, body: &str) -> Self {
        let Position { line, column, .. } = Position::of(error, text, body);
        let message = message(error);
        let place = format!("{message} at line {line} column {column}");
        let (kind, reason) = match error.classify() {
            // Only the code is checked beyond JSON's grammar.
            Category::Data => (BodyErrorKind::ErrorCode, message),
            Category::Eof => (BodyErrorKind::CutShort, place),
            _ if message == "invalid number" && ends_in_a_number(text) => {
                (BodyErrorKind::CutShort, place)
            }
            Category::Syntax | Category::Io => (BodyErrorKind::NotJson, place),
        };
        Self::new(kind, Some(reason), body)
    }

    pub(super) fn not_utf8(body: &[u8], error: Utf8Error) -> Self {
        // The start shows the kind. All of it could take three times the memory of the body.
        let start = String::from_utf8_lossy(body.get(..4096).unwrap_or(body));
        let kind = match markup(start.trim()) {
            Some(kind) => kind,
            // The last character is incomplete, and so is the body.
            None if error.error_len().is_none() => BodyErrorKind::CutShort,
            None => BodyErrorKind::NotUtf8,
        };
        let reason = format!("UTF-8 ends after {} bytes", error.valid_up_to());
        let mut error = Self::new(kind, Some(reason), &start);
        error.0.len = body.len();
        error
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> BodyErrorKind {
        self.0.kind
    }

    /// The title of an HTML page, such as `502 Bad Gateway`: short, escaped, and without what looks
    /// like a token.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.0.title.as_deref()
    }

    /// What to do next, in the opinion of this crate: see [`BodyErrorKind::remedy`].
    #[must_use]
    pub fn remedy(&self) -> Remedy {
        self.kind().remedy()
    }
}

/// Whether the text ends in the middle of a number: one more digit makes it valid so far.
fn ends_in_a_number(text: &str) -> bool {
    let longer = format!("{text}0");
    serde_json::from_str::<IgnoredAny>(&longer).map_or_else(|error| error.is_eof(), |_| true)
}

/// HTML or XML, by the first element.
fn markup(text: &str) -> Option<BodyErrorKind> {
    const HTML: [&str; 7] = [
        "!doctype html",
        "html",
        "head",
        "body",
        "title",
        "center",
        "h1",
    ];
    let start: String = text.strip_prefix('<')?.chars().take(1024).collect();
    let start = start.to_ascii_lowercase();
    let is_html = |tag: &str| HTML.iter().any(|name| tag.starts_with(name));
    let mut tags = start.split('<');
    match tags.find(|tag| is_html(tag) || !tag.starts_with(['?', '!'])) {
        Some(tag) if is_html(tag) => Some(BodyErrorKind::Html),
        _ => Some(BodyErrorKind::Xml),
    }
}

/// What the page's `<title>` says.
fn title(html: &str) -> Option<String> {
    let start = html.to_ascii_lowercase().find("<title")?;
    let (_, title) = html.get(start..)?.split_once('>')?;
    let title = title.split('<').next().unwrap_or_default().trim();
    Some(OneLine::new(title, None).to_string())
}

/// See [`BodyError`]: one line, without what may be a secret.
impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind() {
            BodyErrorKind::Empty => "the body is empty",
            BodyErrorKind::Html => "the body is HTML",
            BodyErrorKind::Xml => "the body is XML",
            BodyErrorKind::CutShort => "the body is cut short",
            BodyErrorKind::NotAnObject => "the body is JSON, but not an object",
            BodyErrorKind::NotJson => "the body is not JSON",
            BodyErrorKind::NotUtf8 => "the body is not UTF-8",
            BodyErrorKind::ErrorCode => "the body's `errorCode` is not a response code",
            BodyErrorKind::OtherFailure => "the body reports a failure without an `errorCode`",
        };
        let mut line = format!("{what} ({} bytes", self.0.len);
        if let Some(reason) = &self.0.reason {
            line += &format!("; {reason}");
        }
        line += ")";
        if let Some(title) = self.title() {
            line += &format!(": {title}");
        }
        f.pad(&line)
    }
}

impl Error for BodyError {}
