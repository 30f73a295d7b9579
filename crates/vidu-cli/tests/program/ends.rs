//! How the program ends: every exit status, interrupts, and what a vendor does not have.

use super::*;

/// Presses Ctrl-C so often, each time after the mock has billed the task.
#[cfg(unix)]
async fn interrupted(server: &MockServer, mut program: Command, times: usize) -> Ran {
    let child =
        program.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
    while server.ledger().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    for _ in 0..times {
        let sent = Command::new("kill").args(["-s", "INT", &child.id().to_string()]).status().expect("kill");
        assert!(sent.success());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let ended = tokio::task::spawn_blocking(move || Ran::of(child.wait_with_output().expect("an end")));
    ended.await.expect("no panic")
}

/// Every exit status that `--help` lists, with what was billed.
#[tokio::test(flavor = "multi_thread")]
async fn exit_statuses() {
    let fine = format!("submit img2video --model viduq1 --image {PICTURE}");
    let submit = |server: &MockServer, more: &str| program(server.url(), &format!("{fine} {more} --json"));
    let stuck = || "stuck=processing".parse::<Script>().expect("a script");
    type Before = fn(&MockServer);
    let nothing: Before = |_| {};
    let hidden: Before = |server| assert!(server.fault(Fault::server_error(503).operation("img2video").accepted()) > 0);
    let lost: Before = |server| assert!(server.fault(Fault::no_answer().operation("img2video")) > 0);
    let refused: Before = |server| server.script_next("refuse=CreditInsufficient".parse().expect("a script"));
    let broken: Before = |server| server.script_next(Script::fail());
    let deaf: Before = |server| assert!(server.fault(Fault::gateway_page(502).operation("query")) > 0);
    let cases = [
        ("", nothing, 0, 1, "submitted"),
        ("--wait --every 0.05", broken, 1, 1, "\"stage\":\"Failed\""),
        ("--set nothing=1", nothing, 2, 0, "there is no field \\\"nothing\\\""),
        ("--duration 8 --resolution 360p", nothing, 3, 0, "resolution: 360p is not offered with model viduq1"),
        ("", refused, 4, 0, "\"code\":\"CreditInsufficient\""),
        ("", hidden, 5, 1, "may pay twice"),
        ("", lost, 5, 1, "may pay twice"),
        ("--wait --every 0.01", deaf, 7, 1, "too many looks in a row failed"),
    ];
    for (more, before, status, billed, part) in cases {
        let server = mock().await;
        before(&server);
        let ran = finished(submit(&server, more), "").await;
        assert_eq!((ran.status, server.ledger().len()), (status, billed), "{more}: {ran:?}");
        assert!(ran.out.contains(part) && ran.err.is_empty(), "{part}: {ran:?}");
    }
    let server = mock().await;
    server.fault(Fault::too_many_requests(Duration::from_secs(1)).operation("img2video").once());
    let ran = finished(submit(&server, "--retry-for 30"), "").await;
    assert_eq!((ran.status, server.ledger().len()), (0, 1), "{ran:?}");
    server.script_next(stuck());
    let ran = finished(submit(&server, "--wait --every 0.05 --timeout 0.3"), "").await;
    let fault = ran.event("fault");
    assert_eq!(
        (ran.status, &fault["last_state"], &fault["id"]),
        (6, &"processing".into(), &ran.event("submitted")["id"])
    );
    let url = server.url().to_owned();
    server.stop().await;
    let ran = finished(program(&url, &fine), "").await;
    assert!(ran.status == 7 && ran.err.contains("the request was not sent"), "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_vendor_does_not_have() {
    let server = mock().await;
    for (line, part) in [
        ("credits --vendor novita", "no call to ask for credits"),
        ("cancel 1 --vendor octopusx", "no call to cancel a task"),
        ("list", "no call to list tasks"),
        ("credits --vendor nobody", "there is no vendor \"nobody\"; there is novita, octopusx, umodelverse, vidu"),
        ("credits --revision 1999-01", "there is no revision \"1999-01\"; there is 2025-08"),
        ("submit dance", "there is no operation \"dance\"; there is img2video, reference2video"),
        ("fields dance", "vidu makes no \"dance\"; there is img2video, reference2video"),
        ("wait ..", "cannot stand in an address"),
        ("credits --base-url http://mock.example", "say --allow-http mock.example"),
        ("dance", "unrecognized subcommand"),
        ("wait 1 --every 0", "above 0"),
    ] {
        let ran = run(&server, line).await;
        assert!(ran.status == 2 && ran.err.contains(part) && ran.out.is_empty(), "{line}: {ran:?}");
    }
    let cancelled = run(&server, "cancel 123").await;
    assert!(cancelled.status == 4 && cancelled.err.contains("HTTP 404 TaskNotFound"), "{cancelled:?}");
    assert_eq!(server.ledger().len(), 0);
}

/// Ctrl-C while the answer to a paid request is under way would lose its id.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn an_interrupt_loses_no_task() {
    let submit =
        |server: &MockServer| program(server.url(), &format!("submit img2video --model viduq1 --image {PICTURE}"));
    let server = mock().await;
    server.fault(Fault::slow_headers(Duration::from_millis(600)).operation("img2video"));
    let ran = interrupted(&server, submit(&server), 1).await;
    assert!(ran.status == 0 && ran.out.trim() == server.ledger()[0].task, "{ran:?}");
    assert!(ran.err.contains("press Ctrl-C again"), "{ran:?}");

    let server = mock().await;
    server.fault(Fault::hanging(Duration::from_secs(60)).operation("img2video"));
    let ran = interrupted(&server, submit(&server), 2).await;
    assert!(ran.status == 5 && ran.err.contains("may pay twice") && ran.out.is_empty(), "{ran:?}");

    let server = mock().await;
    server.script_next("stuck=processing".parse().expect("a script"));
    server.fault(Fault::hanging(Duration::from_secs(60)).operation("query"));
    let mut waiting = submit(&server);
    waiting.args(["--wait", "--every", "0.01"]);
    let ran = interrupted(&server, waiting, 2).await;
    let id = &server.ledger()[0].task;
    assert!(ran.status == 6 && ran.err.contains(&format!("`vidu wait {id}` takes it up again")), "{ran:?}");
}
