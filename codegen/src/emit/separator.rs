//! A factor that gives every number its own slot, for `gigya-codes/src/tables.rs`, which
//! checks it at compile time.

use std::ops::Range;

/// The upper `slot_bits` bits of the 32 bits of `number * factor` are the number's slot.
#[derive(Debug)]
pub(super) struct Separator {
    pub(super) factor: u32,
    pub(super) slot_bits: u32,
}

/// More numbers would need a table of many thousand slots; binary search finds them.
const MAX_NUMBERS: usize = 1000;

/// Finds a separator for some hundred numbers, with two to sixteen slots each.
pub(super) fn find_separator(numbers: &[u32]) -> Option<Separator> {
    if numbers.len() > MAX_NUMBERS {
        return None;
    }
    let least = (2 * numbers.len()).max(64).next_power_of_two().ilog2();
    (least..least + 3).find_map(|slot_bits| {
        // The factor that took a slot last: so the slots need not be cleared for the next factor.
        let taken_by = &mut vec![0; 1 << slot_bits][..];
        let factor = factors(slot_bits).find(|&factor| {
            for number in numbers {
                let slot = number.wrapping_mul(factor) >> (u32::BITS - slot_bits);
                let taken_by = &mut taken_by[slot as usize];
                if *taken_by == factor {
                    return false;
                }
                *taken_by = factor;
            }
            true
        })?;
        Some(Separator { factor, slot_bits })
    })
}

/// Codes come in runs of neighbours. These factors move neighbours thirteen slots apart, which leaves
/// room for other runs between them, and a fraction of a slot more, by which the factors differ.
fn factors(slot_bits: u32) -> Range<u32> {
    let one_slot = 1 << (u32::BITS - slot_bits);
    13 * one_slot..13 * one_slot + one_slot / 256
}

#[cfg(test)]
mod tests {
    use super::find_separator;

    /// Numbers in runs of ten, as the page has them.
    fn runs(count: u32) -> Vec<u32> {
        (0..count)
            .map(|n| 400000 + n % 10 + 1000 * (n / 10))
            .collect()
    }

    #[test]
    fn every_number_has_a_slot_of_its_own() {
        for count in (0..300).step_by(7) {
            let found = find_separator(&runs(count)).unwrap_or_else(|| panic!("{count} numbers"));
            let slot = |number: u32| number.wrapping_mul(found.factor) >> (32 - found.slot_bits);
            let slots: std::collections::BTreeSet<u32> =
                runs(count).into_iter().map(slot).collect();
            assert_eq!(slots.len(), count as usize, "{found:?}");
        }
    }

    #[test]
    fn some_numbers_have_none() {
        assert!(find_separator(&[7, 7]).is_none());
        assert!(find_separator(&runs(10_000)).is_none());
    }
}
