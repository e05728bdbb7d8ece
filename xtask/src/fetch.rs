//! Fetches pages by curl: an HTTP client of our own would be most of the generator's build.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{fs, thread};

use codegen::page::portal::{self, Topic};

use crate::files;

/// The file in cargo's target directory with the last answer: to look at if it is refused, and to
/// edit if the page is odd.
pub(crate) const FETCHED: &str = "fetched-page";

const USER_AGENT: &str = concat!(
    "gigya-codes/",
    env!("CARGO_PKG_VERSION"),
    " (cargo xtask regen)"
);

/// `--disable` comes first: no configuration file of the user applies.
const OPTIONS: &str = "--disable --silent --show-error --globoff --compressed --location \
    --max-redirs 10 --proto =http,https --proto-redir =http,https --connect-timeout 20 --max-time 120";

/// How long to wait before the second and the third attempt.
const PAUSES: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(2)];

/// Writes the page at `address` into `directory`; if that fails, the last answer.
pub(crate) fn fetch_page(address: &str, directory: &Path) -> Result<(), String> {
    let page = portal::parse_address(address).and_then(|topic| match topic {
        Some(topic) => fetch_topic(&topic, directory),
        None => fetch_file(address, directory),
    });
    page.map_err(|why| format!("cannot fetch {address}: {why}"))
}

/// `why`, and what to do if an answer of a server is not the page.
fn suggest_copy(why: &str) -> String {
    let end = if why.ends_with('?') { "" } else { "." };
    format!(
        "{why}{end} If that lasts, save the page as HTML in a browser, and import the file: \
         `cargo xtask regen --page FILE`"
    )
}

fn fetch_topic(topic: &Topic, directory: &Path) -> Result<(), String> {
    let ask = |url: &str| get(url, "application/json", directory);
    let answer = ask(&topic.metadata_url)?;
    let content = topic
        .locate_content(&answer)
        .map_err(|why| suggest_copy(&why))?;
    let page = content
        .read_page(&ask(&content.url)?)
        .map_err(|why| suggest_copy(&why))?;
    let written = fs::write(directory.join(FETCHED), page);
    written.map_err(|error| format!("cannot write {FETCHED}: {error}"))
}

fn fetch_file(address: &str, directory: &Path) -> Result<(), String> {
    let accept = "text/html, text/markdown, text/plain, */*;q=0.5";
    match portal::name_shell(&get(address, accept, directory)?) {
        Some(what) => Err(suggest_copy(&format!("this address serves {what}"))),
        None => Ok(()),
    }
}

/// The body of a successful answer. Any answer of a server that is up stays in [`FETCHED`].
fn get(url: &str, accept: &str, directory: &Path) -> Result<String, String> {
    let file = directory.join(FETCHED);
    // An earlier answer says nothing about this run.
    let _ = fs::remove_file(&file);
    let mut answer = ask(url, accept)?;
    for pause in PAUSES {
        if (1..500).contains(&answer.status) {
            break;
        }
        thread::sleep(pause);
        answer = ask(url, accept)?;
    }
    if answer.status == 0 {
        return Err(answer.complaint);
    }
    // A server that is down says nothing about the page.
    if answer.status < 500 {
        fs::create_dir_all(directory)
            .and_then(|()| fs::write(&file, &answer.body))
            .map_err(|error| format!("cannot write {}: {error}", file.display()))?;
    }
    let body = String::from_utf8_lossy(&answer.body).into_owned();
    let hint = match answer.status {
        200..=299 => return Ok(body),
        401 | 403 | 407 | 429 => "; the server refuses programs, or wants a login",
        404 | 410 => "; has the page moved?",
        _ => "",
    };
    let shell = portal::name_shell(&body).map_or(String::new(), |what| format!(" with {what}"));
    let status = answer.status;
    Err(suggest_copy(&format!(
        "the server answers with HTTP status {status}{shell}{hint}"
    )))
}

/// What became of one run of curl.
struct Answer {
    /// The HTTP status; 0 if there is no complete answer.
    status: u16,
    body: Vec<u8>,
    /// Why there is no complete answer.
    complaint: String,
}

/// Runs curl once. Its own retries would write a broken answer and the next one into the same pipe. We read
/// the pipe up to the size limit, since curl does not limit an answer without a length.
fn ask(url: &str, accept: &str) -> Result<Answer, String> {
    let mut curl = Command::new("curl")
        .args(OPTIONS.split_whitespace())
        .args(["--user-agent", USER_AGENT])
        .args(["--header", &format!("Accept: {accept}")])
        .args(["--write-out", "%{stderr}\n%{http_code}", "--url", url])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| {
            format!("cannot run curl: {error}. Install it, or save the page and name the file")
        })?;
    let stdout = curl.stdout.take();
    let body = stdout.map_or(Ok(Vec::new()), |pipe| files::read_all(pipe, "the answer"));
    if body.is_err() {
        // It may have ended by now.
        let _ = curl.kill();
    }
    let ended = curl
        .wait_with_output()
        .map_err(|error| format!("cannot wait for curl: {error}"))?;
    let text = String::from_utf8_lossy(&ended.stderr);
    let (complaint, status) = text.trim().rsplit_once('\n').unwrap_or(("", text.trim()));
    Ok(Answer {
        status: status
            .parse()
            .ok()
            .filter(|_| ended.status.success())
            .unwrap_or(0),
        body: body?,
        complaint: complaint.trim().to_owned(),
    })
}
