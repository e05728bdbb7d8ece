use crate::label::labels;

/// What the caller should do next.
///
/// This is the opinion of this crate, not Gigya's. Each verdict rests on the words of the code's
/// description or on what a named client does when it meets the code; the constant's documentation
/// gives the reason. A verdict is right in the worst case that the description allows: a program
/// that follows it blindly locks no account, does nothing twice and does not log users out for
/// nothing.
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

    /// Send fewer requests: pause longer, slow down everything that uses this key, repeat this
    /// request a few times, then stop until tomorrow.
    ///
    /// The server refused the request, because the key sends too many. The limit may be one per
    /// second, or one per day.
    Throttle,

    /// It is unknown whether the call took effect: send the request again only if doing it twice is
    /// harmless.
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

    /// Replace what is no longer valid in the request, such as its timestamp and signature, a token,
    /// a code or a ticket, then send it once more. If the same code comes back, stop.
    ///
    /// The program can do it alone: the user stays logged in.
    Renew,

    /// Continue a login or registration that is not over yet.
    ///
    /// Ask for the [`Interruption`](crate::Interruption), which is the step that comes next, keep
    /// the `regToken` of the response for it, and do not report a failure.
    ResumeFlow,

    /// Drop the session or token that was used, log in again, then repeat the request once. If the
    /// code comes right after a login, stop.
    ///
    /// Log a user out on this verdict only. Doing so on any error turns each time-out and each
    /// rate limit into a logout.
    Reauthenticate,

    /// Keep the session; let the user log in once more to prove who they are, then repeat the
    /// request once.
    ///
    /// The session is valid, so a user who cancels stays logged in. RFC 9470 calls it step-up
    /// authentication.
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

    /// Fix the calling program: a parameter, the method, how it signs.
    ///
    /// Sent unchanged, the request fails again. Log `callId`, `errorDetails` and the code where the
    /// developers will see them.
    FixRequest,

    /// Change the set-up of the site, the partner or the identity provider, or the keys in the
    /// program's configuration.
    ///
    /// No other request and no other program helps; an operator with access to the console does.
    /// Raise an alert, and tell the user to come back later.
    FixSetup,

    /// Report a failure: the fault is on Gigya's side.
    ///
    /// Log `callId`, which Gigya's support asks for. Whether repeating the request helps is not
    /// documented, and neither is what it has done so far.
    Report,

    /// Read the details: this code alone does not say what to do.
    ///
    /// It has unrelated causes. `errorFlags` tells some of them apart for programs; `errorDetails`
    /// and `validationErrors` are for people: log them, and report a failure.
    ReadDetails,

    /// Accept the refusal: no other input and no later attempt changes it.
    ///
    /// Tell the user so, such as that the account is disabled.
    Refused,

    /// Carry on: the call succeeded, or there was nothing left for it to do.
    NothingToDo,

    /// No verdict: every unknown code is unreviewed, and so are most that Gigya does not document.
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
    /// taken effect all the same: a refusal such as 400003, an identifier that is taken, can be its
    /// echo.
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
