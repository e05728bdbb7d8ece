//! What an application pays for depending on the crate: time to build, bytes in the program.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::Path;

use anyhow::Result;
use gigya_codes::ResponseCode;
use tempfile::TempDir;

use crate::process::{build_anew, cargo, run as run_program};
use crate::report::Report;
use crate::{Effort, root};

/// What else the machine does only adds to a time, so the least of so many counts.
const ROUNDS: usize = 3;

pub fn run(effort: Effort, report: &mut Report) -> Result<()> {
    let path = root().join("gigya-codes");
    // A literal string of TOML, as a path of Windows has backslashes.
    let ours = format!("gigya-codes = {{ path = '{}' }}", path.display());
    let message = "gigya_codes::ResponseCode::new(number).message()";
    let ours = application(&ours, "", message)?;
    let alone = application("", "", "std::hint::black_box(None::<&str>)")?;
    if effort == Effort::Smoke {
        run_program(&mut cargo(ours.path(), "build --offline"))?;
        return Ok(());
    }
    let phf = application(
        "phf = { version = \"=0.14.0\", features = [\"macros\"] }",
        &phf_map(),
        "MESSAGES.get(&number).copied().flatten()",
    )?;
    let applications = [&alone, &ours, &phf].map(TempDir::path);
    for (profile, build) in [
        ("debug", "build --offline"),
        ("release", "build --offline --release"),
    ] {
        let [alone, ours, phf] = seconds_to_build(applications, build)?;
        let target = format!("added to a {profile} build: time, of what `phf` adds");
        report.at_most(&target, 0.10, (ours - alone) / (phf - alone));
    }
    let [alone, ours, phf] = applications.map(size);
    let (alone, ours, phf) = (alone?, ours?, phf?);
    let target = "added to a program: bytes, of what `phf` adds";
    report.at_most(target, 1.00, (ours - alone) / (phf - alone));
    Ok(())
}

/// An application that shows the message of a number, by this expression.
fn application(dependency: &str, items: &str, message: &str) -> Result<TempDir> {
    let directory = tempfile::tempdir()?;
    let path = directory.path();
    let manifest = include_str!("../application.toml").replace("{dependency}", dependency);
    let main = format!(
        "{items}\nfn main() {{\n    let number = std::env::args().count() as u32;\n    \
         println!(\"{{number}} {{}}\", {message}.unwrap_or(\"unknown\"));\n}}\n"
    );
    fs::create_dir(path.join("src"))?;
    fs::write(path.join("src/main.rs"), main)?;
    fs::write(path.join("Cargo.toml"), manifest)?;
    // Once, while the network may be there. After this, nothing is fetched.
    run_program(&mut cargo(path, "fetch"))?;
    Ok(directory)
}

fn phf_map() -> String {
    let entries: String = ResponseCode::ALL
        .iter()
        .map(|code| format!("{}u32 => {:?},\n", code.as_u32(), code.message()))
        .collect();
    format!("static MESSAGES: phf::Map<u32, Option<&str>> = phf::phf_map! {{\n{entries}}};\n")
}

fn seconds_to_build(applications: [&Path; 3], build: &str) -> Result<[f64; 3]> {
    let mut least = [f64::INFINITY; 3];
    for _ in 0..ROUNDS {
        for (application, least) in applications.iter().zip(&mut least) {
            *least = least.min(build_anew(application, build)?);
        }
    }
    Ok(least)
}

/// The bytes of the release build.
#[expect(clippy::cast_precision_loss, reason = "few bytes")]
fn size(application: &Path) -> Result<f64> {
    let program = format!("target/release/application{EXE_SUFFIX}");
    Ok(fs::metadata(application.join(program))?.len() as f64)
}
