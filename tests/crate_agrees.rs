//! The generated crate says what the catalog says.

use codegen::words;
use gigya_codes::{Class, Interruption, Provenance, Remedy, ResponseCode};

use crate::fixture::real_catalog;

#[test]
fn code_by_code() {
    let catalog = real_catalog();
    assert_eq!(ResponseCode::ALL.len(), catalog.codes.len());
    for (expected, code) in catalog.codes.iter().zip(ResponseCode::ALL) {
        assert_eq!(code.as_u32(), expected.number);
        assert_eq!(code.name(), Some(expected.name.as_str()));
        assert_eq!(code.message(), expected.message.as_deref());
        let description = expected.description.to_plain_text();
        assert_eq!(code.description().unwrap_or_default(), description);
        assert_eq!(format!("{:?}", code.class()), expected.class.variant());
        assert_eq!(
            code.provenance().map(Provenance::as_str),
            Some(expected.provenance.word())
        );
        assert_eq!(code.remedy().as_str(), expected.remedy.word());
        assert_eq!(
            code.interruption().map(Interruption::as_str),
            expected.interruption.map(words::Interruption::word)
        );
        assert_eq!(code.methods(), expected.methods);
        assert_eq!(expected.name.parse(), Ok(*code));
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
