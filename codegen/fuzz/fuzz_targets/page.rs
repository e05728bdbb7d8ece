#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| codegen_fuzz::check_page(bytes));
