//! What the numbers were measured on, and how to measure them again.

use std::fs;
use std::process::Command;
use std::thread::available_parallelism;

use anyhow::{Context, Result};

/// Whose versions matter.
const PACKAGES: [&str; 5] = [
    "criterion",
    "phf",
    "rustc-hash",
    "serde_json",
    "stats_alloc",
];

pub fn head() -> Result<String> {
    let rustc = first_line("rustc", "--version").context("rustc")?;
    let valgrind = first_line("valgrind", "--version").unwrap_or("no valgrind".to_owned());
    let lock = include_str!("../Cargo.lock");
    let versions: Vec<String> = PACKAGES
        .iter()
        .filter_map(|package| Some(format!("{package} {}", version(lock, package)?)))
        .chain(crate::cost::versions())
        .collect();
    Ok(format!(
        "# Benchmarks\n\n\
         ```text\n\
         cargo run --release --manifest-path tests/benchmarks/Cargo.toml\n\
         ```\n\n\
         writes this file, in about a quarter of an hour. What missed its target says so.\n\n\
         | | |\n|---|---|\n| machine | {}, {} cores |\n| compiler | {rustc} |\n| counter | {valgrind} |\n| versions | {} |\n\n",
        processor(),
        available_parallelism()?,
        versions.join(", "),
    ))
}

fn processor() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let field = |name: &str| {
        let line = info
            .lines()
            .find(|line| line.split(':').next().is_some_and(|key| key.trim() == name));
        line.and_then(|line| Some(line.split_once(':')?.1.trim().to_owned()))
    };
    match (field("model name"), field("cpu family"), field("model")) {
        (Some(name), Some(family), Some(model)) => {
            format!("{name} (family {family}, model {model})")
        }
        (Some(name), ..) => name,
        _ => std::env::consts::ARCH.to_owned(),
    }
}

fn first_line(program: &str, argument: &str) -> Option<String> {
    let output = Command::new(program).arg(argument).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    Some(text.lines().next()?.to_owned())
}

/// The version of a package in a lock file.
pub fn version(lock: &str, package: &str) -> Option<String> {
    let (_, after) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    Some(after.split_once('"')?.0.to_owned())
}
