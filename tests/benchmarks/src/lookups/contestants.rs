//! Who looks up, and whether all find the same.

use std::array;
use std::collections::HashMap;
use std::fmt::Debug;
use std::hash::BuildHasher;
use std::hint::black_box;

use anyhow::{Result, ensure};
use gigya_codes::{Class, Remedy, ResponseCode};
use stats_alloc::Region;

use super::keys::{Key, Keys, names, numbers};
use super::{FLOOR, ONE_LOAD, OURS, Task};
use crate::peers::{
    PHF, PHF_NAMES, PHF_TO_ENUM, Row, SORTED, SORTED_NAMES, match_judged, match_known,
    match_message, match_name, unknown,
};

/// An answer, and bits that depend on all of it: the next key of a chain depends on them.
pub trait Answer: Copy + Debug + PartialEq {
    fn bits(self) -> usize;
}

impl Answer for bool {
    /// Hidden from the compiler, which would make a branch of it: a processor that predicts the branch
    /// does not wait for the answer, and a chain would be none. This costs each the same few cycles.
    fn bits(self) -> usize {
        black_box(self).into()
    }
}

impl Answer for Option<&str> {
    fn bits(self) -> usize {
        self.unwrap_or_default().len()
    }
}

impl Answer for (Class, Remedy) {
    fn bits(self) -> usize {
        self.0 as usize ^ self.1 as usize
    }
}

impl Answer for Option<u32> {
    fn bits(self) -> usize {
        self.unwrap_or_default() as usize
    }
}

/// Does something with each contestant.
pub trait Visitor {
    fn visit<K: Key, A: Answer>(
        &mut self,
        task: Task,
        contestant: &'static str,
        keys: &Keys<K>,
        look_up: impl Fn(K) -> A,
    );
}

pub fn each(visitor: &mut impl Visitor) {
    let keys = numbers();
    let std_map: HashMap<u32, &Row> = map();
    let fx_map: rustc_hash::FxHashMap<u32, &Row> = map();
    let search = |number: u32| {
        let found = SORTED.binary_search_by_key(&number, |row| row.number);
        found.ok().map(|index| &SORTED[index])
    };
    let judged = |number, row: Option<&Row>| match row {
        Some(row) => (row.class, row.remedy),
        None => unknown(number),
    };

    let task = Task::Known;
    let direct = direct(false, |_| true);
    visitor.visit(task, OURS, &keys, |number| {
        ResponseCode::new(number).is_known()
    });
    visitor.visit(task, "phf", &keys, |number| PHF.contains_key(&number));
    visitor.visit(task, "phf to an enum", &keys, |number| {
        PHF_TO_ENUM.contains_key(&number)
    });
    visitor.visit(task, "match", &keys, match_known);
    visitor.visit(task, "sorted array", &keys, |number| {
        search(number).is_some()
    });
    visitor.visit(task, "HashMap", &keys, |number| {
        std_map.contains_key(&number)
    });
    visitor.visit(task, "FxHashMap", &keys, |number| {
        fx_map.contains_key(&number)
    });
    visitor.visit(task, ONE_LOAD, &keys, |number| direct[lower_bits(number)]);
    visitor.visit(task, FLOOR, &keys, |number| number != 0);

    let task = Task::Message;
    let direct = self::direct(None, |row| row.message);
    visitor.visit(task, OURS, &keys, |number| {
        ResponseCode::new(number).message()
    });
    visitor.visit(task, "phf", &keys, |number| {
        PHF.get(&number).and_then(|row| row.message)
    });
    visitor.visit(task, "phf to an enum", &keys, |number| {
        PHF_TO_ENUM.get(&number).and_then(|code| code.message())
    });
    visitor.visit(task, "match", &keys, match_message);
    visitor.visit(task, "sorted array", &keys, |number| {
        search(number).and_then(|row| row.message)
    });
    visitor.visit(task, "HashMap", &keys, |number| {
        std_map.get(&number).and_then(|row| row.message)
    });
    visitor.visit(task, "FxHashMap", &keys, |number| {
        fx_map.get(&number).and_then(|row| row.message)
    });
    visitor.visit(task, ONE_LOAD, &keys, |number| direct[lower_bits(number)]);
    visitor.visit(task, FLOOR, &keys, |number| {
        (number != 0).then_some("Invalid loginID")
    });

    let task = Task::Judged;
    let direct = self::direct((Class::Error, Remedy::Unreviewed), |row| {
        (row.class, row.remedy)
    });
    visitor.visit(task, OURS, &keys, |number| {
        let code = ResponseCode::new(number);
        (code.class(), code.remedy())
    });
    visitor.visit(task, "phf", &keys, |number| {
        judged(number, PHF.get(&number))
    });
    visitor.visit(task, "phf to an enum", &keys, |number| {
        PHF_TO_ENUM
            .get(&number)
            .map_or_else(|| unknown(number), |code| code.judged())
    });
    visitor.visit(task, "match", &keys, match_judged);
    visitor.visit(task, "sorted array", &keys, |number| {
        judged(number, search(number))
    });
    visitor.visit(task, "HashMap", &keys, |number| {
        judged(number, std_map.get(&number).copied())
    });
    visitor.visit(task, "FxHashMap", &keys, |number| {
        judged(number, fx_map.get(&number).copied())
    });
    visitor.visit(task, ONE_LOAD, &keys, |number| direct[lower_bits(number)]);
    visitor.visit(task, FLOOR, &keys, |number| {
        (
            if number == 0 {
                Class::Success
            } else {
                Class::Error
            },
            Remedy::Unreviewed,
        )
    });

    let task = Task::Name;
    let keys = names();
    let std_map: HashMap<&str, u32> = SORTED_NAMES.into_iter().collect();
    let fx_map: rustc_hash::FxHashMap<&str, u32> = SORTED_NAMES.into_iter().collect();
    visitor.visit(task, OURS, &keys, |name| {
        ResponseCode::from_name(name).map(ResponseCode::as_u32)
    });
    visitor.visit(task, "phf", &keys, |name| PHF_NAMES.get(name).copied());
    visitor.visit(task, "match", &keys, match_name);
    visitor.visit(task, "sorted array", &keys, |name| {
        let found = SORTED_NAMES.binary_search_by_key(&name, |(name, _)| name);
        found.ok().map(|index| SORTED_NAMES[index].1)
    });
    visitor.visit(task, "HashMap", &keys, |name| std_map.get(name).copied());
    visitor.visit(task, "FxHashMap", &keys, |name| fx_map.get(name).copied());
    visitor.visit(task, FLOOR, &keys, |name| u32::try_from(name.len()).ok());
}

fn map<S: BuildHasher + Default>() -> HashMap<u32, &'static Row, S> {
    SORTED.iter().map(|row| (row.number, row)).collect()
}

const DIRECT: usize = 1 << 10;

fn lower_bits(number: u32) -> usize {
    number as usize % DIRECT
}

/// A table that says something for every number, and not the truth.
fn direct<A: Answer>(otherwise: A, answer: impl Fn(&Row) -> A) -> [A; DIRECT] {
    let mut table = array::from_fn(|_| otherwise);
    for row in &SORTED {
        table[lower_bits(row.number)] = answer(row);
    }
    table
}

/// Makes sure that all answer alike.
pub fn agree() -> Result<()> {
    #[derive(Default)]
    struct Agree {
        expected: Vec<String>,
        wrong: Vec<String>,
    }
    impl Visitor for Agree {
        fn visit<K: Key, A: Answer>(
            &mut self,
            task: Task,
            contestant: &'static str,
            keys: &Keys<K>,
            look_up: impl Fn(K) -> A,
        ) {
            let all = keys.hits.iter().chain(&keys.misses).take(1 << 12);
            let answers = all.map(|key| format!("{:?}", look_up(*key))).collect();
            if contestant == OURS {
                self.expected = answers;
            } else if ![FLOOR, ONE_LOAD].contains(&contestant) && self.expected != answers {
                self.wrong.push(format!("{contestant}: {}", task.title()));
            }
        }
    }
    let mut agree = Agree::default();
    each(&mut agree);
    ensure!(agree.wrong.is_empty(), "another answer: {:?}", agree.wrong);
    Ok(())
}

/// How often gigya-codes allocates in all of this.
pub fn allocations() -> usize {
    struct Allocations(usize);
    impl Visitor for Allocations {
        fn visit<K: Key, A: Answer>(
            &mut self,
            _: Task,
            contestant: &'static str,
            keys: &Keys<K>,
            look_up: impl Fn(K) -> A,
        ) {
            if contestant == OURS {
                let region = Region::new(crate::ALLOCATOR);
                super::times::stream(&keys.misses, &look_up);
                self.0 += region.change().allocations;
            }
        }
    }
    let mut allocations = Allocations(0);
    each(&mut allocations);
    allocations.0
}
