//! Draws a schedule from a seed.

use serde_json::{Map, Value, json};
use vidu_types::SPEC;
use vidu_types::table::{OperationKind, Revision};

use crate::chance::Chance;
use crate::schedule::{Crash, DiskFault, Order, Schedule, Setting, Step};

/// The faults of the mock; a test holds the names against those that the mock has.
pub const FAULTS: &[&str] = &[
    "too_many_requests",
    "server_error",
    "gateway_page",
    "slow_headers",
    "slow_body",
    "reset_before",
    "reset_within",
    "reset_after",
    "closed_within",
    "truncated_json",
    "malformed_json",
    "wrong_content_type",
    "no_answer",
    "hanging",
    "redirect",
    "expired_url",
    "callback_lost",
    "callback_doubled",
    "callback_late",
    "callback_out_of_order",
    "callback_bad_signature",
    "callback_wrong_body",
];

impl Schedule {
    /// The schedule of a seed.
    pub fn drawn(seed: u64) -> Schedule {
        let mut draw = Draw { chance: Chance::seeded(seed), revision: &SPEC.revisions[0], payloads: 0 };
        let current: Vec<&Revision> = SPEC.revisions.iter().filter(|revision| revision.current).collect();
        // Those that call back have the most that can go wrong.
        let calling: Vec<&Revision> = current.iter().copied().filter(|one| one.callback.is_some()).collect();
        let half = draw.chance.one_in(2) && !calling.is_empty();
        draw.revision = *draw.chance.pick(if half { &calling[..] } else { &current[..] });
        let (setting, steps) = (draw.setting(), draw.steps());
        Schedule { vendor: draw.revision.vendor.to_string(), seed, setting, steps }
    }
}

struct Draw {
    chance: Chance,
    revision: &'static Revision,
    payloads: usize,
}

impl Draw {
    fn setting(&mut self) -> Setting {
        let chance = &mut self.chance;
        let budget = chance.one_in(4).then(|| 100 * chance.from(1, 5));
        Setting {
            budget,
            over_store: chance.one_in(2),
            marks: chance.one_in(3),
            patient: chance.one_in(3),
            rare_looks: chance.one_in(4),
        }
    }

    /// A few lives, and what happens around them.
    fn steps(&mut self) -> Vec<Step> {
        let (mut left, mut steps) = (self.chance.from(2, 9), Vec::new());
        while left > 0 {
            let step = self.step();
            left -= u64::from(matches!(step, Step::Submit(_)));
            steps.push(step);
        }
        steps.push(self.pass());
        steps
    }

    fn step(&mut self) -> Step {
        let nth = self.chance.below(8) as usize;
        match self.chance.below(100) {
            0..45 => Step::Submit(self.order()),
            45..62 => self.pass(),
            62..80 => Step::Fault(self.fault()),
            80..82 => Step::Clear,
            82..89 => Step::Crash(self.crash()),
            89..91 => Step::Cancel { nth },
            91..93 => Step::Receiver { status: *self.chance.pick(&[Some(200), Some(200), Some(500), None]) },
            93..95 => Step::Replay { nth },
            95..96 => Step::Forge { nth },
            96..98 => Step::Network { up: self.chance.one_in(2) },
            _ => Step::Disk(self.disk()),
        }
    }

    fn order(&mut self) -> Order {
        let creates: Vec<String> = self.names(OperationKind::Create);
        self.payloads += 1;
        // Rarely two lives have one payload.
        let own = if self.chance.one_in(12) { 1 } else { self.payloads };
        let chance = &mut self.chance;
        let script = ["", "", "", "fail", "slow=30s", if chance.one_in(4) { "slow=600s" } else { "fail; slow=2" }];
        Order {
            operation: chance.pick(&creates).clone(),
            model: chance.below(8) as usize,
            payload: (!chance.one_in(4)).then(|| format!("order {own}")),
            callback: !chance.one_in(3),
            script: (*chance.pick(&script)).to_owned(),
            updates: chance.one_in(2),
            download: chance.one_in(64),
            // What is closed is forgotten, and then its payload is told apart from no other.
            close: own > 1 && chance.one_in(4),
        }
    }

    fn pass(&mut self) -> Step {
        let most = *self.chance.pick(&[30, 100, 1000, 5000, 20_000, 60_000, 900_000]);
        Step::Pass { ms: self.chance.from(1, most) }
    }

    fn crash(&mut self) -> Crash {
        let chance = &mut self.chance;
        let most = *chance.pick(&[4, 12, 60]);
        let longest = *chance.pick(&[1000, 60_000]);
        Crash {
            at: chance.from(1, most) as u32,
            kept: *chance.pick(&[0, 50, 100, 100]),
            down: chance.from(1, longest),
            flip: chance.one_in(20),
        }
    }

    fn disk(&mut self) -> DiskFault {
        match self.chance.below(4) {
            0 => DiskFault::Unsynced,
            1 | 2 => DiskFault::Full(self.chance.below(900) as usize),
            _ => DiskFault::Mended,
        }
    }

    fn fault(&mut self) -> Map<String, Value> {
        let name = *self.chance.pick(FAULTS);
        let mut form = Map::new();
        form.insert("fault".to_owned(), json!(name));
        self.members(name, &mut form);
        self.rule(name, &mut form);
        form
    }

    /// What belongs to the fault itself.
    fn members(&mut self, name: &str, form: &mut Map<String, Value>) {
        let chance = &mut self.chance;
        let seconds = *chance.pick(&[1, 8, 40, 90]);
        let (member, value) = match name {
            "too_many_requests" => ("retry_after", json!(chance.below(90))),
            "server_error" | "gateway_page" => ("status", json!(chance.pick(&[500, 502, 503, 504]))),
            "slow_headers" | "slow_body" | "hanging" | "callback_late" => ("seconds", json!(chance.from(1, seconds))),
            "reset_within" | "closed_within" => ("bytes", json!(chance.below(200))),
            "redirect" => ("to", json!("http://elsewhere.example/")),
            _ => return,
        };
        form.insert(member.to_owned(), value);
        let may_serve = matches!(name, "server_error" | "gateway_page");
        if may_serve && chance.one_in(2) {
            form.insert("accepted".to_owned(), json!(true));
        }
    }

    /// Whom it hits, and how often.
    fn rule(&mut self, name: &str, form: &mut Map<String, Value>) {
        let of_calls = !name.starts_with("callback") && name != "expired_url";
        // A host that serves half a file as the whole of it deceives everybody.
        let spoils = matches!(name, "truncated_json" | "malformed_json");
        let kinds = [OperationKind::Create, OperationKind::Create, OperationKind::Query];
        let kind = *self.chance.pick(&kinds);
        let names = self.names(kind);
        if of_calls && !self.chance.one_in(4) {
            form.insert("operation".to_owned(), json!(self.chance.pick(&names)));
        } else if of_calls && !spoils && self.chance.one_in(2) {
            form.insert("results".to_owned(), json!(true));
        }
        let (member, value) = match self.chance.below(5) {
            0 | 1 => ("times", json!(self.chance.from(1, 5))),
            2 => ("rate", json!(0.4)),
            3 => ("nth", json!(self.chance.from(1, 3))),
            _ => ("lasts", json!(self.chance.from(1, 900))),
        };
        form.insert(member.to_owned(), value);
        form.insert("seed".to_owned(), json!(self.chance.below(1000)));
    }

    fn names(&self, kind: OperationKind) -> Vec<String> {
        let operations = self.revision.operations.iter().filter(|operation| operation.kind == kind);
        operations.map(|operation| operation.name.to_string()).collect()
    }
}
