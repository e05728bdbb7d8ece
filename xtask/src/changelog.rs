//! The block of CHANGELOG.md that lists the changes of codes since the last release.

use std::ops::Range;

use codegen::diff::Diff;

/// The change log's path in the workspace.
pub(crate) const CHANGELOG: &str = "CHANGELOG.md";

const UNRELEASED: &str = "## [Unreleased]\n";
/// The block's first line begins so; the tag of the last release follows.
const START: &str = "<!-- `cargo xtask regen` wrote this: changes of codes since ";
const END: &str = "<!-- end of changes of codes -->";

/// `text` with a block that lists what changed since the release `tag`. If nothing changed, there is no
/// block.
pub(crate) fn with_block(text: &str, tag: &str, diff: &Diff) -> Result<String, String> {
    let block = find_block(text, tag)?;
    let mut new = String::new();
    for (title, lines) in diff.changelog() {
        new.push_str(&format!("### {title} codes\n\n{}\n\n", lines.join("\n")));
    }
    if !new.is_empty() {
        new = format!("{START}{tag} -->\n\n{new}{END}");
    }
    let (before, after) = (&text[..block.start], &text[block.end..]);
    let parts = [before.trim_end(), &new, after.trim()];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Ok(parts.join("\n\n") + "\n")
}

/// Where the block is that counts from the release `tag`, or where it belongs: at the end of the
/// unreleased changes. Below the heading of a release that has no tag yet, it stays there.
fn find_block(text: &str, tag: &str) -> Result<Range<usize>, String> {
    if let Some(start) = text.find(&format!("{START}{tag} -->")) {
        let len = text[start..section_end(text, start)].find(END);
        let len = len.ok_or_else(|| {
            format!("{CHANGELOG} has no line {END:?} below the one that begins {START:?}")
        })?;
        return Ok(start..start + len + END.len());
    }
    let start = text
        .find(UNRELEASED)
        .ok_or_else(|| format!("{CHANGELOG} has no section {:?}", UNRELEASED.trim_end()))?;
    let end = section_end(text, start);
    match text[start..end].split_once(START) {
        None => Ok(end..end),
        Some((_, block)) => {
            let old = block.split(' ').next().unwrap_or_default();
            let fix = "move these changes below its heading";
            Err(format!(
                "{CHANGELOG} counts from the release {old}, but the last one is {tag}: {fix}"
            ))
        }
    }
}

/// Where the section ends that `start` is in.
fn section_end(text: &str, start: usize) -> usize {
    let len = text[start..].find("\n## ");
    len.map_or(text.len(), |len| start + len)
}

/// What `text` says below a heading such as `## [0.1.0] - 2027-01-31`, without the marks of a block;
/// empty if there is no such heading.
pub(crate) fn release_notes(text: &str, version: &str) -> String {
    let Some(start) = text.find(&format!("\n## [{version}] - ")) else {
        return String::new();
    };
    let section = &text[start + 1..section_end(text, start + 1)];
    let lines = section.lines().skip(1);
    let lines: Vec<_> = lines.filter(|line| !line.starts_with("<!--")).collect();
    lines.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use codegen::diff::{Change, Diff, Kind, Semver};

    use super::{release_notes, with_block};

    const BLOCK: &str = "\
<!-- `cargo xtask regen` wrote this: changes of codes since v1.0.0 -->

### Added codes

- `IP_BLOCKED` (403051): Ip Blocked

<!-- end of changes of codes -->";

    fn one_added() -> Diff {
        let change = Change {
            code: 403051,
            name: "IP_BLOCKED".to_owned(),
            kind: Kind::Added,
            before: None,
            after: Some("Ip Blocked".to_owned()),
            semver: Semver::Minor,
            reason: "a new constant".to_owned(),
        };
        Diff {
            changes: vec![change],
            pages: [String::new(), String::new()],
        }
    }

    /// `OLD` in the old log is a stale block, `NEW` in the new one the block that is expected.
    #[track_caller]
    fn check(old: &str, expected: &str) {
        let old = old.replace("OLD", &BLOCK.replace("Ip Blocked", "Something else"));
        let diff = one_added();
        let new = with_block(&old, "v1.0.0", &diff).unwrap();
        assert_eq!(new, expected.replace("NEW", BLOCK));
        assert_eq!(with_block(&new, "v1.0.0", &diff).unwrap(), new);
        let nothing = Diff {
            changes: Vec::new(),
            ..diff
        };
        let without = with_block(&new, "v1.0.0", &nothing).unwrap();
        assert_eq!(
            without,
            expected.replace("NEW\n\n", "").replace("\n\nNEW", "")
        );
    }

    #[test]
    fn the_block_is_at_the_end_of_the_unreleased_changes() {
        let log = "# Log\n\n## [Unreleased]\n\n### Fixed\n\n- a\n\nNEW\n\n## [1.0.0]\n\n- b\n";
        check(&log.replace("\n\nNEW", ""), log);
        check(&log.replace("NEW", "OLD"), log);
        check("## [Unreleased]\n", "## [Unreleased]\n\nNEW\n");
    }

    #[test]
    fn a_release_that_has_no_tag_yet_keeps_its_block() {
        let log = "## [Unreleased]\n\n## [1.1.0]\n\nNEW\n\n## [1.0.0]\n";
        check(&log.replace("NEW", "OLD"), log);
    }

    #[test]
    fn a_block_without_an_end_does_not_end_in_another_release() {
        let log = format!(
            "## [Unreleased]\n\n{}\n## [1.0.0]\n\n{BLOCK}\n",
            BLOCK.replace("<!-- end of changes of codes -->", "")
        );
        let error = with_block(&log, "v1.0.0", &one_added()).unwrap_err();
        assert!(error.contains("no line \"<!-- end"), "{error}");
    }

    #[test]
    fn the_blocks_of_released_versions_stay() {
        let log = format!(
            "## [Unreleased]\n\nNEW\n\n## [1.0.0]\n\n{}\n",
            BLOCK.replace("v1.0.0", "v0.9.0")
        );
        check(&log.replace("NEW\n\n", ""), &log);
    }

    #[test]
    fn what_cannot_be_updated_is_refused() {
        let log = format!("## [Unreleased]\n\n{BLOCK}\n");
        for (log, tag, expected) in [
            ("# Log\n", "v1.0.0", "no section \"## [Unreleased]\""),
            (&log.replace("<!-- end", ""), "v1.0.0", "no line \"<!-- end"),
            (
                &log,
                "v1.1.0",
                "the release v1.0.0, but the last one is v1.1.0: move these changes",
            ),
        ] {
            let error = with_block(log, tag, &one_added()).unwrap_err();
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn the_notes_are_the_section_without_marks() {
        let log = format!(
            "## [Unreleased]\n\n- a\n\n## [1.0.0] - 2027-01-31\n\n### Fixed\n\n- b\n\n{BLOCK}\n\n## [0.9.0] - 2026-01-31\n\n"
        );
        let notes = "### Fixed\n\n- b\n\n\n### Added codes\n\n- `IP_BLOCKED` (403051): Ip Blocked";
        assert_eq!(release_notes(&log, "1.0.0"), notes);
        for version in ["0.9.0", "1.0", "1.1.0", "Unreleased"] {
            assert_eq!(release_notes(&log, version), "", "{version}");
        }
    }
}
