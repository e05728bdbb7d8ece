//! How much memory reading a body takes, besides its payload. A separate test program, because other
//! tests in the same one would count, too.

#![cfg(feature = "json")]

use gigya_codes::json;
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// As many of `part` as make a large body, between `start` and `end`.
fn body(start: &str, part: &str, end: &str) -> String {
    let parts = vec![part; 500_000 / part.len()];
    format!("{start}{}{end}", parts.join(","))
}

#[test]
fn it_is_at_most_32_times_the_body_and_1_kib() {
    for body in [
        "{".to_owned(),
        "{}".to_owned(),
        r#"{"error":1}"#.to_owned(),
        r#"{"errorCode":403042}"#.to_owned(),
        body(r#"{"errorCode":403042,"errorDetails":""#, r"\u00e9", "\"}"),
        body(r#"{"errorCode":400009,"validationErrors":["#, "{}", "]}"),
        body(
            r#"{"errorCode":400009,"validationErrors":["#,
            r#"{"fieldName":"\n"}"#,
            "]}",
        ),
        body(
            r#"{"validationErrors":["#,
            r#"{"fieldName":"\n"}"#,
            r#"],"errorCode":-1}"#,
        ),
        body("{", r#""errorDetails":"\n""#, "}"),
        body("{", r#""callId":"\ud800""#, "}"),
        body(r#"{"errorCode":0,"data":["#, "[]", "]"),
        body(r#"{"error":"#, "[", ""),
        body("<html><title>", "&amp;", ""),
        body("typeof ", "a", "({})"),
    ] {
        // No body fits the second.
        check(&body, |body| {
            json::from_http::<()>(200_u16, body.as_bytes())
        });
        check(&body, |body| {
            json::from_http::<bool>(200_u16, body.as_bytes())
        });
    }
}

fn check<'a, T>(body: &'a str, read: fn(&'a str) -> Result<json::Response<'a, T>, json::Error>) {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let result = read(body);
    let taken = MEMORY.peak_usage() - before;
    let (len, start) = (body.len(), &body[..body.len().min(60)]);
    assert!(taken <= 32 * len + 1024, "{taken} for {len} bytes: {start}");
    drop(result);
}
