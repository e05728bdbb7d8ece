use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::fmt;

use serde_core::de::{
    Deserialize, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor,
};

use super::ValidationError;
use super::failure::{Denial, Failure, Words};
use super::field::Field;
use super::lenient::{Lenient, Read};
use super::texts::Texts;
use crate::ResponseCode;
use crate::serde::CodeVisitor;

/// The metadata of a response: the fields that Gigya puts at the top level of a JSON body, next to
/// the payload.
///
/// [`from_http`](super::from_http) reads it together with the payload, and decides what it means.
/// Texts without escapes borrow from the body, and cost no allocation;
/// [`into_owned`](Self::into_owned) makes it own them.
///
/// # How it is read
///
/// * Every field is optional. One that is `null`, or of another type than Gigya is known to send,
///   counts as absent, except for `errorCode`: a field for people must not hide the code from
///   programs.
/// * If a field is there twice, its last value counts, as in JavaScript. Two values of `errorCode`
///   are an error: the program must not have to guess which one is right.
///
/// # Logs
///
/// [`Debug`] shows the code, and `callId` if that is [safe](super#logs). All other texts are the
/// server's: accessors give them as they were sent.
#[derive(Clone)]
pub struct Envelope<'a> {
    code: Option<ResponseCode>,
    texts: Texts<'a>,
    validation_errors: Vec<ValidationError<'a>>,
    error: Failure<'a>,
    /// Whether anything but a code or the `error` of `OAuth2` says that the call failed.
    pub(super) reports_failure: bool,
}

impl<'a> Envelope<'a> {
    pub(super) fn empty() -> Self {
        Self {
            code: None,
            texts: Texts::default(),
            validation_errors: Vec::new(),
            error: Failure::None,
            reports_failure: false,
        }
    }

    /// The code: `errorCode`, or where `OAuth2` endpoints put it, which is `error`, the query of
    /// `error_uri` as `error_code`, or the start of `error_description`, as in `206001 - ...`.
    ///
    /// **`None` does not mean success**, as such a body may say in another way that it failed.
    #[must_use]
    pub fn code(&self) -> Option<ResponseCode> {
        let in_error = || match self.error {
            Failure::Code(code) => Some(code),
            _ => None,
        };
        let in_uri = || ResponseCode::from_digits(self.in_error_uri("error_code")?);
        let in_description = || {
            self.oauth_error()?;
            let description = self.texts.get(Field::OauthDescription)?;
            ResponseCode::from_digits(description.split_once(" - ")?.0)
        };
        let failure = |code: &ResponseCode| *code != ResponseCode::SUCCESS;
        self.code
            .or_else(in_error)
            .or_else(|| in_uri().filter(failure))
            .or_else(|| in_description().filter(failure))
    }

    /// A parameter of the query of `error_uri`.
    fn in_error_uri(&self, name: &str) -> Option<&str> {
        let (_, query) = self.texts.get(Field::OauthUri)?.split_once('?')?;
        let mut parameters = query.split(['&', '#']);
        parameters.find_map(|parameter| parameter.strip_prefix(name)?.strip_prefix('='))
    }

    /// `errorMessage`: a few words for people. Servers word it differently from Gigya's page.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.texts.get(Field::Message)
    }

    /// `errorDetails`, or else the `error_description` of `OAuth2`: usually the most useful text.
    ///
    /// As it was sent: it may hold line breaks, HTML entities such as `&#39;`, and what the user
    /// entered. To show it to a person, decode the entities, then escape the text for the place where
    /// it goes. Never put it into a page as it is: nothing promises that it is escaped.
    ///
    /// It is for people. The details of 206001 may name fields, as in `Missing required fields for
    /// registration: profile.zip`, but no method here returns them: servers word, order and shorten
    /// any such text, and a form that lacks one of the fields never completes the
    /// registration. Ask for the required fields by `accounts.getSchema`, or read
    /// [`validation_errors`](Self::validation_errors) where they name fields.
    #[must_use]
    pub fn details(&self) -> Option<&str> {
        let description = || self.texts.get(Field::OauthDescription);
        self.texts.get(Field::Details).or_else(description)
    }

    /// `errorFlags`, such as `missingKey`.
    #[must_use]
    pub fn flags(&self) -> Option<&str> {
        self.texts.get(Field::Flags)
    }

    /// `callId`: what SAP's support asks for. Usually 32 hexadecimal digits, but still a server's
    /// text.
    #[must_use]
    pub fn call_id(&self) -> Option<&str> {
        let in_uri = || self.in_error_uri("callId");
        self.texts.get(Field::CallId).or_else(in_uri)
    }

    /// The `callId` if it cannot forge a part of a log.
    pub(super) fn safe_call_id(&self) -> Option<&str> {
        let is_safe = |c: u8| c.is_ascii_alphanumeric() || b"_.-".contains(&c);
        self.call_id()
            .filter(|id| (1..=64).contains(&id.len()) && id.bytes().all(is_safe))
    }

    /// `validationErrors`: which fields of the request were wrong, and why. Comes with 400009,
    /// 206001 and others.
    #[must_use]
    pub fn validation_errors(&self) -> &[ValidationError<'a>] {
        &self.validation_errors
    }

    /// `regToken`, or the `x_regToken` of `OAuth2`: the key to continue an interrupted login or
    /// registration, as for 206001.
    #[must_use]
    pub fn reg_token(&self) -> Option<RegToken<'_>> {
        let text = |field| self.texts.get(field).filter(|token| !token.is_empty());
        let token = text(Field::RegToken).or_else(|| text(Field::OauthRegToken));
        token.map(RegToken)
    }

    /// `apiDomain`: comes with 301001, and is the data center to send the request to, with the
    /// method's namespace in front, as in `accounts.eu1.gigya.com`.
    ///
    /// `None` also for a host that is not one of Gigya's: it could be an attacker's, and would
    /// get the secrets of the request. Gigya's are `gigya.com`,
    /// `sapcdm.cn`, and hosts whose names end with a dot and one of these. A port, a user, a path or
    /// another character makes it another host.
    ///
    /// # Sources
    ///
    /// `gigya.com` has the data centers us1, eu1, eu2, au1, ru1, il3 and global; `sapcdm.cn` has cn1:
    /// the settings of SAP/gigya-wordpress, the tests of SAP's .NET, PHP and Python SDKs, and those of
    /// SAP/sap-customer-data-cloud-toolkit. A customer's own CNAME is not known here.
    #[must_use]
    pub fn api_domain(&self) -> Option<&str> {
        let host = self.texts.get(Field::ApiDomain)?;
        is_gigyas(host).then_some(host)
    }

    /// The `error` of a body in the shape of `OAuth2`, if that is a text, such as `invalid_grant`.
    #[must_use]
    pub fn oauth_error(&self) -> Option<&str> {
        match &self.error {
            Failure::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The same envelope, owning its texts, so that it may outlive the body.
    #[must_use]
    pub fn into_owned(self) -> Envelope<'static> {
        self.into_owned_after("")
    }

    /// The same envelope, owning its texts, in one allocation that begins with `start`, which
    /// [`start`](Self::start) returns.
    pub(super) fn into_owned_after(self, start: &str) -> Envelope<'static> {
        let errors = self.validation_errors.into_iter();
        Envelope {
            code: self.code,
            texts: self.texts.into_owned(start),
            validation_errors: errors.map(ValidationError::into_owned).collect(),
            error: self.error.into_owned(),
            reports_failure: self.reports_failure,
        }
    }

    pub(super) fn start(&self) -> &str {
        self.texts.start()
    }
}

/// Whether the host is `gigya.com`, `sapcdm.cn` or one below these.
fn is_gigyas(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let is_label = |label: &str| {
        let is_of_a_label = |c: u8| c.is_ascii_alphanumeric() || c == b'-';
        !label.is_empty() && label.bytes().all(is_of_a_label)
    };
    let is_below = |domain| {
        let prefix = host.strip_suffix(domain);
        prefix.is_some_and(|prefix| prefix.is_empty() || prefix.ends_with('.'))
    };
    host.split('.').all(is_label) && ["gigya.com", "sapcdm.cn"].into_iter().any(is_below)
}

impl fmt::Debug for Envelope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Envelope")
            .field("code", &self.code())
            .field("call_id", &self.safe_call_id())
            .finish_non_exhaustive()
    }
}

/// The token to continue an interrupted login or registration.
///
/// A secret: it is all that is needed to finish the flow. [`Debug`] does not show it, and there is no
/// `Display`.
#[derive(Clone, Copy)]
pub struct RegToken<'a>(&'a str);

impl<'a> RegToken<'a> {
    /// The token, for the parameter `regToken` of the next call. Keep it out of logs.
    #[must_use]
    pub fn expose_secret(self) -> &'a str {
        self.0
    }
}

impl fmt::Debug for RegToken<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RegToken(…)")
    }
}

/// Reads the metadata alone, in any format that describes itself. To read a response body, use
/// [`from_http`](super::from_http).
///
/// # Errors
///
/// * The value is not a map.
/// * `errorCode` is there twice, or is not a number that fits a [`ResponseCode`] or a string of
///   digits. The error says what was found, and may quote it.
/// * The format's own parser rejects a value, such as the text `"\ud800"` in JSON.
impl<'de> Deserialize<'de> for Envelope<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_struct("Envelope", Field::NAMES, EnvelopeVisitor)
    }
}

struct EnvelopeVisitor;

impl<'de> Visitor<'de> for EnvelopeVisitor {
    type Value = Envelope<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a response body, which is an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut body: A) -> Result<Envelope<'de>, A::Error> {
        let mut envelope = Envelope::empty();
        envelope.read_rest(&mut body)?;
        Ok(envelope)
    }
}

/// Reads one field into an envelope.
pub(super) struct FieldOf<'e, 'de>(pub(super) &'e mut Envelope<'de>, pub(super) Field);

impl<'de> DeserializeSeed<'de> for FieldOf<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<(), D::Error> {
        self.0.read(self.1, value)
    }
}

impl<'de> Envelope<'de> {
    /// Reads the remaining fields of a body.
    pub(super) fn read_rest<A: MapAccess<'de>>(&mut self, body: &mut A) -> Result<(), A::Error> {
        while let Some(Lenient(key)) = body.next_key::<Lenient<Cow<'_, str>>>()? {
            match Field::named(&key) {
                Some(field) => body.next_value_seed(FieldOf(self, field))?,
                None => _ = body.next_value::<IgnoredAny>()?,
            }
        }
        Ok(())
    }

    /// Reads the value of one field. A value of a surprising type is an error for the code only.
    ///
    /// A sign of a failure counts even if the same field, there twice, says otherwise.
    pub(super) fn read<D: Deserializer<'de>>(
        &mut self,
        field: Field,
        value: D,
    ) -> Result<(), D::Error> {
        match field {
            Field::Code => {
                let code = value.deserialize_any(CodeVisitor(ResponseCode::from_digits))?;
                if self.code.replace(code).is_some() {
                    return Err(D::Error::duplicate_field("errorCode"));
                }
            }
            Field::ValidationErrors => {
                self.validation_errors = lenient(value)?;
                self.reports_failure |= !self.validation_errors.is_empty();
            }
            Field::Error => {
                self.error = lenient(value)?;
                self.reports_failure |= self.error == Failure::Other;
            }
            Field::StatusCode => {
                let status: Option<u32> = lenient(value)?;
                self.reports_failure |= status.is_some_and(|status| status >= 400);
            }
            Field::Errors | Field::MisspelledCode => {
                self.reports_failure |= lenient::<Failure<'_>, _>(value)? != Failure::None;
            }
            Field::Success => self.reports_failure |= lenient::<Denial, _>(value)?.0,
            Field::Message | Field::Details | Field::OauthDescription => {
                let Words { text, is_something } = lenient(value)?;
                self.texts.set(field, text);
                self.reports_failure |= is_something;
            }
            _ => self.texts.set(field, lenient(value)?),
        }
        Ok(())
    }
}

fn lenient<'de, T: Read<'de>, D: Deserializer<'de>>(value: D) -> Result<T, D::Error> {
    Lenient::deserialize(value).map(|Lenient(value)| value)
}

#[cfg(test)]
mod tests {
    use super::is_gigyas;

    #[test]
    fn secrets_are_for_hosts_of_gigya() {
        for host in [
            "gigya.com",
            "eu1.gigya.com",
            "accounts.us1-st1.gigya.com",
            "CN1.SapCDM.cn",
        ] {
            assert!(is_gigyas(host), "{host}");
        }
        for host in [
            "",
            "com",
            "evilgigya.com",
            "gigya.com.evil.example",
            "evil.example/.gigya.com",
            "evil.example?.gigya.com",
            "evil.example#.gigya.com",
            "evil.example\\.gigya.com",
            "eu1.gigya.com:8443",
            "user@eu1.gigya.com",
            "https://eu1.gigya.com",
            "eu1.gigya.com/",
            "eu1.gigya.com.",
            ".gigya.com",
            "eu1..gigya.com",
            " eu1.gigya.com",
            "eu1.gigya.com\n",
            "еu1.gigya.com",
            "eu1.gigya.co",
        ] {
            assert!(!is_gigyas(host), "{host}");
        }
    }
}
