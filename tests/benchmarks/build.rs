//! Writes the peers of the look-ups: the same codes and messages, kept in other ways.

use std::path::Path;
use std::{env, fs, io};

use gigya_codes::ResponseCode;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let mut map = phf_codegen::Map::new();
    let (mut rows, mut numbers, mut arms) = (String::new(), String::new(), String::new());
    for code in ResponseCode::ALL {
        let (number, message) = (code.as_u32(), format!("{:?}", code.message()));
        rows += &format!("({number}, {message}),\n");
        numbers += &format!("| {number}\n");
        arms += &format!("{number} => {message},\n");
        map.entry(number, message);
    }
    let (map, count) = (map.build(), ResponseCode::ALL.len());
    let peers = format!(
        "pub static PHF: phf::Map<u32, Option<&str>> = {map};\n\
         pub static SORTED: [(u32, Option<&str>); {count}] = [{rows}];\n\
         pub fn match_known(number: u32) -> bool {{\n\
         matches!(number, {numbers})\n}}\n\
         pub fn match_message(number: u32) -> Option<&'static str> {{\n\
         match number {{\n{arms}_ => None,\n}}\n}}\n"
    );
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("no OUT_DIR"))?;
    fs::write(Path::new(&out).join("peers.rs"), peers)
}
