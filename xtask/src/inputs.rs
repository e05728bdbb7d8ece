//! The page and the ledger, wherever they are.

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use codegen::ledger::Ledger;
use codegen::problem::{Problem, Problems};
use codegen::source::visible;
use codegen::{OnLoss, Reading, Source, report};

use crate::git::Revision;
use crate::{ERROR, Failure, WIDTH, count, fetch, files};

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

    /// The text of a file in the working tree.
    pub(crate) fn text(&self, path: &str) -> Result<String, String> {
        let not_text = |error| format!("cannot read {path}: {error}");
        String::from_utf8(self.file(path)?.bytes).map_err(not_text)
    }

    /// A copy of the page, from wherever it is.
    pub(crate) fn copy(&self, copy: &Copy) -> Result<Raw, String> {
        let named = match copy {
            Copy::Named(named) => named,
            Copy::Fetched => &self.page_address()?.into(),
        };
        if named == "-" {
            let name = "<stdin>".to_owned();
            let bytes = files::read_all(io::stdin().lock(), &name)?;
            return Ok(Raw { name, bytes });
        }
        let name = visible(&named.to_string_lossy());
        if fetch::is_address(&name) {
            let bytes = fetch::fetch_page(&name, &self.target())?;
            return Ok(Raw { name, bytes });
        }
        Raw::file(Path::new(named), name)
    }

    /// The address in the ledger.
    fn page_address(&self) -> Result<String, String> {
        let ledger = Source::new(codegen::LEDGER, &self.text(codegen::LEDGER)?);
        let parsed = Ledger::parse(&ledger, &mut Problems::new());
        let page = parsed.and_then(|ledger| ledger.page);
        page.map(|page| page.address.value.0).ok_or_else(|| {
            format!(
                "{} has no `address = \"..\"` under [page] that can be fetched",
                codegen::LEDGER
            )
        })
    }

    /// Where cargo puts what it builds.
    fn target(&self) -> PathBuf {
        let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
        target.unwrap_or_else(|| self.root.join("target"))
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

/// A copy of the page to import.
pub(crate) enum Copy {
    /// What the user named: a file, `-` for standard input, or an address.
    Named(OsString),
    /// The page at the address in the ledger.
    Fetched,
}

/// A file's name, as messages show it, and its bytes.
pub(crate) struct Raw {
    name: String,
    pub(crate) bytes: Vec<u8>,
}

impl Raw {
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
    undecodable: Problems,
    pub(crate) loss: OnLoss,
}

impl Inputs {
    /// Reads them, and shows nothing.
    pub(crate) fn read_quietly(&self) -> Result<Reading, Problems> {
        if self.undecodable.is_empty() {
            codegen::read(&self.page, &self.ledger, self.loss)
        } else {
            Err(self.undecodable.clone())
        }
    }

    /// Reads them. Errors are shown.
    pub(crate) fn read(&self) -> Result<Reading, Failure> {
        self.read_quietly().map_err(|problems| {
            self.show(&problems);
            let errors = problems.iter().filter(|problem| problem.is_error()).count();
            let errors = count(errors, "problem");
            // If standard error is closed, only the exit code is left.
            let _ = writeln!(
                anstream::stderr(),
                "{ERROR}error{ERROR:#}: {errors}; nothing was changed"
            );
            Failure::Inputs
        })
    }

    /// Shows problems, the first of them in full.
    pub(crate) fn show(&self, problems: &[Problem]) {
        let text = report::render(problems, &self.page, &self.ledger, WIDTH, report::SHOWN);
        let _ = write!(anstream::stderr(), "{text}");
    }
}
