//! Where in a body the JSON object is.

use super::BodyError;

/// The object, from its opening brace on, without what is wrapped around it: a byte order mark,
/// white space, a call of a JSONP callback.
///
/// It need not be well-formed.
///
/// # Errors
///
/// When the body is something else.
pub(super) fn find(body: &str) -> Result<&str, BodyError> {
    let text = trim(body);
    let object = if text.starts_with('{') {
        Some(text)
    } else {
        jsonp_argument(text).filter(|argument| argument.starts_with('{'))
    };
    object.ok_or_else(|| BodyError::no_object(text, body))
}

fn trim(body: &str) -> &str {
    let body = body.trim_ascii();
    body.strip_prefix('\u{feff}').unwrap_or(body).trim_ascii()
}

/// `{...}` of `gigya.callback({...});`. The `)` and the `;` may be missing.
///
/// Servers write `/**/` in front, against programs that take the body for another format, and
/// `typeof callback === 'function' &&`, against pages without the callback.
fn jsonp_argument(text: &str) -> Option<&str> {
    let is_callback = |path: &str| path.split('.').all(is_a_step);
    let text = text.strip_prefix("/**/").unwrap_or(text).trim_ascii_start();
    let guarded = text.strip_prefix("typeof ");
    let guarded = guarded.and_then(|guard| guard.split_once(" === 'function' && "));
    let call = match guarded {
        Some((callback, call)) if is_callback(callback) => call,
        _ => text,
    };
    let (callback, argument) = call.split_once('(')?;
    if !is_callback(callback) {
        return None;
    }
    let argument = argument.strip_suffix(';').unwrap_or(argument).trim_ascii();
    let argument = argument.strip_suffix(')').unwrap_or(argument);
    Some(argument.trim_ascii())
}

/// An identifier, perhaps with an index, such as `callbacks[7]`.
fn is_a_step(step: &str) -> bool {
    let (name, index) = step.split_once('[').unwrap_or((step, "0]"));
    let is_of_a_name = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let index = index.strip_suffix(']').unwrap_or_default();
    name.starts_with(|c: char| is_of_a_name(c) && !c.is_numeric())
        && name.chars().all(is_of_a_name)
        && index.parse::<u32>().is_ok()
}
