//! `cargo xtask export`: all codes, to standard output.

use std::process::ExitCode;

use codegen::{Catalog, export};

use crate::inputs::Workspace;
use crate::{Failure, print};

/// Writes a catalog out in one format.
pub(crate) type Render = fn(&Catalog) -> Result<String, Failure>;

/// `FORMATS.md` documents the JSON.
pub(crate) const FORMATS: [(&str, Render); 3] = [
    ("json", |catalog| Ok(export::json(catalog))),
    ("csv", |catalog| Ok(export::csv(catalog)?)),
    ("markdown", |catalog| Ok(export::markdown(catalog))),
];

pub(crate) fn run(workspace: &Workspace, render: Render) -> Result<ExitCode, Failure> {
    print(&render(&workspace.read()?.catalog)?)?;
    Ok(ExitCode::SUCCESS)
}
