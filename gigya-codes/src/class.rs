use crate::label::labels;

/// What a code says about the call, by the rule that Gigya's page states.
///
/// The page, "Response Codes and Errors": "0 indicates success while 20000x codes indicate a
/// response; all other codes indicate an error." A known code may be an exception where its own
/// description says so: 206005 is informational, as it "is not indicative of an error".
///
/// A class says how a call is reported, not what to do next: that is the [`Remedy`](crate::Remedy).
/// The enum is exhaustive, because the rule leaves no room for a fourth class.
///
/// ```
/// use gigya_codes::{Class, ResponseCode};
///
/// assert_eq!(ResponseCode::SUCCESS.class(), Class::Success);
/// assert_eq!(ResponseCode::ACCOUNTS_LINKED.class(), Class::Informational); // 200009
/// assert_eq!(ResponseCode::INVALID_LOGIN_ID.class(), Class::Error);
/// // The rule covers undocumented codes.
/// assert_eq!(ResponseCode::new(987654).class(), Class::Error);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// The call did what it was asked to do: code 0.
    Success,
    /// Not plain success, and not an error: 200000 to 200009, and 206005. The page calls it "a
    /// response".
    ///
    /// **Not a success**: at 200001 the user has cancelled the login, at 200009 the login is not
    /// finalized.
    Informational,
    /// Every other code.
    Error,
}

labels!(Class {
    Success = "success",
    Informational = "informational",
    Error = "error",
});

impl Class {
    /// The class of an unknown code.
    pub(crate) const fn by_rule(number: u32) -> Self {
        match number {
            0 => Self::Success,
            200000..=200009 => Self::Informational,
            _ => Self::Error,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ResponseCode;

    #[test]
    fn the_rule_ends_where_the_page_says() {
        assert_eq!(Class::by_rule(199999), Class::Error);
        assert_eq!(Class::by_rule(200000), Class::Informational);
        assert_eq!(Class::by_rule(200009), Class::Informational);
        assert_eq!(Class::by_rule(200010), Class::Error);
    }

    #[test]
    fn known_codes_follow_the_rule_with_one_exception() {
        let codes = ResponseCode::ALL.iter();
        let exceptions = codes.filter(|code| code.class() != Class::by_rule(code.as_u32()));
        assert!(exceptions.eq(&[ResponseCode::PENDING_AUTOLOGIN_FINALIZATION]));
    }
}
