//! Perfect hashes: found here, used and checked at compile time by `gigya-codes/src/tables.rs`.

/// A hash function without a collision.
pub(super) struct Perfect {
    /// The number that makes it so.
    pub(super) parameter: u32,
    /// It gives `1 << bits` slots.
    pub(super) bits: u32,
}

const MAX_BITS: u32 = 20;

/// A multiplier that gives each number a slot of its own: the top bits of the product.
pub(super) fn multiplier(numbers: &[u32]) -> Option<Perfect> {
    // The codes come in runs, which an odd multiplier spreads well: with four slots a code, some
    // dozens of tries do. Were that ever not so, the table doubles.
    search(4 * numbers.len(), 1 << 16, |number, bits, slots| {
        let parameter = number.wrapping_mul(2_654_435_769) | 1;
        let slot = |number: &u32| (number.wrapping_mul(parameter) >> (32 - bits)) as usize;
        slots.hold(numbers.iter().map(slot)).then_some(parameter)
    })
}

/// A seed that gives each name a slot of its own.
pub(super) fn seed(names: &[&str]) -> Option<Perfect> {
    // Names are spread at random, so a table has to be large for n names not to meet:
    // with n * n / 8 slots one seed in fifty does.
    search(
        names.len() * names.len() / 8,
        1 << 12,
        |seed, bits, slots| {
            let slot = |name: &&str| {
                let hash = name.bytes().fold(seed, |hash, byte| {
                    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
                });
                (hash.wrapping_mul(0x9e37_79b1) >> (32 - bits)) as usize
            };
            slots.hold(names.iter().map(slot)).then_some(seed)
        },
    )
}

/// The slots taken so far, for one try after the other: a slot is taken if it holds the number of
/// the current try, so nothing has to be cleared in between.
struct Slots {
    taken: Vec<u32>,
    current: u32,
}

impl Slots {
    /// Whether no two of `slots` are the same.
    fn hold(&mut self, slots: impl Iterator<Item = usize>) -> bool {
        self.current += 1;
        slots
            .into_iter()
            .all(|slot| std::mem::replace(&mut self.taken[slot], self.current) != self.current)
    }
}

/// Tries parameters on tables from `slots` upwards, `tries` on each.
fn search(
    slots: usize,
    tries: u32,
    attempt: impl Fn(u32, u32, &mut Slots) -> Option<u32>,
) -> Option<Perfect> {
    let least = slots.max(2).next_power_of_two().trailing_zeros();
    (least..=MAX_BITS).find_map(|bits| {
        let mut slots = Slots {
            taken: vec![0; 1 << bits],
            current: 0,
        };
        (1..=tries).find_map(|number| {
            attempt(number, bits, &mut slots).map(|parameter| Perfect { parameter, bits })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{multiplier, seed};

    #[test]
    fn a_multiplier_is_found_for_codes_in_runs() {
        let numbers: Vec<u32> = (0..400)
            .map(|n| 400000 + n % 100 + 1000 * (n / 100))
            .collect();
        let found = multiplier(&numbers).unwrap();
        let mut slots: Vec<u32> = numbers
            .iter()
            .map(|number| number.wrapping_mul(found.parameter) >> (32 - found.bits))
            .collect();
        slots.sort_unstable();
        slots.dedup();
        assert_eq!(slots.len(), numbers.len());
    }

    #[test]
    fn the_same_thing_twice_has_no_perfect_hash() {
        assert!(multiplier(&[7, 7]).is_none());
        assert!(seed(&["A", "A"]).is_none());
    }

    #[test]
    fn a_few_are_no_special_case() {
        assert!(multiplier(&[]).is_some() && multiplier(&[0]).is_some());
        assert!(seed(&[]).is_some() && seed(&["SUCCESS"]).is_some());
    }
}
