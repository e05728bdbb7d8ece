//! The `json` feature: what comes of the bodies that servers, SDKs and gateways send.

#![cfg(feature = "json")]

use std::collections::HashMap;
use std::error::Error;

use gigya_codes::json::{self, ApiError, BodyErrorKind, PayloadError};
use gigya_codes::{Envelope, Remedy, ResponseCode};
use serde::Deserialize;
use serde::de::{Error as _, IgnoredAny};
use serde_json::Value;

/// What most methods answer with.
#[derive(Debug, Deserialize)]
struct Account {
    #[serde(rename = "UID")]
    uid: String,
}

/// `yes` and the payload, `no` and the code, or the first words of the error.
fn outcome(body: &[u8]) -> String {
    match json::from_slice::<Account>(body) {
        Ok(response) => format!("yes {} {}", response.code().as_u32(), response.payload.uid),
        Err(json::Error::Api(error)) => format!("no {}", error.code().as_u32()),
        Err(json::Error::Payload(error)) => {
            let (path, line, column) = (error.path(), error.line(), error.column());
            format!("misfit at {path:?} {line}:{column}")
        }
        Err(json::Error::Body(error)) => format!("{:?}", error.kind()),
        Err(error) => panic!("a new kind of error: {error:?}"),
    }
}

#[track_caller]
fn check(rows: &[(&str, &str)]) {
    for (body, expected) in rows {
        assert_eq!(outcome(body.as_bytes()), *expected, "{body}");
        // Bytes and text are read alike.
        let as_text = json::from_str::<Account>(body).is_ok();
        assert_eq!(as_text, expected.starts_with("yes"), "{body}");
    }
}

#[test]
fn the_code_and_the_payload_decide() {
    check(&[
        (r#"{"errorCode":0,"UID":"a1"}"#, "yes 0 a1"),
        (r#"{"UID":"a1","errorCode":0}"#, "yes 0 a1"),
        (r#"{"UID":"a1"}"#, "yes 0 a1"),
        (r#"{"errorCode":0}"#, r#"misfit at "" 1:15"#),
        (r#"{"errorCode":0,"UID":7}"#, r#"misfit at "UID" 1:22"#),
        (r#"{"errorCode":0,"UID":null}"#, r#"misfit at "UID" 1:25"#),
        ("{}", r#"misfit at "" 1:2"#),
        (r#"{"errorCode":403042}"#, "no 403042"),
        (r#"{"errorCode":403042,"UID":"a1"}"#, "no 403042"),
        (r#"{"UID":"a1","errorCode":403042}"#, "no 403042"),
        (r#"{"UID":7,"errorCode":403042}"#, "no 403042"),
        (
            r#"{"errorCode":206001,"regToken":"st2.s","UID":"a1"}"#,
            "no 206001",
        ),
        (r#"{"errorCode":987654}"#, "no 987654"),
        (r#"{"errorCode":4294967295}"#, "no 4294967295"),
        (r#"{"errorCode":200001,"UID":"a1"}"#, "yes 200001 a1"),
        (r#"{"errorCode":200001}"#, "no 200001"),
        (r#"{"errorCode":200009,"UID":7}"#, "no 200009"),
        (r#"{"errorCode":200010,"UID":"a1"}"#, "no 200010"),
        (r#"{"errorCode":206005,"UID":"a1"}"#, "yes 206005 a1"),
        (r#"{"errorCode":206005}"#, "no 206005"),
    ]);
}

#[test]
fn the_code_is_a_number_or_digits() {
    check(&[
        (r#"{"errorCode":"403042"}"#, "no 403042"),
        (r#"{"errorCode":"0","UID":"a1"}"#, "yes 0 a1"),
        (r#"{"errorCode":"0403042"}"#, "no 403042"),
        (r#"{"error\u0043ode":403042,"UID":"a1"}"#, "no 403042"),
        (r#"{"errorcode":403042,"UID":"a1"}"#, "yes 0 a1"),
        (r#"{"errorCode":-1,"UID":"a1"}"#, "ErrorCode"),
        (r#"{"errorCode":-0,"UID":"a1"}"#, "ErrorCode"),
        (r#"{"errorCode":403042.5}"#, "ErrorCode"),
        (r#"{"errorCode":403042.0}"#, "ErrorCode"),
        (r#"{"errorCode":4e5}"#, "ErrorCode"),
        (r#"{"errorCode":4294967296}"#, "ErrorCode"),
        (r#"{"errorCode":99999999999999999999999999}"#, "ErrorCode"),
        (r#"{"errorCode":null,"UID":"a1"}"#, "ErrorCode"),
        (r#"{"errorCode":true,"UID":"a1"}"#, "ErrorCode"),
        (r#"{"errorCode":"","UID":"a1"}"#, "ErrorCode"),
        (r#"{"errorCode":"-1","UID":"a1"}"#, "ErrorCode"),
        (r#"{"errorCode":"INVALID_LOGIN_ID"}"#, "ErrorCode"),
        (r#"{"errorCode":[403042]}"#, "ErrorCode"),
        (r#"{"errorCode":{"value":403042}}"#, "ErrorCode"),
        (r#"{"errorCode":1e999}"#, "NotJson"),
    ]);
}

#[test]
fn of_several_the_last_counts_unless_the_payload_names_them() {
    check(&[
        (
            r#"{"errorCode":0,"errorCode":403042,"UID":"a1"}"#,
            "no 403042",
        ),
        (
            r#"{"errorCode":403042,"errorCode":0,"UID":"a1"}"#,
            "yes 0 a1",
        ),
        (r#"{"errorCode":403042,"errorCode":null}"#, "ErrorCode"),
        (r#"{"UID":"a1","UID":"b2"}"#, r#"misfit at "UID" 1:17"#),
        (r#"{"UID":"a1","UID":"b2","errorCode":403042}"#, "no 403042"),
    ]);
}

#[test]
fn wrappers_make_no_difference() {
    check(&[
        (" \r\n\t{\"UID\":\"a1\"}\n\n", "yes 0 a1"),
        ("\u{feff}{\"UID\":\"a1\"}", "yes 0 a1"),
        ("\n\u{feff}\n{\"errorCode\":403042}\n", "no 403042"),
        (r#"gigya.callback({"UID":"a1"});"#, "yes 0 a1"),
        (r#"gigya.callback({"errorCode":403042});"#, "no 403042"),
        (r#"gigya._.cbs[7]({"UID":"a1"})"#, "yes 0 a1"),
        (r#"jQuery_123 ( {"UID":"a1"} ) ; "#, "yes 0 a1"),
        (r#"/**/cb({"UID":"a1"});"#, "yes 0 a1"),
        (r#"({"UID":"a1"})"#, "yes 0 a1"),
        ("\u{feff}cb({\"UID\":\"a1\"});\n", "yes 0 a1"),
        ("cb(\n{\"UID\":\n7});", r#"misfit at "UID" 3:1"#),
        (r#"\u{feff} cb({"UID":7});"#, "NotJson"),
        (r#"cb({"UID":7});"#, r#"misfit at "UID" 1:11"#),
        (r#"cb({"UID":"a1""#, "CutShort"),
        ("cb(", "NotJson"),
        ("cb([]);", "NotJson"),
        (r#"a+b({"UID":"a1"})"#, "NotJson"),
    ]);
}

#[test]
fn oauth2_has_a_shape_of_its_own() {
    check(&[
        (
            r#"{"error":500001,"error_description":"500001 - Server error"}"#,
            "no 500001",
        ),
        (r#"{"error":"500001"}"#, "no 500001"),
        (r#"{"error":"invalid_request"}"#, "no 599999"),
        (r#"{"error":"invalid_grant","UID":"a1"}"#, "no 599999"),
        (r#"{"error":99999999999}"#, "no 599999"),
        (r#"{"error":400002,"errorCode":0,"UID":"a1"}"#, "yes 0 a1"),
        (r#"{"error":"x","errorCode":403042}"#, "no 403042"),
        (r#"{"error":null,"UID":"a1"}"#, "yes 0 a1"),
        (r#"{"error":"","UID":"a1"}"#, "yes 0 a1"),
        (r#"{"error":0,"UID":"a1"}"#, "yes 0 a1"),
        (r#"{"error":{"code":3},"UID":"a1"}"#, "yes 0 a1"),
    ]);
}

#[test]
fn a_body_that_is_not_gigyas_is_told_apart() {
    check(&[
        ("", "Empty"),
        (" \r\n", "Empty"),
        ("\u{feff}", "Empty"),
        (
            "<html>\r\n<head><title>502 Bad Gateway</title></head>",
            "Html",
        ),
        ("\n<!DOCTYPE html><html lang=\"en\">", "Html"),
        ("<HTML><BODY>", "Html"),
        (
            "<?xml version=\"1.0\"?><!doctype HTML PUBLIC \"\"><html>",
            "Html",
        ),
        (
            "<?xml version=\"1.0\"?><loginResponse><errorCode>0</errorCode>",
            "Xml",
        ),
        (r#"{"errorCode":403042"#, "CutShort"),
        (r#"{"errorCode":403042,"callId":"5f"#, "CutShort"),
        (r#"{"errorCode":0,"UID":"a1""#, "CutShort"),
        (r#"{"errorCode":0,"UID":"a1","data":{"b":[1,"#, "CutShort"),
        ("{", "CutShort"),
        ("[", "CutShort"),
        ("tru", "CutShort"),
        ("[]", "NotAnObject"),
        (r#"[{"errorCode":0,"UID":"a1"}]"#, "NotAnObject"),
        ("null", "NotAnObject"),
        ("502", "NotAnObject"),
        (r#""OK""#, "NotAnObject"),
        ("OK", "NotJson"),
        (
            "upstream connect error or disconnect/reset before headers",
            "NotJson",
        ),
        ("error(503)", "NotJson"),
        ("{'errorCode':0}", "NotJson"),
        (r#"{"errorCode":0,}"#, "NotJson"),
        (r#"{"errorCode":0}{"errorCode":0}"#, "NotJson"),
        (r#"{"errorCode":0,"UID":"a1"} OK"#, "NotJson"),
        (r#"{"errorCode":403042} OK"#, "NotJson"),
        (r#"{"errorCode":403042,"UID":"\x"}"#, "NotJson"),
        ("{\"errorCode\":403042}\0", "NotJson"),
        ("access_token=st2&expires_in=0", "NotJson"),
    ]);
}

#[test]
fn bytes_that_are_no_text() {
    for (body, expected) in [
        (&b"\xff\xfe{\0}\0"[..], "NotUtf8"),
        (b"{\"UID\":\"Ren\xe9e\"}", "NotUtf8"),
        (b"<html><title>Passerelle indisponibl\xe9</title>", "Html"),
        (b"{\"errorCode\":0,\"UID\":\"Ren\xc3", "CutShort"),
        (b"\0\x01\x02", "NotJson"),
    ] {
        assert_eq!(outcome(body), expected);
    }
}

#[test]
fn metadata_of_a_surprising_type_does_not_hide_the_code() {
    for value in [
        "null",
        "7",
        "-7",
        "7.5",
        "true",
        r#""x""#,
        "[7]",
        "[[]]",
        r#"{"x":{}}"#,
        "[{}]",
    ] {
        for field in [
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
        ] {
            for (code, expected) in [(0, "yes 0 a1"), (403042, "no 403042")] {
                check(&[
                    (
                        &format!(r#"{{"{field}":{value},"errorCode":{code},"UID":"a1"}}"#),
                        expected,
                    ),
                    (
                        &format!(r#"{{"errorCode":{code},"UID":"a1","{field}":{value}}}"#),
                        expected,
                    ),
                ]);
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
    check(&[
        (&nested(100_000, 0), "yes 0 a1"),
        (&nested(100_000, 403042), "no 403042"),
        (&"[".repeat(100_000), "CutShort"),
        (&r#"{"context":"#.repeat(100_000), "CutShort"),
    ]);

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

fn payload_error<'a, T: Deserialize<'a> + std::fmt::Debug>(body: &'a str) -> PayloadError {
    match json::from_str::<T>(body) {
        Err(json::Error::Payload(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_api_error_knows_what_the_body_says() {
    let error = api_error(VALIDATION);
    assert_eq!(error.code(), ResponseCode::VALIDATION);
    assert_eq!(error.remedy(), Remedy::CorrectInput);
    assert_eq!(error.message(), Some("Validation error"));
    assert_eq!(
        error.details(),
        Some("Schema validation failed,\nwith &#39;2&#39; errors")
    );
    assert_eq!(error.call_id(), Some("7b3f0c52d1e94a86b5a0c7d2e8f41963"));
    assert_eq!(error.reg_token(), Some("st2.s.AcbH"));
    assert_eq!(error.api_domain(), Some("eu1.gigya.com"));
    let envelope = error.envelope();
    assert_eq!(envelope.flags(), Some("missingKey"));
    assert_eq!(envelope.api_version(), Some(2));
    assert_eq!(envelope.status_code(), Some(400));
    assert_eq!(envelope.status_reason(), Some("Bad Request"));
    assert_eq!(envelope.time(), Some("2026-02-03T04:05:06.789Z"));
    assert_eq!(envelope.context(), Some("from the caller"));
    assert_eq!(envelope.oauth_error(), None);

    let [email, age, nameless] = error.validation_errors() else {
        panic!("{error:?}");
    };
    assert_eq!(email.code(), ResponseCode::UNIQUE_IDENTIFIER_EXISTS);
    assert_eq!(email.field_name(), Some("email"));
    assert_eq!(email.message(), Some("email already exists"));
    assert_eq!(age.code(), ResponseCode::INVALID_PARAMETER_VALUE);
    assert_eq!(age.field_name(), Some("profile.age"));
    assert_eq!(age.message(), None);
    assert_eq!(nameless.code(), ResponseCode::MISSING_ERROR_CODE);

    let [lang, empty] = envelope.ignored_params() else {
        panic!("{envelope:?}");
    };
    assert_eq!(lang.param_name(), Some("lang"));
    assert_eq!(lang.warning_code(), Some(ResponseCode::PERMISSION_DENIED));
    assert_eq!(lang.message(), Some("denied"));
    assert_eq!(empty.warning_code(), None);

    assert_eq!(error.body(), VALIDATION);
    assert_eq!(error.read::<Account>().unwrap().uid, "a1");
    assert_eq!(
        error.read::<Value>().unwrap()["validationErrors"][1]["more"][0],
        1
    );
    let misfit = error.read::<HashMap<String, String>>().unwrap_err();
    assert_eq!(misfit.path(), "errorCode");
    assert_eq!(misfit.line(), 3);
}

#[test]
fn an_api_error_is_one_line() {
    for (body, line) in [
        (
            VALIDATION,
            r"400009 Validation: Schema validation failed,\nwith &#39;2&#39; errors; fields: email, profile.age (callId 7b3f0c52d1e94a86b5a0c7d2e8f41963)",
        ),
        (r#"{"errorCode":403048}"#, "403048 API Rate Limit Exceeded"),
        (
            r#"{"errorCode":987654,"errorMessage":"Brand new"}"#,
            "987654: Brand new",
        ),
        (
            r#"{"errorCode":403042,"errorDetails":"","callId":"x\u001b[2J\u202ey"}"#,
            r"403042 Invalid loginID (callId x\u{1b}[2J\u{202e}y)",
        ),
        (
            r#"{"error":"invalid_grant","error_description":"Code expired"}"#,
            "599999 Missing Error Code: invalid_grant: Code expired",
        ),
        (
            r#"{"error":500001,"error_description":"500001 - Server error"}"#,
            "500001 General Server error: 500001 - Server error",
        ),
    ] {
        assert_eq!(api_error(body).to_string(), line);
    }

    let names: Vec<_> = (0..100)
        .map(|n| format!(r#"{{"fieldName":"f{n}"}}"#))
        .collect();
    let body = format!(
        r#"{{"errorCode":400009,"validationErrors":[{}]}}"#,
        names.join(",")
    );
    let line = api_error(&body).to_string();
    assert!(line.ends_with("f6, f7, …"), "{line}");
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
        fn deserialize<D: serde::Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
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
    let body = r#"{"errorCode":0,"UID":7}"#;
    let error = payload_error::<Account>(body);
    let said = error.get_ref().to_string();
    assert!(
        said.starts_with("invalid type: integer `7`, expected a string"),
        "{said}"
    );
}

#[test]
fn what_is_no_body_shows_how_it_begins() {
    for (body, line) in [
        ("", "the body is empty"),
        (
            "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>",
            "the body is HTML: <html> <head><title>502 Bad Gateway</title></head> <body>",
        ),
        (
            "<?xml version=\"1.0\"?>\n<response><regToken>SECRET</regToken>",
            "the body is XML: <?xml version=\"…\"?>",
        ),
        (
            r#"{"errorCode":206001,"regToken":"SECRET"#,
            "the body is cut short (EOF while parsing a string at line 1 column 38): \
             {\"errorCode\":206001,\"regToken\":\"…\"",
        ),
        (r#"["SECRET"]"#, "the body is JSON, but no object: [\"…\"]"),
        (
            "no healthy upstream\u{1b}[31m",
            r"the body is not JSON (expected ident at line 1 column 2): no healthy upstream\u{1b}[31m",
        ),
        (
            "\n OK {}",
            "the body is not JSON (expected value at line 2 column 2): OK {}",
        ),
        (
            "cb({\n\"a\"})",
            "the body is not JSON (expected `:` at line 2 column 4): cb({ \"…\"})",
        ),
        (
            r#"{"errorCode":-1}"#,
            "the body's `errorCode` is no response code (invalid value: integer `-1`, expected a \
             response code, which is an integer from 0 to 4294967295): {\"errorCode\":-1}",
        ),
    ] {
        let json::Error::Body(error) = json::from_str::<Account>(body).unwrap_err() else {
            panic!("{body}");
        };
        assert_eq!(error.to_string(), line);
        assert!(error.excerpt().chars().count() <= 101);
    }
    let json::Error::Body(error) = json::from_slice::<Account>(b"{\"UID\":\"\xe9\"}").unwrap_err()
    else {
        panic!();
    };
    assert_eq!(error.kind(), BodyErrorKind::NotUtf8);
    assert_eq!(
        error.to_string(),
        "the body is not UTF-8 (UTF-8 ends after 8 bytes): {\"UID\":\"…\"}"
    );
}

#[test]
fn debug_shows_no_secrets() {
    let error = api_error(r#"{"errorCode":206001,"regToken":"SECRET"}"#);
    assert_eq!(
        format!("{error:?}"),
        "ApiError { envelope: Envelope { code: ACCOUNT_PENDING_REGISTRATION(206001), \
         reg_token: \"…\" }, .. }"
    );
    let error = json::from_str::<Account>(r#"["SECRET"]"#).unwrap_err();
    assert_eq!(
        format!("{error:?}"),
        "Body(BodyError { kind: NotAnObject, reason: None, excerpt: \"[\"…\"]\" })"
    );
    let error = payload_error::<Account>(r#"{"UID":["SECRET"],"regToken":"SECRET"}"#);
    assert_eq!(
        format!("{error:?}"),
        "PayloadError { reason: \"invalid type: sequence, expected a string\", path: \"UID\", \
         line: 1, column: 7, envelope: Envelope { code: SUCCESS(0), reg_token: \"…\" }, .. }"
    );
}

#[test]
fn the_payload_sees_the_whole_body() {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Metadata<'a> {
        call_id: &'a str,
        error_code: ResponseCode,
        context: HashMap<&'a str, u8>,
    }

    #[derive(Deserialize)]
    struct Flat {
        #[serde(flatten)]
        account: Account,
        #[serde(flatten)]
        rest: HashMap<String, Value>,
    }

    let body = r#"{"callId":"5f","errorCode":0,"context":{"step":2},"UID":"a\n1"}"#;

    let response = json::from_str::<Metadata>(body).unwrap();
    assert_eq!(response.payload.call_id, "5f");
    assert_eq!(response.payload.error_code, ResponseCode::SUCCESS);
    assert_eq!(response.payload.context["step"], 2);
    assert_eq!(response.envelope.call_id(), Some("5f"));
    assert_eq!(response.envelope.context(), None);

    let flat = json::from_str::<Flat>(body).unwrap().payload;
    assert_eq!(flat.account.uid, "a\n1");
    assert_eq!(flat.rest["callId"], "5f");

    let value = json::from_str::<Value>(body).unwrap().payload;
    assert_eq!(value, serde_json::from_str::<Value>(body).unwrap());
    let map = json::from_str::<HashMap<String, Value>>(body).unwrap();
    assert_eq!(map.payload.len(), 4);
}

#[test]
fn a_payload_may_be_nothing() {
    let body = r#"{"errorCode":0,"callId":"5f","UID":"a1"}"#;
    json::from_str::<()>(body).unwrap();
    json::from_str::<IgnoredAny>(body).unwrap();
    assert!(json::from_str::<()>(r#"{"errorCode":403042}"#).is_err());
    assert!(json::from_str::<()>(r#"{"errorCode":0} OK"#).is_err());
    assert!(json::from_str::<()>("[]").is_err());
}

#[test]
fn a_payload_of_another_kind_is_left_to_serde_json() {
    #[derive(Deserialize)]
    struct Newtype(Account);

    #[derive(Debug, Deserialize)]
    struct Unit;

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
    let pair = payload_error::<(String, String)>(body).to_string();
    assert!(
        pair.contains("invalid type: map, expected a tuple of size 2"),
        "{pair}"
    );
    let unit = payload_error::<Unit>(body).to_string();
    assert!(
        unit.contains("invalid type: map, expected unit struct Unit"),
        "{unit}"
    );

    let body = r#"{"errorCode":200009}"#;
    let by_variant = json::from_str::<Kind>(body).unwrap();
    assert_eq!(by_variant.payload, Kind::ErrorCode(200009));
    let by_key = json::from_str::<HashMap<Key, u32>>(body).unwrap();
    assert_eq!(by_key.payload[&Key::ErrorCode], 200009);
    let by_name = json::from_str::<HashMap<Name, u32>>(body).unwrap();
    assert_eq!(by_name.payload[&Name("errorCode".into())], 200009);
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
    fn check<T: Error + Send + Sync + 'static>() {}
    check::<json::Error>();
    check::<ApiError>();
    check::<PayloadError>();
    check::<json::BodyError>();
    assert_eq!(size_of::<ApiError>(), size_of::<usize>());
    assert!(size_of::<json::Error>() <= 2 * size_of::<usize>());

    let error = json::Error::from(api_error(VALIDATION));
    assert_eq!(
        error.api().map(ApiError::code),
        Some(ResponseCode::VALIDATION)
    );
    assert_eq!(error.to_string(), api_error(VALIDATION).to_string());
    assert!(error.source().is_none());
    assert!(json::from_str::<Account>("").unwrap_err().api().is_none());
}

#[cfg(feature = "http")]
#[test]
fn a_status_code_may_be_no_http_status() {
    for (body, status) in [
        (r#"{"statusCode":403}"#, Some(http::StatusCode::FORBIDDEN)),
        (r#"{"statusCode":"403"}"#, Some(http::StatusCode::FORBIDDEN)),
        (r#"{"statusCode":7}"#, None),
        (r#"{"statusCode":70000}"#, None),
        ("{}", None),
    ] {
        let response = json::from_str::<()>(body).unwrap();
        assert_eq!(response.envelope.http_status(), status, "{body}");
    }
}
