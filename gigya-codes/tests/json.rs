//! The `json` feature: what comes of the bodies that servers, SDKs and gateways send.

#![cfg(feature = "json")]

use std::collections::HashMap;
use std::error::Error;
use std::fmt::{self, Debug};

use gigya_codes::json::{self, ApiError, PayloadError};
use gigya_codes::{Envelope, Remedy, ResponseCode};
use serde::Deserialize;
use serde::de::{Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

/// What most methods answer with.
#[derive(Debug, Deserialize)]
struct Account {
    #[serde(rename = "UID")]
    uid: String,
}

/// A payload that goes on when a value cannot be read, as some types written by hand do.
#[derive(Debug)]
struct Undeterred;

impl<'de> Deserialize<'de> for Undeterred {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Self)
    }
}

impl<'de> Visitor<'de> for Undeterred {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self, A::Error> {
        while entries.next_key::<String>()?.is_some() {
            let _ = entries.next_value::<u32>();
        }
        Ok(self)
    }
}

/// `ok` and the code, an error's line, or the kind of a body.
fn outcome<T>(result: Result<json::Response<'_, T>, json::Error>) -> String {
    match result {
        Ok(response) => format!("ok {}", response.code().as_u32()),
        Err(json::Error::Body(error)) => format!("{:?}", error.kind()),
        Err(error) => error.to_string(),
    }
}

/// What is shown is one line, not long, and without secrets.
#[track_caller]
fn check_shown(body: &[u8]) {
    let shown = |error: json::Error| [format!("{error}"), format!("{error:?}")];
    let errors = [
        json::from_slice::<Account>(body).map(drop).map_err(shown),
        json::from_slice::<HashMap<String, u8>>(body)
            .map(drop)
            .map_err(shown),
        json::from_slice::<Vec<u8>>(body).map(drop).map_err(shown),
    ];
    for line in errors.into_iter().filter_map(Result::err).flatten() {
        let hidden = ["SECRET", "\u{3164}", "\u{202e}"];
        assert!(!hidden.iter().any(|hidden| line.contains(hidden)), "{line}");
        assert!(
            !line.contains(char::is_control) && line.len() <= 16 * 1024,
            "{line}"
        );
    }
}

/// The bodies of `bodies.txt`, and the outcome of each.
fn bodies() -> Vec<(String, &'static str)> {
    let lines = include_str!("bodies.txt").lines();
    let rows = lines.filter(|line| !line.is_empty() && !line.starts_with("# "));
    let rows: Vec<_> = rows.collect();
    let body = |row: &str| {
        let stand_ins = [
            ("␠", " "),
            ("␊", "\n"),
            ("␍", "\r"),
            ("␉", "\t"),
            ("␀", "\0"),
        ];
        let body = row.replace("<BOM>", "\u{feff}").replace("<EMPTY>", "");
        stand_ins
            .iter()
            .fold(body, |body, (shown, meant)| body.replace(shown, meant))
    };
    rows.chunks(2)
        .map(|row| (body(row[0]), row[1].trim_start()))
        .collect()
}

#[test]
fn each_body_has_its_outcome() {
    for (body, expected) in bodies() {
        assert_eq!(
            outcome(json::from_str::<Account>(&body)),
            expected,
            "{body}"
        );
        assert_eq!(
            outcome(json::from_slice::<Account>(body.as_bytes())),
            expected,
            "{body}"
        );
        // Where the payload is not asked for, it does not matter.
        let is_misfit = expected.starts_with("the payload does not fit");
        let without = if is_misfit { "ok 0" } else { expected };
        assert_eq!(outcome(json::from_str::<()>(&body)), without, "{body}");
        // Nor does it matter whether a payload that takes any value wants the metadata as well.
        let everything = json::from_str::<HashMap<String, &RawValue>>(&body);
        assert_eq!(outcome(everything), without, "{body}");
        // No payload can make a success of an error.
        let undeterred = json::from_str::<Undeterred>(&body);
        assert_eq!(undeterred.is_ok(), without.starts_with("ok"), "{body}");
        check_shown(body.as_bytes());
        // Half of an object is never a success.
        for (end, _) in body.char_indices() {
            let part = &body[..end];
            let is_whole = part.trim_end().ends_with(['}', ')', ';']);
            assert!(is_whole || json::from_str::<()>(part).is_err(), "{part}");
        }
    }
}

#[test]
fn bytes_that_are_not_text() {
    for (body, expected) in [
        (&b"\xff\xfe{\0}\0"[..], "NotUtf8"),
        (b"{\"UID\":\"Ren\xe9e\"}", "NotUtf8"),
        (b"<html><title>Passerelle indisponibl\xe9</title>", "Html"),
        (b"{\"errorCode\":0,\"UID\":\"Ren\xc3", "CutShort"),
        (b"\0\x01\x02", "NotJson"),
    ] {
        assert_eq!(outcome(json::from_slice::<Account>(body)), expected);
        check_shown(body);
    }
}

#[test]
fn metadata_of_a_surprising_type_does_not_hide_the_code() {
    let values = [
        "null",
        "7",
        "-7",
        "7.5",
        "1e999",
        "true",
        r#""x""#,
        r#""\ud800""#,
        "[7]",
        "[[]]",
        r#"{"x":{}}"#,
        r#"{"\ud800":1}"#,
        "[{}]",
    ];
    let fields = [
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
        "error_description",
        "error_uri",
        "error",
        "errors",
    ];
    for (value, field) in values
        .iter()
        .flat_map(|value| fields.map(|field| (value, field)))
    {
        for code in [0, 403042] {
            for body in [
                format!(r#"{{"{field}":{value},"errorCode":{code},"UID":"a1"}}"#),
                format!(r#"{{"errorCode":{code},"UID":"a1","{field}":{value}}}"#),
            ] {
                let found = match json::from_str::<Account>(&body) {
                    Ok(response) => response.code(),
                    Err(error) => error.code().unwrap(),
                };
                assert_eq!(found, code, "{body}");
            }
        }
    }
}

#[test]
fn nesting_is_no_danger() {
    let nested = |depth, code| {
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        format!(r#"{{"data":{open}{close},"context":{open}{close},"errorCode":{code},"UID":"a1"}}"#)
    };
    for (body, expected) in [
        (nested(100_000, 0), "ok 0"),
        (nested(100_000, 403042), "403042 Invalid loginID"),
        ("[".repeat(100_000), "CutShort"),
        (r#"{"context":"#.repeat(100_000), "CutShort"),
    ] {
        assert_eq!(outcome(json::from_str::<Account>(&body)), expected);
    }

    // Who asks for all of it meets the limit of `serde_json`.
    let body = nested(1000, 0);
    let error = json::from_str::<Value>(&body).unwrap_err().to_string();
    assert!(error.contains("recursion limit exceeded"), "{error}");
}

const VALIDATION: &str = r#"{
    "callId": "7b3f0c52d1e94a86b5a0c7d2e8f41963",
    "errorCode": 400009,
    "errorDetails": "Schema validation failed,\nwith &#39;2&#39; errors",
    "errorMessage": "Validation error",
    "errorFlags": "missingKey",
    "apiVersion": 2,
    "statusCode": 400,
    "statusReason": "Bad Request",
    "time": "2026-02-03T04:05:06.789Z",
    "context": "from the caller",
    "regToken": "st2.s.AcbH",
    "apiDomain": "eu1.gigya.com",
    "validationErrors": [
        {"errorCode": 400003, "message": "email already exists", "fieldName": "email"},
        {"errorCode": "400006", "fieldName": "profile.age", "more": [1]},
        {"message": "why"},
        {"errorCode": null},
        "no entry"
    ],
    "ignoredParams": [{"paramName": "lang", "warningCode": 403007, "message": "denied"}, {}],
    "UID": "a1"
}"#;

fn api_error(body: &str) -> ApiError {
    json::from_str::<Account>(body)
        .unwrap_err()
        .into_api()
        .unwrap()
}

fn payload_error<'a, T: Deserialize<'a> + Debug>(body: &'a str) -> PayloadError {
    match json::from_str::<T>(body) {
        Err(json::Error::Payload(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_api_error_knows_what_the_body_says() {
    let error = api_error(VALIDATION);
    assert_eq!(error.code(), ResponseCode::VALIDATION);
    assert_eq!(error.remedy(), ResponseCode::VALIDATION.remedy());
    let envelope = error.envelope();
    for (text, expected) in [
        (error.message(), "Validation error"),
        (
            error.details(),
            "Schema validation failed,\nwith &#39;2&#39; errors",
        ),
        (error.call_id(), "7b3f0c52d1e94a86b5a0c7d2e8f41963"),
        (error.reg_token(), "st2.s.AcbH"),
        (error.api_domain(), "eu1.gigya.com"),
        (envelope.flags(), "missingKey"),
        (envelope.status_reason(), "Bad Request"),
        (envelope.time(), "2026-02-03T04:05:06.789Z"),
        (envelope.context(), "from the caller"),
    ] {
        assert_eq!(text, Some(expected));
    }
    assert_eq!(envelope.api_version(), Some(2));
    assert_eq!(envelope.status_code(), Some(400));
    assert_eq!(envelope.oauth_error(), None);

    let found = error.validation_errors().iter();
    let found: Vec<_> = found
        .map(|entry| (entry.code(), entry.field_name(), entry.message()))
        .collect();
    assert_eq!(
        found,
        [
            (
                ResponseCode::UNIQUE_IDENTIFIER_EXISTS,
                Some("email"),
                Some("email already exists")
            ),
            (
                ResponseCode::INVALID_PARAMETER_VALUE,
                Some("profile.age"),
                None
            ),
            (ResponseCode::MISSING_ERROR_CODE, None, Some("why")),
        ]
    );
    let [lang] = envelope.ignored_params() else {
        panic!("{envelope:?}");
    };
    assert_eq!(lang.param_name(), Some("lang"));
    assert_eq!(lang.warning_code(), Some(ResponseCode::PERMISSION_DENIED));
    assert_eq!(lang.message(), Some("denied"));

    assert_eq!(error.body(), VALIDATION);
    assert_eq!(
        error.read::<Value>().unwrap()["validationErrors"][1]["more"][0],
        1
    );
    let misfit = error.read::<HashMap<String, String>>().unwrap_err();
    assert_eq!((misfit.path(), misfit.line()), ("errorCode", 3));
    assert_eq!(
        error.to_string(),
        r"400009 Validation: Schema validation failed,\nwith &#39;2&#39; errors; fields: email, profile.age (callId 7b3f0c52d1e94a86b5a0c7d2e8f41963)"
    );
}

#[test]
fn an_error_says_what_to_do() {
    for (body, remedy, is_retryable, is_effect_unknown) in [
        (
            r#"{"errorCode":409030}"#,
            ResponseCode::new(409030).remedy(),
            true,
            false,
        ),
        (
            r#"{"errorCode":403120}"#,
            ResponseCode::new(403120).remedy(),
            false,
            false,
        ),
        (
            r#"{"errorCode":504001}"#,
            Remedy::RetryIfIdempotent,
            false,
            true,
        ),
        (r#"{"errorCode":0}"#, Remedy::FixRequest, false, false),
        (
            "<html>502 Bad Gateway",
            Remedy::RetryIfIdempotent,
            false,
            true,
        ),
        (
            r#"{"errorCode":403048"#,
            Remedy::RetryIfIdempotent,
            false,
            true,
        ),
        ("", Remedy::RetryIfIdempotent, false, true),
        ("<response/>", Remedy::FixRequest, false, true),
        ("OK", Remedy::Unreviewed, false, true),
        (r#"{"statusCode":500}"#, Remedy::Unreviewed, false, true),
    ] {
        let error = json::from_str::<Account>(body).unwrap_err();
        assert_eq!(error.remedy(), remedy, "{body}");
        assert_eq!(error.is_retryable(), is_retryable, "{body}");
        assert_eq!(error.is_effect_unknown(), is_effect_unknown, "{body}");
    }
    for (body, code, call_id) in [
        (
            r#"{"errorCode":206001,"callId":"5f"}"#,
            Some(206001),
            Some("5f"),
        ),
        (r#"{"callId":"5f"}"#, Some(0), Some("5f")),
        (r#"{"errorCode":-1,"callId":"5f"}"#, None, None),
    ] {
        let error = json::from_str::<Account>(body).unwrap_err();
        assert_eq!(error.code().map(ResponseCode::as_u32), code);
        assert_eq!(error.call_id(), call_id);
        assert_eq!(error.api().is_some(), code > Some(0));
        let line = error.to_string();
        assert_eq!(format!("{error:<200}|"), format!("{line:<200}|"));
        assert_eq!(
            error.into_api().map_err(|error| error.to_string()).is_ok(),
            code > Some(0)
        );
    }
}

#[test]
fn a_misfit_says_where_and_of_which_type() {
    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "read only")]
    struct Search {
        results: Vec<Found>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "read only")]
    struct Found {
        age: Option<u8>,
        kind: Option<Kind>,
        pair: Option<(u8, u8)>,
        url: Option<std::net::IpAddr>,
        own: Option<Own>,
    }

    #[derive(Debug)]
    struct Own;

    impl<'de> Deserialize<'de> for Own {
        fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
            let text = String::deserialize(json)?;
            Err(D::Error::custom(format!("found {text}, expected another")))
        }
    }

    #[derive(Debug, Deserialize)]
    enum Kind {
        Full,
        Lite,
    }

    for (results, message) in [
        (
            r#"[{}, {"age": "SECRET, expected \"X"}]"#,
            "invalid type: string, expected u8 at results[1].age, line 1 column 79",
        ),
        (
            "7",
            "invalid type: integer, expected a sequence at results, line 1 column 45",
        ),
        (
            r#"[{"age": 256}]"#,
            "invalid value: integer, expected u8 at results[0].age, line 1 column 56",
        ),
        (
            r#"[{"kind": "SECRET"}]"#,
            "unknown variant, expected `Full` or `Lite` at results[0].kind, line 1 column 62",
        ),
        (
            r#"[{"SECRET": 7}]"#,
            "unknown field, expected one of `age`, `kind`, `pair`, `url`, `own` at results[0].SECRET, line 1 column 54",
        ),
        (
            r#"[{"pair": [1]}]"#,
            "invalid length 1, expected a tuple of size 2 at results[0].pair, line 1 column 57",
        ),
        (
            r#"[{"url": "SECRET"}]"#,
            "refused by the payload's type at results[0].url, line 1 column 61",
        ),
        (
            r#"[{"own": "SECRET"}]"#,
            "refused by the payload's type at results[0], line 1 column 62",
        ),
        (
            r#"[{"age": 1, "age": 1}]"#,
            "duplicate field `age` at results[0].age, line 1 column 61",
        ),
    ] {
        let body = format!(r#"{{"callId": "5f", "errorCode": 0, "results": {results}}}"#);
        let error = payload_error::<Search>(&body);
        let expected = format!("the payload does not fit: {message} (callId 5f)");
        assert_eq!(error.to_string(), expected);
        assert_eq!(error.envelope().call_id(), Some("5f"));
    }
    let error = payload_error::<Account>(r#"{"errorCode":0,"UID":7}"#);
    let said = error.get_ref().to_string();
    assert!(
        said.starts_with("invalid type: integer `7`, expected a string"),
        "{said}"
    );
}

#[test]
fn a_body_error_says_what_was_found_and_how_long_it_is() {
    for (body, line) in [
        (&b""[..], "the body is empty (0 bytes)"),
        (
            b"<html>\r\n<head><TITLE lang=en>502 Bad\xff\nGateway</title></head>",
            r"the body is HTML (60 bytes; UTF-8 ends after 36 bytes): 502 Bad�\nGateway",
        ),
        (b"<html><h1>Bad Gateway", "the body is HTML (21 bytes)"),
        (
            b"<response><title>SECRET</title>",
            "the body is XML (31 bytes)",
        ),
        (
            b"{\"errorCode\":206001,\"regToken\":\"SECRET",
            "the body is cut short (38 bytes; EOF while parsing a string at line 1 column 38)",
        ),
        (
            b"[\"SECRET\"]",
            "the body is JSON, but not an object (10 bytes)",
        ),
        (
            b"\n OK {}",
            "the body is not JSON (7 bytes; expected value at line 2 column 2)",
        ),
        (
            b"cb({\n\"a\"})",
            "the body is not JSON (10 bytes; expected `:` at line 2 column 4)",
        ),
        (
            b"{\"UID\":\"\xe9\"}",
            "the body is not UTF-8 (11 bytes; UTF-8 ends after 8 bytes)",
        ),
        (
            b"{\"errorCode\":\"SECRET\"}",
            "the body's `errorCode` is not a response code (22 bytes; invalid value: string, expected a \
             response code, which is an integer from 0 to 4294967295)",
        ),
        (
            b"{\"errorCode\":1,\"errorCode\":1}",
            "the body's `errorCode` is not a response code (29 bytes; duplicate field `errorCode`)",
        ),
        (
            b"{\"statusCode\":500}",
            "the body reports a failure without an `errorCode` (18 bytes)",
        ),
    ] {
        let error = json::from_slice::<Account>(body).unwrap_err();
        assert_eq!(error.to_string(), line);
    }
}

#[test]
fn debug_is_short_and_shows_no_secrets() {
    let error =
        api_error(r#"{"errorCode":206001,"regToken":"SECRET","context":"x\", y: \"SECRET"}"#);
    assert_eq!(
        format!("{error:?}"),
        r#"ApiError { envelope: Envelope { errorCode: ACCOUNT_PENDING_REGISTRATION(206001), context: "x\", y: \"…", regToken: "…" } }"#
    );
    let error = json::from_str::<Account>(r#"["SECRET"]"#).unwrap_err();
    assert_eq!(
        format!("{error:?}"),
        "Body(BodyError(Inner { kind: NotAnObject, len: 10, reason: None, title: None }))"
    );
    let error = payload_error::<Account>(r#"{"UID":["SECRET"],"regToken":"SECRET"}"#);
    assert_eq!(
        format!("{error:?}"),
        "PayloadError { reason: \"invalid type: sequence, expected a string\", path: \"UID\", \
         line: 1, column: 7, envelope: Envelope { errorCode: SUCCESS(0), regToken: \"…\" }, .. }"
    );

    let entry = format!(r#"{{"fieldName":"{}"}}"#, "\\u3164".repeat(10_000));
    let entries = vec![entry; 100].join(",");
    let body = format!(r#"{{"errorCode":400009,"validationErrors":[{entries}]}}"#);
    let error = api_error(&body);
    assert!(error.to_string().ends_with(", …") && error.to_string().len() < 5_000);
    let line = format!("{error:?}");
    assert!(line.contains("] of 100") && line.len() < 10_000, "{line}");
}

#[test]
fn the_payload_sees_the_whole_body() {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Metadata<'a> {
        call_id: &'a str,
        error_code: ResponseCode,
        context: HashMap<&'a str, u8>,
        time: Option<String>,
    }

    #[derive(Deserialize)]
    struct Flat {
        #[serde(flatten)]
        account: Account,
        #[serde(flatten)]
        rest: HashMap<String, Value>,
    }

    let body = r#"{"callId":"5f","errorCode":0,"context":{"step":2},"UID":"a\n1","time":"t"}"#;

    let response = json::from_str::<Metadata>(body).unwrap();
    assert_eq!(response.payload.call_id, "5f");
    assert_eq!(response.payload.error_code, ResponseCode::SUCCESS);
    assert_eq!(response.payload.context["step"], 2);
    assert_eq!(response.payload.time.as_deref(), Some("t"));
    assert_eq!(response.envelope.call_id(), Some("5f"));
    assert_eq!(response.envelope.context(), None);

    let flat = json::from_str::<Flat>(body).unwrap().payload;
    assert_eq!(flat.account.uid, "a\n1");
    assert_eq!(flat.rest["callId"], "5f");

    let value = json::from_str::<Value>(body).unwrap().payload;
    assert_eq!(value, serde_json::from_str::<Value>(body).unwrap());
    let map = json::from_str::<HashMap<String, Value>>(body).unwrap();
    assert_eq!(map.payload.len(), 5);
    json::from_str::<IgnoredAny>(body).unwrap();
}

#[test]
fn a_payload_of_another_kind_is_left_to_serde_json() {
    #[derive(Deserialize)]
    struct Newtype(Account);

    #[derive(Debug, Deserialize)]
    struct Unit;

    #[derive(Debug, Deserialize)]
    struct NullOnly {
        #[serde(rename = "callId")]
        _id: (),
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "camelCase")]
    enum Kind {
        ErrorCode(u32),
    }

    #[derive(Debug, Deserialize, PartialEq, Eq, Hash)]
    #[serde(rename_all = "camelCase")]
    enum Key {
        ErrorCode,
    }

    #[derive(Debug, Deserialize, PartialEq, Eq, Hash)]
    struct Name(String);

    let body = r#"{"UID":"a1"}"#;
    let newtype = json::from_str::<Newtype>(body).unwrap();
    assert_eq!(newtype.payload.0.uid, "a1");
    let option = json::from_str::<Option<Account>>(body).unwrap();
    assert!(option.payload.is_some());
    for (misfit, expected) in [
        (
            payload_error::<(u8, u8)>(body),
            "invalid type: map, expected a tuple of size 2",
        ),
        (
            payload_error::<Unit>(body),
            "invalid type: map, expected unit struct Unit",
        ),
        (
            payload_error::<NullOnly>(r#"{"callId":"5f"}"#),
            "invalid type: string, expected unit at callId",
        ),
    ] {
        assert!(misfit.to_string().contains(expected), "{misfit}");
    }

    let body = r#"{"errorCode":200008}"#;
    let by_variant = json::from_str::<Kind>(body).unwrap();
    assert_eq!(by_variant.payload, Kind::ErrorCode(200008));
    let by_key = json::from_str::<HashMap<Key, u32>>(body).unwrap();
    assert_eq!(by_key.payload[&Key::ErrorCode], 200008);
    let by_name = json::from_str::<HashMap<Name, u32>>(body).unwrap();
    assert_eq!(by_name.payload[&Name("errorCode".into())], 200008);
    let by_number = json::from_str::<HashMap<u8, bool>>(r#"{"7":true}"#).unwrap();
    assert!(by_number.payload[&7]);
}

#[test]
fn a_response_borrows_until_it_is_told_not_to() {
    let response = {
        let body = r#"{"callId":"5f","time":"\u0032026","UID":"a1"}"#.to_owned();
        json::from_str::<Account>(&body).unwrap().into_owned()
    };
    assert_eq!(response.envelope.call_id(), Some("5f"));
    assert_eq!(response.envelope.time(), Some("2026"));

    let envelope: Envelope = serde_json::from_str(VALIDATION).unwrap();
    assert_eq!(envelope.clone().into_owned(), envelope);
    assert_eq!(&envelope, api_error(VALIDATION).envelope());
}

#[test]
fn errors_are_small_and_cross_threads() {
    fn check<T: Error + Send + Sync + 'static>() {
        assert!(size_of::<T>() <= 2 * size_of::<usize>());
    }
    check::<json::Error>();
    check::<ApiError>();
    check::<PayloadError>();
    check::<json::BodyError>();
}

#[cfg(feature = "http")]
#[test]
fn a_status_code_may_not_be_an_http_status() {
    for (body, status) in [
        (
            r#"{"errorCode":0,"statusCode":403}"#,
            Some(http::StatusCode::FORBIDDEN),
        ),
        (
            r#"{"errorCode":0,"statusCode":"403"}"#,
            Some(http::StatusCode::FORBIDDEN),
        ),
        (r#"{"statusCode":7}"#, None),
        (r#"{"errorCode":0,"statusCode":70000}"#, None),
        ("{}", None),
    ] {
        let response = json::from_str::<()>(body).unwrap();
        assert_eq!(response.envelope.http_status(), status, "{body}");
    }
}

#[test]
fn a_line_names_eight_fields() {
    let line = |count: usize| {
        let errors = vec![r#"{"fieldName":"zip"}"#; count].join(",");
        let body = format!(r#"{{"errorCode":400009,"validationErrors":[{errors}]}}"#);
        json::from_str::<()>(&body).unwrap_err().to_string()
    };
    assert!(line(8).ends_with("zip, zip"));
    assert!(line(9).ends_with("zip, zip, …"));
}
