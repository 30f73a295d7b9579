//! The examples end well: each is a program that checks itself.

#[path = "../examples/batch.rs"]
mod batch;
#[path = "../examples/budget_guard.rs"]
mod budget_guard;
#[path = "../examples/callbacks.rs"]
mod callbacks;
#[path = "../examples/change_vendor.rs"]
mod change_vendor;
#[path = "../examples/resume_after_a_crash.rs"]
mod resume_after_a_crash;
#[path = "../examples/test_your_app.rs"]
mod test_your_app;
#[path = "../examples/without_async.rs"]
mod without_async;

fn check(example: Result<(), Box<dyn std::error::Error>>) {
    example.unwrap_or_else(|why| panic!("{why}"));
}

#[test]
fn a_batch_with_a_limit() {
    check(batch::main());
}

#[test]
fn a_budget_guard() {
    check(budget_guard::main());
}

#[test]
fn resuming_after_a_crash() {
    check(resume_after_a_crash::main());
}

#[test]
fn callbacks_in_an_axum_app() {
    check(callbacks::main());
}

#[test]
fn changing_vendor() {
    check(change_vendor::main());
}

#[test]
fn testing_your_own_app() {
    check(test_your_app::main());
}

#[test]
fn a_program_without_async() {
    check(without_async::main());
}

/// A file that is no example of the package would not be compiled by anybody.
#[test]
fn every_example_is_run() {
    let manifest = std::fs::read_to_string(crate::folder::project().join("tests/Cargo.toml")).expect("a manifest");
    let this = include_str!("examples.rs");
    let files = std::fs::read_dir(crate::folder::project().join("examples")).expect("the examples");
    let names: Vec<String> =
        files.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned()).collect();
    assert!(names.len() >= 5, "{names:?}");
    for name in names {
        assert!(manifest.contains(&format!("path = \"../examples/{name}\"")), "{name} is not in tests/Cargo.toml");
        assert!(this.contains(&format!("\"../examples/{name}\"")), "{name} is not run");
    }
}
