#![no_main]

libfuzzer_sys::fuzz_target!(|body: &[u8]| gigya_codes_fuzz::check(body));
