//! The page, the ledger and a copy of the page, wherever they are.

use std::env;
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use codegen::ledger::Ledger;
use codegen::problem::{Problem, Problems};
use codegen::source::visible;
use codegen::{Copied, OnLoss, Reading, Source, report};

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
        let current = env::current_dir()?;
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

    /// A file in the working tree.
    pub(crate) fn file(&self, path: &str) -> Result<Raw, String> {
        Raw::file(&self.root.join(path), path.to_owned())
    }

    /// The text of a file in the working tree.
    pub(crate) fn text(&self, path: &str) -> Result<String, String> {
        let not_text = |error| format!("cannot read {path}: {error}");
        String::from_utf8(self.file(path)?.bytes).map_err(not_text)
    }

    /// The inputs in the working tree, with a copy of the page that is to be imported.
    pub(crate) fn inputs(&self, copy: Option<&Copy>) -> Result<Inputs, String> {
        let [page, ledger] = [self.file(codegen::PAGE)?, self.file(codegen::LEDGER)?];
        Inputs::decode(page, ledger, self.copy(copy)?, self.loss)
    }

    /// The inputs as `revision` has them, with a copy of the page that is to be imported.
    pub(crate) fn inputs_at(
        &self,
        revision: &Revision,
        copy: Option<&Copy>,
    ) -> Result<Inputs, String> {
        let [page, ledger] = [codegen::PAGE, codegen::LEDGER].map(|path| Raw::at(revision, path));
        let copy = self.copy(copy)?;
        // What was committed has been accepted.
        let loss = copy.as_ref().map_or(OnLoss::Accept, |_| self.loss);
        Inputs::decode(page?, ledger?, copy, loss)
    }

    /// A copy of the page, from wherever it is.
    fn copy(&self, copy: Option<&Copy>) -> Result<Option<Raw>, String> {
        let named = match copy {
            None => return Ok(None),
            Some(Copy::Named(named)) => named,
            Some(Copy::Fetched) => &self.page_address()?.into(),
        };
        if named == "-" {
            let name = "<stdin>".to_owned();
            let bytes = files::read_all(io::stdin().lock(), &name)?;
            return Ok(Some(Raw { name, bytes }));
        }
        let name = visible(&named.to_string_lossy());
        if fetch::is_address(&name) {
            let bytes = fetch::fetch_page(&name, &self.target())?;
            return Ok(Some(Raw { name, bytes }));
        }
        Raw::file(Path::new(named), name).map(Some)
    }

    /// The address in the ledger.
    fn page_address(&self) -> Result<String, String> {
        let ledger = Source::new(codegen::LEDGER, &self.text(codegen::LEDGER)?);
        let parsed = Ledger::parse(&ledger, &mut Problems::new());
        let address = parsed.and_then(|ledger| ledger.address().map(str::to_owned));
        address.ok_or_else(|| {
            let ledger = codegen::LEDGER;
            format!("{ledger} has no `address = \"..\"` under [page] that can be fetched")
        })
    }

    /// Where cargo puts what it builds.
    fn target(&self) -> PathBuf {
        let target = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
        target.unwrap_or_else(|| self.root.join("target"))
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
    bytes: Vec<u8>,
}

impl Raw {
    /// The file at `path`, which messages call `name`.
    fn file(path: &Path, name: String) -> Result<Self, String> {
        let bytes = files::read(path, &name)?.ok_or_else(|| format!("there is no {name}"))?;
        Ok(Self { name, bytes })
    }

    /// The file at `path` as `revision` has it.
    fn at(revision: &Revision, path: &str) -> Result<Self, String> {
        Ok(Self {
            name: format!("{}:{path}", revision.name),
            bytes: revision.read(path)?,
        })
    }
}

/// What [`codegen::Inputs`] borrows.
pub(crate) struct Inputs {
    pub(crate) page: Source,
    pub(crate) ledger: Source,
    copy: Option<Source>,
    /// The day of the copy.
    day: String,
    /// Inputs that are not text.
    undecodable: Problems,
    loss: OnLoss,
}

impl Inputs {
    fn decode(page: Raw, ledger: Raw, copy: Option<Raw>, loss: OnLoss) -> Result<Self, String> {
        // Until `import_rows` imports, a copy replaces the page.
        let (page, copy) = (copy.unwrap_or(page), None);
        let mut undecodable = Problems::new();
        let mut decode = |raw: Raw| {
            Source::decode(&raw.name, &raw.bytes).unwrap_or_else(|problem| {
                undecodable.push(problem);
                Source::new(&raw.name, "")
            })
        };
        Ok(Self {
            page: decode(page),
            ledger: decode(ledger),
            copy: copy.map(decode),
            day: today()?,
            undecodable,
            loss,
        })
    }

    fn borrow(&self) -> codegen::Inputs<'_> {
        let day = &self.day;
        codegen::Inputs {
            page: &self.page,
            ledger: &self.ledger,
            copy: self.copy.as_ref().map(|source| Copied { source, day }),
            loss: self.loss,
        }
    }

    /// Reads them, and shows nothing.
    pub(crate) fn read_quietly(&self) -> Result<Reading, Problems> {
        if self.undecodable.is_empty() {
            codegen::read(&self.borrow())
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
        let text = report::render(problems, &self.borrow(), WIDTH, report::SHOWN);
        let _ = write!(anstream::stderr(), "{text}");
    }
}

/// The day in UTC, such as `2026-11-22`; `SOURCE_DATE_EPOCH` makes a run reproducible.
fn today() -> Result<String, String> {
    let seconds = match env::var("SOURCE_DATE_EPOCH") {
        Ok(seconds) => seconds.parse().map_err(|_| {
            format!("SOURCE_DATE_EPOCH is {seconds:?}, and not a number of seconds since 1970")
        })?,
        Err(_) => SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |time| time.as_secs()),
    };
    Ok(format_day(seconds / (24 * 60 * 60)))
}

/// The day that many days after the first of January 1970.
fn format_day(days: u64) -> String {
    let is_leap = |year: u64| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    let (mut year, mut rest) = (1970, days);
    while rest >= 365 + u64::from(is_leap(year)) {
        rest -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let february = 28 + u64::from(is_leap(year));
    let mut month = 1;
    for len in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if rest < len {
            break;
        }
        rest -= len;
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", rest + 1)
}

#[cfg(test)]
mod tests {
    use super::format_day;

    #[test]
    fn days_have_dates() {
        for (days, date) in [
            (0, "1970-01-01"),
            (58, "1970-02-28"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_779, "2026-11-22"),
            (20_818, "2026-12-31"),
            (47_541, "2100-03-01"),
        ] {
            assert_eq!(format_day(days), date);
        }
    }
}
