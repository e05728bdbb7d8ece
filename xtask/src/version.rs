//! `cargo xtask version`: whether the version covers what changed since the last release.

use std::process::{Command, ExitCode};

use codegen::diff::{Diff, Semver};
use semver::Version;

use crate::changelog::{CHANGELOG, release_notes};
use crate::git::{self, Release, Revision};
use crate::inputs::{self, Workspace};
use crate::{diff, exit_code, files, print};

const MANIFEST: &str = "Cargo.toml";
/// The manifests whose lock files have the version.
const LOCKED: [&str; 2] = [MANIFEST, "tests/benchmarks/Cargo.toml"];

/// Checks the version against the last release, and raises it if `write`.
pub(crate) fn run(workspace: &Workspace, write: bool) -> Result<ExitCode, String> {
    let reading = inputs::read(&workspace.inputs(None, None)?)?;
    let Release::Tag(tag) = git::find_release(&workspace.root)? else {
        print("no release is known, so there is no version to raise\n")?;
        return Ok(ExitCode::SUCCESS);
    };
    let diff = diff::diff_since(workspace, &tag, &reading)?;
    let [now, needed] = compare_versions(workspace, &tag, &diff)?;
    let (changes, tag) = (diff.summary(), tag.name);
    print(&format!(
        "{changes}, since {tag}: the next release is {needed} or later; {MANIFEST} has {now}\n"
    ))?;
    if now >= needed {
        return Ok(ExitCode::SUCCESS);
    }
    if write {
        write_version(workspace, &now, &needed)?;
        print(&format!("{MANIFEST} now has {needed}\n"))?;
    } else {
        print("the version is too small; `cargo xtask version --write` raises it\n")?;
    }
    Ok(exit_code(write))
}

/// Checks that the workspace can be released as `tag`, and prints the notes of that release.
pub(crate) fn check_release(workspace: &Workspace, tag: &str) -> Result<ExitCode, String> {
    let log = workspace.read_source(CHANGELOG)?;
    let version = read_value(workspace, "version")?;
    let notes = release_notes(log.text(), &version);
    let mut reasons = Vec::new();
    if tag != format!("v{version}") {
        reasons.push(format!("{MANIFEST} has version {version:?}"));
    }
    for key in ["repository", "homepage"] {
        let address = read_value(workspace, key).unwrap_or_default();
        if !address.starts_with("https://") || address.contains(".invalid/") {
            reasons.push(format!(
                "{MANIFEST} needs a public https address as {key}, not {address:?}"
            ));
        }
    }
    if notes.is_empty() {
        reasons.push(format!(
            "{CHANGELOG} has no text below \"## [{version}] - DATE\""
        ));
    }
    if !reasons.is_empty() {
        let reasons = reasons.join("\n- ");
        return Err(format!("{tag} cannot be released:\n- {reasons}"));
    }
    print(&format!("{notes}\n")).map(|()| ExitCode::SUCCESS)
}

/// The version in the working tree, and the least one that the changes since a release allow.
pub(crate) fn compare_versions(
    workspace: &Workspace,
    release: &Revision,
    changes: &Diff,
) -> Result<[Version; 2], String> {
    let released = parse_version(release.name.trim_start_matches('v'))?;
    let now = parse_version(&read_value(workspace, "version")?)?;
    Ok([now, next_version(&released, changes.verdict())])
}

/// The value of a key of `[workspace.package]`.
pub(crate) fn read_value(workspace: &Workspace, key: &str) -> Result<String, String> {
    let manifest = workspace.read_source(MANIFEST)?;
    let start = format!("{key} = \"");
    let mut lines = manifest.text().lines();
    let value = lines.find_map(|line| line.strip_prefix(&start)?.strip_suffix('"'));
    let value = value.ok_or_else(|| format!("{MANIFEST} has no {key}"))?;
    Ok(value.to_owned())
}

fn parse_version(version: &str) -> Result<Version, String> {
    Version::parse(version).map_err(|error| format!("{version:?} is not a version: {error}"))
}

/// The least version after `released` that `verdict` allows.
fn next_version(released: &Version, verdict: Option<Semver>) -> Version {
    let (major, minor, patch) = (released.major, released.minor, released.patch);
    match (verdict, major) {
        (None, _) => released.clone(),
        // Before 1.0, a breaking change raises the second number, and any other the third.
        (Some(Semver::Major), 0) => Version::new(0, minor + 1, 0),
        (Some(Semver::Major), _) => Version::new(major + 1, 0, 0),
        (Some(Semver::Minor), 1..) => Version::new(major, minor + 1, 0),
        (Some(_), _) => Version::new(major, minor, patch + 1),
    }
}

/// Writes the version into the manifest and every lock file.
fn write_version(workspace: &Workspace, old: &Version, new: &Version) -> Result<(), String> {
    let root = &workspace.root;
    let line = |version| format!("version = \"{version}\"");
    let manifest = workspace.read_source(MANIFEST)?;
    let manifest = manifest.text().replacen(&line(old), &line(new), 1);
    files::write(root, &[(MANIFEST, manifest)])?;
    let is_locked = |manifest: &&str| root.join(manifest).with_extension("lock").is_file();
    for manifest in LOCKED.into_iter().filter(is_locked) {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let updated = Command::new(cargo)
            .args(["update", "--quiet", "--workspace"])
            .args(["--manifest-path", manifest])
            .current_dir(root)
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
    use semver::Version;

    use super::next_version;

    #[test]
    fn the_next_version_follows_from_the_verdict() {
        for (released, patch, minor, major) in [
            ("0.1.0", "0.1.1", "0.1.1", "0.2.0"),
            ("0.9.9", "0.9.10", "0.9.10", "0.10.0"),
            ("1.9.9", "1.9.10", "1.10.0", "2.0.0"),
        ] {
            let released = Version::parse(released).unwrap();
            let next = |verdict| next_version(&released, Some(verdict)).to_string();
            let verdicts = [Semver::Patch, Semver::Minor, Semver::Major];
            assert_eq!(verdicts.map(next), [patch, minor, major]);
            assert_eq!(next_version(&released, None), released);
        }
    }
}
