use crate::label::labels;

/// The step that an interrupted login or registration waits for.
///
/// SAP's own SDKs call it an interruption: the flow is not over, and has not failed. Keep the
/// `regToken` of the response, which is valid for one hour, take the step, and pass the token to
/// each method that you call for it. Where a step takes longer, begin the flow again.
///
/// Ask a response's error rather than its code: the body decides whether there is a step. With the
/// feature `json`, `ApiError::interruption` gives the step together with the token.
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
/// SAP/gigya-android-sdk (`InterruptionResolverFactory`). These do not handle 200010, 206003, 206005
/// and 401021, which are sorted by their descriptions, or 206006, which OwnID/ownid-gigya-ios-sdk
/// counts among the pending codes. The documentation of `accounts.finalizeRegistration` states the
/// lifetime of the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Interruption {
    /// The account lacks a required field or, at 206003, a loginID: ask the user for it, set it
    /// with `accounts.setAccountInfo`, then call `accounts.finalizeRegistration`.
    ///
    /// `errorDetails` names the missing fields.
    CompleteProfile,

    /// The user must verify the loginID, usually by a link or a code that was sent to it; then log
    /// in again.
    ///
    /// `accounts.resendVerificationCode` sends the message once more.
    VerifyLoginId,

    /// The identifier belongs to another account: ask `accounts.getConflictingAccount` how the user
    /// logs in to that account, let the user log in that way, and link the two.
    ///
    /// It takes a `regToken`. A response without one, such as that of a registration, has nothing to
    /// link: the identifier is taken, and the user must choose another.
    LinkAccounts,

    /// The user must register a second factor: `accounts.tfa.getProviders`, `accounts.tfa.initTFA`,
    /// the provider's own methods, `accounts.tfa.finalizeTFA`, then
    /// `accounts.finalizeRegistration`.
    ///
    /// `initTFA` needs the `gmid` and `ucid` of the device, as `socialize.getIDs` issues them: send
    /// the same ones with every call from the login on.
    RegisterSecondFactor,

    /// The user must pass a second factor that is registered already; the methods and the ids are
    /// those of [`RegisterSecondFactor`](Self::RegisterSecondFactor).
    PassSecondFactor,

    /// The password has expired: the user must choose a new one, then log in again.
    ///
    /// The SDKs leave the step to the application; `accounts.resetPassword` is one way.
    ChoosePassword,

    /// The login needs a solved CAPTCHA: show one, then log in again with its answer. There is no
    /// `regToken`.
    ///
    /// `accounts.risk.saptcha.getChallenge` and `accounts.risk.saptcha.verify` belong to SAP's own
    /// CAPTCHA; a site may use another.
    SolveCaptcha,

    /// The user has nothing left to do: call `accounts.finalizeRegistration`.
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
