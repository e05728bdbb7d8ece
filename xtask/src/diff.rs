//! `cargo xtask diff`: what changed between two catalogs, and what release that needs.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use codegen::Reading;
use codegen::diff::{Diff, Released, diff_catalogs};

use crate::git::{self, Release, Revision};
use crate::inputs::{self, Copy, Workspace};
use crate::{exit_code, print, version};

pub(crate) struct Options {
    /// `REV`, which is compared with the working tree, or `REV..REV`.
    pub(crate) range: String,
    /// A copy of the page, with which the page of `range` is compared instead.
    pub(crate) copy: Option<Copy>,
    pub(crate) format: Format,
    /// A file that names the tests that fail, for the text of a pull request.
    pub(crate) failed: Option<PathBuf>,
}

/// `FORMATS.md` documents the JSON.
pub(crate) enum Format {
    Text,
    Markdown,
    Json,
    PullRequest,
}

pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode, String> {
    let read_at = |revision: Option<&str>, copy| {
        let revision = revision.map(|name| Revision::find(&workspace.root, name));
        inputs::read(&workspace.inputs(revision.transpose()?.as_ref(), copy)?)
    };
    let (range, copy) = (options.range.as_str(), options.copy.as_ref());
    let (from, to) = match range.split_once("..") {
        Some((from, to)) => (from, Some(to)),
        None => (range, copy.map(|_| range)),
    };
    let (old, new) = (read_at(Some(from), None)?, read_at(to, copy)?);
    let diff = diff_catalogs(&old.catalog, &new.catalog, &find_released(workspace));
    print(&match options.format {
        Format::Text => diff.to_text(),
        Format::Markdown => diff.to_markdown(),
        Format::Json => diff.to_json(),
        Format::PullRequest => {
            let version = version::read_value(workspace, "version")?;
            let failed = options.failed.as_ref();
            let failed = failed.map_or(Ok(String::new()), fs::read_to_string);
            let failed = failed.map_err(|error| format!("cannot read what failed: {error}"))?;
            diff.to_pull_request(&new.catalog, &version, &new.problems, &failed)
        }
    })?;
    Ok(exit_code(diff.is_empty()))
}

/// What changed from `revision` to `new`.
pub(crate) fn diff_since(
    workspace: &Workspace,
    revision: &Revision,
    new: &Reading,
) -> Result<Diff, String> {
    let old = workspace.inputs(Some(revision), None)?;
    // Usually nothing has changed, and the same inputs need not be read twice.
    if old.page.sha256() == new.catalog.page_sha256 && old.ledger.text() == new.ledger {
        return Ok(diff_catalogs(&new.catalog, &new.catalog, &Released::All));
    }
    let released = find_released(workspace);
    let old = inputs::read_quietly(&old)?;
    Ok(diff_catalogs(&old, &new.catalog, &released))
}

/// Which constants were released: all of them, if no release can be seen.
fn find_released(workspace: &Workspace) -> Released {
    let tag = match git::find_release(&workspace.root) {
        Ok(Release::Tag(tag)) => tag,
        Ok(Release::NoneYet) => return Released::Only(BTreeSet::new()),
        Ok(Release::Unknown) | Err(_) => return Released::All,
    };
    let inputs = workspace.inputs(Some(&tag), None);
    let catalog = inputs.and_then(|inputs| inputs::read_quietly(&inputs));
    catalog.map_or(Released::All, |catalog| Released::in_catalog(&catalog))
}
