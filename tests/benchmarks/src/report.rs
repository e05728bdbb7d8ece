//! Tables in Markdown, and what criterion has found.

use std::fmt;
use std::fs::File;
use std::path::Path;

use anyhow::{Context, Result};

/// A table whose first column names the rows.
pub struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub fn new(first: &str) -> Self {
        Self {
            head: vec![first.to_owned()],
            rows: Vec::new(),
        }
    }

    pub fn column(&mut self, title: &str) {
        self.head.push(title.to_owned());
    }

    pub fn row(&mut self, name: &str, cells: impl IntoIterator<Item = String>) {
        self.rows
            .push([name.to_owned()].into_iter().chain(cells).collect());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        write!(
            f,
            "{}|---|{}",
            line(&self.head),
            "---:|".repeat(self.head.len() - 1)
        )?;
        writeln!(f)?;
        self.rows.iter().try_for_each(|row| f.write_str(&line(row)))
    }
}

/// What was aimed at, and what came out.
#[derive(Default)]
pub struct Targets(Vec<Vec<String>>);

impl Targets {
    pub fn at_most(&mut self, what: &str, most: f64, measured: f64, digits: usize) {
        // Judged as it is shown.
        let shown = format!("{measured:.digits$}");
        let met = shown.parse().is_ok_and(|shown: f64| shown <= most);
        self.0.push(vec![
            what.to_owned(),
            format!("{most:.digits$}"),
            shown,
            if met { "met" } else { "**missed**" }.to_owned(),
        ]);
    }
}

impl fmt::Display for Targets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = Table::new("target");
        for title in ["at most", "measured", ""] {
            table.column(title);
        }
        for row in &self.0 {
            table.row(&row[0], row[1..].iter().cloned());
        }
        table.fmt(f)
    }
}

/// `1.25`, of two measurements.
pub fn ratio(this: f64, that: f64) -> String {
    format!("{:.2}", this / that)
}

/// The median of what criterion has found for a benchmark, in nanoseconds.
pub fn median(directory: &Path, group: &str, name: &str) -> Result<f64> {
    let path = directory.join(group).join(name).join("new/estimates.json");
    let file = File::open(&path).with_context(|| format!("{}", path.display()))?;
    let estimates: serde_json::Value = serde_json::from_reader(file)?;
    estimates["median"]["point_estimate"]
        .as_f64()
        .context("no median")
}
