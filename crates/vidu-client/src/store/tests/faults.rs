//! Each fault of a disk by its name.

use std::time::SystemTime;

use super::disk::{Disk, Fails};
use crate::store::fixture::{accepted, closed, intended, record, refused, unknown};
use crate::store::line::Line;
use crate::store::{Admission, DamageFault, Event, Journal, Limit, Standing, StoreError, TaskStore};

/// Records events one after the other; each must be stored.
async fn store(journal: &Journal, events: &[(u128, Event)]) {
    for (ticket, event) in events {
        journal.note(record(*ticket, event.clone())).await.expect("a good disk");
    }
}

/// In short, the oldest first: `1 pending 7, 2 unknown`.
async fn told(journal: &Journal) -> String {
    let entries = journal.entries(SystemTime::UNIX_EPOCH).await.expect("a snapshot").entries;
    let word = |entry: &crate::store::Entry| {
        let ticket = entry.ticket.to_string().trim_start_matches('0').to_owned();
        match &entry.standing {
            Standing::UnderWay => format!("{ticket} under way"),
            Standing::Unknown { .. } => format!("{ticket} unknown"),
            Standing::Pending { task } => format!("{ticket} pending {task}"),
            Standing::Ended { task, .. } => format!("{ticket} ended {task}"),
        }
    };
    entries.iter().map(word).collect::<Vec<_>>().join(", ")
}

/// A small life: one pending task, one unknown submit, one that was refused, one that was closed.
fn life() -> Vec<(u128, Event)> {
    vec![
        (1, intended(Some(10))),
        (1, accepted("71", None)),
        (2, intended(Some(20))),
        (2, unknown()),
        (3, intended(Some(30))),
        (3, refused()),
        (4, intended(None)),
        (4, accepted("74", Some(4))),
        (4, closed()),
    ]
}

async fn small_journal() -> Vec<u8> {
    let disk = Disk::default();
    store(&disk.open().expect("a journal"), &life()).await;
    disk.content().synced.clone()
}

/// What is there after so many of the events, and no more.
async fn after(events: usize) -> String {
    let disk = Disk::default();
    store(&disk.open().expect("a journal"), &life()[..events]).await;
    told(&disk.open().expect("a journal")).await
}

#[tokio::test]
async fn reopened_it_says_the_same() {
    let file = small_journal().await;
    let journal = Disk::holding(&file).open().expect("a journal");
    assert_eq!(told(&journal).await, "1 pending 71, 2 unknown");
    assert_eq!(journal.damage(), []);
}

#[tokio::test]
async fn torn_tail_at_every_byte() {
    let file = small_journal().await;
    let breaks: Vec<usize> = (0..file.len()).filter(|at| file[*at] == b'\n').collect();
    for length in 0..=file.len() {
        let disk = Disk::holding(&file[..length]);
        let journal = disk.open().expect("a torn journal opens");
        // A line that lacks only its break is whole.
        let whole = breaks.iter().filter(|end| **end <= length).count();
        assert_eq!(told(&journal).await, after(whole.saturating_sub(1)).await, "cut to {length} bytes");
        assert_eq!(journal.damage(), [], "cut to {length} bytes");
        store(&journal, &[(9, intended(None)), (9, accepted("79", None))]).await;
        let again = disk.open().expect("it opens again");
        assert!(told(&again).await.ends_with("9 pending 79"), "cut to {length} bytes");
        assert_eq!(again.damage(), [], "cut to {length} bytes");
    }
}

/// Whatever bit flips: nothing is made up, and what is lost is reported with its place.
#[tokio::test]
async fn bit_flip_at_every_bit() {
    let file = small_journal().await;
    let whole = told(&Disk::holding(&file).open().expect("a journal")).await;
    for bit in 0..file.len() * 8 {
        let mut flipped = file.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let disk = Disk::holding(&flipped);
        let journal = disk.open().expect("a damaged journal opens");
        let told = told(&journal).await;
        let places: Vec<usize> = journal.damage().iter().map(|damage| damage.line).collect();
        let line = file[..bit / 8].iter().filter(|byte| **byte == b'\n').count() + 1;
        if told != whole || bit / 8 + 1 < file.len() {
            assert!(places.contains(&line), "bit {bit} of line {line}: {told}, damage in {places:?}");
        }
        for part in told.split(", ").filter(|part| !part.is_empty()) {
            // A lost closing leaves a task open, a lost id leaves its submit unknown: less is known, never another thing.
            let known = ["1 pending 71", "1 unknown", "2 unknown", "3 unknown", "4 pending 74", "4 unknown"];
            assert!(known.contains(&part), "bit {bit} made up {part}");
        }
        // Whether it can be gone on with depends on the place, not on the bit.
        if bit % 8 == 0 {
            store(&journal, &[(9, intended(None))]).await;
            assert!(self::told(&disk.open().expect("it opens again")).await.contains("9 unknown"), "bit {bit}");
        }
    }
}

#[tokio::test]
async fn a_damaged_line_is_reported_with_its_place_and_stays() {
    let mut file = small_journal().await;
    let breaks: Vec<usize> = (0..file.len()).filter(|at| file[*at] == b'\n').collect();
    file[breaks[1] + 40] ^= 1;
    let disk = Disk::holding(&file);
    let journal = disk.open().expect("a journal");
    let [damage] = journal.damage() else { panic!("{:?}", journal.damage()) };
    assert_eq!((damage.line, damage.offset), (3, breaks[1] + 1));
    assert_eq!((damage.bytes, &damage.fault), (breaks[2] - breaks[1] - 1, &DamageFault::Unreadable));
    assert_eq!(told(&journal).await, "1 unknown, 2 unknown");
    journal.condense().await.expect("nothing to do");
    assert_eq!(disk.content().written, file, "what may hold a submit is not thrown away");
}

#[tokio::test]
async fn an_empty_file_is_a_new_journal() {
    let journal = Disk::holding(b"").open().expect("a journal");
    assert_eq!(told(&journal).await, "");
}

#[tokio::test]
async fn a_foreign_file_is_left_as_it_is() {
    for text in ["hello", "hello\n", "{\"a\": 1}\n{\"b\": 2}\n", "\n", "\0\0\0 a picture"] {
        let disk = Disk::holding(text.as_bytes());
        assert!(matches!(disk.open(), Err(StoreError::Foreign { .. })), "{text:?}");
        assert_eq!(disk.content().written, text.as_bytes());
    }
    let newer = Line::Journal { of: "vidu-client".to_owned(), version: 2 }.write();
    let disk = Disk::holding(&newer);
    assert!(matches!(disk.open(), Err(StoreError::OtherVersion { found: 2, .. })));
    assert_eq!(disk.content().written, newer);
}

/// However much room there is: a record is stored whole or its caller hears that it is not.
#[tokio::test]
async fn full_disk() {
    for room in 0..700 {
        let disk = Disk::default();
        let journal = disk.open().expect("a journal");
        disk.content().room = Some(room);
        disk.content().gulp = Some(100);
        let intent = journal.intend(record(1, intended(None)), None).await;
        let id = journal.note(record(1, accepted("71", None))).await;
        let expected = match (&intent, &id) {
            (Err(_), Err(_)) => "",
            (Ok(_), Err(_)) => "1 unknown",
            // The id fits where the intent does not: it stands for itself.
            (_, Ok(())) => "1 pending 71",
        };
        for fault in [intent.err(), id.err()].into_iter().flatten() {
            assert!(matches!(fault, StoreError::File { kind: std::io::ErrorKind::StorageFull, .. }), "{fault}");
        }
        assert_eq!(told(&disk.open().expect("a journal")).await, expected, "room for {room} bytes");
        // As soon as there is room, it goes on.
        disk.content().room = None;
        store(&journal, &[(2, intended(None))]).await;
        assert!(told(&disk.open().expect("a journal")).await.ends_with("2 unknown"), "room for {room} bytes");
    }
}

#[tokio::test]
async fn short_and_interrupted_writes() {
    let disk = Disk::default();
    disk.content().gulp = Some(1);
    disk.content().interrupts = 3;
    store(&disk.open().expect("a journal"), &life()).await;
    let expected = small_journal().await;
    assert_eq!(disk.content().synced, expected);
}

#[tokio::test]
async fn failed_sync() {
    let disk = Disk::default();
    let journal = disk.open().expect("a journal");
    disk.content().fails = vec![Fails::Sync];
    let fault = journal.intend(record(1, intended(None)), None).await.expect_err("no sync");
    assert!(fault.to_string().contains("cannot sync journal the journal"), "{fault}");
    disk.content().fails.clear();
    let written = disk.content().written.clone();
    let fault = journal.intend(record(2, intended(None)), None).await.expect_err("nobody knows what the disk holds");
    assert!(matches!(fault, StoreError::Broken { .. }), "{fault}");
    assert_eq!(disk.content().written, written, "nothing more is written");
    let again = disk.open().expect("opened again it works");
    store(&again, &[(3, intended(None))]).await;
}

#[tokio::test]
async fn a_failed_cut_after_a_failed_write() {
    let disk = Disk::default();
    let journal = disk.open().expect("a journal");
    store(&journal, &[(1, intended(None)), (1, accepted("71", None))]).await;
    disk.content().room = Some(20);
    disk.content().fails = vec![Fails::Cut];
    let fault = journal.intend(record(2, intended(None)), None).await.expect_err("no room");
    assert!(matches!(fault, StoreError::Broken { .. }), "{fault}");
    disk.content().room = None;
    disk.content().fails.clear();
    assert!(journal.intend(record(3, intended(None)), None).await.is_err(), "it would stand behind half a line");
    assert_eq!(told(&disk.open().expect("a journal")).await, "1 pending 71");
}

/// A crash after each step of the disk, keeping any part of what was not synced: what was promised is there.
#[tokio::test]
async fn crash_between_each_two_steps() {
    let mut ends = 0;
    for last in 0.. {
        let disk = Disk::default();
        disk.content().gulp = Some(90);
        disk.content().off_after = Some(last);
        let mut promised = 0;
        if let Ok(journal) = disk.open() {
            for (ticket, event) in &life() {
                match journal.note(record(*ticket, event.clone())).await {
                    Ok(()) => promised += 1,
                    Err(_) => break,
                }
            }
        }
        let (written, synced) = {
            let content = disk.content();
            (content.written.len(), content.synced.len())
        };
        let all = written - synced;
        for kept in 0..=all {
            let left = disk.after_crash(kept);
            let found = told(&Disk::holding(&left).open().expect("a journal after a crash")).await;
            // One more may have reached the disk without anybody being told.
            let expected = [after(promised).await, after((promised + 1).min(life().len())).await];
            assert!(expected.contains(&found), "off after step {last}, {kept} kept: {found}, not {expected:?}");
        }
        if promised == life().len() {
            ends += 1;
            break;
        }
    }
    assert_eq!(ends, 1);
}

#[tokio::test]
async fn condensing() {
    let disk = Disk::default();
    let journal = disk.open().expect("a journal");
    store(&journal, &life()).await;
    let before = disk.content().synced.len();
    journal.condense().await.expect("a good disk");
    assert!(disk.content().synced.len() < before);
    assert_eq!(told(&journal).await, "1 pending 71, 2 unknown");
    store(&journal, &[(5, intended(Some(50)))]).await;
    let again = disk.open().expect("a journal");
    assert_eq!(told(&again).await, "1 pending 71, 2 unknown, 5 unknown");
    // 10 and 20 and 50, and 4 of a task whose records are gone.
    let over = again.intend(record(6, intended(Some(1))), Some(Limit::new(84, None))).await;
    assert_eq!(over, Ok(Admission::OverLimit { spent: 84 }));
}

#[tokio::test]
async fn a_journal_condenses_itself_when_it_has_grown() {
    let disk = Disk::default();
    let journal = disk.open().expect("a journal");
    for ticket in 0..4000 {
        store(&journal, &[(ticket, intended(None)), (ticket, refused())]).await;
    }
    assert!(disk.content().written.len() < 3 << 19, "{} bytes", disk.content().written.len());
    assert_eq!(told(&disk.open().expect("a journal")).await, "");
}

#[tokio::test]
async fn condensing_that_fails() {
    for (fails, goes_on) in [(Fails::Replace, true), (Fails::Folder, false)] {
        let disk = Disk::default();
        let journal = disk.open().expect("a journal");
        store(&journal, &life()).await;
        disk.content().fails = vec![fails];
        assert!(journal.condense().await.is_err());
        disk.content().fails.clear();
        let stored = journal.intend(record(9, intended(None)), None).await;
        assert_eq!(stored.is_ok(), goes_on, "{fails:?}: {stored:?}");
        let synced = disk.content().synced.clone();
        let written = disk.content().written.clone();
        for left in [synced, written] {
            let found = told(&Disk::holding(&left).open().expect("a journal")).await;
            assert!(found.starts_with("1 pending 71, 2 unknown"), "{fails:?}: {found}");
        }
    }
}

/// How long a line is whose reason has so many letters.
async fn line_of(letters: usize) -> Result<usize, StoreError> {
    let disk = Disk::default();
    let journal = disk.open().expect("a journal");
    store(&journal, &[(1, intended(None))]).await;
    let before = disk.content().written.len();
    journal.note(record(1, Event::Unknown { why: "x".repeat(letters) })).await?;
    let length = disk.content().written.len() - before;
    Ok(length)
}

#[tokio::test]
async fn a_line_has_64_kib_and_no_more() {
    let most = 64 << 10;
    let beside = line_of(60_000).await.expect("room") - 60_000;
    assert_eq!(line_of(most - beside).await, Ok(most));
    assert_eq!(line_of(most - beside + 1).await, Err(StoreError::TooLong { bytes: most + 1 }));
    assert!(matches!(line_of(2 * most).await, Err(StoreError::TooLong { .. })));
}

#[tokio::test]
async fn what_is_known_is_not_written_again() {
    let disk = Disk::default();
    let journal = disk.open().expect("a journal");
    store(&journal, &life()[..2]).await;
    let before = disk.content().written.clone();
    store(&journal, &life()[1..2]).await;
    assert_eq!(disk.content().written, before);
}

#[tokio::test]
async fn the_last_line_break_is_mended() {
    let mut file = small_journal().await;
    *file.last_mut().expect("lines") = b'x';
    let disk = Disk::holding(&file);
    let fault = |journal: &Journal| journal.damage().iter().map(|damage| damage.fault.clone()).collect::<Vec<_>>();
    assert_eq!(fault(&disk.open().expect("a journal")), [DamageFault::LineBreak]);
    assert_eq!(fault(&disk.open().expect("a journal")), []);
    let whole = small_journal().await;
    assert_eq!(disk.content().written, whole);
}

#[tokio::test]
async fn records_that_contradict_are_not_written() {
    let disk = Disk::default();
    let journal = disk.open().expect("a journal");
    store(&journal, &life()).await;
    let before = disk.content().written.clone();
    let fault = journal.note(record(1, accepted("72", None))).await.expect_err("it has another task");
    assert!(matches!(fault, StoreError::Contradiction { .. }), "{fault}");
    assert_eq!(disk.content().written, before);
}
