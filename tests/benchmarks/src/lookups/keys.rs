//! What is looked up.

use gigya_codes::ResponseCode;

/// So many that no branch predictor learns them by heart.
const COUNT: usize = 1 << 15;

pub trait Key: Copy {
    /// The same key, but not before `none` is known, which has no bits.
    fn after(self, none: usize) -> Self;
}

impl Key for u32 {
    #[expect(clippy::cast_possible_truncation, reason = "nothing is lost")]
    fn after(self, none: usize) -> Self {
        self ^ none as Self
    }
}

impl Key for &str {
    fn after(self, none: usize) -> Self {
        self.get(none..).unwrap_or(self)
    }
}

/// Keys by workload.
pub struct Keys<K> {
    pub hits: Vec<K>,
    pub misses: Vec<K>,
    pub skewed: Vec<K>,
}

impl<K: Copy> Keys<K> {
    fn new(known: &[K], unknown: &[K], frequent: K) -> Self {
        let mut random = Random(403042);
        // Nine keys of ten are of the first kind.
        let mut keys = |most: &[K], others: &[K]| {
            let key = |_| {
                let kind = if random.below(10) < 9 { most } else { others };
                random.one_of(kind)
            };
            (0..COUNT).map(key).collect()
        };
        Self {
            hits: keys(known, known),
            misses: keys(known, unknown),
            skewed: keys(&[frequent], known),
        }
    }
}

pub fn numbers() -> Keys<u32> {
    let known: Vec<u32> = ResponseCode::all().map(ResponseCode::as_u32).collect();
    // Close to the known ones, as new codes will be.
    let near = known
        .iter()
        .flat_map(|number| [number + 1, number + 5, number + 1000]);
    let unknown: Vec<u32> = near.filter(|number| !known.contains(number)).collect();
    Keys::new(&known, &unknown, ResponseCode::INVALID_LOGIN_ID.as_u32())
}

pub fn names() -> Keys<&'static str> {
    let known: Vec<&str> = ResponseCode::all().filter_map(ResponseCode::name).collect();
    let unknown: Vec<&str> = known
        .iter()
        .map(|name| &*format!("{name}_2").leak())
        .chain(["NO_SUCH_CODE", "INVALID_LOGIN"])
        .collect();
    Keys::new(&known, &unknown, "INVALID_LOGIN_ID")
}

/// xorshift64*: the same numbers on every machine.
struct Random(u64);

impl Random {
    #[allow(clippy::cast_possible_truncation, reason = "31 bits fit")]
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % bound
    }

    fn one_of<K: Copy>(&mut self, keys: &[K]) -> K {
        keys[self.below(keys.len())]
    }
}
