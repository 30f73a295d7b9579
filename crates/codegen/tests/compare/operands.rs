//! What can be compared: revisions by name, folders, and git's; which is compared with which; and what cannot be.

use std::fs;
use std::path::Path;
use std::process::Command;

use vidu_codegen::diff::{Change, Side, compare};

use crate::folder::{Copy, copy_all, made_up, run};

/// The made-up vendor with a second month, which is current: a longer prompt, and without the purse.
fn two_months() -> Copy {
    let copy = Copy::of(&made_up());
    copy_all(&copy.path().join("acme/2026-01"), &copy.path().join("acme/2026-02"));
    copy.edit("acme/2026-01/vendor.toml", "current = true", "current = false").edit(
        "acme/2026-02/img2video.toml",
        "max_chars = 20 }",
        "max_chars = 25 }",
    );
    fs::remove_file(copy.path().join("acme/2026-02/credits.toml")).expect("the purse was there");
    copy
}

fn changes(old: (&str, &Path), new: (&str, &Path)) -> Vec<String> {
    let [old, new] = [old, new].map(|(operand, spec)| Side::read(operand, spec).unwrap_or_else(|why| panic!("{why}")));
    let line = |change: &Change| {
        let page = change.page.as_deref().unwrap_or("-");
        let line = change.line.as_ref().map(|(file, line)| {
            let parts: Vec<&str> = file.rsplit('/').take(3).collect();
            format!("{}/{}/{}:{line}", parts[2], parts[1], parts[0])
        });
        format!("{} {page}: {} ({})", change.revisions, change.says, line.unwrap_or_default())
    };
    compare(&old, &new).changes.iter().map(line).collect()
}

const LONGER: &str = "acme/2026-01 to acme/2026-02 img2video: `prompt` takes at most 25 characters instead of at most 20 characters (acme/2026-02/img2video.toml:27)";
const GONE: &str =
    "acme/2026-01 to acme/2026-02 credits: `credits` is gone: `GET /purse` (acme/2026-01/credits.toml:2)";

#[test]
fn revisions_by_name_and_by_folder() {
    let copy = two_months();
    let folder = |month: &str| copy.path().join("acme").join(month).display().to_string();
    for (old, new) in [("acme/2026-01".to_owned(), "acme/2026-02".to_owned()), (folder("2026-01"), folder("2026-02"))] {
        assert_eq!(changes((&old, copy.path()), (&new, copy.path())), [GONE, LONGER]);
    }
    // A whole spec stands for its revision of the same name.
    let whole = copy.path().display().to_string();
    assert_eq!(changes(("acme/2026-01", copy.path()), (&whole, copy.path())), [""; 0]);
}

#[test]
fn of_whole_specs_the_current_revisions_are_compared_and_the_others_by_name() {
    let copy = two_months();
    copy.edit("acme/2026-01/query.toml", "title = \"Jobs\"", "title = \"A job\"");
    let (old, new) = (made_up().display().to_string(), copy.path().display().to_string());
    let said = changes((&old, &made_up()), (&new, copy.path()));
    assert_eq!(
        said,
        [
            "acme -: the revision 2026-02 is new ()",
            "acme -: the current revision is 2026-02 instead of 2026-01 ()",
            GONE,
            LONGER,
            "acme/2026-01 query: `page.title` is `A job` instead of `Jobs` (acme/2026-01/query.toml:2)",
        ]
    );
}

/// A page that a partial revision leaves out is not called gone.
#[test]
fn a_partial_revision_is_no_proof_that_a_page_is_gone() {
    let copy = two_months();
    copy.edit("acme/2026-01/vendor.toml", "current = false", "current = true");
    copy.edit("acme/2026-02/vendor.toml", "current = true", "current = false\npartial = true");
    let said = changes(("acme/2026-01", copy.path()), ("acme/2026-02", copy.path()));
    let left_out = "acme/2026-01 to acme/2026-02 credits: `credits` is not among the pages of this revision (";
    assert!(said.iter().any(|line| line.starts_with(left_out)), "{said:#?}");
    assert!(said.iter().any(|line| line.contains("`partial` is true instead of false")), "{said:#?}");
    assert!(!said.iter().any(|line| line.contains("is gone")), "{said:#?}");
}

#[test]
fn a_vendor_comes_and_goes() {
    let copy = Copy::of(&made_up());
    copy_all(&copy.path().join("acme"), &copy.path().join("zenith"));
    let (old, new) = (made_up().display().to_string(), copy.path().display().to_string());
    assert_eq!(changes((&old, &made_up()), (&new, &made_up())), ["zenith -: the vendor `zenith` is new ()"]);
    assert_eq!(changes((&new, &made_up()), (&old, &made_up())), ["zenith -: the vendor `zenith` is gone ()"]);
}

/// Runs git in a folder, apart from whatever the machine's git is set to.
fn git(folder: &Path, arguments: &[&str]) {
    let set = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com", "-c", "commit.gpgsign=false"];
    let mut command = Command::new("git");
    command.current_dir(folder).args(set).args(arguments).env("GIT_CONFIG_GLOBAL", "/dev/null");
    let output = command.output().expect("git is there");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_spec_as_git_keeps_it() {
    let around = tempfile::TempDir::new().expect("a folder");
    copy_all(&made_up(), &around.path().join("our/spec"));
    git(around.path(), &["init", "--quiet"]);
    git(around.path(), &["add", "."]);
    git(around.path(), &["commit", "--quiet", "--message", "as it was"]);
    let page = around.path().join("our/spec/acme/2026-01/img2video.toml");
    let text = fs::read_to_string(&page).expect("the page").replace("max_chars = 20 }", "max_chars = 25 }");
    fs::write(&page, text).expect("the changed page");
    let said = |arguments: &[&str]| {
        let output = run(around.path(), &[&["diff"], arguments].concat());
        let text = String::from_utf8([output.stdout, output.stderr].concat()).expect("text");
        (output.status.code(), text)
    };
    for old in ["git:HEAD", "HEAD:our/spec", "git:HEAD:our/spec/"] {
        let (code, text) = said(&[old, "our/spec", "--spec", "our/spec"]);
        assert_eq!(code, Some(0), "{text}");
        assert!(text.contains("`prompt` takes at most 25 characters"), "{old}: {text}");
    }
    let (code, text) = said(&["our/spec", "git:HEAD", "--spec", "our/spec"]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("HEAD:our/spec/acme/2026-01/img2video.toml:27"), "{text}");
    let (code, text) = said(&["HEAD:our/spec/acme/2026-01", "our/spec/acme/2026-01"]);
    assert_eq!((code, text.contains("25 characters")), (Some(0), true), "{text}");
    for (old, wanted) in [
        ("git:nope", "git knows no revision `nope`"),
        ("git:--help", "git knows no revision `--help`"),
        ("HEAD:elsewhere", "revision `HEAD` has no spec at `elsewhere`"),
        ("nowhere", "there is no `nowhere`: neither a folder nor a revision of our/spec"),
        ("our", "our is neither a spec"),
    ] {
        let (code, text) = said(&[old, "our/spec", "--spec", "our/spec"]);
        assert_eq!((code, text.contains(wanted)), (Some(2), true), "{old}: {text}");
    }
}

#[test]
fn without_git_or_with_faults_nothing_is_compared() {
    let copy = two_months();
    let output = Command::new(env!("CARGO_BIN_EXE_vidu-codegen"))
        .args(["diff", "git:HEAD", ".", "--spec", "."])
        .current_dir(copy.path())
        .env("PATH", "")
        .output()
        .expect("the program runs");
    let said = String::from_utf8(output.stderr).expect("text");
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("git could not be run") && said.contains("install git"), "{said}");
    copy.edit("acme/2026-02/query.toml", "\"task.state\"", "\"task.status\"");
    let output = run(copy.path(), &["diff", "acme/2026-01", "acme/2026-02", "--spec", "."]);
    let said = String::from_utf8(output.stderr).expect("text");
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("error[unknown-word]") && said.contains("acme/2026-02/query.toml:7:15"), "{said}");
    // A revision without faults is compared whatever its neighbours have.
    assert_eq!(run(copy.path(), &["diff", "acme/2026-01", "acme/2026-01", "--spec", "."]).status.code(), Some(0));
}
