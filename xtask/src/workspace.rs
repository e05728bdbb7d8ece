//! Where everything is, and reading it.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use codegen::diagnostic::{self, Diagnostic};
use codegen::{Reading, Source, catalog};

use crate::{ERROR, Failure};

/// The workspace that a command works on.
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The workspace at `root`; without it the one that `cargo xtask` runs in.
    pub(crate) fn open(root: Option<PathBuf>) -> anyhow::Result<Self> {
        let root = match root {
            Some(root) => root,
            // Cargo tells where the package is now; when it was built, it may have been elsewhere.
            None => {
                let package = std::env::var_os("CARGO_MANIFEST_DIR")
                    .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
                package.parent().map(Path::to_owned).unwrap_or_default()
            }
        };
        let root = fs::canonicalize(&root)
            .with_context(|| format!("cannot open the workspace {}", root.display()))?;
        Ok(Self { root })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Reads the page and the ledger. What is wrong with them is shown.
    pub(crate) fn read(&self) -> Result<Reading, Failure> {
        let (page, ledger) = match (self.source(codegen::PAGE)?, self.source(codegen::LEDGER)?) {
            (Ok(page), Ok(ledger)) => (page, ledger),
            (page, ledger) => {
                let diagnostics: Vec<_> =
                    [page.err(), ledger.err()].into_iter().flatten().collect();
                let none = Source::new("", "");
                return Err(refuse(&diagnostics, &none, &none));
            }
        };
        let reading = catalog::read(&page, &ledger)
            .map_err(|diagnostics| refuse(&diagnostics, &page, &ledger))?;
        show(&reading.findings, &page, &ledger)?;
        Ok(reading)
    }

    fn source(&self, path: &str) -> anyhow::Result<Result<Source, Diagnostic>> {
        let bytes =
            fs::read(self.root.join(path)).with_context(|| format!("cannot read {path}"))?;
        Ok(Source::from_bytes(path, &bytes))
    }
}

/// Shows diagnostics on standard error.
fn show(diagnostics: &[Diagnostic], page: &Source, ledger: &Source) -> std::io::Result<()> {
    let text = diagnostic::render(diagnostics, page, ledger, true, width());
    write!(anstream::stderr(), "{text}")
}

/// Shows why nothing can be done.
fn refuse(diagnostics: &[Diagnostic], page: &Source, ledger: &Source) -> Failure {
    let errors = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error())
        .count();
    let plural = if errors == 1 { "" } else { "s" };
    let shown = show(diagnostics, page, ledger).and_then(|()| {
        writeln!(
            anstream::stderr(),
            "{ERROR}error{ERROR:#}: {errors} problem{plural}; nothing was changed"
        )
    });
    shown.map_or_else(Failure::from, |()| Failure::Inputs)
}

/// How many columns the terminal has; outside of one, 100.
pub(crate) fn width() -> usize {
    terminal_size::terminal_size().map_or(100, |(terminal_size::Width(width), _)| width.into())
}
