//! Any HTTP status and any bytes as a response: no panic, one short line for the log without a text of
//! the server, and the result and the texts that a reading through `serde_json::Value` gives.
//!
//! An input is a body, after the status and a space if there is one: `502 <html>...`.
//!
//! The fuzz target's whole body; CONTRIBUTING.md says how to run it. `tests/fuzz.rs` includes this
//! file, and checks the seeds and mutations of them whenever the tests run.

use std::collections::BTreeMap;
use std::fmt;

use gigya_codes::json::{self, BodyErrorKind, Envelope, Error, RegToken, Response};
use gigya_codes::{Interruption, ResponseCode};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Value, from_slice, from_str};

/// Checks what a response is read as.
pub fn check(input: &[u8]) {
    let (status, body) = split(input);
    let results = [
        read::<BTreeMap<String, String>>(status, body).map(|response| response.envelope),
        read::<Value>(status, body).map(|response| response.envelope),
        read::<()>(status, body).map(|response| response.envelope),
    ];
    for error in results.iter().filter_map(|result| result.as_ref().err()) {
        check_error(error);
    }
    // `serde_json` takes a map with such a key for a number.
    let is_plain = !String::from_utf8_lossy(body).contains("$serde_json");
    if let (true, Ok(Entries(entries))) = (is_plain, from_slice(body)) {
        let parse = |(key, value): (_, &RawValue)| (key, from_str(value.get()).ok());
        let entries: Vec<_> = entries.into_iter().map(parse).collect();
        for result in &results {
            check_object(result, status, &entries);
        }
    }
}

/// The status, if the input begins with one, and the body.
fn split(input: &[u8]) -> (Option<u16>, &[u8]) {
    let digits = input
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let status = str::from_utf8(&input[..digits]).unwrap().parse();
    match (status, input[digits..].strip_prefix(b" ")) {
        (Ok(status), Some(body)) => (Some(status), body),
        _ => (None, input),
    }
}

fn read<'a, T: Deserialize<'a>>(
    status: Option<u16>,
    body: &'a [u8],
) -> Result<Response<'a, T>, Error> {
    match status {
        Some(status) => json::from_http(status, body),
        None => json::from_slice(body),
    }
}

fn check_error(error: &Error) {
    for line in [
        format!("{error}"),
        format!("{error:?}"),
        format!("{error:#}"),
    ] {
        let is_long = line.len() > 16 * 1024;
        assert!(!is_long && !line.contains(char::is_control), "{line:?}");
    }
    let code = error.code().map(|code| code.to_string());
    let call_id = error.call_id().filter(|id| {
        (1..=64).contains(&id.len())
            && id
                .chars()
                .all(|c| matches!(c, '0'..='9' | 'A'..='Z' | 'a'..='z' | '_' | '.' | '-'))
    });
    let end = call_id.map_or(String::new(), |id| format!(" (callId {id})"));
    let line = error.to_string();
    match error {
        Error::Api(_) => assert_eq!(line, code.unwrap() + &end),
        _ => assert!(
            line.starts_with("the ") && line.is_ascii() && line.ends_with(&end),
            "{line}"
        ),
    }
    assert!(error.may_repeat(true) || !error.may_repeat(false));
    assert!(!error.may_repeat(false) || !error.may_have_taken_effect());
    if let Some((Interruption::LinkAccounts, token)) = error.interruption() {
        assert!(!token.unwrap().expose_secret().is_empty());
    }
}

/// All entries of an object, in order.
struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor;

        impl<'de> Visitor<'de> for EntriesVisitor {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(EntriesVisitor)
    }
}

/// `entries` has `None` for what does not parse, such as half of a surrogate pair.
fn check_object(
    result: &Result<Envelope, Error>,
    status: Option<u16>,
    entries: &[(String, Option<Value>)],
) {
    // What the crate ignores in an entry may be unreadable, and `Value` reads all of it.
    let is_unreadable =
        |(key, value): &(String, Option<Value>)| key == "validationErrors" && value.is_none();
    if entries.iter().any(is_unreadable) {
        return;
    }
    // The last one counts.
    let value = |key| entries.iter().rfind(|entry| entry.0 == key)?.1.as_ref();
    let text = |key| value(key).and_then(Value::as_str);
    let token = |key| text(key).filter(|token| !token.is_empty());
    let in_uri = |key| {
        let mut pairs = text("error_uri")?.split_once('?')?.1.split(['&', '#']);
        pairs.find_map(|pair: &str| pair.strip_prefix(key)?.strip_prefix('='))
    };
    let codes = entries
        .iter()
        .filter(|entry| entry.0 == "errorCode")
        .count();
    let word = token("error").filter(|_| number(value("error")).is_none());
    let described = || word.and(text("error_description"))?.split_once(" - ");
    let sent = [
        number(value("error")),
        in_uri("error_code").and_then(digits),
        described().and_then(|(code, _)| digits(code)),
    ];
    let is_failure = |code: &u32| *code > 0;
    let code = match codes {
        0 => Ok(sent.into_iter().flatten().find(is_failure)),
        1 => number(value("errorCode"))
            .map(Some)
            .ok_or(BodyErrorKind::ErrorCode),
        _ => Err(BodyErrorKind::ErrorCode),
    };
    let has_failed = || {
        entries
            .iter()
            .any(|(key, value)| is_sign(key, value.as_ref()))
    };
    // Success, or the code of a failure.
    let expected = code.and_then(|code| match code {
        Some(0 | 200_008) => Ok((code, true)),
        Some(_) => Ok((code, false)),
        None if word.is_some() => Ok((Some(599_999), false)),
        None if has_failed() => Err(BodyErrorKind::OtherFailure),
        None if matches!(status, Some(200..=299)) => Ok((None, true)),
        None => Err(BodyErrorKind::NoCode),
    });

    let (envelope, code, is_done) = match result {
        Ok(envelope) => (envelope, envelope.code(), true),
        Err(Error::Api(error)) => (error.envelope(), Some(error.code()), false),
        Err(Error::Payload(error)) => (error.envelope(), error.envelope().code(), true),
        Err(Error::Body(error)) => return assert_eq!(Err(error.kind()), expected),
        Err(error) => panic!("a new kind of error: {error:?}"),
    };
    assert_eq!(Ok((code.map(ResponseCode::as_u32), is_done)), expected);
    let details = text("errorDetails").or(text("error_description"));
    let reg_token = envelope.reg_token().map(RegToken::expose_secret);
    for (found, expected) in [
        (envelope.details(), details),
        (envelope.call_id(), text("callId").or(in_uri("callId"))),
        (envelope.message(), text("errorMessage")),
        (envelope.flags(), text("errorFlags")),
        (reg_token, token("regToken").or(token("x_regToken"))),
        (envelope.oauth_error(), word),
        (
            envelope.api_domain(),
            text("apiDomain").filter(|host| is_gigyas(host)),
        ),
    ] {
        assert_eq!(found, expected);
    }
}

/// Whether an entry of a body without a code says that the call failed.
fn is_sign(key: &str, value: Option<&Value>) -> bool {
    let is_zero = || value.is_some_and(|value| value.as_f64() == Some(0.0));
    let is_something = match value {
        Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::String(text)) => !text.is_empty(),
        Some(Value::Array(list)) => !list.is_empty(),
        _ => !is_zero(),
    };
    match key {
        "errorMessage" | "errorDetails" | "error_description" => is_something,
        "validationErrors" => value.and_then(Value::as_array).is_some_and(|list| {
            list.iter().any(|entry| {
                number(entry.get("errorCode")).is_some()
                    || ["message", "fieldName"]
                        .iter()
                        .any(|name| entry.get(name).is_some_and(Value::is_string))
            })
        }),
        "errorCode" => false,
        "errors" | "error_code" => is_something && number(value) != Some(0),
        _ if ["errorcode", "error_code"].contains(&&*key.to_ascii_lowercase()) => {
            is_something && number(value) != Some(0)
        }
        "error" => is_something && number(value).is_none() && !value.is_some_and(Value::is_string),
        "statusCode" => number(value) >= Some(400),
        "success" => {
            is_zero()
                || [Value::from(false), "false".into()]
                    .iter()
                    .any(|no| value == Some(no))
        }
        _ => false,
    }
}

fn is_gigyas(host: &str) -> bool {
    let mut labels: Vec<_> = host.split('.').map(str::to_lowercase).collect();
    let plain = |label: &String| {
        !label.is_empty()
            && label
                .chars()
                .all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-'))
    };
    let domain = labels.split_off(labels.len().saturating_sub(2)).join(".");
    host.is_ascii() && labels.iter().all(plain) && ["gigya.com", "sapcdm.cn"].contains(&&*domain)
}

/// A number, or the digits of one.
fn number(value: Option<&Value>) -> Option<u32> {
    match value? {
        Value::String(text) => digits(text),
        value => value.as_u64()?.try_into().ok(),
    }
}

fn digits(text: &str) -> Option<u32> {
    text.parse().ok().filter(|_| !text.starts_with('+'))
}

/// The response with another status, or with one entry more or less, made of the dictionary; `None` for
/// a body that is no object.
pub fn mutated(input: &[u8], seed: usize) -> Option<Vec<u8>> {
    let words: Vec<_> = include_str!("../body.dict").lines().skip(1).collect();
    let pick = |salt: usize| words[seed / salt % words.len()];
    let (mut status, body) = split(input);
    if seed.is_multiple_of(5) {
        let statuses = [200, 204, 206, 302, 400, 403, 429, 500, 502, 503, 504];
        status = statuses.get(seed / 5 % (statuses.len() + 1)).copied();
    }
    let Entries(entries) = from_slice(body).ok()?;
    let entry = |(key, value): (String, _)| format!("{}:{value}", Value::from(key));
    let mut entries: Vec<_> = entries.into_iter().map(entry).collect();
    let at = seed / 4 % (entries.len() + 1);
    if seed.is_multiple_of(4) && at < entries.len() {
        entries.remove(at);
    } else {
        let (key, text) = (pick(64), pick(4096));
        let bare = text.trim_matches('"');
        let is_value = from_str::<IgnoredAny>(bare).is_ok();
        let value = if is_value { bare } else { text };
        entries.insert(at, format!("{key}:{value}"));
    }
    let status = status.map_or(String::new(), |status| format!("{status} "));
    Some(format!("{status}{{{}}}", entries.join(",")).into_bytes())
}
