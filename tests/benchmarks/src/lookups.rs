//! From a number to what is known about it, against the ways in which people keep such a table.

use std::collections::HashMap;
use std::env;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::hint::black_box;

use anyhow::{Result, bail};
use gigya_codes::ResponseCode;

use crate::measure::{Times, Way, instructions, time_of, times};
use crate::report::Report;
use crate::{Effort, root};

/// The same codes, kept in other ways; `build.rs` writes it.
#[allow(
    clippy::match_same_arms,
    clippy::too_many_lines,
    reason = "one arm per code"
)]
mod peers {
    include!(concat!(env!("OUT_DIR"), "/peers.rs"));
}
use peers::{PHF, SORTED, match_known, match_message};

/// So many look-ups that no branch predictor learns them by heart.
const KEYS: u32 = 1 << 15;

const OURS: &str = "gigya-codes";

pub fn run(effort: Effort, report: &mut Report) -> Result<()> {
    let mut columns = Vec::new();
    for (what, ways) in [("known?", known()), ("message", message())] {
        let times = times(effort, &ways)?;
        let one: Times = times
            .iter()
            .map(|(name, all)| (*name, all / f64::from(KEYS)))
            .collect();
        for (peer, most) in [("phf", 0.30), ("match", 0.80)] {
            let ratio = time_of(OURS, &one) / time_of(peer, &one);
            let target = format!("number → {what}, one after the other: time, of `{peer}`");
            report.at_most(&target, most, ratio);
        }
        columns.push((what, one));
    }
    for task in TASKS {
        let target = format!("number → {task}: instructions");
        report.at_most(&target, 20.0, instructions_of(effort, task)?);
    }
    report.compare("time from a number to", &columns);
    Ok(())
}

fn known() -> Vec<Way> {
    let map: HashMap<_, _> = SORTED.into_iter().collect();
    vec![
        chain(OURS, |key| bits(ResponseCode::new(key).is_known())),
        chain("match", |key| bits(match_known(key))),
        chain("HashMap", move |key| bits(map.contains_key(&key))),
        chain("phf", |key| bits(PHF.contains_key(&key))),
    ]
}

fn message() -> Vec<Way> {
    let map: HashMap<_, _> = SORTED.into_iter().collect();
    vec![
        chain(OURS, |key| length(ResponseCode::new(key).message())),
        chain("match", |key| length(match_message(key))),
        chain("HashMap", move |key| {
            length(map.get(&key).copied().flatten())
        }),
        chain("phf", |key| length(PHF.get(&key).copied().flatten())),
    ]
}

/// The compiler does not see that this is a `bool`, and so makes no branch of it: a processor that
/// predicts a branch does not wait for the answer. It costs every way the same few cycles.
fn bits(known: bool) -> usize {
    black_box(known).into()
}

fn length(message: Option<&str>) -> usize {
    message.unwrap_or_default().len()
}

/// Looks up one code after the other, where each look-up waits for the answer before it: the time
/// until an answer can be used.
fn chain(name: &'static str, look_up: impl Fn(u32) -> usize + 'static) -> Way {
    let keys = keys();
    let run = Box::new(move || {
        // It clears all bits of an answer, but the compiler does not know that.
        let nothing = black_box(0);
        let (mut answer, mut sum) = (0, 0_usize);
        for key in &keys {
            #[expect(clippy::cast_possible_truncation, reason = "nothing is lost")]
            let key = key ^ (answer & nothing) as u32;
            answer = look_up(key);
            sum += answer;
        }
        sum
    });
    Way { name, run }
}

/// Known codes, in an order that looks random and is always the same.
fn keys() -> Vec<u32> {
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let key = |position: u32| {
        let random = hasher.hash_one(position) >> 32;
        SORTED[usize::try_from(random).unwrap_or_default() % SORTED.len()].0
    };
    (0..KEYS).map(key).collect()
}

/// The argument that makes this program do the look-ups of one of the tasks and nothing else; how
/// often follows.
pub const COUNT: &str = "--count";

const TASKS: [&str; 3] = ["known?", "message", "class and remedy"];

/// Instructions of one look-up, the loop included. What comes before and after the loop is the
/// same for one round and for three.
fn instructions_of(effort: Effort, task: &str) -> Result<f64> {
    let program = env::current_exe()?;
    let of_rounds = |rounds| instructions(effort, root(), &program, &[COUNT, task, rounds]);
    Ok((of_rounds("3")? - of_rounds("1")?) / 2.0 / f64::from(KEYS))
}

/// Does what [`COUNT`] says.
pub fn count(arguments: &[String]) -> Result<()> {
    let [task, rounds] = arguments else {
        bail!("{COUNT} needs a task and a number of rounds");
    };
    let rounds = rounds.parse()?;
    match task.as_str() {
        "known?" => stream(rounds, ResponseCode::is_known),
        "message" => stream(rounds, ResponseCode::message),
        "class and remedy" => stream(rounds, |code| (code.class(), code.remedy())),
        _ => bail!("no task `{task}`"),
    }
    Ok(())
}

fn stream<A>(rounds: usize, look_up: impl Fn(ResponseCode) -> A) {
    let keys = keys();
    for _ in 0..rounds {
        for key in &keys {
            black_box(look_up(ResponseCode::new(*key)));
        }
    }
}
