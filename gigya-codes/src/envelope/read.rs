//! From a body to its envelope.

use core::fmt;

use serde_core::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::Envelope;
use super::field::{Field, Key};
use super::lenient::{Lenient, Read};

/// See [how it is read](Envelope#how-it-is-read).
///
/// # Errors
///
/// When it is no map, and when `errorCode` is there but is neither a number that fits a
/// [`ResponseCode`](crate::ResponseCode) nor a string of digits. The error says what was found.
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
        while let Some(Key(key)) = body.next_key()? {
            match key {
                Some(field) => body.next_value_seed(FieldOf {
                    envelope: &mut envelope,
                    field,
                })?,
                None => {
                    body.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(envelope)
    }
}

/// Reads one field into an envelope.
pub(crate) struct FieldOf<'e, 'de> {
    pub(crate) envelope: &'e mut Envelope<'de>,
    pub(crate) field: Field,
}

impl<'de> DeserializeSeed<'de> for FieldOf<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<(), D::Error> {
        self.envelope.read(self.field, value)
    }
}

impl<'de> Envelope<'de> {
    /// Takes the value of one field. A value of a surprising type is an error for the code only.
    pub(crate) fn read<D: Deserializer<'de>>(
        &mut self,
        field: Field,
        value: D,
    ) -> Result<(), D::Error> {
        match field {
            Field::ErrorCode => self.code = Some(Deserialize::deserialize(value)?),
            Field::ErrorMessage => self.message = lenient(value)?,
            Field::ErrorDetails => self.details = lenient(value)?,
            Field::ErrorFlags => self.flags = lenient(value)?,
            Field::CallId => self.call_id = lenient(value)?,
            Field::ApiVersion => self.api_version = lenient(value)?,
            Field::StatusCode => self.status_code = lenient(value)?,
            Field::StatusReason => self.status_reason = lenient(value)?,
            Field::Time => self.time = lenient(value)?,
            Field::Context => self.context = lenient(value)?,
            Field::ValidationErrors => self.validation_errors = lenient(value)?,
            Field::IgnoredParams => self.ignored_params = lenient(value)?,
            Field::RegToken => self.reg_token = lenient(value)?,
            Field::ApiDomain => self.api_domain = lenient(value)?,
            Field::OauthError => self.oauth_error = lenient(value)?,
            Field::OauthDescription => self.oauth_description = lenient(value)?,
        }
        Ok(())
    }
}

fn lenient<'de, T: Read<'de>, D: Deserializer<'de>>(value: D) -> Result<T, D::Error> {
    Lenient::deserialize(value).map(|Lenient(value)| value)
}
