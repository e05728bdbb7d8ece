//! The block of CHANGELOG.md that lists the changes of codes since the last release.

use std::ops::Range;

use codegen::diff::Diff;

/// The change log's path in the workspace.
pub(crate) const CHANGELOG: &str = "CHANGELOG.md";

const UNRELEASED: &str = "## [Unreleased]\n";
/// The block's first line begins so; the tag of the last release follows.
const START: &str = "<!-- `cargo xtask regen` wrote this: changes of codes since ";
const END: &str = "<!-- end of changes of codes -->";

/// `text` with a block that lists what changed since a release: its tag and the changes. Before
/// the first release, and if nothing changed, there is no block.
pub(crate) fn with_block(text: &str, changes: Option<(&str, &Diff)>) -> Result<String, String> {
    let Some((tag, diff)) = changes else {
        let fix = "whose tag this clone lacks: run `git fetch --tags`";
        return refuse_block(text, fix).map(|()| text.to_owned());
    };
    let block = find_block(text, tag)?;
    let mut new = String::new();
    for (title, lines) in diff.changelog() {
        new.push_str(&format!("### {title} codes\n\n{}\n\n", lines.join("\n")));
    }
    if !new.is_empty() {
        new = format!("{START}{tag} -->\n\n{new}{END}");
    }
    let parts = [
        text[..block.start].trim_end(),
        &new,
        text[block.end..].trim(),
    ];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Ok(format!("{}\n", parts.join("\n\n")))
}

/// Refuses any block in `text`: it counts from another release than the last one.
fn refuse_block(text: &str, fix: &str) -> Result<(), String> {
    match text.split_once(START) {
        None => Ok(()),
        Some((_, rest)) => {
            let tag = rest.split(' ').next().unwrap_or_default();
            Err(format!("{CHANGELOG} counts from the release {tag}, {fix}"))
        }
    }
}

/// Where the block is that counts from the release `tag`, or where it belongs: at the end of the
/// unreleased changes. Below the heading of a release that has no tag yet, it stays there.
fn find_block(text: &str, tag: &str) -> Result<Range<usize>, String> {
    let end_of_section = |start: usize| {
        let len = text[start..].find("\n## ");
        len.map_or(text.len(), |len| start + len)
    };
    if let Some(start) = text.find(&format!("{START}{tag} -->")) {
        let len = text[start..end_of_section(start)].find(END);
        let len = len.ok_or_else(|| {
            format!("{CHANGELOG} has no line {END:?} below the one that begins {START:?}")
        })?;
        return Ok(start..start + len + END.len());
    }
    let unreleased = text.find(UNRELEASED);
    let start = unreleased
        .ok_or_else(|| format!("{CHANGELOG} has no section {:?}", UNRELEASED.trim_end()))?;
    let end = end_of_section(start);
    let fix = format!("but the last one is {tag}: move these changes below its heading");
    refuse_block(&text[start..end], &fix)?;
    Ok(end..end)
}

#[cfg(test)]
mod tests {
    use codegen::diff::{Change, Diff, Kind, Semver};

    use super::with_block;

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
        let new = with_block(&old, Some(("v1.0.0", &diff))).unwrap();
        assert_eq!(new, expected.replace("NEW", BLOCK));
        assert_eq!(with_block(&new, Some(("v1.0.0", &diff))).unwrap(), new);
        let nothing = Diff {
            changes: Vec::new(),
            ..diff
        };
        let without = with_block(&new, Some(("v1.0.0", &nothing))).unwrap();
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
        let error = with_block(&log, Some(("v1.0.0", &one_added()))).unwrap_err();
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
        let diff = one_added();
        let log = format!("## [Unreleased]\n\n{BLOCK}\n");
        for (log, changes, expected) in [
            (
                "# Log\n",
                Some(("v1.0.0", &diff)),
                "no section \"## [Unreleased]\"",
            ),
            (
                &log.replace("<!-- end", ""),
                Some(("v1.0.0", &diff)),
                "no line \"<!-- end",
            ),
            (
                &log,
                Some(("v1.1.0", &diff)),
                "the release v1.0.0, but the last one is v1.1.0: move these changes",
            ),
            (
                &log,
                None,
                "the release v1.0.0, whose tag this clone lacks: run `git fetch --tags`",
            ),
        ] {
            let error = with_block(log, changes).unwrap_err();
            assert!(error.contains(expected), "{error}");
        }
        assert_eq!(
            with_block("## [Unreleased]\n", None),
            Ok("## [Unreleased]\n".to_owned())
        );
    }
}
