//! Logs users in, and does what each answer asks for: repeats only what is safe to repeat, goes on
//! with an interrupted login, and otherwise says who has to act.
//!
//! ```text
//! cargo run -p gigya-codes --features json --example client
//! ```
//!
//! The server is part of the program, and gives the answers listed in `SCENES`.

mod client;
mod server;

use std::error::Error;

use client::Client;
use gigya_codes::{Interruption, Remedy};
use serde::Deserialize;
use server::{Answer, Server};

#[derive(Deserialize)]
struct Account {
    #[serde(rename = "UID")]
    uid: String,
}

fn log_in(client: &Client) -> String {
    let params = [("loginID", "ann"), ("password", "secret")];
    let result = client.call("accounts.login", &params);
    let result = match result.as_ref().err().and_then(client::Error::interruption) {
        Some((step @ Interruption::CompleteProfile, reg_token)) => {
            complete_profile(client, step, reg_token)
        }
        Some((Interruption::Finalize, reg_token)) => finalize(client, reg_token),
        Some((step, _)) => return format!("next step: {step}"),
        None => result,
    };
    match result {
        Ok(Account { uid }) => format!("welcome, {uid}"),
        Err(error) => match error.remedy() {
            Remedy::CorrectInput => "wrong user name or password".to_owned(),
            Remedy::Wait => "too many attempts: come back later".to_owned(),
            Remedy::RetryIfIdempotent => "no answer: are you logged in already?".to_owned(),
            remedy => {
                eprintln!("login failed: {error}");
                format!("sorry: this is up to the {}", remedy.actor())
            }
        },
    }
}

fn complete_profile(
    client: &Client,
    step: Interruption,
    reg_token: &str,
) -> Result<Account, client::Error> {
    // A real client asks the user for the fields that `errorDetails` names.
    let params = [("regToken", reg_token), ("profile", r#"{"zip": "70173"}"#)];
    let method = step.next_method().unwrap_or("accounts.setAccountInfo");
    client.call_idempotent::<()>(method, &params)?;
    finalize(client, reg_token)
}

fn finalize(client: &Client, reg_token: &str) -> Result<Account, client::Error> {
    client.call("accounts.finalizeRegistration", &[("regToken", reg_token)])
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
        &[(200, RATE_LIMIT), (200, RATE_LIMIT), (200, ACCOUNT)],
        "welcome, 9f1c",
        3,
    ),
    (
        &[(200, RATE_LIMIT); 9],
        "sorry: this is up to the program",
        4,
    ),
    // Each further login would prolong the lock.
    (
        &[(200, r#"{"errorCode": 403120}"#)],
        "too many attempts: come back later",
        1,
    ),
    // Whether the login took effect is unknown.
    (
        &[(502, BAD_GATEWAY)],
        "no answer: are you logged in already?",
        1,
    ),
    // The profile lacks a field. Setting it may be repeated, whatever the gateway did.
    (
        &[
            (200, PENDING),
            (502, BAD_GATEWAY),
            (200, "{}"),
            (200, ACCOUNT),
        ],
        "welcome, 9f1c",
        4,
    ),
    (
        &[(200, r#"{"errorCode": 403101}"#)],
        "next step: pass-second-factor",
        1,
    ),
    (
        &[(200, r#"{"errorCode": 403003}"#)],
        "sorry: this is up to the developer",
        1,
    ),
];

const ACCOUNT: &str = r#"{"callId": "c1a0", "errorCode": 0, "UID": "9f1c"}"#;
const RATE_LIMIT: &str = r#"{"errorCode": 403048, "errorMessage": "Api rate limit exceeded"}"#;
const PENDING: &str = r#"{"errorCode": 206001, "regToken": "st2.s.EXAMPLE",
    "errorDetails": "Missing required fields for registration: profile.zip"}"#;
const BAD_GATEWAY: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n";

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
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
