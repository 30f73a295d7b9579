//! What shall happen to a task, as a test asks for it: in the header `X-Vidu-Mock`, in a text of the request, by a rule,
//! or in process.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use vidu_types::table::{Revision, Stage};

use crate::tasks::plan::Outcome;
use crate::time::drive::Drive;
use crate::time::span;

mod directive;

/// The header in which a request says what shall happen to its task.
pub const HEADER: &str = "x-vidu-mock";

/// What shall happen to a task. What is not said here is decided by the next wider script, and at last by default.
///
/// As text, in the header `X-Vidu-Mock` or as `[[mock: ..]]` within any text of the request, its parts are separated by
/// semicolons, such as `fail=CODE; after=3s; drive=query; polls=2`:
///
/// | part | what happens |
/// |---|---|
/// | `succeed` | the task ends with a video |
/// | `fail`, `fail=CODE` | it fails, with the first or with this error code of the vendor's |
/// | `stuck=STATE` | it stays in this state of the vendor's |
/// | `refuse=CODE` | no task is made; the answer is this error of the vendor's |
/// | `state=WORD` | while it runs, its state is a word that the vendor does not list |
/// | `after=3s` | it ends after this time |
/// | `slow=10`, `slow=30s` | it takes this many times as long, or runs so much longer |
/// | `drive=real`, `held`, `query`, `step`, `once` | what drives its time; see [`Drive`] |
/// | `speed=10` | real time, so many times as fast |
/// | `polls=2`, `steps=2` | it is done with the second query, or with the second step |
///
/// ```
/// use vidu_mock::Script;
///
/// let script: Script = "fail; polls=2".parse()?;
/// assert_eq!(script, Script::fail().polls(2));
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Script {
    /// How it ends.
    pub ending: Option<Ending>,
    /// The word for its state while it runs.
    pub state: Option<String>,
    /// How long it takes.
    pub pace: Option<Slowness>,
    /// What drives its time.
    pub drive: Option<Drive>,
}

/// How a task ends.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ending {
    /// With a video.
    Succeed,
    /// Without one, with this code or, without one, the first that the vendor lists for tasks.
    Fail(Option<String>),
    /// Never: it stays in this state, which is a word of the vendor's.
    Stuck(String),
    /// Before it began: it is refused with this code of the vendor's.
    Refuse(String),
}

/// How long a task takes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Slowness {
    /// It ends after this time, unless others are in its way.
    After(Duration),
    /// So many times as long as it would.
    Times(f64),
    /// So much longer than it would.
    Longer(Duration),
}

/// What a script means for a task of one vendor.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// It is refused, with the code at this position.
    Refused(usize),
    /// It goes so.
    Goes(Outcome),
}

impl Script {
    /// It ends with a video.
    pub fn succeed() -> Script {
        Script { ending: Some(Ending::Succeed), ..Script::default() }
    }

    /// It fails, with the first code that the vendor lists for tasks.
    pub fn fail() -> Script {
        Script { ending: Some(Ending::Fail(None)), ..Script::default() }
    }

    /// It fails with this code.
    pub fn fail_with(code: impl Into<String>) -> Script {
        Script { ending: Some(Ending::Fail(Some(code.into()))), ..Script::default() }
    }

    /// It stays in this state.
    pub fn stuck(state: impl Into<String>) -> Script {
        Script { ending: Some(Ending::Stuck(state.into())), ..Script::default() }
    }

    /// It is refused with this code.
    pub fn refuse(code: impl Into<String>) -> Script {
        Script { ending: Some(Ending::Refuse(code.into())), ..Script::default() }
    }

    /// While it runs, its state is this word.
    pub fn state(mut self, word: impl Into<String>) -> Script {
        self.state = Some(word.into());
        self
    }

    /// It ends after this time.
    pub fn after(mut self, span: Duration) -> Script {
        self.pace = Some(Slowness::After(span));
        self
    }

    /// It takes so many times as long.
    pub fn slow(mut self, times: f64) -> Script {
        self.pace = Some(Slowness::Times(times));
        self
    }

    /// This drives its time.
    pub fn drive(mut self, drive: Drive) -> Script {
        self.drive = Some(drive);
        self
    }

    /// It is done with the query of this number.
    pub fn polls(self, count: u32) -> Script {
        self.drive(Drive::EachQuery { polls: Some(count) })
    }

    /// What this says, and where it says nothing, what a wider one does.
    pub fn over(self, wider: Script) -> Script {
        Script {
            ending: self.ending.or(wider.ending),
            state: self.state.or(wider.state),
            pace: self.pace.or(wider.pace),
            drive: self.drive.or(wider.drive),
        }
    }

    /// How a task of this vendor goes then, or why it cannot.
    pub fn fate(&self, revision: &Revision) -> Result<Fate, String> {
        if let Some(drive) = self.drive {
            drive.check()?;
        }
        if let Some(Slowness::Times(times)) = self.pace
            && !(times.is_finite() && times >= 0.0)
        {
            return Err(format!("slow={times} is not possible; give a number that is not negative"));
        }
        match &self.ending {
            None | Some(Ending::Succeed) => Ok(Fate::Goes(Outcome::Succeeded)),
            Some(Ending::Fail(None)) => Ok(Fate::Goes(Outcome::Failed(task_codes(revision).next().map(Into::into)))),
            Some(Ending::Fail(Some(code))) => failed(code, revision).map(Fate::Goes),
            Some(Ending::Stuck(word)) => stuck(word, revision).map(Fate::Goes),
            Some(Ending::Refuse(code)) => refused(code, revision).map(Fate::Refused),
        }
    }
}

/// A vendor that lists no codes may send any.
fn failed(code: &str, revision: &Revision) -> Result<Outcome, String> {
    let listed: Vec<&str> = revision.errors.codes.iter().map(|listed| &*listed.code).collect();
    if task_codes(revision).next().is_none() || listed.contains(&code) {
        return Ok(Outcome::Failed(Some(code.into())));
    }
    let code = code.escape_debug();
    Err(format!("fail={code} is no error code of {}; there are {}", revision.title, listed.join(", ")))
}

fn refused(code: &str, revision: &Revision) -> Result<usize, String> {
    let position = revision.errors.codes.iter().position(|listed| listed.code == code);
    position.ok_or_else(|| {
        let listed: Vec<&str> = revision.errors.codes.iter().map(|listed| &*listed.code).collect();
        let code = code.escape_debug();
        format!("refuse={code} is no error code of {}; there are {}", revision.title, listed.join(", "))
    })
}

fn stuck(word: &str, revision: &Revision) -> Result<Outcome, String> {
    let under_way = |stage| matches!(stage, Stage::Queued | Stage::Running);
    let position = revision.states.iter().position(|state| state.word == word && under_way(state.stage));
    position.map(Outcome::Stuck).ok_or_else(|| {
        let states = revision.states.iter().filter(|state| under_way(state.stage));
        let words: Vec<&str> = states.map(|state| &*state.word).collect();
        let word = word.escape_debug();
        format!("stuck={word} is no state of {} under way; there are {}", revision.title, words.join(", "))
    })
}

fn task_codes(revision: &Revision) -> impl Iterator<Item = &str> {
    revision.errors.codes.iter().filter(|code| code.of_task).map(|code| &*code.code)
}

impl FromStr for Script {
    type Err = String;

    fn from_str(text: &str) -> Result<Script, String> {
        directive::read(text)
    }
}

/// As the header has it.
impl fmt::Display for Script {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ending = self.ending.as_ref().map(|ending| match ending {
            Ending::Succeed => "succeed".to_owned(),
            Ending::Fail(None) => "fail".to_owned(),
            Ending::Fail(Some(code)) => format!("fail={code}"),
            Ending::Stuck(state) => format!("stuck={state}"),
            Ending::Refuse(code) => format!("refuse={code}"),
        });
        let state = self.state.as_ref().map(|word| format!("state={word}"));
        let pace = self.pace.map(|pace| match pace {
            Slowness::After(time) => format!("after={}", span::write(time)),
            Slowness::Times(times) => format!("slow={times}"),
            Slowness::Longer(time) => format!("slow={}", span::write(time)),
        });
        let drive = self.drive.map(|drive| drive.to_string());
        let parts: Vec<String> = [ending, state, pace, drive].into_iter().flatten().collect();
        formatter.write_str(&parts.join("; "))
    }
}

/// The directive within a text, if there is one: what stands in `[[mock: ..]]`.
pub fn within(text: &str) -> Option<&str> {
    const BEGINNING: &str = "[[mock:";
    // Nearly no text has one, and to look for a byte takes a tenth of the time.
    if !text.as_bytes().contains(&b'[') {
        return None;
    }
    let from = text.find(BEGINNING)? + BEGINNING.len();
    let rest = &text[from..];
    Some(&rest[..rest.find("]]").unwrap_or(rest.len())])
}
