//! `cargo xtask`, for the tests to start, and to kill before any of its steps.

use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many steps have begun.
static STEPS: AtomicUsize = AtomicUsize::new(0);

fn main() -> process::ExitCode {
    xtask::main(|| {
        let step = 1 + STEPS.fetch_add(1, Ordering::Relaxed);
        if std::env::var("KILL_BEFORE_STEP").is_ok_and(|last| last == step.to_string()) {
            // Like a kill, it runs nothing that was to run at the end.
            process::exit(137);
        }
    })
}
