//! A server on the loopback interface that gives a list of answers, in that order.

use std::error::Error;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use tiny_http::{Response, StatusCode};

pub(crate) type Answer = (u16, &'static str);

pub(crate) struct Server {
    http: Arc<tiny_http::Server>,
    /// Ends with the paths that were asked for.
    thread: JoinHandle<Vec<String>>,
}

impl Server {
    pub(crate) fn start(answers: &'static [Answer]) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let http = Arc::new(tiny_http::Server::http("127.0.0.1:0")?);
        let requests = Arc::clone(&http);
        let thread = thread::spawn(move || {
            let mut answers = answers.iter();
            let mut paths = Vec::new();
            for request in requests.incoming_requests() {
                paths.push(request.url().to_owned());
                let (status, body) = answers.next().copied().unwrap_or((500, ""));
                let response = Response::from_string(body).with_status_code(StatusCode(status));
                // A client that has gone away needs no answer.
                let _ = request.respond(response);
            }
            paths
        });
        Ok(Self { http, thread })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.http.server_addr())
    }

    /// Stops, and returns the paths that were asked for.
    pub(crate) fn stop(self) -> Vec<String> {
        self.http.unblock();
        self.thread.join().unwrap_or_default()
    }
}
