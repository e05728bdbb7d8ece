//! Codes and enums as values of a document.

use alloc::format;
use alloc::string::String;
use core::fmt;

use serde_core::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde_core::ser::{Serialize, Serializer};

use crate::{ParseError, ResponseCode};

/// Writes the number, as a `u32`.
impl Serialize for ResponseCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(self.as_u32())
    }
}

/// Reads an integer of at most 64 bits, or a string that [`FromStr`](core::str::FromStr) reads, such
/// as the key of a JSON object.
///
/// # Errors
///
/// Everything else is an error that says what was found: a fraction, a negative or too large
/// number, another string.
impl<'de> Deserialize<'de> for ResponseCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let visitor = CodeVisitor(|text| text.parse().ok());
        // A compact format does not say which type comes next: a `u32`, as that is what is written.
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(visitor)
        } else {
            deserializer.deserialize_u32(visitor)
        }
    }
}

/// Reads an integer, or a string as the function does.
pub(crate) struct CodeVisitor(pub(crate) fn(&str) -> Option<ResponseCode>);

impl<'de> Visitor<'de> for CodeVisitor {
    type Value = ResponseCode;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a response code, which is an integer from 0 to 4294967295")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<ResponseCode, E> {
        u32::try_from(number)
            .map(ResponseCode::new)
            .map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<ResponseCode, E> {
        u32::try_from(number)
            .map(ResponseCode::new)
            .map_err(|_| E::invalid_value(Unexpected::Signed(number), &self))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<ResponseCode, E> {
        self.0(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ResponseCode, A::Error> {
        match map.next_entry::<String, String>() {
            Ok(Some((key, number))) if is_json_number(&key) => {
                Self(ResponseCode::from_digits).visit_str(&number)
            }
            _ => Err(A::Error::invalid_type(Unexpected::Map, &self)),
        }
    }
}

/// Whether a map with this key stands for a number. `serde_json` hands every number out as such a
/// map once any crate of the program has turned its feature `arbitrary_precision` on.
pub(crate) fn is_json_number(key: &str) -> bool {
    key == "$serde_json::private::Number"
}

/// An error that adds the value to what the type has to say.
pub(crate) fn parse_error<E: Error>(text: &str, error: &ParseError) -> E {
    E::custom(format!("{text:?} is {error}"))
}
