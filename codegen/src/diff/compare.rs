//! Compares two catalogs, and judges each change.
//!
//! The policy is that of the crate's README: programs may rely on the constants, their numbers and
//! their classes, and on a remedy that they act on without a person. They may act on the other
//! remedies, on interruptions and provenance, which change with notice. Messages and descriptions are for
//! people, and follow the page.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Diff, Kind, Released, Semver};
use crate::catalog::{Catalog, Code};
use crate::words::{Provenance, Remedy};

/// Whether a program acts on `remedy` by itself: it repeats, renews or reroutes the request, or logs
/// in again. Such a verdict has to be right in the worst case, so moving a code into or out of it is a
/// breaking change.
#[must_use]
pub fn programs_act_on(remedy: Remedy) -> bool {
    matches!(
        remedy,
        Remedy::Retry
            | Remedy::Throttle
            | Remedy::RetryIfIdempotent
            | Remedy::Renew
            | Remedy::Reroute
            | Remedy::Reauthenticate
    )
}

/// Compares two catalogs. Only constants that were `released` are promised.
#[must_use]
pub fn diff_catalogs(old: &Catalog, new: &Catalog, released: &Released) -> Diff {
    let [before, after] = [old, new].map(index_codes);
    let numbers: BTreeSet<&u32> = before.keys().chain(after.keys()).collect();
    let pair = |old, new| Pair { old, new, released };
    let mut changes = Vec::new();
    for number in numbers {
        match (before.get(number), after.get(number)) {
            (Some(old), Some(new)) => changes.extend(pair(old, new).compare()),
            (Some(code), None) => {
                changes.push(pair(code, code).change(Kind::Removed, Some(title(code)), None));
            }
            (None, Some(code)) => {
                changes.push(pair(code, code).change(Kind::Added, None, Some(title(code))));
            }
            (None, None) => {}
        }
    }
    mark_renumbered(&mut changes);
    Diff {
        changes,
        pages: [old.page_sha256.clone(), new.page_sha256.clone()],
    }
}

fn index_codes(catalog: &Catalog) -> BTreeMap<u32, &Code> {
    let codes = catalog.codes.iter();
    codes.map(|code| (code.number, code)).collect()
}

fn is_documented(code: &Code) -> bool {
    code.provenance == Provenance::Documented
}

/// How a code that is added or removed is shown: by its message, or else by its name.
fn title(code: &Code) -> String {
    code.message.as_ref().unwrap_or(&code.name).clone()
}

/// Adds to the reasons which messages were those of another code: it has a new number, or two have
/// changed places.
fn mark_renumbered(changes: &mut [Change]) {
    let lost = changes.iter().rev().filter_map(|change| match change.kind {
        Kind::Retired | Kind::Removed | Kind::Message => {
            Some((change.before.clone()?, change.code))
        }
        _ => None,
    });
    let lost: BTreeMap<String, u32> = lost.collect();
    for change in changes {
        let is_message = matches!(change.kind, Kind::Added | Kind::Documented | Kind::Message);
        let message = change.after.as_ref().filter(|_| is_message);
        if let Some(other) = message.and_then(|message| lost.get(message)) {
            let hint = format!("; the message was that of {other}: renumbered?");
            change.reason.push_str(&hint);
        }
    }
}

/// A code before and after. Of a code that is added or removed, both are the same.
struct Pair<'a> {
    old: &'a Code,
    new: &'a Code,
    released: &'a Released,
}

impl Pair<'_> {
    fn compare(&self) -> Vec<Change> {
        // A new field has to be compared below, or in the function that is named here.
        let Code {
            number: _,
            name: _,         // names
            former_names: _, // names
            message: _,
            description: _, // compare_descriptions
            class: _,
            provenance: _, // compare_provenance
            retired: _,
            seen: _, // list_evidence
            also: _, // list_evidence
            remedy: _,
            interruption: _,
            why: _, // list_evidence
            methods: _,
        } = self.new;

        let [old, new] = [self.old, self.new].map(|code| code.provenance);
        let mut changes = Vec::from_iter(self.compare_provenance());
        changes.extend(self.compare_fact(Kind::Renamed, |code| {
            Some(code.names().cloned().collect::<Vec<_>>().join(", "))
        }));
        // The change of provenance shows the message of a code that was only observed before.
        if (old, new) != (Provenance::Observed, Provenance::Documented) {
            changes.extend(self.compare_fact(Kind::Message, |code| code.message.clone()));
        }
        if is_documented(self.old) && is_documented(self.new) {
            changes.extend(self.compare_descriptions());
            changes.extend(self.compare_fact(Kind::Methods, |code| Some(code.methods.join(", "))));
        }
        changes.extend(self.compare_fact(Kind::Class, |code| Some(code.class.word().to_owned())));
        changes.extend(self.compare_fact(Kind::Remedy, |code| Some(code.remedy.word().to_owned())));
        changes.extend(self.compare_fact(Kind::Interruption, |code| {
            Some(code.interruption?.word().to_owned())
        }));
        changes.extend(self.compare_fact(Kind::Evidence, |code| Some(list_evidence(code))));
        if old == new {
            changes.extend(self.compare_fact(Kind::Evidence, |code| code.retired.clone()));
        }
        changes
    }

    /// A change if a part of the code, as a change shows it, is not what it was.
    fn compare_fact(&self, kind: Kind, fact: fn(&Code) -> Option<String>) -> Option<Change> {
        let [before, after] = [self.old, self.new].map(fact);
        (before != after).then(|| self.change(kind, before, after))
    }

    fn compare_provenance(&self) -> Option<Change> {
        let [old, new] = [self.old, self.new].map(|code| code.message.clone());
        match (self.old.provenance, self.new.provenance) {
            (was, is) if was == is => None,
            (Provenance::Documented, _) => Some(self.change(Kind::Retired, old, None)),
            (_, Provenance::Documented) => Some(self.change(Kind::Documented, None, new)),
            _ => self.compare_fact(Kind::Provenance, |code| {
                Some(code.provenance.word().to_owned())
            }),
        }
    }

    fn compare_descriptions(&self) -> Option<Change> {
        let [old, new] = [self.old, self.new].map(|code| code.description.to_line());
        if old == new {
            return self.compare_fact(Kind::Markup, |code| Some(code.description.to_markdown()));
        }
        self.compare_fact(Kind::Description, |code| {
            Some(code.description.to_plain_text())
        })
    }

    fn change(&self, kind: Kind, before: Option<String>, after: Option<String>) -> Change {
        let (semver, reason) = self.judge(kind);
        Change {
            code: self.new.number,
            name: self.new.name.clone(),
            kind,
            before,
            after,
            semver,
            reason,
        }
    }

    /// What release a change of this kind needs, and why.
    fn judge(&self, kind: Kind) -> (Semver, String) {
        let Self { old, new, released } = self;
        let is_promised = programs_act_on(old.remedy) || programs_act_on(new.remedy);
        let lost: Vec<&str> = old
            .names()
            .filter(|name| new.names().all(|other| other != *name))
            .map(String::as_str)
            .collect();
        let (semver, reason) = match kind {
            Kind::Added => (Semver::Minor, "a new constant"),
            Kind::Documented => (Semver::Minor, "the constant is documented now"),
            Kind::Retired => (Semver::Minor, "the constant stays, no longer documented"),
            Kind::Removed if !old.names().any(|name| released.has(name)) => {
                (Semver::Patch, "its constant was never released")
            }
            Kind::Removed => (Semver::Major, "its constant is gone"),
            Kind::Renamed if lost.iter().any(|name| released.has(name)) => {
                return (Semver::Major, format!("{} is gone", lost.join(", ")));
            }
            Kind::Renamed if !lost.is_empty() => (Semver::Patch, "the old name was never released"),
            Kind::Renamed if old.name == new.name => (Semver::Minor, "an alias was added"),
            Kind::Renamed => (Semver::Minor, "the old name stays as a deprecated alias"),
            Kind::Message => (Semver::Patch, "messages are for people"),
            Kind::Description => (Semver::Patch, "descriptions are for people"),
            Kind::Markup => (Semver::Patch, "the words are the same"),
            Kind::Class => (Semver::Major, "programs may rely on the class"),
            Kind::Remedy if is_promised => (Semver::Major, "programs act on it without a person"),
            Kind::Remedy | Kind::Interruption | Kind::Provenance => {
                (Semver::Minor, "programs may act on it")
            }
            Kind::Methods => (Semver::Patch, "they follow the description"),
            Kind::Evidence => (Semver::Patch, "documentation only"),
        };
        (semver, reason.to_owned())
    }
}

/// What our knowledge of a code rests on, besides the page. Where a code was seen does not matter while
/// the page has it.
fn list_evidence(code: &Code) -> String {
    let seen = code.seen.iter().filter(|_| !is_documented(code));
    let seen = seen.map(|seen| format!("seen in {seen}"));
    let also = code.also.iter().map(|also| format!("also {also}"));
    let facts = seen.chain(also).chain(code.why.clone());
    facts.collect::<Vec<_>>().join("; ")
}
