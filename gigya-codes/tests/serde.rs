//! The `serde` feature: a code is its number in every format.

#![cfg(feature = "serde")]

use std::collections::BTreeMap;

use gigya_codes::ResponseCode;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{from_str, from_value, json, to_string, to_value};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    error_code: Option<ResponseCode>,
    #[serde(flatten)]
    payload: BTreeMap<String, serde_json::Value>,
}

#[test]
fn a_body_with_a_number_with_digits_and_with_neither() {
    let code = |body| from_str::<Body>(body).unwrap().error_code;
    let invalid = Some(ResponseCode::INVALID_LOGIN_ID);
    assert_eq!(code(r#"{"errorCode": 403042, "callId": "a"}"#), invalid);
    assert_eq!(code(r#"{"errorCode": "403042"}"#), invalid);
    assert_eq!(code(r#"{"UID": "b"}"#), None);
}

#[test]
fn json_holds_the_bare_number() {
    assert_eq!(
        to_string(&ResponseCode::INVALID_LOGIN_ID).unwrap(),
        "403042"
    );
}

#[test]
fn json_keys_go_both_ways() {
    let seen = BTreeMap::from([(ResponseCode::GONE, 1), (ResponseCode::new(987654), 2)]);
    let json = to_string(&seen).unwrap();
    assert_eq!(json, r#"{"410000":1,"987654":2}"#);
    assert_eq!(
        from_str::<BTreeMap<ResponseCode, u32>>(&json).unwrap(),
        seen
    );
    assert_eq!(
        from_value::<BTreeMap<ResponseCode, u32>>(json!(seen)).unwrap(),
        seen
    );
}

#[test]
fn what_is_no_code_is_named_in_the_error() {
    for (json, found) in [
        ("-1", "invalid value: integer `-1`"),
        ("4294967296", "invalid value: integer `4294967296`"),
        ("403042.5", "invalid type: floating point `403042.5`"),
        ("403042.0", "invalid type: floating point `403042.0`"),
        ("4e5", "invalid type: floating point `400000.0`"),
        ("true", "invalid type: boolean `true`"),
        ("null", "invalid type: null"),
        ("[403042]", "invalid type: sequence"),
        (r#"{"number": "403042"}"#, "invalid type: map"),
        (r#""""#, r#"invalid value: string """#),
        (r#""-1""#, r#"invalid value: string "-1""#),
        (r#""+1""#, r#"invalid value: string "+1""#),
        (r#"" 1""#, r#"invalid value: string " 1""#),
        (r#""4294967296""#, r#"invalid value: string "4294967296""#),
        (
            r#""Invalid loginID""#,
            r#"invalid value: string "Invalid loginID""#,
        ),
    ] {
        let error = from_str::<ResponseCode>(json).unwrap_err().to_string();
        let expected =
            format!("{found}, expected a response code, which is an integer from 0 to 4294967295");
        assert!(error.starts_with(&expected), "{json}: {error}");
    }
}

/// Formats hand out integers of the width they like.
#[test]
fn every_width_that_fits_is_read() {
    use serde::de::IntoDeserializer;
    use serde::de::value::Error;

    fn read<'de>(number: impl IntoDeserializer<'de, Error>) -> Result<u32, String> {
        ResponseCode::deserialize(number.into_deserializer())
            .map(ResponseCode::as_u32)
            .map_err(|error| error.to_string())
    }
    let too_large = |number: &str| {
        Err(format!(
            "invalid value: integer `{number}`, \
             expected a response code, which is an integer from 0 to 4294967295"
        ))
    };

    assert_eq!(read(200_u8), Ok(200));
    assert_eq!(read(20000_u16), Ok(20000));
    assert_eq!(read(403042_u32), Ok(403042));
    assert_eq!(read(403042_u64), Ok(403042));
    assert_eq!(read(100_i8), Ok(100));
    assert_eq!(read(20000_i16), Ok(20000));
    assert_eq!(read(403042_i32), Ok(403042));
    assert_eq!(read(403042_i64), Ok(403042));
    assert_eq!(read(-1_i8), too_large("-1"));
    assert_eq!(read(u64::MAX), too_large("18446744073709551615"));
}

#[test]
fn a_binary_format_holds_a_plain_u32() {
    let code = ResponseCode::INVALID_LOGIN_ID;
    let bytes = postcard::to_stdvec(&code).unwrap();
    assert_eq!(bytes, postcard::to_stdvec(&403042_u32).unwrap());
    assert!(postcard::from_bytes::<ResponseCode>(&[0xff; 5]).is_err());
    assert!(postcard::from_bytes::<ResponseCode>(&[]).is_err());
}

proptest! {
    #[test]
    fn every_code_survives(number: u32) {
        let code = ResponseCode::new(number);
        prop_assert_eq!(from_str::<ResponseCode>(&to_string(&code).unwrap()).unwrap(), code);
        prop_assert_eq!(from_value::<ResponseCode>(to_value(code).unwrap()).unwrap(), code);
        for text in [number.to_string(), code.to_string()] {
            prop_assert_eq!(from_value::<ResponseCode>(json!(text)).unwrap(), code);
        }
        let bytes = postcard::to_stdvec(&code).unwrap();
        prop_assert_eq!(postcard::from_bytes::<ResponseCode>(&bytes).unwrap(), code);
        let map = BTreeMap::from([(code, code)]);
        let bytes = postcard::to_stdvec(&map).unwrap();
        prop_assert_eq!(postcard::from_bytes::<BTreeMap<_, _>>(&bytes).unwrap(), map);
    }
}
