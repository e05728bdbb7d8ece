//! Reads the page, the ledger and a copy of the page.

use std::env;
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use codegen::ledger::Ledger;
use codegen::problem::{Problem, Problems};
use codegen::source::visible;
use codegen::{Catalog, Copied, Inputs, LEDGER, OnLoss, PAGE, Reading, Source, report};

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
        let is_root = |directory: &&Path| directory.join(LEDGER).is_file();
        let Some(root) = current.ancestors().find(is_root) else {
            let current = current.display();
            return Err(format!("no {LEDGER} in {current} or a directory above it"));
        };
        let root = root.to_owned();
        Ok(Self { root, loss })
    }

    /// The text of a file in the working tree.
    pub(crate) fn read_source(&self, path: &str) -> Result<Source, String> {
        files::read_source(&self.root.join(path), path)
    }

    /// The inputs as `revision` or else the working tree has them, with a copy of the page that is
    /// to be imported.
    pub(crate) fn inputs(
        &self,
        revision: Option<&Revision>,
        copy: Option<&Copy>,
    ) -> Result<Inputs, String> {
        let read = |path| match revision {
            Some(revision) => revision.read_source(path),
            None => self.read_source(path),
        };
        let ledger = read(LEDGER)?;
        Ok(Inputs {
            page: read(PAGE)?,
            copy: copy.map(|copy| self.read_copy(copy, &ledger)).transpose()?,
            ledger,
            loss: match (revision, copy) {
                // What was committed has been accepted.
                (Some(_), None) => OnLoss::Accept,
                _ => self.loss,
            },
        })
    }

    fn read_copy(&self, copy: &Copy, ledger: &Source) -> Result<Copied, String> {
        let named = match copy {
            Copy::Named(named) => named,
            Copy::Fetched => &page_address(ledger)?.into(),
        };
        let name = visible(&named.to_string_lossy());
        let source = if name == "-" {
            Source::decode("<stdin>", &files::read_all(io::stdin().lock(), "<stdin>")?)
        } else if name.contains("://") {
            let target = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
            let target = target.unwrap_or_else(|| self.root.join("target"));
            fetch::fetch_page(&name, &target)
        } else {
            files::read_source(Path::new(named), &name)
        };
        Ok(Copied {
            source: source?,
            day: today()?,
        })
    }
}

/// The day in UTC, such as `2026-11-22`; `SOURCE_DATE_EPOCH` makes a run reproducible.
fn today() -> Result<String, String> {
    let mut now = SystemTime::now();
    if let Ok(seconds) = env::var("SOURCE_DATE_EPOCH") {
        // A day has a year of four digits.
        let is_valid = |seconds: &u64| *seconds < 253_402_300_800;
        let seconds = seconds.parse().ok().filter(is_valid);
        let seconds = seconds.ok_or("SOURCE_DATE_EPOCH is not a number of seconds since 1970")?;
        now = UNIX_EPOCH + Duration::from_secs(seconds);
    }
    let mut day = humantime::format_rfc3339(now).to_string();
    day.truncate("2026-11-22".len());
    Ok(day)
}

/// The page's address in the ledger.
fn page_address(ledger: &Source) -> Result<String, String> {
    let parsed = Ledger::parse(ledger, &mut Problems::new());
    let address = parsed.address().map(str::to_owned);
    address.ok_or_else(|| format!("cannot read `address = \"..\"` under [page] in {LEDGER}"))
}

/// Where a copy of the page comes from.
pub(crate) enum Copy {
    /// What the user named: a file, `-` for standard input, or an address.
    Named(OsString),
    /// The page at the address in the ledger.
    Fetched,
}

/// Reads the page and the ledger, and shows no problem.
pub(crate) fn read_quietly(inputs: &Inputs) -> Result<Catalog, String> {
    let (page, ledger) = (&inputs.page.name, &inputs.ledger.name);
    let reading = codegen::read(inputs);
    let reading = reading.map_err(|_| format!("{page} or {ledger} has errors"))?;
    Ok(reading.catalog)
}

/// Reads the page and the ledger. Errors are shown.
pub(crate) fn read(inputs: &Inputs) -> Result<Reading, String> {
    codegen::read(inputs).map_err(|problems| {
        show_problems(&problems, inputs);
        let errors = problems.iter().filter(|problem| problem.is_error()).count();
        count(errors, "problem")
    })
}

/// Shows problems, the first ones of each rule in full.
pub(crate) fn show_problems(problems: &[Problem], inputs: &Inputs) {
    let text = report::render(problems, inputs, WIDTH, report::SHOWN);
    let _ = write!(anstream::stderr(), "{text}");
}
