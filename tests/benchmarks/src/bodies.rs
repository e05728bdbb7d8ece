//! From the bytes of a body to a payload or an error, against what clients write by hand.

use std::hint::black_box;

use anyhow::Result;
use gigya_codes::{Envelope, ResponseCode, json};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, from_slice, from_str, from_value};

use crate::Effort;
use crate::chart::{Chart, Panel};
use crate::measure::{Way, time_of, times};
use crate::report::Report;

const OURS: &str = "json::from_slice";
/// The least work: of a success, `serde_json` reads the payload and nobody looks at the code; of an
/// error, it reads the envelope.
const HALF: &str = "the payload or the envelope alone";

pub fn run(effort: Effort, report: &mut Report) -> Result<()> {
    let error = include_str!("../bodies/error.json");
    let login = include_str!("../bodies/login.json");
    let search = search();
    let bodies = [
        (
            "an error, 300 bytes",
            ways::<Login>(error, |body| envelope_alone(body).is_ok()),
            (
                "an error: time, of reading the envelope alone and failing",
                1.10,
            ),
        ),
        (
            "a login, 1 kB",
            ways::<Login>(login, |body| from_str::<Login>(body).is_ok()),
            (
                "a login of 1 kB: time, of the payload alone by `from_str`",
                1.30,
            ),
        ),
        (
            "a search, 1 MB",
            ways::<Search>(search.leak(), |body| from_str::<Search>(body).is_ok()),
            (
                "a search of 1 MB: time, of the payload alone by `from_str`",
                1.05,
            ),
        ),
    ];
    let mut panels = Vec::new();
    for (body, ways, (target, most)) in bodies {
        let times = times(effort, &ways)?;
        report.at_most(target, most, time_of(OURS, &times) / time_of(HALF, &times));
        panels.push(Panel {
            title: body.to_owned(),
            times,
        });
    }
    report.chart(Chart {
        file: "bodies.svg",
        title: "Reading a body: time to a payload or an error (less is better)",
        panels,
    });
    Ok(())
}

fn ways<T: DeserializeOwned>(body: &'static str, half: fn(&str) -> bool) -> Vec<Way> {
    let way = |name, read: fn(&'static str) -> bool| Way {
        name,
        run: Box::new(move || read(black_box(body)).into()),
    };
    vec![
        way(OURS, |body| json::from_slice::<T>(body.as_bytes()).is_ok()),
        Way {
            name: HALF,
            run: Box::new(move || half(black_box(body)).into()),
        },
        way("metadata first, then the payload", |body| {
            metadata_first::<T>(body.as_bytes()).is_ok()
        }),
        way("#[serde(flatten)]", |body| {
            flattened::<T>(body.as_bytes()).is_ok()
        }),
        way("by way of serde_json::Value", |body| {
            by_value::<T>(body.as_bytes()).is_ok()
        }),
    ]
}

/// What a client keeps of an error; the compiler does not see that nobody reads it.
type Failure = Box<dyn std::error::Error>;

fn envelope_alone(body: &str) -> Result<(), Failure> {
    let envelope: Envelope<'_> = from_str(body)?;
    if envelope.code() == ResponseCode::SUCCESS {
        return Ok(());
    }
    black_box(&envelope);
    Err(envelope.code().to_string().into())
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Metadata {
    #[serde(default)]
    error_code: u32,
    call_id: Option<String>,
    error_details: Option<String>,
}

impl Metadata {
    fn check(self) -> Result<(), Failure> {
        if self.error_code == 0 {
            return Ok(());
        }
        black_box((self.call_id, self.error_details));
        Err("an error".into())
    }
}

fn metadata_first<T: DeserializeOwned>(body: &[u8]) -> Result<T, Failure> {
    from_slice::<Metadata>(body)?.check()?;
    Ok(from_slice(body)?)
}

#[derive(Deserialize)]
struct Flat<T> {
    #[serde(flatten)]
    metadata: Metadata,
    #[serde(flatten)]
    payload: Option<T>,
}

fn flattened<T: DeserializeOwned>(body: &[u8]) -> Result<T, Failure> {
    let flat: Flat<T> = from_slice(body)?;
    flat.metadata.check()?;
    flat.payload.ok_or("another payload".into())
}

fn by_value<T: DeserializeOwned>(body: &[u8]) -> Result<T, Failure> {
    let body: Value = from_slice(body)?;
    if body["errorCode"] != 0 {
        black_box((&body["callId"], &body["errorDetails"]));
        return Err("an error".into());
    }
    Ok(from_value(body)?)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "read from a body, and not looked at")]
struct Login {
    #[serde(rename = "UID")]
    uid: String,
    profile: Profile,
    session_info: SessionInfo,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "read from a body, and not looked at")]
struct Profile {
    first_name: String,
    last_name: String,
    email: String,
    age: u32,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "read from a body, and not looked at")]
struct SessionInfo {
    session_token: String,
    session_secret: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "read from a body, and not looked at")]
struct Search {
    results: Vec<Account>,
    total_count: u64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "read from a body, and not looked at")]
struct Account {
    #[serde(rename = "UID")]
    uid: String,
    profile: Profile,
    registered_timestamp: u64,
    is_active: bool,
}

/// What `accounts.search` answers: 2,700 accounts, 1 MB.
fn search() -> String {
    let account = include_str!("../bodies/account.json").trim();
    let accounts: Vec<String> = (0..2700)
        .map(|number| account.replace("{number}", &format!("{number:032x}")))
        .collect();
    format!(
        r#"{{"results":[{}],"objectsCount":2700,"totalCount":2700,"statusCode":200,"errorCode":0,"statusReason":"OK","callId":"51c8e6f0a92d4b7380f5a6c1d37e2b94","time":"2026-02-03T04:05:06.789Z"}}"#,
        accounts.join(","),
    )
}
