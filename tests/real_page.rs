//! The real page, as the portal publishes it: an import changes only what SAP has changed, and no test
//! depends on the page's form or today's wording.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use codegen::prose::Prose;
use codegen::words::Provenance;
use serde_json::json;
use similar::{ChangeTag, TextDiff};

use crate::support::dialect::{Dialect, page};
use crate::support::fixtures::{REAL_LEDGER, REAL_PAGE, real_catalog, thorough};
use crate::support::workspace::{Workspace, git};

/// What an import changes, besides the snapshot of the catalog.
const FILES: [&str; 4] = [
    codegen::CATALOG,
    codegen::GENERATED,
    codegen::LEDGER,
    codegen::PAGE,
];

/// Code, message and description, as HTML.
type Row = [String; 3];

fn real_rows() -> Vec<Row> {
    let mut codes = real_catalog().codes;
    codes.retain(|code| code.provenance == Provenance::Documented);
    let rows = codes.iter().map(|code| {
        let message = Prose::text(code.message.as_deref().unwrap_or_default());
        [
            code.number.to_string(),
            message.to_html(),
            code.description.to_html(),
        ]
    });
    rows.collect()
}

/// A saved answer of the portal.
fn answer(rows: &[Row]) -> String {
    let rows = rows
        .iter()
        .map(|[code, message, text]| (&code[..], &message[..], &text[..]));
    let body = page(Dialect::HelpPortal, &rows.collect::<Vec<_>>());
    json!({ "status": "OK", "data": { "body": body } }).to_string()
}

/// The rows without the last one, with other words in each message and description, and with a new code.
fn edited(mut rows: Vec<Row>) -> Vec<Row> {
    rows.pop();
    for [_, message, text] in rows.iter_mut().skip(1) {
        message.push_str(" indeed");
        text.push_str("<p>Indeed.</p>");
    }
    rows.push(["999999", "Brand new", "New."].map(str::to_owned));
    rows
}

#[test]
fn an_import_changes_only_the_rows_that_have_changed() {
    let workspace = Workspace::new(REAL_PAGE, REAL_LEDGER);
    workspace.run(&["regen"]);
    let files = workspace.files();
    let import = |rows: &[Row]| {
        workspace.write("answer", &answer(rows));
        let ran = workspace.run(&["regen", "--page", "answer"]);
        assert!(ran.code < 2, "{}", ran.err);
        fs::remove_file(workspace.path("answer")).unwrap();
        let stored = workspace.text(codegen::PAGE);
        let diff = TextDiff::from_lines(REAL_PAGE, &stored);
        let changed = diff
            .iter_all_changes()
            .filter(|it| it.tag() == ChangeTag::Insert);
        changed
            .map(|change| change.value().to_owned())
            .collect::<Vec<_>>()
    };
    let mut rows = real_rows();
    assert_eq!(import(&rows), Vec::<String>::new());
    assert_eq!(workspace.files(), files);
    rows[1][1].push_str(" indeed");
    let [day, row] = &import(&rows)[..] else {
        panic!("{}", workspace.text(codegen::PAGE))
    };
    assert!(
        day.starts_with("<!-- copied ") && row.contains(" indeed\t"),
        "{day}{row}"
    );
}

/// With an edited page, and with the snapshots accepted, every test passes.
#[test]
fn an_import_breaks_no_test() {
    if !thorough() {
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let clone = Workspace::new(REAL_PAGE, REAL_LEDGER);
    let listed = Command::new("git")
        .current_dir(&root)
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .output()
        .unwrap();
    for file in String::from_utf8(listed.stdout).unwrap().lines() {
        let path = clone.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::copy(root.join(file), path).unwrap();
    }
    git(&clone, &["init", "--quiet", "--initial-branch=main"]);
    git(&clone, &["add", "--all"]);
    git(&clone, &["commit", "--quiet", "--message=x"]);
    let published = tempfile::NamedTempFile::new().unwrap();
    fs::write(published.path(), answer(&edited(real_rows()))).unwrap();
    let ran = clone.run(&["regen", "--page", published.path().to_str().unwrap()]);
    assert!(ran.code < 2, "{}", ran.err);

    // What is built in this run is not built again.
    let built = Path::new(env!("CARGO_BIN_EXE_xtask-under-test"))
        .ancestors()
        .nth(2)
        .unwrap();
    let target: PathBuf = clone.path("target");
    let test = Command::new(env!("CARGO"))
        .current_dir(clone.path(""))
        .args([
            "test",
            "--quiet",
            "--offline",
            "--workspace",
            "--no-fail-fast",
        ])
        .env("CARGO_BUILD_BUILD_DIR", built)
        .env("CARGO_TARGET_DIR", target)
        .env("INSTA_UPDATE", "always")
        .env_remove("THOROUGH")
        .output()
        .unwrap();
    let [out, err] = [&test.stdout, &test.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(test.status.success(), "{out}{err}");
    let changed = git(&clone, &["diff", "--name-only"]);
    let mut expected: Vec<&str> = FILES.to_vec();
    expected.push("tests/snapshots/catalog.snap");
    assert_eq!(changed.lines().collect::<Vec<_>>(), expected);
}
