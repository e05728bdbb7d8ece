//! Any bytes as a response body: no panic, one short line for the log, and the code and the texts
//! that a reading through `serde_json::Value` gives.
//!
//! The fuzz target's whole body; CONTRIBUTING.md says how to run it. `tests/fuzz.rs` includes this
//! file, and checks the seeds and mutations of them whenever the tests run.

use std::collections::BTreeMap;

use gigya_codes::Envelope;
use gigya_codes::json::{self, BodyErrorKind, Error};
use serde_json::value::RawValue;
use serde_json::{Value, from_slice, from_str};

/// Checks what a response body with these bytes is read as.
pub fn check(body: &[u8]) {
    let results = [
        json::from_slice::<BTreeMap<String, String>>(body).map(|response| response.envelope),
        json::from_slice::<Value>(body).map(|response| response.envelope),
        json::from_slice::<()>(body).map(|response| response.envelope),
    ];
    for error in results.iter().filter_map(|result| result.as_ref().err()) {
        for line in [format!("{error}"), format!("{error:?}")] {
            let is_long = line.len() > 16 * 1024;
            assert!(!is_long && !line.contains(char::is_control), "{line:?}");
        }
    }
    // `serde_json` takes a map with such a key for a number.
    let is_plain = !String::from_utf8_lossy(body).contains("$serde_json");
    // Of several values for a key the last is taken.
    if let (true, Ok(entries)) = (is_plain, from_slice::<BTreeMap<String, &RawValue>>(body)) {
        let parse = |(key, value): (_, &RawValue)| (key, from_str(value.get()).ok());
        let values = entries.into_iter().map(parse).collect();
        let is_doubled = from_slice::<Once>(body).is_err_and(|error| error.is_data());
        for result in &results {
            check_object(result, &values, is_doubled);
        }
    }
}

/// It does not accept a code that is there twice.
#[derive(serde::Deserialize)]
struct Once {
    #[serde(rename = "errorCode")]
    _code: Option<serde::de::IgnoredAny>,
}

/// `values` has `None` for what does not parse, such as half of a surrogate pair.
fn check_object(
    result: &Result<Envelope, Error>,
    values: &BTreeMap<String, Option<Value>>,
    is_doubled: bool,
) {
    let value = |key| values.get(key).and_then(Option::as_ref);
    let text = |key| value(key).and_then(Value::as_str);
    let in_uri = |key| {
        let mut pairs = text("error_uri")?.split_once('?')?.1.split(['&', '#']);
        pairs.find_map(|pair: &str| pair.strip_prefix(key)?.strip_prefix('='))
    };
    let says_something = |key| match value(key) {
        None => values.contains_key(key),
        Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::Number(number)) => number.as_f64() != Some(0.0),
        Some(Value::String(text)) => !text.is_empty() && number(value(key)) != Some(0),
        Some(Value::Array(list)) => !list.is_empty(),
        Some(_) => true,
    };
    let status = number(value("statusCode"));
    let from_uri = in_uri("error_code").and_then(|code| number(Some(&code.into())));
    let mut sent = [number(value("error")), from_uri].into_iter().flatten();
    let expected = if values.contains_key("errorCode") {
        let code = number(value("errorCode")).filter(|_| !is_doubled);
        code.ok_or(BodyErrorKind::ErrorCode)
    } else if let Some(code) = sent.find(|code| *code > 0) {
        Ok(code)
    } else if text("error").is_some_and(|error| !error.is_empty())
        && number(value("error")).is_none()
    {
        Ok(599_999)
    } else if says_something("error") || says_something("errors") || status >= Some(400) {
        Err(BodyErrorKind::OtherFailure)
    } else {
        Ok(0)
    };

    let envelope = match result {
        Ok(envelope) => envelope,
        Err(Error::Api(error)) => error.envelope(),
        Err(Error::Payload(error)) => error.envelope(),
        Err(Error::Body(error)) => return assert_eq!(Err(error.kind()), expected),
        Err(error) => panic!("a new kind of error: {error:?}"),
    };
    let code = envelope.code().as_u32();
    assert_eq!(Ok(code), expected);
    let is_failure = !matches!(code, 0 | 200_008);
    assert_eq!(matches!(result, Err(Error::Api(_))), is_failure);
    let status = status.and_then(|status| status.try_into().ok());
    assert_eq!(envelope.status_code(), status);
    let details = text("errorDetails").or(text("error_description"));
    for (found, expected) in [
        (envelope.details(), details),
        (envelope.call_id(), text("callId").or(in_uri("callId"))),
        (envelope.message(), text("errorMessage")),
        (envelope.time(), text("time")),
        (envelope.context(), text("context")),
        (envelope.reg_token(), text("regToken")),
        (envelope.api_domain(), text("apiDomain")),
    ] {
        assert_eq!(found, expected);
    }
}

/// A number, or the digits of one.
fn number(value: Option<&Value>) -> Option<u32> {
    match value? {
        Value::String(text) if !text.starts_with('+') => text.parse().ok(),
        value => value.as_u64()?.try_into().ok(),
    }
}

/// The object with one entry more or less, made of the dictionary; `None` for another body.
pub fn mutated(body: &[u8], seed: usize) -> Option<Vec<u8>> {
    let words: Vec<_> = include_str!("../body.dict").lines().skip(1).collect();
    let pick = |salt: usize| words[seed / salt % words.len()];
    let entries = from_slice::<BTreeMap<String, &RawValue>>(body).ok()?;
    let entry = |(key, value): (String, _)| format!("{}:{value}", Value::from(key));
    let mut entries: Vec<_> = entries.into_iter().map(entry).collect();
    let at = seed / 4 % (entries.len() + 1);
    if seed.is_multiple_of(4) && at < entries.len() {
        entries.remove(at);
    } else {
        let (key, text) = (pick(64), pick(4096));
        let bare = text.trim_matches('"');
        let is_value = from_str::<&RawValue>(bare).is_ok();
        let value = if is_value { bare } else { text };
        entries.insert(at, format!("{key}:{value}"));
    }
    Some(format!("{{{}}}", entries.join(",")).into_bytes())
}
