//! `catalog.json` and its schema.

use boon::{Compiler, Schemas};
use codegen::emit;
use codegen::words::{Class, Interruption, Provenance, Remedy};
use serde_json::{Value, json};

use crate::support::fixtures::{
    FROZEN_LEDGER, FROZEN_PAGE, LEDGER, PAGE, REAL_LEDGER, REAL_PAGE, must_read,
};

const SCHEMA: &str = include_str!("../gigya-codes/catalog.schema.json");

/// The catalog of a page and a ledger, as it is in the package.
fn catalog_json(page: &str, ledger: &str) -> Value {
    serde_json::from_str(&emit::json(&must_read(page, ledger).catalog)).unwrap()
}

/// Checks catalogs with a validator that is not ours.
fn validate(catalog: &Value) -> Result<(), String> {
    let mut schemas = Schemas::new();
    let mut compiler = Compiler::new();
    let schema = serde_json::from_str(SCHEMA).unwrap();
    compiler
        .add_resource("catalog.schema.json", schema)
        .unwrap();
    let schema = compiler
        .compile("catalog.schema.json", &mut schemas)
        .unwrap();
    let result = schemas.validate(catalog, schema);
    result.map_err(|error| format!("{error:#}"))
}

#[test]
fn every_catalog_is_valid_by_the_schema() {
    for (page, ledger) in [
        (REAL_PAGE, REAL_LEDGER),
        (FROZEN_PAGE, FROZEN_LEDGER),
        (PAGE, LEDGER),
    ] {
        let catalog = catalog_json(page, ledger);
        validate(&catalog).unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn the_schema_refuses_what_a_reader_cannot_expect() {
    let good = catalog_json(PAGE, LEDGER);
    for (place, value) in [
        ("/codes/0/code", json!("0")),
        ("/codes/0/name", json!("success")),
        ("/codes/0/class", json!("fine")),
        ("/codes/0/message", json!("")),
        ("/codes/0/remedy", json!("resume-flow")), // and no interruption
        ("/codes/0/retired", json!("gone")),       // but documented
        ("/codes/0/provenance", json!("observed")), // and no repository
        ("/codes/0/methods", json!(["a b"])),
        ("/codes", json!({})),
        ("/page_sha256", json!("")),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(place).unwrap() = value;
        assert!(validate(&bad).is_err(), "{place}");
    }
    for place in ["/codes/0", ""] {
        let object = |catalog: &Value| catalog.pointer(place).unwrap().as_object().unwrap().clone();
        for field in object(&good).keys().filter(|field| *field != "$schema") {
            let mut bad = good.clone();
            let fields = bad.pointer_mut(place).unwrap().as_object_mut().unwrap();
            fields.remove(field);
            assert!(validate(&bad).is_err(), "{place} without {field}");
        }
        let mut bad = good.clone();
        bad.pointer_mut(place).unwrap()["more"] = json!(1);
        assert!(validate(&bad).is_err(), "{place} with a field more");
    }
}

#[test]
fn the_schema_has_every_word() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let words = |field: &str| schema["$defs"]["code"]["properties"][field]["enum"].clone();
    assert_eq!(words("class"), json!(Class::ALL));
    assert_eq!(words("provenance"), json!(Provenance::ALL));
    assert_eq!(words("remedy"), json!(Remedy::ALL));
    let mut steps = json!(Interruption::ALL);
    steps.as_array_mut().unwrap().push(Value::Null);
    assert_eq!(words("interruption"), steps);
}

#[test]
fn an_entry_says_what_the_page_and_the_ledger_say() {
    let ledger = "\
[codes]
0 = { name = \"SUCCESS\", message = \"\" }
200001 = { name = \"OPERATION_CANCELED\", message = \"Operation canceled\" }
403042 = { name = \"WRONG_LOGIN\", former_names = [\"INVALID_LOGIN_ID\"], message = \"Invalid loginID\", also = [\"wrong password\"] }

[remedy]
0 = { do = \"nothing-to-do\", why = \"x\" }
200001 = { do = \"ask-user\", why = \"x\" }
403042 = { do = \"correct-input\", why = \"see `errorDetails`\" }
";
    let catalog = catalog_json(PAGE, ledger);
    let expected = json!({
        "code": 403042,
        "name": "WRONG_LOGIN",
        "former_names": ["INVALID_LOGIN_ID"],
        "message": "Invalid loginID",
        "description": "When accounts.login fails.",
        "description_markdown": "When `accounts.login` fails.",
        "class": "error",
        "provenance": "documented",
        "repositories": [],
        "retired": null,
        "remedy": "correct-input",
        "remedy_reason": "see `errorDetails`",
        "interruption": null,
        "methods": ["accounts.login"],
        "search_words": ["wrong password"],
    });
    assert_eq!(catalog["codes"][2], expected);
    assert_eq!(catalog["codes"][0]["message"], Value::Null);
}
