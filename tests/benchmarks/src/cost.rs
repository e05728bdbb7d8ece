//! What it costs to depend on the crate: time to build, bytes in a program, documentation.
//!
//! Small applications are written to a temporary directory and built there, as a user would.

mod application;
mod binary_size;
mod build_time;
mod documentation;

use anyhow::Result;

use crate::Effort;

pub use application::versions;

pub fn section(effort: Effort) -> Result<String> {
    Ok([
        "## What it costs to depend on it\n\n".to_owned(),
        build_time::measure(effort)?,
        binary_size::measure(effort)?,
        documentation::measure(effort)?,
    ]
    .concat())
}
