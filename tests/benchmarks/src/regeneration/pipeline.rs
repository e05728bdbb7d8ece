//! The pure pipeline, page text in, file text out, against its floor.

use std::hint::black_box;
use std::time::Duration;

use anyhow::{Result, anyhow};
use codegen::ledger::Ledger;
use codegen::{GENERATED, LEDGER, PAGE, Source, catalog, emit, outputs, page};

use super::{cpu, milliseconds, text};
use crate::Effort;
use crate::report::{Table, Targets};

const ROUNDS: usize = 300;

/// What is timed, and its name.
type Part<'a> = (&'static str, Box<dyn Fn() + 'a>);

pub fn section(effort: Effort) -> Result<String> {
    let (page, ledger) = (text(PAGE)?, text(LEDGER)?);
    let (page, ledger) = (Source::new(PAGE, &page), Source::new(LEDGER, &ledger));
    let reading = read(&page, &ledger)?;
    let file = syn::parse_file(&text(GENERATED)?)?;
    let cells = cells(page.text());

    let parts: [Part<'_>; 8] = [
        (
            "pulldown-cmark, over the page",
            Box::new(|| {
                for event in pulldown_cmark::Parser::new(page.text()).into_offset_iter() {
                    black_box(event);
                }
            }),
        ),
        (
            "html5ever, over each cell once",
            Box::new(|| {
                for cell in &cells {
                    black_box(scraper::Html::parse_fragment(cell));
                }
            }),
        ),
        (
            "prettyplease, over the generated file",
            Box::new(|| {
                black_box(prettyplease::unparse(&file));
            }),
        ),
        (
            "**the pipeline**",
            Box::new(|| {
                let _ = black_box(read(&page, &ledger).map(|reading| outputs(&reading)));
            }),
        ),
        (
            "reading the page's structure, and its SHA-256",
            Box::new(|| {
                black_box(page::parse(&page, &mut Vec::new()));
            }),
        ),
        (
            "reading the ledger with toml_edit",
            Box::new(|| {
                black_box(Ledger::parse(&ledger, &mut Vec::new()));
            }),
        ),
        (
            "page and ledger to catalog, with both of these",
            Box::new(|| {
                let _ = black_box(catalog::read(&page, &ledger));
            }),
        ),
        (
            "catalog to Rust",
            Box::new(|| {
                let _ = black_box(emit::rust(&reading.catalog));
            }),
        ),
    ];
    let rounds = if effort == Effort::Smoke { 1 } else { ROUNDS };
    let times = fastest(&parts, rounds);
    let [markdown, html, pretty, pipeline, ..] = times;
    let floor = markdown + html + pretty;
    let of_floor = |time: Duration| time.as_secs_f64() / floor.as_secs_f64();

    let mut table = Table::new("part");
    table.column("of the floor");
    table.column("time");
    let mut row = |name: &str, time: Duration| {
        table.row(name, [format!("{:.2}", of_floor(time)), milliseconds(time)]);
    };
    row("**the floor**: the next three", floor);
    for ((name, _), time) in parts.iter().zip(times) {
        row(name, time);
    }
    let mut targets = Targets::default();
    targets.at_most("the pipeline, of the floor", 1.25, of_floor(pipeline), 2);
    Ok(format!(
        "### The pipeline\n\nNothing has changed; the fastest of {ROUNDS} rounds, in processor \
         time. What follows the pipeline is a part of it; the floor has no ledger, compares nothing, and \
         is given the syntax trees that have to be made.\n\n{targets}\n{table}\n"
    ))
}

/// The fastest time of each part. They take turns, so that what slows the machine slows them all.
fn fastest<const N: usize>(parts: &[Part<'_>; N], rounds: usize) -> [Duration; N] {
    let mut times = [Duration::MAX; N];
    for _ in 0..rounds {
        for ((_, run), time) in parts.iter().zip(&mut times) {
            let start = cpu();
            run();
            *time = (*time).min(cpu().saturating_sub(start));
        }
    }
    times
}

fn read(page: &Source, ledger: &Source) -> Result<codegen::Reading> {
    catalog::read(page, ledger).map_err(|errors| anyhow!("{errors:?}"))
}

/// The messages and descriptions of `page`, as they stand.
fn cells(page: &str) -> Vec<&str> {
    super::large::rows(page)
        .into_iter()
        .flat_map(|(message, description)| [message, description])
        .collect()
}
