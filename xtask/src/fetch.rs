//! Fetches pages by curl: an HTTP client of our own would be most of the generator's build.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

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

/// `--disable` comes first: no configuration file of the user applies. A retry overwrites what the
/// attempt before it left in the file.
const OPTIONS: &str = "--disable --silent --show-error --globoff --compressed --location \
    --max-redirs 10 --proto =http,https --proto-redir =http,https --connect-timeout 20 \
    --max-time 120 --retry 2 --retry-all-errors --retry-max-time 240 --max-filesize 67108864 \
    --write-out %{http_code}";

/// Writes the page at `address` into `directory`; if that fails, the last answer.
pub(crate) fn fetch_page(address: &str, directory: &Path) -> Result<(), String> {
    let page = portal::parse_address(address).and_then(|topic| match topic {
        Some(topic) => fetch_topic(&topic, directory),
        None => fetch_file(address, directory),
    });
    page.map_err(|why| format!("cannot fetch {address}: {why}"))
}

/// `why`, and what to do if an answer of a server is not the page.
fn suggest_copy(why: String) -> String {
    let end = if why.ends_with('?') { "" } else { "." };
    format!(
        "{why}{end} If that lasts, save the page as HTML in a browser, and import the file: \
         `cargo xtask regen --page FILE`"
    )
}

fn fetch_topic(topic: &Topic<'_>, directory: &Path) -> Result<(), String> {
    let ask = |url: &str| get(url, "application/json", directory);
    let answer = ask(&topic.metadata_url())?;
    let content = topic.locate_content(&answer).map_err(suggest_copy)?;
    let page = content
        .read_page(&ask(&content.url)?)
        .map_err(suggest_copy)?;
    let written = fs::write(directory.join(FETCHED), page);
    written.map_err(|error| format!("cannot write {FETCHED}: {error}"))
}

fn fetch_file(address: &str, directory: &Path) -> Result<(), String> {
    let accept = "text/html, text/markdown, text/plain, */*;q=0.5";
    match portal::name_shell(&get(address, accept, directory)?) {
        Some(what) => Err(suggest_copy(format!("this address serves {what}"))),
        None => Ok(()),
    }
}

/// The body of a successful answer. Any complete answer of a server that is up stays in
/// [`FETCHED`].
fn get(url: &str, accept: &str, directory: &Path) -> Result<String, String> {
    let file = directory.join(FETCHED);
    fs::create_dir_all(directory)
        .map_err(|error| format!("cannot create {}: {error}", directory.display()))?;
    // An earlier answer says nothing about this run.
    let _ = fs::remove_file(&file);
    let curl = Command::new("curl")
        .args(OPTIONS.split_whitespace())
        .args(["--user-agent", USER_AGENT])
        .args(["--header", &format!("Accept: {accept}")])
        .args(["--url", url, "--output"])
        .arg(&file)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| {
            format!("cannot run curl: {error}. Install it, or save the page and name the file")
        })?;
    let status = String::from_utf8_lossy(&curl.stdout);
    if !curl.status.success() || status.starts_with('5') {
        // A server that is down says nothing about the page.
        let _ = fs::remove_file(&file);
    }
    if !curl.status.success() {
        // Each attempt adds a line.
        let complaints = String::from_utf8_lossy(&curl.stderr);
        return Err(complaints.lines().last().unwrap_or_default().to_owned());
    }
    let body = files::read(&file, "the answer")?.unwrap_or_default();
    let body = String::from_utf8_lossy(&body).into_owned();
    let hint = match &*status {
        status if status.starts_with('2') => return Ok(body),
        "401" | "403" | "407" | "429" => "; the server refuses programs, or wants a login",
        "404" | "410" => "; has the page moved?",
        _ => "",
    };
    let shell = portal::name_shell(&body).map_or(String::new(), |what| format!(" with {what}"));
    Err(suggest_copy(format!(
        "the server answers with HTTP status {status}{shell}{hint}"
    )))
}
