//! Logs users in, and does what each answer asks for: repeats only what is safe to repeat, and
//! continues an interrupted login.
//!
//! ```text
//! cargo run -p gigya-codes --features json --example client
//! ```
//!
//! The server is part of the program, and gives the answers listed in `SCENES`.

mod server;

use std::error::Error;
use std::fmt;
use std::thread::sleep;
use std::time::Duration;

use gigya_codes::{Interruption, Remedy, json};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use server::{Answer, Server};

type Result<T> = std::result::Result<T, Failure>;

/// Why a call did not do what it was asked to do.
enum Failure {
    /// No answer, or not all of it.
    Transport(ureq::Error),
    Gigya(json::Error),
}

impl Failure {
    fn remedy(&self) -> Remedy {
        match self {
            // The connection failed at an unknown point.
            Self::Transport(_) => Remedy::RetryIfIdempotent,
            Self::Gigya(error) => error.remedy(),
        }
    }
}

/// One line that is safe to log, except for what the HTTP client says.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transport(error) => error.fmt(f),
            Self::Gigya(error) => error.fmt(f),
        }
    }
}

struct Client {
    agent: ureq::Agent,
    url: String,
}

impl Client {
    fn new(url: String) -> Self {
        // The body says what happened, so no HTTP status is an error.
        let config = ureq::Agent::config_builder().http_status_as_error(false);
        // No proxy reaches a server on the loopback interface.
        let agent = config.proxy(None).build().into();
        Self { agent, url }
    }

    fn call_once<T: DeserializeOwned>(&self, method: &str, params: &[(&str, &str)]) -> Result<T> {
        let url = format!("{}/{method}", self.url);
        let sent = self.agent.post(url).send_form(params.iter().copied());
        let mut response = sent.map_err(Failure::Transport)?;
        let body = response.body_mut().read_to_vec();
        let body = body.map_err(Failure::Transport)?;
        let response = json::from_http(response.status(), &body).map_err(Failure::Gigya)?;
        Ok(response.payload)
    }

    /// A real client pauses for seconds, adds a random part, and signs each attempt anew.
    fn call<T: DeserializeOwned>(
        &self,
        is_idempotent: bool,
        method: &str,
        params: &[(&str, &str)],
    ) -> Result<T> {
        for pause in [5, 10, 20] {
            match self.call_once(method, params) {
                Err(failure) if failure.remedy().may_repeat(is_idempotent) => {
                    sleep(Duration::from_millis(pause));
                }
                result => return result,
            }
        }
        self.call_once(method, params)
    }
}

#[derive(Deserialize)]
struct Account {
    #[serde(rename = "UID")]
    uid: String,
}

fn log_in(client: &Client) -> String {
    let params = [("loginID", "ann"), ("password", "secret")];
    let mut result = client.call(false, "accounts.login", &params);
    if let Err(Failure::Gigya(error)) = &result {
        result = match error.interruption() {
            Some((Interruption::CompleteProfile, Some(token))) => {
                complete_profile(client, token.expose_secret())
            }
            Some((Interruption::Finalize, Some(token))) => finalize(client, token.expose_secret()),
            Some((step, _)) => return format!("next step: {step}"),
            None => result,
        };
    }
    match result {
        Ok(Account { uid }) => format!("welcome, {uid}"),
        Err(failure) => {
            eprintln!("login failed: {failure}");
            let answer = match failure.remedy() {
                Remedy::CorrectInput => "wrong user name or password",
                Remedy::Wait => "too many attempts: come back later",
                Remedy::RetryIfIdempotent => "no answer: are you logged in already?",
                _ => "sorry",
            };
            answer.to_owned()
        }
    }
}

fn complete_profile(client: &Client, reg_token: &str) -> Result<Account> {
    // A real client asks the user for the fields.
    let params = [("regToken", reg_token), ("profile", r#"{"zip": "70173"}"#)];
    client.call::<()>(true, "accounts.setAccountInfo", &params)?;
    finalize(client, reg_token)
}

fn finalize(client: &Client, reg_token: &str) -> Result<Account> {
    let params = [("regToken", reg_token)];
    client.call(false, "accounts.finalizeRegistration", &params)
}

/// What the server answers, one request after the other; what becomes of the login; and how many
/// requests that takes.
const SCENES: [(&[Answer], &str, usize); 9] = [
    (&[(200, ACCOUNT)], "welcome, 9f1c", 1),
    (
        &[(200, r#"{"errorCode": 403042}"#)],
        "wrong user name or password",
        1,
    ),
    // Refused without effect: repeated.
    (
        &[(200, BUSY), (200, BUSY), (200, ACCOUNT)],
        "welcome, 9f1c",
        3,
    ),
    (&[(200, BUSY); 9], "sorry", 4),
    // Each further login would prolong the lock.
    (
        &[(200, r#"{"errorCode": 403120}"#)],
        "too many attempts: come back later",
        1,
    ),
    // Whether the login took effect is unknown.
    (
        &[(502, GATEWAY)],
        "no answer: are you logged in already?",
        1,
    ),
    // The profile lacks a field. Setting it may be repeated: it is idempotent.
    (
        &[(200, PENDING), (502, GATEWAY), (200, "{}"), (200, ACCOUNT)],
        "welcome, 9f1c",
        4,
    ),
    (
        &[(200, r#"{"errorCode": 403101}"#)],
        "next step: pass-second-factor",
        1,
    ),
    (&[(200, r#"{"errorCode": 403003}"#)], "sorry", 1),
];

const ACCOUNT: &str = r#"{"callId": "c1a0", "errorCode": 0, "UID": "9f1c"}"#;
const BUSY: &str = r#"{"errorCode": 409030, "errorMessage": "Concurrent updates not allowed"}"#;
const PENDING: &str = r#"{"errorCode": 206001, "regToken": "st2.s.EXAMPLE",
    "errorDetails": "Missing required fields for registration: profile.zip"}"#;
const GATEWAY: &str = r#"{"message": "Internal server error"}"#;

fn main() -> std::result::Result<(), Box<dyn Error + Send + Sync>> {
    for (answers, _, _) in SCENES {
        let server = Server::start(answers)?;
        println!("{}", log_in(&Client::new(server.url())));
        for path in server.stop() {
            println!("  {path}");
        }
    }
    Ok(())
}

#[test]
fn each_login_ends_as_it_should_after_as_few_requests() {
    for (answers, expected, requests) in SCENES {
        let server = Server::start(answers).unwrap();
        assert_eq!(log_in(&Client::new(server.url())), expected, "{answers:?}");
        assert_eq!(server.stop().len(), requests, "{answers:?}");
    }
}
