//! From the bytes of a body to a typed result: `json::from_slice` against what clients write by hand.
//!
//! Every way ends with the payload, or with the code, the `callId` and the details of an error; but
//! for the payload alone, which is the floor and does not look at the code.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Duration;

use gigya_codes::json;
use serde::Deserialize;
use serde_json::{Value, from_slice};
use stats_alloc::Region;

use crate::Effort;
use crate::report::{Table, median, ratio};

const OURS: &str = "gigya-codes";

pub(crate) fn section(effort: Effort) -> anyhow::Result<String> {
    let mut ways = Ways {
        effort,
        directory: tempfile::tempdir()?,
        measured: Vec::new(),
    };
    ways.read::<Login>("error, 300 bytes", ERROR)?;
    ways.read::<Login>("login, 1 kB", LOGIN)?;
    ways.read::<Search>("search, 1 MB", &search())?;
    Ok(ways.report()?)
}

struct Ways {
    effort: Effort,
    directory: tempfile::TempDir,
    measured: Vec<Way>,
}

struct Way {
    body: &'static str,
    name: &'static str,
    nanoseconds: f64,
    allocations: usize,
}

impl Ways {
    fn read<T: for<'de> Deserialize<'de> + Pick>(
        &mut self,
        body: &'static str,
        text: &str,
    ) -> anyhow::Result<()> {
        let bytes = text.as_bytes();
        self.way(body, OURS, bytes, |bytes| {
            json::from_slice::<T>(bytes).is_ok()
        })?;
        self.way(body, "`Value`, picked by hand", bytes, |bytes| {
            value_picked_by_hand::<T>(bytes).is_ok()
        })?;
        self.way(body, "`#[serde(flatten)]`", bytes, |bytes| {
            flatten::<T>(bytes).is_ok()
        })?;
        self.way(body, "parsed twice", bytes, |bytes| {
            parsed_twice::<T>(bytes).is_ok()
        })?;
        self.way(body, "payload alone (floor)", bytes, |bytes| {
            from_slice::<T>(bytes).is_ok()
        })
    }

    fn way(
        &mut self,
        body: &'static str,
        name: &'static str,
        bytes: &[u8],
        read: impl Fn(&[u8]) -> bool,
    ) -> anyhow::Result<()> {
        let region = Region::new(crate::ALLOCATOR);
        black_box(read(black_box(bytes)));
        let allocations = region.change().allocations;
        if self.effort == Effort::Smoke {
            return Ok(());
        }
        let id = self.measured.len().to_string();
        crate::criterion(self.directory.path())
            .warm_up_time(Duration::from_millis(300))
            .measurement_time(Duration::from_secs(1))
            .benchmark_group("body")
            .bench_function(&id, |bencher| bencher.iter(|| read(black_box(bytes))));
        let nanoseconds = median(self.directory.path(), "body", &id)?;
        self.measured.push(Way {
            body,
            name,
            nanoseconds,
            allocations,
        });
        Ok(())
    }

    fn report(&self) -> Result<String, std::fmt::Error> {
        let mut text = String::from("## From a body to a typed result\n\n");
        text += "Every way ends with the payload, or with the code, the `callId` and the details of an error; but\n\
                 for the payload alone, which does not look at the code.\n\n";
        let table = |cell: &dyn Fn(&Way, &Way) -> String| {
            let mut table = Table::new("");
            let ours: Vec<&Way> = self
                .measured
                .iter()
                .filter(|way| way.name == OURS)
                .collect();
            for way in &ours {
                table.column(way.body);
            }
            let of_first = self.measured.iter().filter(|way| way.body == ours[0].body);
            for name in of_first.map(|way| way.name) {
                let of_name = self.measured.iter().filter(|way| way.name == name);
                table.row(name, of_name.zip(&ours).map(|(way, ours)| cell(way, ours)));
            }
            table
        };
        if self.effort == Effort::Smoke {
            return Ok(text);
        }
        writeln!(text, "As a multiple of what gigya-codes takes:\n")?;
        writeln!(
            text,
            "{}",
            table(&|way, ours| ratio(way.nanoseconds, ours.nanoseconds))
        )?;
        writeln!(
            text,
            "In microseconds, and the allocations of one reading:\n"
        )?;
        writeln!(
            text,
            "{}",
            table(&|way, _| format!("{:.2} / {}", way.nanoseconds / 1e3, way.allocations))
        )?;
        Ok(text)
    }
}

#[derive(Debug)]
#[expect(dead_code, reason = "made, not read")]
enum Error {
    Json(serde_json::Error),
    Shape,
    Api {
        code: u32,
        call_id: Option<String>,
        details: Option<String>,
    },
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

fn value_picked_by_hand<T: Pick>(body: &[u8]) -> Result<T, Error> {
    let body: Value = from_slice(body)?;
    let text = |key: &str| body[key].as_str().map(str::to_owned);
    match body["errorCode"].as_u64() {
        None | Some(0) => T::pick(&body).ok_or(Error::Shape),
        Some(code) => Err(Error::Api {
            code: u32::try_from(code).map_err(|_| Error::Shape)?,
            call_id: text("callId"),
            details: text("errorDetails"),
        }),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Flat<T> {
    #[serde(flatten)]
    meta: Meta,
    #[serde(flatten)]
    payload: Option<T>,
}

fn flatten<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, Error> {
    let Flat { meta, payload } = from_slice(body)?;
    meta.check()?;
    payload.ok_or(Error::Shape)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Meta {
    #[serde(default)]
    error_code: u32,
    call_id: Option<String>,
    error_details: Option<String>,
}

impl Meta {
    fn check(self) -> Result<(), Error> {
        match self.error_code {
            0 => Ok(()),
            code => Err(Error::Api {
                code,
                call_id: self.call_id,
                details: self.error_details,
            }),
        }
    }
}

fn parsed_twice<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, Error> {
    from_slice::<Meta>(body)?.check()?;
    Ok(from_slice(body)?)
}

/// By hand, as most clients do.
trait Pick: Sized {
    fn pick(body: &Value) -> Option<Self>;
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "made, not read")]
struct Login {
    #[serde(rename = "UID")]
    uid: String,
    profile: Profile,
    #[serde(rename = "sessionInfo")]
    session_info: SessionInfo,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "made, not read")]
struct Profile {
    first_name: String,
    last_name: String,
    email: String,
    age: u32,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "made, not read")]
struct SessionInfo {
    session_token: String,
    session_secret: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "made, not read")]
struct Search {
    results: Vec<Account>,
    total_count: u64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "made, not read")]
struct Account {
    #[serde(rename = "UID")]
    uid: String,
    profile: Profile,
    registered_timestamp: u64,
    is_active: bool,
}

impl Pick for Login {
    fn pick(body: &Value) -> Option<Self> {
        let session = &body["sessionInfo"];
        Some(Self {
            uid: body["UID"].as_str()?.to_owned(),
            profile: Profile::pick(&body["profile"])?,
            session_info: SessionInfo {
                session_token: session["sessionToken"].as_str()?.to_owned(),
                session_secret: session["sessionSecret"].as_str()?.to_owned(),
            },
        })
    }
}

impl Pick for Profile {
    fn pick(profile: &Value) -> Option<Self> {
        Some(Self {
            first_name: profile["firstName"].as_str()?.to_owned(),
            last_name: profile["lastName"].as_str()?.to_owned(),
            email: profile["email"].as_str()?.to_owned(),
            age: profile["age"].as_u64()?.try_into().ok()?,
        })
    }
}

impl Pick for Search {
    fn pick(body: &Value) -> Option<Self> {
        let results = body["results"].as_array()?;
        Some(Self {
            results: results.iter().map(Account::pick).collect::<Option<_>>()?,
            total_count: body["totalCount"].as_u64()?,
        })
    }
}

impl Pick for Account {
    fn pick(account: &Value) -> Option<Self> {
        Some(Self {
            uid: account["UID"].as_str()?.to_owned(),
            profile: Profile::pick(&account["profile"])?,
            registered_timestamp: account["registeredTimestamp"].as_u64()?,
            is_active: account["isActive"].as_bool()?,
        })
    }
}

const ERROR: &str = r#"{
  "callId": "7b3f0c52d1e94a86b5a0c7d2e8f41963",
  "errorCode": 403042,
  "errorDetails": "The supplied loginID or password is not valid",
  "errorMessage": "Invalid LoginID",
  "apiVersion": 2,
  "statusCode": 403,
  "statusReason": "Forbidden",
  "time": "2026-02-03T04:05:06.789Z"
}"#;

const LOGIN: &str = r#"{
  "callId": "0c9d41a7f6524be38a17d95b20e3c684",
  "errorCode": 0,
  "apiVersion": 2,
  "statusCode": 200,
  "statusReason": "OK",
  "time": "2026-02-03T04:05:06.789Z",
  "registeredTimestamp": 1764547200000,
  "UID": "9f1c2b7d5e8046a3b90d4c6f7a21e835",
  "UIDSignature": "q0Vd7Zk1pYc3mR9tJ6xW2bL8nHs=",
  "signatureTimestamp": "1770091506",
  "created": "2025-12-01T00:00:00.000Z",
  "createdTimestamp": 1764547200000,
  "isActive": true,
  "isRegistered": true,
  "isVerified": true,
  "lastLogin": "2026-02-03T04:05:06.700Z",
  "lastLoginTimestamp": 1770091506700,
  "loginProvider": "site",
  "socialProviders": "site",
  "newUser": false,
  "profile": {
    "firstName": "Renée",
    "lastName": "Example",
    "email": "renee@example.com",
    "age": 41,
    "country": "FR",
    "locale": "fr"
  },
  "sessionInfo": {
    "sessionToken": "st2.s.EXAMPLE0-aBcDeFgHiJkLmNoPqRsTuVwXyZ.0123456789abcdef.EXAMPLE",
    "sessionSecret": "ExampleSecretOfASession0123456=",
    "expires_in": "0"
  }
}"#;

fn search() -> String {
    let account = |number: usize| {
        format!(
            r#"{{"UID":"{number:032x}","registeredTimestamp":{timestamp},"isActive":true,"profile":{{"firstName":"Renée","lastName":"Example","email":"user{number}@example.com","age":{age},"country":"FR"}},"data":{{"newsletter":true,"segments":["a","b","c"],"note":"said \"hello\"\n"}},"socialProviders":"site","loginIDs":{{"emails":["user{number}@example.com"],"unverifiedEmails":[]}}}}"#,
            timestamp = 1_764_547_200_000_usize + number,
            age = 18 + number % 60,
        )
    };
    let accounts: Vec<_> = (0..2700).map(account).collect();
    format!(
        r#"{{"results":[{}],"objectsCount":{count},"totalCount":{count},"statusCode":200,"errorCode":0,"statusReason":"OK","callId":"51c8e6f0a92d4b7380f5a6c1d37e2b94","time":"2026-02-03T04:05:06.789Z"}}"#,
        accounts.join(","),
        count = accounts.len(),
    )
}
