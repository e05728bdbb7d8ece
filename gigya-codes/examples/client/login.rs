//! A login, to the end.

use std::error;
use std::io::Write;

use gigya_codes::{Remedy, json};
use serde::Deserialize;

use crate::client::{Client, Error};

type Result<T> = std::result::Result<T, Box<dyn error::Error + Send + Sync>>;

#[derive(Deserialize)]
struct Account {
    #[serde(rename = "UID")]
    uid: String,
}

/// Tells what becomes of each login.
pub(crate) fn everybody(client: &Client, out: &mut impl Write) -> Result<()> {
    for (login_id, password) in [
        ("ann", "right"),     // plain sailing
        ("ann", "wrong"),     // 403042
        ("busy", "right"),    // 403048, then all is well
        ("gateway", "right"), // 502 with HTML, then all is well
        ("pending", "right"), // 206001, and the profile needs mending
        ("gone", "right"),    // 502, for good
    ] {
        writeln!(out, "{login_id} logs in")?;
        login(client, login_id, password, out)?;
    }
    Ok(())
}

fn login(client: &Client, login_id: &str, password: &str, out: &mut impl Write) -> Result<()> {
    let params = [("loginID", login_id), ("password", password)];
    match client.call::<Account>("accounts.login", &params, out) {
        Ok(account) => writeln!(out, "  welcome, {}", account.uid)?,
        Err(Error::Gigya(json::Error::Api(error))) => match (error.remedy(), error.reg_token()) {
            (Remedy::ResumeFlow, Some(reg_token)) => {
                writeln!(out, "  one more step: {error}")?;
                resume(client, reg_token, out)?;
            }
            (Remedy::CorrectInput, _) => writeln!(out, "  please try again: {error}")?,
            (Remedy::Retry, _) => writeln!(out, "  please come back later: {error}")?,
            _ => writeln!(out, "  sorry: {error}")?,
        },
        Err(error) => writeln!(out, "  sorry: {error}")?,
    }
    Ok(())
}

/// Goes on with a registration that lacks a part of the profile.
fn resume(client: &Client, reg_token: &str, out: &mut impl Write) -> Result<()> {
    // What a user may type at the first attempt, and at the second.
    for profile in [r#"{"zip": "?"}"#, r#"{"zip": "70173"}"#] {
        let params = [("regToken", reg_token), ("profile", profile)];
        match client.call("accounts.setAccountInfo", &params, out) {
            Ok(()) => break,
            Err(Error::Gigya(json::Error::Api(error)))
                if error.remedy() == Remedy::CorrectInput =>
            {
                for error in error.validation_errors() {
                    let field = error.field_name().unwrap_or("(no name)");
                    let message = error.message().unwrap_or("(no message)");
                    writeln!(out, "  {field}: {message} [{}]", error.code())?;
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    let account: Account = client.call(
        "accounts.finalizeRegistration",
        &[("regToken", reg_token)],
        out,
    )?;
    writeln!(out, "  welcome, {}", account.uid)?;
    Ok(())
}
