//! Where the journal's work is done: on whose thread, and what becomes of it when the runtime ends first.

use std::pin::pin;
use std::sync::mpsc;
use std::task::{Context, Poll, Waker};
use std::time::SystemTime;

use tokio::runtime::{Builder, Runtime};

use super::disk::Disk;
use crate::store::fixture::{accepted, intended, record, unknown};
use crate::store::{Damage, DamageFault, StoreError, TaskStore};

fn instant() -> Disk {
    let disk = Disk::default();
    disk.content().is_instant = true;
    disk
}

/// What a future gives at the first look.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits"),
    }
}

fn has(disk: &Disk, word: &str) -> bool {
    String::from_utf8_lossy(&disk.content().synced).contains(word)
}

/// One thread for what waits, which is kept busy until the sender is dropped.
fn busy_runtime() -> (Runtime, mpsc::Sender<()>) {
    let runtime = Builder::new_current_thread().max_blocking_threads(1).build().expect("a runtime");
    let (sender, receiver) = mpsc::channel();
    runtime.spawn_blocking(move || receiver.recv());
    (runtime, sender)
}

#[test]
fn a_disk_that_waits_for_nothing_needs_no_runtime() {
    let disk = instant();
    let journal = disk.open().expect("a journal");
    assert_eq!(now(journal.note(record(1, intended(None)))), Ok(()));
    assert_eq!(now(journal.entries(SystemTime::UNIX_EPOCH)).expect("a snapshot").entries.len(), 1);
    let waiting = Disk::default().open().expect("a journal");
    assert_eq!(now(waiting.note(record(1, intended(None)))), Err(StoreError::Stopped));
}

#[test]
fn whoever_drops_a_future_waits_for_no_disk() {
    let (runtime, busy) = busy_runtime();
    let (fast, slow) = (instant(), Disk::default());
    let _entered = runtime.enter();
    for (disk, is_written) in [(&fast, true), (&slow, false)] {
        let journal = disk.open().expect("a journal");
        journal.leave(record(1, intended(None)));
        journal.leave(record(1, unknown()));
        assert_eq!(has(disk, "no answer"), is_written);
    }
    drop(busy);
}

/// What nobody came to write is written when the last who knows of it goes.
#[test]
fn what_is_left_is_written_though_the_runtime_ended_before() {
    let runtime = Builder::new_current_thread().build().expect("a runtime");
    let gone = runtime.handle().clone();
    runtime.shutdown_background();
    let disk = Disk::default();
    let journal = disk.open().expect("a journal");
    let _entered = gone.enter();
    journal.leave(record(1, intended(None)));
    journal.leave(record(1, accepted("71", None)));
    assert!(!has(&disk, "71"), "nobody writes any more");
    drop(journal);
    assert!(has(&disk, "71"), "it is lost");
}

#[test]
fn damage_says_where_and_what() {
    let damage = |fault| Damage { line: 3, offset: 120, bytes: 40, fault }.to_string();
    let cases = [
        (DamageFault::Unreadable, "damaged; a record was lost, perhaps that of a submit"),
        (DamageFault::LineBreak, "its line break is damaged; nothing was lost"),
        (DamageFault::NotUnderstood, "not understood; a newer program wrote it"),
        (
            DamageFault::Contradiction { why: "it ended before".to_owned() },
            "it contradicts earlier lines: it ended before",
        ),
    ];
    for (fault, said) in cases {
        assert_eq!(damage(fault), format!("line 3 (byte 120, 40 bytes): {said}"));
    }
}
