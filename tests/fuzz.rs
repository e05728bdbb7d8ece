//! The fuzz targets' checks on their seeds, and on mutations of these: what the fuzzers know stays
//! true between two runs of them.

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

#[path = "../gigya-codes/fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "it is a crate of its own as well")]
mod client;
#[path = "../codegen/fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "it is a crate of its own as well")]
pub(crate) mod generator;

use crate::support::fixtures::thorough;

/// Always the same numbers.
struct Random(u64);

impl Random {
    /// A number below `end`; 0 below 0.
    fn below(&mut self, end: usize) -> usize {
        // Marsaglia's xorshift.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 32).unwrap() % end.max(1)
    }
}

/// `seed` with one thing changed: a piece taken out, put in twice or from `other`, or a bit flipped.
fn mutated(seed: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut piece = |of: &[u8]| {
        let start = random.below(of.len());
        start..of.len().min(start + 1 + random.below(24))
    };
    let (here, there) = (piece(seed), piece(other));
    let mut mutant = seed.to_vec();
    match random.below(4) {
        0 => drop(mutant.drain(here)),
        1 => drop(mutant.splice(here.end..here.end, seed[here].to_vec())),
        2 => drop(mutant.splice(here, other[there].to_vec())),
        _ => {
            if let Some(byte) = mutant.get_mut(here.start) {
                *byte ^= 1 << random.below(8);
            }
        }
    }
    mutant
}

/// Checks every file of `<fuzz>/seeds/<target>`, and `mutants` of them.
#[track_caller]
fn check(fuzz: &str, target: &str, mutants: usize, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../{fuzz}/seeds/{target}"));
    let files = fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    let seeds: Vec<_> = files.iter().map(|file| fs::read(file).unwrap()).collect();

    let check = |index: usize, input: &[u8]| {
        let file = files[index].display();
        let result = catch_unwind(|| check(input));
        assert!(
            result.is_ok(),
            "{file}, or of that kind: b\"{}\"",
            input.escape_ascii()
        );
    };
    for (index, seed) in seeds.iter().enumerate() {
        check(index, seed);
    }
    let mut random = Random(403042);
    for _ in 0..mutants * if thorough() { 10 } else { 1 } {
        let index = random.below(seeds.len());
        let other = random.below(seeds.len());
        check(index, &mutated(&seeds[index], &seeds[other], &mut random));
    }
}

#[test]
fn fragments() {
    check(
        "codegen/fuzz",
        "fragment",
        1_000,
        generator::prose::check_cell,
    );
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
