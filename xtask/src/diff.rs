//! `cargo xtask diff`: what changed between two catalogs, and what release that needs.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use clap::ValueEnum;
use codegen::diff::{Diff, diff};
use codegen::source::File;
use codegen::{Catalog, Loss, Reading, Source};

use crate::changelog::CHANGELOG;
use crate::git::Revision;
use crate::workspace::{Workspace, file, read_texts};
use crate::{Failure, Outcome, tolerate};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// From here to the working tree, or from here to there: `REV` or `REV..REV`
    #[arg(
        value_name = "REV[..REV]",
        default_value = "HEAD",
        conflicts_with = "page"
    )]
    range: String,
    /// Compare the committed page with this copy of it, in whatever form, both with the committed
    /// ledger
    #[arg(long, value_name = "FILE")]
    page: Option<PathBuf>,
    /// The format; the README documents it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For a terminal
    Text,
    /// For a pull request
    Markdown,
    /// For programs
    Json,
}

pub(crate) fn run(workspace: &Workspace, args: &Args) -> Result<Outcome, Failure> {
    let root = workspace.root();
    let (old, new) = match (&args.page, args.range.split_once("..")) {
        (Some(page), _) => {
            let head = Revision::find(root, "HEAD")?;
            (catalog_at(root, &head)?, with_page(root, &head, page)?)
        }
        (None, Some((_, to))) if to.starts_with('.') => {
            return Err(anyhow!("a range has two dots: REV..REV").into());
        }
        (None, Some((from, to))) => {
            let from = catalog_at(root, &Revision::find(root, from)?)?;
            (from, catalog_at(root, &Revision::find(root, to)?)?)
        }
        (None, None) => {
            let from = catalog_at(root, &Revision::find(root, &args.range)?)?;
            (from, workspace.read()?.catalog)
        }
    };
    let diff = diff(&old, &new);
    let text = match args.format {
        Format::Text => diff.to_text(),
        Format::Markdown => diff.to_markdown(),
        Format::Json => diff.to_json(),
    };
    tolerate(anstream::stdout().write_all(text.as_bytes()))?;
    Ok(if diff.is_empty() {
        Outcome::Fine
    } else {
        Outcome::Findings
    })
}

/// What changed from `HEAD` to `new`.
pub(crate) fn since_head(root: &Path, new: &Reading) -> anyhow::Result<Diff> {
    let [page, ledger] = texts_at(root, &Revision::find(root, "HEAD")?)?;
    let (page, page_error) = Source::decode(File::Page, codegen::PAGE, &page);
    let (ledger, ledger_error) = Source::decode(File::Ledger, codegen::LEDGER, &ledger);
    // Mostly nothing has changed, and then the same need not be read twice.
    if page.sha256() == new.catalog.page_sha256 && ledger.text() == new.ledger {
        return Ok(diff(&new.catalog, &new.catalog));
    }
    let old = codegen::read(&page, &ledger, Loss::Refuse)
        .ok()
        .filter(|_| page_error.is_none() && ledger_error.is_none())
        .context("the page or the ledger at HEAD cannot be used")?;
    Ok(diff(&old.catalog, &new.catalog))
}

/// The change log at `HEAD`; empty if there is none.
pub(crate) fn changelog_at_head(root: &Path) -> anyhow::Result<String> {
    let changelog = Revision::find(root, "HEAD")?.read(root, CHANGELOG)?;
    Ok(String::from_utf8_lossy(&changelog.unwrap_or_default()).into_owned())
}

fn catalog_at(root: &Path, revision: &Revision) -> Result<Catalog, Failure> {
    let [page, ledger] = texts_at(root, revision)?;
    let name = |path: &str| format!("{}:{path}", revision.name);
    let page = (name(codegen::PAGE), page);
    Ok(read_texts(page, (name(codegen::LEDGER), ledger))?.catalog)
}

fn with_page(root: &Path, head: &Revision, page: &Path) -> Result<Catalog, Failure> {
    let [_, ledger] = texts_at(root, head)?;
    Ok(read_texts(file(page)?, (format!("HEAD:{}", codegen::LEDGER), ledger))?.catalog)
}

fn texts_at(root: &Path, revision: &Revision) -> anyhow::Result<[Vec<u8>; 2]> {
    let text = |path: &str| {
        revision
            .read(root, path)?
            .ok_or_else(|| anyhow!("revision {:?} has no {path}", revision.name))
    };
    Ok([text(codegen::PAGE)?, text(codegen::LEDGER)?])
}
