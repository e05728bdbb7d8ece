//! The real page, as the portal publishes it: an import changes only what SAP has changed, and no test
//! depends on the page's form or today's wording.

use std::fs;
use std::path::Path;
use std::process::Command;

use codegen::prose::Prose;
use codegen::words::Provenance;
use serde_json::json;

use crate::support::dialect::{Dialect, page};
use crate::support::fixtures::{REAL_LEDGER, REAL_PAGE, real_catalog};
use crate::support::workspace::{Workspace, git};

/// Code, message and description, as HTML.
type Row = [String; 3];

fn real_rows() -> Vec<Row> {
    let mut codes = real_catalog().codes;
    codes.retain(|code| code.provenance == Provenance::Documented);
    let rows = codes.iter().map(|code| {
        let message = Prose::text(code.message.as_deref().unwrap_or_default());
        let (message, text) = (message.to_html(), code.description.to_html());
        [code.number.to_string(), message, text]
    });
    rows.collect()
}

/// Imports a saved answer of the portal with these rows.
fn import(workspace: &Workspace, rows: &[Row]) {
    let rows = rows
        .iter()
        .map(|[code, message, text]| (&code[..], &message[..], &text[..]));
    let body = page(Dialect::HelpPortal, &rows.collect::<Vec<_>>());
    let answer = json!({ "status": "OK", "data": { "body": body } });
    workspace.write("answer", &answer.to_string());
    let ran = workspace.run(&["regen", "--page", "answer"]);
    fs::remove_file(workspace.path("answer")).unwrap();
    assert!(ran.code < 2, "{}", ran.err);
}

#[test]
fn the_real_page_gives_the_committed_files_and_an_import_of_the_same_changes_nothing() {
    let workspace = Workspace::new(REAL_PAGE, REAL_LEDGER);
    // A warning that is not accepted is for the gate to find.
    workspace.run(&["regen"]);
    let files = workspace.files();
    for (path, text) in files.iter().filter(|(path, _)| path != "CHANGELOG.md") {
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
        let is_same = *text == fs::read_to_string(committed).unwrap();
        assert!(is_same, "{path} is stale: run `cargo xtask regen`");
    }
    import(&workspace, &real_rows());
    assert_eq!(workspace.files(), files);
}

/// After an import of other words for every code, and with the snapshots accepted, every test passes. This
/// builds and tests a whole clone, so it runs only if it is asked for: `REAL_PAGE=1`.
#[test]
fn an_import_breaks_no_test() {
    if std::env::var_os("REAL_PAGE").is_none() {
        return;
    }
    let clone = Workspace::new(REAL_PAGE, REAL_LEDGER);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let list = ["ls-files", "--cached", "--others", "--exclude-standard"];
    let files = Command::new("git")
        .current_dir(&root)
        .args(list)
        .output()
        .unwrap();
    for file in String::from_utf8(files.stdout).unwrap().lines() {
        fs::create_dir_all(clone.path(file).parent().unwrap()).unwrap();
        fs::copy(root.join(file), clone.path(file)).unwrap();
    }
    git(&clone, &["init", "--quiet", "--initial-branch=main"]);
    git(&clone, &["add", "--all"]);
    git(&clone, &["commit", "--quiet", "--message=x"]);

    let mut rows = real_rows();
    rows.pop();
    for [_, message, text] in rows.iter_mut().skip(1) {
        message.push_str(" indeed");
        text.push_str("<p>Indeed.</p>");
    }
    rows.push(["999999", "Brand new", "New."].map(str::to_owned));
    import(&clone, &rows);

    // Beside what this run has built: cargo takes the clone's packages for those of the workspace.
    let target = Path::new(env!("CARGO_BIN_EXE_xtask-under-test"))
        .ancestors()
        .nth(2)
        .unwrap();
    let test = Command::new(env!("CARGO"))
        .current_dir(clone.path(""))
        .args("test --quiet --offline --workspace --no-fail-fast".split(' '))
        .env("CARGO_TARGET_DIR", target.join("real-page"))
        .env("INSTA_UPDATE", "always")
        .env_remove("THOROUGH")
        .env_remove("REAL_PAGE")
        .output()
        .unwrap();
    let [out, err] = [&test.stdout, &test.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(test.status.success(), "{out}{err}");
    let changed = git(&clone, &["diff", "--name-only"]);
    let snapshot = "tests/snapshots/catalog.snap";
    let (catalog, ledger, page) = (codegen::CATALOG, codegen::LEDGER, codegen::PAGE);
    let expected = [catalog, codegen::GENERATED, ledger, page, snapshot];
    assert_eq!(changed.lines().collect::<Vec<_>>(), expected);
}
