//! One pass over a body for two readers: the envelope and the payload.
//!
//! Both see the whole object. The payload's type reads it through the types below, which look at
//! each key first: the value of a metadata field is read into the envelope, and by the payload as
//! well, unless that ignores it.
//!
//! The pass ends at the first metadata value that cannot be read, such as `"\ud800"` or a second
//! `errorCode`. Such bodies are rare: a second pass reads the envelope alone, and decides what the
//! value means.
//!
//! The usual ways to read two things from one object buffer all of it (`#[serde(flatten)]`, a
//! `Value`) or go over it twice.

use alloc::borrow::Cow;
use core::fmt;

use serde_core::de::value::{
    BoolDeserializer, BorrowedStrDeserializer, Error as Refused, StrDeserializer,
};
use serde_core::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor,
};
use serde_core::forward_to_deserialize_any;
use serde_json::de::StrRead;
use serde_json::value::RawValue;

use super::Envelope;
use super::envelope::FieldOf;
use super::field::Field;
use super::lenient::Lenient;
use super::position::message;

type Json<'de> = serde_json::Deserializer<StrRead<'de>>;

/// Reads the envelope of a body, and gives its payload; `None` if that was not read, which happens
///
/// * when the code is an error's: errors need not have the payload;
/// * when a metadata value cannot be read;
/// * when `T` does not fit;
/// * when `T` is an `Option`, an enum, a newtype or a `RawValue`: `serde_json` itself has to read it.
///
/// A `T` without size, such as `()`, has nothing that could be missing: it is given even then.
///
/// # Errors
///
/// When it is not a body at all, for every `T`.
pub(super) fn read<'de, T>(
    object: &'de str,
    envelope: &mut Envelope<'de>,
) -> serde_json::Result<Option<T>>
where
    T: Deserialize<'de>,
{
    let mut json = Json::from_str(object);
    let mut tap = Tap {
        envelope,
        unread: 0,
        done: false,
    };
    let payload = T::deserialize(TapDeserializer {
        json: &mut json,
        tap: &mut tap,
    });
    if tap.done && json.end().is_ok() {
        return Ok(payload.ok());
    }
    // `T` has given up half-way, or a value could not be read. The envelope is still needed.
    let mut json = Json::from_str(object);
    *envelope = json.deserialize_map(TolerantVisitor)?;
    json.end()?;
    Ok(payload.ok().filter(|_| size_of::<T>() == 0))
}

/// What passes entries on to the payload's type, and takes the envelope's from them.
struct Tap<'e, 'de> {
    envelope: &'e mut Envelope<'de>,
    /// How many values were begun and could not be read. `T` may ignore such an error and continue.
    unread: usize,
    /// Whether all entries were read.
    done: bool,
}

/// Reads like `serde_json`, at the top level only.
struct TapDeserializer<'t, 'e, 'de> {
    json: &'t mut Json<'de>,
    tap: &'t mut Tap<'e, 'de>,
}

impl<'de> Deserializer<'de> for TapDeserializer<'_, '_, 'de> {
    type Error = Refused;

    /// A body is an object, even if the payload asks for another type.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let payload = self.json.deserialize_map(TapVisitor {
            visitor,
            tap: self.tap,
        });
        payload.ok().flatten().ok_or_else(|| refused(()))
    }

    /// `()` is the payload of a method that has none, so any body fits.
    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        _ = self.deserialize_any(IgnoredAny);
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct TapVisitor<'t, 'e, 'de, V> {
    visitor: V,
    tap: &'t mut Tap<'e, 'de>,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for TapVisitor<'_, '_, 'de, V> {
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

struct TapEntries<'t, 'e, 'de, A> {
    entries: A,
    tap: &'t mut Tap<'e, 'de>,
    /// What the last key means to the envelope.
    field: Option<Field>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for TapEntries<'_, '_, 'de, A> {
    type Error = Refused;

    fn next_key_seed<K>(&mut self, seed: K) -> Result<Option<K::Value>, Refused>
    where
        K: DeserializeSeed<'de>,
    {
        let key = self.entries.next_key::<Lenient<Cow<'de, str>>>();
        let Some(Lenient(key)) = key.map_err(refused)? else {
            self.tap.done = self.tap.unread == 0;
            return Ok(None);
        };
        self.field = Field::named(&key);
        match key {
            Cow::Borrowed(key) => seed.deserialize(BorrowedStrDeserializer::new(key)),
            Cow::Owned(key) => seed.deserialize(StrDeserializer::new(&key)),
        }
        .map(Some)
    }

    fn next_value_seed<V>(&mut self, seed: V) -> Result<V::Value, Refused>
    where
        V: DeserializeSeed<'de>,
    {
        self.tap.unread += 1;
        let value = match self.field {
            Some(field) => self.next_metadata_seed(field, seed)?,
            None => self.entries.next_value_seed(seed).map_err(refused)?,
        };
        self.tap.unread -= 1;
        Ok(value)
    }
}

impl<'de, A: MapAccess<'de>> TapEntries<'_, '_, 'de, A> {
    /// Reads the value of a metadata field into the envelope, and by `seed`.
    fn next_metadata_seed<V>(&mut self, field: Field, seed: V) -> Result<V::Value, Refused>
    where
        V: DeserializeSeed<'de>,
    {
        // A type without size keeps nothing. Usually it is one that ignores the value.
        if size_of::<V::Value>() == 0 {
            let read = self
                .entries
                .next_value_seed(FieldOf(self.tap.envelope, field));
            read.map_err(refused)?;
            self.leave_if_failed(field)?;
            return seed.deserialize(Ignored);
        }
        // Both want the value, so it is taken as text and read twice. Most metadata is short.
        let text = self.entries.next_value::<&RawValue>();
        let text = text.map_err(refused)?.get();
        let read = self.tap.envelope.read(field, &mut Json::from_str(text));
        read.map_err(refused)?;
        self.leave_if_failed(field)?;
        seed.deserialize(&mut Json::from_str(text)).map_err(refused)
    }

    /// Leaves the payload unread if this field was the code of an error.
    fn leave_if_failed(&mut self, field: Field) -> Result<(), Refused> {
        if field != Field::Code || self.tap.envelope.code().is_none_or(super::is_done) {
            return Ok(());
        }
        let rest = self.tap.envelope.read_rest(&mut self.entries);
        rest.map_err(refused)?;
        // The one is this value, which is read.
        self.tap.done = self.tap.unread == 1;
        Err(refused(()))
    }
}

/// A value for a payload that ignores it; any other use of it is an error.
struct Ignored;

impl<'de> Deserializer<'de> for Ignored {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Refused> {
        Err(refused(()))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
    }
}

/// Reads an envelope only, past the values that the parser rejects. Its errors are those of the
/// body.
struct TolerantVisitor;

impl<'de> Visitor<'de> for TolerantVisitor {
    type Value = Envelope<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a response body, which is an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Envelope<'de>, A::Error> {
        let mut envelope = Envelope::empty();
        while let Some(Lenient(key)) = entries.next_key::<Lenient<Cow<'_, str>>>()? {
            let value = entries.next_value::<&RawValue>()?;
            let Some(field) = Field::named(&key) else {
                continue;
            };
            match envelope.read(field, &mut Json::from_str(value.get())) {
                Err(error) if field == Field::Code => {
                    return Err(A::Error::custom(message(&error)));
                }
                // Half of a surrogate pair, or a number that is too large: a value of a surprising
                // type.
                Err(_) => _ = envelope.read(field, BoolDeserializer::<Refused>::new(true)),
                Ok(()) => {}
            }
        }
        Ok(envelope)
    }
}

/// The payload was not read. If the reason matters, `serde_json` reads it again and says why.
fn refused<E>(_: E) -> Refused {
    Refused::custom("")
}
