//! Compares two catalogs, and judges each change.
//!
//! The policy is that of the crate's README: programs may rely on the constants, their numbers and
//! their classes, and on a remedy that they act on without a person. They may act on the other
//! remedies, on interruptions and provenance, which change with notice. Messages and descriptions are for
//! people, and follow the page.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Diff, Kind, Released, Semver};
use crate::catalog::{Catalog, Code};
use crate::prose::Prose;
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

/// What release a change of this kind needs, and why.
fn judge(kind: Kind, old: &Code, new: &Code, released: &Released) -> (Semver, String) {
    let is_promised = programs_act_on(old.remedy) || programs_act_on(new.remedy);
    let lost: Vec<&str> = old
        .names()
        .filter(|name| new.names().all(|other| other != *name))
        .collect();
    let (semver, reason) = match kind {
        Kind::Added if old.provenance != new.provenance => {
            (Semver::Minor, "an observed code is documented now")
        }
        Kind::Added => (Semver::Minor, "a new constant"),
        Kind::Retired => (Semver::Minor, "the constant stays, no longer documented"),
        Kind::Restored => (Semver::Minor, "the constant is documented again"),
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
        Kind::Remedy | Kind::Interruption => (Semver::Minor, "programs may act on it"),
        Kind::Methods => (Semver::Patch, "they follow the description"),
        Kind::Evidence => (Semver::Patch, "documentation only"),
    };
    (semver, reason.to_owned())
}

/// Compares two catalogs. Only constants that were `released` are promised.
#[must_use]
pub fn diff_catalogs(old: &Catalog, new: &Catalog, released: &Released) -> Diff {
    let [before, after] = [old, new].map(index_codes);
    let mut changes = Vec::new();
    for number in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
        match (before.get(number), after.get(number)) {
            (Some(old), Some(new)) => changes.extend(compare_codes(old, new, released)),
            (Some(code), None) => {
                let texts = [message_or_name(code), None];
                changes.push(new_change(Kind::Removed, [code; 2], texts, released));
            }
            (None, Some(code)) => {
                let texts = [None, message_or_name(code)];
                changes.push(new_change(Kind::Added, [code; 2], texts, released));
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
        let is_message = matches!(change.kind, Kind::Added | Kind::Restored | Kind::Message);
        let message = change.after.as_ref().filter(|_| is_message);
        if let Some(other) = message.and_then(|message| lost.get(message)) {
            let hint = format!("; the message was that of {other}: renumbered?");
            change.reason.push_str(&hint);
        }
    }
}

fn new_change(
    kind: Kind,
    [old, new]: [&Code; 2],
    [before, after]: [Option<String>; 2],
    released: &Released,
) -> Change {
    let (semver, reason) = judge(kind, old, new, released);
    Change {
        code: new.number,
        name: new.name.clone(),
        kind,
        before,
        after,
        semver,
        reason,
    }
}

/// How a code that is added or removed is shown.
fn message_or_name(code: &Code) -> Option<String> {
    code.message.clone().or_else(|| Some(code.name.clone()))
}

/// A part of a code, as a change shows it.
type Fact = fn(&Code) -> Option<String>;

/// The changes of one code.
fn compare_codes(old: &Code, new: &Code, released: &Released) -> Vec<Change> {
    // A new field has to be compared below, or in the function that is named here.
    let Code {
        number: _,
        name: _,         // names
        former_names: _, // names
        message: _,
        description: _,
        class: _,
        provenance: _,
        retired: _,
        seen: _, // list_evidence
        also: _, // list_evidence
        remedy: _,
        interruption: _,
        why: _, // list_evidence
        methods: _,
    } = new;

    let both = [old, new];
    let is_on_both = is_documented(old) && is_documented(new);
    let was_observed = old.provenance == Provenance::Observed && is_documented(new);
    let facts: [(Kind, bool, Fact); 8] = [
        (Kind::Renamed, true, |code| {
            Some(code.names().collect::<Vec<_>>().join(", "))
        }),
        // The change of provenance shows the message of a code that was only observed before.
        (Kind::Message, !was_observed, |code| code.message.clone()),
        (Kind::Methods, is_on_both, |code| {
            Some(code.methods.join(", "))
        }),
        (Kind::Class, true, |code| Some(code.class.word().to_owned())),
        (Kind::Remedy, true, |code| {
            Some(code.remedy.word().to_owned())
        }),
        (Kind::Interruption, true, |code| {
            Some(code.interruption?.word().to_owned())
        }),
        (Kind::Evidence, true, |code| Some(list_evidence(code))),
        (Kind::Evidence, old.provenance == new.provenance, |code| {
            code.retired.clone()
        }),
    ];
    let mut changes: Vec<Change> = compare_provenance(old, new, released).into_iter().collect();
    for (kind, is_compared, fact) in facts {
        let [before, after] = both.map(fact);
        if is_compared && before != after {
            changes.push(new_change(kind, both, [before, after], released));
        }
        if kind == Kind::Message && is_on_both {
            changes.extend(compare_descriptions(old, new, released));
        }
    }
    changes
}

fn compare_provenance(old: &Code, new: &Code, released: &Released) -> Option<Change> {
    use Provenance::{Documented, Retired};

    let (kind, before, after) = match (old.provenance, new.provenance) {
        (was, is) if was == is => return None,
        (Documented, _) => (Kind::Retired, old.message.clone(), None),
        (Retired, Documented) => (Kind::Restored, None, new.message.clone()),
        (_, Documented) => (Kind::Added, None, new.message.clone()),
        (was, is) => {
            let texts = [was, is].map(|provenance| Some(provenance.word().to_owned()));
            return Some(Change {
                semver: Semver::Minor,
                reason: "programs may act on it".to_owned(),
                ..new_change(Kind::Evidence, [old, new], texts, released)
            });
        }
    };
    Some(new_change(kind, [old, new], [before, after], released))
}

fn compare_descriptions(old: &Code, new: &Code, released: &Released) -> Option<Change> {
    let prose = [&old.description, &new.description];
    if prose[0] == prose[1] {
        return None;
    }
    let [before, after] = prose.map(Prose::words);
    let (kind, [before, after]) = if before == after {
        (Kind::Markup, prose.map(Prose::to_markdown))
    } else {
        (Kind::Description, prose.map(Prose::to_plain_text))
    };
    // Prose that differs may still give the same Markdown.
    let is_visible = kind == Kind::Description || before != after;
    let texts = [Some(before), Some(after)];
    is_visible.then(|| new_change(kind, [old, new], texts, released))
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
