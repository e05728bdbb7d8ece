//! The lines of a change, in CHANGELOG.md, under Unreleased.

use anyhow::Context as _;
use codegen::diff::Diff;

/// Where the change log stands in the workspace.
pub(crate) const CHANGELOG: &str = "CHANGELOG.md";

/// Adds those lines of `diff` to `text` that are not there yet.
///
/// # Errors
///
/// When there is no section for unreleased changes.
pub(crate) fn add(text: &str, diff: &Diff) -> anyhow::Result<String> {
    let start = text
        .find("## [Unreleased]\n")
        .with_context(|| format!("{CHANGELOG} has no section \"## [Unreleased]\""))?;
    let end = text[start + 1..]
        .find("\n## ")
        .map_or(text.len(), |next| start + 1 + next);
    let mut section: Vec<String> = text[start..end]
        .trim_end()
        .lines()
        .map(str::to_owned)
        .collect();
    for (title, entries) in diff.changelog() {
        let new: Vec<String> = entries
            .into_iter()
            .map(|(line, _)| line)
            .filter(|line| !section.contains(line))
            .collect();
        if new.is_empty() {
            continue;
        }
        let heading = format!("### {title}");
        let at = section
            .iter()
            .position(|line| *line == heading)
            .unwrap_or_else(|| {
                section.extend([String::new(), heading, String::new()]);
                section.len() - 2
            });
        // After the last line that stands under the heading.
        let under = section[at + 1..]
            .iter()
            .take_while(|line| !line.starts_with('#'));
        let last = under
            .enumerate()
            .filter(|(_, line)| !line.is_empty())
            .last();
        let place = last.map_or(section.len(), |(offset, _)| at + offset + 2);
        section.splice(place..place, new);
    }
    Ok(format!(
        "{}{}\n{}",
        &text[..start],
        section.join("\n"),
        &text[end..]
    ))
}

#[cfg(test)]
mod tests {
    use codegen::Source;
    use codegen::catalog::read;
    use codegen::diff::{Diff, diff};

    use super::add;

    /// From no code to one.
    fn one_added() -> Diff {
        let page = |rows: &str| {
            let page = format!(
                "0 indicates success while 20000x codes indicate a response; all other codes \
                 indicate an error.\n\n## Error Code Definitions Table\n\n\
                 errorCode\terrorMessage\tDescription\n0\t\tSuccess.\n{rows}\n## Additional Information\n"
            );
            read(&Source::new("page", &page), &Source::new("ledger", ""))
                .unwrap()
                .catalog
        };
        diff(&page(""), &page("403042\tInvalid loginID\tNo.\n"))
    }

    const LINE: &str = "- `INVALID_LOGIN_ID` (403042): Invalid loginID";

    #[test]
    fn lines_are_added_once() {
        let old = "# Log\n\n## [Unreleased]\n\n### Added\n\n- a\n  b\n\n### Fixed\n\n- c\n\n## [1.0.0]\n\n- d\n";
        let new = format!(
            "# Log\n\n## [Unreleased]\n\n### Added\n\n- a\n  b\n{LINE}\n\n### Fixed\n\n- c\n\n## [1.0.0]\n\n- d\n"
        );
        assert_eq!(add(old, &one_added()).unwrap(), new);
        assert_eq!(add(&new, &one_added()).unwrap(), new);
    }

    #[test]
    fn a_heading_is_added() {
        let new = format!("# Log\n\n## [Unreleased]\n\n### Added\n\n{LINE}\n");
        assert_eq!(
            add("# Log\n\n## [Unreleased]\n", &one_added()).unwrap(),
            new
        );
    }

    #[test]
    fn without_a_section_nothing_can_be_added() {
        assert!(add("# Log\n", &one_added()).is_err());
    }
}
