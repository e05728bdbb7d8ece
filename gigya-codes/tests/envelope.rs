//! The metadata of a response alone, in any format that describes itself.

#![cfg(feature = "json")]

use gigya_codes::ResponseCode;
use gigya_codes::json::Envelope;
use serde::Deserialize;
use serde::de::value::{Error, MapDeserializer};
use serde_json::{from_str, json};

#[test]
fn a_body_is_read_from_text_and_from_values() {
    let body = json!({
        "callId": "5f3e1c",
        "errorCode": "206001",
        "validationErrors": [{"errorCode": 400027, "fieldName": "zip"}],
        "regToken": "st2.s.AcbH",
        "profile": {"errorCode": 1, "callId": "not this one"},
    });
    let text = body.to_string();
    for envelope in [from_str(&text), Envelope::deserialize(&body)] {
        let envelope = envelope.unwrap();
        assert_eq!(envelope.code(), Some(ResponseCode::new(206001)));
        assert_eq!(envelope.call_id(), Some("5f3e1c"));
        assert_eq!(envelope.validation_errors()[0].field_name(), Some("zip"));
        assert_eq!(envelope.reg_token().unwrap().expose_secret(), "st2.s.AcbH");
        assert_eq!(envelope.message(), None);
    }
}

#[test]
fn an_invalid_code_is_named() {
    for (code, found) in [
        ("null", "invalid type: null"),
        ("-1", "invalid value: integer `-1`"),
        ("403042.5", "invalid type: floating point `403042.5`"),
        (
            r#""INVALID_LOGIN_ID""#,
            r#"invalid value: string "INVALID_LOGIN_ID""#,
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
    for (digits, code) in [
        ("403042", Some(403042)),
        ("0.0", None),
        ("0.5", None),
        ("-2", None),
    ] {
        let body = MapDeserializer::new([("error", number(digits))].into_iter());
        let envelope = Envelope::deserialize(body).unwrap();
        assert_eq!(envelope.code(), code.map(ResponseCode::new), "{digits}");
    }
}

/// JSON has no signed type for positive numbers, and no keys that are numbers.
#[test]
fn other_formats_have_other_types() {
    let body = [("error", 403042_i64), ("callId", -2)];
    let body = MapDeserializer::<_, Error>::new(body.into_iter());
    let envelope = Envelope::deserialize(body).unwrap();
    assert_eq!(envelope.code(), Some(ResponseCode::INVALID_LOGIN_ID));
    assert_eq!(envelope.call_id(), None);

    let body = MapDeserializer::<_, Error>::new([(7, 7)].into_iter());
    assert_eq!(Envelope::deserialize(body).unwrap().code(), None);
}
