//! `BENCHMARKS.md`: what was aimed at, what was measured, on which machine.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread::available_parallelism;

use anyhow::Result;

use crate::measure::Times;

#[derive(Default)]
pub struct Report {
    targets: String,
    comparisons: String,
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
        self.targets += &format!("| {what} | {most:.2} | {shown} | {verdict} |\n");
    }

    /// Adds a table with a column per task, and a row per way to do it, the same in every column. The
    /// first way is ours; the others are shown as multiples of it.
    pub fn compare(&mut self, title: &str, columns: &[(&str, Times)]) {
        let [(_, first), ..] = columns else { return };
        let titles: Vec<&str> = columns.iter().map(|column| column.0).collect();
        let line = "|---:".repeat(columns.len());
        let mut table = format!("| {title} | {} |\n|---{line}|\n", titles.join(" | "));
        for (row, (name, _)) in first.iter().enumerate() {
            let times = columns.iter().map(|(_, times)| match row {
                0 => format!(" {} |", with_unit(times[0].1)),
                _ => format!(" {:.1} × |", times[row].1 / times[0].1),
            });
            table += &format!("| {name} |{}\n", times.collect::<String>());
        }
        self.comparisons += &format!("{table}\n");
    }

    pub fn tables(&self) -> String {
        format!(
            "{}| target | at most | measured | |\n|---|---:|---:|---|\n{}",
            self.comparisons, self.targets
        )
    }

    pub fn write(&self, root: &Path) -> Result<()> {
        let page = include_str!("../page.md")
            .replace("{tables}", &self.tables())
            .replace("{machine}", &machine()?);
        Ok(fs::write(root.join("BENCHMARKS.md"), page)?)
    }
}

fn with_unit(nanoseconds: f64) -> String {
    match nanoseconds {
        ..1e3 => format!("{nanoseconds:.1} ns"),
        ..1e6 => format!("{:.1} µs", nanoseconds / 1e3),
        _ => format!("{:.1} ms", nanoseconds / 1e6),
    }
}

fn machine() -> Result<String> {
    let cpuinfo = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let processor = cpuinfo
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or(std::env::consts::ARCH, |(_, name)| name);
    let rustc = Command::new("rustc").arg("--version").output()?;
    Ok(format!(
        "{processor}, {} cores, {}",
        available_parallelism()?,
        String::from_utf8_lossy(&rustc.stdout).trim(),
    ))
}
