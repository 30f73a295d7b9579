//! `vidu list`: lines for people, objects for programs.

use vidu_client::table::{OperationKind, Revision, Spec};

use super::*;

/// The submit pages of one month with the list of another, so that there is something to list.
async fn shop() -> MockServer {
    let of = |month: &str| {
        let mut revisions = vidu_client::SPEC.revisions.iter();
        revisions.find(|one| one.vendor == "vidu" && one.month == month).expect("a revision").clone()
    };
    let (mut revision, listed): (Revision, Revision) = (of("2025-08"), of("2026-08"));
    let list = listed.operations.iter().filter(|operation| operation.kind == OperationKind::List);
    revision.operations.to_mut().extend(list.cloned());
    let spec = Spec { words: vidu_client::SPEC.words.clone(), revisions: vec![revision].into() };
    MockServer::builder().spec(spec).drive(Drive::AtOnce).start().await.expect("a mock")
}

#[tokio::test(flavor = "multi_thread")]
async fn tasks_are_listed() {
    let server = shop().await;
    let nothing = run(&server, "list --revision 2026-08").await;
    assert_eq!((nothing.status, &*nothing.out, &*nothing.err), (0, "", "no task\n"));
    let submit = |payload: &str| {
        program(server.url(), &format!("submit img2video --model viduq1 --image {PICTURE} --payload {payload}"))
    };
    let mut ids = Vec::new();
    for payload in ["order-1", "order-2", "order-3"] {
        ids.push(finished(submit(payload), "").await.out.trim().to_owned());
    }
    let all = run(&server, "list --revision 2026-08").await;
    let lines: Vec<&str> = all.out.lines().collect();
    assert_eq!((all.status, lines.len(), &*all.err), (0, 3, ""), "{all:?}");
    assert!(lines[0].starts_with(&format!("{}  success  2", ids[2])), "{all:?}");
    assert!(lines[0].ends_with("  80  order-3"), "{all:?}");
    let few = run(&server, "list --revision 2026-08 --limit 1 --stage succeeded --since 1h --json").await;
    let event = few.event("task");
    assert_eq!(
        (few.events().len(), &event["task"]["id"], &event["vendor"]),
        (1, &ids[2].clone().into(), &"vidu".into())
    );
    assert_eq!(event["task"]["payload"], "order-3");
    let few = run(&server, "list --revision 2026-08 --limit 2").await;
    assert_eq!((few.out.lines().count(), &*few.err), (2, "there are more; --limit 4 shows 4 of them\n"));
    let named =
        run(&server, &format!("list --revision 2026-08 --id {} --stage failed --stage succeeded", ids[0])).await;
    assert!(named.out.starts_with(&ids[0]) && named.out.lines().count() == 1, "{named:?}");
    let none = run(&server, "list --revision 2026-08 --stage running").await;
    assert_eq!((none.status, &*none.out), (0, ""));
    for wrong in ["--since 5", "--stage done", "--limit x"] {
        assert_eq!(run(&server, &format!("list --revision 2026-08 {wrong}")).await.status, 2, "{wrong}");
    }
}

/// A paid task whose answer was lost is found in the list of a later month's pages.
#[tokio::test(flavor = "multi_thread")]
async fn lost_submits_are_found_in_the_list() {
    let (server, folder) = (shop().await, tempfile::tempdir().expect("a folder"));
    let journal = folder.path().join("tasks.journal");
    let kept = async |line: &str| run(&server, &format!("{line} --journal {} --json", journal.display())).await;
    server.fault(Fault::no_answer().operation("img2video").once());
    let lost = kept(&format!("submit img2video --model viduq1 --image {PICTURE}")).await;
    assert_eq!((lost.status, server.ledger().len()), (5, 1), "{lost:?}");
    let without = kept("reconcile").await;
    assert!(without.status == 2 && without.out.contains("no call to list tasks"), "{without:?}");
    let found = kept("reconcile --revision 2026-08").await;
    let event = found.event("reconciled");
    assert_eq!((found.status, &event["id"]), (0, &server.ledger()[0].task.clone().into()), "{found:?}");
    let again = kept("reconcile --revision 2026-08").await;
    assert_eq!((again.status, again.events().len()), (0, 0), "{again:?}");
    server.fault(Fault::server_error(503).operation("img2video").once());
    assert_eq!(kept(&format!("submit img2video --model viduq1 --image {PICTURE}")).await.status, 5);
    let absent = kept("reconcile --revision 2026-08").await;
    let why = absent.event("unknown")["why"].clone();
    assert!(
        absent.status == 5 && why.as_str().is_some_and(|why| why.contains("most likely none was made")),
        "{absent:?}"
    );
    assert_eq!(server.ledger().len(), 1, "nothing was sent again");
}
