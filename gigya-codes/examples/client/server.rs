//! Answers as Gigya does, on the loopback interface.

use std::collections::HashMap;
use std::error::Error;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use tiny_http::{Request, Response, StatusCode};

/// Serves until it is dropped.
pub(crate) struct Server {
    http: Arc<tiny_http::Server>,
    thread: Option<JoinHandle<()>>,
}

/// On a port that is free.
pub(crate) fn start() -> Result<Server, Box<dyn Error + Send + Sync>> {
    let http = Arc::new(tiny_http::Server::http("127.0.0.1:0")?);
    let requests = Arc::clone(&http);
    let thread = thread::spawn(move || {
        let mut visits = Visits::default();
        for request in requests.incoming_requests() {
            answer(request, &mut visits);
        }
    });
    Ok(Server {
        http,
        thread: Some(thread),
    })
}

impl Server {
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.http.server_addr())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.http.unblock();
        if let Some(thread) = self.thread.take() {
            // It has nothing to say, not even when it panics.
            let _ = thread.join();
        }
    }
}

/// How often each user has tried to log in.
type Visits = HashMap<&'static str, u32>;

fn answer(mut request: Request, visits: &mut Visits) {
    let mut form = String::new();
    // What cannot be read is no login that anybody here knows.
    let _ = request.as_reader().read_to_string(&mut form);
    let (status, body) = match request.url() {
        "/accounts.login" => login(&form, visits),
        "/accounts.setAccountInfo" if !form.contains("70173") => (200, VALIDATION),
        "/accounts.setAccountInfo" => (200, DONE),
        "/accounts.finalizeRegistration" if form.contains("regToken=st2") => (200, ACCOUNT),
        _ => (200, INVALID_METHOD),
    };
    let response = Response::from_string(body).with_status_code(StatusCode(status));
    // A client that has gone away needs no answer.
    let _ = request.respond(response);
}

fn login(form: &str, visits: &mut Visits) -> (u16, &'static str) {
    let mut is_first_visit = |login_id| {
        let visits = visits.entry(login_id).or_default();
        *visits += 1;
        *visits == 1
    };
    let user = form
        .split('&')
        .find_map(|param| param.strip_prefix("loginID="));
    match user {
        Some("busy") if is_first_visit("busy") => (200, RATE_LIMIT),
        Some("gateway") if is_first_visit("gateway") => (502, BAD_GATEWAY),
        Some("gone") => (502, BAD_GATEWAY),
        Some("pending") => (200, PENDING),
        _ if form.contains("password=right") => (200, ACCOUNT),
        _ => (200, INVALID_LOGIN),
    }
}

const ACCOUNT: &str = r#"{
  "callId": "c1a0", "errorCode": 0, "apiVersion": 2, "statusCode": 200, "statusReason": "OK",
  "time": "2026-02-03T04:05:06.789Z", "UID": "9f1c2b7d", "isActive": true
}"#;

const DONE: &str = r#"{"callId": "c2a0", "errorCode": 0, "statusCode": 200}"#;

const INVALID_LOGIN: &str = r#"{
  "callId": "c3a0", "errorCode": 403042, "errorDetails": "invalid loginID or password",
  "errorMessage": "Invalid LoginID", "apiVersion": 2, "statusCode": 403, "statusReason": "Forbidden"
}"#;

const PENDING: &str = r#"{
  "callId": "c4a0", "errorCode": 206001, "errorDetails": "Missing required fields: profile.zip",
  "errorMessage": "Account Pending Registration", "statusCode": 206,
  "regToken": "st2.s.EXAMPLE-0123456789-abcdefghijklmnopqrstuvwxyz", "UID": "9f1c2b7d"
}"#;

const RATE_LIMIT: &str = r#"{
  "callId": "c5a0", "errorCode": 403048, "errorMessage": "Api rate limit exceeded",
  "statusCode": 403
}"#;

const VALIDATION: &str = r#"{
  "callId": "c6a0", "errorCode": 400009, "errorMessage": "Validation error", "statusCode": 400,
  "validationErrors": [
    {"errorCode": 400006, "message": "must be five digits", "fieldName": "profile.zip"}
  ]
}"#;

const INVALID_METHOD: &str = r#"{"callId": "c7a0", "errorCode": 404000, "statusCode": 404}"#;

const BAD_GATEWAY: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n";
