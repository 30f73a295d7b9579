//! A few seconds of the soak, in which its lines and its verdict are tried; `VIDU_SOAK=600` makes it ten minutes.

use std::process::Command;

#[test]
fn memory_and_open_files_stay_what_they_were() {
    let seconds = std::env::var("VIDU_SOAK").unwrap_or_else(|_| "6".to_owned());
    let output = Command::new(env!("CARGO_BIN_EXE_soak")).arg(seconds).output().expect("the soak runs");
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
    assert!(said.lines().filter(|line| line.starts_with("| ")).count() > 20, "{said}");
}
