//! Compares two catalogs, and judges each change.
//!
//! The policy is that of the crate's README: programs may rely on the constants, their numbers and
//! their classes, and on a remedy that they act on without a person. They may act on the other
//! remedies, on interruptions and provenance, which change with notice. Messages and descriptions are for
//! people, and follow the page.

use std::collections::BTreeMap;

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
    let mut codes: BTreeMap<u32, [Option<&Code>; 2]> = BTreeMap::new();
    for (side, catalog) in [old, new].iter().enumerate() {
        for code in &catalog.codes {
            codes.entry(code.number).or_default()[side] = Some(code);
        }
    }
    let mut changes = Vec::new();
    let pair = |old, new| Pair { old, new, released };
    for sides in codes.into_values() {
        match sides {
            [Some(old), Some(new)] => changes.extend(pair(old, new).compare()),
            [Some(code), None] => {
                changes.push(pair(code, code).change(Kind::Removed, Some(title(code)), None));
            }
            [None, Some(code)] => {
                changes.push(pair(code, code).change(Kind::Added, None, Some(title(code))));
            }
            [None, None] => {}
        }
    }
    mark_renumbered(&mut changes);
    Diff {
        changes,
        pages: [old.page_sha256.clone(), new.page_sha256.clone()],
    }
}

fn is_documented(code: &Code) -> bool {
    code.provenance == Provenance::Documented
}

/// How a code that comes or goes is shown: by its message, or else by its name.
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
        let mut changes = Vec::new();
        for &kind in Kind::ALL.iter().filter(|kind| self.is_compared(**kind)) {
            let [before, after] = [self.old, self.new].map(|code| self.show_fact(code, kind));
            if before != after {
                changes.push(self.change(kind, before, after));
            }
        }
        changes
    }

    /// Whether a change of this kind can say what changed, and no other kind says it.
    fn is_compared(&self, kind: Kind) -> bool {
        let [was, is] = [self.old, self.new].map(is_documented);
        let [old, new] = [self.old, self.new].map(|code| &code.description);
        let has_other_words = || old != new && old.words() != new.words();
        match kind {
            Kind::Added | Kind::Removed => false,
            Kind::Documented => !was && is,
            Kind::Retired => was && !is,
            Kind::Provenance => !was && !is,
            // That it is documented now shows the message.
            Kind::Message => self.old.provenance != Provenance::Observed || !is,
            Kind::Description => was && is && has_other_words(),
            Kind::Markup => was && is && old != new && !has_other_words(),
            Kind::Methods => was && is,
            _ => true,
        }
    }

    /// The part of a code that a change of this kind shows.
    fn show_fact(&self, code: &Code, kind: Kind) -> Option<String> {
        match kind {
            Kind::Added | Kind::Removed => None,
            Kind::Documented | Kind::Retired => is_documented(code).then(|| title(code)),
            Kind::Provenance => Some(code.provenance.word().to_owned()),
            Kind::Renamed => Some(code.names().cloned().collect::<Vec<_>>().join(", ")),
            Kind::Message => code.message.clone(),
            Kind::Description => Some(code.description.to_plain_text()),
            Kind::Markup => Some(code.description.to_markdown()),
            Kind::Methods => Some(code.methods.join(", ")),
            Kind::Class => Some(code.class.word().to_owned()),
            Kind::Remedy => Some(code.remedy.word().to_owned()),
            Kind::Interruption => Some(code.interruption?.word().to_owned()),
            Kind::Evidence => {
                let is_same = self.old.provenance == self.new.provenance;
                let retired = code.retired.clone().filter(|_| is_same);
                Some(list_evidence(code, retired))
            }
        }
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
            Kind::Added if is_documented(new) => (Semver::Minor, "a new constant"),
            Kind::Added => (Semver::Minor, "a new constant, not on the page"),
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
fn list_evidence(code: &Code, retired: Option<String>) -> String {
    let seen = code.seen.iter().filter(|_| !is_documented(code));
    let seen = seen.map(|seen| format!("seen in {seen}"));
    let also = code.also.iter().map(|also| format!("also {also}"));
    let facts = seen.chain(also).chain(retired).chain(code.why.clone());
    facts.collect::<Vec<_>>().join("; ")
}
