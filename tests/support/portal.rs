//! A help portal on the loopback interface, which answers as SAP's does.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::json;

const DELIVERABLE: &str = "8b8d6fffe113457094a17701f63e3d6a";
const TOPIC: &str = "416d41b170b21014bbc5a10ce4041860";

/// It answers until the process ends.
pub(crate) struct Portal {
    /// Scheme and host.
    pub(crate) origin: String,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// Status and text by the path that is asked for. The text of a redirection is its target.
    answers: BTreeMap<String, (u16, String)>,
    /// How many of the next answers break off.
    broken: usize,
    asked: String,
}

impl Portal {
    /// A portal whose page has this HTML or Markdown.
    pub(crate) fn new(page: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let portal = Self {
            origin: format!("http://{}", listener.local_addr().unwrap()),
            state: Arc::default(),
        };
        portal.publish(page);
        let state = Arc::clone(&portal.state);
        thread::spawn(move || {
            for connection in listener.incoming() {
                serve(&connection.unwrap(), &state);
            }
        });
        portal
    }

    /// The public address of the page.
    pub(crate) fn address(&self) -> String {
        format!("{}/docs/PRODUCT/{DELIVERABLE}/{TOPIC}.html", self.origin)
    }

    /// Puts another page in the place of the last one.
    pub(crate) fn publish(&self, page: &str) {
        let file = format!("{TOPIC}.html");
        let metadata = json!({ "status": "OK", "data": {
            "deliverable": { "id": 20087850, "buildNo": 87, "loio": DELIVERABLE },
            "filePath": file, "topicLoio": TOPIC,
        }});
        let content = json!({ "status": "OK", "data": {
            "currentPage": { "t": "Response Codes and Errors", "u": file, "loio": TOPIC },
            "body": page,
        }});
        self.answer("/http.svc/deliverableMetadata", 200, &metadata.to_string());
        self.answer("/http.svc/pagecontent", 200, &content.to_string());
    }

    /// Answers to requests for `path`.
    pub(crate) fn answer(&self, path: &str, status: u16, text: &str) {
        let answer = (status, text.to_owned());
        let mut state = self.state.lock().unwrap();
        state.answers.insert(path.to_owned(), answer);
    }

    /// Breaks off this many of the next answers.
    pub(crate) fn break_off(&self, times: usize) {
        self.state.lock().unwrap().broken = times;
    }

    /// What was asked so far: requests and their headers.
    pub(crate) fn asked(&self) -> String {
        let version = concat!("gigya-codes/", env!("CARGO_PKG_VERSION"));
        let asked = &self.state.lock().unwrap().asked;
        asked.replace(version, "gigya-codes/VERSION")
    }
}

/// Answers to one request. The client may be gone.
fn serve(mut connection: &TcpStream, state: &Mutex<State>) {
    let lines = BufReader::new(connection).lines().map_while(Result::ok);
    let request: Vec<_> = lines.take_while(|line| !line.is_empty()).collect();
    let url = request.first().and_then(|line| line.split(' ').nth(1));
    let path = url.unwrap_or_default().split('?').next();
    let mut state = state.lock().unwrap();
    for line in &request {
        match line.split_once(": ") {
            Some(("Host", _)) => {}
            // How curl was built decides what else it accepts.
            Some(("Accept-Encoding", value)) if value.contains("gzip") => {
                state.asked.push_str("Accept-Encoding: gzip\n");
            }
            _ => state.asked.extend([line, "\n"]),
        }
    }
    let answer = state.answers.get(path.unwrap_or_default());
    let (status, text) = answer.map_or((404, ""), |(status, text)| (*status, text));
    let mut answer = format!(
        "HTTP/1.1 {status} Answer\r\nConnection: close\r\nContent-Length: {}\r\n",
        text.len()
    );
    if (300..400).contains(&status) {
        answer.extend(["Location: ", text, "\r\n"]);
    }
    answer.extend(["\r\n", text]);
    if state.broken > 0 {
        state.broken -= 1;
        answer.truncate(answer.len() - 1);
    }
    let _ = connection.write_all(answer.as_bytes());
}
