//! What `cargo doc` makes of a page's worth of constants.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::Effort;
use crate::report::Table;

pub fn measure(effort: Effort) -> Result<String> {
    if effort == Effort::Smoke {
        // The gate makes the documentation anyway.
        return Ok(String::new());
    }
    let mut runs = Vec::new();
    for _ in 0..3 {
        let target = tempfile::tempdir()?;
        let time = document(target.path())?;
        let pages = target.path().join("doc/gigya_codes");
        runs.push((
            time,
            fs::metadata(pages.join("struct.ResponseCode.html"))?.len(),
        ));
    }
    runs.sort_unstable();
    let (time, page) = runs[runs.len() / 2];
    let mut table = Table::new("`cargo doc --no-deps`");
    table.column("");
    table.row("time, clean", [format!("{:.2} s", time.as_secs_f64())]);
    table.row(
        "the page of `ResponseCode`",
        [format!("{} kB", page / 1000)],
    );
    let mut text = String::from("### Documentation\n\n");
    writeln!(text, "{table}")?;
    Ok(text)
}

fn document(target: &Path) -> Result<Duration> {
    let start = Instant::now();
    let output = Command::new("cargo")
        .args([
            "doc",
            "--quiet",
            "--no-deps",
            "--offline",
            "--package",
            "gigya-codes",
            "--target-dir",
        ])
        .arg(target)
        .current_dir(crate::root())
        .output()?;
    ensure!(
        output.status.success(),
        "cargo doc: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(start.elapsed())
}
