//! What a trace and a metric say about a call, in OpenTelemetry's words.
//!
//! `error.type` is the error's label, and unset on success; it has few values, as a metric needs. The
//! number is an attribute of one's own, `gigya.code`, and only of the trace: a server can send any
//! number, and each would be a separate time series.
//!
//! ```text
//! cargo run -p gigya-codes --features json --example telemetry
//! ```

use gigya_codes::json::{Error, Response, from_http};
use opentelemetry::metrics::Histogram;
use opentelemetry::{KeyValue, global};
use std::time::{Duration, Instant};
use tracing::{Span, field, info_span};

/// The span of a call. `tracing-opentelemetry` makes attributes of its fields, and a failed span of
/// one with `otel.status_code`.
fn start_span(method: &'static str) -> Span {
    info_span!(
        "gigya",
        gigya.method = method,
        gigya.code = field::Empty,
        "error.type" = field::Empty,
        otel.status_code = field::Empty,
    )
}

/// Records what came of a call.
fn record_result<T>(
    span: &Span,
    duration: &Histogram<f64>,
    method: &'static str,
    took: Duration,
    result: &Result<Response<T>, Error>,
) {
    let (code, error_type) = match result {
        Ok(response) => (response.envelope.code(), None),
        // An interrupted login is an error here; if alarms count errors, leave those with an
        // `interruption()` out.
        Err(error) => (error.code(), Some(error.label())),
    };
    if let Some(code) = code {
        span.record("gigya.code", code.as_u32());
    }
    let mut attributes = vec![KeyValue::new("gigya.method", method)];
    if let Some(error_type) = error_type {
        span.record("error.type", error_type);
        span.record("otel.status_code", "ERROR");
        attributes.push(KeyValue::new("error.type", error_type));
    }
    duration.record(took.as_secs_f64(), &attributes);
}

/// In place of a call to `accounts.getAccountInfo`, which was answered with this.
fn call(status: u16, body: &str) {
    let meter = global::meter("gigya");
    let duration = meter
        .f64_histogram("gigya.call.duration")
        .with_unit("s")
        .build();
    let method = "accounts.getAccountInfo";
    let start = Instant::now();
    let span = start_span(method);
    let result = from_http::<()>(status, body.as_bytes());
    record_result(&span, &duration, method, start.elapsed(), &result);
}

fn main() {
    // A real program sets a subscriber and a meter provider first.
    call(200, r#"{"errorCode": 0}"#);
    call(200, r#"{"errorCode": 403042}"#);
    call(502, "<html>Bad Gateway</html>");
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;
    use std::sync::{Arc, Mutex};
    use tracing::field::{Field, Visit};
    use tracing::span::{Attributes, Id, Record};
    use tracing::{Event, Metadata, Subscriber};

    /// Notes the fields of spans as they are recorded.
    #[derive(Clone, Default)]
    struct Notes(Arc<Mutex<Vec<String>>>);

    impl Visit for Notes {
        fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
            self.0.lock().unwrap().push(format!("{field}={value:?}"));
        }
    }

    impl Subscriber for Notes {
        fn enabled(&self, _: &Metadata<'_>) -> bool {
            true
        }
        fn new_span(&self, span: &Attributes<'_>) -> Id {
            span.record(&mut self.clone());
            Id::from_u64(1)
        }
        fn record(&self, _: &Id, values: &Record<'_>) {
            values.record(&mut self.clone());
        }
        fn record_follows_from(&self, _: &Id, _: &Id) {}
        fn event(&self, _: &Event<'_>) {}
        fn enter(&self, _: &Id) {}
        fn exit(&self, _: &Id) {}
    }

    #[test]
    fn the_type_of_an_error_is_its_label() {
        let cases: [(u16, &str, &[&str]); 5] = [
            (200, r#"{"errorCode": 0}"#, &["gigya.code=0"]),
            // Without a code, the status has decided.
            (200, "{}", &[]),
            (
                200,
                r#"{"errorCode": 403042}"#,
                &["gigya.code=403042", "error.type=\"INVALID_LOGIN_ID\""],
            ),
            (
                200,
                r#"{"errorCode": 987654}"#,
                &["gigya.code=987654", "error.type=\"unknown-code\""],
            ),
            (502, "<html>Bad Gateway</html>", &["error.type=\"html\""]),
        ];
        for (status, body, fields) in cases {
            let notes = Notes::default();
            tracing::subscriber::with_default(notes.clone(), || super::call(status, body));
            let mut expected = vec![r#"gigya.method="accounts.getAccountInfo""#];
            expected.extend(fields);
            if fields.iter().any(|field| field.starts_with("error.type")) {
                expected.push(r#"otel.status_code="ERROR""#);
            }
            assert_eq!(*notes.0.lock().unwrap(), expected, "{body}");
        }
    }
}
