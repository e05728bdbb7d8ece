//! Pages from the web, by curl: an HTTP client of our own would be most of the generator's build.

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

/// How long to wait before the second and the third try.
const PAUSES: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(2)];

/// Whether `page` is an address, and not a file.
pub(crate) fn is_address(page: &str) -> bool {
    page.contains("://")
}

/// Writes the page at `address` into `directory`; if that fails, the last answer.
pub(crate) fn fetch_page(address: &str, directory: &Path) -> Result<(), String> {
    let page = portal::parse_address(address).and_then(|topic| match topic {
        Some(topic) => fetch_topic(&topic, directory),
        None => fetch_file(address, directory),
    });
    page.map_err(|why| format!("cannot fetch {address}: {why}"))
}

fn fetch_topic(topic: &Topic<'_>, directory: &Path) -> Result<(), String> {
    let ask = |url: &str| {
        let answer = get(url, "application/json", directory)?;
        Ok::<_, String>(String::from_utf8_lossy(&answer).into_owned())
    };
    let content = topic.locate_content(&ask(&topic.metadata_url())?)?;
    let page = content.read_page(&ask(&content.url)?)?;
    keep(page.as_bytes(), directory)
}

fn fetch_file(address: &str, directory: &Path) -> Result<(), String> {
    let page = get(
        address,
        "text/html, text/markdown, text/plain, */*;q=0.5",
        directory,
    )?;
    match portal::name_shell(&String::from_utf8_lossy(&page)) {
        Some(what) => Err(format!("this address serves {what}")),
        None => Ok(()),
    }
}

/// A complete answer of a server.
struct Answer {
    status: u16,
    body: Vec<u8>,
}

/// The body of a successful answer.
fn get(url: &str, accept: &str, directory: &Path) -> Result<Vec<u8>, String> {
    // A server that is down says nothing about the page, and an earlier run nothing about this one.
    let _ = fs::remove_file(directory.join(FETCHED));
    let answer = ask_patiently(url, accept)?;
    if answer.status < 500 {
        keep(&answer.body, directory)?;
    }
    let hint = match answer.status {
        200..=299 => return Ok(answer.body),
        401 | 403 | 407 | 429 => "; the server refuses programs, or wants a login",
        404 | 410 => "; has the page moved?",
        _ => "",
    };
    let shell = portal::name_shell(&String::from_utf8_lossy(&answer.body));
    let shell = shell.map_or(String::new(), |what| format!(" with {what}"));
    let status = answer.status;
    Err(format!(
        "the server answers with HTTP status {status}{shell}{hint}"
    ))
}

fn keep(answer: &[u8], directory: &Path) -> Result<(), String> {
    let written =
        fs::create_dir_all(directory).and_then(|()| fs::write(directory.join(FETCHED), answer));
    written.map_err(|error| format!("cannot write {FETCHED}: {error}"))
}

/// Asks up to three times, each time anew: curl's own retries write a broken answer and the next
/// one into the same pipe.
fn ask_patiently(url: &str, accept: &str) -> Result<Answer, String> {
    let mut pauses = PAUSES.iter();
    loop {
        let answer = ask_once(url, accept)?;
        let is_down = answer.as_ref().map_or(true, |answer| answer.status >= 500);
        match pauses.next() {
            Some(pause) if is_down => thread::sleep(*pause),
            _ => return answer,
        }
    }
}

/// The inner error may pass; the outer one stays.
fn ask_once(url: &str, accept: &str) -> Result<Result<Answer, String>, String> {
    let mut curl = Command::new("curl")
        .args(OPTIONS.split_whitespace())
        .args([
            "--user-agent",
            USER_AGENT,
            "--header",
            &format!("Accept: {accept}"),
        ])
        .args(["--write-out", "%{stderr}\n%{http_code}", "--url", url])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| {
            format!("cannot run curl: {error}. Install it, or save the page and name the file")
        })?;
    let stdout = curl.stdout.take();
    let body = stdout.map_or(Ok(Vec::new()), |stdout| {
        files::read_all(stdout, "the answer")
    });
    if body.is_err() {
        // It may have ended by now.
        let _ = curl.kill();
    }
    let ended = curl.wait_with_output();
    let ended = ended.map_err(|error| format!("cannot wait for curl: {error}"))?;
    let body = body?;
    let said = String::from_utf8_lossy(&ended.stderr);
    let (complaint, status) = said.trim().rsplit_once('\n').unwrap_or(("", said.trim()));
    Ok(match status.parse() {
        Ok(status) if ended.status.success() => Ok(Answer { status, body }),
        _ => Err(complaint.trim().to_owned()),
    })
}
