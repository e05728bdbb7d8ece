use crate::label::labels;

/// Who reports a code: the server that answered, or the client that got no answer.
///
/// ```
/// use gigya_codes::{Origin, ResponseCode};
///
/// assert_eq!(ResponseCode::TIMEOUT.origin(), Origin::Client); // 504001, "Client-side error."
/// assert_eq!(ResponseCode::REQUEST_TIMEOUT.origin(), Origin::Server); // 504002
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Origin {
    /// Gigya's server. The default for a code about which nothing else is known.
    ///
    /// It is no proof that a server was reached: some SDKs reuse a server's number for a local
    /// fault, such as 400106 for "no network".
    Server,
    /// A client, such as an SDK that could not reach the server. No server sends the code, so its
    /// logs hold nothing about the call.
    Client,
}

labels!(Origin {
    Server = "server",
    Client = "client",
});
