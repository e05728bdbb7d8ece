//! How much longer an application takes to build.

use anyhow::Result;

use super::application::{Application, NUM_ENUM, PHF, STRUM, gigya_codes};
use crate::Effort;
use crate::peer_source::{code_enum, lines};
use crate::process::Took;
use crate::report::{Table, Targets, ratio};

const ROUNDS: usize = 3;

const COLUMNS: [&str; 4] = ["debug", "debug, processor", "release", "release, processor"];

pub fn measure(effort: Effort) -> Result<String> {
    let alone = Application::new("", &without())?;
    let ours = Application::new(&gigya_codes(), &with_gigya_codes())?;
    if effort == Effort::Smoke {
        // The crates of the others take longer to build than all the rest.
        alone.build_anew(false)?;
        ours.build_anew(false)?;
        return Ok(String::new());
    }
    let applications = [
        ("alone", alone),
        ("gigya-codes", ours),
        ("phf, by its macro", Application::new(PHF, &with_phf())?),
        ("an enum, by strum", Application::new(STRUM, &with_strum())?),
        (
            "an enum, by num_enum",
            Application::new(NUM_ENUM, &with_num_enum())?,
        ),
    ];
    let mut least = applications.each_ref().map(|_| [Took::FOREVER; 2]);
    // Round by round, so that what else the machine does falls on all.
    for _ in 0..ROUNDS {
        for ((_, application), least) in applications.iter().zip(&mut least) {
            for (least, release) in least.iter_mut().zip([false, true]) {
                *least = least.least(application.build_anew(release)?);
            }
        }
    }
    let seconds = least.map(columns);
    let [alone, ours, phf, ..] = seconds;

    let mut targets = Targets::default();
    let mut ratios = Table::new("added, of what phf adds");
    let mut times = Table::new("seconds");
    for (column, title) in COLUMNS.into_iter().enumerate() {
        let added = (ours[column] - alone[column]) / (phf[column] - alone[column]);
        targets.at_most(&format!("{title}: added, of phf"), 0.10, added, 2);
        ratios.column(title);
        times.column(title);
    }
    for ((name, _), seconds) in applications.iter().zip(&seconds) {
        times.row(name, seconds.map(|seconds| format!("{seconds:.2}")));
    }
    for ((name, _), seconds) in applications.iter().zip(&seconds).skip(1) {
        let cells = (0..COLUMNS.len())
            .map(|column| ratio(seconds[column] - alone[column], phf[column] - alone[column]));
        ratios.row(name, cells);
    }
    Ok(format!(
        "### Time to build\n\n\
         Clean `cargo build` of an application with one dependency, beside the same application \
         without any: the least of {ROUNDS} rounds, everything fetched before. Processor time is \
         that of all processors.\n\n{targets}\n{ratios}\n{times}\n"
    ))
}

fn columns([debug, release]: [Took; 2]) -> [f64; 4] {
    let [[debug, debug_processor], [release, release_processor]] =
        [debug, release].map(Took::seconds);
    [debug, debug_processor, release, release_processor]
}

fn main_with(message: &str) -> String {
    format!(
        "fn main() {{\n    let number = std::env::args().count() as u32;\n    println!(\"{{}}\", {message});\n}}\n"
    )
}

fn without() -> String {
    main_with("number")
}

fn with_gigya_codes() -> String {
    main_with("gigya_codes::ResponseCode::new(number).message().unwrap_or_default()")
}

fn with_phf() -> String {
    let entries = lines(|code| {
        format!(
            "{}u32 => {:?}",
            code.as_u32(),
            code.message().unwrap_or_default()
        )
    });
    format!("static MESSAGES: phf::Map<u32, &str> = phf::phf_map! {{\n{entries}}};\n")
        + &main_with("MESSAGES.get(&number).copied().unwrap_or_default()")
}

fn with_strum() -> String {
    code_enum("strum::FromRepr, strum::IntoStaticStr")
        + &main_with("Code::from_repr(number).map_or(\"\", <&str>::from)")
}

fn with_num_enum() -> String {
    code_enum("num_enum::TryFromPrimitive")
        + &main_with("Code::try_from(number).map_or(0, |code| code as u32)")
}
