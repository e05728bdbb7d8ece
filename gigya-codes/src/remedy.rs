use crate::label::labels;

/// What the caller should do next.
///
/// This is the opinion of this crate, not Gigya's. Each verdict rests on the words of the code's
/// description or on what a named client does when it meets the code; the constant's documentation
/// gives the reason. A verdict is right in the worst case that the description allows: a program
/// that follows it blindly locks no account, does nothing twice and logs nobody out in vain.
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
///         Remedy::CorrectInput | Remedy::AskUser => "ask the user",
///         Remedy::FixRequest => "this is a bug of ours",
///         Remedy::FixSetup => "this is for whoever runs the site's console",
///         Remedy::NothingToDo => "carry on",
///         _ => "log it and give up",
///     }
/// }
///
/// let locked = ResponseCode::ACCOUNT_TEMPORARILY_LOCKED_OUT;
/// assert_eq!(advice(locked), "stop; come back in minutes or tomorrow");
/// assert_eq!(advice(ResponseCode::new(987654)), "log it and give up");
/// ```
///
/// # Stability
///
/// A verdict may change as more is learnt about a code, and the change log names the code. Programs
/// repeat requests and log users out by themselves, so a verdict that moves into or out of
/// [`Retry`](Self::Retry), [`RetryIfIdempotent`](Self::RetryIfIdempotent),
/// [`Reroute`](Self::Reroute) or [`Reauthenticate`](Self::Reauthenticate) is a breaking change. A
/// new variant is not, and neither is any other move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Remedy {
    /// Send the same request again after a short pause: a loop of seconds is safe.
    ///
    /// The server refused the request, or the request only reads: nothing has been done yet. Limit
    /// the number of attempts, and lengthen the pause from one to the next. A signed request needs
    /// a fresh timestamp and nonce each time, or it fails with 403002 or 403004.
    Retry,

    /// It is unknown whether the call took effect: send the request again only if it may be done
    /// twice.
    ///
    /// The connection broke, the client gave up waiting, or the server failed at an unknown point.
    /// A request that only reads may be repeated like one to [`Retry`](Self::Retry). Before you
    /// repeat one that changes something, read what it was to change, and repeat it only if that has
    /// not changed.
    RetryIfIdempotent,

    /// Stop: a cap or a lock lifts by itself, and repeating makes it worse.
    ///
    /// An account that is locked after failed logins counts each further attempt; a cap can last
    /// until the next day. Tell the user to come back later, and repeat nothing in a loop.
    Wait,

    /// Go on with a login or registration that is not over yet.
    ///
    /// Ask [`interruption`](crate::ResponseCode::interruption) for the step that comes next, keep
    /// the `regToken` of the response for it, and do not report a failure.
    ResumeFlow,

    /// Drop the session or token that was used, log in again, then repeat the request once.
    ///
    /// Log a user out on this verdict only. Doing so on any error turns each time-out and each
    /// rate limit into a logout.
    Reauthenticate,

    /// Send the same request to another data center: the one that the response names in
    /// `apiDomain`.
    ///
    /// Follow it once for each request, keep the domain for the requests that come after it, and
    /// send secrets to domains of Gigya only.
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

    /// Change the request: a parameter, the signature, the clock.
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
    /// Log `callId`, which Gigya's support asks for. Whether repeating the request helps is not
    /// documented, and neither is what it has done so far.
    Report,

    /// Read the details: this code alone does not say what to do.
    ///
    /// It stands for unrelated causes. `errorFlags` tells some of them apart for programs: 400006
    /// with `missingKey` asks a mobile client to fetch new ids (gmid). `errorDetails` and
    /// `validationErrors` are for people: log them, and report a failure.
    ReadDetails,

    /// Accept the refusal: no other input and no later attempt changes it.
    ///
    /// Tell the user so, such as that the account is disabled.
    Refused,

    /// Carry on: the call succeeded, or there was nothing left for it to do.
    NothingToDo,

    /// Nobody has judged this code. Every unknown code is unreviewed, and so are most that Gigya
    /// does not document.
    ///
    /// Treat it as an unexpected answer: log it with `callId` and `errorDetails`, report a
    /// failure, and do not repeat the request.
    Unreviewed,
}

labels!(Remedy {
    Retry = "retry",
    RetryIfIdempotent = "retry-if-idempotent",
    Wait = "wait",
    ResumeFlow = "resume-flow",
    Reauthenticate = "reauthenticate",
    Reroute = "reroute",
    CorrectInput = "correct-input",
    AskUser = "ask-user",
    FixRequest = "fix-request",
    FixSetup = "fix-setup",
    Report = "report",
    ReadDetails = "read-details",
    Refused = "refused",
    NothingToDo = "nothing-to-do",
    Unreviewed = "unreviewed",
});
