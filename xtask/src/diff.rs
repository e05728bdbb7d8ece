//! `cargo xtask diff`: what changed between two catalogs, and what release that needs.

use std::path::PathBuf;
use std::process::ExitCode;

use codegen::diff::{Diff, Released, diff_catalogs};
use codegen::{Catalog, OnLoss, Reading};

use crate::git::Revision;
use crate::inputs::{Inputs, Raw, Workspace};
use crate::{Failure, fine_if, print};

pub(crate) struct Options {
    pub(crate) compared: Compared,
    pub(crate) render: Render,
}

/// Writes a diff out in one format.
type Render = fn(&Diff) -> String;

pub(crate) enum Compared {
    /// The committed page with this copy of it.
    Page(PathBuf),
    /// `REV` with the working tree, or `REV..REV`.
    Revisions(String),
}

/// `FORMATS.md` documents the JSON.
pub(crate) const FORMATS: [(&str, Render); 3] = [
    ("text", Diff::to_text),
    ("markdown", Diff::to_markdown),
    ("json", Diff::to_json),
];

pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode, Failure> {
    let (old, new) = match &options.compared {
        Compared::Page(path) => {
            let head = Revision::find(&workspace.root, "HEAD")?;
            let ledger = Raw::at(&head, codegen::LEDGER)?;
            let new = workspace.inputs(Raw::page_copy(path)?, ledger).read()?;
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
    let diff = diff_catalogs(&old, &new, &Released::All);
    print(&(options.render)(&diff))?;
    Ok(fine_if(diff.is_empty()))
}

fn catalog_at(workspace: &Workspace, revision: &str) -> Result<Catalog, Failure> {
    let revision = Revision::find(&workspace.root, revision)?;
    Ok(inputs_at(workspace, &revision)?.read()?.catalog)
}

fn inputs_at(workspace: &Workspace, revision: &Revision) -> Result<Inputs, String> {
    let page = Raw::at(revision, codegen::PAGE)?;
    let ledger = Raw::at(revision, codegen::LEDGER)?;
    Ok(Inputs {
        // Whoever committed them has accepted it.
        loss: OnLoss::Accept,
        ..workspace.inputs(page, ledger)
    })
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
        return Ok(diff_catalogs(&new.catalog, &new.catalog, &Released::All));
    }
    let name = &revision.name;
    let unusable = |_| format!("the page or the ledger of {name:?} cannot be used");
    let old = inputs.read_quietly().map_err(unusable)?;
    Ok(diff_catalogs(&old.catalog, &new.catalog, &Released::All))
}
