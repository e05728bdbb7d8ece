//! Programs, cargo foremost, and how long they take.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

/// How long a program takes.
#[derive(Clone, Copy)]
pub struct Took {
    pub wall: Duration,
    /// On all processors, of it and of what it starts.
    pub processor: Duration,
}

impl Took {
    pub const FOREVER: Self = Self {
        wall: Duration::MAX,
        processor: Duration::MAX,
    };

    /// What else the machine does only ever adds to a time.
    pub fn least(self, other: Self) -> Self {
        Self {
            wall: self.wall.min(other.wall),
            processor: self.processor.min(other.processor),
        }
    }

    /// Both in seconds, the wall's first.
    pub fn seconds(self) -> [f64; 2] {
        [self.wall, self.processor].map(|time| time.as_secs_f64())
    }
}

/// Cargo as a user calls it in `directory`, with all that it builds below that.
pub fn cargo(directory: &Path) -> Command {
    let mut cargo = Command::new("cargo");
    // What one cargo tells the programs that it runs is not meant for another.
    for (name, _) in std::env::vars_os() {
        let is_of_cargo = name.to_string_lossy().starts_with("CARGO_");
        if is_of_cargo && name != "CARGO_HOME" {
            cargo.env_remove(name);
        }
    }
    cargo
        .current_dir(directory)
        .env("CARGO_TARGET_DIR", directory.join("target"))
        .env_remove("RUSTFLAGS");
    cargo
}

pub fn run(command: &mut Command) -> Result<Took> {
    run_often(command, 1)
}

/// How long one run of several takes: the clock of processors is too coarse for a short one.
pub fn run_often(command: &mut Command, times: u32) -> Result<Took> {
    let (start, before) = (Instant::now(), children()?);
    for _ in 0..times {
        let output = command.output().with_context(|| format!("{command:?}"))?;
        let errors = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "{command:?}:\n{errors}");
    }
    Ok(Took {
        wall: start.elapsed() / times,
        processor: children()?.saturating_sub(before) / times,
    })
}

/// Builds all of it anew.
pub fn build_anew(directory: &Path, build: &mut Command) -> Result<Took> {
    let target = directory.join("target");
    if target.exists() {
        fs::remove_dir_all(target)?;
    }
    run(build)
}

/// The processor time of all programs that this one has run.
fn children() -> Result<Duration> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(") ").context("no name")?;
    let ticks: Vec<u64> = fields
        .split(' ')
        .skip(13)
        .take(2)
        .map(str::parse)
        .collect::<Result<_, _>>()?;
    // A tick is a hundredth of a second wherever Linux runs.
    Ok(Duration::from_millis(ticks.iter().sum::<u64>() * 10))
}
