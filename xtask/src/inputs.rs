//! The page and the ledger, wherever they are.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use codegen::problem::{Problem, Problems};
use codegen::source::visible;
use codegen::{OnLoss, Reading, Source, report};

use crate::git::Revision;
use crate::{ERROR, Failure, WIDTH, files};

/// The workspace that a command works on.
pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    loss: OnLoss,
}

impl Workspace {
    /// The workspace that the current directory is in.
    pub(crate) fn find(loss: OnLoss) -> Result<Self, Failure> {
        let current = std::env::current_dir()?;
        let is_root = |directory: &&Path| directory.join(codegen::LEDGER).is_file();
        let root = current.ancestors().find(is_root).ok_or_else(|| {
            let (current, ledger) = (current.display(), codegen::LEDGER);
            format!("neither {current} nor a directory above it has {ledger}")
        })?;
        Ok(Self {
            root: root.to_owned(),
            loss,
        })
    }

    /// A file as it is in the working tree.
    pub(crate) fn file(&self, path: &str) -> Result<Raw, String> {
        Raw::file(&self.root.join(path), path.to_owned())
    }

    /// Reads the page and the ledger of the working tree. What is wrong with them is shown.
    pub(crate) fn read(&self) -> Result<Reading, Failure> {
        let page = self.file(codegen::PAGE)?;
        self.inputs(page, self.file(codegen::LEDGER)?).read()
    }

    /// A page and a ledger, to be read together.
    pub(crate) fn inputs(&self, page: Raw, ledger: Raw) -> Inputs {
        let mut undecodable = Problems::default();
        let mut decode = |raw: Raw| {
            Source::decode(&raw.name, &raw.bytes).unwrap_or_else(|problem| {
                undecodable.push(problem);
                Source::new(&raw.name, "")
            })
        };
        Inputs {
            page: decode(page),
            ledger: decode(ledger),
            undecodable,
            loss: self.loss,
        }
    }
}

/// A file's name, as messages show it, and its bytes.
pub(crate) struct Raw {
    name: String,
    pub(crate) bytes: Vec<u8>,
}

impl Raw {
    /// The copy of the page at `path`, which may lie anywhere; `-` is standard input.
    pub(crate) fn page_copy(path: &Path) -> Result<Self, String> {
        if path == Path::new("-") {
            let name = "<stdin>".to_owned();
            let bytes = files::read_all(io::stdin().lock(), &name)?;
            return Ok(Self { name, bytes });
        }
        Self::file(path, visible(&path.display().to_string()))
    }

    /// The file at `path`, which messages call `name`.
    fn file(path: &Path, name: String) -> Result<Self, String> {
        let bytes = files::read(path, &name)?.ok_or_else(|| format!("there is no {name}"))?;
        Ok(Self { name, bytes })
    }

    /// The file at `path` as `revision` has it.
    pub(crate) fn at(revision: &Revision, path: &str) -> Result<Self, String> {
        Ok(Self {
            name: format!("{}:{path}", revision.name),
            bytes: revision.read(path)?,
        })
    }
}

/// A page and a ledger.
pub(crate) struct Inputs {
    pub(crate) page: Source,
    pub(crate) ledger: Source,
    pub(crate) undecodable: Problems,
    pub(crate) loss: OnLoss,
}

impl Inputs {
    /// Reads them, and shows nothing.
    pub(crate) fn read_quietly(&self) -> Result<Reading, Problems> {
        if self.undecodable.is_empty() {
            codegen::read(&self.as_inputs())
        } else {
            Err(self.undecodable.clone())
        }
    }

    /// Reads them. What is wrong with them is shown.
    pub(crate) fn read(&self) -> Result<Reading, Failure> {
        self.read_quietly().map_err(|found| self.refuse(&found))
    }

    fn as_inputs(&self) -> codegen::Inputs<'_> {
        codegen::Inputs {
            page: &self.page,
            ledger: &self.ledger,
            copy: None,
            loss: self.loss,
        }
    }

    /// Problems with colours, the first of them in full.
    pub(crate) fn render(&self, problems: &[Problem]) -> String {
        report::render(problems, &self.as_inputs(), WIDTH, report::SHOWN)
    }

    /// Shows why nothing can be done.
    pub(crate) fn refuse(&self, problems: &[Problem]) -> Failure {
        let errors = problems.iter().filter(|found| found.is_error()).count();
        let plural = if errors == 1 { "" } else { "s" };
        let text = self.render(problems);
        // If standard error is closed, the exit code is all that can be said.
        let _ = writeln!(
            anstream::stderr(),
            "{text}{ERROR}error{ERROR:#}: {errors} problem{plural}; nothing was changed"
        );
        Failure::Inputs
    }
}
