//! Perfect hashes: found here, used and checked at compile time by `gigya-codes/src/tables.rs`.
//!
//! A few hundred numbers find a factor that separates them: the upper bits of the product are the
//! slot. Names, and more numbers than chance can separate, are hashed and displaced: the upper bits
//! choose a bucket and the bits below them a slot; the bucket's displacement, a byte, then moves all
//! its keys at once to where slots are free. That is found in linear time, for any number of keys.

use std::cmp::Reverse;

/// A hash function without a collision.
#[derive(Debug)]
pub(super) struct Perfect {
    /// The factor of the hash.
    pub(super) factor: u64,
    /// There are `1 << slot_bits` slots.
    pub(super) slot_bits: u32,
    /// One a bucket; their number is a power of two. None if nothing is displaced.
    pub(super) displacements: Vec<u8>,
}

/// Gives each number a slot of its own.
pub(super) fn of_numbers(numbers: &[u32]) -> Option<Perfect> {
    separated(numbers).or_else(|| displaced(numbers, |number, factor| product(*number, factor)))
}

fn product(number: u32, factor: u64) -> u64 {
    u64::from(number).wrapping_mul(factor)
}

/// Gives each name a slot of its own.
#[expect(clippy::cast_possible_truncation, reason = "both halves are taken")]
pub(super) fn of_names(names: &[&str]) -> Option<Perfect> {
    displaced(names, |name, factor| {
        let mix = |hash: u64, word: u64| {
            let product = u128::from(hash ^ word) * u128::from(factor);
            (product >> 64) as u64 ^ product as u64
        };
        let (chunks, _) = name.as_bytes().as_chunks();
        let hash = chunks.iter().copied().map(u64::from_le_bytes).fold(0, mix);
        mix(hash, last_word(name.as_bytes()))
    })
}

/// The last eight bytes; all, if there are fewer.
fn last_word(name: &[u8]) -> u64 {
    match name.last_chunk() {
        Some(chunk) => u64::from_le_bytes(*chunk),
        None => name
            .iter()
            .fold(0, |word, byte| word << 8 | u64::from(*byte)),
    }
}

/// More numbers, or more tries, would take time that is better spent on a displacement.
const SEPARABLE: usize = 512;
const TRIES: u64 = 1 << 15;

/// Numbers come in runs. With these factors neighbours are this many slots apart, few enough for a
/// run to go round the table without meeting itself, and enough to leave room for other runs between;
/// and a little more, no more than a slot for as many numbers as `1 << DRIFT_BITS`, by which the
/// factors differ.
const STEP: u64 = 5;
const DRIFT_BITS: u32 = 7;

/// A factor that separates `numbers` without displacement, in at most eight slots a number.
fn separated(numbers: &[u32]) -> Option<Perfect> {
    if numbers.len() > SEPARABLE {
        return None;
    }
    let least = bits(2 * numbers.len());
    (least..least + 2).find_map(|slot_bits| {
        let mut taken_by = vec![0; 1 << slot_bits];
        let factor = (1..=TRIES).find_map(|number| {
            let drift = GOLDEN.wrapping_mul(number) >> (slot_bits + DRIFT_BITS);
            let factor = STEP << (64 - slot_bits) | drift;
            let mut is_free = |key: &u32| {
                let slot = &mut taken_by[to_index(product(*key, factor) >> (64 - slot_bits))];
                std::mem::replace(slot, number) != number
            };
            numbers.iter().all(&mut is_free).then_some(factor)
        })?;
        Some(Perfect {
            factor,
            slot_bits,
            displacements: Vec::new(),
        })
    })
}

/// Its multiples are spread evenly, however many of them are taken.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// Of keys that hash at random about every second factor will do, however many keys there are.
/// Should a whole set of factors fail, the table doubles: that ends soon, and only equal keys
/// come to its end.
const FACTORS: u64 = 64;
const DOUBLINGS: u32 = 4;

fn displaced<Key>(keys: &[Key], hash: impl Fn(&Key, u64) -> u64) -> Option<Perfect> {
    let bucket_bits = bits(keys.len() / 3);
    let least = bits(keys.len() + keys.len() / 2);
    (least..least + DOUBLINGS).find_map(|slot_bits| {
        (1..=FACTORS).find_map(|number| {
            let factor = GOLDEN.wrapping_mul(number) | 1;
            let hashes = keys.iter().map(|key| hash(key, factor)).collect();
            displacements(hashes, bucket_bits, slot_bits).map(|displacements| Perfect {
                factor,
                slot_bits,
                displacements,
            })
        })
    })
}

/// Enough bits to count so far, and one at the least.
fn bits(count: usize) -> u32 {
    count.max(2).next_power_of_two().trailing_zeros()
}

/// A displacement for each bucket with which no two of `hashes` share a slot.
fn displacements(mut hashes: Vec<u64>, bucket_bits: u32, slot_bits: u32) -> Option<Vec<u8>> {
    let bucket = |hash: u64| to_index(hash >> (64 - bucket_bits));
    let slot = |hash: u64| to_index(hash << bucket_bits >> (64 - slot_bits));
    let place = |hash: u64, displacement: u8| {
        (slot(hash) ^ usize::from(displacement)) & ((1 << slot_bits) - 1)
    };
    // The keys of one bucket become neighbours, and so do those of one slot in it.
    hashes.sort_unstable();
    let together = |one: u64, other: u64| bucket(one) == bucket(other);
    let inseparable = |pair: &[u64]| matches!(*pair, [one, other] if together(one, other) && slot(one) == slot(other));
    if hashes.windows(2).any(inseparable) {
        return None;
    }
    let mut buckets: Vec<&[u64]> = hashes
        .chunk_by(|one, other| together(*one, *other))
        .collect();
    // The fullest first, while most slots are free.
    buckets.sort_by_key(|hashes| Reverse(hashes.len()));

    let mut taken = vec![false; 1 << slot_bits];
    let mut displacements = vec![0; 1 << bucket_bits];
    for hashes in buckets {
        let displacement = (0..=u8::MAX).find(|displacement| {
            hashes
                .iter()
                .all(|hash| !taken[place(*hash, *displacement)])
        })?;
        for hash in hashes {
            taken[place(*hash, displacement)] = true;
            displacements[bucket(*hash)] = displacement;
        }
    }
    Some(displacements)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "at most some thirty bits are left"
)]
fn to_index(bits: u64) -> usize {
    bits as usize
}

/// The smallest type that counts so many.
pub(super) fn place_type(count: usize) -> &'static str {
    match count {
        0..=0x100 => "u8",
        0x101..=0x1_0000 => "u16",
        _ => "u32",
    }
}

#[cfg(test)]
mod tests {
    use super::{of_names, of_numbers, place_type};

    /// Numbers of six digits that look like nothing in particular, each once.
    fn scattered(count: u32) -> Vec<u32> {
        // 7 is a primitive root of this prime.
        let powers = std::iter::successors(Some(1), |power: &u32| Some(power * 7 % 999_983));
        powers.take(count as usize).collect()
    }

    /// Numbers in runs, as the page has them.
    fn runs(count: u32) -> Vec<u32> {
        (0..count).map(|n| n % 100 + 1000 * (n / 100)).collect()
    }

    fn check_numbers(numbers: &[u32]) {
        let count = numbers.len();
        let found = of_numbers(numbers).unwrap_or_else(|| panic!("nothing for {count} numbers"));
        assert!(1 << found.slot_bits <= 8 * count.max(1), "{found:?}");
    }

    fn check_names(numbers: &[u32]) {
        let names: Vec<String> = numbers.iter().map(|n| format!("NAME_OF_{n}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let count = names.len();
        let found = of_names(&names).unwrap_or_else(|| panic!("nothing for {count} names"));
        assert!(1 << found.slot_bits <= 4 * count.max(1), "{found:?}");
    }

    #[test]
    fn any_number_of_codes_has_one() {
        for count in (0..300)
            .step_by(7)
            .chain([1000, 2731, 2732, 10_000, 65_536, 100_000])
        {
            check_numbers(&scattered(count));
            check_numbers(&runs(count));
            check_names(&scattered(count));
            check_names(&runs(count));
        }
    }

    #[test]
    fn a_factor_alone_separates_a_few_runs() {
        for count in (1..400).step_by(7) {
            let found = of_numbers(&runs(count)).unwrap();
            assert!(found.displacements.is_empty(), "{count}");
        }
    }

    #[test]
    fn a_place_is_as_narrow_as_can_be() {
        let types = [256, 257, 65_536, 65_537].map(place_type);
        assert_eq!(types, ["u8", "u16", "u16", "u32"]);
    }

    #[test]
    fn the_same_thing_twice_has_none() {
        assert!(of_numbers(&[7, 7]).is_none());
        assert!(of_names(&["A", "A"]).is_none());
    }
}
