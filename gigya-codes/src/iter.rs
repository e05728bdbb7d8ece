use core::fmt::Debug;
use core::iter::FusedIterator;

use crate::tables::CODES;
use crate::{Class, Remedy, ResponseCode};

/// Which codes are there?
///
/// Every iterator goes through the codes by number.
impl ResponseCode {
    /// Every code this crate knows, documented or not, sorted by number.
    ///
    /// It grows with each release that learns a code: do not rely on its length.
    pub const ALL: &'static [Self] = &CODES;

    /// The codes of [`ALL`](Self::ALL), by value.
    #[must_use]
    pub fn all()
    -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator + FusedIterator + Clone + Debug
    {
        CODES.iter().copied()
    }

    /// The codes that Gigya's page lists today.
    ///
    /// ```
    /// use gigya_codes::ResponseCode;
    ///
    /// assert!(ResponseCode::documented().all(|code| code.is_documented()));
    /// assert!(ResponseCode::documented().count() < ResponseCode::ALL.len());
    /// ```
    #[must_use]
    pub fn documented() -> impl DoubleEndedIterator<Item = Self> + FusedIterator + Clone + Debug {
        Self::all().filter(|code| code.is_documented())
    }

    /// The known codes of one class.
    ///
    /// ```
    /// use gigya_codes::{Class, ResponseCode};
    ///
    /// assert!(ResponseCode::by_class(Class::Success).eq([ResponseCode::SUCCESS]));
    /// ```
    #[must_use]
    pub fn by_class(
        class: Class,
    ) -> impl DoubleEndedIterator<Item = Self> + FusedIterator + Clone + Debug {
        Self::all().filter(move |code| code.class() == class)
    }

    /// The known codes that call for one remedy.
    ///
    /// ```
    /// use gigya_codes::{Remedy, ResponseCode};
    ///
    /// let mut locked = ResponseCode::by_remedy(Remedy::Wait);
    /// assert!(locked.any(|code| code == ResponseCode::ACCOUNT_TEMPORARILY_LOCKED_OUT));
    /// ```
    #[must_use]
    pub fn by_remedy(
        remedy: Remedy,
    ) -> impl DoubleEndedIterator<Item = Self> + FusedIterator + Clone + Debug {
        Self::all().filter(move |code| code.remedy() == remedy)
    }

    /// The known codes whose description names an API method. **Not a list of all that the method
    /// can answer**: any method can answer with a general code, such as 403048, and descriptions
    /// leave methods out. `accounts.login` also answers with 206001 and 403042, which do not name it.
    ///
    /// The name is matched exactly, as in `accounts.login`.
    ///
    /// ```
    /// use gigya_codes::ResponseCode;
    ///
    /// let mut codes = ResponseCode::naming_method("accounts.login");
    /// assert!(codes.any(|code| code == ResponseCode::PENDING_PASSWORD_CHANGE));
    /// assert_eq!(ResponseCode::naming_method("no.such.method").count(), 0);
    /// ```
    #[must_use]
    pub fn naming_method(
        method: &str,
    ) -> impl DoubleEndedIterator<Item = Self> + FusedIterator + Clone + Debug {
        Self::all().filter(move |code| code.methods().contains(&method))
    }
}
