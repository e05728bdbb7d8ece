//! The generated Rust.

use std::fs;

use codegen::catalog::Code;
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

/// The page was copied on a day and has an address. It loses a code; another has a former name, code in its reason, and a description that looks like
/// the generator's own marks.
const PATCH: &str = "\
+<!-- copied 2026-11-22 -->
 # Response Codes and Errors
@@
+[page]
+address = \"https://help.sap.com/docs/product/guide/(page_1).html\"
+
 [codes]
@@
-200001\tOperation canceled\tUser <b>canceled</b>.
@@
-403042\tInvalid loginID\tWhen <code>accounts.login</code> fails.
+403042\tInvalid;\t<p>First;</p><p>///@</p><p>@</p><p>Then&nbsp;</p><ul><li>&nbsp;</li></ul>
@@
-403042 = { name = \"INVALID_LOGIN_ID\", message = \"Invalid loginID\" }
+403042 = { name = \"WRONG_LOGIN\", former_names = [\"INVALID_LOGIN_ID\"], message = \"Invalid loginID\" }
@@
-403042 = { do = \"correct-input\", why = \"x\" }
+403042 = { do = \"unreviewed\", why = \"see `errorDetails` and then `errorFlags`\" }
";

#[test]
fn gallery() {
    let mut catalog = must_read(FROZEN_PAGE, FROZEN_LEDGER).catalog;
    catalog.codes.retain(|code| CODES.contains(&code.number));
    let [page, ledger] = patched([PAGE, LEDGER].map(str::to_owned), PATCH);
    let files = [catalog, must_read(&page, &ledger).catalog].map(|catalog| emit::rust(&catalog));
    let gallery = files.join(&format!(
        "\n=== the small page with this patch ===\n\n{PATCH}\n"
    ));
    assert!(
        !gallery
            .lines()
            .any(|line| line.ends_with(char::is_whitespace))
    );
    compare_snapshot("rust", &gallery);
}

/// The first number of `many_codes`; the page has none above it.
const FIRST: u32 = 600_000;

/// The catalog with 1,500 more codes, five to eight numbers apart.
fn many_codes() -> Catalog {
    let mut catalog = must_read(FROZEN_PAGE, FROZEN_LEDGER).catalog;
    let template = catalog.codes[0].clone();
    catalog.codes.extend((0..1_500).map(|index| Code {
        number: FIRST + 7 * index + index % 3,
        name: format!("CODE_{index}"),
        ..template.clone()
    }));
    catalog
}

#[test]
fn codes_are_found_without_a_factor_that_separates_them() {
    let compiled = Compiled::new(&many_codes());
    let rust = fs::read_to_string(compiled.path("src/generated.rs")).unwrap();
    assert!(rust.contains("SEPARATOR: Option<Separator> = None;"));
    let program = format!(
        "#![crate_type = \"lib\"]
        const _: () = {{
            let (mut number, mut known) = ({FIRST}, 0);
            while number < {FIRST} + 7 * 1_500 {{
                let code = gigya_codes::ResponseCode::new(number);
                assert!(code.name().is_some() == code.is_known());
                known += code.is_known() as u32;
                number += 1;
            }}
            assert!(known == 1_500);
        }};"
    );
    assert!(compiled.takes(&program));
}
