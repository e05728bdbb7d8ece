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
    let block = find_block(text, changes.map(|(tag, _)| tag))?;
    let mut new = String::new();
    if let Some((tag, diff)) = changes {
        for (title, changes) in diff.changelog() {
            new.push_str(&format!("### {title} codes\n\n"));
            for change in changes {
                new.push_str(&format!("{}\n", change.to_markdown()));
            }
            new.push('\n');
        }
        if !new.is_empty() {
            new = format!("{START}{tag} -->\n\n{new}{END}");
        }
    }
    let parts = [
        text[..block.start].trim_end(),
        &new,
        text[block.end..].trim(),
    ];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Ok(format!("{}\n", parts.join("\n\n")))
}

/// Where the block is; the empty end of the unreleased changes if there is none.
///
/// A release that is being prepared has a heading already, and no tag: the block that it got from
/// the unreleased changes stays, and is kept up to date, in its section.
fn find_block(text: &str, tag: Option<&str>) -> Result<Range<usize>, String> {
    let unreleased = text
        .find(UNRELEASED)
        .ok_or_else(|| format!("{CHANGELOG} has no section {:?}", UNRELEASED.trim_end()))?;
    let end_of = |heading: &str| {
        let next = text[unreleased..].find(heading);
        next.map_or(text.len(), |next| unreleased + next)
    };
    let end = end_of(&match tag {
        Some(tag) => format!("\n## [{}]", tag.trim_start_matches('v')),
        None => "\n## [".to_owned(),
    });
    let Some(start) = text[unreleased..end].find(START) else {
        let end = end_of("\n## ");
        return Ok(end..end);
    };
    let start = unreleased + start;
    let len = text[start..end].find(END).ok_or_else(|| {
        format!("{CHANGELOG} has no line {END:?} below the one that begins {START:?}")
    })?;
    Ok(start..start + len + END.len())
}
