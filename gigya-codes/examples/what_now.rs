//! Reads the JSON body of a response from standard input, and says what to do.
//!
//! ```text
//! echo '{"errorCode": 403048}' | cargo run -p gigya-codes --features json --example what_now
//! ```
//!
//! Ends with 0 if the code is no error, with 1 if it is, and with 2 if there is none to be read.

use std::error::Error;
use std::io;
use std::process::ExitCode;

use gigya_codes::{Envelope, Remedy, ResponseCode};

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
    let body = io::read_to_string(io::stdin())?;
    let envelope: Envelope<'_> = serde_json::from_str(&body)?;
    Ok(envelope.code())
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
        Remedy::Retry => "Wait, then send the same request again.",
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
