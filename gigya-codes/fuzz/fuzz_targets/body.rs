#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|body: &[u8]| gigya_codes_fuzz::check(body));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let mutated = gigya_codes_fuzz::mutated(&data[..size], seed as usize / 2);
    match mutated.filter(|body| seed.is_multiple_of(2) && body.len() <= max_size) {
        Some(body) => {
            data[..body.len()].copy_from_slice(&body);
            body.len()
        }
        None => fuzzer_mutate(data, size, max_size),
    }
});
