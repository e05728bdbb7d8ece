use core::error::Error;
use core::num::TryFromIntError;

use crate::tables::{self, index_of};
use crate::{Class, Provenance, Remedy};

/// A response code of Gigya (SAP Customer Data Cloud): the `errorCode` of a response body.
///
/// A code *is* its number. Every `u32` is a code, whether this crate knows it or not, so no code is
/// lost on the way through a program; what is known about a number is looked up when asked for. An
/// unknown code has no name, message, description, methods or provenance, and its remedy is
/// [`Unreviewed`](Remedy::Unreviewed).
///
/// The constants stand for the known codes and work as patterns:
///
/// ```
/// use gigya_codes::ResponseCode;
///
/// fn is_unknown_user(code: ResponseCode) -> bool {
///     matches!(
///         code,
///         ResponseCode::LOGIN_ID_DOES_NOT_EXIST | ResponseCode::UID_NOT_FOUND
///     )
/// }
///
/// assert!(is_unknown_user(ResponseCode::new(403047)));
/// ```
///
/// Codes are equal, ordered and hashed as their numbers are. They compare with plain numbers for
/// equality only: `code == 403042`. There is no order between codes and numbers, because ranges of
/// codes mean nothing beyond what [`class`](Self::class) says.
///
/// [`Default`] is [`SUCCESS`](Self::SUCCESS): a body without an `errorCode` reports success.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct ResponseCode(u32);

/// From a number to a code, and back.
impl ResponseCode {
    /// The code of that number, known or not.
    ///
    /// ```
    /// use gigya_codes::ResponseCode;
    ///
    /// assert_eq!(ResponseCode::new(403042), ResponseCode::INVALID_LOGIN_ID);
    /// assert_eq!(ResponseCode::new(987654).as_u32(), 987654);
    /// ```
    #[must_use]
    #[inline]
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The known code whose constant has this name; a deprecated name still counts.
    ///
    /// The name is matched exactly. To read numbers as well, use [`str::parse`].
    ///
    /// ```
    /// use gigya_codes::ResponseCode;
    ///
    /// let code = ResponseCode::from_name("INVALID_LOGIN_ID");
    /// assert_eq!(code, Some(ResponseCode::INVALID_LOGIN_ID));
    /// assert_eq!(ResponseCode::from_name("invalid_login_id"), None);
    /// ```
    #[must_use]
    pub const fn from_name(name: &str) -> Option<Self> {
        tables::code_of(name)
    }

    /// The number, as it stands in `errorCode`.
    #[must_use]
    #[inline]
    pub const fn as_u32(self) -> u32 {
        self.0
    }
}

/// What is known about a code?
impl ResponseCode {
    /// The name of the code's constant, such as `INVALID_LOGIN_ID`; `None` for an unknown code.
    ///
    /// Derived once, by this project, from the message that the page gave then. It stays when the
    /// message is reworded.
    #[must_use]
    #[inline]
    pub const fn name(self) -> Option<&'static str> {
        match index_of(self.0) {
            Some(index) => Some(tables::NAMES[index]),
            None => None,
        }
    }

    /// The message on Gigya's page, such as `Invalid loginID`.
    ///
    /// For people, not for programs: servers word it differently, and the page may be reworded.
    /// Match on the code.
    ///
    /// `None` for an unknown code, and where no page ever gave a message: code 0 and codes that
    /// were only [observed](Provenance::Observed). [`Display`](core::fmt::Display) finds
    /// something to write in each case.
    ///
    /// ```
    /// use gigya_codes::ResponseCode;
    ///
    /// assert_eq!(ResponseCode::INVALID_LOGIN_ID.message(), Some("Invalid loginID"));
    /// assert_eq!(ResponseCode::SUCCESS.message(), None);
    /// ```
    #[must_use]
    #[inline]
    pub const fn message(self) -> Option<&'static str> {
        match index_of(self.0) {
            Some(index) => tables::MESSAGES[index],
            None => None,
        }
    }

    /// The description on Gigya's page "Response Codes and Errors", as plain text.
    ///
    /// Quoted word for word. Paragraphs are separated by an empty line, items of a list begin
    /// with `- `; links are reduced to their text. `None` if the page does not list the code.
    ///
    /// ```
    /// use gigya_codes::ResponseCode;
    ///
    /// if let Some(description) = ResponseCode::API_RATE_LIMIT_EXCEEDED.description() {
    ///     println!("{description}"); // The daily API call limit has been reached.
    /// }
    /// ```
    #[must_use]
    #[inline]
    pub const fn description(self) -> Option<&'static str> {
        match index_of(self.0) {
            Some(index) => tables::DESCRIPTIONS[index],
            None => None,
        }
    }

    /// Whether it is success, informational or an error. The rule that [`Class`] states covers
    /// unknown codes as well.
    #[must_use]
    #[inline]
    pub const fn class(self) -> Class {
        match index_of(self.0) {
            Some(index) => tables::CLASSES[index],
            None => Class::by_rule(self.0),
        }
    }

    /// What the caller should do next, in the opinion of this crate.
    ///
    /// [`Remedy::Unreviewed`] for an unknown code.
    ///
    /// ```
    /// use gigya_codes::{Remedy, ResponseCode};
    ///
    /// assert_eq!(ResponseCode::INVALID_LOGIN_ID.remedy(), Remedy::CorrectInput);
    /// assert_eq!(ResponseCode::new(987654).remedy(), Remedy::Unreviewed);
    /// ```
    #[must_use]
    #[inline]
    pub const fn remedy(self) -> Remedy {
        match index_of(self.0) {
            Some(index) => tables::REMEDIES[index],
            None => Remedy::Unreviewed,
        }
    }

    /// The API methods that the code's description names, sorted, such as `accounts.login`.
    ///
    /// Not all methods that may answer with the code: most descriptions name none, and the list is
    /// empty then, as for an unknown code. For the other direction, see
    /// [`naming_method`](Self::naming_method).
    ///
    /// ```
    /// use gigya_codes::ResponseCode;
    ///
    /// for method in ResponseCode::OLD_PASSWORD_USED.methods() {
    ///     println!("{method}"); // accounts.login, accounts.resetPassword
    /// }
    /// ```
    #[must_use]
    #[inline]
    pub const fn methods(self) -> &'static [&'static str] {
        match index_of(self.0) {
            Some(index) => tables::METHODS[index],
            None => &[],
        }
    }

    /// How this crate knows the code; `None` for an unknown code.
    #[must_use]
    #[inline]
    pub const fn provenance(self) -> Option<Provenance> {
        match index_of(self.0) {
            Some(index) => Some(tables::PROVENANCES[index]),
            None => None,
        }
    }
}

/// What kind of code is it?
impl ResponseCode {
    /// Whether this crate knows the code: it has a constant and is in [`ALL`](Self::ALL).
    #[must_use]
    #[inline]
    pub const fn is_known(self) -> bool {
        tables::is_known(self.0)
    }

    /// Whether Gigya's page lists the code today; neither retired nor observed codes count.
    #[must_use]
    #[inline]
    pub const fn is_documented(self) -> bool {
        matches!(self.provenance(), Some(Provenance::Documented))
    }

    /// Whether it is 0, [`SUCCESS`](Self::SUCCESS).
    #[must_use]
    #[inline]
    pub const fn is_success(self) -> bool {
        matches!(self.class(), Class::Success)
    }

    /// Whether it is [informational](Class::Informational), neither plain success nor an error:
    /// 200000 to 200009, and 206005.
    #[must_use]
    #[inline]
    pub const fn is_informational(self) -> bool {
        matches!(self.class(), Class::Informational)
    }

    /// Whether it is an [error](Class::Error): every code that is neither success nor informational,
    /// known or not.
    ///
    /// An error need not be a failure: ask for its [`interruption`](Self::interruption) first.
    #[must_use]
    #[inline]
    pub const fn is_error(self) -> bool {
        matches!(self.class(), Class::Error)
    }

    /// Whether the same request may be sent again in a loop of seconds: the remedy is
    /// [`Retry`](Remedy::Retry). Limit the number of attempts.
    ///
    /// Today: 100001, 409030.
    #[must_use]
    #[inline]
    pub const fn is_retryable(self) -> bool {
        matches!(self.remedy(), Remedy::Retry)
    }

    /// Whether it is unknown if the call took effect: the remedy is
    /// [`RetryIfIdempotent`](Remedy::RetryIfIdempotent), which says when to send it again.
    ///
    /// `false` does not prove that the call had no effect: after [`Report`](Remedy::Report),
    /// [`ReadDetails`](Remedy::ReadDetails) and [`Unreviewed`](Remedy::Unreviewed) it may have had
    /// one. Those verdicts do not ask for a repetition.
    ///
    /// Today: 403004, 500001, 500026, 500032, 504001, 504002.
    #[must_use]
    #[inline]
    pub const fn is_effect_unknown(self) -> bool {
        matches!(self.remedy(), Remedy::RetryIfIdempotent)
    }
}

impl Default for ResponseCode {
    fn default() -> Self {
        Self::SUCCESS
    }
}

impl From<u32> for ResponseCode {
    fn from(number: u32) -> Self {
        Self::new(number)
    }
}

impl From<ResponseCode> for u32 {
    fn from(code: ResponseCode) -> Self {
        code.as_u32()
    }
}

macro_rules! from_integers {
    ($($Integer:ty)+) => {$(
        /// For what JSON libraries, databases and SAP's SDKs hand out. Fails only when the number is
        /// negative or exceeds 32 bits.
        impl TryFrom<$Integer> for ResponseCode {
            type Error = TryFromIntError;

            fn try_from(number: $Integer) -> Result<Self, Self::Error> {
                u32::try_from(number).map(Self::new)
            }
        }
    )+};
}

from_integers!(i32 i64 u64);

impl From<ResponseCode> for u64 {
    fn from(code: ResponseCode) -> Self {
        code.as_u32().into()
    }
}

impl From<ResponseCode> for i64 {
    fn from(code: ResponseCode) -> Self {
        code.as_u32().into()
    }
}

/// Fails only when the number exceeds [`i32::MAX`], which no known code does.
impl TryFrom<ResponseCode> for i32 {
    type Error = TryFromIntError;

    fn try_from(code: ResponseCode) -> Result<Self, Self::Error> {
        Self::try_from(code.as_u32())
    }
}

/// So that a function can return a code as its error, and `?` can pass it on.
///
/// The trait does not say that the code reports a failure: whether it does is up to the function
/// that returns it.
impl Error for ResponseCode {}

impl PartialEq<u32> for ResponseCode {
    fn eq(&self, number: &u32) -> bool {
        self.0 == *number
    }
}

impl PartialEq<ResponseCode> for u32 {
    fn eq(&self, code: &ResponseCode) -> bool {
        *self == code.0
    }
}
