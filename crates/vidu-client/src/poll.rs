//! When to look at a task again and when to give up: a bounded wait as steps without IO.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use vidu_types::{State, Task, VendorError};

use crate::backoff::{Chance, Growth, spread};
use crate::call::{CallError, CallFault};
use crate::text::printable;

/// How a handle waits for its task's end.
///
/// Looks begin soon after the submit and grow apart, because short videos end within seconds and long ones do not hurry;
/// every interval is spread by a fifth, so that many waiters do not look in step. Where the vendor says how long it still
/// takes, a quarter of that is the least pause, up to the longest interval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    deadline: Duration,
    first_look: Duration,
    least: Duration,
    most: Duration,
    failures: u32,
}

impl Wait {
    /// A deadline of 30 minutes, the first look after 2 seconds, then 1 to 10 seconds apart, 20 failed looks in a row
    /// survived.
    pub const fn new() -> Self {
        Self {
            deadline: Duration::from_secs(30 * 60),
            first_look: Duration::from_secs(2),
            least: Duration::from_secs(1),
            most: Duration::from_secs(10),
            failures: 20,
        }
    }

    /// How long to wait at most, counted from the first poll of the wait. A look under way then is still finished.
    pub const fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// How long to leave a task alone after its submit. A task that was taken up by its id is looked at once.
    pub const fn first_look(mut self, after: Duration) -> Self {
        self.first_look = after;
        self
    }

    /// The least and the most time between looks. A `Retry-After` of the vendor may make it longer.
    pub const fn interval(mut self, least: Duration, most: Duration) -> Self {
        self.least = least;
        self.most = most;
        self
    }

    /// How many looks in a row may fail: a paid task is not given up because of one 503.
    pub const fn failures(mut self, many: u32) -> Self {
        self.failures = many;
        self
    }
}

impl Default for Wait {
    fn default() -> Self {
        Self::new()
    }
}

/// A wait that ended before its task did. The task may go on: its id takes it up again.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct WaitError {
    /// The vendor.
    pub vendor: &'static str,
    /// The task's id.
    pub task: String,
    /// The state at the last look that succeeded.
    pub last: Option<State>,
    /// How often it was looked at.
    pub attempts: u32,
    /// How long was waited.
    pub elapsed: Duration,
    /// The vendor's number for the last call, where it gives one.
    pub trace: Option<String>,
    /// Why the wait ended.
    pub fault: WaitFault,
}

/// Why a wait ended before its task did.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum WaitFault {
    /// The deadline passed, or the vendor asked for a pause that reaches beyond it.
    DeadlinePassed {
        /// The last look's failure, if it failed.
        last: Option<CallError>,
    },
    /// More looks in a row failed than the wait survives.
    TooManyFailures {
        /// The last of them.
        last: CallError,
    },
    /// The vendor does not know the key (401).
    KeyRefused(Box<VendorError>),
    /// The key may not see the task (403).
    Forbidden(Box<VendorError>),
    /// The vendor does not know the task (404).
    NoSuchTask(Box<VendorError>),
    /// The vendor refuses the question itself; asking again would not help.
    Refused(CallError),
}

impl fmt::Display for WaitError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let looks = if self.attempts == 1 { "look" } else { "looks" };
        let fault = self.fault.to_string();
        write!(formatter, "{}, task {}: {fault}", self.vendor, self.task)?;
        write!(formatter, "; {} {looks} in {:.1} s", self.attempts, self.elapsed.as_secs_f64())?;
        match &self.last {
            Some(state) => write!(formatter, ", last state {:?}", state.word())?,
            None => formatter.write_str(", no state seen")?,
        }
        match &self.trace {
            Some(trace) if !fault.contains(trace.as_str()) => write!(formatter, ", trace {}", printable(trace, 100)),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for WaitFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DeadlinePassed { last: None } => formatter.write_str("not ended by the deadline"),
            Self::DeadlinePassed { last: Some(last) } => {
                write!(formatter, "not ended by the deadline ({})", last.fault)
            }
            Self::TooManyFailures { last } => write!(formatter, "too many looks in a row failed ({})", last.fault),
            Self::KeyRefused(error) => write!(formatter, "the key is not taken: {error}"),
            Self::Forbidden(error) => write!(formatter, "the key may not see the task: {error}"),
            Self::NoSuchTask(error) => write!(formatter, "the vendor does not know the task: {error}"),
            Self::Refused(error) => write!(formatter, "{}", error.fault),
        }
    }
}

impl Error for WaitError {}

/// What comes after a look.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Another look, after a pause.
    Look(Duration),
    /// Nothing: the task has ended.
    Ended,
    /// Nothing: the wait is over.
    GiveUp(GiveUp),
}

/// Which limit ends a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GiveUp {
    Deadline,
    Failures,
    Refused,
}

/// How far a wait has come: it is told what each look saw, and says what comes next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Progress {
    /// Looks that brought a state, and looks that failed.
    good: u32,
    failed: u32,
    /// How many of these came after the last good look.
    in_a_row: u32,
}

/// The most between failed looks, unless others may be further apart.
const TROUBLE: Duration = Duration::from_secs(30);

impl Progress {
    /// How often was looked.
    pub(crate) fn looks(self) -> u32 {
        self.good.saturating_add(self.failed)
    }

    /// What comes after a look that ended so long after the wait began.
    pub(crate) fn after(
        &mut self,
        wait: &Wait,
        chance: &mut Chance,
        elapsed: Duration,
        seen: Result<&Task, &CallError>,
    ) -> Step {
        match seen {
            Ok(_) => (self.good, self.in_a_row) = (self.good.saturating_add(1), 0),
            Err(_) => (self.failed, self.in_a_row) = (self.failed.saturating_add(1), self.in_a_row.saturating_add(1)),
        }
        match seen {
            Ok(task) if task.state.is_terminal() => Step::Ended,
            Ok(task) => {
                let expected = wait.expected(task, chance);
                wait.bounded(elapsed, wait.intervals().pause(self.good - 1, chance).max(expected), None)
            }
            Err(fault) if !fault.is_transient() => Step::GiveUp(GiveUp::Refused),
            Err(_) if self.in_a_row > wait.failures => Step::GiveUp(GiveUp::Failures),
            Err(fault) => wait.bounded(elapsed, wait.troubles().pause(self.in_a_row - 1, chance), fault.retry_after()),
        }
    }
}

impl Wait {
    /// How long to wait before the first look at a task that was just submitted.
    pub(crate) fn before_first_look(&self) -> Duration {
        self.first_look.min(self.deadline)
    }

    fn intervals(&self) -> Growth {
        Growth::new(self.least, self.most, 1.3)
    }

    /// Failed looks grow apart further than others: a vendor in trouble gets some rest.
    fn troubles(&self) -> Growth {
        Growth::new(self.least, self.most.max(TROUBLE.min(self.most.saturating_mul(3))), 2.0)
    }

    /// A part of the time that the vendor says it still takes: an hour's work need not be looked at after a second.
    fn expected(&self, task: &Task, chance: &mut Chance) -> Duration {
        let left = task.eta.and_then(|seconds| Duration::try_from_secs_f64(seconds / 4.0).ok());
        let Some(left) = left else { return Duration::ZERO };
        spread(left.min(self.most), chance).min(self.most)
    }

    /// The last look falls on the deadline, unless the vendor asked for a longer pause: then nothing is left to wait for.
    fn bounded(&self, elapsed: Duration, pause: Duration, asked: Option<Duration>) -> Step {
        let left = self.deadline.saturating_sub(elapsed);
        if left.is_zero() || asked.is_some_and(|asked| asked > left) {
            return Step::GiveUp(GiveUp::Deadline);
        }
        Step::Look(pause.max(asked.unwrap_or_default()).min(left))
    }
}

/// Puts a look's failure, if it failed, under the limit that ended the wait.
pub(crate) fn fault(limit: GiveUp, last: Option<CallError>) -> WaitFault {
    match (limit, last) {
        (GiveUp::Failures, Some(last)) => WaitFault::TooManyFailures { last },
        (GiveUp::Refused, Some(last)) => refused(last),
        (_, last) => WaitFault::DeadlinePassed { last },
    }
}

fn refused(call: CallError) -> WaitFault {
    match (call.status(), call.fault) {
        (Some(401), CallFault::Refused { error, .. }) => WaitFault::KeyRefused(error),
        (Some(403), CallFault::Refused { error, .. }) => WaitFault::Forbidden(error),
        (Some(404), CallFault::Refused { error, .. }) => WaitFault::NoSuchTask(error),
        (_, fault) => WaitFault::Refused(CallError { vendor: call.vendor, task: call.task, fault }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::CallFault;
    use crate::testing::{Acme, operation_of};
    use vidu_types::Vendor;
    use vidu_types::table::OperationKind;

    const SECOND: Duration = Duration::from_secs(1);

    fn task(word: &str) -> Task {
        let query = operation_of(Acme::revision(), OperationKind::Query);
        let body = format!(r#"{{"status": "{word}"}}"#);
        Task::read_known(Acme::revision(), query, "7", body.as_bytes()).expect("a task")
    }

    fn trouble(status: u16, retry_after: Option<Duration>) -> CallError {
        let error = Box::new(vidu_types::error_body::read(&Acme::revision().errors, status, b""));
        CallError { vendor: "acme", task: None, fault: CallFault::Refused { error, retry_after } }
    }

    /// A wait under way, with chance of its own.
    struct Plan(Wait, Progress, Chance);

    impl Plan {
        fn after(&mut self, elapsed: Duration, seen: Result<&Task, &CallError>) -> Step {
            self.1.after(&self.0, &mut self.2, elapsed, seen)
        }
    }

    fn plan(wait: Wait, seed: u64) -> Plan {
        Plan(wait, Progress::default(), Chance::seeded(seed))
    }

    /// What a plan does at a moment, in short.
    fn step(plan: &mut Plan, at: u64, seen: Result<&Task, &CallError>) -> String {
        match plan.after(SECOND * at as u32, seen) {
            Step::Look(pause) => format!("look after {}", pause.as_secs_f64().round()),
            Step::Ended => "ended".to_owned(),
            Step::GiveUp(limit) => format!("{limit:?}"),
        }
    }

    #[test]
    fn steps() {
        let (open, done, busy) = (task("making"), task("done"), trouble(503, None));
        let asked = |seconds| trouble(429, Some(SECOND * seconds));
        let cases = [
            (0, Ok(&open), "look after 1"),
            (0, Ok(&done), "ended"),
            (0, Err(&busy), "look after 1"),
            (0, Err(&trouble(404, None)), "Refused"),
            (0, Err(&asked(60)), "look after 60"),
            (0, Err(&asked(100)), "look after 100"),
            (0, Err(&asked(101)), "Deadline"),
            (98, Ok(&open), "look after 1"),
            (100, Ok(&open), "Deadline"),
            (100, Err(&busy), "Deadline"),
            (200, Ok(&done), "ended"),
        ];
        for (at, seen, expected) in cases {
            let mut plan = plan(Wait::new().deadline(100 * SECOND), 1);
            assert_eq!(step(&mut plan, at, seen), expected, "{seen:?} at {at}");
        }
    }

    /// A vendor that says how long it still takes is asked less often, and never less than the longest interval says.
    #[test]
    fn the_expected_length_counts() {
        let least = 1..2;
        let cases = [(24.0, 4..8), (4000.0, 8..11), (0.0, least.clone()), (-5.0, least.clone()), (f64::NAN, least)];
        for ((eta, pauses), seed) in cases.into_iter().flat_map(|case| (0..50).map(move |seed| (case.clone(), seed))) {
            let mut task = task("making");
            task.eta = Some(eta);
            let mut plan = plan(Wait::new(), seed);
            let Step::Look(pause) = plan.after(Duration::ZERO, Ok(&task)) else { panic!("{eta:?}") };
            assert!(pauses.contains(&pause.as_secs()), "{eta:?}: {pause:?}");
        }
    }

    /// Whatever chance draws, a wait makes its last look at the deadline and then ends.
    #[test]
    fn every_wait_ends() {
        let (open, busy) = (task("making"), trouble(503, None));
        for seed in 0..200 {
            let wait = Wait::new().deadline(120 * SECOND).failures(u32::MAX);
            let mut plan = plan(wait, seed);
            let (mut at, mut looks) = (Duration::ZERO, 0);
            while let Step::Look(pause) = plan.after(at, if seed % 2 == 0 { Ok(&open) } else { Err(&busy) }) {
                assert!(!pause.is_zero());
                (at, looks) = (at + pause, looks + 1);
            }
            assert!(at == 120 * SECOND && (5..40).contains(&looks), "seed {seed}: {looks} looks, {at:?}");
        }
    }

    #[test]
    fn a_good_look_renews_the_budget() {
        let (open, busy) = (task("making"), trouble(503, None));
        let mut plan = plan(Wait::new().failures(1), 1);
        assert_eq!(step(&mut plan, 0, Err(&busy)), "look after 1");
        assert_eq!(step(&mut plan, 1, Ok(&open)), "look after 1");
        assert_eq!(step(&mut plan, 2, Err(&busy)), "look after 1");
        assert_eq!(step(&mut plan, 3, Err(&busy)), "Failures");
        assert_eq!(plan.1.looks(), 4);
    }
}
