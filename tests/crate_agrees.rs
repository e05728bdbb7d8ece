//! The generated crate says what the catalog says.

use gigya_codes::{Provenance, ResponseCode};

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
        assert_eq!(code.origin().as_str(), expected.origin.word());
        assert_eq!(code.remedy().as_str(), expected.remedy.word());
        assert_eq!(code.methods(), expected.methods);
        assert_eq!(expected.name.parse(), Ok(*code));
    }
}
