use core::fmt;

/// What a code says about the call, by the rule that Gigya's page states.
///
/// The page, "Response Codes and Errors": "0 indicates success while 20000x codes indicate a
/// response; all other codes indicate an error." A known code may be an exception where its own
/// description says so: 206005 is a response, as it "is not indicative of an error".
///
/// Exhaustive, as the rule is: it leaves no room for a fourth class.
///
/// ```
/// use gigya_codes::{Class, ResponseCode};
///
/// assert_eq!(ResponseCode::SUCCESS.class(), Class::Success);
/// assert_eq!(ResponseCode::ACCOUNTS_LINKED.class(), Class::Response); // 200009
/// assert_eq!(ResponseCode::INVALID_LOGIN_ID.class(), Class::Error);
/// // The rule covers codes that nobody has documented.
/// assert_eq!(ResponseCode::new(987654).class(), Class::Error);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// The call did what it was asked to do: code 0.
    Success,
    /// The call was answered with something other than plain success, and not with an error:
    /// 200000 to 200009, and 206005.
    Response,
    /// Every other code.
    Error,
}

impl Class {
    /// The class of a code of which only the number is known.
    pub(crate) const fn by_rule(number: u32) -> Self {
        match number {
            0 => Self::Success,
            200000..=200009 => Self::Response,
            _ => Self::Error,
        }
    }

    /// `success`, `response` or `error`: for log fields and metric labels.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Response => "response",
            Self::Error => "error",
        }
    }
}

/// Writes [`as_str`](Self::as_str).
impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ResponseCode;

    #[test]
    fn the_rule_ends_where_the_page_says() {
        assert_eq!(Class::by_rule(199999), Class::Error);
        assert_eq!(Class::by_rule(200000), Class::Response);
        assert_eq!(Class::by_rule(200009), Class::Response);
        assert_eq!(Class::by_rule(200010), Class::Error);
    }

    #[test]
    fn known_codes_follow_the_rule_with_one_exception() {
        let exceptions =
            ResponseCode::all().filter(|code| code.class() != Class::by_rule(code.as_u32()));
        assert!(exceptions.eq([ResponseCode::PENDING_AUTOLOGIN_FINALIZATION]));
    }
}
