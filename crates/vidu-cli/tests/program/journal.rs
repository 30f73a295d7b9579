//! A journal and a budget on the command line: what was paid for comes back until its videos are safe, whatever ends the program.

use std::path::PathBuf;

use super::*;

/// A folder that goes away, and the journal's place in it.
fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let journal = folder.path().join("tasks.journal");
    (folder, journal)
}

/// Runs a command line with a journal and `--json`; whatever it does, the journal has no secret.
async fn kept(server: &MockServer, journal: &Path, line: &str) -> Ran {
    let ran = run(server, &format!("{line} --json --journal {}", journal.display())).await;
    let text = std::fs::read_to_string(journal).unwrap_or_default();
    assert!(![KEY, PICTURE, "secret"].iter().any(|secret| text.contains(secret)), "{text}");
    ran
}

/// The kinds of the events that a recovery tells.
async fn recovered(server: &MockServer, journal: &Path, more: &str) -> (i32, Vec<String>) {
    let ran = kept(server, journal, &format!("recover {more}")).await;
    (ran.status, ran.events().iter().map(|event| event["event"].as_str().expect("a name").to_owned()).collect())
}

fn submit(more: &str) -> String {
    format!("submit img2video --model viduq1 --image {PICTURE} {more}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_stays_in_the_journal_until_its_videos_are_safe() {
    let (server, (folder, journal)) = (mock().await, place());
    let videos = folder.path().join("videos").display().to_string();
    let id = |ran: &Ran| ran.event("submitted")["id"].as_str().expect("an id").to_owned();
    let first = id(&kept(&server, &journal, &submit("")).await);
    assert_eq!(recovered(&server, &journal, "").await, (0, vec!["pending".to_owned()]));
    assert_eq!(kept(&server, &journal, &format!("wait {first}")).await.status, 0);
    assert_eq!(recovered(&server, &journal, "").await, (0, vec!["pending".to_owned()]), "nobody has its videos yet");
    assert_eq!(kept(&server, &journal, &format!("download {first} {videos}")).await.status, 0);
    assert_eq!(recovered(&server, &journal, "").await, (0, vec![]));

    let second = kept(&server, &journal, &submit(&format!("--every 0.05 --download {videos}"))).await;
    assert_eq!((second.status, recovered(&server, &journal, "").await), (0, (0, vec![])));
    server.script_next(Script::fail());
    assert_eq!(kept(&server, &journal, &submit("--wait --every 0.05")).await.status, 1);
    assert_eq!(recovered(&server, &journal, "").await, (0, vec![]), "a failed task has nothing to lose");

    let third = id(&kept(&server, &journal, &submit("")).await);
    assert_eq!(kept(&server, &journal, &format!("close {third}")).await.event("closed")["id"], third);
    assert_eq!(kept(&server, &journal, &format!("close {third}")).await.status, 2);
    assert_eq!((recovered(&server, &journal, "").await, server.ledger().len()), ((0, vec![]), 4));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_pending_is_taken_up_again() {
    let (server, (folder, journal)) = (mock().await, place());
    for vendor in ["vidu", "vidu", "vidu", "novita"] {
        server.script_next(if server.ledger().len() == 1 { Script::fail() } else { Script::default() });
        let line = FINE.iter().find(|(name, _)| *name == vendor).expect("a vendor").1;
        assert_eq!(kept(&server, &journal, &format!("{line} --image {PICTURE}")).await.status, 0);
    }
    let videos = folder.path().join("videos");
    let ran = kept(&server, &journal, &format!("recover --every 0.05 --download {}", videos.display())).await;
    let count = |name: &str| ran.events().iter().filter(|event| event["event"] == name).count();
    assert_eq!((ran.status, count("ended"), count("downloaded"), count("elsewhere")), (1, 3, 2, 1), "{ran:?}");
    assert_eq!(std::fs::read_dir(&videos).expect("a folder").count(), 2);
    assert_eq!(recovered(&server, &journal, "").await, (0, vec!["elsewhere".to_owned()]));
    assert_eq!(recovered(&server, &journal, "--wait --vendor novita").await, (0, vec!["ended".to_owned()]));
    let text = run(&server, &format!("recover --vendor novita --journal {}", journal.display())).await;
    assert!(text.status == 0 && text.err.is_empty() && text.out.lines().count() == 1, "ids for a shell: {text:?}");
    assert_eq!(server.ledger().len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_submit_is_told_and_found() {
    let (server, (_folder, journal)) = (mock().await, place());
    server.fault(Fault::no_answer().operation("img2video"));
    let lost = kept(&server, &journal, &submit("")).await;
    assert_eq!((lost.status, server.ledger().len()), (5, 1), "{lost:?}");
    let told = kept(&server, &journal, "recover").await;
    let unknown = told.event("unknown");
    let ticket = lost.event("fault")["ticket"].as_str().expect("a number").to_owned();
    assert_eq!((told.status, unknown["ticket"].as_str()), (5, Some(&*ticket)), "{told:?}");
    assert_eq!((&unknown["operation"], &unknown["credits"]), (&"img2video".into(), &80.into()));
    assert_eq!(unknown["payload"], format!("vidu-client:{ticket}"));
    assert!(unknown["begun"].as_str().is_some_and(|time| time.starts_with("20")) && unknown["standing"].is_object());
    let people = run(&server, &format!("recover --journal {}", journal.display())).await;
    assert!(people.out.is_empty() && people.err.contains("look for one of that time"), "{people:?}");

    let id = server.ledger()[0].task.clone();
    for outcome in ["found", "known"] {
        let ran = kept(&server, &journal, &format!("reconcile {id}")).await;
        assert_eq!((ran.status, &ran.event("reconciled")["outcome"]), (0, &outcome.into()), "{ran:?}");
    }
    assert_eq!(recovered(&server, &journal, "").await, (0, vec!["pending".to_owned()]));
    assert_eq!(server.ledger().len(), 1, "nothing was sent again");
}

/// A vendor that passes no text through, so that a person has to say which task it is.
#[tokio::test(flavor = "multi_thread")]
async fn a_person_decides() {
    let (server, (_folder, journal)) = (mock().await, place());
    server.fault(Fault::no_answer().operation("img2video"));
    let kept = |line: String| async { kept(&server, &journal, &(line + " --vendor octopusx")).await };
    let mut tickets = Vec::new();
    for _ in 0..2 {
        let lost = kept(format!("submit img2video --model viduq2-pro --image {PICTURE}")).await;
        tickets.push(lost.event("fault")["ticket"].as_str().expect("a number").to_owned());
    }
    let id = server.ledger()[0].task.clone();
    let stranger = kept(format!("reconcile {id}")).await;
    assert_eq!((stranger.status, &stranger.event("reconciled")["outcome"]), (5, &"stranger".into()));
    assert_eq!(kept(format!("assign {} {id}", tickets[0])).await.status, 0);
    assert_eq!(kept(format!("dismiss {}", tickets[1])).await.status, 0);
    let told = kept("recover".to_owned()).await;
    assert_eq!((told.status, told.events().len(), &told.event("pending")["id"]), (0, 1, &id.clone().into()));
    for (line, part) in [
        (format!("dismiss {}", tickets[1]), "holds no unknown submit"),
        (format!("assign {} {id}", tickets[0]), "holds no unknown submit"),
        ("dismiss 7".to_owned(), "is no ticket"),
        ("close 7".to_owned(), "holds no task 7"),
        ("reconcile ..".to_owned(), "cannot stand in an address"),
    ] {
        let ran = kept(line).await;
        assert!(ran.status == 2 && ran.out.contains(part), "{part}: {ran:?}");
    }
}

/// `kill -9` while the request is under way: the vendor made the task, and nobody heard of it.
#[tokio::test(flavor = "multi_thread")]
async fn a_killed_program_leaves_what_it_knew() {
    let (server, (_folder, journal)) = (mock().await, place());
    server.fault(Fault::hanging(Duration::from_secs(60)).operation("img2video"));
    let mut child = program(server.url(), &submit(""));
    let mut child = child.env("VIDU_JOURNAL", &journal).stdout(Stdio::null()).spawn().expect("the program");
    while server.ledger().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    child.kill().and_then(|()| child.wait()).expect("it ran");
    let mut recovering = program(server.url(), "recover --json");
    recovering.env("VIDU_JOURNAL", &journal);
    let told = finished(recovering, "").await;
    assert_eq!(told.status, 5, "{told:?}");
    let id = server.ledger()[0].task.clone();
    assert_eq!(kept(&server, &journal, &format!("reconcile {id}")).await.event("reconciled")["outcome"], "found");
}

#[tokio::test(flavor = "multi_thread")]
async fn several_programs_take_turns() {
    let (server, (_folder, journal)) = (mock().await, place());
    server.fault(Fault::slow_headers(Duration::from_millis(300)).operation("img2video"));
    let line = submit(&format!("--journal {}", journal.display()));
    let (line, url) = (&line, server.url());
    let four = (0..4).map(|_| finished(program(url, line), ""));
    let four: Vec<Ran> = futures(four).await;
    assert!(four.iter().all(|ran| ran.status == 0), "{four:?}");
    assert_eq!((recovered(&server, &journal, "").await.1.len(), server.ledger().len()), (4, 4));
}

/// All at once.
async fn futures<T: Send + 'static>(all: impl Iterator<Item = impl Future<Output = T> + Send + 'static>) -> Vec<T> {
    let running: Vec<_> = all.map(tokio::spawn).collect();
    let mut ended = Vec::new();
    for one in running {
        ended.push(one.await.expect("no panic"));
    }
    ended
}

#[tokio::test(flavor = "multi_thread")]
async fn a_budget_stops_submits() {
    let (server, (_folder, journal)) = (mock().await, place());
    let unpriced = format!("submit img2video --model vidu1.5 --image {PICTURE}");
    for (line, status, billed, part) in [
        (submit("--budget 170"), 0, 1, "submitted"),
        (submit("--budget 170"), 0, 2, "submitted"),
        (submit("--budget 170"), 9, 2, "\"spent\":160"),
        (submit("--budget 240"), 0, 3, "submitted"),
        (format!("{unpriced} --budget 900"), 9, 3, "the budget assumes nothing"),
        (format!("{unpriced} --budget 900 --assume 700"), 9, 3, "it costs 700 credits, 240 of 900 are spent"),
        (format!("{unpriced} --budget 900 --assume 100"), 0, 4, "submitted"),
    ] {
        let ran = kept(&server, &journal, &line).await;
        assert_eq!((ran.status, server.ledger().len()), (status, billed), "{line}: {ran:?}");
        assert!(ran.out.contains(part), "{part}: {ran:?}");
    }
    // Without a journal it is a limit of this one command; both can come from the environment.
    for (limit, status) in [("79", 9), ("80", 0), ("much", 2)] {
        let mut program = program(server.url(), &submit(""));
        program.env("VIDU_BUDGET", limit).env("VIDU_ASSUME", "1");
        assert_eq!(finished(program, "").await.status, status, "{limit}");
    }
    assert_eq!(server.ledger().len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_recorded_is_not_sent() {
    let (server, (folder, journal)) = (mock().await, place());
    std::fs::write(&journal, "some text\nof another program").expect("a file");
    for line in [submit(""), "recover".to_owned()] {
        let ran = kept(&server, &journal, &line).await;
        assert!(ran.status == 8 && ran.out.contains("is no journal"), "{ran:?}");
    }
    assert_eq!(kept(&server, &folder.path().join("no/folder"), &submit("")).await.status, 8);
    assert_eq!(std::fs::read_to_string(&journal).expect("a file"), "some text\nof another program");
    for line in ["recover", "reconcile 7", "assign 7 7", "dismiss 7", "close 7"] {
        let ran = run(&server, line).await;
        assert!(ran.status == 2 && ran.err.contains("name one with --journal FILE, or set VIDU_JOURNAL"), "{ran:?}");
    }
    assert!(server.ledger().is_empty() && server.journal().is_empty());
}

/// A line that something else has damaged may have been a submit: whoever goes on should know.
#[tokio::test(flavor = "multi_thread")]
async fn damage_is_told() {
    let (server, (_folder, journal)) = (mock().await, place());
    assert_eq!(kept(&server, &journal, &submit("")).await.status, 0);
    let text = std::fs::read_to_string(&journal).expect("a journal");
    std::fs::write(&journal, text.replacen("intended", "intendet", 1)).expect("a journal");
    let told = kept(&server, &journal, "recover").await;
    assert_eq!((told.status, &told.event("damaged")["line"]), (0, &2.into()), "{told:?}");
    let ran = run(&server, &submit(&format!("--journal {}", journal.display()))).await;
    assert!(ran.status == 0 && ran.err.contains("the journal is damaged: line 2"), "{ran:?}");
}
