//! Holds what callers and stores know against what the mock billed: nothing lost, nothing paid twice.

use std::collections::BTreeMap;

use vidu_client::Recovery;
use vidu_client::store::{Digest, Entry};
use vidu_types::Vendor;

use crate::book::{Book, Life, MARK, Pages, Told};
use crate::process::Ground;

/// What a process finds when it starts: everything that a caller of an earlier one had in hand.
pub fn recovered<V: Vendor>(book: &Book, recovery: &Recovery<V>, is_damaged: bool) {
    let mut pages = book.pages();
    if !recovery.damage.is_empty() && !is_damaged {
        pages.violation("a crash leaves a good journal", format!("{:?}", recovery.damage));
    }
    if !recovery.under_way.is_empty() || !recovery.elsewhere.is_empty() {
        pages.violation("a store knows where it stands", format!("{:?}", recovery.under_way));
    }
    let has = |id: &str| recovery.pending.iter().any(|handle| handle.id() == id);
    let is_missing = |life: &&Life| match &life.told {
        Some(Told::Accepted(id)) => !life.is_closed && !life.order.close && !has(id),
        _ => false,
    };
    let missing: Vec<String> = pages.lives.iter().filter(is_missing).map(|life| format!("{:?}", life.told)).collect();
    if !missing.is_empty() && recovery.damage.is_empty() {
        pages.violation("an id is recorded before its caller has it", missing.join(", "));
    }
}

/// What stands in a journal: no key, no prompt.
pub fn journal(book: &Book, bytes: &[u8]) {
    if bytes.windows(MARK.len()).any(|window| window == MARK.as_bytes()) {
        book.violation("no prompt is in the journal", "a prompt");
    }
}

/// After the end: every charge of the ledger has its life, and every life the truth.
pub fn judge(ground: &Ground, known: &[&str], unknown: &[Entry], is_damaged: bool) {
    let (ledger, mut pages) = (ground.mock.ledger(), ground.book.pages());
    let mut paid: BTreeMap<usize, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for (charge, life) in ledger.iter().zip(&pages.made.clone()) {
        let Some(number) = *life else { continue };
        *paid.entry(number).or_default() += 1;
        let case = Case { pages: &pages, number, task: &charge.task, known, unknown, is_damaged };
        found.extend(case.faults(ground));
    }
    found.extend(paid.iter().filter(|(_, times)| **times > 1).map(|(life, times)| {
        let what = format!("life {life} was paid for {times} times");
        ("nothing is paid twice", what)
    }));
    if ledger.len() != pages.made.len() {
        found.push(("the ledger is as the line saw it", format!("{} and {}", ledger.len(), pages.made.len())));
    }
    found.extend(unanswered(&pages));
    if !is_damaged {
        found.extend(over_budget(ground, &pages, &ledger));
    }
    found.into_iter().for_each(|(rule, what)| pages.violation(rule, what));
    let told: Vec<String> = ledger.iter().map(|charge| format!("{} {}", charge.task, charge.refunded)).collect();
    pages.note(&told);
}

type Found = (&'static str, String);

/// A task that was billed.
struct Case<'c> {
    pages: &'c Pages,
    number: usize,
    task: &'c str,
    known: &'c [&'c str],
    unknown: &'c [Entry],
    is_damaged: bool,
}

impl Case<'_> {
    fn faults(&self, ground: &Ground) -> Vec<Found> {
        let life = &self.pages.lives[self.number];
        let is_known = self.known.contains(&self.task) || life.is_closed || life.order.close && self.is_ended();
        let is_stored = is_known || self.is_unknown(life) || self.is_damaged;
        let named = |what: &str| format!("life {}, task {}: {what}", self.number, self.task);
        let mut found = Vec::new();
        match &life.told {
            Some(Told::Accepted(id)) | Some(Told::Unrecorded(_, id)) if id != self.task => {
                found.push(("a caller has its own task", named(&format!("the caller has {id}"))));
            }
            Some(Told::Nothing(word)) => {
                found.push(("nothing paid for is lost", named(&format!("the caller was told: {word}"))));
            }
            _ if !is_stored => found.push(("nothing paid for is lost", named("no store knows it"))),
            _ => {}
        }
        if is_known && !self.is_ended() {
            found.push(("every known task is followed to its end", named("nobody was told of its end")));
        }
        let has_text = life.order.payload.is_some() && self.is_single(life);
        let is_marked = life.order.payload.is_none() && ground.setting.marks;
        let is_told = self.pages.heard.contains(self.task) && (has_text || is_marked);
        if is_told && !is_known && !self.is_damaged {
            found.push(("what a callback tells of is reconciled", named("it is still unknown")));
        }
        found
    }

    fn is_ended(&self) -> bool {
        self.pages.ended.contains(self.task)
    }

    /// Whether an unknown submit of the store is this life's, by its body.
    fn is_unknown(&self, life: &Life) -> bool {
        let Some(body) = &life.body else { return false };
        let digest = Digest::of(body);
        let of = |entry: &&Entry| entry.intent.as_ref().is_some_and(|intent| intent.request == digest);
        self.unknown.iter().any(|entry| of(&entry))
    }

    /// Whether no other life has the same payload.
    fn is_single(&self, life: &Life) -> bool {
        self.pages.lives.iter().filter(|other| other.order.payload == life.order.payload).count() == 1
    }
}

/// Lives in processes that did not die, of which the caller heard nothing.
fn unanswered(pages: &Pages) -> Vec<Found> {
    let silent = |(_, life): &(usize, &Life)| life.told.is_none() && !pages.died.contains(&life.process);
    let lives = pages.lives.iter().enumerate().filter(silent);
    lives.map(|(number, _)| ("every caller gets an answer", format!("life {number} did not"))).collect()
}

/// A budget over the store holds for all processes, another for each.
fn over_budget(ground: &Ground, pages: &Pages, ledger: &[vidu_mock::Charge]) -> Vec<Found> {
    let Some(limit) = ground.setting.budget else { return Vec::new() };
    let mut spent: BTreeMap<usize, u64> = BTreeMap::new();
    for (charge, life) in ledger.iter().zip(&pages.made) {
        let Some(life) = *life else { continue };
        let counts = !(charge.refunded && ground.setting.over_store);
        let process = if ground.setting.over_store { 0 } else { pages.lives[life].process };
        let credits = charge.credits.filter(|_| counts).and_then(|credits| u64::try_from(credits).ok());
        *spent.entry(process).or_default() += credits.unwrap_or_default();
    }
    let over = spent.into_iter().filter(|(_, spent)| *spent > limit);
    over.map(|(_, spent)| ("a budget is not passed", format!("{spent} of {limit} credits"))).collect()
}
