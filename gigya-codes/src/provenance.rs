use crate::label::labels;

/// How this crate knows a code.
///
/// ```
/// use gigya_codes::{Provenance, ResponseCode};
///
/// assert_eq!(ResponseCode::INVALID_LOGIN_ID.provenance(), Some(Provenance::Documented));
/// // An unknown code has none.
/// assert_eq!(ResponseCode::new(987654).provenance(), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Provenance {
    /// Gigya's page "Response Codes and Errors" lists the code.
    Documented,
    /// An older edition of the page listed the code; servers may still send it.
    Retired,
    /// The page never listed the code, but servers send it or SAP's own SDKs know it. The
    /// constant's documentation says where it was seen.
    Observed,
}

labels!(Provenance {
    Documented = "documented",
    Retired = "retired",
    Observed = "observed",
});
