use core::fmt;

/// What the caller should do next.
///
/// This is the opinion of this crate, not Gigya's: each verdict rests on the words of the code's
/// description or on what SAP's own SDKs do when they meet the code. A code on which neither
/// carries a verdict is [`Unreviewed`](Self::Unreviewed), never a guess.
///
/// ```
/// use gigya_codes::{Remedy, ResponseCode};
///
/// fn advice(code: ResponseCode) -> &'static str {
///     match code.remedy() {
///         Remedy::Retry => "pause for seconds, then send the request again",
///         Remedy::Wait => "stop; come back in minutes or tomorrow",
///         Remedy::ResumeFlow => "take `regToken` and go on with the login or registration",
///         Remedy::Reauthenticate => "log in again",
///         Remedy::CorrectInput => "ask the user",
///         Remedy::FixRequest => "this is a bug of ours",
///         Remedy::FixSetup => "this is for whoever runs the site's console",
///         Remedy::NothingToDo => "carry on",
///         _ => "log it and give up",
///     }
/// }
///
/// let code = ResponseCode::API_RATE_LIMIT_EXCEEDED;
/// assert_eq!(advice(code), "pause for seconds, then send the request again");
/// assert_eq!(advice(ResponseCode::new(987654)), "log it and give up");
/// ```
///
/// # Stability
///
/// A verdict may change as more is learnt about a code; such a change is named in the change log.
/// A new variant is not a breaking change, and no code moves to it but with the same notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Remedy {
    /// Send the same request again after a short pause: a loop of seconds is safe.
    ///
    /// Back off between attempts and limit their number. A signed request needs a fresh timestamp
    /// and nonce each time, or it fails with 403002 or 403004.
    Retry,

    /// It is unknown whether the call took effect: send the request again only if it may be done
    /// twice.
    ///
    /// The connection failed or the client gave up waiting, such as at 500026 and 504001. A request
    /// that only reads may be repeated. Before you repeat one that changes something, read the state
    /// it was to change, and see whether it has.
    RetryIfIdempotent,

    /// Stop: a cap or a lock lifts by itself, and repeating makes it worse.
    ///
    /// An account locked after failed logins counts each further attempt; a daily cap lasts until
    /// the next day. Tell the user to come back later, and repeat nothing in a loop.
    Wait,

    /// Go on with a login or registration that is not over yet.
    ///
    /// SAP's SDKs call this an *interruption*. Keep `regToken` from the response body and take the
    /// step that the code names: fill in missing fields, verify the address, link the accounts,
    /// pass the second factor or the CAPTCHA, choose a new password. Not every interruption comes
    /// with a token: after 401020, log in again with the CAPTCHA. Do not report a failure.
    ResumeFlow,

    /// Drop the session or token that was used, log in again, then repeat the request.
    ///
    /// Log a user out on this verdict only. Doing so on any error turns each time-out and each
    /// rate limit into a logout.
    Reauthenticate,

    /// Send the same request to another data center: the one that the response names in
    /// `apiDomain`.
    ///
    /// Follow it once for a request, and keep the domain for the requests that come after it.
    Reroute,

    /// Show the user what was wrong, and send what the user enters next.
    ///
    /// Do not send the same input again: failed logins are counted, and lock the account.
    CorrectInput,

    /// Tell the user what to do first, other than to enter something else: verify the address,
    /// connect the social network, grant a permission, use another browser.
    ///
    /// The request may be repeated once the user has done so, and fails until then.
    AskUser,

    /// Change the request: a parameter, the signature, the clock, the data centre.
    ///
    /// Sent unchanged, it fails again. As a rule this is a mistake in the calling program: log
    /// `callId`, `errorDetails` and the code where its developers will see them.
    FixRequest,

    /// Change the set-up of the site, the partner or the identity provider.
    ///
    /// No request can mend this; a person with access to the console can. Raise an alert, and
    /// tell the user to come back later.
    FixSetup,

    /// Report a failure: the fault is on Gigya's side.
    ///
    /// Log `callId`, which Gigya's support asks for. Repeating the request may help or not; nothing
    /// says so.
    Report,

    /// Read the details: this code alone does not say what to do.
    ///
    /// It stands for unrelated causes. `errorFlags`, `errorDetails` and `validationErrors` of the
    /// response tell them apart, at least for a person: log them, and report a failure.
    ReadDetails,

    /// Accept the refusal: no other input and no later attempt changes it.
    ///
    /// Tell the user so, such as that the account is disabled.
    Refused,

    /// Carry on: the call succeeded, or what it asked for needs no further step.
    NothingToDo,

    /// Nobody has judged this code. Every unknown code is unreviewed.
    ///
    /// Treat it as an unexpected answer: log it with `callId` and `errorDetails`, report a
    /// failure, and do not retry by itself.
    Unreviewed,
}

impl Remedy {
    /// The variant in kebab case, such as `resume-flow`: for log fields and metric labels.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Retry => "retry",
            Self::RetryIfIdempotent => "retry-if-idempotent",
            Self::Wait => "wait",
            Self::ResumeFlow => "resume-flow",
            Self::Reauthenticate => "reauthenticate",
            Self::Reroute => "reroute",
            Self::CorrectInput => "correct-input",
            Self::AskUser => "ask-user",
            Self::FixRequest => "fix-request",
            Self::FixSetup => "fix-setup",
            Self::Report => "report",
            Self::ReadDetails => "read-details",
            Self::Refused => "refused",
            Self::NothingToDo => "nothing-to-do",
            Self::Unreviewed => "unreviewed",
        }
    }
}

/// Writes [`as_str`](Self::as_str).
impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
