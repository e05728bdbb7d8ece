//! From the rows of `generated.rs` to what a program holds at run time.
//!
//! `ROWS` exists at compile time only. Const evaluation turns it into one `static` a field, so that
//! the linker keeps the fields a program asks for and drops the others: descriptions, the bulk of
//! the data, are not in a program that only reads messages.

use crate::generated::{ALIASES, BY_NAME, BY_NUMBER, Place, ROWS};
use crate::{Class, Origin, Provenance, Remedy, ResponseCode};

/// All that is known about one code: the shape of the generated data.
pub(crate) struct Row {
    pub(crate) number: u32,
    pub(crate) name: &'static str,
    pub(crate) message: Option<&'static str>,
    pub(crate) description: Option<&'static str>,
    pub(crate) class: Class,
    pub(crate) provenance: Provenance,
    pub(crate) origin: Origin,
    pub(crate) remedy: Remedy,
    pub(crate) methods: &'static [&'static str],
}

const COUNT: usize = ROWS.len();

/// One `static` array a field, in the order of `ROWS`.
macro_rules! columns {
    ($($COLUMN:ident: $Cell:ty = |$row:ident| $cell:expr;)+) => {$(
        pub(crate) static $COLUMN: [$Cell; COUNT] = {
            let mut column = [{ let $row = &ROWS[0]; $cell }; COUNT];
            let mut index = 0;
            while index < COUNT {
                let $row = &ROWS[index];
                column[index] = $cell;
                index += 1;
            }
            column
        };
    )+};
}

columns! {
    CODES: ResponseCode = |row| ResponseCode::new(row.number);
    NAMES: &'static str = |row| row.name;
    MESSAGES: Option<&'static str> = |row| row.message;
    DESCRIPTIONS: Option<&'static str> = |row| row.description;
    CLASSES: Class = |row| row.class;
    PROVENANCES: Provenance = |row| row.provenance;
    ORIGINS: Origin = |row| row.origin;
    REMEDIES: Remedy = |row| row.remedy;
    METHODS: &'static [&'static str] = |row| row.methods;
}

/// The place of a code in every column; `None` for an unknown code.
#[inline]
pub(crate) const fn index_of(number: u32) -> Option<usize> {
    let index = INDICES[number_slot(number)] as usize;
    // `index < COUNT` always holds; said here, it frees every look-up of a bounds check, and so of
    // code that could panic.
    if index < COUNT && CODES[index].as_u32() == number {
        Some(index)
    } else {
        None
    }
}

/// Whether there is a row of that number.
#[inline]
pub(crate) const fn is_known(number: u32) -> bool {
    NUMBERS[number_slot(number)] == number
}

/// The code that a constant's name stands for; a name that was given up still counts.
pub(crate) const fn code_of(name: &str) -> Option<ResponseCode> {
    let index = NAME_INDICES[name_slot(name)] as usize;
    let (candidate, code) = if index < COUNT {
        (NAMES[index], CODES[index])
    } else if index < NAME_COUNT {
        let (alias, number) = ALIASES[index - COUNT];
        (alias, ResponseCode::new(number))
    } else {
        return None;
    };
    if same(candidate.as_bytes(), name.as_bytes()) {
        Some(code)
    } else {
        None
    }
}

/// A hash that gives each key a slot of its own; `codegen/src/emit/hash.rs` finds it.
///
/// Without buckets, the upper bits of a key's hash are its slot: to know a code takes one multiply,
/// one shift, one load and one compare. Where there are too many keys for that, the upper bits choose
/// a bucket, and the bits below them a slot, which the bucket's displacement then moves.
pub(crate) struct Perfect<const BUCKETS: usize> {
    pub(crate) factor: u64,
    pub(crate) slot_bits: u32,
    pub(crate) displacements: [u8; BUCKETS],
}

/// The parts of a hash that are needed at every step: a `const` is copied wherever it is named, and
/// with its displacements it is large.
const NUMBER_FACTOR: u64 = BY_NUMBER.factor;
const NUMBER_SLOT_BITS: u32 = BY_NUMBER.slot_bits;
const NAME_FACTOR: u64 = BY_NAME.factor;
const NAME_SLOT_BITS: u32 = BY_NAME.slot_bits;

#[inline]
const fn number_slot(number: u32) -> usize {
    static DISPLACEMENTS: [u8; BY_NUMBER.displacements.len()] = BY_NUMBER.displacements;
    let hash = (number as u64).wrapping_mul(NUMBER_FACTOR);
    slot(hash, &DISPLACEMENTS, NUMBER_SLOT_BITS)
}

const fn name_slot(name: &str) -> usize {
    static DISPLACEMENTS: [u8; BY_NAME.displacements.len()] = BY_NAME.displacements;
    let name = name.as_bytes();
    let mut hash = 0;
    let mut rest = name;
    while let Some((chunk, after)) = rest.split_first_chunk() {
        hash = mix(hash, u64::from_le_bytes(*chunk));
        rest = after;
    }
    slot(mix(hash, last_word(name)), &DISPLACEMENTS, NAME_SLOT_BITS)
}

/// Spreads every bit of the word over all bits of the hash.
#[expect(clippy::cast_possible_truncation, reason = "both halves are taken")]
const fn mix(hash: u64, word: u64) -> u64 {
    let product = (hash ^ word) as u128 * NAME_FACTOR as u128;
    (product >> 64) as u64 ^ product as u64
}

#[inline]
#[expect(
    clippy::cast_possible_truncation,
    reason = "neither buckets nor slots exceed a `usize`"
)]
const fn slot<const BUCKETS: usize>(
    hash: u64,
    displacements: &[u8; BUCKETS],
    slot_bits: u32,
) -> usize {
    const {
        assert!(
            BUCKETS == 0 || (BUCKETS.is_power_of_two() && BUCKETS > 1),
            "buckets have bits"
        );
    }
    if BUCKETS == 0 {
        return (hash >> (u64::BITS - slot_bits)) as usize;
    }
    let below = u64::BITS - BUCKETS.trailing_zeros();
    let displacement = displacements[(hash >> below) as usize];
    let slot = (hash >> (below - slot_bits)) as usize;
    (slot ^ displacement as usize) & ((1 << slot_bits) - 1)
}

const SLOTS: usize = 1 << NUMBER_SLOT_BITS;

/// The number in each slot, for those who ask for no more than whether it is there.
///
/// A slot that no code takes holds the number of the first row: that row's own slot is another one,
/// so no number that hashes here can equal it, and no value is needed for "empty".
static NUMBERS: [u32; SLOTS] = {
    let mut numbers = [ROWS[0].number; SLOTS];
    let mut index = 0;
    while index < COUNT {
        let number = ROWS[index].number;
        assert!(
            index == 0 || ROWS[index - 1].number < number,
            "ROWS is not sorted by number"
        );
        numbers[number_slot(number)] = number;
        index += 1;
    }
    numbers
};

/// The row in each slot.
static INDICES: [Place; SLOTS] = {
    let mut slots = Slots::new();
    let mut index = 0;
    while index < COUNT {
        slots.take(number_slot(ROWS[index].number), index);
        index += 1;
    }
    slots.indices
};

/// Names first, aliases after them.
const NAME_COUNT: usize = COUNT + ALIASES.len();

/// The name in each slot.
#[allow(
    long_running_const_eval,
    reason = "takes steps in proportion to the names; a hundred thousand are long"
)]
static NAME_INDICES: [Place; 1 << NAME_SLOT_BITS] = {
    let mut slots = Slots::new();
    let mut index = 0;
    while index < NAME_COUNT {
        let name = if index < COUNT {
            ROWS[index].name
        } else {
            ALIASES[index - COUNT].0
        };
        slots.take(name_slot(name), index);
        index += 1;
    }
    slots.indices
};

/// Indices on their way into slots. A slot that none takes keeps the first.
struct Slots<const COUNT: usize> {
    indices: [Place; COUNT],
    taken: [bool; COUNT],
}

impl<const COUNT: usize> Slots<COUNT> {
    const fn new() -> Self {
        Self {
            indices: [0; COUNT],
            taken: [false; COUNT],
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "asserted")]
    const fn take(&mut self, slot: usize, index: usize) {
        assert!(
            !self.taken[slot],
            "two share a slot: run `cargo xtask regen`"
        );
        assert!(
            index <= Place::MAX as usize,
            "an index does not fit: run `cargo xtask regen`"
        );
        self.taken[slot] = true;
        self.indices[slot] = index as Place;
    }
}

/// `==`, which is not yet `const` for slices.
const fn same(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let (mut left_rest, mut right_rest) = (left, right);
    while let (Some((one, left_after)), Some((other, right_after))) = (
        left_rest.split_first_chunk(),
        right_rest.split_first_chunk(),
    ) {
        if u64::from_le_bytes(*one) != u64::from_le_bytes(*other) {
            return false;
        }
        (left_rest, right_rest) = (left_after, right_after);
    }
    last_word(left) == last_word(right)
}

/// The last eight bytes; all, if there are fewer.
const fn last_word(text: &[u8]) -> u64 {
    if let Some(chunk) = text.last_chunk() {
        return u64::from_le_bytes(*chunk);
    }
    let mut word = 0;
    let mut index = 0;
    while index < text.len() {
        word = word << 8 | text[index] as u64;
        index += 1;
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_exactly_where_a_linear_search_finds_it() {
        let mut rows = ROWS.iter().enumerate().peekable();
        for number in 0..=1 << 21 {
            let row = rows.next_if(|(_, row)| row.number == number);
            assert_eq!(index_of(number), row.map(|(index, _)| index), "{number}");
            assert_eq!(is_known(number), row.is_some(), "{number}");
        }
        assert_eq!(rows.next().map(|(_, row)| row.number), None);
    }

    #[test]
    fn a_number_with_one_bit_changed_is_another_number() {
        for row in ROWS {
            for bit in 0..u32::BITS {
                let number = row.number ^ 1 << bit;
                let linear = ROWS.iter().position(|row| row.number == number);
                assert_eq!(index_of(number), linear, "{number}");
                assert_eq!(is_known(number), linear.is_some(), "{number}");
            }
        }
    }

    #[test]
    fn a_name_finds_its_own_row() {
        for row in ROWS {
            assert_eq!(code_of(row.name), Some(ResponseCode::new(row.number)));
        }
        for (alias, number) in ALIASES {
            assert_eq!(code_of(alias), Some(ResponseCode::new(*number)));
        }
    }

    #[test]
    fn a_name_with_one_byte_changed_finds_nothing() {
        let mut name = [0; 64];
        for row in ROWS {
            let name = &mut name[..row.name.len()];
            name.copy_from_slice(row.name.as_bytes());
            for index in 0..name.len() {
                name[index] ^= 0x20;
                assert_eq!(code_of(core::str::from_utf8(name).unwrap()), None);
                name[index] ^= 0x20;
            }
        }
        assert_eq!(code_of(""), None);
    }

    #[test]
    fn what_is_printed_has_no_control_characters() {
        for row in ROWS {
            for text in [Some(row.name), row.message].into_iter().flatten() {
                assert!(
                    !text.is_empty() && !text.contains(char::is_control),
                    "{text:?}"
                );
            }
        }
    }
}
