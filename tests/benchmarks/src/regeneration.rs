//! What it costs to regenerate: the pipeline against what it cannot avoid, its growth up to a
//! hundred thousand codes, and `cargo xtask regen` with and without anything built.

mod command;
mod growth;
mod large;
mod pipeline;

pub use growth::{GROWN, grown};

use std::fs;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::{Effort, root};

pub fn section(effort: Effort) -> Result<String> {
    Ok([
        "## Regeneration\n\n".to_owned(),
        pipeline::section(effort)?,
        growth::section(effort)?,
        command::section(effort)?,
    ]
    .concat())
}

/// A file of the workspace.
fn text(path: &str) -> Result<String> {
    fs::read_to_string(root().join(path)).with_context(|| format!("cannot read {path}"))
}

/// How long this thread has been running on a processor. Other programs on the machine change
/// little about it.
fn cpu() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(time).unwrap_or_default()
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}
