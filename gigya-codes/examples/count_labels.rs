//! Counts codes by remedy and class, as a metrics exporter does: labels are `Copy`, and no code
//! costs an allocation.
//!
//! ```text
//! printf '403042\n403048\n403042\n' | cargo run -p gigya-codes --example count_labels
//! ```

use std::collections::BTreeMap;
use std::io::{self, BufRead};

use gigya_codes::{Class, Remedy, ResponseCode};

type Counts = BTreeMap<(Remedy, Class), u64>;

fn main() -> io::Result<()> {
    for ((remedy, class), count) in count(io::stdin().lock())? {
        println!("gigya_codes{{remedy=\"{remedy}\",class=\"{class}\"}} {count}");
    }
    Ok(())
}

/// Counts the codes in a text with one number or name a line; other lines are ignored.
fn count(mut codes: impl BufRead) -> io::Result<Counts> {
    let mut counts = Counts::new();
    let mut line = String::new();
    while codes.read_line(&mut line)? > 0 {
        if let Ok(code) = line.trim().parse::<ResponseCode>() {
            *counts.entry((code.remedy(), code.class())).or_default() += 1;
        }
        line.clear();
    }
    Ok(counts)
}

#[test]
fn known_and_unknown_codes_are_counted() {
    let codes = "403042\nINVALID_LOGIN_ID\n\nnothing\n0\n200008\n987654\n";
    assert_eq!(
        count(codes.as_bytes()).unwrap(),
        BTreeMap::from([
            ((Remedy::CorrectInput, Class::Error), 2),
            ((Remedy::NothingToDo, Class::Success), 1),
            ((Remedy::NothingToDo, Class::Informational), 1),
            ((Remedy::Unreviewed, Class::Error), 1),
        ])
    );
}
