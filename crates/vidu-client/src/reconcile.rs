//! Unknown submits looked for in the vendor's list of tasks, where its pages have one.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use vidu_types::{Task, TaskPage, Timestamp, Vendor};

use crate::client::Client;
use crate::handle::Handle;
use crate::list::asked::{Asked, begins};
use crate::list::{End, Pages, offered};
use crate::recover::{CLOCKS_DIFFER, Match, ReconcileError, matching, told};
use crate::route::TaskId;
use crate::store::{Entry, Payload, Standing, Ticket};

/// What came of looking for unknown submits in the vendor's list.
#[derive(Debug)]
#[non_exhaustive]
pub struct ListedTasks<V: Vendor> {
    /// Submits that were unknown until now, and are recorded as these tasks.
    pub found: Vec<Handle<V>>,
    /// Tasks and submits that fit each other in more than one way. A person has to choose, with [`Client::assign`].
    pub ambiguous: Vec<AmbiguousTasks>,
    /// Submits that are as unknown as before, and why.
    pub missing: Vec<Missing>,
}

/// Tasks and submits of one payload.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AmbiguousTasks {
    /// The tasks that no submit of the store is known to have made.
    pub tasks: Vec<Task>,
    /// The submits, unknown all.
    pub submits: Vec<Entry>,
}

/// A submit that the list did not tell of.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Missing {
    /// The submit.
    pub entry: Entry,
    /// Why it is still unknown.
    pub why: WhyMissing,
}

/// Why a list did not tell of a submit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WhyMissing {
    /// The list was read to its end from before the submit on, and no task has its payload: most likely none was made.
    ///
    /// It is no proof. A request may still be on its way when the list is read, and a vendor may list a task later than it
    /// makes it: look again before the request is sent again.
    NotListed,
    /// The submit has no payload by which a task could be told from others;
    /// [`mark_payload`](crate::Builder::mark_payload) gives each one.
    NoPayload,
    /// The list does not reach back to the submit, could not be read to its end, or had tasks that could not be read.
    OutOfReach,
    /// Another submit with this payload is being sent, so that a task with it may be either's.
    UnderWay,
}

/// So many tasks of a list are looked at.
const MOST_TASKS: usize = 10_000;
/// So many of them are asked for one by one, where the list does not tell payloads.
const MOST_QUERIES: usize = 1000;

impl<V: Vendor> Client<V> {
    /// Looks for all unknown submits in the vendor's list of tasks, where its pages have one, and records those that it
    /// finds.
    ///
    /// The list is read from the oldest of them on, less what clocks may differ by, and a task is a submit's if it has the
    /// submit's payload and the store does not know it. Where the list tells no payloads, the tasks in question are asked for
    /// one by one. A payload that several tasks or several submits have is [ambiguous](ListedTasks::ambiguous); with
    /// [`mark_payload`](crate::Builder::mark_payload) none is. Whatever is not found stays unknown, and is told
    /// [why](WhyMissing).
    ///
    /// Nothing is sent if nothing is unknown. After an error what was found before it is recorded, and the same call may be
    /// made again. A vendor whose pages have no list is [not offering](crate::CallFault::NotOffered) it.
    pub async fn reconcile_listed(&self) -> Result<ListedTasks<V>, ReconcileError> {
        let now = SystemTime::now();
        let store = self.store().map_err(ReconcileError::Store)?;
        let account = &self.keeping().account;
        let open = |entry: &Entry| entry.account == *account && entry.standing.task().is_none();
        let entries = store.entries(now).await.map_err(ReconcileError::Store)?.entries;
        let entries: Vec<Entry> = entries.into_iter().filter(open).collect();
        let mut listed = ListedTasks { found: Vec::new(), ambiguous: Vec::new(), missing: Vec::new() };
        let mut reach = None;
        let mut hits = Hits::default();
        if let Some(oldest) = entries.iter().filter(|entry| is_sought(entry)).map(begun).min() {
            let asked =
                Asked { from: Some(oldest.checked_sub(CLOCKS_DIFFER).unwrap_or(UNIX_EPOCH)), ..Asked::default() };
            (hits, reach) = self.look_through(&entries, asked, now).await?;
        }
        let taken = self.settle(hits, &mut listed).await?;
        let left = entries.iter().filter(|entry| is_unknown(entry) && !taken.contains(&entry.ticket));
        let missing = |entry: &Entry| Missing { entry: entry.clone(), why: why_missing(entry, &entries, reach) };
        listed.missing.extend(left.map(missing));
        Ok(listed)
    }

    /// The tasks of the list that fit unknown submits, and from when on the list tells of all.
    async fn look_through(
        &self,
        entries: &[Entry],
        asked: Asked,
        now: SystemTime,
    ) -> Result<(Hits, Option<SystemTime>), ReconcileError> {
        let reach = offered::<V>().and_then(|(_, listing)| begins(listing, &asked, now));
        let list = self.list().page_size(u64::MAX).at_most(MOST_TASKS);
        let list = asked.from.into_iter().fold(list, crate::List::created_from);
        let (mut pages, mut hits) = (list.pages(), Hits::default());
        let mut unread = Unread { nameless: 0, queries: MOST_QUERIES };
        while let Some(page) = pages.next().await {
            let page = page.map_err(ReconcileError::Query)?;
            unread.nameless += page.nameless;
            self.look_at(page, entries, &mut unread, &mut hits).await?;
        }
        let is_whole = is_whole(&pages) && unread.nameless == 0 && unread.queries > 0;
        Ok((hits, reach.filter(|_| is_whole)))
    }

    async fn look_at(
        &self,
        page: TaskPage,
        entries: &[Entry],
        unread: &mut Unread,
        hits: &mut Hits,
    ) -> Result<(), ReconcileError> {
        let tells_payloads = page.payloads;
        for task in page.tasks {
            let Ok(id) = TaskId::new(task.id.clone()) else {
                unread.nameless += 1;
                continue;
            };
            let is_silent = told(&task).is_none();
            if is_silent && tells_payloads || !is_silent && fitting(entries, &task) == Match::None {
                continue;
            }
            if self.knows(&id).await? {
                continue;
            }
            let task = match is_silent {
                false => task,
                true if unread.queries == 0 => continue,
                true => {
                    unread.queries -= 1;
                    match Handle::taken_up(self.clone(), id, None).query().await {
                        Ok(task) => task,
                        Err(fault) if fault.is_transient() => return Err(ReconcileError::Query(fault)),
                        // The list has it, and the vendor does not tell of it: no later look would be better.
                        Err(_) => {
                            unread.nameless += 1;
                            continue;
                        }
                    }
                }
            };
            hits.add(fitting(entries, &task), task);
        }
        Ok(())
    }

    async fn knows(&self, id: &TaskId) -> Result<bool, ReconcileError> {
        let store = self.store().map_err(ReconcileError::Store)?;
        let known = store.find(&self.keeping().account, id.as_str()).await.map_err(ReconcileError::Store)?;
        Ok(known.is_some())
    }

    /// Records what is certain, and tells what is not. Gives the submits that are dealt with.
    async fn settle(&self, hits: Hits, listed: &mut ListedTasks<V>) -> Result<Vec<Ticket>, ReconcileError> {
        let mut taken = Vec::new();
        for (_, hit) in hits.0 {
            taken.extend(hit.submits.iter().map(|entry| entry.ticket));
            match (&hit.submits[..], &hit.tasks[..]) {
                ([entry], [task]) => {
                    let id = TaskId::new(task.id.clone()).map_err(ReconcileError::Id)?;
                    let handle = self.accept(entry, id, task).await.map_err(ReconcileError::Store)?;
                    listed.found.push(handle);
                }
                _ => listed.ambiguous.push(hit),
            }
        }
        Ok(taken)
    }
}

/// What keeps a list from being read whole.
struct Unread {
    nameless: usize,
    /// How many tasks may still be asked for one by one.
    queries: usize,
}

/// Tasks that fit submits, by the payload that they have in common.
#[derive(Default)]
struct Hits(BTreeMap<String, AmbiguousTasks>);

impl Hits {
    fn add(&mut self, found: Match, task: Task) {
        let submits = match found {
            Match::One(entry) => vec![*entry],
            Match::Several(entries) => entries,
            Match::None | Match::UnderWay => return,
        };
        let payload = told(&task).unwrap_or_default().to_owned();
        let none = || AmbiguousTasks { tasks: Vec::new(), submits: Vec::new() };
        let hit = self.0.entry(payload).or_insert_with(none);
        for submit in submits {
            if !hit.submits.iter().any(|other| other.ticket == submit.ticket) {
                hit.submits.push(submit);
            }
        }
        // Where pages are numbered, a task may be told twice.
        if !hit.tasks.iter().any(|other| other.id == task.id) {
            hit.tasks.push(task);
        }
    }
}

fn fitting(entries: &[Entry], task: &Task) -> Match {
    matching(entries.iter().cloned(), task)
}

fn is_whole<V: Vendor>(pages: &Pages<V>) -> bool {
    pages.end() == End::Whole
}

fn is_unknown(entry: &Entry) -> bool {
    matches!(entry.standing, Standing::Unknown { .. })
}

/// Whether a task of the list can be told to be this submit's.
fn is_sought(entry: &Entry) -> bool {
    is_unknown(entry) && payload(entry).is_some()
}

fn payload(entry: &Entry) -> Option<&Payload> {
    entry.intent.as_ref()?.payload.as_ref()
}

fn begun(entry: &Entry) -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(entry.begun)
}

fn why_missing(entry: &Entry, all: &[Entry], reach: Option<SystemTime>) -> WhyMissing {
    let is_twin = |other: &Entry| other.standing == Standing::UnderWay && payload(other) == payload(entry);
    let is_reached = |from: SystemTime| {
        // Beginnings are asked for to the second.
        let from = Timestamp::from(from).unix_seconds();
        let sought = begun(entry).checked_sub(CLOCKS_DIFFER).unwrap_or(UNIX_EPOCH);
        from <= Timestamp::from(sought).unix_seconds()
    };
    match reach {
        _ if payload(entry).is_none() => WhyMissing::NoPayload,
        _ if all.iter().any(is_twin) => WhyMissing::UnderWay,
        Some(from) if is_reached(from) => WhyMissing::NotListed,
        _ => WhyMissing::OutOfReach,
    }
}
