//! Which fields of a body are metadata.

macro_rules! fields {
    ({$($Text:ident = $text:literal,)+} {$($Other:ident = $other:literal,)+}) => {
        /// A field of the envelope. The texts come first: each is an index of `Texts`.
        #[derive(Clone, Copy, PartialEq, Eq)]
        pub(super) enum Field {
            $($Text,)+
            $($Other,)+
        }

        impl Field {
            pub(super) const NAMES: &'static [&'static str] = &[$($text,)+ $($other,)+];
            pub(super) const TEXT_COUNT: usize = [$(Self::$Text,)+].len();

            pub(super) fn named(name: &str) -> Option<Self> {
                match name {
                    $($text => Some(Self::$Text),)+
                    $($other => Some(Self::$Other),)+
                    _ => is_misspelled_code(name).then_some(Self::MisspelledCode),
                }
            }
        }
    };
}

fields! {
    {
        Message = "errorMessage",
        Details = "errorDetails",
        Flags = "errorFlags",
        CallId = "callId",
        ApiDomain = "apiDomain",
        RegToken = "regToken",
        OauthDescription = "error_description",
        OauthUri = "error_uri",
        OauthRegToken = "x_regToken",
    }
    {
        Code = "errorCode",
        ValidationErrors = "validationErrors",
        Error = "error",
        // Signs of a failure, should there be no code.
        StatusCode = "statusCode",
        Errors = "errors",
        Success = "success",
        MisspelledCode = "errorcode",
    }
}

/// `errorCode` as another service or a proxy writes it: in other letters, or as `error_code`.
fn is_misspelled_code(name: &str) -> bool {
    name.eq_ignore_ascii_case("errorCode") || name.eq_ignore_ascii_case("error_code")
}
