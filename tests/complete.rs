//! Nothing is half added: each field of a code and each word of a vocabulary is everywhere it belongs.

use std::fs;
use std::path::Path;

use codegen::catalog::Code;
use codegen::diff::{Kind, Released, Semver, diff_catalogs};
use codegen::prose::Prose;
use codegen::words::{Class, Interruption, Provenance, Remedy};
use codegen::{Catalog, Rule, emit};

use crate::catalog::block;
use crate::support::fixtures::{LEDGER, PAGE, must_read};

/// `code` with each of its fields changed in turn. The pattern has no `..`: a new field of `Code` does not
/// compile here until it has a line below.
macro_rules! changes {
    ($code:ident, $($field:ident = $value:expr,)*) => {{
        let Code { $($field: _),* } = $code;
        vec![$((stringify!($field), Code { $field: $value, ..$code.clone() })),*]
    }};
}

fn changes(code: &Code) -> Vec<(&'static str, Code)> {
    let other = || vec!["Other".to_owned()];
    changes! { code,
        number = 999999,
        name = "OTHER".to_owned(),
        former_names = other(),
        message = Some("Other".to_owned()),
        description = Prose::text("Other"),
        class = Class::Success,
        provenance = Provenance::Retired,
        retired = Some("for a year".to_owned()),
        seen = other(),
        also = other(),
        interruption = Some(Interruption::Finalize),
        remedy = Remedy::Wait,
        why = Some("for another reason".to_owned()),
        methods = other(),
    }
}

/// Whether each of the places that show a code shows the change from `old` to `new`.
fn places(old: &Code, new: &Code) -> Vec<(&'static str, bool)> {
    let [before, after] = [old, new].map(|code| Catalog {
        page_sha256: String::new(),
        address: None,
        copied: None,
        codes: vec![code.clone()],
    });
    vec![
        (
            "codegen/src/diff/compare.rs",
            !diff_catalogs(&before, &after, &Released::All).is_empty(),
        ),
        (
            "codegen/src/emit",
            emit::rust(&before) != emit::rust(&after),
        ),
        (
            "codegen/src/catalog.rs",
            emit::json(&before) != emit::json(&after),
        ),
        ("tests/catalog.rs", block(old) != block(new)),
    ]
}

#[test]
fn every_field_of_a_code_is_in_every_place() {
    let catalog = must_read(PAGE, LEDGER).catalog;
    let documented = catalog.codes.into_iter().next_back().unwrap();
    let retired = Code {
        provenance: Provenance::Retired,
        retired: Some("since then".to_owned()),
        ..documented.clone()
    };
    let observed = Code {
        provenance: Provenance::Observed,
        message: None,
        seen: vec!["a/b".to_owned()],
        ..documented.clone()
    };
    // Some fields matter for codes of one provenance only.
    let codes = [&documented, &retired, &observed];
    let mut missing = Vec::new();
    for (index, (field, _)) in changes(&documented).iter().enumerate() {
        let shown = codes.map(|code| places(code, &changes(code)[index].1));
        for (at, (place, _)) in shown[0].iter().enumerate() {
            if !shown.iter().any(|places| places[at].1) {
                missing.push(format!("`{field}` is missing in {place}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_word_is_documented() {
    fn words<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> Vec<&'static str> {
        all.iter().map(|variant| word(*variant)).collect()
    }
    for (file, words) in [
        ("codegen/FORMATS.md", words(Kind::ALL, Kind::word)),
        ("codegen/FORMATS.md", words(Semver::ALL, Semver::word)),
        ("spec/ledger.toml", words(Remedy::ALL, Remedy::word)),
        (
            "gigya-codes/src/remedy.rs",
            words(Remedy::ALL, Remedy::variant),
        ),
    ] {
        let text = read_file(file);
        let is_word_end = |c: char| !c.is_alphanumeric() && c != '-';
        for word in words {
            let is_there = text.split(is_word_end).any(|part| part == word);
            assert!(is_there, "{word} is missing in {file}");
        }
    }
}

#[test]
fn every_rule_has_a_case_and_is_documented() {
    let formats = read_file("codegen/FORMATS.md");
    let snapshots = ["diagnostics", "dialects", "changes", "commands"];
    let snapshots = snapshots.map(|name| read_file(&format!("tests/snapshots/{name}.snap")));
    for rule in Rule::ALL {
        let id = format!("[{}]", rule.id());
        let is_shown = snapshots.iter().any(|text| text.contains(&id));
        assert!(is_shown, "{id} is missing in tests/cases/diagnostics.txt");
        let severity = format!("{:?}", rule.severity()).to_lowercase();
        let line = format!("| `{}` | {severity} | {} |", rule.id(), rule.meaning());
        assert!(formats.contains(&line), "codegen/FORMATS.md lacks {line}");
    }
}

/// The text of a file in the workspace.
fn read_file(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::read_to_string(root.join(path)).unwrap()
}
