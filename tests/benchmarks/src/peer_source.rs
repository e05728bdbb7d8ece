//! Rust that somebody would write who keeps the same codes in another way.
//!
//! `build.rs` makes peers of the look-ups out of it, and `cost` whole applications.

use gigya_codes::ResponseCode;

/// A line for each code.
pub fn lines(line: impl Fn(ResponseCode) -> String) -> String {
    ResponseCode::all()
        .map(|code| format!("    {},\n", line(code)))
        .collect()
}

/// `InvalidLoginId`, as enums have it.
pub fn variant(code: ResponseCode) -> String {
    let words = code.name().unwrap_or_default().split('_');
    words
        .filter_map(|word| {
            Some(format!(
                "{}{}",
                word.get(..1)?,
                word.get(1..)?.to_lowercase()
            ))
        })
        .collect()
}

/// An enum with a variant a code; `derives` are derived as well.
pub fn code_enum(derives: &str) -> String {
    let variants = lines(|code| format!("{} = {}", variant(code), code.as_u32()));
    format!(
        "#[derive(Clone, Copy, {derives})]\n#[repr(u32)]\n#[allow(dead_code)]\npub enum Code {{\n{variants}}}\n"
    )
}

pub fn match_message() -> String {
    let messages = lines(|code| format!("{} => {:?}", code.as_u32(), code.message()));
    format!(
        "pub fn match_message(number: u32) -> Option<&'static str> {{\n    match number {{\n{messages}    _ => None,\n    }}\n}}\n"
    )
}
