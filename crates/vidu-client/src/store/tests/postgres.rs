//! Several processes on one PostgreSQL: budgets, leases, and that nothing is paid twice.

use std::time::{Duration, SystemTime};

use super::server::Database;
use crate::store::fixture::{accepted, closed, ended, intended, record, refused, unknown};
use crate::store::{Admission, Limit, Postgres, Standing, StoreError, TaskStore};
use crate::testing::{Acme, Answer, Clip, Server, builder};
use crate::{Client, Reconciled};

const LEASE: Duration = Duration::from_secs(60);

/// All of it against one server, because to make one takes seconds.
#[tokio::test]
async fn a_fleet_on_one_database() {
    let database = match tokio::task::spawn_blocking(Database::start).await.expect("no panic") {
        Ok(database) => database,
        Err(why) => {
            println!("the tests of the PostgreSQL store are skipped: {why}");
            return;
        }
    };
    what_records_do(&database).await;
    one_dies_and_another_takes_over(&database).await;
    each_entry_is_taken_over_once(&database).await;
    budget_races(&database).await;
    a_broken_connection_is_made_anew(&database).await;
    many_make_the_tables_at_once(&database).await;
    a_client_dies_and_another_finishes_its_tasks(&database).await;
}

/// A process of the fleet, on tables that go by a name.
async fn process(database: &Database, name: &str) -> Postgres {
    let (client, connection) = tokio_postgres::connect(&database.settings(name), tokio_postgres::NoTls)
        .await
        .expect("the server of this test");
    tokio::spawn(connection);
    let made = client.batch_execute(&format!("CREATE SCHEMA IF NOT EXISTS {name}")).await;
    made.expect("a schema");
    Postgres::connect(&database.settings(name)).await.expect("a store").lease(LEASE)
}

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

async fn told(store: &Postgres, seconds: u64) -> String {
    let entries = store.entries(at(seconds)).await.expect("a snapshot").entries;
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

async fn what_records_do(database: &Database) {
    let store = process(database, "records").await;
    let life = [
        (1, intended(Some(10))),
        (1, accepted("71", None)),
        (1, accepted("71", None)),
        (2, intended(Some(20))),
        (2, unknown()),
        (3, intended(Some(30))),
        (3, refused()),
        (4, intended(None)),
        (4, accepted("74", Some(4))),
        (4, ended("74", None)),
        (5, intended(Some(50))),
        (5, accepted("75", None)),
        (5, closed()),
        (5, closed()),
    ];
    for (ticket, event) in life {
        store.note(record(ticket, event)).await.expect("a record");
    }
    assert_eq!(told(&store, 0).await, "1 pending 71, 2 unknown, 4 ended 74");
    let found = store.find(&crate::store::fixture::account(), "71").await.expect("an answer");
    assert_eq!(found.and_then(|entry| entry.standing.task().map(str::to_owned)).as_deref(), Some("71"));
    for (ticket, event) in [(1, accepted("72", None)), (2, accepted("71", None)), (1, refused())] {
        let fault = store.note(record(ticket, event)).await.expect_err("it does not fit");
        assert!(matches!(fault, StoreError::Contradiction { .. }), "{fault}");
    }
    // 10, 20, 4 and the 50 of a task that was closed.
    let over = store.intend(record(6, intended(Some(1))), Some(Limit::new(84, None))).await;
    assert_eq!(over, Ok(Admission::OverLimit { spent: 84 }));
    let fits = store.intend(record(6, intended(Some(1))), Some(Limit::new(85, None))).await;
    assert_eq!(fits, Ok(Admission::Admitted));
}

async fn one_dies_and_another_takes_over(database: &Database) {
    let (first, second, third) =
        (process(database, "lease").await, process(database, "lease").await, process(database, "lease").await);
    first.note(record(1, intended(None))).await.expect("a record");
    first.note(record(1, accepted("71", None))).await.expect("a record");
    first.note(record(2, intended(None))).await.expect("a record");
    assert_eq!(told(&first, 0).await, "1 pending 71, 2 under way");
    assert_eq!(told(&second, 60).await, "", "the first lives");
    first.renew(at(50)).await.expect("a renewal");
    assert_eq!(told(&second, 110).await, "", "it has renewed its leases");
    assert_eq!(told(&second, 111).await, "1 pending 71, 2 unknown");
    assert_eq!(told(&third, 112).await, "", "now the second lives");
    assert_eq!(told(&first, 112).await, "");
    // The first was only slow, and knows more than the second.
    first.note(record(2, accepted("72", None))).await.expect("a record");
    assert_eq!(told(&second, 113).await, "1 pending 71, 2 pending 72");
    second.note(record(1, closed())).await.expect("a record");
    second.note(record(2, closed())).await.expect("a record");
    // Nothing that the first still has to say opens them again.
    for event in [unknown(), refused(), accepted("71", None), ended("71", None), intended(None)] {
        first.note(record(1, event)).await.expect("nothing to do");
    }
    assert_eq!(told(&third, 10_000).await, "");
    // A submit that was given up, and has a task after all.
    first.note(record(3, intended(Some(5)))).await.expect("a record");
    assert_eq!(told(&third, 10_000).await, "3 unknown");
    third.note(record(3, closed())).await.expect("a record");
    first.note(record(3, accepted("73", None))).await.expect("a record");
    assert_eq!(told(&third, 10_000).await, "3 pending 73");
    // 5, and two without a price.
    let over = third.intend(record(4, intended(Some(1))), Some(Limit::new(7, Some(1)))).await;
    assert_eq!(over, Ok(Admission::OverLimit { spent: 7 }));
    // In the end closed rows go.
    assert_eq!(told(&third, 40 * 24 * 3600).await, "3 pending 73");
    let gone = third.find(&crate::store::fixture::account(), "71").await;
    assert_eq!(gone, Ok(None));
}

async fn each_entry_is_taken_over_once(database: &Database) {
    let dead = process(database, "once").await;
    for ticket in 1..=40 {
        dead.note(record(ticket, intended(None))).await.expect("a record");
    }
    let mut racing = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let store = process(database, "once").await;
        racing.spawn(async move { store.entries(at(1000)).await.expect("a snapshot").entries.len() });
    }
    assert_eq!(racing.join_all().await.iter().sum::<usize>(), 40);
}

/// However many processes submit at once: what the budget has room for is recorded, and no more.
async fn budget_races(database: &Database) {
    let mut racing = tokio::task::JoinSet::new();
    for number in 0..4 {
        let store = process(database, "budget").await;
        for submit in 0..8 {
            let (store, record) = (store.clone(), record(number * 8 + submit, intended(Some(10))));
            racing.spawn(async move { store.intend(record, Some(Limit::new(105, None))).await.expect("an answer") });
        }
    }
    let admitted = racing.join_all().await.into_iter().filter(|admission| *admission == Admission::Admitted).count();
    assert_eq!(admitted, 10);
}

async fn a_broken_connection_is_made_anew(database: &Database) {
    let store = process(database, "broken").await;
    store.note(record(1, intended(None))).await.expect("a record");
    let (client, connection) =
        tokio_postgres::connect(&database.settings("broken"), tokio_postgres::NoTls).await.expect("a connection");
    tokio::spawn(connection);
    let all = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid()";
    client.execute(all, &[]).await.expect("it ends the others");
    // The id of a task must not be lost for that.
    store.note(record(1, accepted("71", None))).await.expect("a record");
    assert_eq!(told(&store, 0).await, "1 pending 71");
    let nowhere = Postgres::connect("host=/nowhere user=tester password=secret").await.expect_err("no server");
    assert!(matches!(nowhere, StoreError::Unreachable { .. }) && !nowhere.to_string().contains("secret"), "{nowhere}");
    let nonsense = Postgres::connect("password=secret colour=red").await.expect_err("no such setting");
    assert!(!nonsense.to_string().contains("secret"), "{nonsense}");
}

async fn many_make_the_tables_at_once(database: &Database) {
    drop(process(database, "empty").await);
    let (client, connection) =
        tokio_postgres::connect(&database.settings("empty"), tokio_postgres::NoTls).await.expect("a connection");
    tokio::spawn(connection);
    client.batch_execute("DROP TABLE vidu_submits, vidu_spent").await.expect("no tables");
    let mut racing = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let settings = database.settings("empty");
        racing.spawn(async move { Postgres::connect(&settings).await.map(drop) });
    }
    assert!(racing.join_all().await.into_iter().all(|made| made.is_ok()));
}

/// The whole way: a client submits and dies in the middle; another one finishes, and the vendor has one post of each.
async fn a_client_dies_and_another_finishes_its_tasks(database: &Database) {
    let server = Server::start(|received| match (received.line.starts_with("POST"), received.number) {
        (true, 0) => Answer::new(200, r#"{"task": "1"}"#),
        (true, _) => Answer::Silence,
        (false, _) if received.line.contains("/1 ") => Answer::new(200, r#"{"status": "done", "label": "a"}"#),
        (false, _) => Answer::new(200, r#"{"status": "done", "label": "b"}"#),
    })
    .await;
    let clip = |label: &str| Clip { prompt: Some("a cat".to_owned()), label: Some(label.to_owned()) };
    let client = |store: Postgres| builder(&server).store(store).build().expect("a client");
    let first: Client<Acme> = client(process(database, "client").await);
    first.submit(&clip("a")).await.expect("a task");
    let submitting = tokio::spawn({
        let (first, clip) = (first.clone(), clip("b"));
        async move { first.submit(&clip).await.map(drop) }
    });
    while server.received().len() < 2 {
        tokio::task::yield_now().await;
    }

    let second = client(process(database, "client").await);
    let now = SystemTime::now();
    assert!(second.recover_at(now).await.expect("a snapshot").pending.is_empty(), "the first lives");
    let later = now + LEASE + LEASE;
    let recovery = second.recover_at(later).await.expect("a snapshot");
    assert_eq!((recovery.pending.len(), recovery.unknown.len()), (1, 1));
    recovery.pending[0].wait().await.expect("an end");
    let Ok(Reconciled::Found(found)) = second.reconcile("2").await else { panic!("the label tells") };
    found.wait().await.expect("an end");
    found.close().await.expect("a record");
    recovery.pending[0].close().await.expect("a record");
    submitting.abort();
    let _ = submitting.await;
    let posts = server.received().iter().filter(|received| received.line.starts_with("POST")).count();
    assert_eq!(posts, 2, "one of each: nothing is paid twice");
}
