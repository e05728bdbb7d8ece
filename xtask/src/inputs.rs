//! Reads the page, the ledger and a copy of the page.

use std::env;
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use codegen::ledger::Ledger;
use codegen::problem::{Problem, Problems};
use codegen::source::visible;
use codegen::{Catalog, Copied, OnLoss, Reading, Source, report};

use crate::fetch::FETCHED;
use crate::git::Revision;
use crate::{count, fetch, files};

/// How many columns a report has: as many as any terminal.
const WIDTH: usize = 80;

/// The workspace that a command works on.
pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    loss: OnLoss,
}

impl Workspace {
    /// The workspace that the current directory is in.
    pub(crate) fn find(loss: OnLoss) -> Result<Self, String> {
        let current =
            env::current_dir().map_err(|error| format!("no current directory: {error}"))?;
        let is_root = |directory: &&Path| directory.join(codegen::LEDGER).is_file();
        let root = current.ancestors().find(is_root).ok_or_else(|| {
            let (current, ledger) = (current.display(), codegen::LEDGER);
            format!("no {ledger} in {current} or a directory above it")
        })?;
        Ok(Self {
            root: root.to_owned(),
            loss,
        })
    }

    /// The text of a file in the working tree, with the line ends that git stores.
    pub(crate) fn text(&self, path: &str) -> Result<String, String> {
        let bytes = files::read(&self.root.join(path), path)?;
        let bytes = bytes.ok_or_else(|| format!("there is no {path}"))?;
        let text =
            String::from_utf8(bytes).map_err(|error| format!("cannot read {path}: {error}"))?;
        Ok(text.replace("\r\n", "\n"))
    }

    /// The inputs as `revision` or else the working tree has them, with a copy of the page that is
    /// to be imported.
    pub(crate) fn inputs(
        &self,
        revision: Option<&Revision>,
        copy: Option<&Copy>,
    ) -> Result<Inputs, String> {
        let read = |path| match revision {
            Some(revision) => {
                Source::decode(&format!("{}:{path}", revision.name), &revision.read(path)?)
            }
            None => read_source(&self.root.join(path), path),
        };
        Ok(Inputs {
            page: read(codegen::PAGE)?,
            ledger: read(codegen::LEDGER)?,
            copy: copy.map(|copy| self.read_copy(copy)).transpose()?,
            day: today()?,
            loss: match (revision, copy) {
                // What was committed has been accepted.
                (Some(_), None) => OnLoss::Accept,
                _ => self.loss,
            },
        })
    }

    fn read_copy(&self, copy: &Copy) -> Result<Source, String> {
        let named = match copy {
            Copy::Named(named) => named,
            Copy::Fetched => &self.page_address()?.into(),
        };
        let name = visible(&named.to_string_lossy());
        if name == "-" {
            let name = "<stdin>";
            Source::decode(name, &files::read_all(io::stdin().lock(), name)?)
        } else if name.contains("://") {
            let target = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
            let target = target.unwrap_or_else(|| self.root.join("target"));
            fetch::fetch_page(&name, &target)?;
            let page = target.join(FETCHED);
            let current = env::current_dir().unwrap_or_default();
            let shown = page.strip_prefix(current).unwrap_or(&page);
            read_source(&page, &visible(&shown.to_string_lossy()))
        } else {
            read_source(Path::new(named), &name)
        }
    }

    /// The address in the ledger.
    fn page_address(&self) -> Result<String, String> {
        let ledger = read_source(&self.root.join(codegen::LEDGER), codegen::LEDGER)?;
        let parsed = Ledger::parse(&ledger, &mut Problems::new());
        let address = parsed.and_then(|ledger| ledger.address().map(str::to_owned));
        address.ok_or_else(|| {
            let ledger = codegen::LEDGER;
            format!("{ledger} has no `address = \"..\"` under [page] that can be fetched")
        })
    }
}

/// Where a copy of the page comes from.
pub(crate) enum Copy {
    /// What the user named: a file, `-` for standard input, or an address.
    Named(OsString),
    /// The page at the address in the ledger.
    Fetched,
}

/// The text of the file at `path`, which messages call `name`.
pub(crate) fn read_source(path: &Path, name: &str) -> Result<Source, String> {
    let bytes = files::read(path, name)?.ok_or_else(|| format!("there is no {name}"))?;
    Source::decode(name, &bytes)
}

/// What [`codegen::Inputs`] borrows.
pub(crate) struct Inputs {
    pub(crate) page: Source,
    pub(crate) ledger: Source,
    copy: Option<Source>,
    /// The day of the copy.
    day: String,
    loss: OnLoss,
}

impl Inputs {
    fn borrow(&self) -> codegen::Inputs<'_> {
        let day = &self.day;
        codegen::Inputs {
            page: &self.page,
            ledger: &self.ledger,
            copy: self.copy.as_ref().map(|source| Copied { source, day }),
            loss: self.loss,
        }
    }

    /// Reads them, and shows no problem.
    pub(crate) fn read_quietly(&self) -> Result<Catalog, String> {
        let (page, ledger) = (&self.page.name, &self.ledger.name);
        let reading = codegen::read(&self.borrow());
        let catalog = reading.map(|reading| reading.catalog);
        catalog.map_err(|_| format!("{page} or {ledger} has errors"))
    }

    /// Reads them. Errors are shown.
    pub(crate) fn read(&self) -> Result<Reading, String> {
        codegen::read(&self.borrow()).map_err(|problems| {
            self.show(&problems);
            let errors = problems.iter().filter(|problem| problem.is_error()).count();
            let errors = count(errors, "problem");
            match &self.copy {
                Some(copy) if copy.name.ends_with(FETCHED) => format!(
                    "{errors}; to work around it, edit {0} and run `cargo xtask regen --page {0}`",
                    copy.name
                ),
                _ => errors,
            }
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
