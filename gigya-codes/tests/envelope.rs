//! The `serde` feature: the metadata of a response, in any format that describes itself.

#![cfg(feature = "serde")]

use std::collections::BTreeMap;

use gigya_codes::{Envelope, ResponseCode};
use serde::Deserialize;
use serde::de::value::{Error, MapDeserializer};
use serde_json::{Deserializer, Value, from_str, json};

#[test]
fn a_body_is_read_from_text_and_from_values() {
    let body = json!({
        "callId": "5f3e1c",
        "errorCode": 206001,
        "statusCode": 206,
        "validationErrors": [{"errorCode": 400027, "fieldName": "zip"}],
        "regToken": "st2.s.AcbH",
        "profile": {"errorCode": 1, "callId": "not this one"},
    });
    let text = body.to_string();
    let envelope: Envelope = from_str(&text).unwrap();
    assert_eq!(envelope.code(), ResponseCode::ACCOUNT_PENDING_REGISTRATION);
    assert_eq!(envelope.call_id(), Some("5f3e1c"));
    assert_eq!(envelope.status_code(), Some(206));
    assert_eq!(envelope.validation_errors()[0].field_name(), Some("zip"));
    assert_eq!(envelope.reg_token(), Some("st2.s.AcbH"));
    assert_eq!(envelope.message(), None);
    assert_eq!(Envelope::deserialize(&body).unwrap(), envelope);
    assert_eq!(Envelope::deserialize_owned(body).unwrap(), envelope);
    let other = text.replace("5f3e1c", "5f3e1d");
    assert_ne!(from_str::<Envelope>(&other).unwrap(), envelope);
    let mut reader = Deserializer::from_reader(text.as_bytes());
    assert_eq!(Envelope::deserialize_owned(&mut reader).unwrap(), envelope);
}

#[test]
fn the_rest_is_kept_where_there_is_a_place_for_it() {
    #[derive(Deserialize)]
    struct Body<'a> {
        #[serde(borrow, flatten)]
        envelope: Envelope<'a>,
        #[serde(flatten)]
        rest: BTreeMap<String, Value>,
    }

    let body: Body = from_str(r#"{"errorCode":"200001","UID":"a1","callId":"5f"}"#).unwrap();
    assert_eq!(body.envelope.code(), ResponseCode::OPERATION_CANCELED);
    assert_eq!(body.envelope.call_id(), Some("5f"));
    assert_eq!(body.rest, BTreeMap::from([("UID".to_owned(), json!("a1"))]));
}

#[test]
fn an_invalid_code_is_named() {
    for (code, found) in [
        ("null", "invalid type: null"),
        ("-1", "invalid value: integer `-1`"),
        ("403042.5", "invalid type: floating point `403042.5`"),
        (
            r#""Invalid LoginID""#,
            r#"invalid value: string "Invalid LoginID""#,
        ),
        ("{}", "invalid type: map"),
    ] {
        let body = format!(r#"{{"errorCode":{code}}}"#);
        let error = from_str::<Envelope>(&body).unwrap_err().to_string();
        let expected = format!("{found}, expected a response code, which is an integer from 0");
        assert!(error.starts_with(&expected), "{error}");
    }
    let error = from_str::<Envelope>("[]").unwrap_err().to_string();
    assert!(
        error.contains("expected a response body, which is an object"),
        "{error}"
    );
}

/// Numbers come as maps once some crate has turned `serde_json/arbitrary_precision` on.
#[test]
fn numbers_of_arbitrary_precision_are_numbers() {
    fn number(digits: &str) -> MapDeserializer<'_, impl Iterator<Item = (&str, &str)>, Error> {
        MapDeserializer::new([("$serde_json::private::Number", digits)].into_iter())
    }
    let code = ResponseCode::deserialize(number("403042"));
    assert_eq!(code, Ok(ResponseCode::INVALID_LOGIN_ID));
    assert!(ResponseCode::deserialize(number("4e5")).is_err());

    let body = [("statusCode", number("403")), ("apiVersion", number("-2"))];
    let envelope = Envelope::deserialize(MapDeserializer::new(body.into_iter())).unwrap();
    assert_eq!(envelope.status_code(), Some(403));
    assert_eq!(envelope.api_version(), None);
}

/// JSON has neither signed numbers that are positive nor keys that are numbers.
#[test]
fn other_formats_have_other_types() {
    let body = [("statusCode", 403_i64), ("apiVersion", -2)];
    let body = MapDeserializer::<_, Error>::new(body.into_iter());
    let envelope = Envelope::deserialize(body).unwrap();
    assert_eq!(envelope.status_code(), Some(403));
    assert_eq!(envelope.api_version(), None);

    let body = MapDeserializer::<_, Error>::new([(7, 7)].into_iter());
    assert_eq!(Envelope::deserialize(body).unwrap(), Envelope::default());
}

#[test]
fn debug_shows_what_is_there_but_no_secrets() {
    let token = "st2.s.".to_owned() + &"SECRET".repeat(10);
    let body = json!({
        "callId": "5f",
        "errorCode": 206001,
        "errorDetails": format!("regToken {token}\nis pending"),
        "regToken": token,
        "validationErrors": [{"message": format!("not {token}"), "fieldName": "zip"}],
        "ignoredParams": [{"paramName": token}],
    });
    assert_eq!(
        format!("{:?}", Envelope::deserialize(&body).unwrap()),
        "Envelope { errorCode: ACCOUNT_PENDING_REGISTRATION(206001), \
         errorDetails: \"regToken …\\nis pending\", callId: \"5f\", regToken: \"…\", \
         validationErrors: [ValidationError { code: None, message: Some(\"not …\"), \
         name: Some(\"zip\") }], ignoredParams: [IgnoredParam { code: None, message: None, \
         name: Some(\"…\") }] }"
    );
    for (body, shown) in [
        (r#"{"error":"x"}"#, r#"error: "x""#),
        (
            r#"{"error":"x","errorCode":403042}"#,
            r#"errorCode: INVALID_LOGIN_ID(403042), error: "x""#,
        ),
    ] {
        let envelope: Envelope = from_str(body).unwrap();
        assert_eq!(format!("{envelope:?}"), format!("Envelope {{ {shown} }}"));
    }
}

#[test]
fn a_body_without_a_code_may_have_failed() {
    for (body, code) in [
        ("{}", ResponseCode::SUCCESS),
        (r#"{"error":0}"#, ResponseCode::SUCCESS),
        (r#"{"error":500001}"#, ResponseCode::GENERAL_SERVER_ERROR),
        (
            r#"{"error":"invalid_grant"}"#,
            ResponseCode::MISSING_ERROR_CODE,
        ),
        (r#"{"errors":[1]}"#, ResponseCode::MISSING_ERROR_CODE),
        (r#"{"statusCode":"502"}"#, ResponseCode::MISSING_ERROR_CODE),
    ] {
        assert_eq!(from_str::<Envelope>(body).unwrap().code(), code, "{body}");
    }
}
