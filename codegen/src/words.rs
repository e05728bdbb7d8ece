//! The vocabularies: what a code can be, and what a caller does about it. The ledger, `catalog.json` and
//! the crate share them.

/// Declares an enum whose variants have a word in the ledger and in `catalog.json`.
macro_rules! vocabulary {
    (
        $(#[$meta:meta])*
        $name:ident { $($(#[doc = $doc:literal])* $variant:ident = $word:literal,)* }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[derive(serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[doc = $doc])* #[serde(rename = $word)] $variant,)* }

        impl $name {
            /// Every variant, as declared.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its word in the ledger and in `catalog.json`.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The name of the variant, which `gigya_codes` uses too.
            #[must_use]
            pub fn variant(self) -> &'static str {
                match self { $(Self::$variant => stringify!($variant),)* }
            }
        }
    };
}
pub(crate) use vocabulary;

vocabulary! {
    /// What a code says about the call, by the rule that the page states.
    Class {
        /// It worked.
        Success = "success",
        /// Not an error, but not a success: what the page calls "a response".
        Informational = "informational",
        /// It did not work.
        Error = "error",
    }
}

vocabulary! {
    /// Where we know a code from.
    Provenance {
        /// It is on the page.
        Documented = "documented",
        /// It was on the page.
        Retired = "retired",
        /// It was never on the page, but seen elsewhere.
        Observed = "observed",
    }
}

vocabulary! {
    /// The step that an interrupted login or registration waits for.
    Interruption {
        /// Set the missing fields, then finalize.
        CompleteProfile = "complete-profile",
        /// Let the user verify the loginID, then log in again.
        VerifyLoginId = "verify-login-id",
        /// Let the user log in to the account that has the identifier, and link the two.
        LinkAccounts = "link-accounts",
        /// Let the user register a second factor.
        RegisterSecondFactor = "register-second-factor",
        /// Let the user pass a second factor.
        PassSecondFactor = "pass-second-factor",
        /// Let the user choose a new password, then log in again.
        ChoosePassword = "choose-password",
        /// Let the user solve a CAPTCHA, then send the login or registration again.
        SolveCaptcha = "solve-captcha",
        /// Finalize: nothing else is required of the user.
        Finalize = "finalize",
    }
}

vocabulary! {
    /// What a caller should do next.
    Remedy {
        /// Send the same request again after a short pause.
        Retry = "retry",
        /// Send fewer requests, and this one again after a longer pause.
        Throttle = "throttle",
        /// Send it again only if doing it twice is harmless: it may have taken effect.
        RetryIfIdempotent = "retry-if-idempotent",
        /// Stop until a cap or a lock has lifted; repeating prolongs it.
        Wait = "wait",
        /// Replace what is no longer valid in the request, and send it once more.
        Renew = "renew",
        /// Continue an interrupted login or registration.
        ResumeFlow = "resume-flow",
        /// Log in again.
        Reauthenticate = "reauthenticate",
        /// Keep the session, and let the user log in once more to confirm who they are.
        StepUp = "step-up",
        /// Send the same request to the data center that the response names.
        Reroute = "reroute",
        /// Let the user enter something else.
        CorrectInput = "correct-input",
        /// Let the user do something first, other than enter something else.
        AskUser = "ask-user",
        /// Change the program's request.
        FixRequest = "fix-request",
        /// Change the set-up in the console, or the keys in the program's configuration.
        FixSetup = "fix-setup",
        /// Tell Gigya's support about a fault on Gigya's side.
        Report = "report",
        /// Read the details of the response: the code alone does not say enough.
        ReadDetails = "read-details",
        /// Accept the refusal: nothing changes it.
        Refused = "refused",
        /// Nothing.
        NothingToDo = "nothing-to-do",
        /// Not decided.
        Unreviewed = "unreviewed",
    }
}

impl Class {
    /// The page's own rule: "0 indicates success while 20000x codes indicate a response; all other
    /// codes indicate an error."
    #[must_use]
    pub fn by_rule(code: u32) -> Self {
        match code {
            0 => Self::Success,
            200000..=200009 => Self::Informational,
            _ => Self::Error,
        }
    }
}
