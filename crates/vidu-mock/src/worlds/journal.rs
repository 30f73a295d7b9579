//! What was asked and what was called, the newest kept, never with a key in it.

use std::borrow::Cow;
use std::collections::VecDeque;

use serde::{Deserialize, Serialize};
use vidu_types::table::Fault;

use crate::admin::seen::{Closest, GivenField};
use crate::calls::judge::House;
use crate::worlds::brief::Brief;
use crate::worlds::world::World;

/// A bounded list of entries.
#[derive(Clone, Debug)]
pub struct Journal {
    kept: VecDeque<Kept>,
    most: usize,
}

/// An entry, or what it can be made from.
#[derive(Clone, Debug)]
pub enum Kept {
    /// The entry.
    Whole(Box<Entry>),
    /// A request that went well.
    Brief(Box<Brief>),
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Counts all entries of the server.
    pub number: u64,
    /// When, in the mock's time.
    pub at: String,
    /// The world, if a vendor and a key were recognised.
    pub world: Option<String>,
    /// What.
    #[serde(flatten)]
    pub record: Record,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Record {
    /// Somebody asked the mock.
    Request(Asked),
    /// The mock called somebody.
    Callback(Called),
}

/// A request and how it was answered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// The HTTP method.
    pub method: String,
    /// The path, without its query.
    pub path: String,
    /// What it was taken for, as `vendor/month/operation`.
    pub operation: Option<String>,
    /// The task that it made or was about.
    pub task: Option<String>,
    /// The HTTP status of the answer.
    pub status: u16,
    /// Why it was refused, if it was.
    pub fault: Option<Fault>,
    /// The fault that was set and hit it, by its name in the administrative form.
    pub injected: Option<String>,
    /// What is wrong with it, in a sentence each.
    pub refusals: Vec<String>,
    /// What is wrong with it, as the check found it: field, reasons, nearest request that passes, page.
    pub violations: Vec<serde_json::Value>,
    /// What the check noted.
    pub notes: Vec<serde_json::Value>,
    /// The fields of its body, as far as it could be read.
    #[serde(default)]
    pub fields: Vec<GivenField>,
    /// What it may have been meant for, if nothing has its method and path.
    #[serde(default)]
    pub closest: Option<Box<Closest>>,
    /// How many bytes the body had.
    pub body_bytes: usize,
    /// The beginning of the body.
    pub body_head: String,
    /// The XXH3 checksum, 128 bits in hexadecimal digits, of a body that is longer than its beginning here: it tells
    /// bodies apart, and `xxh128sum` and the `xxhash` packages of other languages compute it too.
    #[serde(default)]
    pub body_digest: Option<String>,
}

/// A call to a user's server and how it went.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Called {
    /// The task.
    pub task: String,
    /// The state that it is about, in the vendor's word.
    pub state: String,
    /// The address.
    pub url: String,
    /// Which attempt this was, from 1.
    pub attempt: u32,
    /// The fault that was set and hit it, by its name in the administrative form.
    pub injected: Option<String>,
    /// How it went.
    #[serde(flatten)]
    pub result: Sent,
}

/// How an attempt to send a callback went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "result")]
pub enum Sent {
    /// The receiver took it.
    Delivered {
        /// Its HTTP status.
        status: u16,
    },
    /// The receiver answered, but did not take it.
    Refused {
        /// Its HTTP status.
        status: u16,
    },
    /// No answer.
    Failed {
        /// Why.
        why: String,
    },
    /// It cannot be sent at all, so it is not tried again.
    Undeliverable {
        /// Why.
        why: String,
    },
}

impl Journal {
    /// A journal that keeps so many entries.
    pub fn new(most: usize) -> Journal {
        Journal { kept: VecDeque::new(), most }
    }

    /// Adds an entry and forgets the oldest if there are too many.
    pub fn add(&mut self, kept: Kept) {
        if self.kept.len() >= self.most {
            self.kept.pop_front();
        }
        if self.most > 0 {
            self.kept.push_back(kept);
        }
    }

    /// Says of the newest entry, a request, that it was answered otherwise after all.
    pub fn amend(&mut self, status: u16, why: &str) {
        match self.kept.back_mut() {
            Some(Kept::Brief(brief)) => brief.status = status,
            Some(Kept::Whole(entry)) => {
                if let Record::Request(asked) = &mut entry.record {
                    asked.status = status;
                    asked.refusals.push(why.to_owned());
                }
            }
            None => {}
        }
    }

    /// What is kept, oldest first.
    pub fn kept(&self) -> impl DoubleEndedIterator<Item = &Kept> {
        self.kept.iter()
    }

    /// The entries that are kept whole, oldest first.
    pub fn whole(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.kept().filter_map(|kept| match kept {
            Kept::Whole(entry) => Some(&**entry),
            Kept::Brief(_) => None,
        })
    }

    /// How many entries there are.
    pub fn count(&self) -> usize {
        self.kept.len()
    }
}

impl Kept {
    /// The number of the entry.
    pub fn number(&self) -> u64 {
        match self {
            Kept::Whole(entry) => entry.number,
            Kept::Brief(brief) => brief.number,
        }
    }

    /// The entry, in the journal of a world.
    pub fn entry<'k>(&'k self, house: &House, world: &World) -> Cow<'k, Entry> {
        match self {
            Kept::Whole(entry) => Cow::Borrowed(entry),
            Kept::Brief(brief) => Cow::Owned(brief.entry(house, world)),
        }
    }
}

impl From<Entry> for Kept {
    fn from(entry: Entry) -> Kept {
        Kept::Whole(Box::new(entry))
    }
}

/// As many bytes of a body as an entry shows.
pub const HEAD: usize = 512;

/// The beginning of a body.
pub fn head(body: &[u8]) -> String {
    String::from_utf8_lossy(&body[..body.len().min(HEAD)]).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(number: u64) -> Entry {
        Entry { number, at: String::new(), world: None, record: Record::Request(Asked::default()) }
    }

    #[test]
    fn the_newest_entries_are_kept() {
        for (most, expected) in [(0, vec![]), (1, vec![4]), (3, vec![2, 3, 4]), (9, vec![0, 1, 2, 3, 4])] {
            let mut journal = Journal::new(most);
            (0..5).for_each(|number| journal.add(entry(number).into()));
            assert_eq!(journal.kept().map(Kept::number).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn a_body_is_shown_by_its_beginning() {
        assert_eq!(head(b"{}"), "{}");
        assert_eq!(head(&[b'a'; 9999]).len(), HEAD);
        assert_eq!(head(b"\xFF"), "\u{FFFD}");
    }
}
