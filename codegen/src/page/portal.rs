//! SAP's help portal: where its JSON service has the text of a page, and what the answers mean.
//!
//! A public address of the portal serves a program, which asks a JSON service for the text. So do
//! we, with the same two questions: which build of the manual is current, and what does it say on
//! this page? The service reports its errors with HTTP status 200, so every answer is judged.

use iri_string::percent_encode::PercentEncodedForUri;
use iri_string::types::IriStr;
use scraper::Selector;
use serde_json::Value;

use super::letters;
use crate::problem::{Problem, Rule};
use crate::prose::shown;
use crate::prose::tags::parse_html;

/// The only host that is known to be a portal; addresses of the same form on other hosts are
/// treated as a portal's, too.
const HOST: &str = "help.sap.com";

/// A topic: one page of the portal, as its public address names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// The address of the first question: which build of the manual is current.
    pub metadata_url: String,
    /// Scheme and host.
    origin: String,
    /// The portal's identifier of the topic, if the address has it.
    loio: Option<String>,
}

/// Where the service has the text of a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// The address of the second question.
    pub url: String,
    /// The portal's identifier of the topic; the answer must have the same.
    loio: String,
}

/// Reads an address; `None` if it is not one of the portal, and so serves the page itself.
///
/// # Errors
///
/// An address that cannot be fetched, and which one can.
pub fn parse_address(address: &str) -> Result<Option<Topic>, String> {
    let iri = IriStr::new(address)
        .map_err(|_| "this is not an address; in one, %20 is written for a space")?;
    let scheme = iri.scheme_str();
    let is_web = matches!(&*scheme.to_ascii_lowercase(), "http" | "https");
    let Some(authority) = iri.authority_components().filter(|_| is_web) else {
        return Err("only http and https addresses are fetched".to_owned());
    };
    if authority.userinfo().is_some() {
        return Err(
            "an address with a user name or password is not fetched: it would appear in logs"
                .to_owned(),
        );
    }
    let origin = format!("{scheme}://{}", iri.authority_str().unwrap_or_default());
    let path: Vec<&str> = iri.path_str().trim_matches('/').split('/').collect();
    let ["docs", product, deliverable, topic] = path[..] else {
        if path[0] != "viewer" && !authority.host().eq_ignore_ascii_case(HOST) {
            return Ok(None);
        }
        return Err(format!(
            "this form of address of SAP's help portal is not supported. Open it in a browser, which leads to \
             {origin}/docs/PRODUCT/DELIVERABLE/TOPIC.html, and use that address"
        ));
    };
    let parameter = |prefix: &str| {
        let pairs = iri.query_str().unwrap_or_default().split('&');
        let mut values = pairs.filter_map(|pair| pair.strip_prefix(prefix));
        values.find(|value| !value.is_empty())
    };
    let version = parameter("version=").unwrap_or("LATEST");
    let language = parameter("locale=").unwrap_or("en-US");
    // The service knows an identifier by the name of its file.
    let loio = loio_of(topic);
    let topic = loio.map_or(topic.to_owned(), |loio| format!("{loio}.html"));
    // The parts of an address are encoded already, except for what has a meaning in a query.
    let [product, deliverable, topic] =
        [product, deliverable, &topic].map(|part| part.replace('&', "%26").replace('+', "%2B"));
    // Without the last parameter, the service answers for a topic that has moved with the manual's
    // first page, as if that were the topic.
    let metadata_url = format!(
        "{origin}/http.svc/deliverableMetadata?product_url={product}&deliverable_url={deliverable}\
         &topic_url={topic}&version={version}&language={language}&state=PRODUCTION\
         &deliverableInfo=1&toc=0&loadlandingpageontopicnotfound=false"
    );
    Ok(Some(Topic {
        metadata_url,
        origin,
        loio: loio.map(str::to_owned),
    }))
}

impl Topic {
    /// Judges the answer to the first question; returns the second.
    ///
    /// # Errors
    ///
    /// Why there is no second question.
    pub fn locate_content(&self, answer: &str) -> Result<Content, String> {
        let data = read_answer(answer)?;
        let encode = |pointer| {
            let text = require_text(&data, pointer)?;
            Ok::<_, String>(PercentEncodedForUri::unreserve(text).to_string())
        };
        let url = format!(
            "{}/http.svc/pagecontent?deliverable_id={}&buildNo={}&file_path={}&deliverableInfo=0",
            self.origin,
            encode("/deliverable/id")?,
            encode("/deliverable/buildNo")?,
            encode("/filePath")?
        );
        let loio = match &self.loio {
            Some(loio) => loio.clone(),
            None => require_text(&data, "/topicLoio")?,
        };
        Ok(Content { url, loio })
    }
}

impl Content {
    /// Judges the answer to the second question; returns the page's HTML.
    ///
    /// # Errors
    ///
    /// Why the answer is not the page.
    pub fn read_page(&self, answer: &str) -> Result<String, String> {
        let data = read_answer(answer)?;
        let named = require_text(&data, "/currentPage/loio")?;
        if !named.eq_ignore_ascii_case(&self.loio) {
            let expected = &self.loio;
            return Err(format!(
                "the portal answers with another topic, {named} instead of {expected}. {MOVED}"
            ));
        }
        require_text(&data, "/body")
    }
}

/// The page's HTML, if `text` is a saved answer of the portal's service; `None` if it is not JSON.
pub(super) fn saved_body(text: &str) -> Option<Result<String, Problem>> {
    // Nothing else that is read begins so, RTF and front matter included.
    let object = text.trim_start().strip_prefix('{')?;
    if !object.trim_start().starts_with('"') {
        return None;
    }
    let body = read_answer(text).and_then(|data| require_text(&data, "/body"));
    Some(body.map_err(|why| {
        let message = format!("the file is JSON, but no page of SAP's help portal: {why}");
        Problem::new(Rule::Format, message).fix(
            "save the answer to `/http.svc/pagecontent`, whose `data.body` is the page, or import the page's \
             address with `cargo xtask regen --page ADDRESS`",
        )
    }))
}

/// What `text` is if it is HTML without the page's text: a program that a browser would run, or a
/// page that asks for a person. `None` if it is neither.
#[must_use]
pub fn name_shell(text: &str) -> Option<String> {
    /// Less text is a notice, such as "Please enable JavaScript".
    const SHORT: usize = 500;
    const LOGIN: &str = "login logon loggingin signin authenticat captcha justamoment attentionrequired \
                         accessdenied areyouarobot areyouahuman checkingyourbrowser";
    const PASSWORD_OR_CAPTCHA: &str =
        "input[type=password], [class*=captcha], [src*=captcha], [src*=challenge]";
    if !text.trim_start().starts_with('<') {
        return None;
    }
    let page = parse_html(text)?;
    let find = |css: &str| {
        let css = Selector::parse(css).ok()?;
        page.select(&css).next()
    };
    if find("table").is_some() {
        return None;
    }
    let title = find("title").map_or(String::new(), shown::words_in);
    let mut login_words = LOGIN.split(' ');
    let what = if login_words.any(|word| letters(&title).contains(word))
        || find(PASSWORD_OR_CAPTCHA).is_some()
    {
        "a login or challenge page"
    } else if find("script").is_some() && shown::text(page.tree.root()).len() < SHORT {
        "a program"
    } else {
        return None;
    };
    Some(format!(
        "{what}, not the page's text (its title is {title:?})"
    ))
}

/// The `data` of an answer that reports no error.
fn read_answer(text: &str) -> Result<Value, String> {
    let mut answer: Value = serde_json::from_str(text).map_err(|error| match name_shell(text) {
        Some(what) => format!("the portal's service serves {what}"),
        None => format!("the portal's answer is not JSON: {error}"),
    })?;
    let status = text_at(&answer, "/status").ok_or("the portal's answer has no status")?;
    if status != "OK" {
        let message =
            text_at(&answer, "/message").unwrap_or_else(|| "it gives no message".to_owned());
        return Err(format!("the portal reports status {status:?}: {message}"));
    }
    let data = answer.get_mut("data").map(Value::take).unwrap_or_default();
    if let Some(target) = text_at(&data, "/redirect") {
        return Err(format!(
            "the portal redirects to {target:?}: use that page's address"
        ));
    }
    if !matches!(data["fallback"], Value::Null | Value::Bool(false)) {
        return Err(format!(
            "the portal answers with the manual's first page instead of the topic. {MOVED}"
        ));
    }
    Ok(data)
}

const MOVED: &str =
    "Has the page moved? Open its address in a browser, and use the address that you come to";

/// A string or a number that is not empty.
fn text_at(value: &Value, pointer: &str) -> Option<String> {
    match value.pointer(pointer)? {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The same in the `data` of an answer, where it has to be.
fn require_text(data: &Value, pointer: &str) -> Result<String, String> {
    let path = pointer.replace('/', ".");
    text_at(data, pointer).ok_or(format!("the portal's answer has no data{path}"))
}

/// The identifier that a file such as `416d41b170b21014bbc5a10ce4041860.html` is named after.
fn loio_of(file: &str) -> Option<&str> {
    let name = file.strip_suffix(".html").unwrap_or(file);
    let is_loio = name.len() == 32 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_loio.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{name_shell, parse_address, saved_body};

    const TOPIC: &str = "416d41b170b21014bbc5a10ce4041860";
    const OTHER: &str = "00000000000000000000000000000000";

    /// The address of the first question, the word "page" for another address, or the refusal.
    fn first_question(address: &str) -> String {
        match parse_address(address) {
            Ok(Some(topic)) => topic.metadata_url,
            Ok(None) => "page".to_owned(),
            Err(why) => format!("error: {why}"),
        }
    }

    #[test]
    fn an_address_becomes_the_first_question() {
        const SERVICE: &str = "https://help.sap.com/http.svc/deliverableMetadata?product_url=P";
        const END: &str =
            "&state=PRODUCTION&deliverableInfo=1&toc=0&loadlandingpageontopicnotfound=false";
        for (address, topic, version, language) in [
            (
                "P/d/416d41b170b21014bbc5a10ce4041860.html",
                "416d41b170b21014bbc5a10ce4041860.html",
                "LATEST",
                "en-US",
            ),
            (
                "P/d/416d41b170b21014bbc5a10ce4041860",
                "416d41b170b21014bbc5a10ce4041860.html",
                "LATEST",
                "en-US",
            ),
            (
                "P/d/t.html?q=codes&locale=de-DE#table",
                "t.html",
                "LATEST",
                "de-DE",
            ),
            ("P/d/t.html?version=2.0&locale=", "t.html", "2.0", "en-US"),
            ("P/d/response-codes", "response-codes", "LATEST", "en-US"),
            ("P/d/a&b+c%20d/", "a%26b%2Bc%20d", "LATEST", "en-US"),
        ] {
            assert_eq!(
                first_question(&format!("https://help.sap.com/docs/{address}")),
                format!(
                    "{SERVICE}&deliverable_url=d&topic_url={topic}&version={version}&language={language}{END}"
                )
            );
        }
        let local = first_question("HTTP://127.0.0.1:80/docs/P/d/t.html");
        assert!(
            local.starts_with("HTTP://127.0.0.1:80/http.svc/deliverableMetadata?"),
            "{local}"
        );
    }

    #[test]
    fn other_addresses_are_pages_or_refused() {
        for (address, expected) in [
            ("https://example.com/page.html", "page"),
            ("https://example.com", "page"),
            ("https://example.com/docs/a/b", "page"),
            ("https://example.com/docs/a/b/c/d", "page"),
            (
                "https://help.sap.com/viewer/d/GIGYA/en-US/t.html",
                "error: this form of address",
            ),
            (
                "http://127.0.0.1/viewer/d/GIGYA/en-US/t.html",
                "error: this form of address",
            ),
            ("https://HELP.sap.com/", "error: this form of address"),
            (
                "https://me:secret@example.com/",
                "error: an address with a user name",
            ),
            (
                "https://example.com/a b",
                "error: this is not an address; in one, %20",
            ),
            ("file:///etc/passwd", "error: only http and https"),
        ] {
            let question = first_question(address);
            assert!(question.starts_with(expected), "{address}: {question}");
        }
    }

    const METADATA: &str = r#"{"status":"OK","data":{"deliverable":{"id":20087850,"buildNo":87},"filePath":"TOPIC.html","topicLoio":"TOPIC"}}"#;
    const CONTENT: &str = r#"{"status":"OK","data":{"currentPage":{"t":"Response Codes","u":"TOPIC.html","loio":"TOPIC"},"body":"<p>text</p>"}}"#;

    /// Asks for the topic `name`. In one of the answers, `METADATA` or `CONTENT`, the first of two
    /// texts is replaced by the second; `all` is all of it.
    fn ask(name: &str, changed: &str, [from, to]: [&str; 2]) -> Result<String, String> {
        let address = format!("https://host/docs/P/d/{}", name.replace("TOPIC", TOPIC));
        let topic = parse_address(&address).unwrap().unwrap();
        let answer = |text: &str| {
            let is_changed = text == changed;
            assert!(
                !is_changed || from == "all" || text.contains(from),
                "{from}"
            );
            let text = match from {
                _ if !is_changed => text.to_owned(),
                "all" => to.to_owned(),
                _ => text.replacen(from, to, 1),
            };
            text.replace("TOPIC", TOPIC).replace("OTHER", OTHER)
        };
        let content = topic.locate_content(&answer(METADATA))?;
        let url = &content.url;
        assert!(
            url.starts_with("https://host/http.svc/pagecontent?deliverable_id=20087850&buildNo=87")
        );
        assert!(url.ends_with(".html&deliverableInfo=0"), "{url}");
        content.read_page(&answer(CONTENT))
    }

    /// The lines of a table: the topic's name, the answer that is changed, the two texts, the result.
    fn check_table(table: &str, check: impl Fn(Result<String, String>, &str)) {
        for line in table.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let parts: Vec<&str> = line.split(" | ").collect();
            let [name, changed, from, to, expected] = parts[..] else {
                panic!("{line}")
            };
            let changed = if changed == "metadata" {
                METADATA
            } else {
                CONTENT
            };
            let to = if to == "-" { "" } else { to };
            check(ask(name, changed, [from, to]), expected);
        }
    }

    #[test]
    fn two_answers_give_the_page() {
        let table = r#"
            TOPIC | metadata | "status" | "status" | <p>text</p>
            TOPIC.html | metadata | "status" | "status" | <p>text</p>
            response-codes | metadata | "status" | "status" | <p>text</p>
            TOPIC | metadata | ,"topicLoio":"TOPIC" | - | <p>text</p>
            TOPIC | metadata | :87 | :"87" | <p>text</p>
            TOPIC | content | "loio":"TOPIC" | "loio":"416D41B170B21014BBC5A10CE4041860" | <p>text</p>
            TOPIC | content | "body" | "fallback":false,"body" | <p>text</p>
        "#;
        check_table(table, |page, expected| {
            assert_eq!(page.as_deref(), Ok(expected));
        });
    }

    #[test]
    fn each_failure_has_its_message() {
        let table = r#"
            TOPIC | metadata | OK | NOT_FOUND | the portal reports status "NOT_FOUND": it gives no message
            TOPIC | metadata | "OK" | "E","message":"no topic" | the portal reports status "E": no topic
            TOPIC | metadata | all | [] | the portal's answer has no status
            TOPIC | metadata | all | { | the portal's answer is not JSON: 
            TOPIC | metadata | all | <title>SAP</title><script></script> | the portal's service serves a program, not the page's text (its title is "SAP")
            TOPIC | metadata | ,"buildNo":87 | - | the portal's answer has no data.deliverable.buildNo
            TOPIC | metadata | 20087850 | null | the portal's answer has no data.deliverable.id
            TOPIC | metadata | "deliverable" | "redirect":"/docs/x","deliverable" | the portal redirects to "/docs/x"
            codes | metadata | ,"topicLoio":"TOPIC" | - | the portal's answer has no data.topicLoio
            codes | metadata | "filePath":"TOPIC.html", | - | the portal's answer has no data.filePath
            TOPIC | content | "OK" | "ERROR","message":"build is gone" | the portal reports status "ERROR": build is gone
            TOPIC | content | TOPIC"} | OTHER"} | the portal answers with another topic, 00000000000000000000000000000000 instead of 416d
            codes | content | TOPIC"} | OTHER"} | the portal answers with another topic
            TOPIC | content | "body" | "fallback":true,"body" | the portal answers with the manual's first page
            TOPIC | content | "currentPage" | "page" | the portal's answer has no data.currentPage.loio
            TOPIC | content | "body":"<p>text</p>" | "x":1 | the portal's answer has no data.body
            TOPIC | content | <p>text</p> | - | the portal's answer has no data.body
        "#;
        check_table(table, |page, expected| {
            let why = page.unwrap_err();
            assert!(why.starts_with(expected.trim_end()), "{expected}: {why}");
        });
    }

    #[test]
    fn a_saved_answer_is_a_page() {
        let body = |text: &str| saved_body(text).map(Result::ok);
        assert_eq!(body(CONTENT), Some(Some("<p>text</p>".to_owned())));
        assert_eq!(body(METADATA), Some(None), "it has no text");
        assert_eq!(
            body(r#"{"status":"OK","data":{"body":"<p>"#),
            Some(None),
            "it was cut"
        );
        for text in ["<p>", "{\\rtf1}", "{% include %}", "", "403042"] {
            assert_eq!(body(text), None, "{text}");
        }
    }

    #[test]
    fn a_page_without_text_is_named() {
        let text = "a word ".repeat(100);
        for (html, expected) in [
            (
                "<title>SAP\n Help</title><script>x</script>",
                Some(r#"a program, not the page's text (its title is "SAP Help")"#),
            ),
            (
                "<div id=app></div><script></script>",
                Some("a program, not the page's text (its title is \"\")"),
            ),
            (
                "<title>Log On</title>",
                Some(r#"a login or challenge page, not the page's text (its title is "Log On")"#),
            ),
            (
                "<title>A</title><input type=password>",
                Some(r#"a login or challenge page, not the page's text (its title is "A")"#),
            ),
            (
                "<title>Just a moment...</title><script></script>",
                Some(
                    "a login or challenge page, not the page's text (its title is \"Just a moment...\")",
                ),
            ),
            ("<script></script><table>", None),
            ("<p>No script, no table", None),
            (&format!("<script></script><p>{text}"), None),
            ("# Markdown", None),
            // Its DOM would take minutes.
            (&"<div>".repeat(100_000), None),
        ] {
            assert_eq!(name_shell(html).as_deref(), expected, "{html}");
        }
    }
}
