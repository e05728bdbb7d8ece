//! Fetches pages by curl: an HTTP client of our own would be most of the generator's build.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, fs, thread};

use codegen::Source;
use codegen::page::portal::{self, Topic};
use codegen::source::visible;

use crate::files;

/// The file in cargo's target directory with the last answer: to look at if it is refused, and to
/// edit if the page is odd.
const FETCHED: &str = "fetched-page";

/// `--disable` comes first: no configuration file of the user applies.
const OPTIONS: &str = "--disable --silent --show-error --globoff --compressed --location \
    --max-redirs 10 --proto =http,https --proto-redir =http,https --connect-timeout 20 --max-time 120";

/// How long to wait before the second and the third attempt.
const PAUSES: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(2)];

/// The page at `address`. The page, or else the last answer, stays in `directory`.
pub(crate) fn fetch_page(address: &str, directory: &Path) -> Result<Source, String> {
    let file = directory.join(FETCHED);
    // The address is not shown: it may hold a password.
    let topic =
        portal::parse_address(address).map_err(|why| format!("cannot fetch the page: {why}"))?;
    let fetched = match topic {
        Some(topic) => fetch_topic(&topic, &file),
        None => fetch_file(address, &file),
    };
    match fetched {
        Ok(()) => {
            let current = env::current_dir().unwrap_or_default();
            let name = file.strip_prefix(current).unwrap_or(&file);
            files::read_source(&file, &visible(&name.to_string_lossy()))
        }
        Err(why) => Err(format!(
            "cannot fetch {address}: {why}\n\
             you can save the page as HTML in a browser, and import the file: \
             `cargo xtask regen --page FILE`"
        )),
    }
}

fn fetch_topic(topic: &Topic, file: &Path) -> Result<(), String> {
    let ask = |url: &str| get(url, "application/json", file);
    let content = topic.locate_content(&ask(&topic.metadata_url)?)?;
    let page = content.read_page(&ask(&content.url)?)?;
    write_answer(file, page.as_bytes())
}

fn fetch_file(address: &str, file: &Path) -> Result<(), String> {
    let accept = "text/html, text/markdown, text/plain, */*;q=0.5";
    match portal::name_shell(&get(address, accept, file)?) {
        Some(what) => Err(format!("this address serves {what}")),
        None => Ok(()),
    }
}

/// The body of a successful answer. Any answer of a server that is up stays in `file`.
fn get(url: &str, accept: &str, file: &Path) -> Result<String, String> {
    // An earlier answer says nothing about this run.
    let _ = fs::remove_file(file);
    let mut answer = ask(url, accept);
    for pause in PAUSES {
        if matches!(answer, Ok((status, _)) if status < 500) {
            break;
        }
        thread::sleep(pause);
        answer = ask(url, accept);
    }
    let (status, body) = answer?;
    // A server that is down says nothing about the page.
    if status < 500 {
        write_answer(file, &body)?;
    }
    let body = String::from_utf8_lossy(&body).into_owned();
    let hint = match status {
        200..=299 => return Ok(body),
        401 | 403 | 407 | 429 => "; the server refuses programs, or wants a login",
        404 | 410 => "; has the page moved?",
        _ => "",
    };
    let shell = portal::name_shell(&body).map_or(String::new(), |what| format!(" with {what}"));
    Err(format!(
        "the server answers with HTTP status {status}{shell}{hint}"
    ))
}

fn write_answer(file: &Path, answer: &[u8]) -> Result<(), String> {
    let directory = file.parent().map_or(Ok(()), fs::create_dir_all);
    directory
        .and_then(|()| fs::write(file, answer))
        .map_err(|error| format!("cannot write {}: {error}", file.display()))
}

/// Runs curl once, for the HTTP status and the body of a complete answer. Its own retries would write a
/// broken answer and the next one into the same pipe. We read the pipe up to the size limit, since curl
/// does not limit an answer without a length.
fn ask(url: &str, accept: &str) -> Result<(u16, Vec<u8>), String> {
    let version = env!("CARGO_PKG_VERSION");
    let agent = format!("gigya-codes/{version} (cargo xtask regen)");
    let mut curl = Command::new("curl")
        .args(OPTIONS.split_whitespace())
        .args(["--user-agent", &agent])
        .args(["--header", &format!("Accept: {accept}")])
        .args(["--write-out", "%{stderr}\n%{http_code}", "--url", url])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cannot run curl: {error}"))?;
    let stdout = curl.stdout.take();
    let body = stdout.map_or(Ok(Vec::new()), |pipe| files::read_all(pipe, "the answer"));
    let ended = curl
        .wait_with_output()
        .map_err(|error| format!("cannot wait for curl: {error}"))?;
    let text = String::from_utf8_lossy(&ended.stderr);
    let (complaint, status) = text.trim().rsplit_once('\n').unwrap_or(("", text.trim()));
    let body = body?;
    match status.parse() {
        Ok(status) if ended.status.success() => Ok((status, body)),
        _ => Err(complaint.trim().to_owned()),
    }
}
