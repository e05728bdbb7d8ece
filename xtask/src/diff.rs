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
    pub(crate) compared: Compared,
    pub(crate) format: Format,
}

pub(crate) enum Compared {
    /// The committed page with this copy of it.
    Copy(Copy),
    /// `REV` with the working tree, or `REV..REV`.
    Revisions(String),
}

/// `FORMATS.md` documents the JSON.
pub(crate) enum Format {
    Text,
    Markdown,
    Json,
    /// The title, an empty line and the text of a pull request, with the tests that fail.
    PullRequest {
        failed: String,
    },
}

impl Format {
    /// The format named `name`; text by default.
    pub(crate) fn find(name: Option<&str>, failed: Option<PathBuf>) -> Result<Self, String> {
        match (name, failed) {
            (None | Some("text"), None) => Ok(Self::Text),
            (Some("markdown"), None) => Ok(Self::Markdown),
            (Some("json"), None) => Ok(Self::Json),
            (Some("pull-request"), failed) => Ok(Self::PullRequest {
                failed: failed.map_or(Ok(String::new()), |path| read_text(&path))?,
            }),
            (_, Some(_)) => Err("--failed needs --format pull-request".to_owned()),
            _ => Err("--format is one of text, markdown, json, pull-request".to_owned()),
        }
    }
}

fn read_text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode, String> {
    let (old, new) = match &options.compared {
        Compared::Copy(copy) => {
            let head = Revision::find(&workspace.root, "HEAD")?;
            let new = workspace.inputs_at(&head, Some(copy))?.read()?;
            (read_at(workspace, "HEAD")?, new)
        }
        Compared::Revisions(range) => match range.split_once("..") {
            Some((_, to)) if to.starts_with('.') => {
                return Err("a range has two dots: REV..REV".to_owned());
            }
            Some((from, to)) => (read_at(workspace, from)?, read_at(workspace, to)?),
            None => (read_at(workspace, range)?, workspace.inputs(None)?.read()?),
        },
    };
    let released = find_released(workspace);
    let diff = diff_catalogs(&old.catalog, &new.catalog, &released);
    print(&match &options.format {
        Format::Text => diff.to_text(),
        Format::Markdown => diff.to_markdown(),
        Format::Json => diff.to_json(),
        Format::PullRequest { failed } => {
            let version = version::read_version(workspace)?;
            diff.to_pull_request(&new.catalog, &version, &new.problems, failed)
        }
    })?;
    Ok(exit_code(diff.is_empty()))
}

fn read_at(workspace: &Workspace, revision: &str) -> Result<Reading, String> {
    let revision = Revision::find(&workspace.root, revision)?;
    workspace.inputs_at(&revision, None)?.read()
}

/// What changed from `revision` to `new`.
pub(crate) fn diff_since(
    workspace: &Workspace,
    revision: &Revision,
    new: &Reading,
) -> Result<Diff, String> {
    let inputs = workspace.inputs_at(revision, None)?;
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
    let old = workspace.inputs_at(revision, None)?.read_quietly();
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
