//! Which vendor and which month of its pages is meant, and the commands for them.

use vidu_client::table::Revision;
use vidu_client::{SPEC, Vendor};

use crate::arguments::{Arguments, Command, Global};
use crate::commands;
use crate::output::Output;
use crate::status::{Fault, Status};

/// Does what the arguments say.
pub async fn run(arguments: &Arguments, output: &Output) -> Result<Status, Fault> {
    if arguments.global.key.is_some() {
        return Err(Fault::new(Status::Usage, KEY));
    }
    if let Command::Vendors = arguments.command {
        return commands::vendors(output);
    }
    of_vendor(chosen(&arguments.global)?, arguments, output).await
}

const KEY: &str = "a key on the command line can be seen by every user of this machine and stays in the shell's history; \
    set the vendor's environment variable (`vidu vendors` names it), or name a file with --key-file. Consider the key that \
    you have just given as known, and replace it";

/// The vendor that is named, or the one that this program is named after.
fn chosen(global: &Global) -> Result<&'static Revision, Fault> {
    let name = global.vendor.as_deref().unwrap_or(env!("CARGO_BIN_NAME"));
    let of_vendor: Vec<&Revision> = SPEC.revisions.iter().filter(|revision| revision.vendor == name).collect();
    if of_vendor.is_empty() {
        return Err(missing("vendor", name, SPEC.revisions.iter().map(|revision| &*revision.vendor).collect()));
    }
    let Some(month) = &global.revision else {
        let current = of_vendor.iter().find(|revision| revision.current).or(of_vendor.last());
        return current.copied().ok_or_else(|| missing("vendor", name, Vec::new()));
    };
    let found = of_vendor.iter().find(|revision| revision.month == *month);
    let months = || of_vendor.iter().map(|revision| &*revision.month).collect();
    found.copied().ok_or_else(|| missing("revision", month, months()))
}

fn missing(what: &str, name: &str, mut there_is: Vec<&str>) -> Fault {
    there_is.dedup();
    Fault::new(Status::Usage, format!("there is no {what} {name:?}; there is {}", there_is.join(", ")))
}

/// Whether a type stands for a revision.
fn is<V: Vendor>(revision: &Revision) -> bool {
    V::revision().vendor == revision.vendor && V::revision().month == revision.month
}

/// Makes the step from a vendor's name to its type.
macro_rules! of_vendor {
    ($($vendor:ident ($($revision:ident $(,)?)*) current $current:ident;)*) => {
        async fn of_vendor(
            revision: &'static Revision,
            arguments: &Arguments,
            output: &Output,
        ) -> Result<Status, Fault> {
            $($(
                if is::<vidu_client::$vendor::$revision::Api>(revision) {
                    return Box::pin(commands::run::<vidu_client::$vendor::$revision::Api>(arguments, output)).await;
                }
            )*)*
            Err(missing("vendor", &revision.vendor, Vec::new()))
        }
    };
}

vidu_types::each_vendor!(of_vendor);
