//! Where everything is, and reading it.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use codegen::diagnostic::{Diagnostic, Diagnostics, Severity};
use codegen::source::File;
use codegen::{Loss, Reading, Source, report};

use crate::{ERROR, Failure, tolerate};

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
        let (reading, inputs) = self.read_quietly()?;
        inputs.show_findings(&reading)?;
        Ok(reading)
    }

    /// Reads the page and the ledger. Only what makes that impossible is shown.
    pub(crate) fn read_quietly(&self) -> Result<(Reading, Inputs), Failure> {
        let inputs = Inputs::decode(self.file(codegen::PAGE)?, self.file(codegen::LEDGER)?)?;
        Ok((inputs.read()?, inputs))
    }

    /// Reads the ledger with another page, whose text comes back as it is to be stored: byte for
    /// byte, but never as UTF-16.
    pub(crate) fn read_with_page(&self, path: &Path) -> Result<(Reading, String), Failure> {
        let page = file(path)?;
        let bytes = page.1.clone();
        let inputs = Inputs::decode(page, self.file(codegen::LEDGER)?)?;
        let reading = inputs.read()?;
        inputs.show_findings(&reading)?;
        let text = String::from_utf8(bytes).unwrap_or_else(|_| inputs.page.text().to_owned());
        Ok((reading, text))
    }

    /// A file of the workspace.
    fn file(&self, path: &str) -> anyhow::Result<Named> {
        Ok((path.to_owned(), read_file(&self.root.join(path), path)?))
    }
}

/// A file from anywhere.
pub(crate) fn file(path: &Path) -> anyhow::Result<Named> {
    let name = path.display().to_string();
    let bytes = read_file(path, &name)?;
    Ok((name, bytes))
}

/// No page or ledger is larger: not a hundredth of it has ever been needed.
const MAX_LEN: u64 = 64 << 20;

/// Reads a file unless it is too large, in which case no more than that is found out.
fn read_file(path: &Path, name: &str) -> anyhow::Result<Vec<u8>> {
    let context = || format!("cannot read {name}");
    let file = fs::File::open(path).with_context(context)?;
    let meta = file.metadata().with_context(context)?;
    let mut bytes = Vec::new();
    // What is no plain file tells no length.
    if meta.len() <= MAX_LEN {
        file.take(MAX_LEN + 1)
            .read_to_end(&mut bytes)
            .with_context(context)?;
    }
    if meta.len().max(bytes.len() as u64) > MAX_LEN {
        bail!(
            "cannot read {name}: it has more than {} MiB, which no page or ledger has; nothing was \
             changed",
            MAX_LEN >> 20
        );
    }
    Ok(bytes)
}

/// A file's name and its bytes.
pub(crate) type Named = (String, Vec<u8>);

/// Reads a page and a ledger from wherever they are. What is wrong with them is shown.
pub(crate) fn read_texts(page: Named, ledger: Named) -> Result<Reading, Failure> {
    let inputs = Inputs::decode(page, ledger)?;
    let reading = inputs.read()?;
    inputs.show_findings(&reading)?;
    Ok(reading)
}

/// A page and a ledger.
pub(crate) struct Inputs {
    pub(crate) page: Source,
    ledger: Source,
}

impl Inputs {
    fn decode(page: Named, ledger: Named) -> Result<Self, Failure> {
        let mut errors = Diagnostics::default();
        let mut decode = |file, (name, bytes): Named| {
            let (source, error) = Source::decode(file, &name, &bytes);
            errors.extend(error.map(Diagnostic::from));
            source
        };
        let inputs = Self {
            page: decode(File::Page, page),
            ledger: decode(File::Ledger, ledger),
        };
        if errors.is_empty() {
            Ok(inputs)
        } else {
            Err(inputs.refuse(&errors))
        }
    }

    fn read(&self) -> Result<Reading, Failure> {
        codegen::read(&self.page, &self.ledger, Loss::Refuse)
            .map_err(|diagnostics| self.refuse(&diagnostics))
    }

    fn show_findings(&self, reading: &Reading) -> std::io::Result<()> {
        let findings = findings(reading).cloned().collect();
        tolerate(write!(anstream::stderr(), "{}", self.render(&findings)))
    }

    /// Diagnostics with colours, as wide as the terminal.
    fn render(&self, diagnostics: &Diagnostics) -> String {
        report::render(diagnostics, &self.page, &self.ledger, true, width())
    }

    /// The same, however many there are.
    pub(crate) fn render_all(&self, diagnostics: &[Diagnostic]) -> String {
        report::render_all(diagnostics, &self.page, &self.ledger, true, width())
    }

    /// Shows why nothing can be done.
    fn refuse(&self, diagnostics: &Diagnostics) -> Failure {
        let errors = diagnostics.errors();
        let plural = if errors == 1 { "" } else { "s" };
        let text = self.render(diagnostics);
        // That it cannot be shown changes nothing about it.
        let _ = writeln!(
            anstream::stderr(),
            "{text}{ERROR}error{ERROR:#}: {errors} problem{plural}; nothing was changed"
        );
        Failure::Inputs
    }
}

/// What `regen` has to say about its inputs: what it left out, and what is no longer needed. How
/// the page could be better is for `lint` to say.
pub(crate) fn findings(reading: &Reading) -> impl Iterator<Item = &Diagnostic> {
    reading
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Finding)
}

/// How many columns the terminal has; outside of one, 100.
pub(crate) fn width() -> usize {
    terminal_size::terminal_size().map_or(100, |(terminal_size::Width(width), _)| width.into())
}
