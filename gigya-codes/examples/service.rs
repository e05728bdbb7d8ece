//! What a web service answers to its own users when a call to Gigya has failed, and what it logs.
//!
//! ```text
//! cargo run -p gigya-codes --features json --example service
//! ```

use gigya_codes::{Remedy, json};

/// The status and the words of the service's own answer.
fn answer(error: &json::Error) -> (u16, String) {
    // One line without a text of the server, and a label for a counter of failed calls.
    eprintln!("failed call [{}]: {error}", error.label());

    if let Some((step, _token)) = error.interruption() {
        // A real service keeps the token in its own session, and shows the page for the step.
        return (202, format!("one more step: {step}"));
    }
    let (status, words) = match error.remedy() {
        Remedy::CorrectInput => (422, "please enter something else"),
        Remedy::AskUser => (422, "please do what our page says, then try again"),
        Remedy::Reauthenticate | Remedy::StepUp => (401, "please log in again"),
        Remedy::Refused => (403, "this is not possible"),
        Remedy::Wait | Remedy::Throttle => (429, "please come back later"),
        // It was done before, perhaps by a call whose answer was lost.
        Remedy::NothingToDo => (200, "done"),
        // Our client has repeated it already.
        Remedy::Retry => (503, "please try again later"),
        // Perhaps done: a 503 would invite the caller to do it again.
        Remedy::RetryIfIdempotent => (504, "sorry"),
        // A fault of ours or of Gigya's: raise an alert.
        _ => (502, "sorry"),
    };
    if status >= 500 && error.may_have_taken_effect() {
        return (
            status,
            format!("{words}, but check first whether it worked"),
        );
    }
    (status, words.to_owned())
}

/// What Gigya or a gateway answers, and what the service makes of it.
const CASES: [(u16, &str, u16, &str); 12] = [
    (
        200,
        r#"{"errorCode": 403042}"#,
        422,
        "please enter something else",
    ),
    (
        200,
        r#"{"errorCode": 206001, "regToken": "st2.EXAMPLE"}"#,
        202,
        "one more step: complete-profile",
    ),
    // A taken e-mail address: without a token, nothing can be linked.
    (
        200,
        r#"{"errorCode": 403043}"#,
        422,
        "please enter something else",
    ),
    (
        200,
        r#"{"errorCode": 403043, "regToken": "st2.EXAMPLE"}"#,
        202,
        "one more step: link-accounts",
    ),
    (200, r#"{"errorCode": 403011}"#, 401, "please log in again"),
    (
        200,
        r#"{"errorCode": 403120}"#,
        429,
        "please come back later",
    ),
    // The user has cancelled the login.
    (
        200,
        r#"{"errorCode": 200001}"#,
        422,
        "please do what our page says, then try again",
    ),
    (200, r#"{"errorCode": 403036}"#, 502, "sorry"),
    (
        502,
        r#"{"message": "Internal server error"}"#,
        504,
        "sorry, but check first whether it worked",
    ),
    (200, r#"{"errorCode": 403200}"#, 200, "done"),
    (
        200,
        r#"{"errorCode": 100001}"#,
        503,
        "please try again later",
    ),
    (
        200,
        r#"{"errorCode": 987654}"#,
        502,
        "sorry, but check first whether it worked",
    ),
];

fn main() {
    for (status, body, _, _) in CASES {
        if let Err(error) = json::from_http::<()>(status, body.as_bytes()) {
            let (status, words) = answer(&error);
            println!("{status} {words}");
        }
    }
}

#[test]
fn each_failure_has_its_answer() {
    for (status, body, expected, words) in CASES {
        let error = json::from_http::<()>(status, body.as_bytes()).unwrap_err();
        assert_eq!(answer(&error), (expected, words.to_owned()), "{body}");
    }
}
