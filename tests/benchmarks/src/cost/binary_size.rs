//! How many bytes longer a program becomes.

use anyhow::Result;
use gigya_codes::ResponseCode;

use super::application::{Application, PHF, gigya_codes};
use crate::Effort;
use crate::peer_source::{lines, match_message};
use crate::report::{Table, Targets};

/// What `message` may take besides the messages themselves.
const ALLOWED: u64 = 4096;

pub fn measure(effort: Effort) -> Result<String> {
    let ours = Application::new(&gigya_codes(), "")?;
    let code = "gigya_codes::ResponseCode::new(number)";
    let everything = format!(
        "{{ let code = {code}; println!(\"{{code}} {{code:?}} {{}} {{}} {{:?}} {{:?}} {{}}\", code.class(), \
         code.remedy(), code.methods(), code.provenance(), code.origin()); \
         std::env::args().next().and_then(|name| gigya_codes::ResponseCode::from_name(&name)?.name())\
         .or(code.message()).or(code.description()) }}"
    );
    if effort == Effort::Smoke {
        size(&ours, "", &everything, &[])?;
        return Ok(String::new());
    }
    let alone = Application::new("", "")?;
    let with_phf = Application::new(PHF, "")?;

    // The same programs, without what is measured.
    let nothing = "std::hint::black_box(None::<&str>)";
    let nothing_of_one = one("403042");
    let nothing_of_everything = "{ println!(\"{number} {number:?} {} {} {:?} {:?} {}\", \"\", \"\", [\"\"], Some(\"\"), \"\"); \
         std::env::args().next().and_then(|name| (name.len() > number as usize).then_some(\"\")) }";

    let one = one("gigya_codes::ResponseCode::INVALID_LOGIN_ID.as_u32()");
    let message = format!("{code}.message()");
    let description = format!("{code}.description()");
    let (table_items, match_items, phf_items) = (table(), match_message(), phf());
    let [messages, descriptions, names] = [
        ResponseCode::message,
        ResponseCode::description,
        ResponseCode::name,
    ]
    .map(bytes);

    let rows = [
        (
            "gigya-codes: one constant compared",
            (&ours, "", &*one),
            &*nothing_of_one,
            0,
        ),
        (
            "gigya-codes: `message`",
            (&ours, "", &*message),
            nothing,
            messages,
        ),
        (
            "gigya-codes: `description`",
            (&ours, "", &*description),
            nothing,
            descriptions,
        ),
        (
            "gigya-codes: everything",
            (&ours, "", &*everything),
            nothing_of_everything,
            messages + descriptions + names,
        ),
        (
            "a sorted table: message",
            (&alone, &*table_items, "message(number)"),
            nothing,
            messages,
        ),
        (
            "`match`: message",
            (&alone, &*match_items, "match_message(number)"),
            nothing,
            messages,
        ),
        (
            "phf: message",
            (&with_phf, &*phf_items, "message(number)"),
            nothing,
            messages,
        ),
    ];

    let mut table = Table::new("added to a stripped release binary");
    for title in [
        "bytes",
        "texts themselves",
        "beyond them",
        "bytes, loaded at a fixed address",
    ] {
        table.column(title);
    }
    let mut added = Vec::new();
    for (name, (application, items, answer), nothing, texts) in rows {
        let mut bytes = [0, 0];
        for (bytes, flags) in bytes.iter_mut().zip([&[][..], FIXED]) {
            let without = size(&alone, "", nothing, flags)?;
            *bytes = size(application, items, answer, flags)?.cast_signed() - without.cast_signed();
        }
        let [bytes, fixed] = bytes;
        table.row(
            name,
            [
                bytes.to_string(),
                texts.to_string(),
                (bytes - texts.cast_signed()).to_string(),
                fixed.to_string(),
            ],
        );
        added.push(bytes);
    }
    let mut targets = Targets::default();
    #[expect(clippy::cast_precision_loss, reason = "few bytes")]
    if let [one, message, ..] = *added {
        targets.at_most("one constant compared: bytes", 0.0, one as f64, 0);
        let most = (messages + ALLOWED) as f64;
        targets.at_most("`message`: bytes", most, message as f64, 0);
    }
    Ok(format!(
        "### Bytes in a program\n\n\
         Programs are linked to be loaded at any address, as is the default; then each pointer to a \
         text is a relocation besides. The last column is the same with `-C relocation-model=static`, \
         where there are none.\n\n{targets}\n{table}\n"
    ))
}

/// Programs that are loaded at a fixed address.
const FIXED: &[&str] = &["-Crelocation-model=static"];

/// The bytes of one text of all codes.
fn bytes(text: fn(ResponseCode) -> Option<&'static str>) -> u64 {
    ResponseCode::all()
        .filter_map(text)
        .map(|text| text.len() as u64)
        .sum()
}

fn one(number: &str) -> String {
    format!("(number == {number}).then_some(\"Invalid loginID\")")
}

/// The length of a program that answers by `answer`.
fn size(application: &Application, items: &str, answer: &str, flags: &[&str]) -> Result<u64> {
    application.write(&format!(
        "{items}\n#[inline(never)]\nfn answer(number: u32) -> Option<&'static str> {{\n    {answer}\n}}\n\n\
         fn main() {{\n    let number = std::env::args().count() as u32;\n    \
         println!(\"{{number}} {{}}\", answer(number).unwrap_or(\"unknown\"));\n}}\n"
    ))?;
    application.size(flags)
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
