use crate::tables::{self, index_of};
use crate::{Class, Interruption, Provenance, Remedy};

/// A response code of Gigya (SAP Customer Data Cloud): the `errorCode` of a response body.
///
/// A code *is* its number. Every `u32` is a code, whether this crate knows it or not, so no code is
/// lost on the way through a program; what is known about a number is looked up when asked for. An
/// unknown code has no name, message, description, methods or provenance, and its remedy is
/// [`Unreviewed`](Remedy::Unreviewed).
///
/// The constants are the known codes, and work as patterns:
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
/// There is no [`Default`], and no `is_error`: a body that could not be read is not a success, and
/// neither is every code that is not an error.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct ResponseCode(u32);

/// From a number to a code, and back.
impl ResponseCode {
    /// Every code this crate knows, documented or not, sorted by number.
    ///
    /// It grows with each release that learns a code: do not rely on its length. What is known about
    /// a code selects some of them:
    ///
    /// ```
    /// use gigya_codes::{Remedy, ResponseCode};
    ///
    /// let all = || ResponseCode::ALL.iter().copied();
    /// let locked = all().filter(|code| code.remedy() == Remedy::Wait);
    /// let naming_login = all().filter(|code| code.methods().contains(&"accounts.login"));
    /// assert!(locked.count() < ResponseCode::ALL.len());
    /// // Any method can answer with a general code, such as 403048, which names no method.
    /// assert!(naming_login.count() > 0);
    /// ```
    pub const ALL: &'static [Self] = &tables::CODES;

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

    /// The number, as in `errorCode`.
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
    /// let message = ResponseCode::INVALID_LOGIN_ID.message();
    /// println!("{message:?}"); // Some("Invalid loginID")
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

    /// The step that an interrupted login or registration waits for: `Some` for the codes with the
    /// remedy [`ResumeFlow`](Remedy::ResumeFlow).
    ///
    /// The body may know better: 403043 without a `regToken` is a taken identifier, and no step. With
    /// the feature `json`, ask the error.
    #[must_use]
    #[inline]
    pub const fn interruption(self) -> Option<Interruption> {
        match index_of(self.0) {
            Some(index) => tables::INTERRUPTIONS[index],
            None => None,
        }
    }

    /// The API methods that the code's description names, sorted, such as `accounts.login`.
    ///
    /// **Not all methods that may answer with the code**: most descriptions name none, and the list is
    /// empty then, as for an unknown code.
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

    /// Whether this crate knows the code: it has a constant and is in [`ALL`](Self::ALL).
    #[must_use]
    #[inline]
    pub const fn is_known(self) -> bool {
        tables::is_known(self.0)
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

impl PartialEq<u32> for ResponseCode {
    fn eq(&self, number: &u32) -> bool {
        self.0 == *number
    }
}
