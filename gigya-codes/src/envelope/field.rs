//! Which fields of a body are metadata.

macro_rules! fields {
    ({$($Text:ident = $text:literal,)+} {$($Other:ident = $other:literal,)+}) => {
        /// A field of the envelope. The texts come first: each is an index of `Texts`.
        #[derive(Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Field {
            $($Text,)+
            $($Other,)+
        }

        impl Field {
            pub(super) const NAMES: &'static [&'static str] = &[$($text,)+ $($other,)+];
            pub(super) const TEXTS: &'static [Self] = &[$(Self::$Text,)+];

            pub(crate) fn named(name: &str) -> Option<Self> {
                match name {
                    $($text => Some(Self::$Text),)+
                    $($other => Some(Self::$Other),)+
                    _ => None,
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
        StatusReason = "statusReason",
        Time = "time",
        Context = "context",
        ApiDomain = "apiDomain",
        RegToken = "regToken",
        OauthDescription = "error_description",
        OauthUri = "error_uri",
    }
    {
        Code = "errorCode",
        ApiVersion = "apiVersion",
        StatusCode = "statusCode",
        ValidationErrors = "validationErrors",
        IgnoredParams = "ignoredParams",
        Error = "error",
        Errors = "errors",
    }
}
