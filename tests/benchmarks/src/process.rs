//! Programs that are run, and how long they take.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

/// Cargo as a user calls it in `directory`, where everything that it builds goes. The arguments are
/// separated by spaces.
pub fn cargo(directory: &Path, arguments: &str) -> Command {
    let mut cargo = Command::new("cargo");
    // What the cargo that started this program has set is not meant for another one.
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("CARGO_") && name != "CARGO_HOME" {
            cargo.env_remove(name);
        }
    }
    cargo
        .args(arguments.split(' '))
        .current_dir(directory)
        .env("CARGO_TARGET_DIR", directory.join("target"))
        .env_remove("RUSTFLAGS");
    cargo
}

/// Seconds that a program runs. Failing is an error.
pub fn run(command: &mut Command) -> Result<f64> {
    let start = Instant::now();
    let output = command.output().with_context(|| format!("{command:?}"))?;
    let seconds = start.elapsed().as_secs_f64();
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{command:?}:\n{errors}");
    Ok(seconds)
}

/// Seconds that cargo takes when nothing is built yet.
pub fn build_anew(directory: &Path, arguments: &str) -> Result<f64> {
    run(&mut cargo(directory, "clean"))?;
    run(&mut cargo(directory, arguments))
}
