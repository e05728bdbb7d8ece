//! How many bytes longer a program becomes.

use std::fmt::Write as _;
use std::fs;

use anyhow::Result;
use gigya_codes::ResponseCode;

use super::application::{Application, PHF, gigya_codes};
use crate::Effort;
use crate::peer_source::{lines, match_message};
use crate::report::{Table, Targets};

pub fn measure(effort: Effort) -> Result<String> {
    let ours = gigya_codes();
    let code = "gigya_codes::ResponseCode::new(number)";
    let message = format!("{code}.message()");
    let one = |number: &str| format!("(number == {number}).then_some(\"Invalid loginID\")");
    let everything = format!(
        "{{ let code = {code}; println!(\"{{code}} {{code:?}} {{}} {{}} {{:?}} {{:?}} {{}}\", code.class(), \
         code.remedy(), code.methods(), code.provenance(), code.origin()); \
         std::env::args().next().and_then(|name| gigya_codes::ResponseCode::from_name(&name)?.name())\
         .or(code.message()).or(code.description()) }}"
    );
    let nothing = "{ println!(\"{number} {number:?} {} {} {:?} {:?} {}\", \"\", \"\", [\"\"], Some(\"\"), \"\"); \
         std::env::args().next().and_then(|name| (name.len() > number as usize).then_some(\"\")) }";

    if effort == Effort::Smoke {
        size(&ours, "", &everything, &[])?;
        return Ok(String::new());
    }
    let without = size("", "", "std::hint::black_box(None::<&str>)", &[])?;
    let without_one = size("", "", &one("403042"), &[])?;
    let without_everything = size("", "", nothing, &[])?;
    let with_one = size(
        &ours,
        "",
        &one("gigya_codes::ResponseCode::INVALID_LOGIN_ID.as_u32()"),
        &[],
    )?;
    let description = format!("{code}.description()");

    let bytes = |text: fn(ResponseCode) -> Option<&'static str>| -> u64 {
        ResponseCode::all()
            .filter_map(text)
            .map(|text| text.len() as u64)
            .sum()
    };
    let messages = bytes(ResponseCode::message);
    let rows = [
        (
            "gigya-codes: one constant compared",
            with_one - without_one,
            0,
        ),
        (
            "gigya-codes: `message`",
            size(&ours, "", &message, &[])? - without,
            messages,
        ),
        (
            "gigya-codes: `description`",
            size(&ours, "", &description, &[])? - without,
            bytes(ResponseCode::description),
        ),
        (
            "gigya-codes: everything",
            size(&ours, "", &everything, &[])? - without_everything,
            messages + bytes(ResponseCode::description) + bytes(ResponseCode::name),
        ),
        (
            "a sorted table: message",
            size("", &table(), "message(number)", &[])? - without,
            messages,
        ),
        (
            "`match`: message",
            size("", &match_message(), "match_message(number)", &[])? - without,
            messages,
        ),
        (
            "phf: message",
            size(PHF, &phf(), "message(number)", &[])? - without,
            messages,
        ),
    ];

    // Where nothing is relocated.
    let fixed = &["-Crelocation-model=static"];
    let without_fixed = size("", "", "std::hint::black_box(None::<&str>)", fixed)?;
    let fixed_rows = [
        (
            "gigya-codes: `message`",
            size(&ours, "", &message, fixed)? - without_fixed,
        ),
        (
            "a sorted table: message",
            size("", &table(), "message(number)", fixed)? - without_fixed,
        ),
        (
            "`match`: message",
            size("", &match_message(), "match_message(number)", fixed)? - without_fixed,
        ),
        (
            "phf: message",
            size(PHF, &phf(), "message(number)", fixed)? - without_fixed,
        ),
    ];

    let mut targets = Targets::default();
    #[expect(clippy::cast_precision_loss, reason = "few bytes")]
    {
        targets.at_most("one constant compared: bytes", 0.0, rows[0].1 as f64, 0);
        let most = (messages + 4096) as f64;
        targets.at_most("`message`: bytes", most, rows[1].1 as f64, 0);
        targets.at_most(
            "`message`, not relocated: bytes",
            most,
            fixed_rows[0].1 as f64,
            0,
        );
    }
    let mut table = Table::new("added to a stripped release binary");
    for title in ["bytes", "texts themselves", "beyond them"] {
        table.column(title);
    }
    for (name, bytes, texts) in rows {
        table.row(
            name,
            [
                bytes.to_string(),
                texts.to_string(),
                (bytes - texts.cast_signed()).to_string(),
            ],
        );
    }
    let mut fixed_table = Table::new("the same with `-C relocation-model=static`");
    for title in ["bytes", "texts themselves", "beyond them"] {
        fixed_table.column(title);
    }
    for (name, bytes) in fixed_rows {
        let beyond = bytes - messages.cast_signed();
        fixed_table.row(
            name,
            [bytes.to_string(), messages.to_string(), beyond.to_string()],
        );
    }
    let mut text = String::from("### Bytes in a program\n\n");
    writeln!(text, "{targets}\n{table}\n{fixed_table}")?;
    let with_message = ResponseCode::all()
        .filter_map(ResponseCode::message)
        .count();
    writeln!(
        text,
        "`message` misses its target where programs can be loaded anywhere (PIE, the default): a `&'static str` in a \
         table is a pointer and a length, 16 bytes, and the linker adds 24 bytes to each that is there for the \
         loader. That is {} × 16 + {with_message} × 24 = {} bytes of the above, more than the 4096 allowed before \
         the first look-up. Without relocations the target is met. Offsets into one long text would need neither; \
         but safe Rust cuts a `str` in a `const fn` from 1.86 on only (the crate promises 1.85), and reading the \
         text as UTF-8 again on each look-up costs more than the look-up.\n",
        ResponseCode::ALL.len(),
        ResponseCode::ALL.len() * 16 + with_message * 24,
    )?;
    Ok(text)
}

/// The length of a program that answers by `answer`.
fn size(dependency: &str, items: &str, answer: &str, flags: &[&str]) -> Result<i64> {
    let main = format!(
        "{items}\n#[inline(never)]\nfn answer(number: u32) -> Option<&'static str> {{\n    {answer}\n}}\n\n\
         fn main() {{\n    let number = std::env::args().count() as u32;\n    \
         println!(\"{{number}} {{}}\", answer(number).unwrap_or(\"unknown\"));\n}}\n"
    );
    let application = Application::new(dependency, &main)?;
    application.build_with(flags)?;
    Ok(fs::metadata(application.release_binary())?
        .len()
        .cast_signed())
}

fn table() -> String {
    let rows = lines(|code| {
        format!(
            "Row {{ number: {}, message: {:?} }}",
            code.as_u32(),
            code.message()
        )
    });
    format!(
        "struct Row {{\n    number: u32,\n    message: Option<&'static str>,\n}}\n\
         static ROWS: [Row; {}] = [\n{rows}];\n\
         fn message(number: u32) -> Option<&'static str> {{\n    \
         ROWS[ROWS.binary_search_by_key(&number, |row| row.number).ok()?].message\n}}\n",
        ResponseCode::ALL.len()
    )
}

fn phf() -> String {
    let entries = lines(|code| format!("{}u32 => {:?}", code.as_u32(), code.message()));
    format!(
        "static MESSAGES: phf::Map<u32, Option<&str>> = phf::phf_map! {{\n{entries}}};\n\
         fn message(number: u32) -> Option<&'static str> {{\n    MESSAGES.get(&number).copied()?\n}}\n"
    )
}
