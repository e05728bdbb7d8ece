//! The API methods that a description names.

use std::collections::BTreeSet;

/// The methods named in `text`, sorted.
pub(super) fn find_methods(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && !"._/:@*-".contains(c))
        // A slash separates two methods, but no part of an address is a method.
        .flat_map(|word| word.split(if word.contains("://") { ' ' } else { '/' }))
        .map(|word| word.trim_matches(['.', ':', '-']))
        .filter(|word| is_method(word))
        .map(str::to_owned)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect()
}

/// Whether `word` is a dotted name in a namespace of Gigya's REST API, and not a host or a file. A name that
/// starts with another word is something else: a field (`profile.email`), a policy
/// (`security.captcha.failedLoginThreshold`), a site.
fn is_method(word: &str) -> bool {
    const NAMESPACES: &str =
        "accounts admin audit comments dataflow ds fidm gm idx ids reports socialize";
    const ENDINGS: [&str; 6] = ["com", "csv", "html", "js", "json", "xml"];
    let is_name = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !ENDINGS.contains(&part)
    };
    let is_namespace = |word: &str| NAMESPACES.split(' ').any(|namespace| namespace == word);
    word.split_once('.')
        .is_some_and(|(namespace, rest)| is_namespace(namespace) && rest.split('.').all(is_name))
}

#[cfg(test)]
mod tests {
    use super::find_methods;

    #[test]
    fn a_method_is_a_dotted_name_in_a_known_namespace() {
        assert_eq!(
            find_methods("Call accounts.tfa.initTFA or accounts.login; not profile.email."),
            ["accounts.login", "accounts.tfa.initTFA"]
        );
        assert_eq!(
            find_methods("accounts.login, then accounts.login."),
            ["accounts.login"]
        );
        assert_eq!(find_methods("(ds.get), ds.store:"), ["ds.get", "ds.store"]);
        assert_eq!(find_methods("ds.get/ds.store"), ["ds.get", "ds.store"]);
        assert_eq!(find_methods("ds.get_all"), ["ds.get_all"]);
        for text in [
            "profile.email",
            "security.captcha.failedLoginThreshold",
            "See accounts. Then go.",
            "our accounts...",
            "www.accounts.com",
            "An embed.ly error",
            "accounts.2",
            "accounts.us1.gigya.com",
            "https://accounts.gigya.com/accounts.login",
            "reports.csv",
            "accounts.tfa.*",
            "accounts.get*",
        ] {
            assert!(find_methods(text).is_empty(), "{text}");
        }
    }
}
