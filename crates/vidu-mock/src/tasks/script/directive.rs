//! Scripts as text: `fail=CODE; after=3s; polls=2`.

use super::{Ending, Script, Slowness};
use crate::time::drive::Drive;
use crate::time::span;

/// Reads parts separated by semicolons, or says what is wrong with the first that is wrong.
pub fn read(text: &str) -> Result<Script, String> {
    let mut script = Script::default();
    let mut numbers = Vec::new();
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    for part in parts.clone() {
        let (verb, object) = part.split_once('=').unwrap_or((part, ""));
        let (verb, object) = (verb.trim(), object.trim());
        match verb {
            "speed" | "polls" | "steps" => numbers.push((verb, object)),
            _ => read_part(&mut script, verb, object)?,
        }
    }
    if parts.count() == 0 {
        return Err(unknown(text));
    }
    // Last, because they refine what drives, wherever that was said.
    numbers.into_iter().try_for_each(|(verb, object)| refine(&mut script, verb, object))?;
    Ok(script)
}

fn read_part(script: &mut Script, verb: &str, object: &str) -> Result<(), String> {
    let given = !object.is_empty();
    let owned = || object.to_owned();
    match verb {
        "succeed" if !given => end(script, Ending::Succeed),
        "fail" => end(script, Ending::Fail(given.then(owned))),
        "stuck" if given => end(script, Ending::Stuck(owned())),
        "refuse" if given => end(script, Ending::Refuse(owned())),
        "state" if given => {
            script.state = Some(owned());
            Ok(())
        }
        "after" => pace(script, Slowness::After(span::read(object)?)),
        "slow" => pace(script, slow(object)?),
        "drive" => {
            script.drive = Some(Drive::of(object)?);
            Ok(())
        }
        _ if given => Err(unknown(&format!("{verb}={object}"))),
        _ => Err(unknown(verb)),
    }
}

fn end(script: &mut Script, ending: Ending) -> Result<(), String> {
    match script.ending.replace(ending) {
        None => Ok(()),
        Some(_) => Err("a task ends once: say one of succeed, fail, stuck and refuse".to_owned()),
    }
}

fn pace(script: &mut Script, pace: Slowness) -> Result<(), String> {
    match script.pace.replace(pace) {
        None => Ok(()),
        Some(_) => Err("a task takes one time: say after or slow, and once".to_owned()),
    }
}

/// A bare number is a factor.
fn slow(object: &str) -> Result<Slowness, String> {
    match object.parse::<f64>() {
        Ok(times) if times.is_finite() && times >= 0.0 => Ok(Slowness::Times(times)),
        _ => span::read(object).map(Slowness::Longer),
    }
}

fn refine(script: &mut Script, verb: &str, object: &str) -> Result<(), String> {
    let wrong = || format!("{verb}={} is no number that can be", object.escape_debug());
    let drive = match verb {
        "speed" => Drive::Real { speed: object.parse().map_err(|_| wrong())? }.check()?,
        "polls" => script.drive.unwrap_or(Drive::EachQuery { polls: None }).done_after(number(object, wrong)?)?,
        _ => script.drive.unwrap_or(Drive::EachCommand { steps: None }).done_after(number(object, wrong)?)?,
    };
    if verb == "speed" && !matches!(script.drive, None | Some(Drive::Real { .. })) {
        return Err("a speed belongs to drive=real".to_owned());
    }
    script.drive = Some(drive);
    Ok(())
}

fn number(object: &str, wrong: impl Fn() -> String) -> Result<u32, String> {
    object.parse().map_err(|_| wrong())
}

fn unknown(part: &str) -> String {
    format!(
        "`{}` is no instruction; there are succeed, fail, fail=CODE, stuck=STATE, refuse=CODE, state=WORD, after=3s, \
         slow=10, slow=30s, drive=DRIVE, speed=10, polls=2 and steps=2, separated by semicolons",
        part.trim().escape_debug()
    )
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::tasks::script::within;

    fn check(text: &str, expected: Option<Script>) {
        let found = read(text);
        if let Ok(script) = &found {
            assert_eq!(read(&script.to_string()).as_ref(), Ok(script), "{text}: as text again");
        }
        assert_eq!(found.clone().ok(), expected, "{text}: {found:?}");
    }

    #[test]
    fn directives_are_read() {
        let seconds = Duration::from_secs;
        check("succeed", Some(Script::succeed()));
        check("fail", Some(Script::fail()));
        check(" fail = Broken ", Some(Script::fail_with("Broken")));
        check("stuck=drawing", Some(Script::stuck("drawing")));
        check("refuse=Broke;", Some(Script::refuse("Broke")));
        check("state=limbo", Some(Script::default().state("limbo")));
        check("after=3s", Some(Script::default().after(seconds(3))));
        check("slow=2.5", Some(Script::default().slow(2.5)));
        check("slow=30s", Some(Script { pace: Some(Slowness::Longer(seconds(30))), ..Script::default() }));
        check("polls=2", Some(Script::default().polls(2)));
        check("speed=10", Some(Script::default().drive(Drive::Real { speed: 10.0 })));
        check("steps=3", Some(Script::default().drive(Drive::EachCommand { steps: Some(3) })));
        let all = Script::fail_with("Policy").after(seconds(3)).drive(Drive::EachCommand { steps: Some(2) });
        check("fail=Policy; after=3s; polls=2; drive=step", Some(all));
    }

    #[test]
    fn what_is_no_directive_is_refused() {
        for text in [
            "",
            ";",
            "fial",
            "stuck",
            "refuse",
            "succeed=1",
            "after=soon",
            "slow=-1",
            "drive=car",
            "polls=many",
            "speed=0",
            "polls=2; drive=real",
            "speed=2; drive=step",
            "fail; succeed",
            "after=1s; slow=2",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn a_directive_stands_within_a_text() {
        for (text, expected) in [
            ("a cat [[mock: fail]] at noon", Some(" fail")),
            ("[[mock:slow=2; fail", Some("slow=2; fail")),
            ("[mock: fail]", None),
            ("", None),
        ] {
            assert_eq!(within(text), expected, "{text}");
        }
    }

    #[test]
    fn the_narrower_script_wins_part_by_part() {
        let wide = Script::fail().slow(2.0);
        assert_eq!(Script::succeed().over(wide.clone()), Script::succeed().slow(2.0));
        assert_eq!(Script::default().polls(1).over(wide), Script::fail().slow(2.0).polls(1));
    }
}
