//! Reads the JSON body of a response from standard input, and says what to do.
//!
//! ```text
//! echo '{"errorCode": 403048}' | cargo run -p gigya-codes --example what_now
//! ```
//!
//! Ends with 0 if the code is no error, with 1 if it is, and with 2 if there is none to be read.

use std::error::Error;
use std::io;
use std::process::ExitCode;

use gigya_codes::{Remedy, ResponseCode};
use serde_json::Value;

fn main() -> ExitCode {
    match read_code() {
        Ok(code) => {
            report(code);
            ExitCode::from(u8::from(code.is_error()))
        }
        Err(error) => {
            eprintln!("This is no response body: {error}");
            ExitCode::from(2)
        }
    }
}

fn read_code() -> Result<ResponseCode, Box<dyn Error>> {
    let body: Value = serde_json::from_reader(io::stdin())?;
    let body = body.as_object().ok_or("it is not a JSON object")?;
    let code = match body.get("errorCode") {
        None => ResponseCode::SUCCESS, // some methods leave it out when all went well
        Some(Value::String(digits)) => digits.parse()?,
        Some(number) => number
            .as_u64()
            .and_then(|number| number.try_into().ok())
            .ok_or_else(|| format!("its `errorCode` is {number}"))?,
    };
    Ok(code)
}

fn report(code: ResponseCode) {
    println!("code    {code}");
    println!("name    {}", code.name().unwrap_or("(unknown)"));
    println!("class   {}", code.class());
    println!("remedy  {}", code.remedy());
    println!();
    println!("{}", advice(code.remedy()));
}

fn advice(remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::RetryLater => "Wait, then send the same request again.",
        Remedy::ResumeFlow => "Take `regToken` from the body, and go on with the flow.",
        Remedy::Reauthenticate => "Log in again, then repeat the request.",
        Remedy::CorrectInput => "Show the user what was wrong, and ask again.",
        Remedy::FixRequest => "Mend the program that sent the request.",
        Remedy::FixSetup => "Ask whoever runs the site's console to mend its set-up.",
        Remedy::NothingToDo => "Carry on.",
        // `Remedy` may grow; what is new is unreviewed for this program, too.
        _ => "Nobody has judged this code. Log it with `callId` and `errorDetails`.",
    }
}
