//! Compares two catalogs, and judges each change.
//!
//! The policy is that of the crate's README: programs may rely on the constants, their numbers and
//! their classes, and on a remedy that they act on without a person. They may act on the other
//! remedies, on interruptions and provenance, which change with notice. Messages and descriptions are for
//! people, and follow the page.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Diff, Kind, Semver};
use crate::catalog::{Catalog, Code};
use crate::prose::Prose;
use crate::words::{Interruption, Provenance, Remedy};

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
fn policy(kind: Kind, old: &Code, new: &Code) -> (Semver, String) {
    let is_promised = programs_act_on(old.remedy) || programs_act_on(new.remedy);
    let mut gone = names(old);
    gone.retain(|name| !names(new).contains(name));
    let (semver, reason) = match kind {
        Kind::Added if old.provenance != new.provenance => (
            Semver::Minor,
            "the constant was there, and is documented now",
        ),
        Kind::Added => (Semver::Minor, "a new constant"),
        Kind::Retired => (Semver::Minor, "the constant stays, no longer documented"),
        Kind::Restored => (Semver::Minor, "the constant is documented again"),
        Kind::Removed => (Semver::Major, "its constant is gone"),
        Kind::Renamed if !gone.is_empty() => {
            return (Semver::Major, format!("{} is gone", gone.join(", ")));
        }
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

/// The name of a code, and those it had before.
fn names(code: &Code) -> Vec<&str> {
    let former = code.former_names.iter().map(String::as_str);
    std::iter::once(code.name.as_str()).chain(former).collect()
}

/// Compares two catalogs.
#[must_use]
pub fn diff(old: &Catalog, new: &Catalog) -> Diff {
    let [before, after] = [old, new].map(by_number);
    let mut changes = Vec::new();
    for number in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
        match (before.get(number), after.get(number)) {
            (Some(old), Some(new)) => changes.extend(compare(old, new)),
            (Some(old), None) => changes.push(change(Kind::Removed, [old; 2], [label(old), None])),
            (None, Some(new)) => changes.push(change(Kind::Added, [new; 2], [None, label(new)])),
            (None, None) => {}
        }
    }
    mark_renumbered(&mut changes);
    Diff {
        changes,
        reordered: order(old, &after) != order(new, &before),
        pages: [old.page_sha256.clone(), new.page_sha256.clone()],
    }
}

fn by_number(catalog: &Catalog) -> BTreeMap<u32, &Code> {
    let codes = catalog.codes.iter();
    codes.map(|code| (code.number, code)).collect()
}

/// The order on the page of those codes that the other page has as well.
fn order(catalog: &Catalog, other: &BTreeMap<u32, &Code>) -> Vec<u32> {
    let is_on_other = |number: &u32| other.get(number).is_some_and(|code| is_documented(code));
    let numbers = catalog.page_order.iter().copied();
    numbers.filter(is_on_other).collect()
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

fn change(kind: Kind, [old, new]: [&Code; 2], [before, after]: [Option<String>; 2]) -> Change {
    let (semver, reason) = policy(kind, old, new);
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

/// What a code is called where it comes or goes.
fn label(code: &Code) -> Option<String> {
    code.message.clone().or_else(|| Some(code.name.clone()))
}

/// The changes of one code.
fn compare(old: &Code, new: &Code) -> impl Iterator<Item = Change> {
    let unlike = |kind, fact: fn(&Code) -> Option<String>| {
        let [before, after] = [fact(old), fact(new)];
        (before != after).then(|| change(kind, [old, new], [before, after]))
    };
    let is_on_both = is_documented(old) && is_documented(new);
    // `provenance` has the message of a code that was only observed before.
    let is_new = old.provenance == Provenance::Observed && is_documented(new);
    let changes = [
        provenance(old, new),
        unlike(Kind::Renamed, |code| Some(names(code).join(", "))),
        unlike(Kind::Message, |code| code.message.clone()).filter(|_| !is_new),
        description(old, new).filter(|_| is_on_both),
        unlike(Kind::Methods, |code| Some(code.methods.join(", "))).filter(|_| is_on_both),
        unlike(Kind::Class, |code| Some(code.class.word().to_owned())),
        unlike(Kind::Remedy, |code| Some(code.remedy.word().to_owned())),
        unlike(Kind::Interruption, |code| {
            code.interruption.map(Interruption::word).map(str::to_owned)
        }),
        unlike(Kind::Evidence, |code| Some(evidence(code))),
    ];
    changes.into_iter().flatten()
}

fn provenance(old: &Code, new: &Code) -> Option<Change> {
    use Provenance::{Documented, Retired};

    let (kind, before, after) = match (old.provenance, new.provenance) {
        (was, is) if was == is => return None,
        (Documented, _) => (Kind::Retired, old.message.clone(), None),
        (Retired, Documented) => (Kind::Restored, None, new.message.clone()),
        (_, Documented) => (Kind::Added, None, new.message.clone()),
        (was, is) => {
            let [was, is] = [was, is].map(|provenance| Some(provenance.word().to_owned()));
            return Some(Change {
                semver: Semver::Minor,
                reason: "programs may act on it".to_owned(),
                ..change(Kind::Evidence, [old, new], [was, is])
            });
        }
    };
    Some(change(kind, [old, new], [before, after]))
}

fn description(old: &Code, new: &Code) -> Option<Change> {
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
    let is_seen = kind == Kind::Description || before != after;
    is_seen.then(|| change(kind, [old, new], [Some(before), Some(after)]))
}

/// What our knowledge of a code rests on, besides the page. Where the code was seen does not matter while
/// the page has it.
fn evidence(code: &Code) -> String {
    let seen = code.seen.iter().filter(|_| !is_documented(code));
    let seen = seen.map(|seen| format!("seen in {seen}"));
    let also = code.also.iter().map(|also| format!("also {also}"));
    let facts = seen.chain(also).chain(code.why.clone());
    facts.collect::<Vec<_>>().join("; ")
}
