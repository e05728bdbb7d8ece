//! Logs several users in at a server that answers as Gigya does, and does what each answer asks for.
//!
//! ```text
//! cargo run -p gigya-codes --features json --example client
//! ```
//!
//! The server is of this process, and nothing else is needed. All ends by itself.

mod client;
mod login;
mod server;

use std::error::Error;
use std::io;

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let server = server::start()?;
    let client = client::Client::new(server.url());
    login::everybody(&client, &mut io::stdout())
}
