//! `cargo xtask regen`, as a maintainer waits for it: when everything is built, from a fresh clone,
//! and as the page grows.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use anyhow::{Result, bail, ensure};

use crate::measure::instructions;
use crate::process::{build_anew, cargo, run as run_program};
use crate::report::Report;
use crate::{Effort, root};

const COLD_ROUNDS: usize = 2;
const WARM_ROUNDS: usize = 20;

const PAGE: &str = "spec/response-codes.md";
const LEDGER: &str = "spec/ledger.toml";

/// A page up to its first row.
const HEAD: &str = "\
# Response Codes and Errors

0 indicates success while 20000x codes indicate a response; all other codes indicate an error.

## Error Code Definitions Table

errorCode\terrorMessage\tDescription
";

pub fn run(effort: Effort, report: &mut Report) -> Result<()> {
    let directory = tempfile::tempdir()?;
    let clone = directory.path();
    let mut git = Command::new("git");
    run_program(git.args(["clone", "--quiet"]).args([root(), clone]))?;
    if effort == Effort::Smoke {
        // The gate has built it into the directory of this program.
        let xtask = env::current_exe()?.with_file_name("xtask");
        return growth(effort, &xtask, clone, report);
    }
    run_program(&mut cargo(clone, "fetch --locked"))?;
    cold(clone, report)?;
    warm(clone, report)?;
    run_program(&mut cargo(clone, "build --offline --release -p xtask"))?;
    growth(effort, &clone.join("target/release/xtask"), clone, report)
}

fn cold(clone: &Path, report: &mut Report) -> Result<()> {
    // No generator of this kind can do without these five.
    let five =
        "build --offline -p prettyplease -p proc-macro2 -p pulldown-cmark -p quote -p scraper";
    let ours = "build --offline -p xtask";
    let mut least = [f64::INFINITY; 2];
    for _ in 0..COLD_ROUNDS {
        // The last build is the one that the warm runs find.
        for (arguments, least) in [five, ours].into_iter().zip(&mut least) {
            *least = least.min(build_anew(clone, arguments)?);
        }
    }
    let [five, ours] = least;
    let target = "`cargo xtask` built from nothing: time, of five crates that it needs";
    report.at_most(target, 1.8, ours / five);
    Ok(())
}

fn warm(clone: &Path, report: &mut Report) -> Result<()> {
    let mut least = f64::INFINITY;
    // The first run builds what is not built yet.
    for _ in 0..WARM_ROUNDS {
        least = least.min(run_program(&mut cargo(clone, "xtask regen"))?);
    }
    let target = "`cargo xtask regen`, nothing has changed: seconds";
    report.at_most(target, 0.2, least);
    Ok(())
}

/// How the instructions of `xtask regen` grow with the page: an exponent, which is 1 where twice
/// the rows take twice as many.
fn growth(effort: Effort, xtask: &Path, clone: &Path, report: &mut Report) -> Result<()> {
    let sizes = match effort {
        Effort::Smoke => [1, 10],
        Effort::Full => [1_000, 10_000],
    };
    let mut counts = Vec::new();
    for size in sizes {
        fs::write(clone.join(PAGE), page_of(size))?;
        fs::write(clone.join(LEDGER), "[codes]\n")?;
        // The first run finds that every code is new, and writes; the second finds nothing to do.
        for _ in 0..2 {
            counts.push(instructions(effort, clone, xtask, &["regen"])?);
        }
        let ledger = fs::read_to_string(clone.join(LEDGER))?;
        ensure!(ledger.lines().count() > size, "not every row was read");
    }
    let [new_few, known_few, new_many, known_many] = counts[..] else {
        bail!("two runs of two sizes were counted");
    };
    for (what, few, many) in [
        ("every code is new", new_few, new_many),
        ("nothing has changed", known_few, known_many),
    ] {
        let target = format!("1,000 to 10,000 rows, {what}: exponent of instructions");
        report.at_most(&target, 1.05, (many / few).log10());
    }
    Ok(())
}

/// A page with this many rows. They differ in number and name, and have markup like the real ones.
fn page_of(size: usize) -> String {
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";
    let row = |index: usize| {
        let number = 100_000 + index * (900_000 / size);
        let letters = [26 * 26, 26, 1].map(|place| index / place % 26);
        let word: String = letters.map(|digit| &LETTERS[digit..=digit]).concat();
        format!(
            "{number}\tInvalid {word}\t<p>One of these for <b>{word}</b>:</p><ul><li>a <code>{word}</code> \
             that is unknown, or not allowed here</li><li>no {word} at all</li></ul>\n"
        )
    };
    let rows: String = (0..size).map(row).collect();
    format!("{HEAD}{rows}")
}
