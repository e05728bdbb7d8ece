//! `cargo xtask`, for the tests to start.

fn main() -> std::process::ExitCode {
    xtask::main()
}
