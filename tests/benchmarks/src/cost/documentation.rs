//! What `cargo doc` makes of a page's worth of constants.

use std::fs;

use anyhow::Result;

use crate::Effort;
use crate::process::{Took, cargo, run};
use crate::report::Table;

const ROUNDS: usize = 3;

pub fn measure(effort: Effort) -> Result<String> {
    if effort == Effort::Smoke {
        // The gate makes the documentation anyway.
        return Ok(String::new());
    }
    let mut least = Took::FOREVER;
    let mut page = 0;
    for _ in 0..ROUNDS {
        let target = tempfile::tempdir()?;
        least = least.least(run(cargo(crate::root())
            .args(["doc", "--no-deps", "--offline", "--package", "gigya-codes"])
            .env("CARGO_TARGET_DIR", target.path()))?);
        let path = "doc/gigya_codes/struct.ResponseCode.html";
        page = fs::metadata(target.path().join(path))?.len();
    }
    let [wall, processor] = least.seconds();
    let mut table = Table::new("`cargo doc --no-deps`, clean");
    table.column("");
    table.row("time", [format!("{wall:.2} s")]);
    table.row("processor time", [format!("{processor:.2} s")]);
    table.row(
        "the page of `ResponseCode`",
        [format!("{} kB", page / 1000)],
    );
    Ok(format!("### Documentation\n\n{table}\n"))
}
