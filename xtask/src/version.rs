//! `cargo xtask version`: whether the version covers what changed since the last release.

use std::process::{Command, ExitCode};

use codegen::Reading;
use codegen::diff::Semver;

use crate::files::{self, Stale};
use crate::git::{self, Release, Revision};
use crate::inputs::Workspace;
use crate::{diff, exit_code, print};

const MANIFEST: &str = "Cargo.toml";
const LOCKS: [&str; 2] = ["Cargo.lock", "tests/benchmarks/Cargo.lock"];

pub(crate) struct Options {
    /// Raise a version that is too small.
    pub(crate) write: bool,
    /// The last release is the last tag that this revision contains.
    pub(crate) base: String,
}

/// A version such as 0.1.0, as its three numbers.
type Version = [u64; 3];

/// The version in the working tree, and what the next release needs.
pub(crate) struct Comparison {
    now: Version,
    needed: Version,
    /// Why it is needed.
    reason: String,
}

impl Comparison {
    pub(crate) fn is_too_small(&self) -> bool {
        self.now < self.needed
    }
}

pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode, String> {
    Revision::find(&workspace.root, &options.base)?;
    let reading = workspace.inputs(None)?.read()?;
    let Some(comparison) = compare_version(workspace, &options.base, &reading)? else {
        print("there is no release yet, so there is no version to raise\n")?;
        return Ok(ExitCode::SUCCESS);
    };
    let [now, needed] = [comparison.now, comparison.needed].map(show_version);
    let reason = &comparison.reason;
    print(&format!(
        "{reason}: the next release is {needed} or later; {MANIFEST} has {now}\n"
    ))?;
    if comparison.is_too_small() && options.write {
        write_version(workspace, &now, &needed)?;
        print(&format!("{MANIFEST} now has {needed}\n"))?;
    } else if comparison.is_too_small() {
        print("the version is too small; `cargo xtask version --write` raises it\n")?;
    }
    Ok(exit_code(options.write || !comparison.is_too_small()))
}

/// Compares the version with the changes since the last release that `base` contains; `None`
/// before the first one.
pub(crate) fn compare_version(
    workspace: &Workspace,
    base: &str,
    reading: &Reading,
) -> Result<Option<Comparison>, String> {
    let tag = match git::find_release(&workspace.root, base)? {
        Release::Tag(tag) => tag,
        Release::NoneYet => return Ok(None),
        Release::NoGit(why) => return Err(format!("the last release is unknown: {why}")),
    };
    let changes = diff::diff_since(workspace, &tag, reading)?;
    let released = find_version(&String::from_utf8_lossy(&tag.read(MANIFEST)?))?;
    Ok(Some(Comparison {
        now: find_version(&workspace.text(MANIFEST)?)?,
        needed: next_version(released, changes.verdict()),
        reason: format!("{}, since {}", changes.summary(), tag.name),
    }))
}

/// The version in the working tree.
pub(crate) fn read_version(workspace: &Workspace) -> Result<String, String> {
    find_version(&workspace.text(MANIFEST)?).map(show_version)
}

/// The least version after `released` that `verdict` allows.
fn next_version(released: Version, verdict: Option<Semver>) -> Version {
    let [major, minor, patch] = released;
    match (verdict, major) {
        (None, _) => released,
        // Before 1.0, a breaking change raises the second number, and any other the third.
        (Some(Semver::Major), 0) => [0, minor + 1, 0],
        (Some(Semver::Major), _) => [major + 1, 0, 0],
        (Some(Semver::Minor), 1..) => [major, minor + 1, 0],
        (Some(_), _) => [major, minor, patch + 1],
    }
}

/// The first version in a manifest: the one of the workspace.
fn find_version(manifest: &str) -> Result<Version, String> {
    let mut lines = manifest.lines();
    let version = lines.find_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    let numbers: Option<Vec<u64>> = version.and_then(|version| {
        version
            .split('.')
            .map(|number| number.parse().ok())
            .collect()
    });
    let version = numbers.and_then(|numbers| numbers.try_into().ok());
    version.ok_or_else(|| format!("{MANIFEST} has no line such as `version = \"0.1.0\"`"))
}

fn show_version(version: Version) -> String {
    version.map(|number| number.to_string()).join(".")
}

/// Writes the version into the manifest and every lock file.
fn write_version(workspace: &Workspace, now: &str, needed: &str) -> Result<(), String> {
    let line = |version: &str| format!("version = \"{version}\"");
    let new = workspace.text(MANIFEST)?.replace(&line(now), &line(needed));
    let (path, old) = (MANIFEST, None);
    files::write(&workspace.root, &[Stale { path, old, new }])?;
    for lock in LOCKS
        .iter()
        .filter(|lock| workspace.root.join(lock).is_file())
    {
        let manifest = lock.replace("Cargo.lock", MANIFEST);
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let updated = Command::new(cargo)
            .args([
                "update",
                "--quiet",
                "--workspace",
                "--manifest-path",
                &manifest,
            ])
            .current_dir(&workspace.root)
            .status();
        if !updated.is_ok_and(|status| status.success()) {
            return Err(format!(
                "{MANIFEST} was written, but `cargo update` failed for {lock}"
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use codegen::diff::Semver;

    use super::{find_version, next_version};

    #[test]
    fn the_next_version_follows_from_the_verdict() {
        for (released, patch, minor, major) in [
            ([0, 1, 0], [0, 1, 1], [0, 1, 1], [0, 2, 0]),
            ([0, 9, 9], [0, 9, 10], [0, 9, 10], [0, 10, 0]),
            ([1, 9, 9], [1, 9, 10], [1, 10, 0], [2, 0, 0]),
        ] {
            let next = |verdict| next_version(released, Some(verdict));
            let verdicts = [Semver::Patch, Semver::Minor, Semver::Major];
            assert_eq!(verdicts.map(next), [patch, minor, major]);
            assert_eq!(next_version(released, None), released);
        }
    }

    #[test]
    fn the_version_is_that_of_the_workspace() {
        let manifest = "[workspace.package]\nversion = \"0.12.3\"\n[x]\nversion = \"1.0.0\"\n";
        assert_eq!(find_version(manifest), Ok([0, 12, 3]));
        for manifest in ["", "version = \"1.0\"\n", "version = \"1.0.0-rc.1\"\n"] {
            assert!(find_version(manifest).is_err(), "{manifest}");
        }
    }
}
