//! `cargo xtask diff`: what changed between two catalogs, and what release that needs.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use codegen::diff::{Diff, Released, diff_catalogs};
use codegen::{Catalog, Reading};

use crate::git::{self, Release, Revision};
use crate::inputs::{Copy, Workspace};
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
#[derive(PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Markdown,
    Json,
    PullRequest,
}

impl Format {
    pub(crate) fn parse(name: &str) -> Result<Self, String> {
        match name {
            "text" => Ok(Self::Text),
            "markdown" => Ok(Self::Markdown),
            "json" => Ok(Self::Json),
            "pull-request" => Ok(Self::PullRequest),
            _ => Err("--format is one of text, markdown, json, pull-request".to_owned()),
        }
    }
}

pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode, String> {
    let read_at = |revision: &str, copy| {
        let revision = Revision::find(&workspace.root, revision)?;
        workspace.inputs(Some(&revision), copy)?.read()
    };
    let range = &options.range;
    let (old, new) = match (range.split_once(".."), &options.copy) {
        (Some((_, to)), _) if to.starts_with('.') => {
            return Err("a range has two dots: REV..REV".to_owned());
        }
        (Some((from, to)), _) => (read_at(from, None)?, read_at(to, None)?),
        (None, Some(copy)) => (read_at(range, None)?, read_at(range, Some(copy))?),
        (None, None) => (read_at(range, None)?, workspace.inputs(None, None)?.read()?),
    };
    let diff = diff_catalogs(&old.catalog, &new.catalog, &find_released(workspace));
    print(&match options.format {
        Format::Text => diff.to_text(),
        Format::Markdown => diff.to_markdown(),
        Format::Json => diff.to_json(),
        Format::PullRequest => {
            let version = version::show_version(version::read_version(workspace)?);
            let failed = options.failed.as_deref().map(read_text).transpose()?;
            let failed = failed.unwrap_or_default();
            diff.to_pull_request(&new.catalog, &version, &new.problems, &failed)
        }
    })?;
    Ok(exit_code(diff.is_empty()))
}

fn read_text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

/// What changed from `revision` to `new`.
pub(crate) fn diff_since(
    workspace: &Workspace,
    revision: &Revision,
    new: &Reading,
) -> Result<Diff, String> {
    let inputs = workspace.inputs(Some(revision), None)?;
    // Usually nothing has changed, and the same inputs need not be read twice.
    if inputs.page.sha256() == new.catalog.page_sha256 && inputs.ledger.text() == new.ledger {
        return Ok(diff_catalogs(&new.catalog, &new.catalog, &Released::All));
    }
    let old = catalog_of(workspace, revision)?;
    Ok(diff_catalogs(&old, &new.catalog, &find_released(workspace)))
}

fn catalog_of(workspace: &Workspace, revision: &Revision) -> Result<Catalog, String> {
    let name = &revision.name;
    let unusable = |_| format!("the page or the ledger of {name:?} is not usable");
    let old = workspace.inputs(Some(revision), None)?.read_quietly();
    old.map(|old| old.catalog).map_err(unusable)
}

/// Which constants were released: all of them, if no release can be seen.
fn find_released(workspace: &Workspace) -> Released {
    let released = match git::find_release(&workspace.root, "HEAD") {
        Ok(Release::Tag(tag)) => catalog_of(workspace, &tag),
        Ok(Release::NoneYet) => return Released::Only(BTreeSet::new()),
        Ok(Release::NoGit(why)) | Err(why) => Err(why),
    };
    released.map_or(Released::All, |catalog| Released::in_catalog(&catalog))
}
