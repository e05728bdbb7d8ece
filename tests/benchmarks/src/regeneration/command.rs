//! `cargo xtask regen`, as people wait for it: warm, and from a fresh clone.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::text;
use crate::process::{Took, build_anew, cargo, run, run_often};
use crate::report::{Table, Targets, ratio};
use crate::{Effort, root};

/// The crates that no generator of this kind can do without.
const FIVE: [&str; 5] = [
    "prettyplease",
    "proc-macro2",
    "pulldown-cmark",
    "quote",
    "scraper",
];

/// Rounds of the commands that take turns, and how often each runs in one.
const ROUNDS: u32 = 10;
const OFTEN: u32 = 5;
const COLD_ROUNDS: usize = 2;

pub fn section(effort: Effort) -> Result<String> {
    let directory = tempfile::tempdir()?;
    let [clone, five, empty] = ["clone", "five", "empty"].map(|name| directory.path().join(name));
    package(&five, "five", &dependencies()?)?;
    package(&empty, "xtask", "")?;
    if effort == Effort::Smoke {
        // The gate has built and run xtask anyway.
        return Ok(String::new());
    }
    run(Command::new("git")
        .args(["clone", "--quiet"])
        .args([root(), &clone]))?;
    // Once, while the network may be there; from here on nothing is fetched.
    run(cargo(&clone).args(["fetch", "--locked"]))?;
    run(cargo(&five).arg("fetch"))?;
    // The cold builds are what the warm runs find.
    let cold = cold(&five, &clone)?;
    Ok(warm(&empty, &clone)? + &cold)
}

fn seconds(time: f64) -> String {
    format!("{time:.3} s")
}

fn table() -> Table {
    let mut table = Table::new("");
    for title in ["wall, ratio", "processor, ratio", "wall", "processor"] {
        table.column(title);
    }
    table
}

fn row(table: &mut Table, name: &str, took: Took, base: Took) {
    let [wall, processor] = took.seconds();
    let [base_wall, base_processor] = base.seconds();
    table.row(
        name,
        [
            ratio(wall, base_wall),
            ratio(processor, base_processor),
            seconds(wall),
            seconds(processor),
        ],
    );
}

fn warm(empty: &Path, clone: &Path) -> Result<String> {
    let cargo_with = |directory: &Path, arguments: &[&str]| {
        let mut cargo = cargo(directory);
        cargo.args(arguments);
        cargo
    };
    let mut alone = Command::new(clone.join("target/debug/xtask"));
    alone
        .arg("regen")
        .current_dir(clone)
        // Else it would work on what this program is a package of.
        .env_remove("CARGO_MANIFEST_DIR");
    let mut head = Command::new("git");
    head.args(["rev-parse", "--verify", "--quiet", "HEAD"])
        .current_dir(clone);
    let mut commands = [
        (
            "`cargo run` of an empty xtask",
            cargo_with(empty, &["run", "--quiet"]),
        ),
        (
            "`cargo xtask --help`: our xtask, which only starts",
            cargo_with(clone, &["xtask", "--help"]),
        ),
        (
            "`cargo xtask regen`",
            cargo_with(clone, &["xtask", "regen"]),
        ),
        ("`xtask regen`, without cargo", alone),
        (
            "`git rev-parse HEAD`: one of the commands of git that regen runs",
            head,
        ),
    ];
    let mut least = [Took::FOREVER; 5];
    // The first round builds what is not built yet.
    for _ in 0..=ROUNDS {
        for ((_, command), least) in commands.iter_mut().zip(&mut least) {
            // A tick of the processor's clock is longer than some of them take.
            *least = least.least(run_often(command, OFTEN)?);
        }
    }
    let [nothing, start, regen, ..] = least;
    let mut table = table();
    for ((name, _), took) in commands.iter().zip(least) {
        row(&mut table, name, took, nothing);
    }
    let mut targets = Targets::default();
    for (base, took) in [
        ("an empty xtask", nothing),
        ("our xtask that only starts", start),
    ] {
        let ratio = regen.seconds()[0] / took.seconds()[0];
        targets.at_most(&format!("`cargo xtask regen`, of {base}"), 1.3, ratio, 2);
    }
    Ok(format!(
        "### Warm: `cargo xtask regen` when nothing has changed\n\n\
         The least of {ROUNDS} rounds of {OFTEN} runs. Before anything starts, cargo looks at every \
         package that a program is made of: the second row. `regen` itself, a debug build, is the \
         fourth.\n\n{targets}\n{table}\n"
    ))
}

/// The five crates, as our manifest has them.
fn dependencies() -> Result<String> {
    let manifest = text("codegen/Cargo.toml")?;
    let wanted = |line: &&str| {
        FIVE.iter()
            .any(|name| line.starts_with(&format!("{name} =")))
    };
    let dependencies: Vec<&str> = manifest.lines().filter(wanted).collect();
    ensure!(
        dependencies.len() == FIVE.len(),
        "the manifest has other dependencies"
    );
    Ok(dependencies.join("\n"))
}

fn cold(five: &Path, clone: &Path) -> Result<String> {
    let mut builds = [
        ("the five crates", five, cargo(five)),
        ("`cargo build --package xtask`", clone, cargo(clone)),
    ];
    builds[0].2.args(["build", "--offline"]);
    builds[1]
        .2
        .args(["build", "--offline", "--package", "xtask", "--timings"]);
    let mut least = [Took::FOREVER; 2];
    for _ in 0..COLD_ROUNDS {
        for ((_, directory, build), least) in builds.iter_mut().zip(&mut least) {
            *least = least.least(build_anew(directory, build)?);
        }
    }
    let [five, ours] = least;
    let mut table = table();
    for ((name, ..), took) in builds.iter().zip(least) {
        row(&mut table, name, took, five);
    }
    let mut targets = Targets::default();
    let five = five.seconds();
    for (index, what) in ["wall", "processor"].into_iter().enumerate() {
        let ratio = ours.seconds()[index] / five[index];
        targets.at_most(
            &format!("the build, of the five crates, {what}"),
            1.5,
            ratio,
            2,
        );
    }
    let units = units(clone).map_or_else(String::new, |units| format!("{units}\n"));
    Ok(format!(
        "### Cold: from a fresh clone\n\n\
         Everything fetched before; the least of {COLD_ROUNDS} rounds. The five are {}. \
         The last table says what else xtask is made of; syn is there for prettyplease too.\n\n\
         {targets}\n{table}\n{units}",
        FIVE.join(", ")
    ))
}

/// Which package takes how much of the build, by cargo's own account; none if it writes that in
/// another form than it used to.
fn units(clone: &Path) -> Option<Table> {
    let html = fs::read_to_string(clone.join("target/cargo-timings/cargo-timing.html")).ok()?;
    let (_, data) = html.split_once("const UNIT_DATA = ")?;
    let (data, _) = data.split_once("];")?;
    let units: Vec<serde_json::Value> = serde_json::from_str(&format!("{data}]")).ok()?;
    let mut packages: BTreeMap<&str, f64> = BTreeMap::new();
    for unit in &units {
        *packages.entry(unit["name"].as_str()?).or_default() += unit["duration"].as_f64()?;
    }
    let all: f64 = packages.values().sum();
    let mut packages: Vec<(&str, f64)> = packages.into_iter().collect();
    packages.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut table = Table::new("package, all of its units");
    table.column("share of the build");
    table.column("time");
    for (name, seconds) in packages.into_iter().take(25) {
        let share = format!("{:.1} %", 100.0 * seconds / all);
        table.row(name, [share, format!("{seconds:.2} s")]);
    }
    Some(table)
}

/// A package that does nothing.
fn package(directory: &Path, name: &str, dependencies: &str) -> Result<()> {
    fs::create_dir_all(directory.join("src"))?;
    let manifest = text("Cargo.toml")?;
    let (_, profile) = manifest.split_once("[profile.dev]").context("no profile")?;
    fs::write(
        directory.join("Cargo.toml"),
        format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\n{dependencies}\n\n[workspace]\n\n[profile.dev]{profile}"
        ),
    )?;
    fs::write(directory.join("src/main.rs"), "fn main() {}\n")?;
    // The versions that we have.
    fs::copy(root().join("Cargo.lock"), directory.join("Cargo.lock"))?;
    Ok(())
}
