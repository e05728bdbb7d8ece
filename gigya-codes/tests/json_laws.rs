//! The `json` feature: what holds for every body.

#![cfg(feature = "json")]

use std::collections::BTreeMap;

use gigya_codes::json::{self, Error};
use gigya_codes::{Class, Envelope};
use proptest::prelude::*;
use proptest::sample::select;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

/// Finds fault with many a body.
#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "read only")]
struct Strict {
    #[serde(rename = "UID")]
    uid: String,
    #[serde(rename = "sessionToken")]
    session_token: Option<u32>,
    #[serde(rename = "callId")]
    call_id: Option<u32>,
    profile: Option<BTreeMap<String, bool>>,
    data: Option<Kind>,
}

#[derive(Debug, Deserialize)]
enum Kind {
    Full,
}

const KEYS: &[&str] = &[
    "errorCode",
    "errorMessage",
    "errorDetails",
    "errorFlags",
    "callId",
    "apiVersion",
    "statusCode",
    "statusReason",
    "time",
    "context",
    "validationErrors",
    "ignoredParams",
    "regToken",
    "apiDomain",
    "error",
    "error_description",
    "UID",
    "profile",
    "data",
    "sessionToken",
    "message",
    "fieldName",
    "paramName",
    "warningCode",
];

/// Text of any JSON, with keys that mean something, and keys that come twice.
fn any_json() -> impl Strategy<Value = String> {
    let key = prop_oneof![select(KEYS).prop_map(str::to_owned), "\\PC{0,4}"]
        .prop_map(|key| Value::from(key).to_string());
    let leaf = prop_oneof![
        select(
            &[
                "null",
                "true",
                "0",
                "403042",
                "200001",
                "-1",
                "1.5",
                "1e999",
                "\"403042\""
            ][..]
        )
        .prop_map(str::to_owned),
        any::<u64>().prop_map(|number| number.to_string()),
        any::<f64>().prop_map(|number| Value::from(number).to_string()),
        "\\PC{0,8}|[\\x00-\\x7f]{0,8}".prop_map(|text| Value::from(text).to_string()),
    ];
    leaf.prop_recursive(4, 40, 8, move |value| {
        let entry = (key.clone(), value.clone()).prop_map(|(key, value)| format!("{key}:{value}"));
        prop_oneof![
            prop::collection::vec(value, 0..4).prop_map(|list| format!("[{}]", list.join(","))),
            prop::collection::vec(entry, 0..8).prop_map(|list| format!("{{{}}}", list.join(", "))),
        ]
    })
}

/// What a body may be wrapped in, or cut down to.
fn mangled(body: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let wrappers = &[
        ("", ""),
        (" \u{feff}", "\n"),
        ("cb(", ");"),
        ("<", ""),
        ("[", "]"),
    ];
    (
        body,
        select(&wrappers[..]),
        prop::option::weighted(0.3, any::<prop::sample::Index>()),
    )
        .prop_map(|(body, (before, after), cut)| {
            let mut body = format!("{before}{body}{after}");
            let ends: Vec<_> = body.char_indices().map(|(end, _)| end).collect();
            if let Some(cut) = cut.filter(|_| !ends.is_empty()) {
                body.truncate(*cut.get(&ends));
            }
            body
        })
}

/// What a log gets to see.
fn shown(error: &Error) -> [String; 2] {
    [format!("{error}"), format!("{error:?}")]
}

fn check_one_line(error: &Error) -> Result<(), TestCaseError> {
    for line in shown(error) {
        prop_assert!(!line.contains(char::is_control), "{line:?}");
        prop_assert!(line.chars().count() < 20_000, "{line:?}");
    }
    Ok(())
}

/// One pass sees what `serde_json` sees in two.
fn check(body: &str) -> Result<(), TestCaseError> {
    let read = json::from_str::<Value>(body);
    let Some(object) = body.find('{').and_then(|start| body.get(start..)) else {
        prop_assert!(matches!(read, Err(Error::Body(_))));
        return Ok(());
    };
    let object = object.trim_end().trim_end_matches([')', ';']);
    let envelope = serde_json::from_str::<Envelope>(object);
    let payload = serde_json::from_str::<Value>(object);
    match read {
        Ok(response) => {
            prop_assert_eq!(&response.envelope, &envelope.unwrap());
            prop_assert_eq!(response.payload, payload.unwrap());
            prop_assert!(!response.envelope.code().is_error());
        }
        Err(Error::Api(error)) => {
            let envelope = envelope.unwrap();
            prop_assert_eq!(error.envelope(), &envelope);
            prop_assert_eq!(error.body(), object);
            prop_assert!(envelope.code().is_error() || payload.is_err());
        }
        Err(Error::Payload(error)) => {
            let envelope = envelope.unwrap();
            prop_assert_eq!(error.envelope(), &envelope);
            prop_assert_eq!(envelope.code().class(), Class::Success);
            prop_assert_eq!(
                error.get_ref().to_string(),
                payload.unwrap_err().to_string()
            );
        }
        // A wrapper may be none.
        Err(Error::Body(_)) => {
            let is_bare = body.trim_start().starts_with('{');
            prop_assert!(envelope.is_err() || !is_bare);
        }
        Err(error) => panic!("a new kind of error: {error:?}"),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn no_bytes_do_harm(body: Vec<u8>) {
        if let Err(error) = json::from_slice::<Strict>(&body) {
            check_one_line(&error)?;
        }
        let _ = json::from_slice::<()>(&body);
    }

    #[test]
    fn no_text_does_harm(body in "\\PC*|[\\s\\x00-\\x7f]{0,40}|[{}\\[\\]\",:0-9a-f\\\\ ]{0,40}") {
        if let Err(error) = json::from_str::<Strict>(&body) {
            check_one_line(&error)?;
        }
        let _ = json::from_str::<Value>(&body);
    }

    #[test]
    fn no_json_does_harm(body in mangled(any_json())) {
        if let Err(error) = json::from_str::<Strict>(&body) {
            check_one_line(&error)?;
        }
        let strict = json::from_str::<Strict>(&body).map(|response| response.envelope);
        let skipped = json::from_str::<IgnoredAny>(&body).map(|response| response.envelope);
        if let (Ok(strict), Ok(skipped)) = (strict, skipped) {
            prop_assert_eq!(strict, skipped);
        }
        check(&body)?;
    }

    #[test]
    fn no_secret_is_shown(
        token in "SECRET[A-Za-z0-9._-]{40,80}",
        code in select(&["0", "403042", "206001", "200001", "-1", "null", "\"x\"", "1.5"][..]),
        fields in prop::collection::vec(select(&[
            r#""regToken":"TOKEN""#,
            r#""sessionToken":"TOKEN""#,
            r#""sessionInfo":{"sessionToken":"TOKEN","sessionSecret":"TOKEN"}"#,
            r#""id_token": "TOKEN""#,
            r#""UID":["TOKEN"]"#,
            r#""data":"TOKEN""#,
            r#""data":{"TOKEN":1}"#,
            r#""profile":{"TOKEN":"TOKEN"}"#,
            r#""profile":["\"TOKEN","\\","TOKEN\\\""]"#,
            r#""callId":"TOKEN""#,
            r#""errorDetails":"regToken 'TOKEN' is invalid""#,
            r#""errorMessage":"TOKEN""#,
            r#""error_description":"TOKEN""#,
            r#""validationErrors":[{"fieldName":"TOKEN","message":"TOKEN TOKEN"}]"#,
            r#""errorCode":"TOKEN""#,
        ][..]), 0..8),
    ) {
        let fields = fields.join(", ").replace("TOKEN", &token);
        let body = format!(r#"{{"errorCode":{code}, {fields}}}"#);
        let bodies = [
            body.clone(),
            format!("cb({body});"),
            body.chars().take(body.len() / 2).collect(),
            body.replace(':', ""),
            format!("[{body}]"),
            format!("<html>{token}</html>"),
            format!("<?xml?><regToken>{token}</regToken>"),
            format!("access_token={token}&expires_in=0"),
        ];
        for body in &bodies {
            for error in [
                json::from_str::<Strict>(body).err(),
                json::from_str::<BTreeMap<String, u8>>(body).err(),
                json::from_str::<Vec<u8>>(body).err(),
            ].into_iter().flatten() {
                for line in shown(&error) {
                    prop_assert!(!line.contains("SECRET"), "{line}");
                }
            }
        }
    }
}
