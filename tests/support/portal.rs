//! A help portal on the loopback interface, which answers as SAP's does.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::json;
use tiny_http::{Header, Request, Response, Server, StatusCode};

pub(crate) const TOPIC: &str = "416d41b170b21014bbc5a10ce4041860";

/// What a browser gets at every public address.
pub(crate) const SHELL: &str = "<!DOCTYPE html><html><head><title>SAP Help Portal</title></head>\
    <body><div id=\"app\"></div><script src=\"/app.js\"></script></body></html>";

/// It answers until the process ends.
pub(crate) struct Portal {
    /// Scheme and host.
    pub(crate) origin: String,
    /// By the path that is asked for.
    answers: Arc<Mutex<BTreeMap<String, (u16, String)>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Portal {
    /// A portal whose page has this HTML or Markdown.
    pub(crate) fn new(page: &str) -> Self {
        let server = Server::http("127.0.0.1:0").unwrap();
        let portal = Self {
            origin: format!("http://{}", server.server_addr()),
            answers: Arc::default(),
            asked: Arc::default(),
        };
        portal.publish(page);
        let (answers, asked) = (Arc::clone(&portal.answers), Arc::clone(&portal.asked));
        thread::spawn(move || {
            for request in server.incoming_requests() {
                asked.lock().unwrap().push(describe(&request));
                let (path, query) = request.url().split_once('?').unwrap_or((request.url(), ""));
                let answer = answers.lock().unwrap().get(path).cloned();
                let (status, text) = match answer {
                    Some((200, text)) if !is_answered(path, query) => (
                        200,
                        json!({ "status": "ERROR", "message": format!("{text} {query}") })
                            .to_string(),
                    ),
                    Some(answer) => answer,
                    None => (404, "nothing here".to_owned()),
                };
                let mut response = Response::from_string(text.clone());
                if (300..400).contains(&status) {
                    response.add_header(Header::from_bytes(&b"Location"[..], text).unwrap());
                }
                // The client may be gone.
                let _ = request.respond(response.with_status_code(StatusCode(status)));
            }
        });
        portal
    }

    /// The public address of the page.
    pub(crate) fn address(&self) -> String {
        format!(
            "{}/docs/PRODUCT/8b8d6fffe113457094a17701f63e3d6a/{TOPIC}.html",
            self.origin
        )
    }

    /// Puts another page in the place of the last one.
    pub(crate) fn publish(&self, page: &str) {
        let file = format!("{TOPIC}.html");
        self.answer("/http.svc/deliverableMetadata", 200, &json!({ "status": "OK", "data": {
            "deliverable": { "id": 20087850, "buildNo": 87, "loio": "8b8d6fffe113457094a17701f63e3d6a" },
            "filePath": file, "topicLoio": TOPIC,
        }}).to_string());
        self.answer(
            "/http.svc/pagecontent",
            200,
            &json!({ "status": "OK", "data": {
                "currentPage": { "t": "Response Codes and Errors", "u": file, "loio": TOPIC },
                "body": page,
            }})
            .to_string(),
        );
    }

    /// Answers to requests for `path`; the text of a redirection is its target.
    pub(crate) fn answer(&self, path: &str, status: u16, text: &str) {
        let answer = (status, text.to_owned());
        self.answers.lock().unwrap().insert(path.to_owned(), answer);
    }

    /// The answer that `path` has now, with one text replaced, is given from now on.
    pub(crate) fn change(&self, path: &str, from: &str, to: &str) {
        let text = self.answers.lock().unwrap()[path].1.clone();
        assert!(text.contains(from), "{from}: {text}");
        self.answer(path, 200, &text.replacen(from, to, 1));
    }

    /// What was asked so far: method, address, user agent and what is accepted, one request per line.
    pub(crate) fn asked(&self) -> String {
        self.asked
            .lock()
            .unwrap()
            .concat()
            .replace(&self.origin, "")
    }
}

fn describe(request: &Request) -> String {
    let header = |name: &'static str| {
        let mut headers = request.headers().iter();
        let header = headers.find(|header| header.field.equiv(name));
        header
            .map_or("none", |header| header.value.as_str())
            .to_owned()
    };
    let (method, url) = (request.method(), request.url());
    format!(
        "{method} {url} [{}] [{}] [{}]\n",
        header("User-Agent"),
        header("Accept"),
        header("Accept-Encoding")
    )
}

/// Whether the service has an answer to this query; other addresses have no query.
fn is_answered(path: &str, query: &str) -> bool {
    let needed: &[&str] = match path {
        "/http.svc/deliverableMetadata" => &[
            "product_url=PRODUCT",
            "deliverable_url=8b8d6fffe113457094a17701f63e3d6a",
            "state=PRODUCTION",
            "language=en-US",
            "version=LATEST",
        ],
        "/http.svc/pagecontent" => &["deliverable_id=20087850", "buildNo=87", "deliverableInfo=0"],
        _ => &[],
    };
    needed
        .iter()
        .all(|needed| query.split('&').any(|pair| pair == *needed))
}

/// The address of a server that gives each of `answers`, byte for byte, to one connection.
pub(crate) fn serve_raw(answers: Vec<Vec<u8>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/page", listener.local_addr().unwrap());
    thread::spawn(move || {
        for answer in answers {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(&answer);
        }
    });
    address
}
