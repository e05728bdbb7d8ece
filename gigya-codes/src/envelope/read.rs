//! From a body to its envelope.

use alloc::borrow::Cow;
use core::fmt;

use serde_core::de::{
    Deserialize, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor,
};

use super::Envelope;
use super::failure::Failure;
use super::field::Field;
use super::lenient::{Lenient, Read};
use crate::ResponseCode;

/// See [how it is read](Envelope#how-it-is-read).
///
/// # Errors
///
/// * The value is not a map.
/// * `errorCode` is neither a number that fits a [`ResponseCode`] nor a string of digits. The error
///   says what was found, and may quote it.
/// * `errorCode` is there twice.
/// * The format's own parser rejects a value, such as the text `"\ud800"` in JSON. The feature `json`
///   reads past such a value.
///
/// The format has to be one that describes itself, as JSON does.
impl<'de> Deserialize<'de> for Envelope<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_struct("Envelope", Field::NAMES, EnvelopeVisitor)
    }
}

impl Envelope<'static> {
    /// Reads an envelope that does not borrow: for types that own all they hold, as many HTTP
    /// clients ask for.
    ///
    /// ```
    /// use gigya_codes::Envelope;
    ///
    /// #[derive(serde::Deserialize)]
    /// struct Body {
    ///     #[serde(flatten, deserialize_with = "Envelope::deserialize_owned")]
    ///     envelope: Envelope<'static>,
    ///     #[serde(rename = "UID")]
    ///     uid: String,
    /// }
    ///
    /// let body: Body = serde_json::from_reader(&br#"{"errorCode": 0, "UID": "a1"}"#[..])?;
    /// assert!(body.envelope.code().is_success());
    /// assert_eq!(body.uid, "a1");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`Deserialize`].
    pub fn deserialize_owned<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Envelope::deserialize(deserializer).map(Envelope::into_owned)
    }
}

struct EnvelopeVisitor;

impl<'de> Visitor<'de> for EnvelopeVisitor {
    type Value = Envelope<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a response body, which is an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut body: A) -> Result<Envelope<'de>, A::Error> {
        let mut envelope = Envelope::default();
        envelope.read_rest(&mut body)?;
        Ok(envelope)
    }
}

/// Reads one field into an envelope.
pub(crate) struct FieldOf<'e, 'de>(pub(crate) &'e mut Envelope<'de>, pub(crate) Field);

impl<'de> DeserializeSeed<'de> for FieldOf<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<(), D::Error> {
        self.0.read(self.1, value)
    }
}

impl<'de> Envelope<'de> {
    /// Reads the remaining fields of a body.
    pub(crate) fn read_rest<A: MapAccess<'de>>(&mut self, body: &mut A) -> Result<(), A::Error> {
        while let Some(Lenient(key)) = body.next_key::<Lenient<Cow<'_, str>>>()? {
            match Field::named(&key) {
                Some(field) => body.next_value_seed(FieldOf(self, field))?,
                None => _ = body.next_value::<IgnoredAny>()?,
            }
        }
        Ok(())
    }

    /// Reads the value of one field. A value of a surprising type is an error for the code only.
    pub(crate) fn read<D: Deserializer<'de>>(
        &mut self,
        field: Field,
        value: D,
    ) -> Result<(), D::Error> {
        match field {
            Field::Code => {
                let code = ResponseCode::deserialize(value)?;
                if self.code.replace(code).is_some() {
                    return Err(D::Error::duplicate_field("errorCode"));
                }
            }
            Field::ApiVersion => self.api_version = lenient(value)?,
            Field::StatusCode => self.status_code = lenient(value)?,
            Field::ValidationErrors => self.validation_errors = lenient(value)?,
            Field::IgnoredParams => self.ignored_params = lenient(value)?,
            Field::Error => self.error = lenient(value)?,
            Field::Errors => self.has_errors = lenient::<Failure<'_>, _>(value)? != Failure::None,
            _ => self.texts.set(field, lenient(value)?),
        }
        Ok(())
    }
}

fn lenient<'de, T: Read<'de>, D: Deserializer<'de>>(value: D) -> Result<T, D::Error> {
    Lenient::deserialize(value).map(|Lenient(value)| value)
}
