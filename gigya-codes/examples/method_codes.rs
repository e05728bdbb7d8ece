//! Lists what an API method can answer, as far as Gigya's page says.
//!
//! ```text
//! cargo run -p gigya-codes --example method_codes -- accounts.resetPassword
//! ```
//!
//! Without an argument, it lists what `accounts.login` can answer. Ends with 1 if the page names no
//! such method, and with 2 if it is called in another way.

use std::collections::BTreeSet;
use std::env;
use std::process::ExitCode;

use gigya_codes::ResponseCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let method = match arguments.as_slice() {
        [] => "accounts.login",
        [method] => method,
        _ => {
            eprintln!("usage: method_codes [METHOD]");
            return ExitCode::from(2);
        }
    };

    let mut codes = ResponseCode::by_method(method).peekable();
    if codes.peek().is_none() {
        eprintln!("No description names `{method}`. These are named:");
        let methods: BTreeSet<_> = ResponseCode::all()
            .flat_map(ResponseCode::methods)
            .collect();
        for method in methods {
            eprintln!("  {method}");
        }
        return ExitCode::FAILURE;
    }
    for code in codes {
        println!("{code:<45} {}", code.remedy());
    }
    ExitCode::SUCCESS
}
