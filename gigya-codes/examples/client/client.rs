//! Calls of API methods: one request, one typed answer.

use std::fmt;
use std::thread::sleep;
use std::time::Duration;

use gigya_codes::{Interruption, Remedy, json};
use serde::de::DeserializeOwned;
use ureq::Agent;

const MOST_ATTEMPTS: u32 = 4;

/// Before the second attempt; then twice as long each time. A real client takes seconds, adds a
/// random part, and signs each attempt anew.
const PAUSE: Duration = Duration::from_millis(5);

pub(crate) struct Client {
    agent: Agent,
    url: String,
}

/// Why a call did not do what it was asked to do.
#[derive(Debug)]
pub(crate) enum Error {
    /// No answer arrived, or not all of it.
    Http(ureq::Error),
    /// What arrived is not the payload.
    Gigya(json::Error),
}

impl Client {
    pub(crate) fn new(url: String) -> Self {
        // Gigya's errors stand in the body, whatever the HTTP status is.
        let config = Agent::config_builder().http_status_as_error(false);
        // No proxy reaches a server on the loopback interface.
        let agent = config.proxy(None).build().into();
        Self { agent, url }
    }

    /// Calls a method that may be called twice with the same effect as once.
    pub(crate) fn call_idempotent<T: DeserializeOwned>(
        &self,
        method: &str,
        params: &[(&str, &str)],
    ) -> Result<T, Error> {
        self.call_while(method, params, |remedy| {
            matches!(
                remedy,
                Remedy::Retry | Remedy::Throttle | Remedy::RetryIfIdempotent
            )
        })
    }

    /// Calls a method that must not be called again when it is unknown whether it took effect.
    pub(crate) fn call<T: DeserializeOwned>(
        &self,
        method: &str,
        params: &[(&str, &str)],
    ) -> Result<T, Error> {
        self.call_while(method, params, |remedy| {
            matches!(remedy, Remedy::Retry | Remedy::Throttle)
        })
    }

    fn call_while<T: DeserializeOwned>(
        &self,
        method: &str,
        params: &[(&str, &str)],
        may_repeat: fn(Remedy) -> bool,
    ) -> Result<T, Error> {
        let mut pause = PAUSE;
        for _ in 1..MOST_ATTEMPTS {
            match self.call_once(method, params) {
                Err(error) if may_repeat(error.remedy()) => sleep(pause),
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
        let response = self.agent.post(url).send_form(params.iter().copied());
        let body = response
            .and_then(|mut response| response.body_mut().read_to_vec())
            .map_err(Error::Http)?;
        let response = json::from_slice(&body).map_err(Error::Gigya)?;
        Ok(response.payload)
    }
}

/// One line for a log: the code, the details and the `callId`, and no secrets.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Http(error) => error.fmt(f),
            Self::Gigya(error) => error.fmt(f),
        }
    }
}

impl Error {
    pub(crate) fn remedy(&self) -> Remedy {
        match self {
            // The connection failed, at an unknown point.
            Self::Http(_) => Remedy::RetryIfIdempotent,
            Self::Gigya(error) => error.remedy(),
        }
    }

    /// The step that the flow waits for, and the token to go on with; some steps take none.
    pub(crate) fn interruption(&self) -> Option<(Interruption, &str)> {
        let Self::Gigya(json::Error::Api(error)) = self else {
            return None;
        };
        let step = error.code().interruption()?;
        Some((step, error.reg_token().unwrap_or_default()))
    }
}
