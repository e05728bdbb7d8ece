//! A small application that keeps the codes in one way or another.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use tempfile::TempDir;

use crate::process::{Took, build_anew, cargo, run};

pub const PHF: &str = "phf = { version = \"=0.14.0\", features = [\"macros\"] }";
pub const STRUM: &str = "strum = { version = \"=0.28.0\", features = [\"derive\"] }";
pub const NUM_ENUM: &str = "num_enum = \"=0.7.6\"";

/// Of the peers that only applications depend on.
pub fn versions() -> impl Iterator<Item = String> {
    [STRUM, NUM_ENUM].into_iter().filter_map(|dependency| {
        let (name, after) = dependency.split_once(' ')?;
        let (_, after) = after.split_once("\"=")?;
        Some(format!("{name} {}", after.split_once('"')?.0))
    })
}

pub fn gigya_codes() -> String {
    let path = crate::root().join("gigya-codes");
    // A literal string of TOML: a path of Windows has backslashes.
    format!("gigya-codes = {{ path = '{}' }}", path.display())
}

pub struct Application {
    directory: TempDir,
}

impl Application {
    pub fn new(dependency: &str, main: &str) -> Result<Self> {
        let application = Self {
            directory: tempfile::tempdir()?,
        };
        fs::create_dir(application.path().join("src"))?;
        application.write(main)?;
        fs::write(
            application.path().join("Cargo.toml"),
            format!(
                "[package]\nname = \"application\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
                 [dependencies]\n{dependency}\n\n\
                 [profile.release]\nstrip = true\n\n[workspace]\n"
            ),
        )?;
        // Once, while the network may be there; from here on nothing is fetched.
        run(application.cargo().arg("fetch"))?;
        Ok(application)
    }

    /// Replaces the program.
    pub fn write(&self, main: &str) -> Result<()> {
        Ok(fs::write(self.path().join("src/main.rs"), main)?)
    }

    /// Builds all of it anew.
    pub fn build_anew(&self, release: bool) -> Result<Took> {
        let profile: &[&str] = if release { &["--release"] } else { &[] };
        let mut build = self.cargo();
        build_anew(
            self.path(),
            build.args(["build", "--offline"]).args(profile),
        )
    }

    /// The length of the program, built for release with these flags of its own: what it depends
    /// on may have macros, which some flags break.
    pub fn size(&self, flags: &[&str]) -> Result<u64> {
        run(self
            .cargo()
            .args(["rustc", "--offline", "--release", "--"])
            .args(flags))?;
        let name = format!("application{}", std::env::consts::EXE_SUFFIX);
        let program: PathBuf = self.path().join("target/release").join(name);
        Ok(fs::metadata(program)?.len())
    }

    fn path(&self) -> &Path {
        self.directory.path()
    }

    fn cargo(&self) -> Command {
        let mut cargo = cargo(self.path());
        // A dependency from a registry is not built incrementally, and ours is none here.
        cargo.env("CARGO_INCREMENTAL", "0");
        cargo
    }
}
