//! Where in a body the JSON object is.

use super::BodyError;

/// The object, from its opening brace on, without what is wrapped around it: a byte order mark,
/// white space, a call of a JSONP callback.
///
/// The object begins with the first brace of the body, and need not be well-formed.
///
/// # Errors
///
/// When the body is something else.
pub(super) fn find(body: &str) -> Result<&str, BodyError> {
    let text = trim(body);
    if text.starts_with('{') {
        return Ok(text);
    }
    jsonp_argument(text)
        .filter(|argument| argument.starts_with('{'))
        .ok_or_else(|| BodyError::no_object(text, body))
}

fn trim(body: &str) -> &str {
    let body = body.trim_ascii();
    body.strip_prefix('\u{feff}').unwrap_or(body).trim_ascii()
}

/// `{...}` of `gigya.callback({...});`. A cut short body lacks the end.
fn jsonp_argument(text: &str) -> Option<&str> {
    // Some servers put an empty comment in front, against scripts that read the body as another
    // format.
    let text = text.strip_prefix("/**/").unwrap_or(text);
    let (callback, argument) = text.split_once('(')?;
    if !callback.chars().all(is_of_a_callback) {
        return None;
    }
    let argument = argument.strip_suffix(';').unwrap_or(argument).trim_ascii();
    let argument = argument.strip_suffix(')').unwrap_or(argument);
    Some(argument.trim_ascii())
}

/// A path of names and indices, such as `gigya._callbacks[7]`.
fn is_of_a_callback(c: char) -> bool {
    c.is_alphanumeric() || c.is_ascii_whitespace() || "_$.[]'\"-".contains(c)
}
