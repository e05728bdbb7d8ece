//! The `json` feature: what comes of the bodies that servers, SDKs and gateways send.

#![cfg(feature = "json")]

use std::collections::HashMap;
use std::error::Error;
use std::fmt::{self, Debug};

use gigya_codes::ResponseCode;
use gigya_codes::json::{self, ApiError, BodyError, PayloadError, ValidationError};
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

/// A payload that continues when a value cannot be read, as some types written by hand do.
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
        Ok(response) => match response.code() {
            Some(code) => format!("ok {}", code.as_u32()),
            None => "ok".to_owned(),
        },
        Err(json::Error::Body(error)) => error.kind().to_string(),
        Err(error) => error.to_string(),
    }
}

/// What is logged is one line, not long, and holds no text of a server; what is asked for is one line.
#[track_caller]
fn check_shown(body: &[u8]) {
    let errors = [
        json::from_slice::<Account>(body).map(drop),
        json::from_http::<Account>(200_u16, body).map(drop),
        json::from_slice::<HashMap<String, u8>>(body).map(drop),
        json::from_slice::<Vec<u8>>(body).map(drop),
    ];
    for error in errors.into_iter().filter_map(Result::err) {
        assert!(!format!("{error:#?}").contains("SECRET"), "{error}");
        for line in [format!("{error}"), format!("{error:?}")] {
            assert!(!line.contains("SECRET") && line.is_ascii(), "{line}");
            assert!(
                !line.contains(char::is_control) && line.len() < 200,
                "{line}"
            );
        }
        let line = format!("{error:#}");
        let invisible = ["\u{3164}", "\u{202e}"];
        assert!(!invisible.iter().any(|c| line.contains(c)), "{line}");
        assert!(
            !line.contains(char::is_control) && line.len() < 8 * 1024,
            "{line}"
        );
        let is_word = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
        assert!(error.label().chars().all(is_word), "{line}");
    }
}

/// The rows of a text: a line, and the indented one below it.
fn rows(text: &'static str) -> impl Iterator<Item = (&'static str, String)> {
    let is_row = |line: &&str| !line.is_empty() && !line.starts_with("# ");
    let lines: Vec<_> = text.lines().filter(is_row).collect();
    let rows: Vec<_> = lines
        .chunks(2)
        .map(|row| (row[0], with_message(row[1].trim_start())))
        .collect();
    rows.into_iter()
}

/// `line` with the message of the code that it begins with, in the place of its name.
fn with_message(line: &str) -> String {
    let number = line
        .split(' ')
        .next()
        .and_then(|number| number.parse().ok());
    let code = number.map(ResponseCode::new).filter(|code| code.is_known());
    match code.and_then(ResponseCode::name) {
        Some(name) => line.replacen(
            name,
            code.and_then(ResponseCode::message).unwrap_or(name),
            1,
        ),
        None => line.to_owned(),
    }
}

/// Result, interruption, remedy, whether it may be repeated and may have taken effect.
fn decision(result: Result<json::Response<'_, ()>, json::Error>) -> String {
    let Err(error) = result else {
        return outcome(result);
    };
    let mut what = match &error {
        json::Error::Api(error) => format!("api {}", error.code().as_u32()),
        error => error.label().to_owned(),
    };
    if let Some((step, token)) = error.interruption() {
        what += &format!(" {step}{}", token.map_or("", |_| " with a token"));
    }
    let repeat = match [false, true].map(|is_idempotent| error.may_repeat(is_idempotent)) {
        [true, true] => "always",
        [false, true] => "if-idempotent",
        [false, false] => "never",
        [true, false] => panic!("{error}"),
    };
    let effect = if error.may_have_taken_effect() {
        "may have taken effect"
    } else {
        "no effect"
    };
    format!("{what}, {}, {repeat}, {effect}", error.remedy())
}

#[test]
fn each_response_has_its_result() {
    for (response, expected) in rows(include_str!("responses.txt")) {
        let (status, body) = response.split_once(' ').unwrap();
        let body = body.replace("<EMPTY>", "");
        let read = || match status.parse::<u16>() {
            Ok(status) => json::from_http::<()>(status, body.as_bytes()),
            Err(_) => json::from_slice::<()>(body.as_bytes()),
        };
        assert_eq!(decision(read()), expected, "{response}");
        if status == "-" {
            assert_eq!(decision(json::from_str(&body)), expected, "{response}");
        }
        // All kinds of errors answer the same.
        match read() {
            Err(json::Error::Api(error)) => {
                let answers = (error.remedy(), error.label(), Some(error.code()));
                let repeat = (error.may_repeat(true), error.may_have_taken_effect());
                let outer = json::Error::Api(error);
                assert_eq!((outer.remedy(), outer.label(), outer.code()), answers);
                assert_eq!(
                    (outer.may_repeat(true), outer.may_have_taken_effect()),
                    repeat
                );
            }
            Err(json::Error::Body(error)) => {
                assert_eq!(error.may_repeat(true), error.remedy().may_repeat(true));
                assert!(error.may_have_taken_effect() && json::Error::Body(error).code().is_none());
            }
            _ => {}
        }
    }
}

#[test]
fn a_status_may_be_that_of_an_http_client() {
    let read = |status| json::from_http::<()>(status, b"{}").is_ok();
    assert!(read(http::StatusCode::OK) && !read(http::StatusCode::BAD_GATEWAY));
}

/// The bodies of `bodies.txt`, and the outcome of each.
fn bodies() -> impl Iterator<Item = (String, String)> {
    let named = [
        ("␠", " "),
        ("␊", "\n"),
        ("␍", "\r"),
        ("␉", "\t"),
        ("␀", "\0"),
    ];
    rows(include_str!("bodies.txt")).map(move |(row, expected)| {
        let body = row.replace("<BOM>", "\u{feff}").replace("<EMPTY>", "");
        let body = named
            .iter()
            .fold(body, |body, (name, c)| body.replace(name, c));
        (body, expected)
    })
}

#[test]
fn each_body_has_its_outcome() {
    for (body, expected) in bodies() {
        let read = json::from_http::<Account>(200_u16, body.as_bytes());
        assert_eq!(outcome(read), expected, "{body}");
        // Where the payload is not asked for, it does not matter.
        let is_misfit = expected.starts_with("the payload does not fit");
        let without = match json::from_http::<()>(200_u16, body.as_bytes()) {
            Ok(response) if is_misfit => outcome(Ok(response)),
            result => {
                assert_eq!(outcome(result), expected, "{body}");
                expected.clone()
            }
        };
        // Without a status, a body without a code is no success.
        let unproven = if without == "ok" { "no-code" } else { &without };
        assert_eq!(outcome(json::from_str::<()>(&body)), unproven, "{body}");
        // It does not matter either whether a payload that takes any value wants the metadata, too.
        let everything = json::from_http::<HashMap<String, &RawValue>>(200_u16, body.as_bytes());
        assert_eq!(outcome(everything), without, "{body}");
        // No payload can make a success of an error.
        let undeterred = json::from_http::<Undeterred>(200_u16, body.as_bytes());
        assert_eq!(undeterred.is_ok(), without.starts_with("ok"), "{body}");
        check_shown(body.as_bytes());
        // Half of an object is never a success.
        for (end, _) in body.char_indices() {
            let part = &body[..end];
            let is_whole = part.trim_end().ends_with(['}', ')', ';']);
            let read = json::from_http::<()>(200_u16, part.as_bytes());
            assert!(is_whole || read.is_err(), "{part}");
        }
    }
}

#[test]
fn bytes_that_are_not_text() {
    for (body, expected) in [
        (&b"\xff\xfe{\0}\0"[..], "not-utf8"),
        (b"{\"UID\":\"Ren\xe9e\"}", "not-utf8"),
        (b"<html><title>Passerelle indisponibl\xe9</title>", "html"),
        (b"{\"errorCode\":0,\"UID\":\"Ren\xc3", "cut-short"),
        (b"\0\x01\x02", "not-json"),
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
        "statusCode",
        "validationErrors",
        "regToken",
        "x_regToken",
        "success",
        "errorcode",
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
                    Err(error) => error.code(),
                };
                assert_eq!(found, Some(ResponseCode::new(code)), "{body}");
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
        (nested(100_000, 403042), "403042 INVALID_LOGIN_ID"),
        ("[".repeat(100_000), "cut-short"),
        (r#"{"context":"#.repeat(100_000), "cut-short"),
    ] {
        assert_eq!(
            outcome(json::from_str::<Account>(&body)),
            with_message(expected)
        );
    }

    // Who asks for all of it meets the limit of `serde_json`.
    let body = nested(1000, 0);
    let error = format!("{:#}", json::from_str::<Value>(&body).unwrap_err());
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
    match json::from_str::<Account>(body) {
        Err(json::Error::Api(error)) => error,
        other => panic!("{other:?}"),
    }
}

fn payload_error<'a, T: Deserialize<'a> + Debug>(body: &'a str) -> PayloadError {
    match json::from_http::<T>(200_u16, body.as_bytes()) {
        Err(json::Error::Payload(error)) => error,
        other => panic!("{other:?}"),
    }
}

fn body_error(status: u16, body: &[u8]) -> BodyError {
    match json::from_http::<()>(status, body) {
        Err(json::Error::Body(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_api_error_knows_what_the_body_says() {
    let error = api_error(VALIDATION);
    assert_eq!(error.code(), ResponseCode::VALIDATION);
    let envelope = error.envelope();
    assert_eq!(envelope.code(), Some(ResponseCode::VALIDATION));
    let token = envelope.reg_token().unwrap();
    for (text, expected) in [
        (envelope.message(), "Validation error"),
        (
            envelope.details(),
            "Schema validation failed,\nwith &#39;2&#39; errors",
        ),
        (envelope.call_id(), "7b3f0c52d1e94a86b5a0c7d2e8f41963"),
        (envelope.api_domain(), "eu1.gigya.com"),
        (envelope.flags(), "missingKey"),
        (Some(token.expose_secret()), "st2.s.AcbH"),
    ] {
        assert_eq!(text, Some(expected));
    }
    assert_eq!(format!("{token:?}"), "RegToken(…)");
    assert_eq!(envelope.oauth_error(), None);

    // They may outlive the error.
    let found: Vec<ValidationError<'static>> = envelope.validation_errors().to_vec();
    let line = format!("{error:#}");
    assert_eq!(
        error.read::<Value>().unwrap()["validationErrors"][1]["more"][0],
        1
    );
    let misfit = error.read::<HashMap<String, String>>().unwrap_err();
    assert_eq!(misfit.path(), "errorCode");
    assert!(misfit.to_string().contains("line 3"));
    drop(error);
    let found: Vec<_> = found
        .iter()
        .map(|entry| (entry.code().as_u32(), entry.field_name(), entry.message()))
        .collect();
    assert_eq!(
        found,
        [
            (400003, Some("email"), Some("email already exists")),
            (400006, Some("profile.age"), None),
            (599999, None, Some("why")),
        ]
    );
    assert_eq!(
        line,
        with_message(
            r#"400009 VALIDATION (callId 7b3f0c52d1e94a86b5a0c7d2e8f41963): "Schema validation failed,\nwith &#39;2&#39; errors"; fields: "email", "profile.age""#
        )
    );
}

#[test]
fn what_a_server_says_is_shown_between_quotation_marks_and_on_request() {
    for (body, plain, full) in [
        (
            r#"{"errorCode":403042,"errorDetails":"x (callId 5f)\n\"y\"","errorMessage":"z"}"#,
            "403042 INVALID_LOGIN_ID",
            r#"403042 INVALID_LOGIN_ID: "x (callId 5f)\n\"y\"""#,
        ),
        (
            r#"{"errorCode":403042,"errorDetails":"","errorMessage":"Invalid LoginID","callId":"5f"}"#,
            "403042 INVALID_LOGIN_ID (callId 5f)",
            r#"403042 INVALID_LOGIN_ID (callId 5f): "Invalid LoginID""#,
        ),
        (
            r#"{"errorCode":403042,"callId":"5f) (callId 5e"}"#,
            "403042 INVALID_LOGIN_ID",
            "403042 INVALID_LOGIN_ID",
        ),
        (
            r#"{"errorCode":987654,"callId":"a@b.example"}"#,
            "987654",
            "987654",
        ),
        (
            r#"{"error":"invalid_grant","error_description":"ann@example.com"}"#,
            "599999 MISSING_ERROR_CODE",
            r#"599999 MISSING_ERROR_CODE: "invalid_grant", "ann@example.com""#,
        ),
        (
            r#"{"errorCode":400009,"validationErrors":[{"fieldName":"zip"},{},{"fieldName":"age"}]}"#,
            "400009 VALIDATION",
            r#"400009 VALIDATION; fields: "zip", "age""#,
        ),
    ] {
        let (plain, full) = (with_message(plain), with_message(full));
        let error = api_error(body);
        assert_eq!(error.to_string(), plain);
        assert_eq!(format!("{error:#}"), full);
        assert_eq!(format!("{error:?}"), format!("ApiError({plain})"));
        let error = json::Error::Api(error);
        assert_eq!(format!("{error:<200}|"), format!("{plain:<200}|"));
        let safe_id = error.call_id().filter(|_| plain.contains("callId"));
        assert_eq!(safe_id.is_some(), plain.contains("(callId 5f)"));
    }
    for len in [1, 64, 65] {
        let line = api_error(&format!(
            r#"{{"errorCode":1,"callId":"{}"}}"#,
            "-".repeat(len)
        ));
        assert_eq!(line.to_string().contains("callId"), len < 65);
    }
    assert_eq!(
        api_error(r#"{"errorCode":403042}"#).label(),
        "INVALID_LOGIN_ID"
    );
    assert_eq!(api_error(r#"{"errorCode":987654}"#).label(), "unknown-code");
    assert_eq!(payload_error::<Account>("{}").label(), "payload");
}

#[test]
fn a_misfit_is_not_to_be_repeated_and_was_done() {
    let error = payload_error::<Account>(r#"{"errorCode":0,"callId":"5f"}"#);
    assert!(!error.may_repeat(true) && error.may_have_taken_effect());
    let error = json::Error::Payload(error);
    assert!(!error.may_repeat(true) && error.may_have_taken_effect());
    assert_eq!(
        (error.code(), error.call_id()),
        (Some(ResponseCode::SUCCESS), Some("5f"))
    );
    assert_eq!(error.label(), "payload");
    assert!(error.interruption().is_none());
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
            r#"[{}, {"age": "SECRET"}]"#,
            (
                "line 1 column 65",
                "results[1].age",
                "invalid type: string \"SECRET\", expected u8",
            ),
        ),
        (
            "7",
            (
                "line 1 column 45",
                "results",
                "invalid type: integer `7`, expected a sequence",
            ),
        ),
        (
            r#"[{"kind": "SECRET"}]"#,
            (
                "line 1 column 62",
                "results[0].kind",
                "unknown variant `SECRET`, expected `Full` or `Lite`",
            ),
        ),
        (
            r#"[{"SECRET": 7}]"#,
            (
                "line 1 column 54",
                "results[0].SECRET",
                "unknown field `SECRET`, expected one of `age`, `kind`, `pair`, `url`, `own`",
            ),
        ),
        (
            r#"[{"own": "SECRET"}]"#,
            (
                "line 1 column 62",
                "results[0]",
                "found SECRET, expected another",
            ),
        ),
    ] {
        let body = format!(r#"{{"callId": "5f", "errorCode": 0, "results": {results}}}"#);
        let error = payload_error::<Search>(&body);
        let (place, path, message) = message;
        let plain = format!("the payload does not fit at {place} (callId 5f)");
        assert_eq!(error.to_string(), plain);
        assert_eq!(
            format!("{error:#}"),
            format!("{plain}: \"{path}\", {message:?}")
        );
        assert_eq!(format!("{error:?}"), format!("PayloadError({plain})"));
        assert_eq!(error.path(), path);
        assert_eq!(error.envelope().call_id(), Some("5f"));
    }
}

#[test]
fn a_body_error_says_what_was_found_and_how_long_it_is() {
    for (body, plain, said) in [
        (&b""[..], "the body is empty (HTTP 200, 0 bytes)", ""),
        (
            b"<html>\r\n<head><TITLE lang=en>502 Bad\xff\nGateway</title></head>",
            "the body is HTML (HTTP 200, 60 bytes)",
            r#": "502 Bad�\nGateway", "invalid utf-8 sequence of 1 bytes from index 36""#,
        ),
        (
            b"<html><h1>Bad Gateway",
            "the body is HTML (HTTP 200, 21 bytes)",
            "",
        ),
        (
            b"<response><errorCode>0</errorCode>",
            "the body is XML: ask for `format=json` (HTTP 200, 34 bytes)",
            "",
        ),
        (
            b"<Error><title>SECRET</title>",
            "the body is XML, but not Gigya's (HTTP 200, 28 bytes)",
            "",
        ),
        (
            b"{\"errorCode\":206001,\"regToken\":\"SECRET",
            "the body is cut short (HTTP 200, 38 bytes, line 1 column 38)",
            r#": "EOF while parsing a string""#,
        ),
        (
            b"[\"SECRET\"]",
            "the body is JSON, but not an object (HTTP 200, 10 bytes)",
            "",
        ),
        (
            b"\n OK {}",
            "the body is not JSON (HTTP 200, 7 bytes, line 2 column 2)",
            r#": "expected value""#,
        ),
        (
            b"cb({\n\"a\"})",
            "the body is not JSON (HTTP 200, 10 bytes, line 2 column 4)",
            r#": "expected `:`""#,
        ),
        (
            b"{\"UID\":\"\xe9\"}",
            "the body is not UTF-8 (HTTP 200, 11 bytes)",
            r#": "invalid utf-8 sequence of 1 bytes from index 8""#,
        ),
        (
            b"{\"errorCode\":\"SECRET\"}",
            "the body's `errorCode` is not a response code (HTTP 200, 22 bytes)",
            r#": "invalid value: string \"SECRET\", expected a response code, which is an integer from 0 to 4294967295""#,
        ),
        (
            b"{\"errorCode\":1,\"errorCode\":1}",
            "the body's `errorCode` is not a response code (HTTP 200, 29 bytes)",
            r#": "duplicate field `errorCode`""#,
        ),
        (
            b"{\"statusCode\":500}",
            "the body reports a failure without an `errorCode` (HTTP 200, 18 bytes)",
            "",
        ),
    ] {
        let error = body_error(200, body);
        assert_eq!(error.to_string(), plain);
        assert_eq!(format!("{error:#}"), format!("{plain}{said}"));
        assert_eq!(format!("{error:?}"), format!("BodyError({plain})"));
    }
    assert_eq!(
        json::from_str::<()>("{}").unwrap_err().to_string(),
        "the body has no `errorCode`, and the HTTP status proves no success (2 bytes)"
    );
}

#[test]
fn lines_are_short() {
    let entry = format!(r#"{{"fieldName":"{}"}}"#, "\\u3164".repeat(10_000));
    let entries = vec![entry; 100].join(",");
    let body = format!(r#"{{"errorCode":400009,"validationErrors":[{entries}]}}"#);
    let line = format!("{:#}", api_error(&body));
    assert!(line.ends_with(", …") && line.len() < 5_000);
    assert_eq!(line.matches(", ").count(), 8);
}

fn read<'a, T: Deserialize<'a>>(body: &'a str) -> Result<json::Response<'a, T>, json::Error> {
    json::from_http(200_u16, body.as_bytes())
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

    let response = read::<Metadata>(body).unwrap();
    assert_eq!(response.payload.call_id, "5f");
    assert_eq!(response.payload.error_code, ResponseCode::SUCCESS);
    assert_eq!(response.payload.context["step"], 2);
    assert_eq!(response.payload.time.as_deref(), Some("t"));
    assert_eq!(response.envelope.call_id(), Some("5f"));

    let flat = read::<Flat>(body).unwrap().payload;
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
    let newtype = read::<Newtype>(body).unwrap();
    assert_eq!(newtype.payload.0.uid, "a1");
    let option = read::<Option<Account>>(body).unwrap();
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
            "\"callId\", \"invalid type: string \\\"5f\\\", expected unit",
        ),
    ] {
        assert!(format!("{misfit:#}").contains(expected), "{misfit:#}");
    }

    let body = r#"{"errorCode":200008}"#;
    let by_variant = json::from_str::<Kind>(body).unwrap();
    assert_eq!(by_variant.payload, Kind::ErrorCode(200008));
    let by_key = json::from_str::<HashMap<Key, u32>>(body).unwrap();
    assert_eq!(by_key.payload[&Key::ErrorCode], 200008);
    let by_name = json::from_str::<HashMap<Name, u32>>(body).unwrap();
    assert_eq!(by_name.payload[&Name("errorCode".into())], 200008);
    let by_number = read::<HashMap<u8, bool>>(r#"{"7":true}"#).unwrap();
    assert!(by_number.payload[&7]);
}

#[test]
fn an_envelope_borrows_until_it_is_told_not_to() {
    let envelope = {
        let body = r#"{"callId":"5f","errorMessage":"\u0032026","errorCode":0,
            "validationErrors":[{"message":"\n"}]}"#
            .to_owned();
        json::from_str::<()>(&body).unwrap().envelope.into_owned()
    };
    assert_eq!(envelope.call_id(), Some("5f"));
    assert_eq!(envelope.message(), Some("2026"));
    assert_eq!(envelope.validation_errors()[0].message(), Some("\n"));
    assert_eq!(
        format!("{:?} {envelope:?}", envelope.validation_errors()),
        "[ValidationError { code: MISSING_ERROR_CODE(599999), .. }] \
         Envelope { code: Some(SUCCESS(0)), call_id: Some(\"5f\"), .. }"
    );
}

#[test]
fn errors_are_small_and_cross_threads() {
    fn check<T: Error + Send + Sync + 'static>() {
        assert!(size_of::<T>() <= 2 * size_of::<usize>());
    }
    check::<json::Error>();
    check::<ApiError>();
    check::<PayloadError>();
    check::<BodyError>();
}
