//! A web server's own HTTP answer to each of Gigya's codes, by who has to act.
//!
//! ```text
//! cargo run -p gigya-codes --example http_answers
//! ```

use gigya_codes::{Actor, Remedy, ResponseCode};

fn main() {
    for code in ResponseCode::all() {
        println!("{}  {code}", http_status(code));
    }
}

fn http_status(code: ResponseCode) -> u16 {
    match code.remedy() {
        Remedy::NothingToDo => 200,
        Remedy::Reauthenticate => 401,
        Remedy::Refused => 403,
        Remedy::Wait => 429,
        remedy => match remedy.actor() {
            // "Here is what you have to do": the body says what.
            Actor::User => 422,
            // Our client has repeated the request in vain.
            Actor::Program => 503,
            Actor::Gigya => 502,
            // Ours to mend: log the code with its `callId`, and raise an alert.
            _ => 500,
        },
    }
}

#[test]
fn each_answer_tells_the_caller_whether_it_can_help() {
    for (code, status) in [
        (ResponseCode::SUCCESS, 200),
        (ResponseCode::SESSION_HAS_EXPIRED, 401),
        (ResponseCode::ACCOUNT_DISABLED, 403),
        (ResponseCode::UNDERAGE_USER, 403),
        (ResponseCode::ACCOUNT_PENDING_REGISTRATION, 422),
        (ResponseCode::INVALID_LOGIN_ID, 422),
        (ResponseCode::OPERATION_CANCELED, 422),
        (ResponseCode::ACCOUNT_TEMPORARILY_LOCKED_OUT, 429),
        (ResponseCode::INVALID_REQUEST_SIGNATURE, 500),
        (ResponseCode::UNAUTHORIZED_PARTNER, 500),
        (ResponseCode::new(987654), 500),
        (ResponseCode::DATABASE_ERROR, 502),
        (ResponseCode::API_RATE_LIMIT_EXCEEDED, 503),
    ] {
        assert_eq!(http_status(code), status, "{code}");
    }
}

#[test]
fn only_what_needs_nothing_is_answered_with_success() {
    let done = ResponseCode::all().filter(|code| http_status(*code) == 200);
    assert!(done.eq(ResponseCode::by_remedy(Remedy::NothingToDo)));
}
