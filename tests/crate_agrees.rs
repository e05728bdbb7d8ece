//! The generated crate says what the catalog says.

use codegen::catalog::Code;
use gigya_codes::{Provenance, ResponseCode};

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
            "origin",
            code.origin().as_str().to_owned(),
            expected.origin.word().to_owned(),
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
