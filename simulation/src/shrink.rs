//! Makes a failing schedule as short as it can be and still fail: without steps first, then with simpler ones.

use serde_json::{Map, Value};

use crate::schedule::{Crash, Order, Schedule, Setting, Step};

/// More runs than this are not spent on it.
const MOST: usize = 3000;

/// The shortest schedule found that still fails.
pub fn shrink(schedule: &Schedule, fails: impl Fn(&Schedule) -> bool) -> Schedule {
    let mut search = Search { best: schedule.clone(), fails, left: MOST };
    loop {
        let before = search.best.clone();
        search.drop_steps();
        search.simplify();
        if search.best == before || search.left == 0 {
            return search.best;
        }
    }
}

/// The same with time between the steps: what depends on haste needs more steps than what does not.
fn unhurried(schedule: &Schedule) -> Schedule {
    let mut slow = schedule.clone();
    slow.steps.iter_mut().for_each(|step| {
        if let Step::Pass { ms } = step {
            *ms = MINUTE.max(*ms);
        }
    });
    if !matches!(slow.steps.last(), Some(Step::Pass { .. })) {
        slow.steps.push(Step::Pass { ms: MINUTE });
    }
    slow
}

const MINUTE: u64 = 60_000;

struct Search<F> {
    best: Schedule,
    fails: F,
    left: usize,
}

impl<F: Fn(&Schedule) -> bool> Search<F> {
    /// Takes a schedule if it still fails.
    fn accept(&mut self, candidate: Schedule) -> bool {
        if self.left == 0 || candidate == self.best {
            return false;
        }
        self.left -= 1;
        let fails = (self.fails)(&candidate);
        if fails {
            self.best = candidate;
        }
        fails
    }

    /// Leaves out runs of steps, the long ones first.
    fn drop_steps(&mut self) {
        let mut length = self.best.steps.len();
        while length > 0 {
            let mut at = 0;
            while at < self.best.steps.len() {
                let mut candidate = self.best.clone();
                let end = (at + length).min(candidate.steps.len());
                candidate.steps.drain(at..end);
                let slow = unhurried(&candidate);
                let is_shorter = slow.steps.len() < self.best.steps.len();
                if !(self.accept(candidate) || is_shorter && self.accept(slow)) {
                    at += length;
                }
            }
            length /= 2;
        }
    }

    fn simplify(&mut self) {
        self.accept(Schedule { setting: Setting::default(), ..self.best.clone() });
        for at in 0..self.best.steps.len() {
            while self.simplify_step(at) {}
        }
    }

    /// Makes one step simpler, if one of the ways to do so still fails.
    fn simplify_step(&mut self, at: usize) -> bool {
        let ways = self.best.steps.get(at).map(simpler).unwrap_or_default();
        ways.into_iter().any(|step| {
            let mut candidate = self.best.clone();
            candidate.steps[at] = step;
            self.accept(candidate)
        })
    }
}

/// A step's simpler forms, the simplest first.
fn simpler(step: &Step) -> Vec<Step> {
    let mut ways: Vec<Step> = match step {
        Step::Submit(order) => orders(order).into_iter().map(Step::Submit).collect(),
        Step::Pass { ms } => smaller(*ms).into_iter().map(|ms| Step::Pass { ms }).collect(),
        Step::Crash(crash) => crashes(crash).into_iter().map(Step::Crash).collect(),
        Step::Cancel { .. } => vec![Step::Cancel { nth: 0 }],
        Step::Replay { .. } => vec![Step::Replay { nth: 0 }],
        Step::Forge { nth: 1.. } => vec![Step::Forge { nth: 0 }, Step::Forge { nth: 1 }],
        Step::Fault(form) => faults(form).into_iter().map(Step::Fault).collect(),
        _ => Vec::new(),
    };
    ways.retain(|simple| simple != step);
    ways
}

fn faults(form: &Map<String, Value>) -> Vec<Map<String, Value>> {
    let optional = |name: &&String| !matches!(name.as_str(), "fault" | "seconds" | "to");
    let without = |name: &String| {
        let mut form = form.clone();
        form.remove(name);
        form
    };
    let with = |seconds: u64| {
        let mut form = form.clone();
        form.insert("seconds".to_owned(), seconds.into());
        form
    };
    let seconds = form.get("seconds").and_then(Value::as_u64).unwrap_or_default();
    form.keys().filter(optional).map(without).chain(smaller(seconds).into_iter().map(with)).collect()
}

fn orders(order: &Order) -> Vec<Order> {
    let is_bare = Order { operation: order.operation.clone(), ..Order::default() };
    vec![
        Order::default(),
        is_bare,
        Order { operation: String::new(), ..order.clone() },
        Order { model: 0, ..order.clone() },
        Order { payload: None, ..order.clone() },
        Order { callback: false, ..order.clone() },
        Order { script: String::new(), ..order.clone() },
        Order { updates: false, ..order.clone() },
        Order { download: false, ..order.clone() },
        Order { close: false, ..order.clone() },
    ]
}

fn crashes(crash: &Crash) -> Vec<Crash> {
    let at = |at: u64| Crash { at: at as u32, ..crash.clone() };
    let mut ways = vec![
        Crash { flip: false, ..crash.clone() },
        Crash { kept: 100, ..crash.clone() },
        Crash { down: 1, ..crash.clone() },
    ];
    ways.extend(smaller(u64::from(crash.at)).into_iter().map(at));
    ways
}

/// Smaller numbers from 1 on, the smallest first.
fn smaller(number: u64) -> Vec<u64> {
    let mut all = vec![1, number / 2, number.saturating_sub(1)];
    all.retain(|smaller| (1..number).contains(smaller));
    all.dedup();
    all
}
