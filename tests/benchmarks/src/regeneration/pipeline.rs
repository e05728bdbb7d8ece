//! The pure pipeline, page text in, file text out, against its floor.

use std::hint::black_box;
use std::time::Duration;

use anyhow::{Result, anyhow};
use codegen::ledger::Ledger;
use codegen::{GENERATED, LEDGER, PAGE, Source, catalog, emit, outputs, page};

use super::{cpu, milliseconds, text};
use crate::Effort;
use crate::report::{Table, Targets, ratio};

pub fn section(effort: Effort) -> Result<String> {
    let (page, ledger) = (text(PAGE)?, text(LEDGER)?);
    let (page, ledger) = (Source::new(PAGE, &page), Source::new(LEDGER, &ledger));
    let reading = read(&page, &ledger)?;
    let generated = text(GENERATED)?;
    let file = syn::parse_file(&generated)?;
    let cells = cells(page.text());

    let parts: [(&str, Box<dyn Fn() + '_>); 9] = [
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
            "syn, parsing the same file",
            Box::new(|| {
                let _ = black_box(syn::parse_file(&generated));
            }),
        ),
        (
            "all",
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
    let rounds = if effort == Effort::Smoke { 1 } else { 300 };
    let times = fastest(&parts, rounds);
    let [markdown, html, pretty, parse, all, rest @ ..] = times;
    let floor = markdown + html + pretty;

    let mut table = Table::new("part");
    table.column("of the floor");
    table.column("time");
    let mut row = |name: &str, time: Duration| {
        let share = ratio(time.as_secs_f64(), floor.as_secs_f64());
        table.row(name, [share, milliseconds(time)]);
    };
    for ((name, _), time) in parts.iter().zip([markdown, html, pretty]) {
        row(name, time);
    }
    row("**the floor**: these three", floor);
    row(parts[3].0, parse);
    row("**the pipeline**", all);
    for ((name, _), time) in parts[5..].iter().zip(rest) {
        row(name, time);
    }
    let mut targets = Targets::default();
    let of = |floor: Duration| all.as_secs_f64() / floor.as_secs_f64();
    targets.at_most("the pipeline, of the floor", 1.25, of(floor), 2);
    targets.at_most(
        "the pipeline, of the floor and syn's parse, without which prettyplease prints no tokens",
        1.25,
        of(floor + parse),
        2,
    );
    Ok(format!(
        "### The pipeline\n\nNothing has changed, the fastest of {rounds} rounds, in processor \
         time.\n\n{table}\n{targets}"
    ))
}

/// The fastest time of each part. They take turns, so that what slows the machine slows them all.
fn fastest<const N: usize>(
    parts: &[(&str, Box<dyn Fn() + '_>); N],
    rounds: usize,
) -> [Duration; N] {
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
