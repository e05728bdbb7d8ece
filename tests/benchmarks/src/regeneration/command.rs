//! `cargo xtask regen`, as people wait for it: warm, and from a fresh clone.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::text;
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

pub fn section(effort: Effort) -> Result<String> {
    let directory = tempfile::tempdir()?;
    let [clone, five, empty] = ["clone", "five", "empty"].map(|name| directory.path().join(name));
    run(Command::new("git").arg("clone").args([root(), &clone]))?;
    package(&five, "five", &dependencies()?)?;
    package(&empty, "xtask", "")?;
    // Once, while the network may be there; from here on nothing is fetched.
    run(cargo(&clone).args(["fetch", "--locked"]))?;
    run(cargo(&five).arg("fetch"))?;
    if effort == Effort::Smoke {
        // Whoever runs this has built xtask before; it need not be built again.
        return Ok(String::new());
    }
    let (cold, targets) = cold(&five, &clone)?;
    let (warm, warm_targets) = warm(&empty, &clone)?;
    Ok(format!(
        "### Warm: `cargo xtask regen` when nothing has changed\n\n{warm}\n{warm_targets}\n\
         ### Cold: from a fresh clone\n\n{cold}\n{targets}"
    ))
}

fn cargo(directory: &Path) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .current_dir(directory)
        .env("CARGO_TARGET_DIR", directory.join("target"))
        .stderr(Stdio::piped())
        .stdout(Stdio::piped());
    // What cargo tells a program that it runs would be told to the other cargo.
    for (name, _) in std::env::vars_os() {
        let is_of_cargo = name.to_string_lossy().starts_with("CARGO_");
        if is_of_cargo && name != "CARGO_HOME" && name != "CARGO_TARGET_DIR" {
            cargo.env_remove(name);
        }
    }
    cargo
}

/// How long a command takes.
#[derive(Clone, Copy)]
struct Took {
    wall: Duration,
    /// On all processors, of it and of what it starts.
    cpu: Duration,
}

impl Took {
    fn least(self, other: Self) -> Self {
        Self {
            wall: self.wall.min(other.wall),
            cpu: self.cpu.min(other.cpu),
        }
    }

    fn cells(self, other: Self) -> [String; 4] {
        let seconds = |time: Duration| format!("{:.2} s", time.as_secs_f64());
        [
            ratio(self.cpu.as_secs_f64(), other.cpu.as_secs_f64()),
            ratio(self.wall.as_secs_f64(), other.wall.as_secs_f64()),
            seconds(self.cpu),
            seconds(self.wall),
        ]
    }
}

fn run(command: &mut Command) -> Result<Took> {
    let (start, before) = (Instant::now(), children()?);
    let output = command.output()?;
    let wall = start.elapsed();
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{command:?}:\n{errors}");
    Ok(Took {
        wall,
        cpu: children()? - before,
    })
}

/// The processor time of all commands that have ended.
fn children() -> Result<Duration> {
    // A tick is a hundredth of a second wherever Linux runs.
    let stat = fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(") ").context("no name")?;
    let ticks: Vec<u64> = fields
        .split(' ')
        .skip(13)
        .take(2)
        .map(str::parse)
        .collect::<Result<_, _>>()?;
    Ok(Duration::from_millis(ticks.iter().sum::<u64>() * 10))
}

fn table() -> Table {
    let mut table = Table::new("");
    for title in ["processor, ratio", "wall, ratio", "processor", "wall"] {
        table.column(title);
    }
    table
}

/// Runs a command some times over, as a clock tick is longer than one of them. The fastest of
/// several rounds of commands that take turns.
fn turns<const N: usize>(
    rounds: u32,
    times: u32,
    mut commands: [Box<dyn FnMut() -> Command>; N],
) -> Result<[Took; N]> {
    let mut least = [Took {
        wall: Duration::MAX,
        cpu: Duration::MAX,
    }; N];
    for _ in 0..rounds {
        for (command, least) in commands.iter_mut().zip(&mut least) {
            let (mut wall, mut cpu) = (Duration::ZERO, Duration::ZERO);
            for _ in 0..times {
                let took = run(&mut command())?;
                wall += took.wall;
                cpu += took.cpu;
            }
            *least = least.least(Took {
                wall: wall / times,
                cpu: cpu / times,
            });
        }
    }
    Ok(least)
}

fn warm(empty: &Path, clone: &Path) -> Result<(Table, Targets)> {
    let of =
        |directory: &Path, arguments: &'static [&'static str]| -> Box<dyn FnMut() -> Command> {
            let directory = directory.to_owned();
            Box::new(move || {
                let mut cargo = cargo(&directory);
                cargo.args(arguments);
                cargo
            })
        };
    // Builds what is not built yet.
    run(&mut of(clone, &["xtask", "regen"])())?;
    run(&mut of(empty, &["run", "--quiet"])())?;
    let commands = [
        of(empty, &["run", "--quiet"]),
        of(clone, &["xtask", "--help"]),
        of(clone, &["xtask", "regen"]),
    ];
    let [nothing, start, regenerated] = turns(10, 10, commands)?;
    let mut table = table();
    table.row("`cargo run` of an empty xtask", nothing.cells(nothing));
    table.row("`cargo xtask`, which only starts", start.cells(nothing));
    table.row("`cargo xtask regen`", regenerated.cells(nothing));
    let mut targets = Targets::default();
    let wall = regenerated.wall.as_secs_f64();
    let of = |other: Took| wall / other.wall.as_secs_f64();
    targets.at_most("regen, of an empty xtask, wall", 1.3, of(nothing), 2);
    targets.at_most(
        "regen, of our xtask that only starts, wall",
        1.3,
        of(start),
        2,
    );
    Ok((table, targets))
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

fn cold(five: &Path, clone: &Path) -> Result<(String, Targets)> {
    let build = |directory: &Path, arguments: &[&str]| -> Result<Took> {
        let target = directory.join("target");
        if target.exists() {
            fs::remove_dir_all(target)?;
        }
        run(cargo(directory)
            .args(["build", "--offline"])
            .args(arguments))
    };
    let mut targets = Targets::default();
    let xtask = ["--package", "xtask", "--timings"];
    let mut least = [build(five, &[])?, build(clone, &xtask)?];
    least[0] = least[0].least(build(five, &[])?);
    least[1] = least[1].least(build(clone, &xtask)?);
    let [five, ours] = least;
    let mut table = table();
    table.row("the five crates", five.cells(five));
    table.row("`cargo build --package xtask`", ours.cells(five));
    let ratio = ours.cpu.as_secs_f64() / five.cpu.as_secs_f64();
    targets.at_most(
        "the build, of the five crates, processor time",
        1.5,
        ratio,
        2,
    );
    let units = units(clone).map_or_else(String::new, |units| format!("\n{units}"));
    Ok((format!("{table}{units}"), targets))
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
