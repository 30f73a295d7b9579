//! `vidu-codegen export` as a user runs it: what is written where, what is said of wrong names, and how it ends.

use std::path::Path;
use std::process::{Command, Output};

fn spec() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/spec").to_string_lossy().into_owned()
}

fn export(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vidu-codegen"));
    command.arg("export").args(arguments).args(["--spec", &spec()]).output().expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn every_form_goes_to_standard_output_and_the_same_to_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    for form in ["openapi", "json-schema", "typescript", "python"] {
        let printed = export(&[form]);
        assert_eq!(printed.status.code(), Some(0), "{form}: {}", text(&printed.stderr));
        let file = folder.path().join("deep/er").join(form);
        let written = export(&[form, "--vendor", "acme", "--revision", "2026-01", "--out", &file.to_string_lossy()]);
        assert_eq!((written.status.code(), text(&written.stdout)), (Some(0), String::new()), "{form}");
        assert_eq!(std::fs::read_to_string(&file).expect("the file"), text(&printed.stdout), "{form}");
    }
    let left = std::fs::read_dir(folder.path().join("deep/er")).expect("the folder").count();
    assert_eq!(left, 4, "nothing half-written stays");
}

#[test]
fn markdown_is_a_folder_of_pages() {
    let folder = tempfile::tempdir().expect("a folder");
    let written = export(&["markdown", "--out", &folder.path().to_string_lossy()]);
    assert_eq!(written.status.code(), Some(0));
    let page = std::fs::read_to_string(folder.path().join("acme/2026-01/img2video.md")).expect("a page");
    assert!(page.contains("## Truth table"), "{page}");
    assert!(text(&export(&["markdown"]).stdout).contains(&page));
}

#[test]
fn what_cannot_be_done_is_said_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let check = |arguments: &[&str], says: &str| {
        let out = here("out");
        let ended = export(&[arguments, &["--out", &out]].concat());
        assert_eq!(ended.status.code(), Some(2), "{arguments:?}");
        assert!(text(&ended.stderr).contains(says), "{arguments:?}: {}", text(&ended.stderr));
        assert!(!Path::new(&out).exists());
    };
    check(&["openapi", "--vendor", "acmee"], "--vendor acmee: there is no such vendor; there is acme");
    check(&["python", "--revision", "2020-01"], "--revision 2020-01: there is no such revision; there is acme/2026-01");
    check(&["yaml"], "possible values: openapi, json-schema, typescript, python, markdown");
    check(&["python", "--admin", "x.json"], "--admin goes with openapi only");
    check(&["openapi", "--admin", &here("none.json")], "none.json: cannot be read");
    std::fs::write(here("no.json"), "{").expect("a file");
    check(&["openapi", "--admin", &here("no.json")], "no.json: is no JSON");
    std::fs::write(here("other.json"), r#"{"openapi": "3.1.0", "paths": {"/jobs/video": {}}}"#).expect("a file");
    check(&["openapi", "--admin", &here("other.json")], "both documents have the path /jobs/video");
    std::fs::write(here("file"), "").expect("a file");
    let ended = export(&["python", "--out", &here("file/below")]);
    assert_eq!(ended.status.code(), Some(2));
    assert!(text(&ended.stderr).contains("could not be written"), "{}", text(&ended.stderr));
}
