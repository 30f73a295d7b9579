//! Writes a journal: each line whole or not at all, and nothing more once the disk cannot be trusted.

use super::book::Book;
use super::entry::{Entry, Step};
use super::fault::{Damage, DamageFault, StoreError};
use super::line::{Found, Line, VERSION, is_unborn, scan};
use super::record::{Account, Event, Record};
use super::volume::{Replacing, Volume};
use super::{Admission, Limit, Snapshot};

/// A journal that is open.
pub(super) struct Writer {
    volume: Box<dyn Volume>,
    /// For messages.
    name: String,
    book: Book,
    /// Up to where the file is good.
    length: u64,
    /// How long it was, or would have been, when it was last condensed.
    condensed: u64,
    /// What failed after which nobody knows what the disk holds.
    broken: Option<String>,
    damage: Vec<Damage>,
}

/// A longer line would be a fault: a payload has at most 4 KiB here.
const LONGEST_LINE: usize = 64 << 10;
/// A journal is condensed when it has grown by more than this and to more than twice its last length.
const WORTH_CONDENSING: u64 = 1 << 20;

impl Writer {
    /// Reads what is there; cuts off a torn tail; leaves damaged lines where they are.
    pub(super) fn open(mut volume: Box<dyn Volume>, name: String) -> Result<Self, StoreError> {
        let file = volume.read().map_err(|fault| StoreError::file(format!("cannot read journal {name}"), &fault))?;
        let (book, length, broken) = (Book::default(), file.len() as u64, None);
        let mut writer = Self { volume, name, book, length, condensed: length, broken, damage: Vec::new() };
        if is_unborn(&file) {
            writer.cut(0)?;
            writer.append(&Line::first().write())?;
        } else {
            writer.replay(&file)?;
        }
        writer.sync()?;
        writer.book.restart();
        writer.condensed = writer.condensed_file().len() as u64;
        writer.condense_if_worth();
        Ok(writer)
    }

    fn replay(&mut self, file: &[u8]) -> Result<(), StoreError> {
        let parts = scan(file);
        let is_good = |part: &super::line::Part<'_>| matches!(part.found, Found::Good(_));
        if !parts.iter().any(is_good) {
            return Err(StoreError::Foreign { path: self.name.clone() });
        }
        for part in &parts {
            match part.found {
                Found::Good(json) => self.replay_line(json, part.line, part.offset)?,
                Found::Break => self.report(part.line, part.offset, 1, DamageFault::LineBreak),
                Found::Damaged(bytes) => self.report(part.line, part.offset, bytes, DamageFault::Unreadable),
                Found::Torn => {}
            }
        }
        self.mend_end(file, parts.last().map(|part| (part.offset, &part.found)))
    }

    fn replay_line(&mut self, json: &str, line: usize, offset: usize) -> Result<(), StoreError> {
        let fault = match serde_json::from_str(json) {
            Ok(Line::Journal { version: VERSION, .. }) => return Ok(()),
            Ok(Line::Journal { version, .. }) => {
                return Err(StoreError::OtherVersion { path: self.name.clone(), found: version });
            }
            Ok(Line::Spent { vendor, base_url, sum }) => {
                self.book.carry((vendor, base_url), sum);
                return Ok(());
            }
            Ok(Line::Record(record)) => match self.book.replay(&record) {
                Ok(()) => return Ok(()),
                Err(fault) => DamageFault::Contradiction { why: fault.why },
            },
            Err(_) => DamageFault::NotUnderstood,
        };
        self.report(line, offset, json.len(), fault);
        Ok(())
    }

    fn report(&mut self, line: usize, offset: usize, bytes: usize, fault: DamageFault) {
        self.damage.push(Damage { line, offset, bytes, fault });
    }

    /// Sees to it that the next line begins on a line of its own.
    fn mend_end(&mut self, file: &[u8], last: Option<(usize, &Found<'_>)>) -> Result<(), StoreError> {
        if let Some((offset, Found::Torn | Found::Break)) = last {
            self.cut(offset as u64)?;
        }
        let end = usize::try_from(self.length).unwrap_or(file.len());
        if file[..end].last() == Some(&b'\n') { Ok(()) } else { self.append(b"\n") }
    }

    /// Records an intent if a limit allows it. Judged and written in one step, so that two cannot pass one limit.
    pub(super) fn intend(&mut self, record: &Record, limit: Option<Limit>) -> Result<Admission, StoreError> {
        if let (Some(limit), Event::Intended(intent)) = (limit, &record.event) {
            let admission = limit.admits(self.book.spent(&record.account), intent.credits);
            if admission != Admission::Admitted {
                return Ok(admission);
            }
        }
        self.note(record).map(|()| Admission::Admitted)
    }

    /// Records what happened, unless it is known already. It is not on the disk before [`sync`](Self::sync).
    pub(super) fn note(&mut self, record: &Record) -> Result<(), StoreError> {
        let step = self.book.judge(record)?;
        let written = match step {
            Step::Nothing => Ok(()),
            _ => self.append(&Line::Record(record.clone()).write()),
        };
        // A submit that nothing is recorded of is unknown in any case.
        if written.is_ok() || matches!(record.event, Event::Unknown { .. }) {
            self.book.take(record, step);
        }
        written
    }

    pub(super) fn find(&self, account: &Account, task: &str) -> Option<Entry> {
        self.book.find(account, task).cloned()
    }

    pub(super) fn snapshot(&self) -> Snapshot {
        Snapshot { entries: self.book.entries(), damage: self.damage.clone() }
    }

    /// Writes a line whole, or leaves the file as it was.
    fn append(&mut self, line: &[u8]) -> Result<(), StoreError> {
        self.trusted()?;
        if line.len() > LONGEST_LINE {
            return Err(StoreError::TooLong { bytes: line.len() });
        }
        let mut written = 0;
        while written < line.len() {
            match self.volume.append(&line[written..]) {
                Ok(0) => return Err(self.cut_back(&std::io::ErrorKind::WriteZero.into())),
                Ok(some) => written += some,
                Err(fault) if fault.kind() == std::io::ErrorKind::Interrupted => {}
                Err(fault) => return Err(self.cut_back(&fault)),
            }
        }
        self.length += line.len() as u64;
        Ok(())
    }

    fn cut_back(&mut self, fault: &std::io::Error) -> StoreError {
        let told = StoreError::file(format!("cannot write journal {}", self.name), fault);
        // If that fails too, later lines would stand behind half a line.
        match self.cut(self.length) {
            Ok(()) => told,
            Err(_) => StoreError::Broken { why: told.to_string() },
        }
    }

    fn cut(&mut self, length: u64) -> Result<(), StoreError> {
        match self.volume.cut(length) {
            Ok(()) => {
                self.length = length;
                Ok(())
            }
            Err(fault) => Err(self.break_off(StoreError::file(format!("cannot cut journal {}", self.name), &fault))),
        }
    }

    /// Brings everything to the disk. After a failure the system may have forgotten what it could not write, so that a
    /// later success would mean nothing.
    pub(super) fn sync(&mut self) -> Result<(), StoreError> {
        self.trusted()?;
        match self.volume.sync() {
            Ok(()) => Ok(()),
            Err(fault) => Err(self.break_off(StoreError::file(format!("cannot sync journal {}", self.name), &fault))),
        }
    }

    fn break_off(&mut self, fault: StoreError) -> StoreError {
        self.broken.get_or_insert(fault.to_string());
        fault
    }

    fn trusted(&self) -> Result<(), StoreError> {
        match &self.broken {
            Some(why) => Err(StoreError::Broken { why: why.clone() }),
            None => Ok(()),
        }
    }

    /// Condenses the journal if it has grown much. A failure changes nothing, and the next record tries again.
    pub(super) fn condense_if_worth(&mut self) {
        if self.length > self.condensed.saturating_mul(2).max(self.condensed + WORTH_CONDENSING) {
            let _ = self.condense();
        }
    }

    /// Writes the journal anew, without what was closed. Damaged lines may hold a submit, so a journal that has some is
    /// left as it is.
    pub(super) fn condense(&mut self) -> Result<(), StoreError> {
        self.trusted()?;
        if !self.damage.is_empty() {
            return Ok(());
        }
        let bytes = self.condensed_file();
        match self.volume.replace(&bytes) {
            Ok(()) => {
                self.length = bytes.len() as u64;
                self.condensed = self.length;
                Ok(())
            }
            Err(Replacing::Kept(fault)) => {
                Err(StoreError::file(format!("cannot condense journal {}", self.name), &fault))
            }
            Err(Replacing::Either(fault)) => {
                let fault = StoreError::file(format!("cannot sync the folder of journal {}", self.name), &fault);
                Err(self.break_off(fault))
            }
        }
    }

    fn condensed_file(&self) -> Vec<u8> {
        let (sums, records) = self.book.condensed();
        let spent = |((vendor, base_url), sum)| Line::Spent { vendor, base_url, sum };
        let lines = sums.into_iter().map(spent).chain(records.into_iter().map(Line::Record));
        std::iter::once(Line::first()).chain(lines).flat_map(|line| line.write()).collect()
    }
}
