//! Calls of API methods: one request, one typed answer.

use std::fmt;
use std::io::Write;
use std::thread::sleep;
use std::time::Duration;

use gigya_codes::json::{self, BodyErrorKind};
use serde::de::DeserializeOwned;
use ureq::Agent;

pub(crate) struct Client {
    agent: Agent,
    url: String,
}

/// What comes of a call that did not do what it was asked to do.
#[derive(Debug)]
pub(crate) enum Error {
    /// No answer.
    Http(ureq::Error),
    /// No, or nothing that can be understood.
    Gigya(json::Error),
}

const MOST_ATTEMPTS: u32 = 4;

/// Before the second attempt; then twice as long each time. A real client takes seconds, adds a bit
/// of chance, and signs each attempt anew.
const PAUSE: Duration = Duration::from_millis(5);

impl Client {
    pub(crate) fn new(url: String) -> Self {
        // Gigya's errors stand in the body, whatever the status is.
        let config = Agent::config_builder().http_status_as_error(false);
        // The server is of this machine, out of reach for a proxy.
        let config = config.proxy(None);
        Self {
            agent: config.build().into(),
            url,
        }
    }

    /// Calls a method, and calls it again as long as there is hope. Tells of the pauses.
    pub(crate) fn call<T: DeserializeOwned>(
        &self,
        method: &str,
        params: &[(&str, &str)],
        out: &mut impl Write,
    ) -> Result<T, Error> {
        let mut pause = PAUSE;
        for _ in 1..MOST_ATTEMPTS {
            match self.call_once(method, params) {
                Err(error) if error.may_pass() => {
                    // A listener that has gone away is no reason to stop.
                    let _ = writeln!(out, "  in {pause:?} again: {error}");
                    sleep(pause);
                }
                result => return result,
            }
            pause *= 2;
        }
        self.call_once(method, params)
    }

    fn call_once<T: DeserializeOwned>(
        &self,
        method: &str,
        params: &[(&str, &str)],
    ) -> Result<T, Error> {
        let url = format!("{}/{method}", self.url);
        let mut response = self.agent.post(url).send_form(params.iter().copied())?;
        let body = response.body_mut().read_to_vec()?;
        Ok(json::from_slice(&body)?.payload)
    }
}

impl Error {
    /// Whether the same call may succeed after a pause.
    fn may_pass(&self) -> bool {
        match self {
            Self::Gigya(json::Error::Api(error)) => error.code().is_retryable(),
            // A gateway, or a connection that broke. All methods called here may be repeated.
            Self::Gigya(json::Error::Body(error)) => matches!(
                error.kind(),
                BodyErrorKind::Html | BodyErrorKind::Empty | BodyErrorKind::CutShort
            ),
            Self::Gigya(_) | Self::Http(_) => false,
        }
    }
}

impl From<ureq::Error> for Error {
    fn from(error: ureq::Error) -> Self {
        Self::Http(error)
    }
}

impl From<json::Error> for Error {
    fn from(error: json::Error) -> Self {
        Self::Gigya(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Http(error) => error.fmt(f),
            Self::Gigya(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {}
