use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString};
use core::error::Error;
use core::fmt;
use core::str::Utf8Error;

use serde_core::de::IgnoredAny;
use serde_json::error::Category;

use super::position::{Position, message};
use super::quote::quote;
use crate::Remedy;
use crate::label::labels;

/// A body that is not Gigya's, or not whole, or proves nothing.
///
/// As large as a pointer. `{}` is one line that is [safe to log](super#logs): the kind, the status,
/// the length, and where the parser stopped. `{:#}` adds the title of an HTML page and what the parser
/// says.
///
/// ```
/// use gigya_codes::json::{self, BodyErrorKind};
///
/// let body = b"<html>\r\n<head><title>502 Bad Gateway</title></head>";
/// let Err(json::Error::Body(error)) = json::from_http::<()>(502_u16, body) else { panic!() };
/// assert_eq!(error.kind(), BodyErrorKind::Html);
/// assert_eq!(error.to_string(), "the body is HTML (HTTP 502, 51 bytes)");
/// assert_eq!(
///     format!("{error:#}"),
///     r#"the body is HTML (HTTP 502, 51 bytes): "502 Bad Gateway""#
/// );
/// ```
pub struct BodyError(Box<Inner>);

struct Inner {
    kind: BodyErrorKind,
    status: Option<u16>,
    len: usize,
    /// Line and column, from 1.
    place: Option<(usize, usize)>,
    /// What the parser says, if it was asked.
    reason: Option<String>,
    title: Option<String>,
}

/// What is wrong with a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BodyErrorKind {
    /// There is nothing, or nothing but white space. With HTTP status 204, too.
    Empty,
    /// HTML: usually from a gateway that did not get an answer from Gigya.
    Html,
    /// XML of Gigya: what it answers to a request with `format=xml`.
    ///
    /// Its `<errorCode>` is not read: ask for `format=json`.
    GigyaXml,
    /// Other XML, such as that of a storage service or a firewall.
    Xml,
    /// The beginning of JSON: the connection ended early, say.
    CutShort,
    /// JSON, but not an object.
    NotAnObject,
    /// Any other text.
    NotJson,
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// A JSON object whose `errorCode` is there twice, or is not a number that fits a
    /// [`ResponseCode`](crate::ResponseCode) or a string of digits.
    ErrorCode,
    /// A JSON object without a code that says in another way that something failed: in `error`,
    /// `errors`, `errorMessage`, `errorDetails`, `error_description`, `validationErrors`, a code whose
    /// name is not quite `errorCode` (`ErrorCode`, `error_code`), a `statusCode` of 400 or more, or a
    /// `success` that is `false`.
    ///
    /// Proxies and other services write it.
    OtherFailure,
    /// A JSON object without a code, and no HTTP status says that the call succeeded.
    NoCode,
}

labels!(BodyErrorKind {
    Empty = "empty",
    Html = "html",
    GigyaXml = "gigya-xml",
    Xml = "xml",
    CutShort = "cut-short",
    NotAnObject = "not-an-object",
    NotJson = "not-json",
    NotUtf8 = "not-utf8",
    ErrorCode = "error-code",
    OtherFailure = "other-failure",
    NoCode = "no-code",
});

impl BodyError {
    pub(super) fn new(kind: BodyErrorKind, body: &str) -> Self {
        Self(Box::new(Inner {
            kind,
            status: None,
            len: body.len(),
            place: None,
            reason: None,
            title: title(body).filter(|_| kind == BodyErrorKind::Html),
        }))
    }

    /// The same error of a response with an HTTP status.
    pub(super) fn with_status(mut self, status: Option<u16>) -> Self {
        self.0.status = status;
        self
    }

    /// A body whose text, white space aside, does not lead to an object.
    pub(super) fn no_object(text: &str, body: &str) -> Self {
        if let Some(kind) = markup(text) {
            return Self::new(kind, body);
        }
        match serde_json::from_str::<IgnoredAny>(text) {
            _ if text.is_empty() => Self::new(BodyErrorKind::Empty, body),
            Ok(IgnoredAny) => Self::new(BodyErrorKind::NotAnObject, body),
            Err(error) => Self::unreadable(&error, text, body),
        }
    }

    /// A body that the parser rejects.
    pub(super) fn unreadable(error: &serde_json::Error, text: &str, body: &str) -> Self {
        let Position { line, column, .. } = Position::of(error, text, body);
        let reason = message(error);
        let kind = match error.classify() {
            // Only the code is checked beyond JSON's grammar.
            Category::Data => BodyErrorKind::ErrorCode,
            Category::Eof => BodyErrorKind::CutShort,
            _ if reason == "invalid number" && ends_in_a_number(text) => BodyErrorKind::CutShort,
            Category::Syntax | Category::Io => BodyErrorKind::NotJson,
        };
        let mut this = Self::new(kind, body);
        // A code can be found to be wrong before or after its own place.
        this.0.place = (kind != BodyErrorKind::ErrorCode).then_some((line, column));
        this.0.reason = Some(reason);
        this
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
        let mut this = Self::new(kind, &start);
        this.0.len = body.len();
        this.0.reason = Some(error.to_string());
        this
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> BodyErrorKind {
        self.0.kind
    }

    /// What to do next, in the opinion of this crate. A known HTTP status decides before the kind
    /// does:
    ///
    /// | HTTP status | kind | remedy |
    /// |---|---|---|
    /// | 500, 502, 503, 504 | any | [`RetryIfIdempotent`](Remedy::RetryIfIdempotent) |
    /// | 429 | any | [`Wait`](Remedy::Wait) |
    /// | another that is not 2xx | any | [`Unreviewed`](Remedy::Unreviewed), for a person to look at |
    /// | 2xx, or not known | [`Empty`](BodyErrorKind::Empty), [`Html`](BodyErrorKind::Html), [`CutShort`](BodyErrorKind::CutShort) | [`RetryIfIdempotent`](Remedy::RetryIfIdempotent): another attempt may be answered in full |
    /// | 2xx, or not known | [`GigyaXml`](BodyErrorKind::GigyaXml) | [`FixRequest`](Remedy::FixRequest): ask for `format=json` |
    /// | 2xx, or not known | any other | [`Unreviewed`](Remedy::Unreviewed): who answered is not known |
    #[must_use]
    pub fn remedy(&self) -> Remedy {
        match (self.0.status, self.kind()) {
            (Some(500 | 502..=504), _) => Remedy::RetryIfIdempotent,
            (Some(429), _) => Remedy::Wait,
            (Some(..200 | 300..), _) => Remedy::Unreviewed,
            (_, BodyErrorKind::Empty | BodyErrorKind::Html | BodyErrorKind::CutShort) => {
                Remedy::RetryIfIdempotent
            }
            (_, BodyErrorKind::GigyaXml) => Remedy::FixRequest,
            _ => Remedy::Unreviewed,
        }
    }

    /// See [`Remedy::may_repeat`].
    #[must_use]
    pub fn may_repeat(&self, is_idempotent: bool) -> bool {
        self.remedy().may_repeat(is_idempotent)
    }

    /// True: Gigya's answer was not read. A gateway's 502 or 504 may come after a call that went
    /// through.
    #[must_use]
    pub fn may_have_taken_effect(&self) -> bool {
        true
    }

    /// A label for metrics: that of the [`kind`](Self::kind).
    #[must_use]
    pub fn label(&self) -> &'static str {
        self.kind().as_str()
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
        _ if text.contains("<errorCode>") => Some(BodyErrorKind::GigyaXml),
        _ => Some(BodyErrorKind::Xml),
    }
}

/// What the page's `<title>` says.
fn title(html: &str) -> Option<String> {
    let start = html.to_ascii_lowercase().find("<title")?;
    let (_, title) = html.get(start..)?.split_once('>')?;
    let title = title.split('<').next().unwrap_or_default().trim();
    Some(title.to_string())
}

/// See [`BodyError`].
impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind() {
            BodyErrorKind::Empty => "the body is empty",
            BodyErrorKind::Html => "the body is HTML",
            BodyErrorKind::GigyaXml => "the body is XML: ask for `format=json`",
            BodyErrorKind::Xml => "the body is XML, but not Gigya's",
            BodyErrorKind::CutShort => "the body is cut short",
            BodyErrorKind::NotAnObject => "the body is JSON, but not an object",
            BodyErrorKind::NotJson => "the body is not JSON",
            BodyErrorKind::NotUtf8 => "the body is not UTF-8",
            BodyErrorKind::ErrorCode => "the body's `errorCode` is not a response code",
            BodyErrorKind::OtherFailure => "the body reports a failure without an `errorCode`",
            BodyErrorKind::NoCode => {
                "the body has no `errorCode`, and the HTTP status proves no success"
            }
        };
        let mut line = format!("{what} (");
        if let Some(status) = self.0.status {
            line += &format!("HTTP {status}, ");
        }
        line += &format!("{} bytes", self.0.len);
        if let Some((line_number, column)) = self.0.place {
            line += &format!(", line {line_number} column {column}");
        }
        line += ")";
        if f.alternate() {
            let texts = [&self.0.title, &self.0.reason].into_iter().flatten();
            super::append(&mut line, ": ", texts.map(|text| quote(text)));
        }
        f.pad(&line)
    }
}

/// As safe to log as `{}`.
impl fmt::Debug for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BodyError({self})")
    }
}

impl Error for BodyError {}
