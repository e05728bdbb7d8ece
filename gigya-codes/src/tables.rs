//! From the rows of `generated.rs` to what a program holds at run time.
//!
//! `ROWS` exists at compile time only. Const evaluation builds one `static` array per field, so that
//! the linker keeps the fields a program asks for and drops the others: descriptions, the bulk of
//! the data, are not in a program that only reads messages.

use crate::generated::{ALIASES, ROWS, SEPARATOR};
use crate::row::Separator;
use crate::{Class, Interruption, Provenance, Remedy, ResponseCode};

const COUNT: usize = ROWS.len();

/// One `static` array per field, in the order of `ROWS`.
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
    REMEDIES: Remedy = |row| row.remedy;
    INTERRUPTIONS: Option<Interruption> = |row| row.interruption;
    METHODS: &'static [&'static str] = |row| row.methods;
}

const SLOTS: usize = match SEPARATOR {
    Some(Separator { slot_bits, .. }) => 1 << slot_bits,
    None => 1,
};

/// The index of a code in every column; `None` for an unknown code.
#[inline]
pub(crate) const fn index_of(number: u32) -> Option<usize> {
    let index = match SEPARATOR {
        Some(separator) => INDICES[separator.slot(number)] as usize,
        None => binary_search(number),
    };
    // `index < COUNT` frees every look-up of a bounds check, and so of code that could panic.
    if index < COUNT && CODES[index].as_u32() == number {
        Some(index)
    } else {
        None
    }
}

/// Whether there is a row of that number: one multiply, one shift, one load and one compare.
#[inline]
pub(crate) const fn is_known(number: u32) -> bool {
    match SEPARATOR {
        Some(separator) => NUMBERS[separator.slot(number)] == number,
        None => index_of(number).is_some(),
    }
}

/// The code of the constant with that name; a former name still counts.
pub(crate) const fn code_of(name: &str) -> Option<ResponseCode> {
    let mut index = 0;
    while index < COUNT {
        if is_same(NAMES[index], name) {
            return Some(CODES[index]);
        }
        index += 1;
    }
    let mut aliases = ALIASES;
    while let [(alias, number), rest @ ..] = aliases {
        if is_same(alias, name) {
            return Some(ResponseCode::new(*number));
        }
        aliases = rest;
    }
    None
}

/// The index of the first code that is not below `number`.
const fn binary_search(number: u32) -> usize {
    let (mut low, mut high) = (0, COUNT);
    while low < high {
        let middle = usize::midpoint(low, high);
        if CODES[middle].as_u32() < number {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// The index of the row in each slot. A slot that no row has leads to the first row.
static INDICES: [u16; SLOTS] = {
    let mut indices = [0; SLOTS];
    if let Some(separator) = SEPARATOR {
        let mut index: u16 = 0;
        while (index as usize) < COUNT {
            indices[separator.slot(ROWS[index as usize].number)] = index;
            index += 1;
        }
    }
    indices
};

/// The number of the row in each slot. A slot that no row has holds the first row's number, which is
/// never looked up there.
static NUMBERS: [u32; SLOTS] = {
    let mut numbers = [0; SLOTS];
    let mut slot = 0;
    while slot < SLOTS {
        numbers[slot] = ROWS[INDICES[slot] as usize].number;
        slot += 1;
    }
    numbers
};

/// The rows are sorted, and the separator separates them: the look-up finds each one.
const _: () = {
    let mut index = 0;
    while index < COUNT {
        let number = ROWS[index].number;
        let is_sorted = index == 0 || ROWS[index - 1].number < number;
        let is_found = SEPARATOR.is_none() || matches!(index_of(number), Some(i) if i == index);
        assert!(is_sorted && is_found, "run `cargo xtask regen`");
        index += 1;
    }
};

/// `==`, which is not yet `const` for strings.
const fn is_same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let mut index = 0;
    while index < left.len() && index < right.len() && left[index] == right[index] {
        index += 1;
    }
    index == left.len() && index == right.len()
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
    fn a_binary_search_finds_the_first_row_that_is_not_below() {
        for (index, row) in ROWS.iter().enumerate() {
            assert_eq!(binary_search(row.number), index);
            assert_eq!(binary_search(row.number + 1), index + 1);
        }
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
        assert_eq!(code_of("GON"), None);
        assert_eq!(code_of("GONE_"), None);
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
