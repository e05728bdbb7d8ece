//! What gigya-codes costs, beside what else one would take.
//!
//! ```text
//! cargo run --release --manifest-path tests/benchmarks/Cargo.toml
//! ```
//!
//! writes `BENCHMARKS.md`. With names of sections, it runs these alone and prints
//! them; with `--smoke` it does everything once, and writes nothing.

mod bodies;
mod cost;
mod lookups;
mod measure;
mod process;
mod regeneration;
mod report;

use std::env;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::report::Report;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Effort {
    /// Everything once, to see that it still works.
    Smoke,
    Full,
}

type Section = fn(Effort, &mut Report) -> Result<()>;

const SECTIONS: [(&str, Section); 4] = [
    ("lookups", lookups::run),
    ("bodies", bodies::run),
    ("cost", cost::run),
    ("regeneration", regeneration::run),
];

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let mut effort = Effort::Full;
    let mut wanted = Vec::new();
    for argument in &arguments {
        match argument.as_str() {
            lookups::COUNT => return lookups::count(&arguments[1..]),
            "--smoke" => effort = Effort::Smoke,
            name if SECTIONS.iter().any(|section| section.0 == name) => wanted.push(name),
            unknown => {
                let names = SECTIONS.map(|section| section.0).join(", ");
                bail!("no section `{unknown}`; there are {names}")
            }
        }
    }
    let mut report = Report::default();
    for (name, run) in SECTIONS {
        if wanted.is_empty() || wanted.contains(&name) {
            eprintln!("== {name}");
            run(effort, &mut report).with_context(|| name)?;
        }
    }
    match effort {
        Effort::Smoke => Ok(()),
        Effort::Full if wanted.is_empty() => report.write(root()),
        Effort::Full => {
            print!("{}", report.tables());
            Ok(())
        }
    }
}

/// The root of the project.
fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}
