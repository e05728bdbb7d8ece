//! The lines of a change, in CHANGELOG.md, under Unreleased.

use anyhow::Context as _;
use codegen::diff::{Diff, Line};

/// Where the change log stands in the workspace.
pub(crate) const CHANGELOG: &str = "CHANGELOG.md";

/// The headings of Keep a Changelog, in its order.
const HEADINGS: [&str; 6] = [
    "Added",
    "Changed",
    "Deprecated",
    "Removed",
    "Fixed",
    "Security",
];

/// Adds the lines of `diff` to `text`, unless they are there. A line about the same change which the
/// `committed` change log does not have yet was written by an earlier run, and is replaced.
///
/// # Errors
///
/// When there is no section for unreleased changes.
pub(crate) fn add(text: &str, committed: &str, diff: &Diff) -> anyhow::Result<String> {
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
    for (title, lines) in diff.changelog() {
        for Line { start, text, .. } in &lines {
            section.retain(|old| {
                old == text || !old.starts_with(start) || committed.lines().any(|line| line == old)
            });
        }
        let new: Vec<String> = lines
            .into_iter()
            .map(|line| line.text)
            .filter(|line| !section.contains(line))
            .collect();
        if !new.is_empty() {
            let place = place_under(title, &mut section);
            section.splice(place..place, new);
        }
    }
    Ok(format!(
        "{}{}\n{}",
        &text[..start],
        section.join("\n"),
        &text[end..]
    ))
}

/// Where the next line under the heading `title` goes. The heading is added if it is not there.
fn place_under(title: &str, section: &mut Vec<String>) -> usize {
    let heading = |title: &str| format!("### {title}");
    if let Some(at) = section.iter().position(|line| *line == heading(title)) {
        let under = section[at + 1..]
            .iter()
            .take_while(|line| !line.starts_with('#'));
        let last = under
            .enumerate()
            .filter(|(_, line)| !line.is_empty())
            .last();
        return match last {
            Some((offset, _)) => at + offset + 2,
            // An empty list: a blank line before it, and one before what follows.
            None => {
                let rest = &section[at + 1..];
                let blank = rest.iter().take_while(|line| line.is_empty()).count();
                let lines = if blank == rest.len() { 1 } else { 2 };
                section.splice(
                    at + 1..=at + blank,
                    std::iter::repeat_n(String::new(), lines),
                );
                at + 2
            }
        };
    }
    let later = HEADINGS
        .iter()
        .skip_while(|other| **other != title)
        .map(|title| heading(title));
    let later: Vec<String> = later.collect();
    match section.iter().position(|line| later.contains(line)) {
        Some(at) => {
            section.splice(at..at, [heading(title), String::new(), String::new()]);
            at + 2
        }
        None => {
            section.extend([String::new(), heading(title), String::new()]);
            section.len()
        }
    }
}

#[cfg(test)]
mod tests {
    use codegen::diff::{Diff, diff};
    use codegen::{Loss, Source, read};

    use super::add;

    /// From no code to one.
    fn one_added() -> Diff {
        let page = |rows: &str| {
            let page = format!(
                "0 indicates success while 20000x codes indicate a response; all other codes \
                 indicate an error.\n\n## Error Code Definitions Table\n\n\
                 errorCode\terrorMessage\tDescription\n0\t\tSuccess.\n{rows}\n## Additional Information\n"
            );
            let (page, ledger) = (Source::new("page", &page), Source::new("ledger", ""));
            read(&page, &ledger, Loss::Refuse).unwrap().catalog
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
        assert_eq!(add(old, old, &one_added()).unwrap(), new);
        assert_eq!(add(&new, old, &one_added()).unwrap(), new);
    }

    #[test]
    fn a_heading_is_added() {
        let new = format!("# Log\n\n## [Unreleased]\n\n### Added\n\n{LINE}\n");
        assert_eq!(
            add("# Log\n\n## [Unreleased]\n", "", &one_added()).unwrap(),
            new
        );
    }

    #[test]
    fn headings_stand_in_their_order_and_empty_ones_are_filled() {
        let old = "## [Unreleased]\n\n### Fixed\n\n- c\n";
        let new = format!("## [Unreleased]\n\n### Added\n\n{LINE}\n\n### Fixed\n\n- c\n");
        assert_eq!(add(old, old, &one_added()).unwrap(), new);
        let old = "## [Unreleased]\n\n### Added\n\n### Fixed\n\n- c\n";
        assert_eq!(add(old, old, &one_added()).unwrap(), new);
    }

    #[test]
    fn a_line_that_is_no_longer_true_is_replaced() {
        let outdated = "- `INVALID_LOGIN_ID` (403042): Wrong login";
        let text = |line: &str| format!("## [Unreleased]\n\n### Added\n\n{line}\n");
        assert_eq!(add(&text(outdated), "", &one_added()).unwrap(), text(LINE));
        let both = text(&format!("{outdated}\n{LINE}"));
        assert_eq!(
            add(&text(outdated), &text(outdated), &one_added()).unwrap(),
            both
        );
    }

    #[test]
    fn without_a_section_nothing_can_be_added() {
        assert!(add("# Log\n", "", &one_added()).is_err());
    }
}
