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
        let mut links = String::new();
        for chart in &self.charts {
            fs::write(root.join(CHARTS).join(chart.file), chart.svg())?;
            links += &format!("![{}]({CHARTS}/{})\n\n", chart.title, chart.file);
        }
        let page = include_str!("../page.md")
            .replace("{charts}\n", &links)
            .replace("{table}", &self.table())
            .replace("{machine}", &machine()?);
        Ok(fs::write(root.join("BENCHMARKS.md"), page)?)
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
