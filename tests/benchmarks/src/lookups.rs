//! From a number to what is known about it, against the ways in which people keep such a table.

use std::collections::HashMap;
use std::env;
use std::hint::black_box;

use anyhow::{Result, bail};
use gigya_codes::ResponseCode;

use crate::chart::{Chart, Panel};
use crate::measure::{Times, Way, instructions, time_of, times};
use crate::report::Report;
use crate::{Effort, root};

/// The same codes, kept in other ways; `build.rs` writes it.
#[allow(
    clippy::match_same_arms,
    clippy::too_many_lines,
    reason = "one arm a code"
)]
mod peers {
    include!(concat!(env!("OUT_DIR"), "/peers.rs"));
}
use peers::{PHF, SORTED, match_known, match_message};

/// So many look-ups that no branch predictor learns them by heart.
const KEYS: u32 = 1 << 15;

const OURS: &str = "gigya-codes";

pub fn run(effort: Effort, report: &mut Report) -> Result<()> {
    let mut panels = Vec::new();
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
        panels.push(Panel {
            title: format!("number → {what}"),
            times: one,
        });
    }
    for (task, what) in TASKS {
        let target = format!("number → {what}: instructions");
        let count = instructions_of(effort, task)?;
        report.at_most(&target, 20.0, count.unwrap_or(f64::NAN));
    }
    report.chart(Chart {
        file: "lookups.svg",
        title: "Looking up a code: time until the answer can be used (less is better)",
        panels,
    });
    Ok(())
}

fn known() -> Vec<Way> {
    let map: HashMap<_, _> = SORTED.into_iter().collect();
    vec![
        chain(OURS, |key| bits(ResponseCode::new(key).is_known())),
        chain("match", |key| bits(match_known(key))),
        chain("HashMap", move |key| bits(map.contains_key(&key))),
        chain("sorted array", |key| bits(search(key).is_some())),
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
        chain("sorted array", |key| {
            length(search(key).and_then(|index| SORTED[index].1))
        }),
        chain("phf", |key| length(PHF.get(&key).copied().flatten())),
    ]
}

fn search(key: u32) -> Option<usize> {
    SORTED.binary_search_by_key(&key, |row| row.0).ok()
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
    let run = move || {
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
    };
    Way {
        name,
        run: Box::new(run),
    }
}

/// Known codes, in an order that looks random and is always the same.
fn keys() -> Vec<u32> {
    let mut state = 403042_u64;
    let mut key = || {
        // xorshift64*
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        let random = state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        let index = usize::try_from(random).unwrap_or_default() % SORTED.len();
        SORTED[index].0
    };
    (0..KEYS).map(|_| key()).collect()
}

/// The argument that makes this program do the look-ups of one of the tasks and nothing else; how
/// often follows.
pub const COUNT: &str = "--count";

const TASKS: [(&str, &str); 3] = [
    ("known", "known?"),
    ("message", "message"),
    ("advice", "class and remedy"),
];

/// Instructions of one look-up, the loop included. What comes before and after the loop is the
/// same for one round and for three.
fn instructions_of(effort: Effort, task: &str) -> Result<Option<f64>> {
    let of_rounds =
        |rounds| instructions(effort, root(), &env::current_exe()?, &[COUNT, task, rounds]);
    let (one, three) = (of_rounds("1")?, of_rounds("3")?);
    Ok(one
        .zip(three)
        .map(|(one, three)| (three - one) / 2.0 / f64::from(KEYS)))
}

/// Does what [`COUNT`] says.
pub fn count(arguments: &[String]) -> Result<()> {
    let [task, rounds] = arguments else {
        bail!("{COUNT} needs a task and a number of rounds");
    };
    let rounds = rounds.parse()?;
    match task.as_str() {
        "known" => stream(rounds, ResponseCode::is_known),
        "message" => stream(rounds, ResponseCode::message),
        "advice" => stream(rounds, |code| (code.class(), code.remedy())),
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
