//! How time and memory grow with the page: each size in a process of its own, which tells its
//! peak.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, bail};
use codegen::{LEDGER, PAGE, Source, catalog, outputs};

use super::{cpu, large, text};
use crate::Effort;
use crate::report::{Table, Targets};

/// The argument that makes this program regenerate the files at the paths that follow it, and tell
/// what it took.
pub const GROWN: &str = "--grown";

/// What one run took.
struct Run {
    bytes: f64,
    seconds: f64,
    peak: f64,
}

pub fn section(effort: Effort) -> Result<String> {
    let real = text(PAGE)?;
    let sizes: &[usize] = match effort {
        Effort::Smoke => &[10, 100],
        Effort::Full => &[1_000, 10_000, 100_000],
    };
    let mut targets = Targets::default();
    let mut text = "### Growth\n\nThe page's rows over and over, with numbers and names of their \
                    own. Time is the processor's; memory is the peak of the process, less what it \
                    held before it read the files.\n\n"
        .to_owned();
    let [mut new, mut settled] = [Vec::new(), Vec::new()];
    for &codes in sizes {
        let page = large::page(&real, codes);
        let [first, second] = runs(&page)?;
        new.push((codes.to_string(), first));
        settled.push((codes.to_string(), second));
    }
    for (what, runs) in [
        ("every code is new", new),
        ("the ledger has every code", settled),
    ] {
        text += &table(&format!("codes; {what}"), &runs);
        let runs: Vec<&Run> = runs.iter().map(|(_, run)| run).collect();
        judge(what, &runs, &mut targets);
        if let Some(last) = runs.last() {
            let what = format!("peak memory, {what}: bytes for a byte of the page and the ledger");
            targets.at_most(&what, 64.0, last.peak / last.bytes, 1);
        }
    }
    let scale = if effort == Effort::Smoke { 1000 } else { 1 };
    for (what, piece, count) in [
        (
            "one cell of text",
            "some words, and more of them. ",
            1_700_000,
        ),
        (
            "one cell of markup",
            "a <b>b</b> <a href=\"#\">c</a> &amp; ",
            1_600_000,
        ),
        ("one list, an item a piece", "<li>an item</li>", 1_000_000),
    ] {
        let mut runs = Vec::new();
        for count in [count / 4 / scale, count / 2 / scale, count / scale] {
            let cell = piece.repeat(count);
            let cell = if piece.starts_with("<li>") {
                format!("<ul>{cell}</ul>")
            } else {
                cell
            };
            let [first, _] = self::runs(&large::cell(&real, &cell))?;
            runs.push((format!("{count}"), first));
        }
        text += &table(&format!("pieces; {what}"), &runs);
        let runs: Vec<&Run> = runs.iter().map(|(_, run)| run).collect();
        judge(what, &runs, &mut targets);
    }
    Ok(format!("{text}{targets}"))
}

fn table(title: &str, runs: &[(String, Run)]) -> String {
    let mut table = Table::new(title);
    for title in ["input", "ns a byte", "peak bytes a byte", "time", "peak"] {
        table.column(title);
    }
    for (name, run) in runs {
        table.row(
            name,
            [
                format!("{:.2} MB", run.bytes / 1e6),
                format!("{:.0}", run.seconds * 1e9 / run.bytes),
                format!("{:.1}", run.peak / run.bytes),
                format!("{:.3} s", run.seconds),
                format!("{:.1} MB", run.peak / 1e6),
            ],
        );
    }
    format!("{table}\n")
}

fn judge(what: &str, runs: &[&Run], targets: &mut Targets) {
    let time = exponent(runs, |run| run.seconds);
    targets.at_most(&format!("time, {what}: exponent"), 1.05, time, 2);
    let memory = exponent(runs, |run| run.peak);
    targets.at_most(&format!("memory, {what}: exponent"), 1.05, memory, 2);
}

/// The power of the input's size that `cost` grows with: the slope of the line that fits best, both
/// in logarithms.
fn exponent(runs: &[&Run], cost: impl Fn(&Run) -> f64) -> f64 {
    let points: Vec<(f64, f64)> = runs
        .iter()
        .map(|run| (run.bytes.ln(), cost(run).max(1e-9).ln()))
        .collect();
    let count = f64::from(u32::try_from(points.len()).unwrap_or(u32::MAX));
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let above: f64 = points
        .iter()
        .map(|point| (point.0 - x) * (point.1 - y))
        .sum();
    let below: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
    above / below
}

/// What it takes to regenerate from `page`: with an empty ledger, and with the one that follows.
fn runs(page: &str) -> Result<[Run; 2]> {
    let directory = tempfile::tempdir()?;
    let [page_path, ledger_path] = ["page", "ledger"].map(|name| directory.path().join(name));
    fs::write(&page_path, page)?;
    fs::write(&ledger_path, "")?;
    let first = run(&page_path, &ledger_path)?;
    Ok([first, run(&page_path, &ledger_path)?])
}

fn run(page: &Path, ledger: &Path) -> Result<Run> {
    let bytes = fs::metadata(page)?.len() + fs::metadata(ledger)?.len();
    let output = Command::new(env::current_exe()?)
        .arg(GROWN)
        .args([page, ledger])
        .output()?;
    let told = String::from_utf8(output.stdout)?;
    let Some((nanoseconds, peak)) = told.trim().split_once(' ') else {
        bail!("{}", String::from_utf8_lossy(&output.stderr));
    };
    Ok(Run {
        bytes: bytes.to_string().parse()?,
        seconds: nanoseconds.parse::<f64>()? / 1e9,
        peak: peak.parse()?,
    })
}

/// Regenerates from a page and a ledger, writes the ledger, and prints the nanoseconds and the
/// bytes that it took.
pub fn grown(page: &str, ledger: &str) -> Result<()> {
    let (before, start) = (memory("VmRSS:")?, cpu());
    let source = |name, path| anyhow::Ok(Source::new(name, &fs::read_to_string(path)?));
    let (page_source, ledger_source) = (source(PAGE, page)?, source(LEDGER, ledger)?);
    let reading = catalog::read(&page_source, &ledger_source);
    let Ok(reading) = reading.inspect_err(|errors| eprintln!("{:?}", errors.first())) else {
        bail!("the page cannot be used");
    };
    let outputs = outputs(&reading).map_err(|error| anyhow::anyhow!(error.message))?;
    let took = cpu() - start;
    println!("{} {}", took.as_nanos(), memory("VmHWM:")? - before);
    let settled = outputs.iter().find(|output| output.path == LEDGER);
    fs::write(ledger, &settled.context("no ledger")?.text)?;
    Ok(())
}

/// A line of what the system knows of this process, in bytes.
fn memory(line: &str) -> Result<usize> {
    let status = fs::read_to_string("/proc/self/status")?;
    let value = status.lines().find_map(|status| status.strip_prefix(line));
    let kibibytes = value.and_then(|value| value.split_whitespace().next());
    Ok(kibibytes.context("no memory")?.parse::<usize>()? * 1024)
}
