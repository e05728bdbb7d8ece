//! The generated Rust.

use std::fs;

use codegen::catalog::Code;
use codegen::prose::Prose;
use codegen::{Catalog, emit};

use crate::support::compile::Compiled;
use crate::support::fixtures::{FROZEN_LEDGER, FROZEN_PAGE, LEDGER, PAGE, must_read};
use crate::support::gallery::{compare_snapshot, patched};

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

/// A code that the page loses, and one with a former name, code in its reason, and a description that
/// has to be told apart from Rust.
const WHOLE_FILE: &str = "\
-200001\tOperation canceled\tUser <b>canceled</b>.
@@
-403042\tInvalid loginID\tWhen <code>accounts.login</code> fails.
+403042\tInvalid;\t<p>First;</p><p>///@</p><p>@</p><p>Then&nbsp;</p><ul><li>&nbsp;</li></ul>
@@
-403042 = { name = \"INVALID_LOGIN_ID\", message = \"Invalid loginID\" }
+403042 = { name = [\"WRONG_LOGIN\", \"INVALID_LOGIN_ID\"], message = \"Invalid loginID\" }
@@
-403042 = { do = \"correct-input\", why = \"x\" }
+403042 = { do = \"unreviewed\", why = \"see `errorDetails` and then `errorFlags`\" }
";

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

#[test]
fn gallery() {
    let rust = emit::rust(&must_read(FROZEN_PAGE, FROZEN_LEDGER).catalog);
    let mut gallery = String::new();
    for code in CODES {
        let input = input(FROZEN_PAGE, FROZEN_LEDGER, code);
        let output = output(&rust, code);
        gallery.push_str(&format!("=== {code} ===\n\n{input}\n{output}\n"));
    }
    let [page, ledger] = patched([PAGE, LEDGER].map(str::to_owned), WHOLE_FILE);
    let rust = emit::rust(&must_read(&page, &ledger).catalog);
    gallery.push_str(&format!("=== a whole file ===\n\n{page}\n{ledger}\n{rust}"));
    assert!(!rust.lines().any(|line| line.ends_with(char::is_whitespace)));
    compare_snapshot("rust", &gallery);
}

/// The first number of `many_codes`; the page has none above it.
const FIRST: u32 = 600_000;

/// The catalog with 1,500 more codes, five to eight numbers apart, and a former name of code 0.
fn many_codes() -> Catalog {
    let mut catalog = must_read(FROZEN_PAGE, FROZEN_LEDGER).catalog;
    let template = Code {
        message: None,
        description: Prose::default(),
        why: None,
        ..catalog.codes[0].clone()
    };
    catalog.codes.extend((0..1_500).map(|index| Code {
        number: FIRST + 7 * index + index % 3,
        name: format!("CODE_{index}"),
        ..template.clone()
    }));
    catalog.codes[0].former_names.push("FORMER".to_owned());
    catalog
}

#[test]
fn more_codes_than_any_factor_separates_are_found() {
    let compiled = Compiled::new(&many_codes());
    let rust = fs::read_to_string(compiled.path("src/generated.rs")).unwrap();
    assert!(rust.contains("SEPARATOR: Option<Separator> = None;"));
    let program = format!(
        "#![crate_type = \"lib\"]
        use gigya_codes::ResponseCode;
        const _: () = {{
            let mut index = 0;
            while index < 1_500 {{
                let mut offset = 0;
                while offset < 7 {{
                    let code = ResponseCode::new({FIRST} + 7 * index + offset);
                    assert!(code.is_known() == (offset == index % 3));
                    assert!(code.name().is_some() == code.is_known());
                    offset += 1;
                }}
                index += 1;
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
