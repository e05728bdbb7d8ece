//! `cargo xtask version`: whether the version covers what changed since the last release.

use std::process::{Command, ExitCode};

use codegen::diff::{Diff, Semver};

use crate::git::{self, Release, Revision};
use crate::inputs::Workspace;
use crate::{diff, exit_code, files, print};

const MANIFEST: &str = "Cargo.toml";
/// The manifests whose lock files have the version.
const LOCKED: [&str; 2] = [MANIFEST, "tests/benchmarks/Cargo.toml"];

/// A version such as 0.1.0, as its three numbers.
type Version = [u64; 3];

/// Checks the version against the last release that `base` contains, and raises it if `write`.
pub(crate) fn run(workspace: &Workspace, base: &str, write: bool) -> Result<ExitCode, String> {
    Revision::find(&workspace.root, base)?;
    let reading = workspace.inputs(None, None)?.read()?;
    let Release::Tag(tag) = git::find_release(&workspace.root, base)? else {
        print("there is no release yet, so there is no version to raise\n")?;
        return Ok(ExitCode::SUCCESS);
    };
    let diff = diff::diff_since(workspace, &tag, &reading)?;
    let (now, needed) = (read_version(workspace)?, needed_version(&tag, &diff)?);
    let [old, new] = [now, needed].map(show_version);
    print(&format!(
        "{}, since {}: the next release is {new} or later; {MANIFEST} has {old}\n",
        diff.summary(),
        tag.name
    ))?;
    if now >= needed {
        return Ok(ExitCode::SUCCESS);
    }
    if write {
        write_version(workspace, &old, &new)?;
        print(&format!("{MANIFEST} now has {new}\n"))?;
    } else {
        print("the version is too small; `cargo xtask version --write` raises it\n")?;
    }
    Ok(exit_code(write))
}

/// The least version that the changes since a release allow.
pub(crate) fn needed_version(release: &Revision, changes: &Diff) -> Result<Version, String> {
    let released = find_version(&String::from_utf8_lossy(&release.read(MANIFEST)?))?;
    Ok(next_version(released, changes.verdict()))
}

/// The version in the working tree.
pub(crate) fn read_version(workspace: &Workspace) -> Result<Version, String> {
    find_version(&workspace.text(MANIFEST)?)
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

pub(crate) fn show_version(version: Version) -> String {
    version.map(|number| number.to_string()).join(".")
}

/// Writes the version into the manifest and every lock file.
fn write_version(workspace: &Workspace, old: &str, new: &str) -> Result<(), String> {
    let line = |version: &str| format!("version = \"{version}\"");
    let manifest = workspace
        .text(MANIFEST)?
        .replacen(&line(old), &line(new), 1);
    files::write(&workspace.root, &[(MANIFEST, manifest)])?;
    for manifest in LOCKED {
        if !workspace
            .root
            .join(manifest)
            .with_extension("lock")
            .is_file()
        {
            continue;
        }
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let updated = Command::new(cargo)
            .args([
                "update",
                "--quiet",
                "--workspace",
                "--manifest-path",
                manifest,
            ])
            .current_dir(&workspace.root)
            .status();
        if !updated.is_ok_and(|status| status.success()) {
            return Err(format!(
                "{MANIFEST} was written, but `cargo update` failed for {manifest}"
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use codegen::diff::Semver;

    use super::{find_version, next_version, show_version};

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
    fn one_line_of_our_manifest_has_our_version() {
        let manifest = include_str!("../../Cargo.toml");
        let ours = show_version(find_version(manifest).unwrap());
        let line = format!("version = \"{ours}\"");
        assert_eq!(manifest.matches(&line).count(), 1);
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
