//! The command line of the client: reads the arguments, does what they say, and ends with a status that tells how it went.

mod arguments;
mod commands;
mod fields;
mod interrupt;
mod journal;
mod output;
mod settings;
mod status;
mod vendors;

use std::process::ExitCode;

use clap::Parser;

use arguments::Arguments;
use output::Output;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let output = Output::new(arguments.global.json);
    match vendors::run(&arguments, &output).await {
        Ok(status) => status.into(),
        Err(fault) => {
            output.fault(&fault);
            fault.status.into()
        }
    }
}
