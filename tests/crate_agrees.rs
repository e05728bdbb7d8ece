//! The generated crate says what the catalog says.

use codegen::catalog::Code;
use codegen::words;
use gigya_codes::{Class, Interruption, Provenance, Remedy, ResponseCode};

use crate::support::fixtures::real_catalog;

#[test]
fn the_crate_has_every_fact_of_every_code() {
    let catalog = real_catalog();
    let numbers: Vec<u32> = catalog.codes.iter().map(|code| code.number).collect();
    let generated: Vec<u32> = ResponseCode::ALL.iter().map(|code| code.as_u32()).collect();
    assert_eq!(generated, numbers);
    for (expected, code) in catalog.codes.iter().zip(ResponseCode::ALL) {
        check(expected, *code);
    }
}

fn check(expected: &Code, code: ResponseCode) {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let number = expected.number;
    for (fact, generated, expected) in [
        ("name", text(code.name()), expected.name.clone()),
        (
            "message",
            text(code.message()),
            text(expected.message.as_deref()),
        ),
        (
            "description",
            text(code.description()),
            expected.description.to_plain_text(),
        ),
        (
            "class",
            format!("{:?}", code.class()),
            expected.class.variant().to_owned(),
        ),
        (
            "provenance",
            text(code.provenance().map(Provenance::as_str)),
            expected.provenance.word().to_owned(),
        ),
        (
            "interruption",
            text(code.interruption().map(Interruption::as_str)),
            text(expected.interruption.map(words::Interruption::word)),
        ),
        (
            "remedy",
            code.remedy().as_str().to_owned(),
            expected.remedy.word().to_owned(),
        ),
        (
            "methods",
            code.methods().join(", "),
            expected.methods.join(", "),
        ),
    ] {
        assert_eq!(generated, expected, "the {fact} of {number}");
    }
    for name in std::iter::once(&expected.name).chain(&expected.former_names) {
        assert_eq!(name.parse(), Ok(code), "the name {name} of {number}");
    }
}

#[test]
fn word_by_word() {
    fn words<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> Vec<&'static str> {
        all.iter().map(|variant| word(*variant)).collect()
    }
    assert_eq!(
        words(Class::ALL, Class::as_str),
        words(words::Class::ALL, words::Class::word)
    );
    assert_eq!(
        words(Provenance::ALL, Provenance::as_str),
        words(words::Provenance::ALL, words::Provenance::word)
    );
    assert_eq!(
        words(Remedy::ALL, Remedy::as_str),
        words(words::Remedy::ALL, words::Remedy::word)
    );
    assert_eq!(
        words(Interruption::ALL, Interruption::as_str),
        words(words::Interruption::ALL, words::Interruption::word)
    );
}
