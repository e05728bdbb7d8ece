//! A small application that keeps the codes in one way or another.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use tempfile::TempDir;

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
        let directory = tempfile::tempdir()?;
        fs::create_dir(directory.path().join("src"))?;
        fs::write(directory.path().join("src/main.rs"), main)?;
        fs::write(
            directory.path().join("Cargo.toml"),
            format!(
                "[package]\nname = \"application\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
                 [dependencies]\n{dependency}\n\n\
                 [profile.release]\nstrip = true\n\n[workspace]\n"
            ),
        )?;
        let application = Self { directory };
        application.cargo(&["fetch", "--quiet"])?;
        Ok(application)
    }

    /// Builds all of it anew, and says how long that took.
    pub fn build_anew(&self, release: bool) -> Result<Duration> {
        let target = self.directory.path().join("target");
        if target.exists() {
            fs::remove_dir_all(&target)?;
        }
        let start = Instant::now();
        self.build(release)?;
        Ok(start.elapsed())
    }

    fn build(&self, release: bool) -> Result<()> {
        let profile: &[&str] = if release { &["--release"] } else { &[] };
        self.cargo(&[&["build", "--quiet", "--offline"], profile].concat())
    }

    /// Builds for release, with flags for the application but not for what it depends on, which may
    /// have macros.
    pub fn build_with(&self, flags: &[&str]) -> Result<()> {
        self.cargo(&[&["rustc", "--quiet", "--offline", "--release", "--"], flags].concat())
    }

    pub fn release_binary(&self) -> PathBuf {
        let name = format!("application{}", std::env::consts::EXE_SUFFIX);
        self.directory.path().join("target/release").join(name)
    }

    fn cargo(&self, arguments: &[&str]) -> Result<()> {
        let output = Command::new("cargo")
            .args(arguments)
            .current_dir(&self.directory)
            // A dependency from a registry is not built incrementally, and ours is none here.
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_TARGET_DIR", self.directory.path().join("target"))
            .env("RUSTFLAGS", "")
            .output()?;
        let log = String::from_utf8_lossy(&output.stderr);
        ensure!(
            output.status.success(),
            "cargo {}: {log}",
            arguments.join(" ")
        );
        Ok(())
    }
}
