//! How long something takes, by criterion, and how many instructions, by valgrind.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::Effort;

/// One way to do something.
pub struct Way {
    pub name: &'static str,
    /// Returns a number that is the same for every way that does it correctly.
    pub run: Box<dyn Fn() -> usize>,
}

/// Nanoseconds of one run, by the name of the way.
pub type Times = Vec<(&'static str, f64)>;

/// The ways take turns so often, and the least time of each counts: what else the machine does
/// only adds to a time.
const ROUNDS: usize = 5;

/// How long each way takes, in the order given.
pub fn times(effort: Effort, ways: &[Way]) -> Result<Times> {
    let expected = ways.first().map(|way| (way.run)());
    for way in ways {
        let differs = Some((way.run)()) != expected;
        ensure!(!differs, "`{}` has another result", way.name);
    }
    let mut times: Times = ways.iter().map(|way| (way.name, f64::INFINITY)).collect();
    if effort == Effort::Full {
        for _ in 0..ROUNDS {
            for (way, (_, least)) in ways.iter().zip(&mut times) {
                *least = least.min(nanoseconds(way)?);
            }
        }
    }
    Ok(times)
}

/// The median of one round, as criterion finds it.
#[cfg(feature = "criterion")]
fn nanoseconds(way: &Way) -> Result<f64> {
    use std::fs::File;
    use std::time::Duration;

    let directory = tempfile::tempdir()?;
    criterion::Criterion::default()
        .output_directory(directory.path())
        .without_plots()
        .sample_size(10)
        .nresamples(2000)
        .warm_up_time(Duration::from_millis(100))
        .measurement_time(Duration::from_millis(300))
        .bench_function("way", |bencher| bencher.iter(|| (way.run)()));
    let estimates = File::open(directory.path().join("way/new/estimates.json"))?;
    let estimates: serde_json::Value = serde_json::from_reader(estimates)?;
    let median = estimates["median"]["point_estimate"].as_f64();
    median.context("criterion has no median")
}

#[cfg(not(feature = "criterion"))]
fn nanoseconds(_: &Way) -> Result<f64> {
    anyhow::bail!("times are measured by criterion: build this program with default features")
}

/// The time of the way with this name, or not a number if there is none.
pub fn time_of(name: &str, times: &Times) -> f64 {
    let time = times.iter().find(|time| time.0 == name);
    time.map_or(f64::NAN, |time| time.1)
}

/// The instructions of a program with these arguments, without those of the programs that it
/// starts: a busy machine does not change them.
pub fn instructions(
    effort: Effort,
    directory: &Path,
    program: &Path,
    arguments: &[&str],
) -> Result<f64> {
    let counter = "--tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null";
    let mut command = Command::new("valgrind");
    match effort {
        Effort::Smoke => command = Command::new(program),
        Effort::Full => _ = command.args(counter.split(' ')).arg(program),
    }
    command.args(arguments).current_dir(directory);
    let output = command.output().with_context(|| format!("{command:?}"))?;
    let log = String::from_utf8_lossy(&output.stderr);
    // `xtask` ends with 1 where it has findings.
    let has_run = matches!(output.status.code(), Some(0 | 1));
    ensure!(has_run, "{command:?}:\n{log}");
    if effort == Effort::Smoke {
        return Ok(f64::NAN);
    }
    let count = log.lines().find_map(|line| line.split_once("refs:"));
    let (_, count) = count.with_context(|| format!("no count: {log}"))?;
    Ok(count.trim().replace(',', "").parse()?)
}
