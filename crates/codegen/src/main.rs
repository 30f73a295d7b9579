//! The command line for those who maintain a spec.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
