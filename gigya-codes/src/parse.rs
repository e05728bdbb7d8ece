use core::error::Error;
use core::fmt;
use core::str::FromStr;

use crate::ResponseCode;

/// Reads a number (`403042`), a number with a space and any text after it (`403042 Invalid
/// loginID`, as [`Display`](fmt::Display) of any version writes it), or the name of a constant
/// (`INVALID_LOGIN_ID`).
///
/// A number is ASCII digits without a sign or separators. It need not be a known code. A name is
/// matched exactly; the name of a deprecated constant still counts. Messages are not read.
///
/// # Errors
///
/// When the text is none of these, or the number exceeds [`u32::MAX`].
///
/// ```
/// use gigya_codes::ResponseCode;
///
/// assert_eq!("403042".parse(), Ok(ResponseCode::INVALID_LOGIN_ID));
/// assert_eq!("403042 Invalid loginID".parse(), Ok(ResponseCode::INVALID_LOGIN_ID));
/// assert_eq!("INVALID_LOGIN_ID".parse(), Ok(ResponseCode::INVALID_LOGIN_ID));
/// assert_eq!("987654".parse(), Ok(ResponseCode::new(987654)));
/// assert!("-1".parse::<ResponseCode>().is_err());
/// assert!("Invalid loginID".parse::<ResponseCode>().is_err());
/// ```
impl FromStr for ResponseCode {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = text.split_once(' ').map_or(text, |(number, _)| number);
        Self::from_digits(number)
            .or_else(|| Self::from_name(text))
            .ok_or(ParseError(
                "not a `ResponseCode`, which is an integer from 0 to 4294967295, such as 403042, \
                 or the name of a constant, such as INVALID_LOGIN_ID",
            ))
    }
}

impl ResponseCode {
    /// Reads a number alone; `None` also when it is too large.
    pub(crate) fn from_digits(text: &str) -> Option<Self> {
        // `u32` reads a leading plus, too.
        if text.starts_with('+') {
            return None;
        }
        text.parse().ok().map(Self::new)
    }
}

/// Why a text is not a [`ResponseCode`], a [`Remedy`](crate::Remedy) or another type of this crate.
///
/// It names the type and what the text may be, and does not quote the text.
///
/// ```
/// use gigya_codes::Remedy;
///
/// let error = "later".parse::<Remedy>().unwrap_err();
/// assert!(error.to_string().starts_with("no label of `Remedy`, which has retry, throttle, "));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError(pub(crate) &'static str);

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

impl Error for ParseError {}
