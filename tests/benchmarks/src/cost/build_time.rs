//! How much longer an application takes to build.

use std::fmt::Write as _;

use anyhow::Result;

use super::application::{Application, NUM_ENUM, PHF, STRUM, gigya_codes};
use crate::Effort;
use crate::peer_source::{code_enum, lines};
use crate::report::{Table, Targets, ratio};

const OURS: &str = "gigya-codes";

pub fn measure(effort: Effort) -> Result<String> {
    let alone = Application::new("", &without())?;
    if effort == Effort::Smoke {
        // The crates of the others take longer to build than all the rest.
        alone.build_anew(false)?;
        Application::new(&gigya_codes(), &with_gigya_codes())?.build_anew(false)?;
        return Ok(String::new());
    }
    let peers = [
        (OURS, Application::new(&gigya_codes(), &with_gigya_codes())?),
        ("phf, by its macro", Application::new(PHF, &with_phf())?),
        ("an enum, by strum", Application::new(STRUM, &with_strum())?),
        (
            "an enum, by num_enum",
            Application::new(NUM_ENUM, &with_num_enum())?,
        ),
    ];
    // Round by round, so that what else the machine does falls on all.
    let mut seconds = vec![[Vec::new(), Vec::new()]; peers.len() + 1];
    for _ in 0..3 {
        let applications = peers.iter().map(|peer| &peer.1).chain([&alone]);
        for (seconds, application) in seconds.iter_mut().zip(applications) {
            for (seconds, release) in seconds.iter_mut().zip([false, true]) {
                seconds.push(application.build_anew(release)?.as_secs_f64());
            }
        }
    }
    let medians: Vec<[f64; 2]> = seconds.into_iter().map(|both| both.map(median)).collect();
    let [added @ .., alone] = &*medians else {
        return Ok(String::new());
    };
    let added: Vec<[f64; 2]> = added
        .iter()
        .map(|with| [with[0] - alone[0], with[1] - alone[1]])
        .collect();

    let mut targets = Targets::default();
    for (profile, name) in ["debug", "release"].iter().enumerate() {
        let what = format!("added to a clean {name} build: of phf");
        targets.at_most(&what, 0.10, added[0][profile] / added[1][profile], 2);
    }
    let mut ratios = Table::new("added to a clean build");
    let mut times = Table::new("seconds");
    for title in ["debug", "release"] {
        ratios.column(title);
        times.column(title);
    }
    for ((name, _), added_by) in peers.iter().zip(&added) {
        ratios.row(
            name,
            [0, 1].map(|profile| ratio(added_by[profile], added[0][profile])),
        );
    }
    times.row(
        "the application alone",
        alone.map(|seconds| format!("{seconds:.2}")),
    );
    for ((name, _), added) in peers.iter().zip(&added) {
        times.row(
            &format!("{name}: added"),
            added.map(|seconds| format!("{seconds:.2}")),
        );
    }
    let mut text = String::from("### Time to build\n\n");
    writeln!(text, "{targets}")?;
    writeln!(
        text,
        "Clean `cargo build` of an application with one dependency, less that of the same application\n\
         without any; the median of three, everything fetched before. As a multiple of what gigya-codes adds:\n"
    )?;
    writeln!(text, "{ratios}\n{times}")?;
    Ok(text)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
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
