//! Compares two catalogs, and judges each change.
//!
//! The policy is that of the crate's README: programs may rely on the constants, their numbers and
//! their classes, and on a remedy that they act on without a person. They may act on the other
//! remedies, on origins and provenance, which change with notice. Messages and descriptions are for
//! people, and follow the page.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Diff, Kind, Semver};
use crate::catalog::{Catalog, Code};
use crate::prose::Prose;
use crate::words::{Provenance, Remedy};

/// Whether a program acts on `remedy` by itself: it repeats or reroutes the request, or logs in
/// again. Such a verdict has to be right in the worst case, so moving a code into or out of it is a
/// breaking change.
#[must_use]
pub fn programs_act_on(remedy: Remedy) -> bool {
    let word = remedy.word();
    word.starts_with("retry") || matches!(word, "reroute" | "reauthenticate")
}

/// Compares two catalogs.
#[must_use]
pub fn diff(old: &Catalog, new: &Catalog) -> Diff {
    let [before, after] = [old, new].map(by_number);
    let messages = by_message(old);
    let numbers: BTreeSet<u32> = before.keys().chain(after.keys()).copied().collect();
    let changes = numbers.iter().flat_map(|number| {
        let mut changes = match (before.get(number), after.get(number)) {
            (Some(old), Some(new)) => compare(old, new),
            (Some(old), None) => vec![removed(old)],
            (None, new) => new.map(|new| added(new)).into_iter().collect(),
        };
        // A message that was another code's: it has a new number, or two have changed places.
        let code = after.get(number);
        if let Some(other) = code.and_then(|code| message_of_another(code, &messages, &after)) {
            for change in &mut changes {
                if matches!(change.kind, Kind::Added | Kind::Restored | Kind::Message) {
                    let hint = format!("; the message was that of {other}: renumbered?");
                    change.reason.push_str(&hint);
                }
            }
        }
        changes
    });
    Diff {
        changes: changes.collect(),
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

/// Which codes of the page have a message, sorted.
fn by_message(catalog: &Catalog) -> BTreeMap<&str, Vec<u32>> {
    let mut messages: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for code in catalog.codes.iter().filter(|code| is_documented(code)) {
        if let Some(message) = &code.message {
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
    let had = before.get(code.message.as_deref()?)?;
    let other = *had.iter().find(|number| **number != code.number)?;
    let has_still = |other: &&Code| other.message == code.message && is_documented(other);
    after
        .get(&other)
        .is_none_or(|other| !has_still(other))
        .then_some(other)
}

fn change(code: &Code, kind: Kind, semver: Semver, reason: &str) -> Change {
    Change {
        code: code.number,
        name: code.name.clone(),
        kind,
        before: None,
        after: None,
        semver,
        reason: reason.to_owned(),
    }
}

fn message_or_name(code: &Code) -> String {
    code.message.as_ref().unwrap_or(&code.name).clone()
}

fn added(code: &Code) -> Change {
    Change {
        after: Some(message_or_name(code)),
        ..change(code, Kind::Added, Semver::Minor, "a new constant")
    }
}

fn removed(code: &Code) -> Change {
    Change {
        before: Some(message_or_name(code)),
        ..change(code, Kind::Removed, Semver::Major, "its constant is gone")
    }
}

/// The changes of one code.
fn compare(old: &Code, new: &Code) -> Vec<Change> {
    let changes = [
        provenance(old, new),
        names(old, new),
        message(old, new),
        description(old, new),
    ];
    let mut changes: Vec<Change> = changes.into_iter().flatten().collect();
    changes.extend(facts(old, new));
    changes
}

fn provenance(old: &Code, new: &Code) -> Option<Change> {
    use Provenance::{Documented, Retired};

    let minor = |kind, reason| change(new, kind, Semver::Minor, reason);
    let before = old.message.clone();
    let after = new.message.clone();
    let change = match (old.provenance, new.provenance) {
        (old, new) if old == new => return None,
        (Documented, _) => Change {
            before,
            ..minor(Kind::Retired, "the constant stays, no longer documented")
        },
        (Retired, Documented) => Change {
            after,
            ..minor(Kind::Restored, "the constant is documented again")
        },
        (_, Documented) => Change {
            after,
            ..minor(Kind::Added, "the constant was there, and is documented now")
        },
        (old, new) => Change {
            before: Some(old.word().to_owned()),
            after: Some(new.word().to_owned()),
            ..minor(Kind::Evidence, "programs may act on it")
        },
    };
    Some(change)
}

fn names(old: &Code, new: &Code) -> Option<Change> {
    let [before, after] = [old, new].map(|code| {
        let names = std::iter::once(&code.name).chain(&code.former_names);
        names.map(String::as_str).collect::<Vec<_>>()
    });
    let gone: Vec<&str> = before
        .iter()
        .filter(|name| !after.contains(name))
        .copied()
        .collect();
    let (semver, reason) = if !gone.is_empty() {
        (Semver::Major, format!("{} is gone", gone.join(", ")))
    } else if old.name == new.name {
        (Semver::Minor, "an alias was added".to_owned())
    } else {
        (
            Semver::Minor,
            "the old name stays as a deprecated alias".to_owned(),
        )
    };
    (before != after).then(|| Change {
        before: Some(before.join(", ")),
        after: Some(after.join(", ")),
        ..change(new, Kind::Renamed, semver, &reason)
    })
}

fn message(old: &Code, new: &Code) -> Option<Change> {
    // That a code was only observed before is said by its provenance.
    let is_new = old.provenance == Provenance::Observed && is_documented(new);
    (old.message != new.message && !is_new).then(|| Change {
        before: old.message.clone(),
        after: new.message.clone(),
        ..change(new, Kind::Message, Semver::Patch, "messages are for people")
    })
}

fn description(old: &Code, new: &Code) -> Option<Change> {
    let [before, after] = [&old.description, &new.description];
    if before == after || !is_documented(old) || !is_documented(new) {
        return None;
    }
    let (kind, reason, [before, after]) = if before.words() == after.words() {
        let texts = [before, after].map(Prose::to_markdown);
        (Kind::Markup, "the words are the same", texts)
    } else {
        let texts = [before, after].map(Prose::to_plain_text);
        (Kind::Description, "descriptions are for people", texts)
    };
    (kind == Kind::Description || before != after).then(|| Change {
        before: Some(before),
        after: Some(after),
        ..change(new, kind, Semver::Patch, reason)
    })
}

/// What a code is, apart from words.
fn facts(old: &Code, new: &Code) -> impl Iterator<Item = Change> {
    let both = |fact: fn(&Code) -> String| [fact(old), fact(new)];
    let methods = both(|code| code.methods.join(", "));
    let class = both(|code| code.class.word().to_owned());
    let origin = both(|code| code.origin.word().to_owned());
    let remedy = both(|code| code.remedy.word().to_owned());
    let is_acted_on = programs_act_on(old.remedy) || programs_act_on(new.remedy);
    let (of_remedy, why) = if is_acted_on {
        (Semver::Major, "programs act on it without a person")
    } else {
        (Semver::Minor, "programs may act on it")
    };
    let mut facts = vec![
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
        (Kind::Remedy, remedy, of_remedy, why),
        (
            Kind::Evidence,
            both(evidence),
            Semver::Patch,
            "documentation only",
        ),
    ];
    if is_documented(old) && is_documented(new) {
        let reason = "they follow the description";
        facts.insert(0, (Kind::Methods, methods, Semver::Patch, reason));
    }
    facts
        .into_iter()
        .filter(|(_, [before, after], ..)| before != after)
        .map(|(kind, [before, after], semver, reason)| Change {
            before: Some(before),
            after: Some(after),
            ..change(new, kind, semver, reason)
        })
}

/// What our knowledge of a code rests on, besides the page. That the page lost a code is said by
/// its provenance.
fn evidence(code: &Code) -> String {
    let seen = code.seen.iter().filter(|_| !is_documented(code));
    let seen = seen.map(|seen| format!("seen in {seen}"));
    let also = code.also.iter().map(|also| format!("also {also}"));
    let facts = seen.chain(also).chain(code.why.clone());
    facts.collect::<Vec<_>>().join("; ")
}
