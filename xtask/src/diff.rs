//! `cargo xtask diff`: what changed between two catalogs, and what release that needs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use codegen::diff::{Diff, diff};
use codegen::{Catalog, OnLoss, Reading};

use crate::git::Revision;
use crate::inputs::{Copy, Inputs, Raw, Workspace};
use crate::{Failure, exit_code, print};

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
    /// The title, an empty line and the text of a pull request, with the tests that failed.
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

pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode, Failure> {
    let (old, new) = match &options.compared {
        Compared::Copy(copy) => {
            let head = Revision::find(&workspace.root, "HEAD")?;
            let ledger = Raw::at(&head, codegen::LEDGER)?;
            let new = workspace.inputs(workspace.copy(copy)?, ledger).read()?;
            (catalog_at(workspace, "HEAD")?, new.catalog)
        }
        Compared::Revisions(range) => match range.split_once("..") {
            Some((_, to)) if to.starts_with('.') => {
                return Err("a range has two dots: REV..REV".into());
            }
            Some((from, to)) => (catalog_at(workspace, from)?, catalog_at(workspace, to)?),
            None => (catalog_at(workspace, range)?, workspace.read()?.catalog),
        },
    };
    let diff = diff(&old, &new);
    print(&match &options.format {
        Format::Text => diff.to_text(),
        Format::Markdown => diff.to_markdown(),
        Format::Json => diff.to_json(),
        Format::PullRequest { failed } => {
            format!(
                "Import Gigya's page: {}\n\n{}{failed}",
                diff.summary(),
                diff.to_markdown()
            )
        }
    })?;
    Ok(exit_code(diff.is_empty()))
}

fn read_text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

fn catalog_at(workspace: &Workspace, revision: &str) -> Result<Catalog, Failure> {
    let revision = Revision::find(&workspace.root, revision)?;
    Ok(inputs_at(workspace, &revision)?.read()?.catalog)
}

fn inputs_at(workspace: &Workspace, revision: &Revision) -> Result<Inputs, String> {
    let page = Raw::at(revision, codegen::PAGE)?;
    let ledger = Raw::at(revision, codegen::LEDGER)?;
    let mut inputs = workspace.inputs(page, ledger);
    // What was committed has been accepted.
    inputs.loss = OnLoss::Accept;
    Ok(inputs)
}

/// What changed from `revision` to `new`.
pub(crate) fn since(
    workspace: &Workspace,
    revision: &Revision,
    new: &Reading,
) -> Result<Diff, String> {
    let inputs = inputs_at(workspace, revision)?;
    // Mostly nothing has changed, and then the same need not be read twice.
    if inputs.page.sha256() == new.catalog.page_sha256 && inputs.ledger.text() == new.ledger {
        return Ok(diff(&new.catalog, &new.catalog));
    }
    let name = &revision.name;
    let unusable = |_| format!("the page or the ledger of {name:?} cannot be used");
    let old = inputs.read_quietly().map_err(unusable)?;
    Ok(diff(&old.catalog, &new.catalog))
}
