//! What a look-up takes: time, the time until its result can be used, instructions.

mod contestants;
mod instructions;
mod keys;
mod times;

use std::fmt::Write as _;

use anyhow::Result;

use crate::Effort;
use crate::report::{Table, Targets, ratio};

pub use instructions::{COMMAND, count};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Task {
    Known,
    Message,
    Judged,
    Name,
}

impl Task {
    const ALL: [Self; 4] = [Self::Known, Self::Message, Self::Judged, Self::Name];

    fn title(self) -> &'static str {
        match self {
            Self::Known => "number → known?",
            Self::Message => "number → message",
            Self::Judged => "number → class and remedy",
            Self::Name => "name → code",
        }
    }

    fn id(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Message => "message",
            Self::Judged => "judged",
            Self::Name => "name",
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Workload {
    Hits,
    Misses,
    Skewed,
    Called,
    Chain,
}

impl Workload {
    const ALL: [Self; 5] = [
        Self::Hits,
        Self::Misses,
        Self::Skewed,
        Self::Called,
        Self::Chain,
    ];

    fn title(self) -> &'static str {
        match self {
            Self::Hits => "hits",
            Self::Misses => "9 hits : 1 miss",
            Self::Skewed => "90 % one code",
            Self::Called => "hits, called",
            Self::Chain => "chain",
        }
    }

    fn id(self) -> &'static str {
        match self {
            Self::Hits => "hits",
            Self::Misses => "misses",
            Self::Skewed => "skewed",
            Self::Called => "called",
            Self::Chain => "chain",
        }
    }
}

pub const OURS: &str = "gigya-codes";
pub const FLOOR: &str = "floor";
pub const ONE_LOAD: &str = "one load";

const EXPLANATION: &str = "\
The same 160-odd codes in every row of a table, and the same loop: load a key, look it up, `black_box` the
answer. Keys come in random order.

- **hits**: every key is known; the look-up is inlined into the loop. **9 hits : 1 miss** and **90 % one
  code** (403042) are the same with other keys.
- **hits, called**: the look-up is behind a call that the compiler cannot see through, as it is in a program
  that looks up one code here and one there.
- **chain**: each key depends on the last answer, so this is the time until an answer can be used.
- **floor**: the same loop, loads and `black_box`, with an answer of the same type made of the key
  alone. **one load**: one unchecked read of a table by the key's lower bits, which answers wrongly; no
  table can be read with less.
- **phf** is a `phf::Map` to a struct, **phf to an enum** one to an enum that answers by `match`
  (`SqlState::from_code`), **sorted array** is `binary_search_by_key`; the `HashMap`s lie behind a reference
  that is already at hand.
";

const LIMITS: &str = "\
Where a target is missed: inlined into a loop, the floor is five instructions, about one cycle, and **one load**,
which does not even check what it found, is the least that any table costs; the difference between it and
gigya-codes is a multiply, a shift and the comparison. A message is two words, to be loaded and
stored, which is eight instructions before any look-up.
";

/// Contestants in the order of their first appearance, with what was measured of each.
#[derive(Default)]
pub struct Measured {
    rows: Vec<Row>,
}

struct Row {
    task: Task,
    contestant: &'static str,
    /// In nanoseconds a look-up.
    times: Vec<(Workload, f64)>,
}

impl Measured {
    fn add(&mut self, task: Task, contestant: &'static str, workload: Workload, nanoseconds: f64) {
        let time = (workload, nanoseconds);
        let mut rows = self.rows.iter_mut();
        match rows.find(|row| row.task == task && row.contestant == contestant) {
            Some(row) => row.times.push(time),
            None => self.rows.push(Row {
                task,
                contestant,
                times: vec![time],
            }),
        }
    }

    fn of(&self, task: Task) -> impl Iterator<Item = &'static str> {
        let rows = self.rows.iter().filter(move |row| row.task == task);
        rows.map(|row| row.contestant)
    }

    fn get(&self, task: Task, contestant: &str, workload: Workload) -> f64 {
        let mut rows = self.rows.iter();
        let row = rows.find(|row| row.task == task && row.contestant == contestant);
        let time = row.and_then(|row| row.times.iter().find(|time| time.0 == workload));
        time.map_or(f64::NAN, |time| time.1)
    }
}

pub fn section(effort: Effort) -> Result<String> {
    contestants::agree()?;
    if effort == Effort::Smoke {
        times::once();
        instructions::smoke()?;
        return Ok(String::new());
    }
    let allocations = contestants::allocations();
    let times = times::measure()?;
    let instructions = instructions::measure()?;

    let mut text = String::from("## Look-ups\n\n");
    write!(
        text,
        "{}",
        targets(&times, instructions.as_deref(), allocations)
    )?;
    write!(text, "\n{EXPLANATION}")?;
    write!(text, "\n{LIMITS}")?;
    writeln!(
        text,
        "\n### Time, as a multiple of what gigya-codes takes\n"
    )?;
    for task in Task::ALL {
        let against = |contestant: &str, workload| {
            ratio(
                times.get(task, contestant, workload),
                times.get(task, OURS, workload),
            )
        };
        writeln!(text, "{}", table(task, &times, against))?;
    }
    writeln!(text, "### Time, in nanoseconds a look-up\n")?;
    for task in Task::ALL {
        let nanoseconds =
            |contestant: &str, workload| format!("{:.2}", times.get(task, contestant, workload));
        writeln!(text, "{}", table(task, &times, nanoseconds))?;
    }
    writeln!(text, "### Instructions a look-up, the loop included\n")?;
    match instructions {
        None => writeln!(text, "Not counted: there is no valgrind on this machine.\n")?,
        Some(counts) => {
            let mut table = Table::new("hits");
            for task in Task::ALL {
                table.column(task.title());
            }
            for contestant in times.of(Task::Known) {
                let count = |task| find(&counts, task, contestant);
                let cells = Task::ALL.map(|task| {
                    count(task).map_or("–".to_owned(), |count| format!("{count:.1}"))
                });
                table.row(contestant, cells);
            }
            writeln!(text, "{table}")?;
        }
    }
    Ok(text)
}

fn find(counts: &[(Task, &str, f64)], task: Task, contestant: &str) -> Option<f64> {
    let count = counts
        .iter()
        .find(|count| count.0 == task && count.1 == contestant);
    count.map(|count| count.2)
}

fn table(task: Task, times: &Measured, cell: impl Fn(&str, Workload) -> String) -> Table {
    let mut table = Table::new(task.title());
    for workload in Workload::ALL {
        table.column(workload.title());
    }
    for contestant in times.of(task) {
        table.row(
            contestant,
            Workload::ALL.map(|workload| cell(contestant, workload)),
        );
    }
    table
}

fn targets(times: &Measured, counts: Option<&[(Task, &str, f64)]>, allocations: usize) -> Targets {
    let mut targets = Targets::default();
    let mut against = |task: Task, peer, workload: Workload, most| {
        let what = format!("{}, {}: of {peer}", task.title(), workload.title());
        let ours = times.get(task, OURS, workload);
        targets.at_most(&what, most, ours / times.get(task, peer, workload), 2);
    };
    against(Task::Known, FLOOR, Workload::Called, 1.10);
    against(Task::Known, FLOOR, Workload::Hits, 1.10);
    against(Task::Message, FLOOR, Workload::Called, 1.30);
    against(Task::Message, FLOOR, Workload::Hits, 1.30);
    for task in [Task::Known, Task::Message] {
        against(task, "phf", Workload::Chain, 0.30);
        against(task, "match", Workload::Chain, 0.40);
        against(task, "sorted array", Workload::Chain, 0.35);
    }
    for workload in Workload::ALL {
        against(Task::Name, "phf", workload, 1.0);
    }
    for task in [Task::Known, Task::Message, Task::Judged] {
        if let Some(count) = counts.and_then(|counts| find(counts, task, OURS)) {
            targets.at_most(&format!("{}: instructions", task.title()), 20.0, count, 1);
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "few")]
    targets.at_most("allocations, all tasks", 0.0, allocations as f64, 0);
    targets
}
