//! The commands as a maintainer runs them: what they print, write and end with.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::pinned::{Pinned, files, page};

fn run(spec: &Path, arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_vidu-codegen"))
        .args(arguments)
        .arg("--spec")
        .arg(spec)
        .output()
        .expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes text");
    (status.code().expect("the program ends by itself"), text(stdout), text(stderr))
}

fn saved(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).expect("a page is saved");
    path.display().to_string()
}

#[test]
fn drift_ends_with_what_it_found() {
    let pinned = Pinned::new();
    let pages = tempfile::TempDir::new().expect("a folder for pages");
    let same = saved(pages.path(), "same.txt", &page("bars.txt"));
    let changed = saved(pages.path(), "changed.txt", &page("bars.txt").replace("At most 1500", "At most 2000"));
    let other = saved(pages.path(), "other.txt", "A page about something else.\n");
    let bytes = pages.path().join("bytes.txt");
    fs::write(&bytes, [0xFF, 0x00, 0x80, b'\n']).expect("a page is saved");

    let check = |arguments: &[&str], status: i32, says: &[&str]| {
        let (ended, out, err) = run(pinned.path(), arguments);
        assert_eq!(ended, status, "{arguments:?}\n{out}\n{err}");
        for part in says {
            assert!(format!("{out}{err}").contains(part), "{arguments:?} says {part:?}\n{out}\n{err}");
        }
    };
    check(&["drift", &same], 0, &["no drift", "28 rows read, 28 as they were", "`duration` is Int in line 16"]);
    check(
        &["drift", &changed],
        1,
        &[
            "at most 1500 characters became at most 2000 characters (loosened, harmless)",
            "prompt = { max_chars = 2000 }",
            "img2video.toml:36 fields.prompt",
        ],
    );
    check(
        &["drift", "--format", "json", &changed],
        1,
        &["\"verdict\": \"drift\"", "\"kind\": \"limit\"", "\"breaks\": \"harmless\""],
    );
    check(
        &["drift", "--format", "markdown", &changed],
        1,
        &["| harmless | limit of `prompt`", "```toml\nprompt = { max_chars = 2000 }\n```"],
    );
    check(&["drift", &same, &other], 2, &["not understood", "no request line"]);
    check(&["drift", &bytes.display().to_string()], 2, &["not understood"]);
    check(&["drift", "/nowhere/page.txt"], 2, &["cannot be read"]);
    check(&["drift", "--url", "http://docs.example.com/"], 2, &["only https addresses are fetched"]);
    check(
        &["drift", "--revision", "novita", &same],
        2,
        &["no page of the spec has the request line POST /ent/v2/img2video"],
    );
    check(&["drift", "--revision", "vidu/2025-08", "--operation", "img2video", &same], 0, &["no drift"]);
    check(&["drift", "--operation", "reference2video", &same], 1, &["call of `request`"]);
}

#[test]
fn pin_writes_digests_and_keeps_what_people_wrote() {
    let pinned = Pinned::new();
    let pages = tempfile::TempDir::new().expect("a folder for pages");
    let file = pinned.path().join("vidu/2025-08/img2video.rows.toml");
    let before = fs::read_to_string(&file).expect("the digests");
    let marked = before
        .replace("[request]\n", "[request]\n# Somebody's remark.\n")
        .replace("rests = [\"fields.prompt\"] }", "rests = [\"fields.prompt\", \"unsaid\"] } # and why");
    assert_ne!(before, marked);
    fs::write(&file, &marked).expect("the digests are edited");

    let text = page("bars.txt")
        .replace("At most 1500", "At most 2000")
        .replace("seed | Int | Optional", "dice | Int | Optional");
    let changed = saved(pages.path(), "changed.txt", &text);
    let (status, out, err) = run(pinned.path(), &["pin", &changed]);
    assert_eq!((status, out.contains("28 rows, 3 changed")), (0, true), "{out}{err}");

    let after = fs::read_to_string(&file).expect("the digests");
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let gone: Vec<String> = lines(&marked).into_iter().filter(|line| !lines(&after).contains(line)).collect();
    assert_eq!(
        gone.iter().map(|line| line.split(' ').next()).collect::<Vec<_>>(),
        [Some("prompt"), Some("seed")],
        "{after}"
    );
    assert!(
        after.contains("# Somebody's remark.") && after.contains("rests = [\"fields.prompt\", \"unsaid\"] } # and why"),
        "{after}"
    );
    assert!(files(pinned.path()).iter().all(|path| path.extension().is_some_and(|end| end == "toml" || end == "md")));

    // The values still differ; only the rows are as they were.
    let (status, out, err) = run(pinned.path(), &["drift", &changed]);
    assert_eq!((status, out.contains("28 rows read, 28 as they were")), (1, true), "{out}{err}");
}

/// A changed page becomes a revision of its own: the spec is sound, the page is no news, and `diff` says what changed.
#[test]
fn a_changed_page_becomes_a_revision() {
    let pinned = Pinned::new();
    let pages = tempfile::TempDir::new().expect("a folder for pages");
    let text =
        page("bars.txt").replace("At most 1500", "At most 2000").replace("values: viduq1 ", "values: viduq4 viduq1 ");
    let changed = saved(pages.path(), "changed.txt", &text);

    let (status, out, err) = run(pinned.path(), &["drift", "--into", "2026-12", "--format", "json", &changed]);
    assert_eq!((status, out.starts_with('{')), (1, true), "{out}{err}");
    assert!(err.contains("vidu/2026-12: written") && err.contains("img2video.rows.toml: 28 rows, 2 changed"), "{err}");
    let loaded = vidu_codegen::load(pinned.path()).unwrap_or_else(|report| panic!("{report}"));
    let current: Vec<&str> = loaded
        .spec
        .revisions
        .iter()
        .filter(|of| of.vendor == "vidu" && of.current)
        .map(|of| of.month.as_ref())
        .collect();
    assert_eq!(current, ["2026-12"]);

    let (status, out, err) = run(pinned.path(), &["drift", &changed]);
    assert_eq!(
        (status, out.contains("vidu 2026-12 img2video: 28 rows read, 28 as they were")),
        (0, true),
        "{out}{err}"
    );
    let (status, out, err) = run(pinned.path(), &["diff", "vidu/2025-08", "vidu/2026-12"]);
    assert_eq!(status, 0, "{out}{err}");
    for part in ["at most 2000 characters instead of at most 1500", "viduq4", "asks for a minor release"] {
        assert!(out.contains(part), "{part}\n{out}");
    }

    let before = files(pinned.path()).len();
    let (status, _, err) = run(pinned.path(), &["drift", "--into", "2026-12", &changed]);
    assert_eq!((status, err.contains("it is there already"), files(pinned.path()).len()), (2, true, before), "{err}");
    let (status, _, err) = run(pinned.path(), &["drift", "--into", "12-2026", &changed]);
    assert_eq!((status, err.contains("write a month such as 2026-01")), (2, true), "{err}");
}

#[test]
fn pin_refuses_what_it_does_not_understand() {
    let pinned = Pinned::new();
    let pages = tempfile::TempDir::new().expect("a folder for pages");
    let (status, _, err) = run(pinned.path(), &["pin", &saved(pages.path(), "other.txt", "Nothing here.\n")]);
    assert_eq!((status, err.contains("no request line")), (2, true), "{err}");
}

#[test]
fn bad_digests_are_faults_with_a_place() {
    let pinned = Pinned::new();
    let check = |file: &str, from: &str, to: &str, says: &[&str]| {
        let copy = pinned.copy();
        let path = copy.path().join(file);
        let text = fs::read_to_string(&path).expect("a file of the spec");
        assert!(text.contains(from), "{file} has {from:?}");
        fs::write(&path, text.replacen(from, to, 1)).expect("the file is edited");
        let report = match vidu_codegen::load(copy.path()) {
            Ok(loaded) => loaded.remarks.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
            Err(report) => report.to_string(),
        };
        says.iter().for_each(|part| assert!(report.contains(part), "{part:?}\n{report}"));
    };
    let rows = "vidu/2025-08/img2video.rows.toml";
    check(rows, "[request]", "[requests]", &["img2video.rows.toml:", "has no key `requests`", "write `request`"]);
    check(rows, "facts = \"", "fact = \"", &["a row has no `facts`", "a row has no key `fact`"]);
    check(rows, "text = \"", "text = \"x", &["`text` is no digest"]);
    check(rows, "\"fields.prompt\"", "\"fields.promt\"", &["note[", "no `fields.promt` that could rest on this row"]);
    let copy = pinned.copy();
    let folder = copy.path().join("vidu/2025-08");
    fs::rename(folder.join("img2video.rows.toml"), folder.join("img3video.rows.toml")).expect("a file is renamed");
    let report = vidu_codegen::load(copy.path()).expect_err("rows of no page").to_string();
    assert!(report.contains("there is no page `img3video.toml`") && report.contains("write `img2video`"), "{report}");
}
