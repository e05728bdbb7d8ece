//! Instructions, by callgrind: the same on a quiet machine and on a busy one.

use std::env;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::Task;
use super::contestants::{Answer, Visitor, each};
use super::keys::{Key, Keys};
use super::times::stream;

/// What a run under callgrind is told to do: these rounds of that task, by that contestant.
pub const COMMAND: &str = "count";

type Count = (Task, &'static str, f64);

pub fn measure() -> Result<Option<Vec<Count>>> {
    if !there_is_valgrind() {
        return Ok(None);
    }
    let counts = contestants().into_iter().map(|(task, contestant, keys)| {
        // What comes before and after the loop is the same in both.
        let (one, three) = (collect(task, contestant, 1)?, collect(task, contestant, 3)?);
        #[expect(clippy::cast_precision_loss, reason = "few")]
        let count = three.saturating_sub(one) as f64 / (2 * keys) as f64;
        Ok((task, contestant, count))
    });
    counts.collect::<Result<_>>().map(Some)
}

pub fn smoke() -> Result<()> {
    if there_is_valgrind() {
        collect(Task::Known, super::OURS, 1)?;
    } else {
        println!("instructions: skipped, there is no valgrind on this machine");
    }
    Ok(())
}

fn there_is_valgrind() -> bool {
    let version = Command::new("valgrind").arg("--version").output();
    version.is_ok_and(|output| output.status.success())
}

fn contestants() -> Vec<(Task, &'static str, usize)> {
    struct List(Vec<(Task, &'static str, usize)>);
    impl Visitor for List {
        fn visit<K: Key, A: Answer>(
            &mut self,
            task: Task,
            contestant: &'static str,
            keys: &Keys<K>,
            _: impl Fn(K) -> A,
        ) {
            self.0.push((task, contestant, keys.hits.len()));
        }
    }
    let mut list = List(Vec::new());
    each(&mut list);
    list.0
}

/// The instructions of a process that does nothing else.
fn collect(task: Task, contestant: &str, rounds: usize) -> Result<u64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env::current_exe()?)
        .args([COMMAND, task.id(), contestant, &rounds.to_string()])
        .output()
        .context("valgrind")?;
    let log = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "valgrind: {log}");
    let count = log.lines().find_map(|line| line.split_once("Collected : "));
    let (_, count) = count.with_context(|| format!("no count: {log}"))?;
    count
        .trim()
        .parse()
        .with_context(|| format!("no count: {log}"))
}

/// What `collect` counts.
pub fn count(arguments: &[String]) -> Result<()> {
    struct Run<'a> {
        task: &'a str,
        contestant: &'a str,
        rounds: usize,
    }
    impl Visitor for Run<'_> {
        fn visit<K: Key, A: Answer>(
            &mut self,
            task: Task,
            contestant: &'static str,
            keys: &Keys<K>,
            look_up: impl Fn(K) -> A,
        ) {
            if task.id() == self.task && contestant == self.contestant {
                for _ in 0..self.rounds {
                    stream(&keys.hits, &look_up);
                }
            }
        }
    }
    let [task, contestant, rounds] = arguments else {
        anyhow::bail!("a task, a contestant and a number of rounds");
    };
    let rounds = rounds.parse()?;
    each(&mut Run {
        task,
        contestant,
        rounds,
    });
    Ok(())
}
