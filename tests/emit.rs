//! The generated Rust.

use std::fs;

use codegen::catalog::Code;
use codegen::prose::Prose;
use codegen::{Catalog, emit};

use crate::compiled::Compiled;
use crate::fixture::{FROZEN_LEDGER, FROZEN_PAGE, LEDGER, PAGE, must_read, replaced};

/// Codes that differ in what is known about them, or in how the page writes it.
const CODES: [u32; 9] = [
    0,      // no message
    200003, // retired
    400009, // a list after a sentence
    400027, // paragraphs and lists
    400120, // a boxed note
    401030, // an emphasised word, quotes
    409003, // observed, with a remedy
    409040, // a message that is a name
    504001, // a client's own
];

/// The lines of `page` and `ledger` about `code`.
fn input(page: &str, ledger: &str, code: u32) -> String {
    let row = format!("{code}\t");
    let entry = format!("{code} = ");
    page.lines()
        .filter(|line| line.starts_with(&row))
        .chain(ledger.lines().filter(|line| line.starts_with(&entry)))
        .flat_map(|line| [line, "\n"])
        .collect()
}

/// The parts of `rust` about `code`: its constant and its row.
fn output(rust: &str, code: u32) -> String {
    let part = |from: &str, to: &str| {
        let start = rust.find(from).unwrap();
        let len = rust[start..].find(to).unwrap() + to.len();
        &rust[start..start + len]
    };
    let value = format!("Self::new({code});\n");
    let constant = part(&format!("    /// `{code}` — "), &value);
    let row = part(
        &format!("    Row {{\n        number: {code},"),
        "\n    },\n",
    );
    format!("{constant}\n{row}")
}

/// `lines`, none of which ends with white space.
fn trimmed(lines: &str) -> String {
    let lines: Vec<&str> = lines.lines().map(str::trim_end).collect();
    lines.join("\n")
}

#[test]
fn gallery() {
    let rust = emit::rust(&must_read(FROZEN_PAGE, FROZEN_LEDGER).catalog);
    let mut gallery = String::new();
    for code in CODES {
        let input = input(FROZEN_PAGE, FROZEN_LEDGER, code);
        let output = output(&rust, code);
        gallery.push_str(&format!("=== {code} ===\n\n{input}\n{output}\n"));
    }
    // A renamed code, and one that the page lost.
    let page = replaced(
        PAGE,
        "200001\tOperation canceled\tUser <b>canceled</b>.\n",
        "",
    );
    let ledger = replaced(
        LEDGER,
        "\"INVALID_LOGIN_ID\"",
        "[\"WRONG_LOGIN\", \"INVALID_LOGIN_ID\"]",
    );
    let rust = emit::rust(&must_read(&page, &ledger).catalog);
    gallery.push_str(&format!("=== a whole file ===\n\n{page}\n{ledger}\n{rust}"));
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("rust", trimmed(&gallery));
    });
}

#[test]
fn what_our_reasons_put_between_backticks_is_code() {
    let why = "see `errorDetails` and then `errorFlags`";
    let ledger = format!("{LEDGER}[remedy]\n403042 = {{ do = \"unreviewed\", why = \"{why}\" }}\n");
    let rust = emit::rust(&must_read(PAGE, &ledger).catalog);
    let doc = format!("    /// No remedy of ours — {why}.");
    assert!(rust.lines().any(|line| line == doc), "{rust}");
}

#[test]
fn only_items_are_set_apart_by_blank_lines() {
    let page = replaced(
        PAGE,
        "Operation canceled\tUser <b>canceled</b>.",
        "Canceled;\t<p>First;</p><p>///@</p><p>@</p><p>Then&nbsp;</p><ul><li>&nbsp;</li></ul>",
    );
    let rust = emit::rust(&must_read(&page, LEDGER).catalog);
    assert!(!rust.lines().any(|line| line.ends_with(char::is_whitespace)));
    let lines: Vec<&str> = rust.lines().collect();
    let gap = lines
        .windows(2)
        .find(|pair| pair[0].trim_start().starts_with("///") && pair[1].is_empty());
    assert_eq!(gap, None);
    for text in ["    /// ///@", "    /// @"] {
        assert!(lines.contains(&text), "{text}");
    }
}

/// The first number of `many_codes`; the page has none above it.
const FIRST: u32 = 600_000;

/// The catalog with 10,000 more codes, five to eight numbers apart, and a former name of code 0.
fn many_codes() -> Catalog {
    let mut catalog = must_read(FROZEN_PAGE, FROZEN_LEDGER).catalog;
    let template = Code {
        message: None,
        description: Prose::default(),
        why: None,
        ..catalog.codes[0].clone()
    };
    catalog.codes.extend((0..10_000).map(|index| Code {
        number: FIRST + 7 * index + index % 3,
        name: format!("CODE_{index}"),
        ..template.clone()
    }));
    catalog.codes[0].former_names.push("FORMER".to_owned());
    catalog
}

#[test]
fn ten_thousand_codes_that_no_factor_separates_are_found() {
    let compiled = Compiled::new(&many_codes());
    let rust = fs::read_to_string(compiled.path("src/generated.rs")).unwrap();
    assert!(rust.contains("SEPARATOR: Option<Separator> = None;"));
    let program = format!(
        "#![crate_type = \"lib\"]
        use gigya_codes::ResponseCode;
        const _: () = {{
            let mut index = 0;
            while index < 10_000 {{
                let mut offset = 0;
                while offset < 7 {{
                    let code = ResponseCode::new({FIRST} + 7 * index + offset);
                    assert!(code.is_known() == (offset == index % 3));
                    assert!(code.name().is_some() == code.is_known());
                    offset += 1;
                }}
                index += 11;
            }}
        }};
        const fn is_name(name: &str, number: u32) -> bool {{
            matches!(ResponseCode::from_name(name), Some(code) if code.as_u32() == number)
        }}
        const _: () = assert!(is_name(\"SUCCESS\", 0) && is_name(\"FORMER\", 0));
        const _: () = assert!(is_name(\"CODE_3\", {FIRST} + 21));
        const _: () = assert!(ResponseCode::from_name(\"CODE\").is_none());"
    );
    assert!(compiled.takes(&program));
}
