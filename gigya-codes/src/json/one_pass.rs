//! One pass over a body for two readers: the envelope and the payload.
//!
//! Both see the whole object. The type of the payload drives; on the way to it every key passes by
//! here, and the value of a key that is the envelope's is read by the envelope first.
//!
//! The usual ways to read two things from one object buffer all of it (`#[serde(flatten)]`, a
//! `Value`) or go over it twice.

use alloc::borrow::Cow;
use core::fmt;

use serde_core::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde_core::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_core::forward_to_deserialize_any;
use serde_json::de::StrRead;
use serde_json::value::RawValue;

use crate::Envelope;
use crate::envelope::{Field, FieldOf, Lenient};

type Json<'de> = serde_json::Deserializer<StrRead<'de>>;

/// The envelope of a body and its payload; `None` if that was not read, which happens
///
/// * when the code is an error's: errors need not have the payload;
/// * when `T` does not fit, or is of a kind that needs `serde_json` itself.
///
/// # Errors
///
/// When it is no body at all, whatever `T` is.
pub(super) fn read<'de, T>(object: &'de str) -> serde_json::Result<(Envelope<'de>, Option<T>)>
where
    T: Deserialize<'de>,
{
    match read_through(object) {
        Some(read) => Ok(read),
        // `T` may have given up half-way; the envelope does not.
        None => serde_json::from_str(object).map(|envelope| (envelope, None)),
    }
}

/// The same; `None` also if not all of the body was looked at.
fn read_through<'de, T>(object: &'de str) -> Option<(Envelope<'de>, Option<T>)>
where
    T: Deserialize<'de>,
{
    let mut json = Json::from_str(object);
    let mut tap = Tap::default();
    let payload = T::deserialize(TapDeserializer {
        json: &mut json,
        tap: &mut tap,
    });
    let to_the_end = tap.done && json.end().is_ok();
    to_the_end.then(|| (tap.envelope, payload.ok()))
}

/// What is read on the way to the payload.
#[derive(Default)]
struct Tap<'de> {
    envelope: Envelope<'de>,
    /// Whether there are no more entries.
    done: bool,
}

/// Stands in for `serde_json`, at the top level only.
struct TapDeserializer<'t, 'de> {
    json: &'t mut Json<'de>,
    tap: &'t mut Tap<'de>,
}

impl<'de> Deserializer<'de> for TapDeserializer<'_, 'de> {
    type Error = Refused;

    /// A body is an object, whatever the payload asks for.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let payload = self.json.deserialize_map(TapVisitor {
            visitor,
            tap: self.tap,
        });
        payload.ok().flatten().ok_or(Refused)
    }

    /// `()` is the payload of a method that has none.
    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_any(IgnoredAny)?;
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct TapVisitor<'t, 'de, V> {
    visitor: V,
    tap: &'t mut Tap<'de>,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for TapVisitor<'_, 'de, V> {
    type Value = Option<V::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Self::Value, A::Error> {
        let payload = self.visitor.visit_map(TapEntries {
            entries,
            tap: self.tap,
            field: None,
        });
        Ok(payload.ok())
    }
}

struct TapEntries<'t, 'de, A> {
    entries: A,
    tap: &'t mut Tap<'de>,
    /// What the last key means to the envelope.
    field: Option<Field>,
}

impl<'de, A: MapAccess<'de>> TapEntries<'_, 'de, A> {
    fn next_key(&mut self) -> Result<Option<Cow<'de, str>>, A::Error> {
        match self.entries.next_key()? {
            Some(Lenient::<Cow<'de, str>>(key)) => {
                self.field = Field::named(&key);
                Ok(Some(key))
            }
            None => {
                self.tap.done = true;
                Ok(None)
            }
        }
    }

    /// Reads what the envelope wants of the entries that are left.
    fn read_rest(&mut self) -> Result<(), A::Error> {
        while self.next_key()?.is_some() {
            match self.field {
                Some(field) => self.entries.next_value_seed(FieldOf {
                    envelope: &mut self.tap.envelope,
                    field,
                })?,
                None => _ = self.entries.next_value::<IgnoredAny>()?,
            }
        }
        Ok(())
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for TapEntries<'_, 'de, A> {
    type Error = Refused;

    fn next_key_seed<K>(&mut self, seed: K) -> Result<Option<K::Value>, Refused>
    where
        K: DeserializeSeed<'de>,
    {
        match self.next_key().or(Err(Refused))? {
            Some(Cow::Borrowed(key)) => seed.deserialize(BorrowedStrDeserializer::new(key)),
            Some(Cow::Owned(key)) => seed.deserialize(StrDeserializer::new(&key)),
            None => return Ok(None),
        }
        .map(Some)
    }

    fn next_value_seed<V>(&mut self, seed: V) -> Result<V::Value, Refused>
    where
        V: DeserializeSeed<'de>,
    {
        let Some(field) = self.field else {
            return self.entries.next_value_seed(seed).or(Err(Refused));
        };
        // The payload may want it as well, so it is taken as text and read twice. It is short.
        let value = self
            .entries
            .next_value::<&'de RawValue>()
            .or(Err(Refused))?;
        let value = value.get();
        let envelope = &mut self.tap.envelope;
        match plain_text(value) {
            Some(text) => envelope.read(field, BorrowedStrDeserializer::<Refused>::new(text))?,
            None => envelope
                .read(field, &mut Json::from_str(value))
                .or(Err(Refused))?,
        }
        if matches!(field, Field::ErrorCode) && envelope.code().is_error() {
            self.read_rest().or(Err(Refused))?;
            return Err(Refused);
        }
        seed.deserialize(&mut Json::from_str(value))
            .or(Err(Refused))
    }
}

/// The payload was not read. Why not is left for `serde_json` to say, once that matters.
#[derive(Debug)]
struct Refused;

impl serde_core::de::Error for Refused {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the payload was not read")
    }
}

impl core::error::Error for Refused {}

/// What a string without escapes says: nearly every value of an envelope is one.
fn plain_text(json: &str) -> Option<&str> {
    let text = json.strip_prefix('"')?.strip_suffix('"')?;
    (!text.contains('\\')).then_some(text)
}
