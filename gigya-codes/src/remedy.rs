use crate::label::labels;

/// What the caller should do next.
///
/// This is the opinion of this crate, not Gigya's. Each verdict rests on the words of the code's
/// description or on what a named client does when it meets the code; the constant's documentation
/// gives the reason. Verdicts are chosen for the worst case that this evidence shows: a program that
/// follows them, within the limits that each variant states, repeats no login that was refused,
/// repeats no call that may have taken effect unless you know that the call is idempotent, and drops
/// no session that the server has not called missing or expired.
///
/// | remedy | what to do | who acts | for example |
/// |---|---|---|---|
/// | [`Retry`](Self::Retry) | send it again after a short pause, a few times | program | 409030 Concurrent updates not allowed |
/// | [`Throttle`](Self::Throttle) | the same with longer pauses, and send less | program | 403048 API Rate Limit Exceeded |
/// | [`RetryIfIdempotent`](Self::RetryIfIdempotent) | send it again if doing it twice is harmless | program | 504001 Timeout |
/// | [`Wait`](Self::Wait) | stop: repeating prolongs it | | 403120 Account Temporarily Locked Out |
/// | [`Renew`](Self::Renew) | replace what has expired, send it once more | program | 403002 Request has expired |
/// | [`ResumeFlow`](Self::ResumeFlow) | continue the login or registration | user | 206001 Account pending registration |
/// | [`Reauthenticate`](Self::Reauthenticate) | log in again | user | 403011 Session has expired |
/// | [`StepUp`](Self::StepUp) | keep the session, confirm the login | user | 403110 Account Pending Recent Login |
/// | [`Reroute`](Self::Reroute) | send it to the data center in `apiDomain` | program | 301001 Invalid data center |
/// | [`CorrectInput`](Self::CorrectInput) | ask the user to enter something else | user | 403042 Invalid loginID |
/// | [`AskUser`](Self::AskUser) | ask the user to do something else | user | 400028 Email not verified |
/// | [`FixRequest`](Self::FixRequest) | fix the calling program | developer | 403003 Invalid request signature |
/// | [`FixSetup`](Self::FixSetup) | fix the site's set-up or the configured keys | operator | 403036 Unauthorized partner |
/// | [`Report`](Self::Report) | report a fault of Gigya's, with `callId` | Gigya | 500028 Database error |
/// | [`ReadDetails`](Self::ReadDetails) | read `errorDetails`: the code is ambiguous | developer | 400006 Invalid parameter value |
/// | [`Refused`](Self::Refused) | accept it: nothing changes it | | 403041 Account disabled |
/// | [`NothingToDo`](Self::NothingToDo) | carry on | | 0 |
/// | [`Unreviewed`](Self::Unreviewed) | log it, give up | developer | every unknown code |
///
/// # What strangers may learn
///
/// Some codes reveal whether an account exists, and their reasons warn of it: 400003, 403041, 403043
/// and 403047. A page that anyone can open should answer alike in both cases.
///
/// # Stability
///
/// A verdict may change as more is learnt about a code, and the change log names the code. Programs
/// repeat requests and log users out by themselves, so a verdict that moves into or out of
/// [`Retry`](Self::Retry), [`Throttle`](Self::Throttle),
/// [`RetryIfIdempotent`](Self::RetryIfIdempotent), [`Renew`](Self::Renew),
/// [`Reroute`](Self::Reroute) or [`Reauthenticate`](Self::Reauthenticate) is a breaking change. A
/// new variant is not, and neither is any other move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Remedy {
    /// Send the same request again after a short pause: a loop of seconds is safe.
    ///
    /// The server refused the request, or the request only reads: nothing has been done yet. Limit
    /// the number of attempts, and lengthen the pause from one to the next. A signed request needs
    /// a fresh timestamp and nonce each time, or it fails with 403002 or 403004.
    Retry,

    /// Send fewer requests: pause longer than for [`Retry`](Self::Retry), slow down everything that
    /// uses the same API key, and send this request again.
    ///
    /// The server refused the request because there were too many, and has done nothing. Bursts
    /// lift within seconds. The same code also reports a daily cap, so stop after a few attempts
    /// and treat it like [`Wait`](Self::Wait).
    Throttle,

    /// It is unknown whether the call took effect: send the request again only if it may be done
    /// twice.
    ///
    /// The connection broke, the client gave up waiting, the server failed at an unknown point, or
    /// an earlier delivery of the request was accepted and its answer lost (403004). A request that
    /// only reads may be repeated like one to [`Retry`](Self::Retry). Before you repeat one that
    /// changes something, read the data that it was to change, and repeat it only if they are unchanged.
    RetryIfIdempotent,

    /// Stop: a cap or a lock lifts by itself, and repeating makes it worse.
    ///
    /// An account that is locked after failed logins counts each further attempt; a cap can last
    /// until the next day. Tell the user to come back later, and repeat nothing in a loop.
    Wait,

    /// Replace the part of the request that is no longer valid, and send it once more: timestamp
    /// and signature, authorization code, token, gmid ticket.
    ///
    /// The server refused the request before doing anything. Sent unchanged, it fails again. If
    /// only a login gives a new token, let the user log in; a service gets its own token by itself.
    /// If the renewed request fails in the same way, stop and report it.
    Renew,

    /// Continue a login or registration that is not complete.
    ///
    /// Ask the error for its [`Interruption`](crate::Interruption), which is the step that comes next,
    /// keep the `regToken` of the response for it, and do not report a failure.
    ResumeFlow,

    /// Drop the session or token that was used, log in again, then repeat the request once.
    ///
    /// Log a user out on this verdict only. Doing so on any error turns each time-out and each
    /// rate limit into a logout. If the same code comes right after a login, do not log in again:
    /// the session never reaches the server, because cookies are blocked or the program does not
    /// send it.
    Reauthenticate,

    /// Keep the session, let the user log in once more to confirm who they are, then repeat the
    /// request once.
    ///
    /// RFC 9470 calls it step-up authentication. A user who cancels stays logged in; only this
    /// request is refused.
    StepUp,

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

    /// Change the program: what it sends is wrong.
    ///
    /// Sent unchanged, the request fails again. Log `callId`, `errorDetails` and the code where the
    /// program's developers will see them.
    FixRequest,

    /// Change the set-up: of the site, the partner or the identity provider in the console, or the
    /// keys in the program's own configuration.
    ///
    /// No other request helps; an operator can. Raise an alert, and tell the user to come back
    /// later. Keys are rotated, so a set-up that worked yesterday can be wrong today.
    FixSetup,

    /// Report a failure: the fault is on Gigya's side.
    ///
    /// Log `callId`, which Gigya's support asks for. Whether repeating the request helps is not
    /// documented, and neither is what it has done so far.
    Report,

    /// Read the details: this code alone does not say what to do.
    ///
    /// It has several unrelated causes. `errorFlags` tells some of them apart for programs: 400006
    /// with `missingKey` asks a mobile client to fetch new ids (gmid). `errorDetails` and
    /// `validationErrors` are for people: log them, and report a failure.
    ReadDetails,

    /// Accept the refusal: no other input and no later attempt changes it.
    ///
    /// Tell the user so, for example that the account is disabled.
    Refused,

    /// Carry on: the call succeeded, or there was nothing left for it to do.
    NothingToDo,

    /// This crate has no opinion about the code. Every unknown code is unreviewed, and so are most
    /// that Gigya does not document.
    ///
    /// Treat it as an unexpected answer: log it with `callId` and `errorDetails`, report a
    /// failure, and do not repeat the request.
    Unreviewed,
}

labels!(in files Remedy {
    Retry = "retry",
    Throttle = "throttle",
    RetryIfIdempotent = "retry-if-idempotent",
    Wait = "wait",
    Renew = "renew",
    ResumeFlow = "resume-flow",
    Reauthenticate = "reauthenticate",
    StepUp = "step-up",
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

/// May the call be repeated?
impl Remedy {
    /// Whether a program may send the same request again by itself, after a pause and a few times.
    ///
    /// `is_idempotent` says whether doing it twice has the same effect as doing it once: see the
    /// [table of methods](crate#repeating-a-call).
    ///
    /// [`Renew`](Self::Renew), [`Reauthenticate`](Self::Reauthenticate), [`StepUp`](Self::StepUp)
    /// and [`Reroute`](Self::Reroute) ask for another request, so they are not to be repeated
    /// unchanged.
    ///
    /// ```
    /// use gigya_codes::Remedy;
    ///
    /// assert!(Remedy::Retry.may_repeat(false));
    /// assert!(Remedy::RetryIfIdempotent.may_repeat(true));
    /// assert!(!Remedy::RetryIfIdempotent.may_repeat(false));
    /// assert!(!Remedy::Wait.may_repeat(true));
    /// ```
    #[must_use]
    pub const fn may_repeat(self, is_idempotent: bool) -> bool {
        match self {
            Self::Retry | Self::Throttle => true,
            Self::RetryIfIdempotent => is_idempotent,
            _ => false,
        }
    }

    /// Whether the call may have taken effect: true unless the answer proves that it was refused
    /// before anything was done.
    ///
    /// Where it is true, tell the user to check rather than to try again, and read what the call was
    /// to change before you decide.
    ///
    /// It is about this delivery of the request. An earlier one, whose answer was lost, may have
    /// taken effect, and may be the cause of a refusal such as 400003: the identifier is taken.
    #[must_use]
    pub const fn may_have_taken_effect(self) -> bool {
        match self {
            Self::RetryIfIdempotent
            | Self::ResumeFlow
            | Self::Report
            | Self::ReadDetails
            | Self::NothingToDo
            | Self::Unreviewed => true,
            Self::Retry
            | Self::Throttle
            | Self::Wait
            | Self::Renew
            | Self::Reauthenticate
            | Self::StepUp
            | Self::Reroute
            | Self::CorrectInput
            | Self::AskUser
            | Self::FixRequest
            | Self::FixSetup
            | Self::Refused => false,
        }
    }
}
