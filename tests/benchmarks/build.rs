//! Writes the peers: the same codes, kept in other ways.

#[path = "src/peer_source.rs"]
mod peer_source;

use std::path::Path;
use std::{env, fs, io};

use gigya_codes::ResponseCode;
use peer_source::{code_enum, lines, match_message, variant};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/peer_source.rs");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("no OUT_DIR"))?;
    let peers = [
        tables(),
        maps(),
        match_known(),
        match_message(),
        match_judged(),
        match_name(),
        code_enum("Debug"),
        enum_answers(),
    ];
    fs::write(Path::new(&out).join("peers.rs"), peers.concat())
}

fn row(code: ResponseCode) -> String {
    format!(
        "Row {{ number: {}, message: {:?}, class: Class::{:?}, remedy: Remedy::{:?} }}",
        code.as_u32(),
        code.message(),
        code.class(),
        code.remedy()
    )
}

fn name(code: ResponseCode) -> &'static str {
    code.name().unwrap_or_default()
}

fn tables() -> String {
    let mut names: Vec<_> = ResponseCode::all()
        .map(|code| (name(code), code.as_u32()))
        .collect();
    names.sort_unstable();
    format!(
        "pub static SORTED: [Row; {count}] = [\n{}];\n\
         pub static SORTED_NAMES: [(&str, u32); {count}] = {names:?};\n",
        lines(row),
        count = names.len(),
    )
}

fn maps() -> String {
    let mut by_number = phf_codegen::Map::new();
    let mut to_enum = phf_codegen::Map::new();
    let mut by_name = phf_codegen::Map::new();
    for code in ResponseCode::all() {
        by_number.entry(code.as_u32(), row(code));
        to_enum.entry(code.as_u32(), format!("Code::{}", variant(code)));
        by_name.entry(name(code), code.as_u32().to_string());
    }
    format!(
        "pub static PHF: phf::Map<u32, Row> = {};\n\
         pub static PHF_TO_ENUM: phf::Map<u32, Code> = {};\n\
         pub static PHF_NAMES: phf::Map<&str, u32> = {};\n",
        by_number.build(),
        to_enum.build(),
        by_name.build(),
    )
}

fn match_known() -> String {
    let numbers: Vec<_> = ResponseCode::all()
        .map(|code| code.as_u32().to_string())
        .collect();
    format!(
        "pub fn match_known(number: u32) -> bool {{\n    matches!(number, {})\n}}\n",
        numbers.join(" | ")
    )
}

fn match_judged() -> String {
    let arms = lines(|code| format!("{} => {}", code.as_u32(), judged(code)));
    format!(
        "pub fn match_judged(number: u32) -> (Class, Remedy) {{\n    match number {{\n{arms}    _ => unknown(number),\n    }}\n}}\n"
    )
}

fn judged(code: ResponseCode) -> String {
    format!("(Class::{:?}, Remedy::{:?})", code.class(), code.remedy())
}

fn match_name() -> String {
    let arms = lines(|code| format!("{:?} => Some({})", name(code), code.as_u32()));
    format!(
        "pub fn match_name(name: &str) -> Option<u32> {{\n    match name {{\n{arms}    _ => None,\n    }}\n}}\n"
    )
}

fn enum_answers() -> String {
    let messages = lines(|code| format!("Self::{} => {:?}", variant(code), code.message()));
    let judged = lines(|code| format!("Self::{} => {}", variant(code), judged(code)));
    format!(
        "impl Code {{\n    pub fn message(self) -> Option<&'static str> {{\n    match self {{\n{messages}    }}\n    }}\n    \
         pub fn judged(self) -> (Class, Remedy) {{\n    match self {{\n{judged}    }}\n    }}\n}}\n"
    )
}
