//! The catalog in other formats. `FORMATS.md` documents the JSON, which is an interface.

use std::borrow::Cow;

use serde_json::{Value, json};

use crate::catalog::{Catalog, Code};
use crate::prose::Prose;
use crate::words::Interruption;

/// The catalog as a JSON array, sorted by code.
#[must_use]
pub fn json(catalog: &Catalog) -> String {
    let codes = catalog.codes.iter().map(|code| {
        json!({
            "code": code.number,
            "name": code.name,
            "message": code.message,
            "description": code.description.to_plain_text(),
            "description_markdown": code.description.to_markdown(),
            "class": code.class,
            "provenance": code.provenance,
            "remedy": code.remedy,
            "interruption": code.interruption,
            "remedy_reason": code.why,
            "methods": code.methods,
            "former_names": code.former_names,
        })
    });
    format!("{:#}\n", codes.collect::<Value>())
}

/// The catalog as comma-separated values with a header, quoted by RFC 4180. It is for spreadsheets,
/// so text that one would take for a formula begins with an apostrophe.
///
/// # Errors
///
/// None: the writer's type allows errors, but writing to memory does not fail.
pub fn csv(catalog: &Catalog) -> Result<String, Box<dyn std::error::Error>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let columns = "code,name,message,class,provenance,remedy,interruption,methods,description";
    writer.write_record(columns.split(','))?;
    for code in &catalog.codes {
        writer.write_record([
            code.number.to_string().as_str(),
            &code.name,
            &without_formula(code.message.as_deref().unwrap_or_default()),
            code.class.word(),
            code.provenance.word(),
            code.remedy.word(),
            code.interruption.map_or("", Interruption::word),
            &code.methods.join(" "),
            &without_formula(&code.description.to_plain_text()),
        ])?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// `text` so that a spreadsheet shows it and does not compute it. Some programs take full-width
/// signs for the plain ones.
fn without_formula(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

/// The catalog as a Markdown document, one section a code.
#[must_use]
pub fn markdown(catalog: &Catalog) -> String {
    let sections = catalog.codes.iter().map(section);
    "# Gigya's response codes\n".to_owned() + &sections.collect::<String>()
}

fn section(code: &Code) -> String {
    let Code { number, name, .. } = code;
    let [class, provenance] = [code.class.word(), code.provenance.word()];
    let remedy = code.remedy.word();
    let methods = code.methods.iter().map(|method| format!(" · `{method}`"));
    let methods: String = methods.collect();
    let facts = format!("**{class}** · {provenance} · remedy {remedy}{methods}");
    let mut section = format!("\n## {number} `{name}`\n\n{facts}\n");
    let message = Prose::text(code.message.as_deref().unwrap_or_default()).to_markdown();
    for text in [message, code.description.to_markdown()] {
        if !text.is_empty() {
            section.push_str(&format!("\n{text}\n"));
        }
    }
    section
}
