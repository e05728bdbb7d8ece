//! How time and memory grow with the page: each size in a process of its own, which tells its
//! peak.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, bail, ensure};
use codegen::{LEDGER, PAGE, Source, catalog, outputs};

use super::{cpu, large, text};
use crate::Effort;
use crate::report::{Table, Targets};

/// The argument that makes this program regenerate from the page and the ledger at the paths that
/// follow it, write the new ledger to the third, and tell what that took.
pub const GROWN: &str = "--grown";

/// Times are the least of so many.
const ROUNDS: usize = 3;
/// Instructions are counted up to this many codes: counting takes fifty times as long as running.
const COUNTED: usize = 10_000;

/// What one size takes.
struct Run {
    codes: usize,
    bytes: f64,
    seconds: f64,
    peak: f64,
    instructions: Option<f64>,
}

pub fn section(effort: Effort) -> Result<String> {
    let real = text(PAGE)?;
    let (sizes, rounds): (&[usize], _) = match effort {
        Effort::Smoke => (&[10, 100], 1),
        Effort::Full => (&[1_000, 10_000, 100_000], ROUNDS),
    };
    let directory = tempfile::tempdir()?;
    let [page, empty, settled] =
        ["page", "empty", "settled"].map(|name| directory.path().join(name));
    fs::write(&empty, "")?;
    let [mut with_empty, mut with_settled] = [Vec::new(), Vec::new()];
    for &codes in sizes {
        fs::write(&page, large::page(&real, codes))?;
        let count = effort == Effort::Full && codes <= COUNTED;
        for (ledger, runs) in [(&empty, &mut with_empty), (&settled, &mut with_settled)] {
            let mut run = run(codes, &page, ledger, &settled, rounds)?;
            if count {
                run.instructions = instructions(&page, ledger, &settled)?;
            }
            runs.push(run);
        }
    }

    let mut targets = Targets::default();
    let mut tables = String::new();
    for (what, runs) in [
        ("every code is new", with_empty),
        ("the ledger has every code", with_settled),
    ] {
        tables += &table(what, &runs);
        judge(what, &runs, &mut targets);
    }
    Ok(format!(
        "### Growth\n\n\
         The page's rows over and over, with numbers and names of their own. Time is the \
         processor's, the least of {ROUNDS} runs; memory is the peak of the process, less what it \
         held before it read the files; input is the page and the ledger. Caches and other programs change the time of \
         the same instructions, so these are counted as well, by callgrind, up to {COUNTED} \
         codes.\n\n{targets}\n{tables}"
    ))
}

fn table(what: &str, runs: &[Run]) -> String {
    let mut table = Table::new(&format!("codes; {what}"));
    for title in [
        "input",
        "instructions a byte",
        "ns a byte",
        "peak bytes a byte",
        "time",
        "peak",
    ] {
        table.column(title);
    }
    for run in runs {
        let instructions = run.instructions.map_or("–".to_owned(), |count| {
            format!("{:.0}", count / run.bytes)
        });
        table.row(
            &run.codes.to_string(),
            [
                format!("{:.2} MB", run.bytes / 1e6),
                instructions,
                format!("{:.0}", run.seconds * 1e9 / run.bytes),
                format!("{:.1}", run.peak / run.bytes),
                format!("{:.3} s", run.seconds),
                format!("{:.1} MB", run.peak / 1e6),
            ],
        );
    }
    format!("{table}\n")
}

fn judge(what: &str, runs: &[Run], targets: &mut Targets) {
    let mut exponent = |of: &str, cost: fn(&Run) -> Option<f64>| {
        if let Some(exponent) = exponent(runs, cost) {
            targets.at_most(&format!("{of}, {what}: exponent"), 1.05, exponent, 2);
        }
    };
    exponent("time", |run| Some(run.seconds));
    exponent("instructions", |run| run.instructions);
    exponent("peak memory", |run| Some(run.peak));
    if let Some(last) = runs.last() {
        let what = format!("peak memory, {what}: bytes for a byte of input");
        targets.at_most(&what, 64.0, last.peak / last.bytes, 1);
    }
}

/// The power of the input's size that a cost grows with: the slope of the line that fits best, both
/// in logarithms. None if fewer than two sizes have this cost.
fn exponent(runs: &[Run], cost: impl Fn(&Run) -> Option<f64>) -> Option<f64> {
    let points: Vec<(f64, f64)> = runs
        .iter()
        .filter_map(|run| Some((run.bytes.ln(), cost(run)?.ln())))
        .collect();
    if points.len() < 2 {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "few")]
    let mean =
        |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / points.len() as f64;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let above: f64 = points.iter().map(|at| (at.0 - x) * (at.1 - y)).sum();
    let below: f64 = points.iter().map(|at| (at.0 - x).powi(2)).sum();
    Some(above / below)
}

fn run(codes: usize, page: &Path, ledger: &Path, settled: &Path, rounds: usize) -> Result<Run> {
    let bytes = fs::metadata(page)?.len() + fs::metadata(ledger)?.len();
    let mut run = Run {
        codes,
        bytes: bytes.to_string().parse()?,
        seconds: f64::INFINITY,
        peak: 0.0,
        instructions: None,
    };
    for _ in 0..rounds {
        let output = Command::new(env::current_exe()?)
            .arg(GROWN)
            .args([page, ledger, settled])
            .output()?;
        let told = String::from_utf8(output.stdout)?;
        let Some((nanoseconds, peak)) = told.trim().split_once(' ') else {
            bail!("{}", String::from_utf8_lossy(&output.stderr));
        };
        run.seconds = run.seconds.min(nanoseconds.parse::<f64>()? / 1e9);
        run.peak = run.peak.max(peak.parse()?);
    }
    Ok(run)
}

/// What callgrind counts for the same; none if there is no valgrind.
fn instructions(page: &Path, ledger: &Path, settled: &Path) -> Result<Option<f64>> {
    let Ok(output) = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env::current_exe()?)
        .arg(GROWN)
        .args([page, ledger, settled])
        .output()
    else {
        return Ok(None);
    };
    let log = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "valgrind: {log}");
    let count = log.lines().find_map(|line| line.split_once("Collected : "));
    let (_, count) = count.with_context(|| format!("no count: {log}"))?;
    Ok(Some(count.trim().parse()?))
}

/// Regenerates as [`GROWN`] says, and prints the nanoseconds and the bytes that it took.
pub fn grown(page: &str, ledger: &str, settled: &str) -> Result<()> {
    let (before, start) = (memory("VmRSS:")?, cpu());
    let source = |name, path| anyhow::Ok(Source::new(name, &fs::read_to_string(path)?));
    let (page, ledger) = (source(PAGE, page)?, source(LEDGER, ledger)?);
    let reading = catalog::read(&page, &ledger);
    let Ok(reading) = reading.inspect_err(|errors| eprintln!("{:?}", errors.first())) else {
        bail!("the page cannot be used");
    };
    let outputs = outputs(&reading);
    let took = cpu().saturating_sub(start);
    let peak = memory("VmHWM:")?.saturating_sub(before);
    println!("{} {peak}", took.as_nanos());
    let ledger = outputs.iter().find(|output| output.path == LEDGER);
    fs::write(settled, &ledger.context("no ledger")?.text)?;
    Ok(())
}

/// A line of what the system knows of this process, in bytes.
fn memory(line: &str) -> Result<usize> {
    let status = fs::read_to_string("/proc/self/status")?;
    let value = status.lines().find_map(|status| status.strip_prefix(line));
    let kibibytes = value.and_then(|value| value.split_whitespace().next());
    Ok(kibibytes.context("no memory")?.parse::<usize>()? * 1024)
}
