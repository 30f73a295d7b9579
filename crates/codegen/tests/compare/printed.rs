//! What is printed: Markdown for a changelog, JSON for programs; and what an ignore file leaves out, until when.

use std::fs;
use std::path::Path;

use serde_json::Value;
use vidu_codegen::diff::Date;

use crate::folder::{Copy, copy_all, made_up, run};

/// Two months of the made-up vendor that differ in most ways.
fn two_months() -> Copy {
    let copy = Copy::of(&made_up());
    copy_all(&copy.path().join("acme/2026-01"), &copy.path().join("acme/2026-02"));
    const PAGE: &str = "acme/2026-02/img2video.toml";
    copy.edit("acme/2026-01/vendor.toml", "current = true", "current = false")
        .edit(
            PAGE,
            "duration = [12],          resolution = [\"2K\"]",
            "duration = [15],          resolution = [\"2K\"]",
        )
        .edit(PAGE, "max_chars = 20 }", "max_chars = 25, note = \"Be *brief* | clear.\" }")
        .edit(PAGE, "tags = { count = \"1 to 3\", max_chars = 10 }\n", "")
        .edit(PAGE, "values = [1.0, \"0.5 to 2\"]", "values = [0.5, \"0.5 to 2\"]")
        .edit("acme/2026-02/query.toml", "format = \"integer\", else = 0", "format = \"number\", else = 0")
        .edit(
            "acme/2026-02/vendor.toml",
            "DONE = \"succeeded\"\nBROKEN",
            "DONE = \"succeeded\"\nLATE = \"expired\"\nBROKEN",
        );
    copy
}

fn printed(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let arguments = [&["diff", "acme/2026-01", "acme/2026-02", "--spec", "."], arguments].concat();
    let output = run(folder, &arguments);
    (output.status.code(), String::from_utf8([output.stdout, output.stderr].concat()).expect("text"))
}

/// Compares with a file beside this one; `UPDATE=1` writes it.
fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compare/golden").join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
        fs::write(&path, text).expect("the golden file");
    }
    let wanted = fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
    assert_eq!(text, wanted, "{} differs; look at it, then run with UPDATE=1", path.display());
}

#[test]
fn markdown_and_text() {
    let copy = two_months();
    for (format, name) in [("markdown", "diff.md"), ("text", "diff.txt")] {
        let (code, text) = printed(copy.path(), &["--format", format]);
        assert_eq!(code, Some(1));
        golden(name, &text);
    }
}

#[test]
fn json_says_the_same() {
    let (code, text) = printed(two_months().path(), &["--format", "json"]);
    let answer: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(code, Some(1));
    assert_eq!(answer["sides"], serde_json::json!(["acme/2026-01", "acme/2026-02"]));
    assert_eq!((&answer["release"], &answer["breaks"]), (&"major".into(), &true.into()));
    let changes = answer["changes"].as_array().expect("changes");
    let refused = changes.iter().find(|change| change["kind"] == "refused").expect("a refused cell");
    let wanted = serde_json::json!({
        "revisions": "acme/2026-01 to acme/2026-02",
        "page": "img2video",
        "subject": "accepts.2",
        "kind": "refused",
        "direction": "caller",
        "release": "major",
        "says": "refused now: model a2.5, duration 12, resolution 2K",
        "cells": { "model": ["a2.5"], "duration": ["12"], "resolution": ["2K"] },
        "file": "acme/2026-01/img2video.toml",
        "line": 10,
        "example": {
            "given": { "model": "a2.5", "duration": 12, "resolution": "2K" },
            "body": { "job": {
                "kind": "video", "model": "a2.5", "seconds": 12, "size": "2K",
                "frames": ["https://example.com/1.png", "https://example.com/1.png"],
            } },
        },
    });
    assert_eq!(refused, &wanted, "{refused:#}");
}

#[test]
fn what_is_ignored_is_said_with_its_reason_until_its_day() {
    let copy = two_months();
    let entry = |subject: &str, more: &str, until: &str| {
        format!("[[ignore]]\nsubject = \"{subject}\"\n{more}reason = \"known\"\nuntil = \"{until}\"\n")
    };
    let all = [
        entry("accepts", "page = \"img2video\"\nsays = \"duration 12\"\n", "2026-06-30"),
        entry("fields.tags", "revisions = \"acme\"\n", "2026-06-30"),
        entry("fields.guidance", "", "2026-06-30"),
        entry("states.LATE", "", "2026-06-30"),
        entry("answer.job.cost", "page = \"query\"\n", "2026-03-31"),
        entry("answer.job.films", "", "2026-06-30"),
        entry("fields.mood", "", "2026-01-31"),
    ];
    copy.write("ignore.toml", &all.concat());
    let on = |day: &str| printed(copy.path(), &["--ignore", "ignore.toml", "--today", day]);
    let (code, text) = on("2026-03-31");
    assert_eq!(code, Some(0), "{text}");
    assert_eq!(text.matches("because known").count(), 5, "{text}");
    for line in [
        "ignore.toml:25: no change fits `answer.job.films`: leave it out (known)",
        "ignore.toml:29: expired on 2026-01-31, and no change fits it: leave it out (known)",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    let (code, text) = on("2026-04-01");
    assert_eq!(code, Some(1), "{text}");
    assert!(
        text.contains("ignore.toml:20: expired on 2026-03-31, so `answer.job.cost` counts again (known)"),
        "{text}"
    );
    assert!(text.contains("breaks readers, major: `job.cost` is the task credits as number"), "{text}");
    assert_eq!(on("2026-07-01").1.matches("because known").count(), 0);
}

#[test]
fn an_ignore_file_with_faults_is_no_ignore_file() {
    let copy = two_months();
    copy.write("ignore.toml", "[[ignore]]\nsubject = \"accepts\"\nuntill = \"2026-06-30\"\nuntil = \"2026-02-30\"\n");
    let (code, text) = printed(copy.path(), &["--ignore", "ignore.toml"]);
    assert_eq!(code, Some(2), "{text}");
    for line in ["ignore.toml:3:1", "write `until`", "has no `reason`", "this is no date", "3 faults"] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert_eq!(printed(copy.path(), &["--ignore", "nowhere.toml"]).0, Some(2));
    assert_eq!(printed(copy.path(), &["--today", "tomorrow"]).0, Some(2));
}

#[test]
fn days() {
    for (seconds, day) in [
        (0, "1970-01-01"),
        (86_399, "1970-01-01"),
        (951_782_400, "2000-02-29"),
        (1_772_323_200, "2026-03-01"),
        (1_798_761_599, "2026-12-31"),
    ] {
        assert_eq!(Date::of_unix_seconds(seconds).to_string(), day);
        assert!(Date::read(day).is_some());
    }
    for text in ["2026-02-29", "2026-13-01", "2026-1-01", "26-01-01", "2026-01-00", "2026-01-01-01", "", "2100-02-29"] {
        assert!(Date::read(text).is_none(), "{text}");
    }
}
