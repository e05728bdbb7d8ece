//! Incidents that programs had with Gigya, and the advice that would have helped them: one line
//! each in `incidents.txt`.

#![cfg(feature = "json")]

use gigya_codes::json;

#[test]
fn each_incident_gets_the_advice_that_would_have_helped() {
    let mut wrong = Vec::new();
    for (line, number) in include_str!("incidents.txt").lines().zip(1..) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let columns: Vec<&str> = line.split(" | ").collect();
        let [status, body, advice @ .., source] = &columns[..] else {
            panic!("line {number} has too few columns: {line}");
        };
        let given = advice_on(status.parse().unwrap(), body);
        if given != advice {
            wrong.push(format!(
                "line {number}, {source}: {advice:?}, but got {given:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The remedy, whether a call may be repeated, and the next step of an interrupted flow.
fn advice_on(status: u16, body: &str) -> [String; 3] {
    let Err(error) = json::from_http::<()>(status, body.as_bytes()) else {
        return ["ok", "never", "-"].map(str::to_owned);
    };
    let repeat = match (error.may_repeat(false), error.may_repeat(true)) {
        (false, false) => "never",
        (false, true) => "idempotent",
        (true, true) => "always",
        (true, false) => "only if it must not be",
    };
    let step = error.interruption().map_or("-", |(step, _)| step.as_str());
    [error.remedy().as_str(), repeat, step].map(str::to_owned)
}
