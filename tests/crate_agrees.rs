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
    let same = |fact: &str, generated: Option<&str>, expected: Option<&str>| {
        assert_eq!(generated, expected, "the {fact} of {code}");
    };
    same("name", code.name(), Some(&expected.name));
    same("message", code.message(), expected.message.as_deref());
    let description = expected.description.to_plain_text();
    let description = Some(description.as_str()).filter(|text| !text.is_empty());
    same("description", code.description(), description);
    let provenance = code.provenance().map(Provenance::as_str);
    same("provenance", provenance, Some(expected.provenance.word()));
    let (class, remedy) = (code.class().as_str(), code.remedy().as_str());
    same("class", Some(class), Some(expected.class.word()));
    same("remedy", Some(remedy), Some(expected.remedy.word()));
    let step = expected.interruption.map(words::Interruption::word);
    let generated = code.interruption().map(Interruption::as_str);
    same("interruption", generated, step);
    assert_eq!(code.methods(), expected.methods, "the methods of {code}");
    for name in std::iter::once(&expected.name).chain(&expected.former_names) {
        assert_eq!(name.parse(), Ok(code), "the name {name}");
    }
}

#[test]
fn the_crate_has_every_word_of_every_vocabulary() {
    macro_rules! compare {
        ($($vocabulary:ident)*) => {$({
            let expected = words::$vocabulary::ALL.iter().map(|word| word.word());
            let generated = $vocabulary::ALL.iter().map(|word| word.as_str());
            let [generated, expected] = [generated.collect::<Vec<_>>(), expected.collect()];
            assert_eq!(generated, expected, stringify!($vocabulary));
        })*};
    }
    compare! { Class Provenance Remedy Interruption }
}
