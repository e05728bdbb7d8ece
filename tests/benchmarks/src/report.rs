//! `BENCHMARKS.md`: what was aimed at, what was measured, on which machine.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread::available_parallelism;

use anyhow::Result;

use crate::chart::Chart;

/// Where the charts are, from the root of the project.
const CHARTS: &str = "tests/benchmarks";

#[derive(Default)]
pub struct Report {
    rows: String,
    charts: Vec<Chart>,
}

impl Report {
    pub fn at_most(&mut self, what: &str, most: f64, measured: f64) {
        // Judged as it is shown.
        let shown = format!("{measured:.2}");
        let verdict = match shown.parse::<f64>() {
            Ok(shown) if shown <= most => "met",
            Ok(shown) if shown > most => "**missed**",
            _ => "not measured",
        };
        self.rows += &format!("| {what} | {most:.2} | {shown} | {verdict} |\n");
    }

    pub fn chart(&mut self, chart: Chart) {
        self.charts.push(chart);
    }

    pub fn table(&self) -> String {
        format!(
            "| target | at most | measured | |\n|---|---:|---:|---|\n{}",
            self.rows
        )
    }

    pub fn write(&self, root: &Path) -> Result<()> {
        let mut text = HEAD.to_owned();
        for chart in &self.charts {
            fs::write(root.join(CHARTS).join(chart.file), chart.svg())?;
            text += &format!("![{}]({CHARTS}/{})\n\n", chart.title, chart.file);
        }
        text += &format!("{}\n{EXPLANATION}{}\n", self.table(), machine()?);
        Ok(fs::write(root.join("BENCHMARKS.md"), text)?)
    }
}

const HEAD: &str = "\
# Benchmarks

What `gigya-codes` costs, beside what else one would take for the same purpose.

```text
cargo run --release --manifest-path tests/benchmarks/Cargo.toml
```

measures everything, in about six minutes, and writes this page and its charts.

";

const EXPLANATION: &str = "\
- **Look-ups** are a chain: each number depends on the answer to the one before it, so that a time is
  the time until an answer can be used. Every way knows the same codes. Instructions are those of a
  loop of look-ups that do not wait for each other.
- **Bodies** are read to the same payload by all ways, or to an error.
- **Times** are medians by criterion. The ways take turns, and the least of five medians counts.
- **Builds** start from nothing but fetched sources, and the least time of several counts. The five
  crates, which no generator of this kind can do without, are prettyplease, proc-macro2,
  pulldown-cmark, quote and scraper.
- **An exponent** of 1 means that ten times the rows take ten times the instructions.

";

fn machine() -> Result<String> {
    let cpuinfo = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let processor = cpuinfo
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or(std::env::consts::ARCH, |(_, name)| name);
    let rustc = Command::new("rustc").arg("--version").output()?;
    Ok(format!(
        "Measured on {processor}, {} cores, {}.",
        available_parallelism()?,
        String::from_utf8_lossy(&rustc.stdout).trim(),
    ))
}
