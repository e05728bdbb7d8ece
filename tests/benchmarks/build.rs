//! Writes the peers of the look-ups: the same codes and messages, kept in other ways.

use std::path::Path;
use std::{env, fs, io};

use gigya_codes::ResponseCode;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("no OUT_DIR"))?;
    let peers = [map(), sorted(), match_known(), match_message()];
    fs::write(Path::new(&out).join("peers.rs"), peers.concat())
}

fn map() -> String {
    let mut map = phf_codegen::Map::new();
    for code in ResponseCode::all() {
        map.entry(code.as_u32(), format!("{:?}", code.message()));
    }
    let map = map.build();
    format!("pub static PHF: phf::Map<u32, Option<&str>> = {map};\n")
}

fn sorted() -> String {
    let rows: Vec<_> = ResponseCode::all()
        .map(|code| (code.as_u32(), code.message()))
        .collect();
    let count = rows.len();
    format!("pub static SORTED: [(u32, Option<&str>); {count}] = {rows:?};\n")
}

fn match_known() -> String {
    let numbers: Vec<_> = ResponseCode::all()
        .map(|code| code.as_u32().to_string())
        .collect();
    let numbers = numbers.join(" | ");
    format!("pub fn match_known(number: u32) -> bool {{ matches!(number, {numbers}) }}\n")
}

fn match_message() -> String {
    let arms: String = ResponseCode::all()
        .map(|code| format!("{} => {:?},\n", code.as_u32(), code.message()))
        .collect();
    format!(
        "pub fn match_message(number: u32) -> Option<&'static str> {{\n\
         match number {{\n{arms}_ => None,\n}}\n}}\n"
    )
}
