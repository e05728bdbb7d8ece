//! What changed, in which words, and what release it needs.

use codegen::diff::{Diff, Kind, Semver, diff};
use codegen::words::Remedy;

use crate::fixture::{LEDGER, PAGE, must_read, replaced};

fn compare(old: (&str, &str), new: (&str, &str)) -> Diff {
    diff(
        &must_read(old.0, old.1).catalog,
        &must_read(new.0, new.1).catalog,
    )
}

/// What [`PAGE`] and [`LEDGER`] become by the changes is compared with what they were.
#[track_caller]
fn check(page: &[(&str, &str)], ledger: &[(&str, &str)], expected: &[(u32, Kind, Semver)]) {
    let edit = |text: &str, edits: &[(&str, &str)]| {
        edits.iter().fold(text.to_owned(), |text, (from, to)| {
            replaced(&text, from, to)
        })
    };
    let diff = compare((PAGE, LEDGER), (&edit(PAGE, page), &edit(LEDGER, ledger)));
    let found: Vec<_> = diff
        .changes
        .iter()
        .map(|c| (c.code, c.kind, c.semver))
        .collect();
    assert_eq!(found, expected, "{}", diff.to_text());
}

const ROW: &str = "403042\tInvalid loginID\tWhen <code>accounts.login</code> fails.\n";

#[test]
fn every_kind_of_change_is_told_apart() {
    check(&[], &[], &[]);
    check(
        &[(ROW, &format!("{ROW}403043\tNew\tN.\n"))],
        &[],
        &[(403043, Kind::Added, Semver::Minor)],
    );
    check(&[(ROW, "")], &[], &[(403042, Kind::Retired, Semver::Minor)]);
    check(
        &[("Invalid loginID", "Wrong login")],
        &[],
        &[(403042, Kind::Message, Semver::Patch)],
    );
    check(
        &[(" fails.", " fails again.")],
        &[],
        &[(403042, Kind::Description, Semver::Patch)],
    );
    check(
        &[("User <b>canceled</b>", "User <i>canceled</i>")],
        &[],
        &[(200001, Kind::Markup, Semver::Patch)],
    );
    check(
        &[("User <b>canceled</b>", "User  <b>canceled</b> ")],
        &[],
        &[(200001, Kind::Description, Semver::Patch)],
    );
    check(&[("User <b>", "User   <b>")], &[], &[]);
    check(
        &[("accounts.login", "accounts.register")],
        &[],
        &[
            (403042, Kind::Description, Semver::Patch),
            (403042, Kind::Methods, Semver::Patch),
        ],
    );
    check(
        &[],
        &[(
            "\"INVALID_LOGIN_ID\"",
            "[\"WRONG_LOGIN\", \"INVALID_LOGIN_ID\"]",
        )],
        &[(403042, Kind::Renamed, Semver::Minor)],
    );
    check(
        &[],
        &[("INVALID_LOGIN_ID", "WRONG_LOGIN")],
        &[(403042, Kind::Renamed, Semver::Major)],
    );
}

#[test]
fn decisions_are_told_apart() {
    let decided = |text: &str| format!("{LEDGER}{text}");
    let check = |old: &str, new: &str, expected: &[(u32, Kind, Semver)]| {
        let diff = compare((PAGE, &decided(old)), (PAGE, &decided(new)));
        let found: Vec<_> = diff
            .changes
            .iter()
            .map(|c| (c.code, c.kind, c.semver))
            .collect();
        assert_eq!(found, expected, "{}", diff.to_text());
    };
    let class = "[class]\n403042 = { is = \"response\", why = \"x\" }\n";
    check("", class, &[(403042, Kind::Class, Semver::Major)]);
    let origin = "[origin]\n403042 = { is = \"client\", why = \"x\" }\n";
    check("", origin, &[(403042, Kind::Origin, Semver::Minor)]);
    let remedy = |what, why| format!("[remedy]\n403042 = {{ do = \"{what}\", why = \"{why}\" }}\n");
    check(
        &remedy("correct-input", "x"),
        &remedy("fix-request", "x"),
        &[(403042, Kind::Remedy, Semver::Minor)],
    );
    check(
        &remedy("fix-request", "x"),
        &remedy("fix-request", "y"),
        &[(403042, Kind::Evidence, Semver::Patch)],
    );
    let observed = |seen| format!("500032 = {{ name = \"LOAD_FAILED\", seen = [\"{seen}\"] }}\n");
    check(
        "",
        &observed("a/b"),
        &[(500032, Kind::Added, Semver::Minor)],
    );
    check(
        &observed("a/b"),
        &observed("c/d"),
        &[(500032, Kind::Evidence, Semver::Patch)],
    );
    check(
        &observed("a/b"),
        "",
        &[(500032, Kind::Removed, Semver::Major)],
    );
}

/// A program that repeats a request, or logs in again, does so without asking anyone.
#[test]
fn a_remedy_that_programs_act_on_is_a_promise() {
    let of = |word: &str| {
        let remedy = format!("[remedy]\n403042 = {{ do = \"{word}\", why = \"x\" }}\n");
        must_read(PAGE, &format!("{LEDGER}{remedy}")).catalog
    };
    let acted_on = ["retry", "retry-if-idempotent", "reroute", "reauthenticate"];
    for from in Remedy::ALL.iter().map(|remedy| remedy.word()) {
        for to in Remedy::ALL.iter().map(|remedy| remedy.word()) {
            let is_breaking = acted_on.contains(&from) || acted_on.contains(&to);
            let semver = if is_breaking {
                Semver::Major
            } else {
                Semver::Minor
            };
            let expected = (from != to).then_some(semver);
            assert_eq!(diff(&of(from), &of(to)).verdict(), expected, "{from} {to}");
        }
    }
}

#[test]
fn nobody_is_named_by_a_diff_on_github() {
    let page = replaced(PAGE, "Operation canceled", "Operation of @name, fixes #7");
    insta::assert_snapshot!(compare((PAGE, LEDGER), (&page, LEDGER)).to_markdown(), @"
    **patch: 1 message**

    ### Changed

    - `OPERATION_CANCELED` (200001): message: Operation&#32; ~~canceled~~ **of `@name,` fixes `#7`** _(patch: messages are for people)_
    ");
}

#[test]
fn a_rename_says_what_becomes_of_the_old_name() {
    for (names, reason) in [
        (
            "[\"INVALID_LOGIN_ID\", \"WRONG_LOGIN\"]",
            "an alias was added",
        ),
        (
            "[\"WRONG_LOGIN\", \"INVALID_LOGIN_ID\"]",
            "the old name stays as a deprecated alias",
        ),
        ("\"WRONG_LOGIN\"", "INVALID_LOGIN_ID is gone"),
    ] {
        let ledger = replaced(LEDGER, "\"INVALID_LOGIN_ID\"", names);
        let diff = compare((PAGE, LEDGER), (PAGE, &ledger));
        assert_eq!(diff.changes[0].reason, reason);
    }
}

#[test]
fn a_code_that_comes_back_is_restored() {
    let without = replaced(PAGE, ROW, "");
    let retired = must_read(&without, LEDGER).ledger;
    let diff = compare((&without, &retired), (PAGE, &retired));
    let [change] = &diff.changes[..] else {
        panic!("{}", diff.to_text())
    };
    assert_eq!(
        (change.kind, change.semver),
        (Kind::Restored, Semver::Minor)
    );
    assert_eq!(diff.changes[0].name, "INVALID_LOGIN_ID");
}

#[test]
fn an_observed_code_that_is_documented_is_added() {
    let observed = replaced(LEDGER, "message = \"Invalid loginID\"", "seen = [\"a/b\"]");
    let diff = compare((&replaced(PAGE, ROW, ""), &observed), (PAGE, &observed));
    assert_eq!(
        (diff.changes[0].kind, diff.verdict()),
        (Kind::Added, Some(Semver::Minor))
    );
}

#[test]
fn a_renumbered_code_is_reported_as_such() {
    let page = replaced(PAGE, "403042\t", "403999\t");
    let diff = compare((PAGE, LEDGER), (&page, LEDGER));
    let [retired, added] = &diff.changes[..] else {
        panic!("{}", diff.to_text())
    };
    assert_eq!((retired.code, retired.kind), (403042, Kind::Retired));
    assert_eq!((added.code, added.kind), (403999, Kind::Added));
    assert_eq!(added.name, "INVALID_LOGIN_ID_403999");
    assert_eq!(
        added.reason,
        "a new constant; the message was that of 403042: renumbered?"
    );
}

#[test]
fn another_order_is_not_another_code() {
    let swapped = replaced(PAGE, ROW, "");
    let swapped = replaced(
        &swapped,
        "0\t\tSuccess.\n",
        &format!("{ROW}0\t\tSuccess.\n"),
    );
    let diff = compare((PAGE, LEDGER), (&swapped, LEDGER));
    assert!(diff.reordered && diff.changes.is_empty() && !diff.is_empty());
    assert_eq!(diff.summary(), "none: order only");
}

#[test]
fn no_change_is_not_a_change_elsewhere_on_the_page() {
    let diff = compare((PAGE, LEDGER), (PAGE, LEDGER));
    assert!(diff.is_empty());
    assert_eq!(diff.summary(), "no change");
    let elsewhere = replaced(PAGE, "\nMore.", "\nMore and more.");
    let diff = compare((PAGE, LEDGER), (&elsewhere, LEDGER));
    assert!(diff.is_empty());
    assert_eq!(
        diff.summary(),
        "no change of any code; the pages differ otherwise"
    );
}

/// One of each, with words that mean something to Markdown and to terminals.
fn sample() -> Diff {
    let page = replaced(PAGE, "Operation canceled", "Operation *cancelled*");
    let page = replaced(
        &page,
        "When <code>accounts.login</code> fails.",
        "When <code>accounts.login</code> or <code>accounts.register</code> fails, [x](y) &lt;b>.",
    );
    let page = replaced(
        &page,
        ROW.split('\t').next().unwrap(),
        "300001\tNew_thing\tN.\n403042",
    );
    let ledger = format!("{LEDGER}[class]\n403042 = {{ is = \"response\", why = \"x\" }}\n");
    let ledger = replaced(
        &ledger,
        "name = \"SUCCESS\"",
        "name = [\"OK\", \"SUCCESS\"]",
    );
    compare((PAGE, LEDGER), (&page, &ledger))
}

#[test]
fn text() {
    let text = anstream::adapter::strip_str(&sample().to_text()).to_string();
    insta::assert_snapshot!(text);
}

#[test]
fn markdown() {
    insta::assert_snapshot!(sample().to_markdown());
}

#[test]
fn json() {
    insta::assert_snapshot!(sample().to_json());
}

#[test]
fn what_goes_is_told_apart_from_what_is_forgotten() {
    let observed = |number| format!("{number} = {{ name = \"C{number}\", seen = [\"a/b\"] }}\n");
    let old = format!("{LEDGER}{}{}", observed(500032), observed(500033));
    let diff = compare((PAGE, &old), (&replaced(PAGE, ROW, ""), LEDGER));
    let text = anstream::adapter::strip_str(&diff.to_text()).to_string();
    insta::assert_snapshot!(text, @"
    - 403042 INVALID_LOGIN_ID  retired (minor: the constant stays, no longer documented)
        Invalid loginID
    - 500032 C500032  removed (major: its constant is gone)
        C500032
    - 500033 C500033  removed (major: its constant is gone)
        C500033
    major: 1 retired, 2 removed
    ");
    insta::assert_snapshot!(diff.to_markdown(), @"
    **major: 1 retired, 2 removed**

    ### Deprecated

    - `INVALID_LOGIN_ID` (403042): no longer documented: Invalid loginID _(minor: the constant stays, no longer documented)_

    ### Removed

    - `C500032` (500032): removed: C500032 _(major: its constant is gone)_
    - `C500033` (500033): removed: C500033 _(major: its constant is gone)_
    ");
}

#[test]
fn words_are_shown_with_those_around_them() {
    for (old, new, shown) in [
        ("One two", "Two two", "[-One-] {+Two+} two"),
        ("One two", "One three", "One [-two-] {+three+}"),
        // One word is not worth leaving out, two are.
        (
            "a 1 2 3 4 5 6 7 8 9 10 11 12 b",
            "c 1 2 3 4 5 6 7 8 9 10 11 12 d",
            "[-a-] {+c+} 1 2 3 4 5 6 7 8 9 10 11 12 [-b-] {+d+}",
        ),
        (
            "a 1 2 3 4 5 6 7 8 9 10 11 12 13 b",
            "c 1 2 3 4 5 6 7 8 9 10 11 12 13 d",
            "[-a-] {+c+} 1 2 3 4 5 … 8 9 10 11 12 13 [-b-] {+d+}",
        ),
        (
            "One. Two.",
            "<p>One.</p><p>Two.</p>",
            "the same words, set in other paragraphs or lists",
        ),
    ] {
        let page = |description| replaced(PAGE, "User <b>canceled</b>.", description);
        let diff = compare((&page(old), LEDGER), (&page(new), LEDGER));
        let text = anstream::adapter::strip_str(&diff.to_text()).to_string();
        assert_eq!(text.lines().nth(1), Some(format!("    {shown}").as_str()));
    }
}

#[test]
fn far_from_a_change_words_are_left_out() {
    let long = "one two three four five six seven eight nine ten eleven twelve";
    let page = |end| {
        replaced(
            PAGE,
            "User <b>canceled</b>.",
            &format!("{long} {long} {end} {long}"),
        )
    };
    let diff = compare((&page("old"), LEDGER), (&page("new"), LEDGER));
    let text = anstream::adapter::strip_str(&diff.to_text()).to_string();
    insta::assert_snapshot!(text, @"
    ~ 200001 OPERATION_CANCELED  description (patch: descriptions are for people)
        … seven eight nine ten eleven twelve [-old-] {+new+} one two three four five …
    patch: 1 description
    ");
}

#[test]
fn two_codes_with_one_message_are_not_one_renumbered() {
    let page = replaced(
        PAGE,
        ROW,
        &format!("{ROW}403999\tInvalid loginID\tAgain.\n"),
    );
    let line = "403999 = { name = \"ANOTHER\", message = \"Invalid loginID\" }\n";
    let diff = compare((PAGE, LEDGER), (&page, &format!("{LEDGER}{line}")));
    assert_eq!(diff.changes[0].reason, "a new constant");
}

#[test]
fn two_codes_that_change_places_are_noticed() {
    let page = replaced(PAGE, "Invalid loginID", "?");
    let page = replaced(&page, "Operation canceled", "Invalid loginID");
    let page = replaced(&page, "\t?\t", "\tOperation canceled\t");
    let diff = compare((PAGE, LEDGER), (&page, LEDGER));
    let reasons: Vec<_> = diff
        .changes
        .iter()
        .map(|change| change.reason.as_str())
        .collect();
    assert_eq!(
        reasons,
        [
            "messages are for people; the message was that of 403042: renumbered?",
            "messages are for people; the message was that of 200001: renumbered?",
        ]
    );
}

#[test]
fn paragraphs_and_lists_are_markup() {
    check(
        &[(
            "User <b>canceled</b>.",
            "<ul><li>User <b>canceled</b>.</li></ul>",
        )],
        &[],
        &[(200001, Kind::Markup, Semver::Patch)],
    );
}

/// Whatever changes the generated crate is a change, and nothing else is.
#[test]
fn no_step_between_provenances_goes_unseen() {
    let states = [
        (PAGE.to_owned(), LEDGER.to_owned()),
        (
            replaced(PAGE, ROW, ""),
            replaced(
                LEDGER,
                "\"Invalid loginID\" }",
                "\"Invalid loginID\", retired = \"once\" }",
            ),
        ),
        (
            replaced(PAGE, ROW, ""),
            replaced(LEDGER, "message = \"Invalid loginID\"", "seen = [\"a/b\"]"),
        ),
    ];
    // Without its first lines, which name the page.
    let rust = |(page, ledger): &(String, String)| {
        let rust = codegen::emit::rust(&must_read(page, ledger).catalog);
        rust.split_once("\n\n").unwrap().1.to_owned()
    };
    for old in &states {
        for new in &states {
            let diff = compare((&old.0, &old.1), (&new.0, &new.1));
            assert_eq!(
                rust(old) == rust(new),
                diff.changes.is_empty(),
                "{}",
                diff.to_text()
            );
        }
    }
}

#[test]
fn many_codes_are_compared_one_by_one() {
    // Were each message held against each other one, this would take minutes.
    const MANY: u32 = 50_000;
    let mut old = must_read(PAGE, LEDGER).catalog;
    let code = old.codes.pop().unwrap();
    let codes = |numbers: std::ops::Range<u32>| {
        let numbered = |number| codegen::catalog::Code {
            number,
            message: Some(format!("Number {}", number % MANY)),
            ..code.clone()
        };
        numbers.map(numbered).collect()
    };
    let mut new = old.clone();
    old.codes = codes(0..MANY);
    new.codes = codes(MANY..2 * MANY);
    let diff = diff(&old, &new);
    assert_eq!(diff.changes.len(), 2 * MANY as usize);
    let last = diff.changes.last().unwrap();
    assert!(last.reason.ends_with("that of 49999: renumbered?"));
}
