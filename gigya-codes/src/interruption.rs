use crate::label::labels;

/// The step that an interrupted login or registration waits for.
///
/// SAP's own SDKs call it an interruption: the flow is not over, and has not failed. Keep the
/// `regToken` of the response, which is valid for one hour, take the step, and pass the token to
/// each method that you call for it. Where a step takes longer, start the flow again. Only
/// [`SolveCaptcha`](Self::SolveCaptcha) has no token.
///
/// Ask a response's error rather than its code, since the body decides whether there is a step: with
/// the feature `json`, `ApiError::interruption` gives the step together with the token.
///
/// ```
/// use gigya_codes::{Interruption, ResponseCode};
///
/// let interruption = ResponseCode::ACCOUNT_PENDING_REGISTRATION.interruption(); // 206001
/// assert_eq!(interruption, Some(Interruption::CompleteProfile));
/// assert_eq!(
///     interruption.and_then(Interruption::next_method),
///     Some("accounts.setAccountInfo")
/// );
/// assert_eq!(ResponseCode::INVALID_LOGIN_ID.interruption(), None);
/// ```
///
/// # Sources
///
/// The steps and the methods are those of SAP/gigya-swift-sdk (`Interruption`, the resolvers) and
/// SAP/gigya-android-sdk (`InterruptionResolverFactory`). Gigya's web SDK also shows a screen for
/// 200010, 206003 and 206006, and lists 401023 beside 401020. 206005, 400021 and 401021 are assigned
/// by their descriptions. The steps of the second factor by email were traced in hacf-fr/renault-api
/// (issue 2132, pull request 2257). The documentation of `accounts.finalizeRegistration` states the
/// lifetime of the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Interruption {
    /// The account lacks a required field or, at 206003, a loginID: ask the user for it, set it
    /// with `accounts.setAccountInfo`, then call `accounts.finalizeRegistration`.
    ///
    /// `errorDetails` usually names the missing fields, in words for people. A program compares the
    /// account with the schema (`accounts.getSchema`) instead. Among the fields are consents to new
    /// terms, so an account that worked yesterday can be incomplete today.
    CompleteProfile,

    /// The user must verify the loginID, usually by a link or a code that was sent to it; then log
    /// in again.
    ///
    /// A registration can end like this too: the account exists, so do not register again.
    /// `accounts.resendVerificationCode` sends the message once more.
    VerifyLoginId,

    /// The identifier belongs to another account: ask `accounts.getConflictingAccount` how one logs
    /// in to that account, let the user log in that way, and link the two.
    ///
    /// A response without `regToken`, such as that of a registration, has nothing to link: the
    /// identifier is taken, and the user must choose another.
    LinkAccounts,

    /// The user must register a second factor, then pass it: the methods are those of
    /// [`PassSecondFactor`](Self::PassSecondFactor), with `mode=register` in `accounts.tfa.initTFA`.
    RegisterSecondFactor,

    /// The user must pass a second factor that is registered already: `accounts.tfa.getProviders`,
    /// `accounts.tfa.initTFA`, the provider's own methods, `accounts.tfa.finalizeTFA`.
    ///
    /// Send the device's `gmid` and `ucid` with the login and with each of these methods, or
    /// `accounts.tfa.initTFA` fails. SAP's SDKs get both from `socialize.getIDs`; in a browser they
    /// are cookies that `accounts.webSdkBootstrap` sets. Store them: they identify the device, and a
    /// verified device is not asked again.
    ///
    /// The session comes at the end only: from `accounts.finalizeRegistration` with `regToken`, as
    /// in SAP's SDKs, or from logging in again with the same `gmid` and `ucid`.
    PassSecondFactor,

    /// The password has expired: the user must choose a new one, then log in again.
    ///
    /// The SDKs leave the step to the application; `accounts.resetPassword` is one way.
    ChoosePassword,

    /// The login or registration needs a solved CAPTCHA: show a new one, then send the login or
    /// registration again with its answer. There is no `regToken`.
    ///
    /// Keep what the user has entered, and do not blame the password: it may be right.
    ///
    /// `accounts.risk.saptcha.getChallenge` and `accounts.risk.saptcha.verify` belong to SAP's own
    /// CAPTCHA; a site may use another.
    SolveCaptcha,

    /// Nothing else is required of the user: call `accounts.finalizeRegistration`.
    Finalize,
}

labels!(in files Interruption {
    CompleteProfile = "complete-profile",
    VerifyLoginId = "verify-login-id",
    LinkAccounts = "link-accounts",
    RegisterSecondFactor = "register-second-factor",
    PassSecondFactor = "pass-second-factor",
    ChoosePassword = "choose-password",
    SolveCaptcha = "solve-captcha",
    Finalize = "finalize",
});

impl Interruption {
    /// The API method that SAP's SDKs call next, with `regToken`.
    ///
    /// `None` where they call none, as the user or the application acts first.
    #[must_use]
    pub const fn next_method(self) -> Option<&'static str> {
        match self {
            Self::CompleteProfile => Some("accounts.setAccountInfo"),
            Self::LinkAccounts => Some("accounts.getConflictingAccount"),
            Self::RegisterSecondFactor | Self::PassSecondFactor => {
                Some("accounts.tfa.getProviders")
            }
            Self::Finalize => Some("accounts.finalizeRegistration"),
            Self::VerifyLoginId | Self::ChoosePassword | Self::SolveCaptcha => None,
        }
    }
}
