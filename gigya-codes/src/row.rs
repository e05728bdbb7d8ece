//! The shapes of the generated data.

use crate::{Class, Interruption, Provenance, Remedy};

/// All that is known about one code: the shape of the generated data.
pub(crate) struct Row {
    pub(crate) number: u32,
    pub(crate) name: &'static str,
    pub(crate) message: Option<&'static str>,
    pub(crate) description: Option<&'static str>,
    pub(crate) class: Class,
    pub(crate) provenance: Provenance,
    pub(crate) remedy: Remedy,
    pub(crate) interruption: Option<Interruption>,
    pub(crate) methods: &'static [&'static str],
}

/// A factor that gives every number in `ROWS` a separate slot: the upper `slot_bits` bits of the
/// 32 bits of the product. `cargo xtask regen` looks for one; a few hundred numbers have one.
pub(crate) struct Separator {
    pub(crate) factor: u32,
    pub(crate) slot_bits: u32,
}

impl Separator {
    #[inline]
    pub(crate) const fn slot(&self, number: u32) -> usize {
        (number.wrapping_mul(self.factor) >> (u32::BITS - self.slot_bits)) as usize
    }
}
