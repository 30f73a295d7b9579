//! A page that describes a list of tasks: its parameters are rows of the request.

use std::fs;

use tempfile::TempDir;
use vidu_codegen::drift::{self, Choice, Outcome, Source, Verdict};

use crate::changes::written;
use crate::pinned::{examine, files};

const PAGE: &str = "\
# All jobs

GET https://api.acme.example/jobs/all

## Request parameters
| Parameter | Type | Required | Description |
|---|---|---|---|
| refs | string | No | Only these jobs, with commas between them |
| phase | string | No | Only jobs in these phases |
| since | int | No | Seconds since 1970, the last day if it is not given |
| until | string | No | Not included |
| limit | int | No | How many, default 2, at most 3 |
| after | string | No | What the page before gave as more |
| tag | string | No | Only jobs with this tag |

## Response
| Parameter | Type | Description |
|---|---|---|
| all.jobs | array | The jobs, the newest first |
| all.more | string | What the next page is asked for with |
";

/// The made-up vendor's spec, pinned to the page.
fn pinned() -> (TempDir, Source) {
    let original = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/spec");
    let folder = TempDir::new().expect("a folder for the copy");
    for file in files(&original) {
        let target = folder.path().join(file.strip_prefix(&original).expect("a file of the folder"));
        fs::create_dir_all(target.parent().expect("a folder")).expect("a folder of the copy");
        fs::copy(&file, target).expect("a file of the copy");
    }
    let read = || Source::read(folder.path()).unwrap_or_else(|report| panic!("{report}"));
    let files = drift::pin(&read(), &drift::page::read(PAGE), &Choice::default());
    for file in files.unwrap_or_else(|faults| panic!("{faults:?}")) {
        assert!(file.text.contains("rests = [\"parameters.limit\"]"), "{}", file.text);
        fs::write(file.path, file.text).expect("the digests are written");
    }
    let source = read();
    (folder, source)
}

fn said(outcome: &Outcome) -> Vec<String> {
    outcome.calls.iter().flat_map(|call| call.findings.iter().map(written)).collect()
}

#[test]
fn its_parameters_are_compared() {
    let (_folder, source) = pinned();
    let same = examine(&source, PAGE);
    assert_eq!((same.verdict(), said(&same)), (Verdict::NoDrift, vec![]), "{:?}", same.not_understood);
    for (from, to, expected) in [
        ("at most 3", "at most 50", "limit limit loosened harmless: at most 3 -> at most 50"),
        ("default 2, at most 3", "at most 1", "limit limit tightened caller: at most 3 -> at most 1"),
        ("| tag | string | No | Only jobs with this tag |\n", "", "tag field tightened caller: tag -> ?"),
        ("| tag |", "| label |", "label field loosened harmless: ? -> label"),
        ("Seconds since 1970, the last day", "Seconds since 1970, the last 2 days", "since unread changed unknown"),
    ] {
        let page = PAGE.replace(from, to);
        assert_ne!(page, PAGE, "{from}");
        let said = said(&examine(&source, &page));
        assert!(said.contains(&expected.to_owned()), "{to}: {said:#?}");
    }
}
