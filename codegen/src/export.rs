//! The catalog in other formats.

use std::borrow::Cow;

use serde_json::{Value, json};

use crate::catalog::{Catalog, Code};

/// The catalog as a JSON array, sorted by code. The README documents the fields: they are an
/// interface.
#[must_use]
pub fn json(catalog: &Catalog) -> String {
    let codes: Vec<Value> = catalog
        .codes
        .iter()
        .map(|code| {
            json!({
                "code": code.number,
                "name": code.name,
                "message": code.message,
                "description": code.description.to_plain_text(),
                "description_markdown": code.description.to_markdown(),
                "class": code.class.word(),
                "provenance": code.provenance.word(),
                "origin": code.origin.word(),
                "remedy": code.remedy.word(),
                "remedy_reason": code.why,
                "methods": code.methods,
                "former_names": code.former_names,
            })
        })
        .collect();
    format!("{:#}\n", Value::Array(codes))
}

/// The catalog as comma-separated values with a header; quoted as RFC 4180 has it. It is for
/// spreadsheets, so text that one would take for a formula begins with an apostrophe.
///
/// # Errors
///
/// None that an in-memory writer can have.
pub fn csv(catalog: &Catalog) -> Result<String, Box<dyn std::error::Error>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "code",
        "name",
        "message",
        "class",
        "provenance",
        "origin",
        "remedy",
        "methods",
        "description",
    ])?;
    for code in &catalog.codes {
        writer.write_record([
            code.number.to_string().as_str(),
            &code.name,
            &no_formula(code.message.as_deref().unwrap_or_default()),
            code.class.word(),
            code.provenance.word(),
            code.origin.word(),
            code.remedy.word(),
            &code.methods.join(" "),
            &no_formula(&code.description.to_plain_text()),
        ])?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// `text` such that a spreadsheet shows it, and does not compute it. Some take full-width signs for
/// the plain ones.
fn no_formula(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

/// The catalog as a Markdown document, one section a code.
#[must_use]
pub fn markdown(catalog: &Catalog) -> String {
    let mut text = String::from("# Gigya's response codes\n");
    for code in &catalog.codes {
        text.push_str(&section(code));
    }
    text
}

fn section(code: &Code) -> String {
    let mut facts = vec![
        format!("**{}**", code.class.word()),
        code.provenance.word().to_owned(),
    ];
    facts.push(format!("remedy {}", code.remedy.word()));
    facts.extend(code.methods.iter().map(|method| format!("`{method}`")));
    let mut section = format!(
        "\n## {} `{}`\n\n{}\n",
        code.number,
        code.name,
        facts.join(" · ")
    );
    for text in [
        crate::prose::Prose::text(code.message.as_deref().unwrap_or_default()).to_markdown(),
        code.description.to_markdown(),
    ] {
        if !text.is_empty() {
            section.extend(["\n", &text, "\n"]);
        }
    }
    section
}
