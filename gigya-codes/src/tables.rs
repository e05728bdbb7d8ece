//! From the rows of `generated.rs` to what a program holds at run time.
//!
//! `ROWS` exists at compile time only. Const evaluation turns it into one `static` a field, so that
//! the linker keeps the fields a program asks for and drops the others: descriptions, the bulk of
//! the data, are not in a program that only reads messages.

use crate::generated::{ALIASES, MULTIPLIER, NAME_SEED, NAME_SLOT_BITS, ROWS, SLOT_BITS};
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
///
/// One multiply, one shift, one load, one compare.
pub(crate) const fn index_of(number: u32) -> Option<usize> {
    let entry = SLOTS[slot(number)];
    let index = (entry & INDEX_MASK) as usize;
    // `index < COUNT` always holds; said here, it frees every look-up of a bounds check, and so of
    // code that could panic.
    if entry >> INDEX_BITS == number && index < COUNT {
        Some(index)
    } else {
        None
    }
}

/// The code that a constant's name stands for; a name that was given up still counts.
pub(crate) const fn code_of(name: &str) -> Option<ResponseCode> {
    let index = NAME_SLOTS[name_slot(name)] as usize;
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

/// A slot packs `number << INDEX_BITS | index`, so that one load answers both "which row?" and
/// "is it really this number?".
const INDEX_BITS: u32 = 12;
const INDEX_MASK: u32 = (1 << INDEX_BITS) - 1;

/// A slot that no code takes holds the entry of the first row: that row's own slot is another one,
/// so no number that hashes here can equal it, and no value is needed for "empty".
static SLOTS: [u32; 1 << SLOT_BITS] = {
    assert!(COUNT <= 1 << INDEX_BITS, "too many codes for a slot");
    let mut slots = [entry(0); 1 << SLOT_BITS];
    let mut taken = [false; 1 << SLOT_BITS];
    let mut index = 0;
    while index < COUNT {
        let number = ROWS[index].number;
        assert!(
            number < 1 << (32 - INDEX_BITS),
            "a number is too large for a slot"
        );
        assert!(
            index == 0 || ROWS[index - 1].number < number,
            "ROWS is not sorted by number"
        );
        let slot = slot(number);
        assert!(
            !taken[slot],
            "two codes share a slot: run `cargo xtask regen`"
        );
        taken[slot] = true;
        slots[slot] = entry(index);
        index += 1;
    }
    slots
};

const fn slot(number: u32) -> usize {
    (number.wrapping_mul(MULTIPLIER) >> (32 - SLOT_BITS)) as usize
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "`SLOTS` asserts that an index fits its bits"
)]
const fn entry(index: usize) -> u32 {
    ROWS[index].number << INDEX_BITS | index as u32
}

/// Names first, aliases after them.
const NAME_COUNT: usize = COUNT + ALIASES.len();

const NO_NAME: u16 = u16::MAX;

static NAME_SLOTS: [u16; 1 << NAME_SLOT_BITS] = {
    assert!(NAME_COUNT <= NO_NAME as usize, "too many names for a slot");
    let mut slots = [NO_NAME; 1 << NAME_SLOT_BITS];
    let mut index: u16 = 0;
    while (index as usize) < NAME_COUNT {
        let slot = name_slot(if (index as usize) < COUNT {
            ROWS[index as usize].name
        } else {
            ALIASES[index as usize - COUNT].0
        });
        assert!(
            slots[slot] == NO_NAME,
            "two names share a slot: run `cargo xtask regen`"
        );
        slots[slot] = index;
        index += 1;
    }
    slots
};

/// FNV-1a with a seed that was searched for; the last multiply spreads it into the upper bits.
const fn name_slot(name: &str) -> usize {
    let name = name.as_bytes();
    let mut hash = NAME_SEED;
    let mut index = 0;
    while index < name.len() {
        hash = (hash ^ name[index] as u32).wrapping_mul(0x0100_0193);
        index += 1;
    }
    (hash.wrapping_mul(0x9E37_79B1) >> (32 - NAME_SLOT_BITS)) as usize
}

/// `==`, which is not yet `const` for slices.
const fn same(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let mut index = 0;
    while index < left.len() {
        if left[index] != right[index] {
            return false;
        }
        index += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_exactly_where_a_linear_search_finds_it() {
        // A slot holds 20 bits of a number; past those no entry can be equal.
        for number in (0..1 << 20).chain([1 << 20, u32::MAX]) {
            let linear = ROWS.iter().position(|row| row.number == number);
            assert_eq!(index_of(number), linear, "{number}");
        }
    }

    #[test]
    fn a_number_that_agrees_in_the_lower_bits_is_another_number() {
        for row in ROWS {
            for high in 1..1 << INDEX_BITS {
                assert_eq!(index_of(row.number | high << (32 - INDEX_BITS)), None);
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
