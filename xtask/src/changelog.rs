//! The block of CHANGELOG.md that lists the changes of codes since the last release.

use std::ops::Range;

use codegen::diff::Diff;

/// Where the change log stands in the workspace.
pub(crate) const CHANGELOG: &str = "CHANGELOG.md";

const UNRELEASED: &str = "## [Unreleased]\n";
/// Stands before the block; the commit follows that the block counts from.
const START: &str = "<!-- `cargo xtask regen --changelog` wrote this; codes since ";
const END: &str = "<!-- end of codes -->";

/// The commit that the block of unreleased changes counts from; `None` if there is no block yet.
pub(crate) fn base(text: &str) -> Result<Option<&str>, String> {
    let block = block(text, &unreleased(text)?)?;
    let base = text[block].strip_prefix(START);
    Ok(base.and_then(|base| base.split_whitespace().next()))
}

/// `text` with a block that lists `diff`, the changes since the commit `base`, instead of the
/// block that is there. If nothing changed, there is no block.
pub(crate) fn with_block(text: &str, base: &str, diff: &Diff) -> Result<String, String> {
    let block = block(text, &unreleased(text)?)?;
    let mut new = String::new();
    for (title, changes) in diff.changelog() {
        new.push_str(&format!("### {title} codes\n\n"));
        for change in changes {
            new.push_str(&format!("{}\n", change.to_markdown()));
        }
        new.push('\n');
    }
    if !new.is_empty() {
        new = format!("{START}{base} -->\n\n{new}{END}");
    }
    let parts = [
        text[..block.start].trim_end(),
        &new,
        text[block.end..].trim(),
    ];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Ok(format!("{}\n", parts.join("\n\n")))
}

/// Where the section of unreleased changes stands.
fn unreleased(text: &str) -> Result<Range<usize>, String> {
    let start = text
        .find(UNRELEASED)
        .ok_or_else(|| format!("{CHANGELOG} has no section {:?}", UNRELEASED.trim_end()))?;
    let next = text[start..].find("\n## ");
    Ok(start..next.map_or(text.len(), |next| start + next))
}

/// Where the block stands in the section; its empty end if there is no block yet.
fn block(text: &str, section: &Range<usize>) -> Result<Range<usize>, String> {
    let Some(start) = text[section.clone()].find(START) else {
        return Ok(section.end..section.end);
    };
    let start = section.start + start;
    let len = text[start..section.end].find(END).ok_or_else(|| {
        format!("{CHANGELOG} has no line {END:?} below the one that begins {START:?}")
    })?;
    Ok(start..start + len + END.len())
}

#[cfg(test)]
mod tests {
    use codegen::diff::{Diff, Released, diff_catalogs};
    use codegen::{OnLoss, Source, read};

    use super::{base, with_block};

    /// From no code to one.
    fn one_added() -> Diff {
        let page = |rows: &str| {
            let page = format!(
                "0 indicates success while 20000x codes indicate a response; all other codes \
                 indicate an error.\n\n## Error Code Definitions Table\n\n\
                 errorCode\terrorMessage\tDescription\n0\t\tSuccess.\n{rows}\n## Additional Information\n"
            );
            let (page, ledger) = (Source::new("page", &page), Source::new("ledger", ""));
            {
                let inputs = codegen::Inputs {
                    page: &page,
                    ledger: &ledger,
                    copy: None,
                    loss: OnLoss::Refuse,
                };
                read(&inputs).unwrap().catalog
            }
        };
        diff_catalogs(
            &page(""),
            &page("403042\tInvalid loginID\tNo.\n"),
            &Released::All,
        )
    }

    const BLOCK: &str = "\
<!-- `cargo xtask regen --changelog` wrote this; codes since abc -->

### Added codes

- `INVALID_LOGIN_ID` (403042): Invalid loginID

<!-- end of codes -->";

    #[track_caller]
    fn check(old: &str, expected: &str) {
        let expected = expected.replace("BLOCK", BLOCK);
        let new = with_block(old, "abc", &one_added()).unwrap();
        assert_eq!(new, expected);
        assert_eq!(base(&new), Ok(Some("abc")));
        assert_eq!(with_block(&new, "abc", &one_added()).unwrap(), new, "once");
        let nothing = Diff {
            changes: Vec::new(),
            ..one_added()
        };
        let without = expected.replace(&format!("\n\n{BLOCK}"), "");
        assert_eq!(with_block(&new, "abc", &nothing).unwrap(), without);
    }

    #[test]
    fn a_block_is_added_to_the_unreleased_changes_or_replaced() {
        let text = "# Log\n\n## [Unreleased]\n\n### Added\n\n- a\n\nBLOCK\n\n## [1.0.0]\n\n- d\n";
        check(&text.replace("\n\nBLOCK", ""), text);
        check(
            &text.replace("BLOCK", &BLOCK.replace("Invalid loginID", "x\n- y")),
            text,
        );
        let text = "# Log\n\n## [Unreleased]\n\nBLOCK\n\n- b\n";
        check(&text.replace("BLOCK", &BLOCK.replace("Invalid", "")), text);
        check("## [Unreleased]\n", "## [Unreleased]\n\nBLOCK\n");
    }

    #[test]
    fn the_block_of_a_release_is_left_as_it_is() {
        let released = format!("## [1.0.0]\n\n{}\n", BLOCK.replace("abc", "old"));
        check(
            &format!("## [Unreleased]\n\n{released}"),
            &format!("## [Unreleased]\n\nBLOCK\n\n{released}"),
        );
    }

    #[test]
    fn a_change_log_without_the_section_or_the_end_of_the_block_is_refused() {
        assert!(base("# Log\n").is_err());
        assert!(base(&format!("## [Unreleased]\n\n{BLOCK}\n").replace("<!-- end", "")).is_err());
    }
}
