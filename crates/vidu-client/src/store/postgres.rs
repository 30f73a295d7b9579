//! The store of a fleet: tables in PostgreSQL, and leases by which one process takes over what another one left.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::sync::{Mutex, MutexGuard};
use tokio_postgres::{Client, Config, NoTls, Row, Transaction};

use crate::backoff::Chance;
use crate::text::printable;

use super::book::CRASHED;
use super::record::{Account, Event, Record};
use super::{Admission, Entry, Limit, Snapshot, Standing, Step, StoreError, Stored, Sum, TaskStore, step};

/// Tables in PostgreSQL that several processes share.
///
/// Each entry belongs to one process for the time of a lease: 10 minutes unless [`lease`](Self::lease) says otherwise.
/// [`Client::recover`](crate::Client::recover) renews the leases of its process and takes over the entries whose lease has
/// run out: their process is gone. A process that lives calls `recover`, or [`renew`](Self::renew), more often than that.
/// When two processes believe that an entry is theirs, because one was paused for longer than its lease, both look at the
/// task and neither pays again: a submit that was taken over counts as unknown and is never sent.
///
/// One connection serves all calls and is made anew when it broke. It is not encrypted: use a socket of this machine, a
/// private network or a proxy that encrypts. The tables `vidu_submits` and `vidu_spent` are made where they are missing.
///
/// ```no_run
/// # async fn example<V: vidu_client::Vendor>() -> Result<(), Box<dyn std::error::Error>> {
/// use vidu_client::{Client, store::Postgres};
///
/// let store = Postgres::connect("host=/var/run/postgresql user=app dbname=videos").await?;
/// let client = Client::<V>::builder().environment()?.store(store).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Postgres {
    shared: Arc<Shared>,
    lease: Duration,
}

struct Shared {
    config: Config,
    client: Mutex<Option<Client>>,
    /// This process, or rather this value: another one in the same process is another owner.
    owner: String,
}

const LEASE: Duration = Duration::from_secs(600);
/// How long closed rows stay.
const REMEMBERED: Duration = Duration::from_secs(30 * 24 * 3600);

impl Postgres {
    /// Connects with settings as `psql` takes them: `host=.. user=.. dbname=..`, or an address `postgres://..`.
    pub async fn connect(settings: &str) -> Result<Self, StoreError> {
        // What is wrong with them is told without them: they may hold a password.
        let config: Config = settings.parse().map_err(|fault: tokio_postgres::Error| unreachable(&fault))?;
        let owner = format!("{:016x}", Chance::fresh().bits());
        let store = Self { shared: Arc::new(Shared { config, client: Mutex::new(None), owner }), lease: LEASE };
        let mut client = store.shared.connected().await?;
        make_tables(client_of(&mut client)?).await?;
        drop(client);
        Ok(store)
    }

    /// How long an entry belongs to a process that does not renew it: longer than the longest submit takes.
    pub fn lease(mut self, lease: Duration) -> Self {
        self.lease = lease;
        self
    }

    /// Renews the leases of this process, taking nothing over. Answers how many entries there are.
    pub async fn renew(&self, now: SystemTime) -> Result<u64, StoreError> {
        let mut client = self.shared.connected().await?;
        let until = self.until(millis(now));
        let renewed = client_of(&mut client)?
            .execute(
                "UPDATE vidu_submits SET lease_until = $1 WHERE owner = $2 AND closed IS NULL",
                &[&until, &self.shared.owner],
            )
            .await;
        renewed.map_err(|fault| unreachable(&fault))
    }

    fn until(&self, now: i64) -> i64 {
        now.saturating_add(i64::try_from(self.lease.as_millis()).unwrap_or(i64::MAX))
    }

    /// Judges and writes one record in one transaction. The row of what was spent is locked first, so that all records of
    /// one vendor come one after the other.
    async fn write(&self, record: &Record, limit: Option<Limit>) -> Result<Admission, StoreError> {
        let mut client = self.shared.connected().await?;
        let transaction = client_of(&mut client)?.transaction().await.map_err(|fault| unreachable(&fault))?;
        let admission = self.judge(&transaction, record, limit).await?;
        transaction.commit().await.map_err(|fault| unreachable(&fault))?;
        Ok(admission)
    }

    async fn judge(
        &self,
        transaction: &Transaction<'_>,
        record: &Record,
        limit: Option<Limit>,
    ) -> Result<Admission, StoreError> {
        let spent = lock_spent(transaction, &record.account).await?;
        if let (Some(limit), Event::Intended(intent)) = (limit, &record.event) {
            match limit.admits(spent, intent.credits) {
                Admission::Admitted => {}
                refused => return Ok(refused),
            }
        }
        let old = entry_of(transaction, &record.ticket.to_string()).await?;
        let Some(old) = old.heard(&record.event) else { return Ok(Admission::Admitted) };
        let next = step(old.as_ref(), record)?;
        if let Event::Accepted { task, .. } = &record.event {
            check_task(transaction, record, task).await?;
        }
        let before = old.as_ref().map_or_else(Sum::default, |entry| Sum::of(entry.credits));
        match next {
            Step::Nothing => {}
            Step::Becomes(entry) => {
                self.put(transaction, &entry, record.at).await?;
                set_spent(transaction, &record.account, spent.minus(before).plus(Sum::of(entry.credits))).await?;
            }
            Step::Released => {
                remove(transaction, record).await?;
                set_spent(transaction, &record.account, spent.minus(before)).await?;
            }
            Step::Closed => close(transaction, record).await?,
        }
        Ok(Admission::Admitted)
    }

    /// An entry that another process has taken over stays that process's.
    async fn put(&self, transaction: &Transaction<'_>, entry: &Entry, at: u64) -> Result<(), StoreError> {
        let (ticket, json) = (entry.ticket.to_string(), json(entry)?);
        let (vendor, base_url, task) = (&entry.account.vendor, &entry.account.base_url, entry.standing.task());
        let until = self.until(i64::try_from(at).unwrap_or(i64::MAX));
        let sql = "INSERT INTO vidu_submits AS held (ticket, vendor, base_url, task, entry, owner, lease_until)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (ticket) DO UPDATE SET task = excluded.task, entry = excluded.entry, closed = NULL,
            lease_until = CASE WHEN held.owner = excluded.owner THEN excluded.lease_until ELSE held.lease_until END";
        let written =
            transaction.execute(sql, &[&ticket, vendor, base_url, &task, &json, &self.shared.owner, &until]).await;
        written.map(|_| ()).map_err(|fault| unreachable(&fault))
    }

    /// Takes what is this process's, and what belongs to processes that are gone.
    async fn take_over(&self, now: SystemTime) -> Result<Snapshot, StoreError> {
        let (now, mut client) = (millis(now), self.shared.connected().await?);
        let transaction = client_of(&mut client)?.transaction().await.map_err(|fault| unreachable(&fault))?;
        // In one order, so that two processes that take over at once do not wait for each other.
        let sql = "SELECT entry, owner FROM vidu_submits WHERE closed IS NULL AND (owner = $1 OR lease_until < $2)
            ORDER BY ticket FOR UPDATE";
        let rows = transaction.query(sql, &[&self.shared.owner, &now]).await.map_err(|fault| unreachable(&fault))?;
        let mut entries = Vec::with_capacity(rows.len());
        for row in &rows {
            entries.push(self.take(&transaction, row, now).await?);
        }
        let forgotten = now.saturating_sub(REMEMBERED.as_millis() as i64);
        let forget = transaction.execute("DELETE FROM vidu_submits WHERE closed < $1", &[&forgotten]).await;
        forget.map_err(|fault| unreachable(&fault))?;
        transaction.commit().await.map_err(|fault| unreachable(&fault))?;
        entries.sort_by_key(|entry| (entry.begun, entry.ticket));
        Ok(Snapshot::new(entries, Vec::new()))
    }

    async fn take(&self, transaction: &Transaction<'_>, row: &Row, now: i64) -> Result<Entry, StoreError> {
        let mut entry = read(row)?;
        let owner: String = row.get("owner");
        if owner != self.shared.owner && entry.standing == Standing::UnderWay {
            entry.standing = Standing::Unknown { why: CRASHED.to_owned() };
        }
        let sql = "UPDATE vidu_submits SET entry = $2, owner = $3, lease_until = $4 WHERE ticket = $1";
        let (ticket, json, until) = (entry.ticket.to_string(), json(&entry)?, self.until(now));
        let taken = transaction.execute(sql, &[&ticket, &json, &self.shared.owner, &until]).await;
        taken.map(|_| entry).map_err(|fault| unreachable(&fault))
    }

    async fn look_up(&self, account: &Account, task: &str) -> Result<Option<Entry>, StoreError> {
        let mut client = self.shared.connected().await?;
        let sql = "SELECT entry FROM vidu_submits WHERE vendor = $1 AND base_url = $2 AND task = $3";
        let found = client_of(&mut client)?.query_opt(sql, &[&account.vendor, &account.base_url, &task]).await;
        found.map_err(|fault| unreachable(&fault))?.as_ref().map(read).transpose()
    }
}

impl TaskStore for Postgres {
    fn intend(&self, record: Record, limit: Option<Limit>) -> Stored<'_, Admission> {
        Box::pin(async move { self.write(&record, limit).await })
    }

    fn note(&self, record: Record) -> Stored<'_, ()> {
        Box::pin(async move {
            match self.write(&record, None).await {
                // Twice the same record is no fault, and what it holds may be a task's id.
                Err(StoreError::Unreachable { .. }) => {
                    self.shared.forget().await;
                    self.write(&record, None).await.map(|_| ())
                }
                written => written.map(|_| ()),
            }
        })
    }

    fn leave(&self, record: Record) {
        let store = self.clone();
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move { store.write(&record, None).await });
        }
    }

    fn find<'s>(&'s self, account: &'s Account, task: &'s str) -> Stored<'s, Option<Entry>> {
        Box::pin(self.look_up(account, task))
    }

    fn entries(&self, now: SystemTime) -> Stored<'_, Snapshot> {
        Box::pin(self.take_over(now))
    }
}

impl Shared {
    /// Lets go of the connection: one that broke does not always know it yet.
    async fn forget(&self) {
        *self.client.lock().await = None;
    }

    /// The connection, made anew if it broke.
    async fn connected(&self) -> Result<MutexGuard<'_, Option<Client>>, StoreError> {
        let mut held = self.client.lock().await;
        if held.as_ref().is_none_or(Client::is_closed) {
            let (client, connection) = self.config.connect(NoTls).await.map_err(|fault| unreachable(&fault))?;
            // It ends with the client, and its faults come up in the client's calls.
            tokio::spawn(connection);
            // Whatever the database's default: a record that was answered for outlives a crash.
            let set = client.batch_execute("SET synchronous_commit = on").await;
            set.map_err(|fault| unreachable(&fault))?;
            *held = Some(client);
        }
        Ok(held)
    }
}

impl fmt::Debug for Postgres {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { shared, lease } = self;
        formatter.debug_struct("Postgres").field("owner", &shared.owner).field("lease", lease).finish_non_exhaustive()
    }
}

fn client_of<'g>(held: &'g mut MutexGuard<'_, Option<Client>>) -> Result<&'g mut Client, StoreError> {
    held.as_mut().ok_or_else(|| StoreError::Unreachable { why: "no connection".to_owned() })
}

/// Makes the tables where they are missing. Two processes may come at once, so one waits for the other.
async fn make_tables(client: &mut Client) -> Result<(), StoreError> {
    let sql = "BEGIN;
        SELECT pg_advisory_xact_lock(hashtext('vidu-client tables'));
        CREATE TABLE IF NOT EXISTS vidu_submits (
            ticket text PRIMARY KEY, vendor text NOT NULL, base_url text NOT NULL, task text,
            entry text NOT NULL, owner text NOT NULL, lease_until bigint NOT NULL, closed bigint);
        CREATE UNIQUE INDEX IF NOT EXISTS vidu_submits_task ON vidu_submits (vendor, base_url, task);
        CREATE INDEX IF NOT EXISTS vidu_submits_lease ON vidu_submits (lease_until);
        CREATE TABLE IF NOT EXISTS vidu_spent (
            vendor text NOT NULL, base_url text NOT NULL, credits bigint NOT NULL, unpriced bigint NOT NULL,
            PRIMARY KEY (vendor, base_url));
        COMMIT";
    client.batch_execute(sql).await.map_err(|fault| unreachable(&fault))
}

async fn lock_spent(transaction: &Transaction<'_>, account: &Account) -> Result<Sum, StoreError> {
    let Account { vendor, base_url, .. } = account;
    let make = "INSERT INTO vidu_spent VALUES ($1, $2, 0, 0) ON CONFLICT DO NOTHING";
    let read = "SELECT credits, unpriced FROM vidu_spent WHERE vendor = $1 AND base_url = $2 FOR UPDATE";
    transaction.execute(make, &[vendor, base_url]).await.map_err(|fault| unreachable(&fault))?;
    let row = transaction.query_one(read, &[vendor, base_url]).await.map_err(|fault| unreachable(&fault))?;
    let number = |name| u64::try_from(row.get::<_, i64>(name)).unwrap_or_default();
    Ok(Sum { credits: number("credits"), unpriced: number("unpriced") })
}

async fn set_spent(transaction: &Transaction<'_>, account: &Account, sum: Sum) -> Result<(), StoreError> {
    let number = |number| i64::try_from(number).unwrap_or(i64::MAX);
    let sql = "UPDATE vidu_spent SET credits = $3, unpriced = $4 WHERE vendor = $1 AND base_url = $2";
    let (credits, unpriced) = (number(sum.credits), number(sum.unpriced));
    let set = transaction.execute(sql, &[&account.vendor, &account.base_url, &credits, &unpriced]).await;
    set.map(|_| ()).map_err(|fault| unreachable(&fault))
}

/// What the tables hold of a submit.
enum Held {
    Nothing,
    Open(Entry),
    /// Closed rows stay for a while, so that a process that was slow does not open them again.
    Closed(Entry),
}

impl Held {
    /// The entry to which an event happens; nothing if the event comes too late to matter.
    fn heard(self, event: &Event) -> Option<Option<Entry>> {
        match self {
            Self::Nothing => Some(None),
            Self::Open(entry) => Some(Some(entry)),
            // It was given up, and now there is a task after all.
            Self::Closed(entry) if entry.standing.task().is_none() && matches!(event, Event::Accepted { .. }) => {
                Some(Some(entry))
            }
            Self::Closed(_) => None,
        }
    }
}

async fn entry_of(transaction: &Transaction<'_>, ticket: &str) -> Result<Held, StoreError> {
    let sql = "SELECT entry, closed FROM vidu_submits WHERE ticket = $1 FOR UPDATE";
    let found = transaction.query_opt(sql, &[&ticket]).await.map_err(|fault| unreachable(&fault))?;
    let Some(row) = found else { return Ok(Held::Nothing) };
    let entry = read(&row)?;
    Ok(if row.get::<_, Option<i64>>("closed").is_some() { Held::Closed(entry) } else { Held::Open(entry) })
}

/// One task belongs to one submit.
async fn check_task(transaction: &Transaction<'_>, record: &Record, task: &str) -> Result<(), StoreError> {
    let Account { vendor, base_url, .. } = &record.account;
    let sql = "SELECT ticket FROM vidu_submits WHERE vendor = $1 AND base_url = $2 AND task = $3 AND ticket <> $4";
    let ticket = record.ticket.to_string();
    let other = transaction.query_opt(sql, &[vendor, base_url, &task, &ticket]).await;
    match other.map_err(|fault| unreachable(&fault))? {
        None => Ok(()),
        Some(row) => {
            let other: String = row.get("ticket");
            let why = format!("task {task} is that of submit {other}, and not of submit {ticket}");
            Err(StoreError::Contradiction { why })
        }
    }
}

async fn remove(transaction: &Transaction<'_>, record: &Record) -> Result<(), StoreError> {
    let removed =
        transaction.execute("DELETE FROM vidu_submits WHERE ticket = $1", &[&record.ticket.to_string()]).await;
    removed.map(|_| ()).map_err(|fault| unreachable(&fault))
}

async fn close(transaction: &Transaction<'_>, record: &Record) -> Result<(), StoreError> {
    let at = i64::try_from(record.at).unwrap_or(i64::MAX);
    let sql = "UPDATE vidu_submits SET closed = $2 WHERE ticket = $1";
    let closed = transaction.execute(sql, &[&record.ticket.to_string(), &at]).await;
    closed.map(|_| ()).map_err(|fault| unreachable(&fault))
}

fn read(row: &Row) -> Result<Entry, StoreError> {
    let json: String = row.get("entry");
    let unread = |fault| StoreError::Unreachable { why: format!("a row of vidu_submits is not understood: {fault}") };
    serde_json::from_str(&json).map_err(unread)
}

fn json(entry: &Entry) -> Result<String, StoreError> {
    serde_json::to_string(entry).map_err(|fault| StoreError::Unreachable { why: fault.to_string() })
}

fn millis(time: SystemTime) -> i64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// The fault with its causes: the outer one says no more than that something failed.
fn unreachable(fault: &tokio_postgres::Error) -> StoreError {
    let mut told = fault.to_string();
    let mut cause = std::error::Error::source(fault);
    while let Some(found) = cause {
        told = format!("{told}: {found}");
        cause = found.source();
    }
    StoreError::Unreachable { why: printable(&told, 300) }
}
