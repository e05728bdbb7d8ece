//! Any bytes as a response body: no panic, one line for the log, and the result that `serde_json`
//! comes to in two passes.
//!
//! The fuzz target's whole body; CONTRIBUTING.md says how to run it. `tests/fuzz.rs` includes this
//! file, and checks the seeds and mutations of them whenever the tests run.

use gigya_codes::Envelope;
use gigya_codes::json::{self, Error};
use serde::Deserialize;
use serde_json::Value;

#[derive(Debug, Deserialize, PartialEq)]
struct Account<'a> {
    #[serde(rename = "UID")]
    uid: &'a str,
    #[serde(rename = "callId")]
    call_id: Option<String>,
    #[serde(default)]
    profile: Vec<Profile>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Profile {
    age: Option<u8>,
}

/// Checks what a response body with these bytes is read as.
pub fn check(body: &[u8]) {
    check_as::<Account>(body);
    check_as::<Value>(body);
    check_as::<()>(body);
}

fn check_as<'a, T: Deserialize<'a> + PartialEq + std::fmt::Debug>(body: &'a [u8]) {
    let result = json::from_slice::<T>(body);
    if let Err(error) = &result {
        for line in [format!("{error}"), format!("{error:?}")] {
            assert!(!line.contains(char::is_control), "{line:?}");
        }
    }

    let bare = body.trim_ascii();
    let (true, Ok(bare)) = (bare.starts_with(b"{"), str::from_utf8(bare)) else {
        return;
    };
    let envelope = serde_json::from_str::<Envelope>(bare);
    // The one type that is read in another way than `serde_json` does.
    let is_unit = size_of::<T>() == 0;
    let payload = serde_json::from_str::<T>(bare);
    match result {
        Ok(response) => {
            assert!(!response.envelope.code().is_error());
            assert_eq!(response.envelope, envelope.unwrap());
            assert!(is_unit || response.payload == payload.unwrap());
        }
        Err(Error::Api(error)) => {
            assert!(error.code().is_error() || payload.is_err());
            assert_eq!(error.envelope(), &envelope.unwrap());
            assert_eq!(error.body(), bare);
        }
        Err(Error::Payload(error)) => {
            assert!(error.envelope().code().is_success());
            assert_eq!(
                error.get_ref().to_string(),
                payload.unwrap_err().to_string()
            );
        }
        Err(_) => assert!(envelope.is_err()),
    }
}
