//! From the bytes of a body to a payload or an error, against what clients write by hand.

use std::hint::black_box;

use anyhow::Result;
use gigya_codes::ResponseCode;
use gigya_codes::json::{self, Envelope};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, from_slice, from_str, from_value};

use self::parts::{Login, Metadata, Search};
use crate::Effort;
use crate::measure::{Way, time_of, times};
use crate::report::Report;

const OURS: &str = "json::from_http";
/// The least work: `serde_json` reads the payload of a success without a look at the code, or the
/// envelope of an error.
const HALF: &str = "the payload or the envelope alone";

pub fn run(effort: Effort, report: &mut Report) -> Result<()> {
    let error = include_str!("../bodies/error.json");
    let login = include_str!("../bodies/login.json");
    let error_ways = ways::<Login>(error, |body| envelope_alone(body).is_ok());
    let login_ways = ways::<Login>(login, |body| from_str::<Login>(body).is_ok());
    let search_ways = ways::<Search>(search().leak(), |body| from_str::<Search>(body).is_ok());
    let mut columns = Vec::new();
    for (title, ways, peer, most) in [
        (
            "an error, 300 bytes",
            error_ways,
            "the envelope alone, and failing",
            1.10,
        ),
        (
            "a login, 1 kB",
            login_ways,
            "the payload alone by `from_str`",
            1.30,
        ),
        (
            "a search, 1 MB",
            search_ways,
            "the payload alone by `from_str`",
            1.05,
        ),
    ] {
        let times = times(effort, &ways)?;
        let ratio = time_of(OURS, &times) / time_of(HALF, &times);
        report.at_most(&format!("reading {title}: time, of {peer}"), most, ratio);
        columns.push((title, times));
    }
    report.compare("time from a body to a payload or an error", &columns);
    Ok(())
}

fn ways<T: DeserializeOwned>(body: &'static str, half: fn(&str) -> bool) -> Vec<Way> {
    let way = |name, read: fn(&[u8]) -> bool| Way {
        name,
        run: Box::new(move || read(black_box(body.as_bytes())).into()),
    };
    let half = Way {
        name: HALF,
        run: Box::new(move || half(black_box(body)).into()),
    };
    vec![
        way(OURS, |body| json::from_http::<T>(200_u16, body).is_ok()),
        half,
        way("metadata first, then the payload", |body| {
            metadata_first::<T>(body).is_some()
        }),
        way("#[serde(flatten)]", |body| flattened::<T>(body).is_some()),
        way("by way of serde_json::Value", |body| {
            by_value::<T>(body).is_some()
        }),
    ]
}

/// The error may outlive the body, as ours does.
fn envelope_alone(body: &str) -> Result<(), Option<Box<Envelope<'static>>>> {
    let envelope: Envelope<'_> = from_str(body).map_err(|_| None)?;
    if envelope.code() == Some(ResponseCode::SUCCESS) {
        return Ok(());
    }
    Err(Some(Box::new(envelope.into_owned())))
}

fn metadata_first<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    let metadata: Metadata = from_slice(body).ok()?;
    (metadata.error_code == 0).then(|| from_slice(body).ok())?
}

#[derive(Deserialize)]
struct Flat<T> {
    #[serde(flatten)]
    metadata: Metadata,
    #[serde(flatten)]
    payload: Option<T>,
}

fn flattened<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    let flat: Flat<T> = from_slice(body).ok()?;
    flat.payload.filter(|_| flat.metadata.error_code == 0)
}

fn by_value<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    let body: Value = from_slice(body).ok()?;
    (body["errorCode"] == 0).then(|| from_value(body).ok())?
}

mod parts {
    #![expect(dead_code, reason = "read from a body, and not looked at")]

    use serde::Deserialize;

    /// What a client keeps of an error.
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct Metadata {
        #[serde(default)]
        pub error_code: u32,
        call_id: Option<String>,
        error_details: Option<String>,
    }

    #[derive(Deserialize)]
    pub struct Login {
        #[serde(rename = "UID")]
        uid: String,
        profile: Profile,
        #[serde(rename = "sessionInfo")]
        session_info: SessionInfo,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct SessionInfo {
        session_token: String,
        session_secret: String,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Profile {
        first_name: String,
        last_name: String,
        email: String,
        age: u32,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct Search {
        results: Vec<Account>,
        total_count: u64,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Account {
        #[serde(rename = "UID")]
        uid: String,
        profile: Profile,
        registered_timestamp: u64,
        is_active: bool,
    }
}

/// What `accounts.search` answers: 2,700 accounts, 1 MB.
fn search() -> String {
    let account = include_str!("../bodies/account.json").trim();
    let accounts: Vec<String> = (0..2700)
        .map(|number| account.replace("{number}", &format!("{number:032x}")))
        .collect();
    include_str!("../bodies/search.json").replace("{accounts}", &accounts.join(","))
}
