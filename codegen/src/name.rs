//! A constant's name, derived from the documented message when a code first appears.

/// Nobody would read a longer name.
const MAX_LEN: usize = 80;

/// Names that `gigya_codes::ResponseCode` uses for other constants.
const RESERVED: [&str; 1] = ["ALL"];

/// Brands that are one word although they look like two.
const BRANDS: [&str; 2] = ["OpenID", "OAuth"];

/// The name for a code with this message: `Invalid loginID` gives `INVALID_LOGIN_ID`.
///
/// # Errors
///
/// Why no name can be made from the message.
///
/// ```
/// use codegen::name::derive;
///
/// assert_eq!(derive("Invalid loginID").unwrap(), "INVALID_LOGIN_ID");
/// assert_eq!(derive("Invalid OpenID Url").unwrap(), "INVALID_OPENID_URL");
/// assert!(derive("42").is_err());
/// ```
pub fn derive(message: &str) -> Result<String, String> {
    if let Some(c) = message.chars().find(|c| c.is_alphabetic() && !c.is_ascii()) {
        return Err(format!("{c:?} is not a letter from A to Z"));
    }
    let mut words: Vec<String> = Vec::new();
    // An apostrophe does not split a word: "didn't" is DIDNT.
    for word in message
        .replace(['\'', '\u{2019}'], "")
        .split(|c: char| !c.is_ascii_alphanumeric())
    {
        split_camel_case(word, &mut words);
    }
    let name = words.join("_").to_ascii_uppercase();
    match problem(&name) {
        None => Ok(name),
        Some(problem) => Err(problem),
    }
}

/// Why `name` cannot be the name of a constant, if it cannot.
#[must_use]
pub fn problem(name: &str) -> Option<String> {
    let upper = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    if name.is_empty() {
        Some("it has no letters from A to Z".to_owned())
    } else if !name.starts_with(|c: char| c.is_ascii_uppercase()) {
        Some("a constant's name starts with a letter".to_owned())
    } else if !name.chars().all(upper) || name.contains("__") || name.ends_with('_') {
        Some("a constant's name is UPPER_SNAKE_CASE".to_owned())
    } else if name.len() > MAX_LEN {
        Some(format!(
            "it would be {} characters long, more than {MAX_LEN}",
            name.len()
        ))
    } else if RESERVED.contains(&name) {
        Some(format!(
            "`ResponseCode::{name}` is already another constant"
        ))
    } else {
        None
    }
}

/// Appends the words of `word`: `loginID` is two, `OpenID` is one.
fn split_camel_case(word: &str, words: &mut Vec<String>) {
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let brand = BRANDS.iter().find(|brand| {
            rest.get(..brand.len())
                .is_some_and(|start| start == **brand)
                && !rest[brand.len()..].starts_with(|c: char| c.is_ascii_lowercase())
        });
        let mut end = match brand {
            Some(brand) => brand.len(),
            None => first.len_utf8(),
        };
        let bytes = rest.as_bytes();
        while let Some(&byte) = bytes.get(end) {
            let after_lower = bytes[end - 1].is_ascii_lowercase();
            let before_lower = bytes.get(end + 1).is_some_and(u8::is_ascii_lowercase);
            // A new word begins at the `I` of `loginID` and at the `S` of `HTTPServer`; digits and
            // the `s` of a plural (`DCs`) belong to the word before.
            let acronym_ends = before_lower && &bytes[end + 1..] != b"s";
            if byte.is_ascii_uppercase() && (after_lower || acronym_ends) {
                break;
            }
            end += 1;
        }
        words.push(rest[..end].to_owned());
        rest = &rest[end..];
    }
}

#[cfg(test)]
mod tests {
    use super::{derive, problem};

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
            ("OAuth2 token didn't fit", "OAUTH2_TOKEN_DIDNT_FIT"),
            ("  many -- (odd) signs! ", "MANY_ODD_SIGNS"),
            ("DCs and URLs", "DCS_AND_URLS"),
        ] {
            assert_eq!(derive(message).as_deref(), Ok(name), "{message}");
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
            assert!(derive(message).is_err(), "{message}");
        }
    }

    #[test]
    fn a_name_is_in_upper_snake_case_and_not_too_long() {
        for name in ["A", "A1_B", &"A".repeat(80)] {
            assert_eq!(problem(name), None);
        }
        for name in ["", "_A", "1A", "Aa", "A-B", "A_", "A__B", &"A".repeat(81)] {
            assert!(problem(name).is_some(), "{name}");
        }
    }
}
