//! What can be said on the command line.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::fields::FieldFlags;

/// Submits, waits for, downloads, cancels and checks tasks of the Vidu video-generation API, at every vendor.
///
/// The API key comes from the vendor's environment variable (`vidu vendors` names it) or from --key-file, never from the
/// command line. A request is checked against the vendor's page before it is sent, and sent once.
#[derive(Debug, Parser)]
#[command(version, name = "vidu", after_help = STATUSES)]
pub struct Arguments {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

const STATUSES: &str = "\
Exit status:
  0  done
  1  the task ended without a video
  2  the command cannot be understood or carried out: no such call, no such submit in the journal
  3  the vendor's page does not allow the request; nothing was sent
  4  the vendor refused; nothing was bought
  5  the outcome of a submit is unknown: a task may have been made and be charged
  6  the task's end was not waited for, because of --timeout or Ctrl-C; `vidu wait ID` takes it up again
  7  no answer came; nothing was bought by trying
  8  a file here cannot be read or written, the journal among them
  9  the budget does not allow it; nothing was sent

With --json every line on stdout is a JSON object with an \"event\".";

/// What every command understands.
#[derive(Debug, Args)]
pub struct Global {
    /// The vendor [default: the one that this program is named after]
    #[arg(long, global = true, value_name = "VENDOR", env = "VIDU_VENDOR")]
    pub vendor: Option<String>,
    /// The month of the vendor's pages that count [default: the current ones]
    #[arg(long, global = true, value_name = "YYYY-MM")]
    pub revision: Option<String>,
    /// Another address than the vendor's own, such as a mock's
    #[arg(long, global = true, value_name = "URL")]
    pub base_url: Option<String>,
    /// Send the key over http to this host, which is not this machine; several times for several
    #[arg(long, global = true, value_name = "HOST")]
    pub allow_http: Vec<String>,
    /// Read the API key from this file
    #[arg(long, global = true, value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// Refused, because every user of a machine sees the command lines of all programs
    #[arg(long, global = true, hide = true, num_args = 0..=1, default_missing_value = "")]
    pub key: Option<String>,
    /// A proxy, such as `http://proxy.example:3128`
    #[arg(long, global = true, value_name = "URL", env = "VIDU_PROXY", hide_env_values = true)]
    pub proxy: Option<String>,
    /// Trust the certificate authorities in this PEM file too
    #[arg(long, global = true, value_name = "FILE")]
    pub root_certificate: Option<PathBuf>,
    /// Record submits in this file, so that a crash loses no task; `vidu recover` gives back what it holds
    #[arg(long, global = true, value_name = "FILE", env = "VIDU_JOURNAL")]
    pub journal: Option<PathBuf>,
    /// Print JSON, one object a line
    #[arg(long, global = true)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check a request, send it, and print the task's id
    Submit(Submit),
    /// Wait for a task's end
    Wait {
        /// The task's id
        id: String,
        #[command(flatten)]
        waiting: Waiting,
        /// Download the videos into this folder
        #[arg(long, value_name = "DIR")]
        download: Option<PathBuf>,
    },
    /// Wait for a task's end and download its videos
    Download {
        /// The task's id
        id: String,
        /// The folder
        #[arg(default_value = ".")]
        folder: PathBuf,
        #[command(flatten)]
        waiting: Waiting,
    },
    /// Stop a task, where the vendor can
    Cancel {
        /// The task's id
        id: String,
    },
    /// Take up again what the journal holds: tell it, or wait for the tasks and download their videos
    Recover(Recover),
    /// Find the unknown submit in the journal that a task belongs to, by the payload that the vendor tells of it
    Reconcile {
        /// The task's id; without it, all unknown submits are looked for in the vendor's list, where its pages have one
        id: Option<String>,
    },
    /// Record that an unknown submit in the journal made this task
    Assign {
        /// The submit's number, as `vidu recover` tells it
        ticket: String,
        /// The task's id
        id: String,
    },
    /// Give up an unknown submit in the journal; what it may have cost stays counted
    Dismiss {
        /// The submit's number, as `vidu recover` tells it
        ticket: String,
    },
    /// Take a task out of the journal: its videos are safe, or unwanted
    Close {
        /// The task's id
        id: String,
    },
    /// List the account's tasks, where the vendor can
    List(Listed),
    /// Show what the account has left, where the vendor says it
    Credits,
    /// Check a request without sending anything, and explain everything that is wrong with it
    Check(Draft),
    /// Show the vendors, their revisions, and the variables that hold their keys
    Vendors,
    /// Show what the vendor's pages offer
    Operations,
    /// Show the fields of an operation, and what is accepted together
    Fields {
        /// The operation
        operation: String,
    },
}

/// Which tasks to list.
#[derive(Debug, Args)]
pub struct Listed {
    /// Only this task; several times for several
    #[arg(long, value_name = "ID")]
    pub id: Vec<String>,
    /// Only tasks at this stage; several times for several
    #[arg(long, value_name = "STAGE")]
    pub stage: Vec<WantedStage>,
    /// Only tasks that were made since, such as 90s, 30m, 12h or 7d before now
    #[arg(long, value_name = "AGE", value_parser = age)]
    pub since: Option<Duration>,
    /// At most so many
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    pub limit: usize,
}

/// What a state means, whatever word the vendor has for it.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum WantedStage {
    Queued,
    Running,
    Succeeded,
    Failed,
    Cancelled,
    Expired,
}

#[derive(Debug, Args)]
pub struct Submit {
    #[command(flatten)]
    pub draft: Draft,
    /// Send it even if the vendor's page does not allow it
    #[arg(long)]
    pub unchecked: bool,
    /// Submit again, for so many seconds, what was certainly not taken: a busy vendor, no network
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub retry_for: Option<Duration>,
    /// Send nothing that would bring what was spent above so many credits: over the journal, or without one in this command
    #[arg(long, value_name = "CREDITS", env = "VIDU_BUDGET")]
    pub budget: Option<u64>,
    /// What a request counts whose price the vendor's pages do not state; without it the budget refuses such a request
    #[arg(long, value_name = "CREDITS", env = "VIDU_ASSUME")]
    pub assume: Option<u64>,
    /// Wait for the task's end
    #[arg(long)]
    pub wait: bool,
    #[command(flatten)]
    pub waiting: Waiting,
    /// Wait for the task's end and download the videos into this folder
    #[arg(long, value_name = "DIR")]
    pub download: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Recover {
    /// Wait for the ends of all tasks
    #[arg(long)]
    pub wait: bool,
    #[command(flatten)]
    pub waiting: Waiting,
    /// Wait for the ends of all tasks and download the videos into this folder
    #[arg(long, value_name = "DIR")]
    pub download: Option<PathBuf>,
}

/// A request: from a file, from flags, or both; flags count more.
#[derive(Debug, Args)]
pub struct Draft {
    /// What to make: see `vidu operations`
    pub operation: String,
    /// The body as JSON in the vendor's form, from a file or, with `-`, from stdin
    #[arg(long, value_name = "FILE")]
    pub body: Option<PathBuf>,
    /// Set a field by its name: see `vidu fields`
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub set: Vec<(String, String)>,
    /// Add a member that the page does not list, at its path in the body
    #[arg(long, value_name = "PATH=JSON", value_parser = pair)]
    pub extra: Vec<(String, String)>,
    #[command(flatten)]
    pub fields: FieldFlags,
}

#[derive(Clone, Debug, Args)]
pub struct Waiting {
    /// Give up waiting after so many seconds; the task goes on [default: 1800]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub timeout: Option<Duration>,
    /// Look at the task every so many seconds [default: 1 at first, up to 10]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub every: Option<Duration>,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "write a number of seconds".to_owned())?;
    let span = Duration::try_from_secs_f64(seconds).map_err(|why| why.to_string())?;
    if span.is_zero() { Err("write a number of seconds above 0".to_owned()) } else { Ok(span) }
}

/// A span with its unit.
fn age(text: &str) -> Result<Duration, String> {
    const UNITS: [(char, u64); 4] = [('s', 1), ('m', 60), ('h', 3600), ('d', 86_400)];
    let read = UNITS.iter().find_map(|(unit, seconds)| {
        text.strip_suffix(*unit)?.parse::<u64>().ok()?.checked_mul(*seconds).map(Duration::from_secs)
    });
    read.ok_or_else(|| "write a number and its unit, such as 90s, 30m, 12h or 7d".to_owned())
}

#[cfg(test)]
mod tests {
    use super::age;
    use clap::CommandFactory;
    use std::time::Duration;

    #[test]
    fn ages_have_units() {
        let seconds = |text| age(text).ok().map(|age: Duration| age.as_secs());
        for (text, expected) in [
            ("90s", Some(90)),
            ("2m", Some(120)),
            ("1h", Some(3600)),
            ("7d", Some(604_800)),
            ("7", None),
            ("d", None),
            ("-1d", None),
        ] {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }

    /// Flags that the spec names could meet the program's own.
    #[test]
    fn the_command_line_is_sound() {
        super::Arguments::command().debug_assert();
    }
}
