//! A constant's name, derived from the documented message when a code first appears.

/// A longer name is unreadable.
const MAX_LEN: usize = 80;

/// The name for a code with this message: `Invalid loginID` gives `INVALID_LOGIN_ID`.
///
/// # Errors
///
/// Why no name can be made from the message.
///
/// ```
/// use codegen::ledger::name::derive_name;
///
/// assert_eq!(derive_name("Invalid loginID").unwrap(), "INVALID_LOGIN_ID");
/// assert_eq!(derive_name("Invalid OpenID Url").unwrap(), "INVALID_OPENID_URL");
/// assert!(derive_name("42").is_err());
/// ```
pub fn derive_name(message: &str) -> Result<String, String> {
    if let Some(c) = message.chars().find(|c| c.is_alphabetic() && !c.is_ascii()) {
        return Err(format!("{c:?} is not a letter from A to Z"));
    }
    // These brands are one word each, and an apostrophe does not split a word: "didn't" is DIDNT.
    let message = message
        .replace("OpenID", "Openid")
        .replace("OAuth", "Oauth")
        .replace(['\'', '\u{2019}'], "");
    let words = message.split(|c: char| !c.is_ascii_alphanumeric());
    let words = words.filter(|word| !word.is_empty()).map(snake_case);
    let name = words.collect::<Vec<_>>().join("_").to_ascii_uppercase();
    why_no_name(&name).map_or(Ok(name), Err)
}

/// Why `name` cannot be the name of a constant, if it cannot.
#[must_use]
pub fn why_no_name(name: &str) -> Option<String> {
    let is_upper = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let len = name.len();
    let problem = if name.is_empty() {
        "it has no letters from A to Z"
    } else if !name.starts_with(|c: char| c.is_ascii_uppercase()) {
        "a constant's name starts with a letter from A to Z"
    } else if !name.chars().all(is_upper) || name.contains("__") || name.ends_with('_') {
        "a constant's name is UPPER_SNAKE_CASE"
    } else if len > MAX_LEN {
        &format!("it would be {len} characters long, more than {MAX_LEN}")
    } else if name == "ALL" {
        "`ResponseCode::ALL` is already another constant"
    } else {
        return None;
    };
    Some(problem.to_owned())
}

/// `word` with an underscore before each word in it: `loginID` is `login_ID`.
fn snake_case(word: &str) -> String {
    let mut name = String::new();
    let mut last = '_';
    for (at, c) in word.char_indices() {
        let rest = &word[at + c.len_utf8()..];
        // A new word begins at the `I` of `loginID` and at the `S` of `HTTPServer`; digits and the
        // `s` of a plural (`DCs`) belong to the word before.
        let acronym_ends = rest.starts_with(|c: char| c.is_ascii_lowercase()) && rest != "s";
        if c.is_ascii_uppercase() && (last.is_ascii_lowercase() || (last != '_' && acronym_ends)) {
            name.push('_');
        }
        name.push(c);
        last = c;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::{derive_name, why_no_name};

    #[test]
    fn names() {
        for (message, name) in [
            ("Invalid loginID", "INVALID_LOGIN_ID"),
            ("Invalid OpenID Url", "INVALID_OPENID_URL"),
            ("CERT_INVALID_CNAME", "CERT_INVALID_CNAME"),
            ("Invalid gmid ticket", "INVALID_GMID_TICKET"),
            ("Invalid ApiKey parameter", "INVALID_API_KEY_PARAMETER"),
            ("Invalid containerID", "INVALID_CONTAINER_ID"),
            (
                "Account Pending TFA Verification",
                "ACCOUNT_PENDING_TFA_VERIFICATION",
            ),
            (
                "SAML mapped attribute not found",
                "SAML_MAPPED_ATTRIBUTE_NOT_FOUND",
            ),
            ("Ip Blocked", "IP_BLOCKED"),
            ("HTTPServer error", "HTTP_SERVER_ERROR"),
            ("InvalidOpenIDUrl", "INVALID_OPENID_URL"),
            ("OAuth2 token didn't fit", "OAUTH2_TOKEN_DIDNT_FIT"),
            ("  many -- (odd) signs! ", "MANY_ODD_SIGNS"),
            ("DCs and URLs", "DCS_AND_URLS"),
        ] {
            assert_eq!(derive_name(message).as_deref(), Ok(name), "{message}");
        }
    }

    #[test]
    fn what_gives_no_name() {
        for message in [
            "",
            "\u{1f600}",
            "42",
            "3rd party",
            "all",
            "Ошибка",
            "Größe falsch",
            &"long ".repeat(20),
        ] {
            assert!(derive_name(message).is_err(), "{message}");
        }
    }

    #[test]
    fn a_name_is_in_upper_snake_case_and_not_too_long() {
        for name in ["A", "A1_B", &"A".repeat(80)] {
            assert_eq!(why_no_name(name), None);
        }
        for name in ["", "_A", "1A", "Aa", "A-B", "A_", "A__B", &"A".repeat(81)] {
            assert!(why_no_name(name).is_some(), "{name}");
        }
    }
}
