//! Pages from the web: what is asked, and what is said if the answer is not the page.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::support::fixtures::{LEDGER, PAGE, replaced};
use crate::support::portal::{Portal, SHELL, TOPIC, serve_raw};
use crate::support::workspace::{Ran, Workspace};

const METADATA: &str = "/http.svc/deliverableMetadata";
const CONTENT: &str = "/http.svc/pagecontent";

/// A workspace whose ledger has the portal's address.
fn workspace_of(portal: &Portal) -> Workspace {
    let address = portal.address();
    let ledger = format!("[page]\naddress = \"{address}\"\n\n{LEDGER}");
    Workspace::generated(PAGE, &ledger)
}

/// The page with other words.
fn other_page() -> String {
    replaced(PAGE, "Invalid loginID", "Wrong loginID")
}

fn fetch(workspace: &Workspace, address: &str) -> Ran {
    let target = workspace.path("target");
    let env = [("CARGO_TARGET_DIR", target.to_str().unwrap())];
    workspace.run_with(&["regen", "--page", address], &env)
}

#[test]
fn a_page_comes_from_the_address_in_the_ledger() {
    let portal = Portal::new(&other_page());
    let workspace = workspace_of(&portal);
    let target = workspace.path("target");
    let ran = workspace.run_with(
        &["regen", "--fetch"],
        &[("CARGO_TARGET_DIR", target.to_str().unwrap())],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        workspace
            .text(codegen::PAGE)
            .contains("\n403042\tWrong loginID\t")
    );
    assert!(workspace.text(codegen::LEDGER).contains(&portal.address()));
    let asked = portal.asked();
    let version = env!("CARGO_PKG_VERSION");
    let headers = format!("[gigya-codes/{version} (cargo xtask regen)] [application/json] [");
    assert_eq!(asked.matches(&headers).count(), 2, "{asked}");
    assert_eq!(asked.matches("gzip").count(), 2, "{asked}");
    let kept = fs::read_to_string(target.join("fetched-page")).unwrap();
    assert_eq!(kept, other_page(), "it can be edited");
}

#[test]
fn an_address_may_have_a_query_and_a_fragment() {
    let portal = Portal::new(&other_page());
    let workspace = workspace_of(&portal);
    let address = format!("{}?q=codes&locale=en-US#table", portal.address());
    assert_eq!(fetch(&workspace, &address).code, 0);
}

#[test]
fn another_address_serves_the_page_itself() {
    let portal = Portal::new("");
    portal.answer("/moved", 302, "/page");
    portal.answer("/page", 200, &other_page());
    let workspace = workspace_of(&portal);
    let ran = fetch(&workspace, &format!("{}/moved", portal.origin));
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn each_failure_of_the_portal_is_named() {
    let error = json!({ "status": "NOT_FOUND", "message": "Topic not found" }).to_string();
    let other = "0123456789abcdef0123456789abcdef";
    let check = |spoil: &dyn Fn(&Portal), expected: &str| {
        let portal = Portal::new(PAGE);
        let workspace = workspace_of(&portal);
        let files = workspace.files();
        spoil(&portal);
        let ran = fetch(&workspace, &portal.address());
        assert_eq!(ran.code, 2, "{expected}: {}", ran.out);
        let start = format!("error: cannot fetch {}: {expected}", portal.address());
        assert!(ran.err.starts_with(&start), "{expected}: {}", ran.err);
        assert!(ran.err.ends_with("; nothing was changed\n"), "{}", ran.err);
        assert_eq!(workspace.files(), files);
    };
    check(
        &|portal| portal.answer(METADATA, 200, &error),
        "the portal reports status \"NOT_FOUND\": Topic not found",
    );
    check(
        &|portal| portal.answer(CONTENT, 200, &error),
        "the portal reports status \"NOT_FOUND\": Topic not found",
    );
    check(
        &|portal| {
            portal.change(
                METADATA,
                &format!("\"topicLoio\":\"{TOPIC}"),
                &format!("\"topicLoio\":\"{other}"),
            );
        },
        "the portal answers with another topic, 0123",
    );
    check(
        &|portal| {
            portal.change(
                CONTENT,
                &format!("\"loio\":\"{TOPIC}"),
                &format!("\"loio\":\"{other}"),
            );
        },
        "the portal answers with another topic, 0123",
    );
    check(
        &|portal| portal.change(CONTENT, "\"body\"", "\"text\""),
        "the portal's answer has no data.body",
    );
    check(
        &|portal| portal.answer(CONTENT, 200, "{"),
        "the portal's answer is not JSON",
    );
    check(
        &|portal| portal.answer(METADATA, 200, SHELL),
        "the portal's service serves a program, not the page's text (its title is \"SAP Help Portal\")",
    );
    check(
        &|portal| portal.answer(METADATA, 200, "<title>Log On</title><form>"),
        "the portal's service serves a login or challenge page",
    );
    check(
        &|portal| portal.answer(METADATA, 404, ""),
        "the server answers with HTTP status 404; has the page moved?",
    );
    check(
        &|portal| portal.answer(METADATA, 403, "<title>Just a moment...</title>"),
        "the server answers with HTTP status 403 with a login or challenge page",
    );
}

#[test]
fn a_refused_page_is_named_as_seen_from_the_current_directory() {
    let portal = Portal::new("<p>no table</p>");
    let workspace = workspace_of(&portal);
    for directory in ["", "spec"] {
        let mut regen = workspace.xtask(&["regen", "--fetch"]);
        regen.env_remove("CARGO_TARGET_DIR");
        let directory = workspace.path(directory);
        let ran = Ran::new(&regen.current_dir(&directory).output().unwrap());
        let named = ran.err.split("regen --page ").nth(1).unwrap_or_default();
        let named = named.split('`').next().unwrap_or_default();
        let is_named = Path::new(named).ends_with("target/fetched-page");
        assert!(is_named, "{}", ran.err);
        assert!(directory.join(named).is_file(), "{}", ran.err);
    }
}

#[test]
fn each_failure_of_another_server_is_named() {
    let portal = Portal::new("");
    portal.answer("/shell", 200, SHELL);
    portal.answer("/file", 302, "file:///etc/passwd");
    portal.answer("/down", 503, "");
    let workspace = workspace_of(&portal);
    let at = |path: &str| format!("{}{path}", portal.origin);
    for (address, expected) in [
        (
            at("/shell"),
            "this address serves a program, not the page's text (its title is \"SAP Help Portal\")",
        ),
        (at("/none"), "the server answers with HTTP status 404"),
        (at("/down"), "the server answers with HTTP status 503"),
        (at("/file"), "curl: (1) Protocol \"file\""),
        (at("/viewer/a/b/en-US/c.html"), "this form of address"),
        ("http://127.0.0.1:1/page".to_owned(), "curl: (7) "),
    ] {
        let ran = fetch(&workspace, &address);
        let start = format!("error: cannot fetch {address}: {expected}");
        assert!(
            ran.code == 2 && ran.err.starts_with(&start),
            "{expected}: {}",
            ran.err
        );
    }
    assert_eq!(portal.asked().matches("/down").count(), 3);
}

// Windows has curl in a directory of its own, and looks there without a PATH, too.
#[cfg(unix)]
#[test]
fn a_machine_without_curl_is_told_so() {
    let workspace = workspace_of(&Portal::new(""));
    let args = ["regen", "--page", "http://127.0.0.1:1/page"];
    let ran = workspace.run_with(&args, &[("PATH", "")]);
    assert!(ran.err.contains("cannot run curl: "), "{}", ran.err);
}

#[test]
fn an_answer_that_breaks_off_is_asked_for_again_from_its_start() {
    let page = other_page();
    let head = format!(
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        page.len()
    );
    let half = format!("{head}{}", &page[..page.len() / 2]);
    let whole = format!("{head}{page}");
    let portal = Portal::new("");
    let workspace = workspace_of(&portal);
    let address = serve_raw(vec![half.clone().into(), whole.into()]);
    let ran = fetch(&workspace, &address);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        workspace
            .text(codegen::PAGE)
            .contains("\n403042\tWrong loginID\t")
    );

    let address = serve_raw(vec![half.into(); 3]);
    let ran = fetch(&workspace, &address);
    assert!(ran.err.contains(": curl: (18) "), "{}", ran.err);
}

#[test]
fn an_answer_without_an_end_is_refused() {
    let mut endless = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
    endless.resize(65 << 20, b'x');
    let portal = Portal::new("");
    let ran = fetch(&workspace_of(&portal), &serve_raw(vec![endless]));
    assert!(
        ran.err
            .contains("cannot read the answer: it has more than 64 MiB"),
        "{}",
        ran.err
    );
}
