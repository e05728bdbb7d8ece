//! The catalog, as a reviewer reads it.

use codegen::catalog::Code;
use codegen::words::Interruption;

use crate::support::fixtures::real_catalog;
use crate::support::gallery::compare_snapshot;

/// One changed code is one changed block, so one hunk.
pub(crate) fn block(code: &Code) -> String {
    let facts = [
        code.class.word(),
        code.provenance.word(),
        code.remedy.word(),
    ];
    let mut block = format!("{} {} ({})\n", code.number, code.name, facts.join(", "));
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            block.extend(["  ", name, ": ", value, "\n"]);
        }
    };
    field("message", code.message.as_deref().unwrap_or_default());
    field("once", &code.former_names.join(", "));
    field("step", code.interruption.map_or("", Interruption::word));
    field("methods", &code.methods.join(", "));
    field("retired", code.retired.as_deref().unwrap_or_default());
    field("seen in", &code.seen.join(", "));
    field("also", &code.also.join(", "));
    field("why", code.why.as_deref().unwrap_or_default());
    for line in code.description.to_markdown().lines() {
        block.push_str(format!("  | {line}").trim_end());
        block.push('\n');
    }
    block
}

#[test]
fn the_whole_catalog() {
    let blocks = real_catalog().codes.iter().map(block).collect::<Vec<_>>();
    compare_snapshot("catalog", &blocks.join("\n"));
}
