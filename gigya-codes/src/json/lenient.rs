//! Fields of a surprising type count as absent; they are not errors.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use serde_core::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::ResponseCode;
use crate::serde::is_json_number;

/// A type that is read from what a server should send, and is its default if that is something
/// else.
pub(super) trait Read<'de>: Default {
    fn text(_: Cow<'de, str>) -> Self {
        Self::default()
    }

    fn number(_: u64) -> Self {
        Self::default()
    }

    fn list<A: SeqAccess<'de>>(mut list: A) -> Result<Self, A::Error> {
        let first = list.next_element::<IgnoredAny>()?;
        IgnoredAny.visit_seq(list)?;
        Ok(first.map_or_else(Self::default, |_| Self::something()))
    }

    fn object<A: MapAccess<'de>>(mut object: A) -> Result<Self, A::Error> {
        if let Some(Lenient(key)) = object.next_key::<Lenient<Cow<'_, str>>>()? {
            if is_json_number(&key) {
                let digits = object.next_value::<String>()?;
                return Ok(match digits.parse() {
                    Ok(number) => Self::number(number),
                    Err(_) if digits.parse() == Ok(0.0_f64) => Self::no(),
                    Err(_) => Self::something(),
                });
            }
            object.next_value::<IgnoredAny>()?;
        }
        IgnoredAny.visit_map(object)?;
        Ok(Self::something())
    }

    /// `true`, another number, a list that is not empty, or an object.
    fn something() -> Self {
        Self::default()
    }

    /// `false`, or a zero with a decimal point.
    fn no() -> Self {
        Self::default()
    }
}

impl<'de> Read<'de> for Cow<'de, str> {
    fn text(text: Cow<'de, str>) -> Self {
        text
    }
}

impl<'de> Read<'de> for Option<Cow<'de, str>> {
    fn text(text: Cow<'de, str>) -> Self {
        Some(text)
    }
}

/// Behind some gateways a number is a string of digits.
impl<'de> Read<'de> for Option<u32> {
    fn text(text: Cow<'de, str>) -> Self {
        ResponseCode::from_digits(&text).map(ResponseCode::as_u32)
    }

    fn number(number: u64) -> Self {
        number.try_into().ok()
    }
}

impl<'de, T> Read<'de> for Vec<T>
where
    Option<T>: Read<'de>,
{
    fn list<A: SeqAccess<'de>>(mut list: A) -> Result<Self, A::Error> {
        let mut entries = Self::new();
        while let Some(Lenient(entry)) = list.next_element()? {
            entries.extend::<Option<T>>(entry);
        }
        Ok(entries)
    }
}

/// What [`Read`] made of a value of any type.
#[derive(Default)]
pub(super) struct Lenient<T>(pub(super) T);

impl<'de, T: Read<'de>> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_any(LenientVisitor(PhantomData))
            .map(Self)
    }
}

struct LenientVisitor<T>(PhantomData<T>);

impl<'de, T: Read<'de>> Visitor<'de> for LenientVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<T, E> {
        Ok(T::text(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok(T::text(Cow::Owned(text.into())))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        Ok(T::number(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        Ok(number.try_into().map_or_else(|_| T::something(), T::number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        self.visit_bool(number != 0.0)
    }

    fn visit_bool<E: Error>(self, is_something: bool) -> Result<T, E> {
        Ok(if is_something {
            T::something()
        } else {
            T::no()
        })
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        Ok(T::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<T, A::Error> {
        T::list(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<T, A::Error> {
        T::object(object)
    }
}
