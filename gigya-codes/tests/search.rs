//! What people search the documentation for leads to the constant they mean.

use gigya_codes::ResponseCode;

/// The words, each an alias of one constant only.
const WORDS: [(u32, &[&str]); 16] = [
    (301001, &["data center"]),
    (400003, &["duplicate email", "email taken"]),
    (400027, &["required field"]),
    (400093, &["api key"]),
    (400120, &["cors"]),
    (401020, &["captcha"]),
    (403002, &["clock skew"]),
    (403003, &["invalid signature"]),
    (403011, &["session expired", "token expired"]),
    (
        403042,
        &["wrong password", "bad password", "wrong credentials"],
    ),
    (403047, &["user not found"]),
    (403048, &["rate limit", "throttle", "429"]),
    (403101, &["mfa", "two factor"]),
    (403120, &["too many attempts", "account locked", "lockout"]),
    (500001, &["server error"]),
    (503001, &["service unavailable"]),
];

/// Each alias in lower case, as the search compares it, and the constant that has it.
fn aliases() -> Vec<(String, &'static str)> {
    let mut aliases = Vec::new();
    let mut words: Vec<String> = Vec::new();
    for line in include_str!("../src/generated.rs").lines().map(str::trim) {
        if let Some(alias) = line.strip_prefix("#[doc(alias = \"") {
            words.push(alias.trim_end_matches("\")]").to_lowercase());
        } else if let Some(constant) = line.strip_prefix("pub const ") {
            let name = constant.split(':').next().unwrap_or_default();
            aliases.extend(words.drain(..).map(|word| (word, name)));
        }
    }
    aliases
}

#[test]
fn each_word_leads_to_one_constant() {
    let aliases = aliases();
    assert!(aliases.len() > ResponseCode::ALL.len());
    for (number, words) in WORDS {
        for word in words {
            let found = aliases.iter().filter(|(alias, _)| alias == word);
            let found: Vec<&str> = found.map(|(_, name)| *name).collect();
            let expected = ResponseCode::new(number).name().unwrap();
            assert_eq!(found, [expected], "{word}");
        }
    }
}
