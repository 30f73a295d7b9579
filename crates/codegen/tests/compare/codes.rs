//! Every code's own example is reported with that code; what is printed and how the commands end.

use std::fs;

use serde_json::Value;
use vidu_codegen::code::Code;
use vidu_codegen::examine;

use crate::folder::{Copy, made_up, real, run};

/// A copy of the made-up vendor's spec with the example of a code in it.
fn broken(code: Code) -> Copy {
    let copy = Copy::of(&made_up());
    let example = code.example();
    match code {
        Code::Unreadable => fs::remove_file(copy.path().join(example.file)).expect("the file was there"),
        Code::NoPage => {
            let rules = fs::read_to_string(copy.path().join("acme/2026-01/vendor.toml")).expect("the rules");
            let rules = rules.replace("current = true\n", "").split("[callback]").next().unwrap_or_default().to_owned();
            copy.write(example.file, &rules);
        }
        _ => drop(copy.edit(example.file, example.right, example.wrong)),
    }
    copy
}

#[test]
fn every_example_is_reported_with_its_code() {
    for code in Code::ALL {
        let found: Vec<Code> = examine(broken(*code).path()).findings.iter().map(|finding| finding.code).collect();
        assert!(found.contains(code), "{code}: its example gives {found:?}");
    }
}

#[test]
fn every_code_is_found_by_its_name_and_by_a_slip_of_it() {
    for code in Code::ALL {
        assert_eq!(Code::of(code.name()), Ok(*code));
        assert_eq!(
            Code::of(&code.name().replacen('-', "", 1).replacen("yn", "ny", 1)).unwrap_or_else(|near| near),
            *code
        );
    }
}

#[test]
fn check_says_each_finding_to_programs() {
    let copy = broken(Code::UnknownKey);
    let output = run(copy.path(), &["check", ".", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON on standard output");
    let finding = &answer["findings"].as_array().expect("findings")[1];
    let text = fs::read_to_string(copy.path().join("acme/2026-01/img2video.toml")).expect("the page");
    let at = text.find("max_char =").expect("the slip");
    let line = text[..at].matches('\n').count() + 1;
    let column = at - text[..at].rfind('\n').expect("lines before");
    assert_eq!(finding["code"], "unknown-key");
    assert_eq!(finding["severity"], "fault");
    assert_eq!(finding["file"], "./acme/2026-01/img2video.toml");
    assert_eq!((&finding["line"], &finding["column"], &finding["length"]), (&line.into(), &column.into(), &8.into()));
    assert_eq!(finding["help"], "write `max_chars`");
    assert_eq!((&answer["faults"], &answer["revisions"]), (&2.into(), &0.into()), "{answer:#}");
}

#[test]
fn commands_end_as_their_help_says() {
    let sound = real();
    let ends = |arguments: &[&str]| run(&sound, arguments).status.code();
    assert_eq!(ends(&["check", "."]), Some(0));
    assert_eq!(ends(&["check", "nowhere"]), Some(2));
    assert_eq!(ends(&["check", "--format", "xml"]), Some(2));
    assert_eq!(ends(&["explain"]), Some(0));
    assert_eq!(ends(&["explain", "dead-value"]), Some(0));
    assert_eq!(ends(&["explain", "dead-valeu"]), Some(2));
    let said = String::from_utf8(run(&sound, &["explain", "dead-valeu"]).stderr).expect("text");
    assert!(said.contains("the nearest is `dead-value`"), "{said}");
}
