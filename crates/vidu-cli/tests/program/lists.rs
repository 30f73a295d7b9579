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
