//! The generated Rust.

use std::fs;

use codegen::catalog::Code;
use codegen::{Catalog, emit};

use crate::support::compile::Compiled;
use crate::support::fixtures::{FROZEN_LEDGER, FROZEN_PAGE, LEDGER, PAGE, must_read};
use crate::support::gallery::{Case, check_gallery, patched};

#[test]
fn gallery() {
    check_gallery("rust", |case| {
        let rust = emit::rust(&catalog_of(case));
        let mut lines = rust.lines();
        assert!(!lines.any(|line| line.ends_with(char::is_whitespace)));
        format!("{}\n\n{rust}", case.input)
    });
}

/// The catalog of the small page with a patch, or some codes of the frozen page.
fn catalog_of(case: &Case) -> Catalog {
    if case.title.contains("patch") {
        let [page, ledger] = patched([PAGE, LEDGER].map(str::to_owned), &case.input);
        return must_read(&page, &ledger).catalog;
    }
    let mut catalog = must_read(FROZEN_PAGE, FROZEN_LEDGER).catalog;
    let lines = case.input.lines().map(|line| line.split(' ').next());
    let numbers: Vec<u32> = lines.map(|word| word.unwrap().parse().unwrap()).collect();
    catalog.codes.retain(|code| numbers.contains(&code.number));
    catalog
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
