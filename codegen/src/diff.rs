//! What changed between two catalogs, and what that means for whoever depends on the crate.
//!
//! The policy is that of the crate's README: programs may rely on the constants, their numbers and
//! their classes; messages, descriptions and remedies are for people, and follow the page.

mod render;

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::{Catalog, Code, Provenance};

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
    let by_number = |catalog: &'_ Catalog| -> BTreeMap<u32, Code> {
        catalog
            .codes
            .iter()
            .map(|code| (code.number, code.clone()))
            .collect()
    };
    let (before, after) = (by_number(old), by_number(new));
    let numbers: BTreeSet<u32> = before.keys().chain(after.keys()).copied().collect();
    let mut changes = Vec::new();
    for number in numbers {
        match (before.get(&number), after.get(&number)) {
            (None, Some(code)) => changes.push(added(code, &before, &after)),
            (Some(code), None) => changes.push(Change {
                code: number,
                name: code.name.clone(),
                kind: Kind::Removed,
                before: code.message.clone().or_else(|| Some(code.name.clone())),
                after: None,
                semver: Semver::Major,
                reason: "its constant is gone".to_owned(),
            }),
            (Some(old), Some(new)) => compare(old, new, &mut changes),
            (None, None) => {}
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

fn added(code: &Code, before: &BTreeMap<u32, Code>, after: &BTreeMap<u32, Code>) -> Change {
    // The message of a code that has just gone from the page: most likely it has a new number.
    let renumbered = before.values().find(|old| {
        old.message.is_some()
            && old.message == code.message
            && old.provenance == Provenance::Documented
            && after
                .get(&old.number)
                .is_none_or(|new| new.provenance != Provenance::Documented)
    });
    let reason = match renumbered {
        Some(old) => format!("a new constant; renumbered from {}, it seems", old.number),
        None => "a new constant".to_owned(),
    };
    Change {
        code: code.number,
        name: code.name.clone(),
        kind: Kind::Added,
        before: None,
        after: code.message.clone().or_else(|| Some(code.name.clone())),
        semver: Semver::Minor,
        reason,
    }
}

/// What can be said of a code in a word or two.
type Fact = fn(&Code) -> String;

fn compare(old: &Code, new: &Code, changes: &mut Vec<Change>) {
    let mut change = |kind, before: Option<String>, after: Option<String>, semver, reason: &str| {
        changes.push(Change {
            code: new.number,
            name: new.name.clone(),
            kind,
            before,
            after,
            semver,
            reason: reason.to_owned(),
        });
    };
    let message = |code: &Code| code.message.clone();
    let stays = (old.provenance, new.provenance);
    match stays {
        (Provenance::Documented, Provenance::Retired) => {
            let reason = "the constant stays, no longer documented";
            change(Kind::Retired, message(old), None, Semver::Minor, reason);
        }
        (Provenance::Retired, Provenance::Documented) => {
            let reason = "the constant is documented again";
            change(Kind::Restored, None, message(new), Semver::Minor, reason);
        }
        (Provenance::Observed, Provenance::Documented) => {
            let reason = "the constant was there, and is documented now";
            change(Kind::Added, None, message(new), Semver::Minor, reason);
        }
        _ => {}
    }
    renamed(old, new, &mut change);

    let documented = stays == (Provenance::Documented, Provenance::Documented);
    if old.message != new.message && stays.0 != Provenance::Observed {
        let reason = "messages are for people";
        change(
            Kind::Message,
            message(old),
            message(new),
            Semver::Patch,
            reason,
        );
    }
    let markdown = [old, new].map(|code| code.description.to_markdown());
    let plain = [old, new].map(|code| code.description.to_plain_text());
    if documented && !plain[0].split_whitespace().eq(plain[1].split_whitespace()) {
        let [before, after] = plain.map(Some);
        let reason = "descriptions are for people";
        change(Kind::Description, before, after, Semver::Patch, reason);
    } else if documented && markdown[0] != markdown[1] {
        let [before, after] = markdown.map(Some);
        change(
            Kind::Markup,
            before,
            after,
            Semver::Patch,
            "the words are the same",
        );
    }
    // What a code is, apart from words.
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
        let (before, after) = (fact(old), fact(new));
        if before != after && (documented || kind != Kind::Methods) {
            change(kind, Some(before), Some(after), semver, reason);
        }
    }
}

fn renamed(
    old: &Code,
    new: &Code,
    change: &mut impl FnMut(Kind, Option<String>, Option<String>, Semver, &str),
) {
    let names = |code: &Code| -> Vec<String> {
        std::iter::once(&code.name)
            .chain(&code.former_names)
            .cloned()
            .collect()
    };
    let (before, after) = (names(old), names(new));
    let gone: Vec<&str> = before
        .iter()
        .filter(|name| !after.contains(name))
        .map(String::as_str)
        .collect();
    if before == after {
        return;
    }
    let (semver, reason) = match gone[..] {
        [] => (
            Semver::Minor,
            "the old name stays as a deprecated alias".to_owned(),
        ),
        _ => (Semver::Major, format!("{} is gone", gone.join(", "))),
    };
    change(
        Kind::Renamed,
        Some(before.join(", ")),
        Some(after.join(", ")),
        semver,
        &reason,
    );
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
