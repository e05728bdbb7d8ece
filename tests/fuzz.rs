//! Runs the fuzz targets' checks on their seeds and on mutations of the seeds.

use std::fs;
use std::ops::Range;
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;

#[path = "../gigya-codes/fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "it is a separate crate, too")]
mod client;
#[path = "../codegen/fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "it is a separate crate, too")]
pub(crate) mod generator;

use crate::support::fixtures::{random_cases, thorough};

/// Checks every file of `<fuzz>/seeds/<target>`, and `mutants` of them: a piece of one replaced by a piece of
/// another.
fn check(fuzz: &str, target: &str, mutants: u32, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../{fuzz}/seeds/{target}"));
    let files = fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    let seeds: Vec<_> = files.iter().map(|file| fs::read(file).unwrap()).collect();
    for (file, seed) in files.iter().zip(&seeds) {
        println!("{}", file.display());
        check(seed);
    }

    let config = random_cases(mutants * if thorough() { 10 } else { 1 });
    let seed_and_piece = (prop::sample::select(seeds), any::<[Index; 2]>());
    let mutant = (seed_and_piece.clone(), seed_and_piece);
    let result = TestRunner::new(config).run(&mutant, |((mut seed, old), (other, new))| {
        seed.splice(piece(old, &seed), other[piece(new, &other)].to_vec());
        check(&seed);
        Ok(())
    });
    result.unwrap();
}

/// At most 24 bytes of `seed`.
fn piece([start, len]: [Index; 2], seed: &[u8]) -> Range<usize> {
    let start = start.index(seed.len() + 1);
    start..seed.len().min(start + len.index(25))
}

#[test]
fn fragments() {
    let check_cell = generator::prose::check_cell;
    check("codegen/fuzz", "fragment", 1_000, check_cell);
}

#[test]
fn ledgers() {
    check("codegen/fuzz", "ledger", 100, generator::check_ledger);
}

#[test]
fn pages() {
    check("codegen/fuzz", "page", 100, generator::check_page);
}

#[test]
fn bodies() {
    check("gigya-codes/fuzz", "body", 1_000, |body| {
        client::check(body);
        for seed in (0..100_000).step_by(7919) {
            if let Some(body) = client::mutated(body, seed) {
                client::check(&body);
            }
        }
    });
}
