//! Pages from the web, by curl: an HTTP client of our own would be most of the generator's build.

use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{fs, thread};

use codegen::page::portal;

use crate::files;

/// Where the last answer is kept: to look at if it is refused, and to edit if the page is odd.
pub(crate) const FETCHED: &str = "fetched-page";

const USER_AGENT: &str = concat!(
    "gigya-codes/",
    env!("CARGO_PKG_VERSION"),
    " (cargo xtask regen)"
);

/// How long to wait before the second and the third try.
const PAUSES: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(2)];

/// Whether `page` is an address, and not a file.
pub(crate) fn is_address(page: &str) -> bool {
    page.contains("://")
}

/// The page at `address`. Each complete answer is kept in `directory`, the page as the last one.
pub(crate) fn fetch_page(address: &str, directory: &Path) -> Result<Vec<u8>, String> {
    let kept = directory.join(FETCHED);
    let keep = |bytes: &[u8]| {
        let written = fs::create_dir_all(directory).and_then(|()| fs::write(&kept, bytes));
        written.map_err(|error| format!("cannot write {}: {error}", kept.display()))
    };
    let get = |url: &str, accept: &str| {
        // Nothing is kept of a server that is down, or an earlier run: it says nothing about the page.
        let _ = fs::remove_file(&kept);
        let answer = ask_patiently(url, accept)?;
        if answer.status < 500 {
            keep(&answer.body)?;
        }
        check_status(&answer)?;
        Ok::<_, String>(answer.body)
    };
    let failed = |why: String| format!("cannot fetch {address}: {why}");
    let Some(topic) = portal::parse_address(address).map_err(failed)? else {
        let page =
            get(address, "text/html, text/markdown, text/plain, */*;q=0.5").map_err(failed)?;
        return match portal::name_shell(&String::from_utf8_lossy(&page)) {
            Some(what) => Err(failed(format!("this address serves {what}"))),
            None => Ok(page),
        };
    };
    let ask = |url: &str| Ok(String::from_utf8_lossy(&get(url, "application/json")?).into_owned());
    let page = ask(&topic.metadata_url())
        .and_then(|answer| topic.locate_content(&answer))
        .and_then(|content| content.read_page(&ask(&content.url)?))
        .map_err(failed)?;
    keep(page.as_bytes())?;
    Ok(page.into_bytes())
}

/// A complete answer of a server.
struct Answer {
    status: u16,
    body: Vec<u8>,
}

/// Why there is no answer.
enum NoAnswer {
    /// It may be better next time.
    Failed(String),
    /// It will not.
    Refused(String),
}

/// Asks up to three times, each time anew: curl's own retries write a broken answer and the next
/// one into the same pipe.
fn ask_patiently(url: &str, accept: &str) -> Result<Answer, String> {
    let mut pauses = PAUSES.iter();
    loop {
        let last = match (ask_once(url, accept), pauses.next()) {
            (Ok(answer), None) => return Ok(answer),
            (Ok(answer), _) if answer.status < 500 => return Ok(answer),
            (Err(NoAnswer::Refused(why)), _) | (Err(NoAnswer::Failed(why)), None) => {
                return Err(why);
            }
            (_, Some(pause)) => pause,
        };
        thread::sleep(*last);
    }
}

fn ask_once(url: &str, accept: &str) -> Result<Answer, NoAnswer> {
    let accept = format!("Accept: {accept}");
    let mut curl = Command::new("curl")
        // First, so that no configuration file of the user applies.
        .args(["--disable", "--silent", "--show-error", "--globoff", "--compressed", "--location"])
        .args(["--proto", "=http,https", "--proto-redir", "=http,https", "--max-redirs", "10"])
        .args(["--connect-timeout", "20", "--max-time", "120", "--user-agent", USER_AGENT])
        .args(["--header", &accept, "--write-out", "%{stderr}\n%{http_code}", "--url", url])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| {
            NoAnswer::Refused(format!(
                "cannot run curl: {error}. Install it, or save the page with a browser and name the file"
            ))
        })?;
    let body = match &mut curl.stdout {
        Some(stdout) => files::read_all(stdout, "the answer"),
        None => Ok(Vec::new()),
    };
    if body.is_err() {
        // It may still have more to say; if it has ended by now, so much the better.
        let _ = curl.kill();
    }
    let mut said = String::new();
    if let Some(stderr) = &mut curl.stderr {
        let _ = stderr.read_to_string(&mut said);
    }
    let ended = curl
        .wait()
        .map_err(|error| NoAnswer::Refused(format!("cannot wait for curl: {error}")))?;
    let body = body.map_err(NoAnswer::Refused)?;
    let (complaint, status) = said.trim_end().rsplit_once('\n').unwrap_or(("", &said));
    if !ended.success() {
        let complaint = if complaint.trim().is_empty() {
            "curl ended without a word"
        } else {
            complaint.trim()
        };
        return Err(NoAnswer::Failed(complaint.to_owned()));
    }
    let status = status
        .trim()
        .parse()
        .map_err(|_| NoAnswer::Refused(format!("curl says {said:?}")))?;
    Ok(Answer { status, body })
}

fn check_status(answer: &Answer) -> Result<(), String> {
    let hint = match answer.status {
        200..=299 => return Ok(()),
        401 | 403 | 407 | 429 => "; the server refuses automatic requests, or wants a login",
        404 | 410 => "; has the page moved?",
        _ => "",
    };
    let shell = portal::name_shell(&String::from_utf8_lossy(&answer.body));
    let shell = shell
        .map(|what| format!(" with {what}"))
        .unwrap_or_default();
    Err(format!(
        "the server answers with HTTP status {}{shell}{hint}",
        answer.status
    ))
}
