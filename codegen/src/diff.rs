//! What changed between two catalogs, and what that means for whoever depends on the crate.
//!
//! The policy is that of the crate's README: programs may rely on the constants, their numbers and
//! their classes, and may act on remedies, origins and provenance, which change with notice; messages
//! and descriptions are for people, and follow the page.

mod render;

pub use render::Line;

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::{Catalog, Code};
use crate::words::Provenance;

/// What changed, sorted by code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diff {
    /// By code, then by kind.
    pub changes: Vec<Change>,
    /// Whether the rows that both pages have stand in another order.
    pub reordered: bool,
    /// The SHA-256 of both pages, in hex.
    pub pages: [String; 2],
}

/// One change of one code.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// What release of the crate a change needs. A greater one covers a lesser one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Semver {
    /// Nothing that a program may rely on has changed.
    Patch,
    /// Something was added, or given another verdict.
    Minor,
    /// A program that relied on a promise may no longer compile or work.
    Major,
}

impl Semver {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// What changed of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The code is new, or was only observed before.
    Added,
    /// The page no longer has it.
    Retired,
    /// The page has it again.
    Restored,
    /// We no longer have it.
    Removed,
    /// The constant has another name.
    Renamed,
    /// The message has other words.
    Message,
    /// The description has other words.
    Description,
    /// The description has the same words, marked up otherwise.
    Markup,
    /// The class.
    Class,
    /// Who makes the code up.
    Origin,
    /// What to do next.
    Remedy,
    /// The methods that the description names.
    Methods,
    /// What our knowledge rests on.
    Evidence,
}

impl Kind {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Retired => "retired",
            Self::Restored => "restored",
            Self::Removed => "removed",
            Self::Renamed => "renamed",
            Self::Message => "message",
            Self::Description => "description",
            Self::Markup => "markup",
            Self::Class => "class",
            Self::Origin => "origin",
            Self::Remedy => "remedy",
            Self::Methods => "methods",
            Self::Evidence => "evidence",
        }
    }
}

impl Diff {
    /// The least release that covers every change; none if nothing changed.
    #[must_use]
    pub fn verdict(&self) -> Option<Semver> {
        self.changes.iter().map(|change| change.semver).max()
    }

    /// Whether nothing changed that anybody could see.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && !self.reordered
    }
}

/// Compares two catalogs.
#[must_use]
pub fn diff(old: &Catalog, new: &Catalog) -> Diff {
    let (before, after) = (by_number(old), by_number(new));
    let messages = by_message(old);
    let numbers: BTreeSet<u32> = before.keys().chain(after.keys()).copied().collect();
    let mut changes = Vec::new();
    for number in numbers {
        let first = changes.len();
        match (before.get(&number), after.get(&number)) {
            (None, Some(code)) => changes.push(added(code)),
            (Some(code), None) => changes.push(removed(code)),
            (Some(old), Some(new)) => compare(old, new, &mut changes),
            (None, None) => {}
        }
        // A message that was another code's: it has a new number, or two have changed places.
        let other = after
            .get(&number)
            .and_then(|code| message_of_another(code, &messages, &after));
        for change in changes.iter_mut().skip(first) {
            if let (Kind::Added | Kind::Restored | Kind::Message, Some(other)) =
                (change.kind, other)
            {
                change
                    .reason
                    .push_str(&format!("; the message was that of {other}: renumbered?"));
            }
        }
    }
    let order = |catalog: &Catalog, other: &Catalog| -> Vec<u32> {
        let both: BTreeSet<&u32> = other.page_order.iter().collect();
        catalog
            .page_order
            .iter()
            .filter(|number| both.contains(number))
            .copied()
            .collect()
    };
    Diff {
        changes,
        reordered: order(old, new) != order(new, old),
        pages: [old.page_sha256.clone(), new.page_sha256.clone()],
    }
}

fn by_number(catalog: &Catalog) -> BTreeMap<u32, &Code> {
    catalog
        .codes
        .iter()
        .map(|code| (code.number, code))
        .collect()
}

/// Which codes of the page have a message, sorted.
fn by_message(catalog: &Catalog) -> BTreeMap<&str, Vec<u32>> {
    let mut messages: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for code in &catalog.codes {
        if let (Some(message), Provenance::Documented) = (&code.message, code.provenance) {
            messages.entry(message).or_default().push(code.number);
        }
    }
    messages
}

/// The code that had `code`'s message `before`, and no longer has it on the page.
fn message_of_another(
    code: &Code,
    before: &BTreeMap<&str, Vec<u32>>,
    after: &BTreeMap<u32, &Code>,
) -> Option<u32> {
    let message = code.message.as_deref()?;
    let had = before.get(message)?.iter();
    let other = *had.into_iter().find(|&&number| number != code.number)?;
    let has_still = after.get(&other).is_some_and(|new| {
        new.message.as_deref() == Some(message) && new.provenance == Provenance::Documented
    });
    (!has_still).then_some(other)
}

fn added(code: &Code) -> Change {
    Change {
        code: code.number,
        name: code.name.clone(),
        kind: Kind::Added,
        before: None,
        after: code.message.clone().or_else(|| Some(code.name.clone())),
        semver: Semver::Minor,
        reason: "a new constant".to_owned(),
    }
}

fn removed(code: &Code) -> Change {
    Change {
        code: code.number,
        name: code.name.clone(),
        kind: Kind::Removed,
        before: code.message.clone().or_else(|| Some(code.name.clone())),
        after: None,
        semver: Semver::Major,
        reason: "its constant is gone".to_owned(),
    }
}

/// What can be said of a code in a word or two.
type Fact = fn(&Code) -> String;

/// The changes of one code, as they are found.
struct Changes<'a> {
    old: &'a Code,
    new: &'a Code,
    found: &'a mut Vec<Change>,
}

fn compare(old: &Code, new: &Code, found: &mut Vec<Change>) {
    let mut changes = Changes { old, new, found };
    changes.provenance();
    changes.names();
    changes.words();
    changes.facts();
}

impl Changes<'_> {
    fn push(
        &mut self,
        kind: Kind,
        before: Option<String>,
        after: Option<String>,
        semver: Semver,
        reason: &str,
    ) {
        self.found.push(Change {
            code: self.new.number,
            name: self.new.name.clone(),
            kind,
            before,
            after,
            semver,
            reason: reason.to_owned(),
        });
    }

    /// Whether the page had it and has it.
    fn is_documented(&self) -> bool {
        [self.old, self.new]
            .iter()
            .all(|code| code.provenance == Provenance::Documented)
    }

    fn provenance(&mut self) {
        let [before, after] = [self.old, self.new].map(|code| code.message.clone());
        match (self.old.provenance, self.new.provenance) {
            (old, new) if old == new => {}
            (Provenance::Documented, _) => {
                let reason = "the constant stays, no longer documented";
                self.push(Kind::Retired, before, None, Semver::Minor, reason);
            }
            (Provenance::Retired, Provenance::Documented) => {
                let reason = "the constant is documented again";
                self.push(Kind::Restored, None, after, Semver::Minor, reason);
            }
            (_, Provenance::Documented) => {
                let reason = "the constant was there, and is documented now";
                self.push(Kind::Added, None, after, Semver::Minor, reason);
            }
            (old, new) => {
                let [before, after] =
                    [old, new].map(|provenance| Some(provenance.word().to_owned()));
                self.push(
                    Kind::Evidence,
                    before,
                    after,
                    Semver::Minor,
                    "programs may act on it",
                );
            }
        }
    }

    fn names(&mut self) {
        let names = |code: &Code| -> Vec<String> {
            std::iter::once(&code.name)
                .chain(&code.former_names)
                .cloned()
                .collect()
        };
        let (before, after) = (names(self.old), names(self.new));
        if before == after {
            return;
        }
        let gone: Vec<String> = before
            .iter()
            .filter(|name| !after.contains(name))
            .cloned()
            .collect();
        let (semver, reason) = match gone[..] {
            [] if self.old.name == self.new.name => {
                (Semver::Minor, "an alias was added".to_owned())
            }
            [] => (
                Semver::Minor,
                "the old name stays as a deprecated alias".to_owned(),
            ),
            _ => (Semver::Major, format!("{} is gone", gone.join(", "))),
        };
        let [before, after] = [before, after].map(|names| Some(names.join(", ")));
        self.push(Kind::Renamed, before, after, semver, &reason);
    }

    fn words(&mut self) {
        let (old, new) = (self.old, self.new);
        let is_new =
            (old.provenance, new.provenance) == (Provenance::Observed, Provenance::Documented);
        if old.message != new.message && !is_new {
            let [before, after] = [old, new].map(|code| code.message.clone());
            self.push(
                Kind::Message,
                before,
                after,
                Semver::Patch,
                "messages are for people",
            );
        }
        if !self.is_documented() || old.description == new.description {
            return;
        }
        if old.description.words() != new.description.words() {
            let [before, after] = [old, new].map(|code| Some(code.description.to_plain_text()));
            self.push(
                Kind::Description,
                before,
                after,
                Semver::Patch,
                "descriptions are for people",
            );
            return;
        }
        let [before, after] = [old, new].map(|code| code.description.to_markdown());
        if before != after {
            self.push(
                Kind::Markup,
                Some(before),
                Some(after),
                Semver::Patch,
                "the words are the same",
            );
        }
    }

    /// What a code is, apart from words.
    fn facts(&mut self) {
        let methods: Fact = |code| code.methods.join(", ");
        let class: Fact = |code| code.class.word().to_owned();
        let origin: Fact = |code| code.origin.word().to_owned();
        let remedy: Fact = |code| code.remedy.word().to_owned();
        for (kind, fact, semver, reason) in [
            (
                Kind::Methods,
                methods,
                Semver::Patch,
                "they follow the description",
            ),
            (
                Kind::Class,
                class,
                Semver::Major,
                "programs may rely on the class",
            ),
            (
                Kind::Origin,
                origin,
                Semver::Minor,
                "programs may act on it",
            ),
            (
                Kind::Remedy,
                remedy,
                Semver::Minor,
                "programs may act on it",
            ),
            (
                Kind::Evidence,
                evidence,
                Semver::Patch,
                "documentation only",
            ),
        ] {
            let (before, after) = (fact(self.old), fact(self.new));
            if before != after && (kind != Kind::Methods || self.is_documented()) {
                self.push(kind, Some(before), Some(after), semver, reason);
            }
        }
    }
}

/// What our knowledge of a code rests on, besides the page. That the page lost a code is told by
/// its provenance.
fn evidence(code: &Code) -> String {
    let mut facts = Vec::new();
    if code.provenance != Provenance::Documented {
        facts.extend(code.seen.iter().map(|seen| format!("seen in {seen}")));
    }
    facts.extend(code.also.iter().map(|also| format!("also {also}")));
    facts.extend(code.why.iter().cloned());
    facts.join("; ")
}
