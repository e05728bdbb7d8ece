//! What changed between two catalogs, and what that means for those who depend on the crate.

mod compare;
mod pull_request;
mod render;
mod word_by_word;

pub use compare::{diff_catalogs, programs_act_on};

use std::collections::BTreeSet;

use serde::Serialize;

use crate::catalog::{Catalog, Code};
use crate::words::vocabulary;

/// Which constants have been released. Their names are promised; others can still be renamed freely.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Released {
    /// All of them, as far as we know.
    All,
    /// Those with these names.
    Only(BTreeSet<String>),
}

impl Released {
    /// The constants of a catalog that was released.
    #[must_use]
    pub fn in_catalog(catalog: &Catalog) -> Self {
        let names = catalog.codes.iter().flat_map(Code::names);
        Self::Only(names.cloned().collect())
    }

    fn has(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(names) => names.contains(name),
        }
    }
}

/// What changed, sorted by code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diff {
    /// By code.
    pub changes: Vec<Change>,
    /// The SHA-256 of both pages, in hex.
    pub pages: [String; 2],
}

/// One change of one code. `FORMATS.md` documents the fields in JSON: they are an interface.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The number.
    pub code: u32,
    /// The constant's name, afterwards if it is still there.
    pub name: String,
    /// What changed.
    pub kind: Kind,
    /// How it was.
    pub before: Option<String>,
    /// How it is.
    pub after: Option<String>,
    /// What release it needs.
    pub semver: Semver,
    /// Why that release.
    pub reason: String,
}

vocabulary! {
    /// What release of the crate a change needs. A greater one covers a lesser one.
    Semver {
        /// Nothing that a program may rely on has changed.
        Patch = "patch",
        /// Something was added, or given another verdict.
        Minor = "minor",
        /// A program that relied on a promise may no longer compile or work.
        Major = "major",
    }
}

vocabulary! {
    /// What changed of a code.
    Kind {
        /// The code is new.
        Added = "added",
        /// The page has it now, or again.
        Documented = "documented",
        /// The page no longer has it.
        Retired = "retired",
        /// We no longer have it.
        Removed = "removed",
        /// Where we know the code from, if it is not on the page.
        Provenance = "provenance",
        /// The constant has another name.
        Renamed = "renamed",
        /// The message has other words.
        Message = "message",
        /// The description has other words.
        Description = "description",
        /// The description has the same words, marked up differently.
        Markup = "markup",
        /// The methods that the description names.
        Methods = "methods",
        /// The class.
        Class = "class",
        /// What to do next.
        Remedy = "remedy",
        /// The step that an interrupted flow waits for.
        Interruption = "interruption",
        /// What our knowledge rests on.
        Evidence = "evidence",
    }
}

impl Diff {
    /// The least release that covers every change; `None` if nothing changed.
    #[must_use]
    pub fn verdict(&self) -> Option<Semver> {
        self.changes.iter().map(|change| change.semver).max()
    }

    /// Whether no code changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}
