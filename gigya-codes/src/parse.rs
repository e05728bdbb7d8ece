use core::error::Error;
use core::fmt;
use core::str::FromStr;

use crate::ResponseCode;

/// Reads a number (`403042`) or the name of a constant (`INVALID_LOGIN_ID`).
///
/// A number is ASCII digits and nothing else: no sign, no white space, no separators. It need not
/// be a known code. A name is matched exactly; the name of a deprecated constant still counts.
///
/// The text that [`Display`](fmt::Display) writes is for people and is not read back, and neither
/// are messages.
///
/// # Errors
///
/// When the text is neither, or the number exceeds [`u32::MAX`].
///
/// ```
/// use gigya_codes::ResponseCode;
///
/// assert_eq!("403042".parse(), Ok(ResponseCode::INVALID_LOGIN_ID));
/// assert_eq!("INVALID_LOGIN_ID".parse(), Ok(ResponseCode::INVALID_LOGIN_ID));
/// assert_eq!("987654".parse(), Ok(ResponseCode::new(987654)));
/// assert!("-1".parse::<ResponseCode>().is_err());
/// assert!("Invalid loginID".parse::<ResponseCode>().is_err());
/// ```
impl FromStr for ResponseCode {
    type Err = ParseResponseCodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::from_digits(text)
            .or_else(|| Self::from_name(text))
            .ok_or(ParseResponseCodeError(if text.is_empty() {
                "empty text where a response code was expected"
            } else if text.bytes().all(|byte| byte.is_ascii_digit()) {
                "number too large for a response code, which has 32 bits"
            } else {
                "neither a response code, such as `403042`, nor the name of one, such as `INVALID_LOGIN_ID`"
            }))
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

/// Why a text is not a [`ResponseCode`]: the error of its [`FromStr`] implementation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseResponseCodeError(&'static str);

impl fmt::Display for ParseResponseCodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

impl Error for ParseResponseCodeError {}
