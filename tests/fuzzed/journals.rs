//! Journal files: whatever lies between them, no whole record is lost, damage is told, and what is written then is there the next time.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use vidu_client::store::{
    Account, DamageFault, Entry, Event, Journal, Record, Standing, Step, StoreError, TaskStore, Ticket, step,
};

thread_local! {
    static PLACE: (Runtime, TempDir) = (
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime"),
        TempDir::new().expect("a folder for the journal"),
    );
}

/// Lines of a file; one that begins with `=` is JSON of which a good line is made, one with `~` ends without a break.
pub fn holds(input: &[u8]) {
    let file = file(input);
    PLACE.with(|(runtime, folder)| {
        let path = folder.path().join("journal");
        fs::write(&path, &file).expect("the journal");
        runtime.block_on(check(&file, &path));
    });
}

fn file(input: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    for line in input.split(|byte| *byte == b'\n') {
        match line {
            [b'=', json @ ..] => file.extend(written(json)),
            [b'~', rest @ ..] => file.extend(rest),
            _ => file.extend([line, b"\n"].concat()),
        }
    }
    file
}

/// A line as the journal's form says: the sum, the length, the JSON.
fn written(json: &[u8]) -> Vec<u8> {
    let text = [format!("{} ", json.len()).as_bytes(), json].concat();
    [format!("{} ", sum(&text)).as_bytes(), &text, b"\n"].concat()
}

fn sum(text: &[u8]) -> String {
    Sha256::digest(text)[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn check(file: &[u8], path: &Path) {
    let journal = match Journal::open(path) {
        Ok(journal) => journal,
        Err(StoreError::Foreign { .. } | StoreError::OtherVersion { .. }) => {
            let kept = fs::read(path).expect("the file");
            return assert_eq!(kept, file, "what is no journal of ours is left as it is");
        }
        Err(fault) => panic!("{fault}"),
    };
    for damage in journal.damage() {
        assert!(damage.offset + damage.bytes <= file.len(), "{damage} of {} bytes", file.len());
        assert!(damage.to_string().starts_with("line "));
    }
    let entries = entries(&journal).await;
    let is_plain = !journal.damage().iter().any(|damage| damage.fault == DamageFault::LineBreak);
    if is_plain {
        assert_eq!(short(&entries), expected(file), "{:?}", journal.damage());
    }
    same_after_more(journal, path, entries).await;
}

/// Opened again it says the same, and a record that is added is there.
async fn same_after_more(journal: Journal, path: &Path, entries: Vec<Entry>) {
    drop(journal);
    let journal = Journal::open(path).expect("opened again");
    assert_eq!(self::entries(&journal).await, entries);
    let ticket = (0..).map(Ticket::new).find(|ticket| entries.iter().all(|entry| entry.ticket != *ticket));
    let account = Account::new("acme", "https://a.example", "sk-1");
    let event = Event::Accepted { task: "a task that nobody has".to_owned(), credits: None };
    let record = Record::new(ticket.expect("a free ticket"), UNIX_EPOCH, account, event);
    let noted = journal.note(record.clone()).await;
    drop(journal);
    let after = self::entries(&Journal::open(path).expect("opened once more")).await;
    let has_it = after.iter().any(|entry| entry.ticket == record.ticket);
    let is_known = entries.iter().any(|entry| entry.standing.task() == Some("a task that nobody has"));
    assert!(has_it || is_known, "{noted:?}");
    assert_eq!(after.len(), entries.len() + usize::from(has_it));
}

async fn entries(journal: &Journal) -> Vec<Entry> {
    journal.entries(UNIX_EPOCH).await.expect("the entries").entries
}

type Short = BTreeMap<String, (String, Option<u64>)>;

fn short(entries: &[Entry]) -> Short {
    entries.iter().map(|entry| (entry.ticket.to_string(), (standing(&entry.standing), entry.credits))).collect()
}

fn standing(standing: &Standing) -> String {
    match standing {
        Standing::UnderWay => "unknown".to_owned(),
        Standing::Unknown { .. } => "unknown".to_owned(),
        Standing::Pending { task } => format!("pending {task}"),
        Standing::Ended { task, state } => format!("ended {task} {state}"),
        other => panic!("{other:?}"),
    }
}

/// The same by another way: every good line, one after the other, by the logic that stores share.
fn expected(file: &[u8]) -> Short {
    let mut entries: BTreeMap<Ticket, Entry> = BTreeMap::new();
    for line in file.split(|byte| *byte == b'\n') {
        let Some(record) = record(line) else { continue };
        let is_known = entries.contains_key(&record.ticket);
        let record = match record.event {
            // What is unknown is unknown although the record of its begin was lost.
            Event::Unknown { .. } if !is_known => begun(&mut entries, record),
            _ => record,
        };
        if has_other_owner(&entries, &record) {
            continue;
        }
        match step(entries.get(&record.ticket), &record) {
            Ok(Step::Becomes(entry)) => drop(entries.insert(record.ticket, *entry)),
            Ok(Step::Released | Step::Closed) => drop(entries.remove(&record.ticket)),
            _ => {}
        }
    }
    short(&entries.into_values().collect::<Vec<_>>())
}

/// Puts an entry there that has nothing but its begin.
fn begun(entries: &mut BTreeMap<Ticket, Entry>, record: Record) -> Record {
    let event = Event::Accepted { task: String::new(), credits: None };
    let accepted = Record::new(record.ticket, record.time(), record.account.clone(), event);
    if let Ok(Step::Becomes(mut entry)) = step(None, &accepted) {
        entry.standing = Standing::UnderWay;
        entries.insert(record.ticket, *entry);
    }
    record
}

/// Whether a task is another submit's already.
fn has_other_owner(entries: &BTreeMap<Ticket, Entry>, record: &Record) -> bool {
    let Event::Accepted { task, .. } = &record.event else { return false };
    let purse = |account: &Account| (account.vendor.clone(), account.base_url.clone());
    let is_fitting = step(entries.get(&record.ticket), record).is_ok();
    is_fitting
        && entries.values().any(|entry| {
            entry.ticket != record.ticket
                && entry.standing.task() == Some(task)
                && purse(&entry.account) == purse(&record.account)
        })
}

fn record(line: &[u8]) -> Option<Record> {
    let (found, text) = (line.get(..16)?, line.get(16..)?.strip_prefix(b" ")?);
    let blank = text.iter().position(|byte| *byte == b' ')?;
    let length: usize = std::str::from_utf8(&text[..blank]).ok()?.parse().ok()?;
    let json = &text[blank + 1..];
    let is_good = length == json.len() && sum(text).as_bytes() == found;
    let line: serde_json::Value = serde_json::from_slice(json).ok().filter(|_| is_good)?;
    serde_json::from_value(line.as_object().filter(|line| line.len() == 1)?.get("record")?.clone()).ok()
}
