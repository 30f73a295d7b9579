//! What happens in one run, as data: a vendor, how its client is set up, and steps one after the other.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One run. The same schedule runs the same way every time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Schedule {
    /// Whose tasks, by the name of the vendor's module.
    pub vendor: String,
    /// Decides every draw of mock, client and network.
    pub seed: u64,
    /// How the client is set up.
    #[serde(default)]
    pub setting: Setting,
    /// What happens, in order.
    pub steps: Vec<Step>,
}

/// How a client is set up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Setting {
    /// The most credits, if there is a budget.
    pub budget: Option<u64>,
    /// Whether the budget is over the store and not over one process.
    pub over_store: bool,
    /// Whether submits carry a mark of the client's own.
    pub marks: bool,
    /// Whether submits that were certainly not taken are repeated by the client.
    pub patient: bool,
    /// Whether waits look once a minute and rely on callbacks.
    pub rare_looks: bool,
}

/// One thing that happens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Step {
    /// A caller wants a task: a life begins.
    Submit(Order),
    /// Time passes.
    Pass {
        /// How much, in milliseconds.
        ms: u64,
    },
    /// The mock gets a fault, in the form of its administrative endpoint.
    Fault(Map<String, Value>),
    /// All faults of the mock are gone.
    Clear,
    /// The process will die.
    Crash(Crash),
    /// A caller cancels one of the tasks that it knows.
    Cancel {
        /// Which, counted round.
        nth: usize,
    },
    /// Who receives callbacks is there, away, or answers with this status.
    Receiver {
        /// The status; nothing if nobody is there, 200 if all is well.
        status: Option<u16>,
    },
    /// Somebody sends an earlier callback again, as it was.
    Replay {
        /// Which, counted round.
        nth: usize,
    },
    /// Somebody sends a callback that the vendor has not signed.
    Forge {
        /// Which task it tells of, counted round.
        nth: usize,
    },
    /// The network cannot be reached, or can again.
    Network {
        /// Whether it can.
        up: bool,
    },
    /// Something becomes of the disk under the journal.
    Disk(DiskFault),
}

/// What a caller wants.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Order {
    /// The operation's name, or the vendor's first.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub operation: String,
    /// Which of the models that the page offers, counted round.
    pub model: usize,
    /// The text that the vendor passes through, where it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payload: Option<String>,
    /// Whether the vendor shall call back, where it does.
    pub callback: bool,
    /// What the mock is told to do with the task, such as `fail`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub script: String,
    /// Whether the caller hears of each state, and not of the end alone.
    pub updates: bool,
    /// Whether it fetches the video.
    pub download: bool,
    /// Whether it closes the task afterwards.
    pub close: bool,
}

/// The end of a process.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crash {
    /// At which of its next touches of disk or network it dies, counted from 1.
    pub at: u32,
    /// How much of what the disk has not synced survives, in percent; all of it if only the process died.
    pub kept: u8,
    /// How long until another is started, in milliseconds.
    pub down: u64,
    /// Whether a bit of the journal flips meanwhile.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub flip: bool,
}

/// What can become of a disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DiskFault {
    /// It has room for so many bytes more.
    Full(usize),
    /// Nothing is brought to it any more.
    Unsynced,
    /// All is well.
    Mended,
}

impl Schedule {
    /// As JSON, a step a line.
    pub fn text(&self) -> String {
        let steps: Vec<String> = self.steps.iter().map(|step| format!("  {}", json(step))).collect();
        let (vendor, setting) = (json(&self.vendor), json(&self.setting));
        let head = format!(r#""vendor": {vendor}, "seed": {}, "setting": {setting}"#, self.seed);
        format!("{{ {head}, \"steps\": [\n{}\n] }}", steps.join(",\n"))
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
