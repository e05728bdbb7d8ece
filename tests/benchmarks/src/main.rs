//! What gigya-codes costs, beside what else one would take.
//!
//! ```text
//! cargo run --release --manifest-path tests/benchmarks/Cargo.toml
//! ```
//!
//! writes `BENCHMARKS.md`. The names of sections run these alone and print them; `--smoke` does
//! everything once, and judges and writes nothing.

mod body;
mod cost;
mod lookups;
mod machine;
mod peer_source;
mod peers;
mod process;
mod regeneration;
mod report;

use std::alloc::System;
use std::path::Path;
use std::{env, fs};

use anyhow::{Context, Result, bail};
use criterion::Criterion;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

/// Counts what is allocated. It makes each allocation a little slower, for everybody.
#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Effort {
    /// Everything once, to see that it still works.
    Smoke,
    Full,
}

type Section = fn(Effort) -> Result<String>;

const SECTIONS: [(&str, Section); 4] = [
    ("lookups", lookups::section),
    ("cost", cost::section),
    ("body", body::section),
    ("regeneration", regeneration::section),
];

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match &*arguments.iter().map(String::as_str).collect::<Vec<_>>() {
        [lookups::COMMAND, ..] => return lookups::count(&arguments[1..]),
        [regeneration::GROWN, page, ledger, settled] => {
            return regeneration::grown(page, ledger, settled);
        }
        _ => {}
    }
    let smoke = arguments.iter().any(|argument| argument == "--smoke");
    let effort = if smoke { Effort::Smoke } else { Effort::Full };
    let wanted: Vec<&String> = arguments
        .iter()
        .filter(|argument| *argument != "--smoke")
        .collect();
    if let Some(unknown) = wanted
        .iter()
        .find(|name| SECTIONS.iter().all(|section| section.0 != **name))
    {
        bail!(
            "no section `{unknown}`; there are {}",
            SECTIONS.map(|section| section.0).join(", ")
        );
    }

    let mut text = machine::head()?;
    for (name, section) in SECTIONS {
        if wanted.is_empty() || wanted.iter().any(|wanted| *wanted == name) {
            eprintln!("== {name}");
            text += &section(effort).with_context(|| name)?;
        }
    }
    match effort {
        Effort::Smoke => {}
        Effort::Full if wanted.is_empty() => fs::write(root().join("BENCHMARKS.md"), text)?,
        Effort::Full => print!("{text}"),
    }
    Ok(())
}

/// The root of the workspace.
fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// What all times are measured with; the results go into `directory`.
fn criterion(directory: &Path) -> Criterion {
    Criterion::default()
        .output_directory(directory)
        .without_plots()
        .sample_size(20)
        .nresamples(1000)
}
