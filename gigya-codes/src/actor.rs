use crate::Remedy;
use crate::label::labels;

/// Who has to act before the caller gets what it asked for: a coarse view of a [`Remedy`].
///
/// A program can pass on to its own callers what the user has to do. What the developer or the
/// operator has to do is no help to them: log it, and answer with an error.
///
/// ```
/// use gigya_codes::{Actor, ResponseCode};
///
/// let actor = |code: ResponseCode| code.remedy().actor();
/// assert_eq!(actor(ResponseCode::INVALID_LOGIN_ID), Actor::User);
/// assert_eq!(actor(ResponseCode::INVALID_REQUEST_SIGNATURE), Actor::Developer);
/// assert_eq!(actor(ResponseCode::ACCOUNT_DISABLED), Actor::Nobody);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Actor {
    /// The calling program, by itself: [`Retry`](Remedy::Retry), [`Throttle`](Remedy::Throttle),
    /// [`RetryIfIdempotent`](Remedy::RetryIfIdempotent), [`Renew`](Remedy::Renew),
    /// [`Reroute`](Remedy::Reroute).
    Program,
    /// The person who uses the site: [`ResumeFlow`](Remedy::ResumeFlow),
    /// [`Reauthenticate`](Remedy::Reauthenticate), [`StepUp`](Remedy::StepUp),
    /// [`CorrectInput`](Remedy::CorrectInput), [`AskUser`](Remedy::AskUser).
    User,
    /// Those who wrote the calling program: [`FixRequest`](Remedy::FixRequest), and what a person has
    /// to look into, [`ReadDetails`](Remedy::ReadDetails) and [`Unreviewed`](Remedy::Unreviewed).
    Developer,
    /// Those who run the site or the program, its console and its keys: [`FixSetup`](Remedy::FixSetup).
    Operator,
    /// Gigya: [`Report`](Remedy::Report).
    Gigya,
    /// Nothing has to be done, or nothing can be done: [`Wait`](Remedy::Wait),
    /// [`Refused`](Remedy::Refused), [`NothingToDo`](Remedy::NothingToDo).
    Nobody,
}

labels!(Actor {
    Program = "program",
    User = "user",
    Developer = "developer",
    Operator = "operator",
    Gigya = "gigya",
    Nobody = "nobody",
});

impl Remedy {
    /// Who has to act.
    #[must_use]
    pub const fn actor(self) -> Actor {
        match self {
            Self::Retry
            | Self::Throttle
            | Self::RetryIfIdempotent
            | Self::Renew
            | Self::Reroute => Actor::Program,
            Self::ResumeFlow
            | Self::Reauthenticate
            | Self::StepUp
            | Self::CorrectInput
            | Self::AskUser => Actor::User,
            Self::FixRequest | Self::ReadDetails | Self::Unreviewed => Actor::Developer,
            Self::FixSetup => Actor::Operator,
            Self::Report => Actor::Gigya,
            Self::Wait | Self::Refused | Self::NothingToDo => Actor::Nobody,
        }
    }
}
