//! Time, by criterion.

use std::hint::black_box;
use std::time::Duration;

use anyhow::Result;
use criterion::Criterion;

use super::contestants::{Answer, Visitor, each};
use super::keys::{Key, Keys};
use super::{Measured, Task, Workload};
use crate::report::median;

/// Looks up one key after the other.
pub fn stream<K: Key, A: Answer>(keys: &[K], look_up: impl Fn(K) -> A) {
    for key in keys {
        black_box(look_up(*key));
    }
}

/// The same where each look-up waits for the last one.
fn chain<K: Key, A: Answer>(keys: &[K], look_up: impl Fn(K) -> A) {
    // That this clears all bits the compiler does not know.
    let none = black_box(0);
    let mut bits = 0;
    for key in keys {
        bits = look_up(key.after(bits & none)).bits();
    }
    black_box(bits);
}

fn run<K: Key, A: Answer>(workload: Workload, keys: &Keys<K>, look_up: &impl Fn(K) -> A) {
    match workload {
        Workload::Hits => stream(&keys.hits, look_up),
        Workload::Misses => stream(&keys.misses, look_up),
        Workload::Skewed => stream(&keys.skewed, look_up),
        Workload::Called => stream(&keys.hits, black_box(look_up as &dyn Fn(K) -> A)),
        Workload::Chain => chain(&keys.hits, look_up),
    }
}

pub fn once() {
    struct Once;
    impl Visitor for Once {
        fn visit<K: Key, A: Answer>(
            &mut self,
            _: Task,
            _: &'static str,
            keys: &Keys<K>,
            look_up: impl Fn(K) -> A,
        ) {
            for workload in Workload::ALL {
                run(workload, keys, &look_up);
            }
        }
    }
    each(&mut Once);
}

pub fn measure() -> Result<Measured> {
    let directory = tempfile::tempdir()?;
    let mut times = Times {
        criterion: crate::criterion(directory.path())
            .warm_up_time(Duration::from_millis(100))
            .measurement_time(Duration::from_millis(400)),
        ran: Vec::new(),
    };
    each(&mut times);

    let mut measured = Measured::default();
    for (task, contestant, workload, keys) in times.ran {
        let nanoseconds = median(directory.path(), &group(task, workload), contestant)?;
        #[expect(clippy::cast_precision_loss, reason = "few")]
        measured.add(task, contestant, workload, nanoseconds / keys as f64);
    }
    Ok(measured)
}

struct Times {
    criterion: Criterion,
    ran: Vec<(Task, &'static str, Workload, usize)>,
}

impl Visitor for Times {
    fn visit<K: Key, A: Answer>(
        &mut self,
        task: Task,
        contestant: &'static str,
        keys: &Keys<K>,
        look_up: impl Fn(K) -> A,
    ) {
        for workload in Workload::ALL {
            let mut group = self.criterion.benchmark_group(group(task, workload));
            group.bench_function(contestant, |bencher| {
                bencher.iter(|| run(workload, keys, &look_up));
            });
            self.ran.push((task, contestant, workload, keys.hits.len()));
        }
    }
}

fn group(task: Task, workload: Workload) -> String {
    format!("{}-{}", task.id(), workload.id())
}
