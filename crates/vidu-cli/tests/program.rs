//! The program against the mock: what it prints, how it ends, and what the mock billed.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use serde_json::Value;
use vidu_mock::media::Clip;
use vidu_mock::{Drive, Entry, Fault, MockServer, Record, Script};

const KEY: &str = "sk-secret-of-the-test";
const PICTURE: &str = "https://a.example/b.png";

async fn mock() -> MockServer {
    MockServer::builder().drive(Drive::AtOnce).start().await.expect("a mock")
}

/// What the program printed and how it ended.
#[derive(Debug)]
struct Ran {
    status: i32,
    out: String,
    err: String,
}

impl Ran {
    /// The objects that it printed, a line each.
    fn events(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|why| panic!("{why}: {line}"))).collect()
    }

    fn event(&self, name: &str) -> Value {
        let found = self.events().into_iter().find(|event| event["event"] == name);
        found.unwrap_or_else(|| panic!("no {name}: {self:?}"))
    }

    /// Whatever happens, no output has the key, and nothing that a terminal obeys.
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("text");
        let (out, err) = (text(output.stdout), text(output.stderr));
        assert!(!format!("{out}{err}").contains(KEY), "{out}{err}");
        assert!(!format!("{out}{err}").contains(|one: char| one.is_control() && one != '\n'), "{out:?}{err:?}");
        Self { status: output.status.code().expect("a status"), out, err }
    }
}

/// The program in an environment of its own.
fn program(url: &str, line: &str) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_vidu"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.ends_with("_API_KEY") || name.ends_with("_BASE_URL")) {
        program.env_remove(name);
    }
    for vendor in ["VIDU", "NOVITA", "OCTOPUSX", "UMODELVERSE"] {
        program.env(format!("{vendor}_API_KEY"), KEY).env(format!("{vendor}_BASE_URL"), url);
    }
    program.env_remove("VIDU_VENDOR").env_remove("VIDU_PROXY").args(line.split_whitespace());
    program
}

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

async fn finished(mut program: Command, input: &str) -> Ran {
    let input = input.to_owned();
    let run = move || {
        program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = program.spawn().expect("the program starts");
        // One that does not read its input closes it.
        let _ = child.stdin.take().expect("its input").write_all(input.as_bytes());
        Ran::of(child.wait_with_output().expect("an end"))
    };
    tokio::task::spawn_blocking(run).await.expect("no panic")
}

/// Runs a command line whose arguments have no blanks.
async fn run(server: &MockServer, line: &str) -> Ran {
    finished(program(server.url(), line), "").await
}

const FINE: [(&str, &str); 4] = [
    ("vidu", "submit img2video --model viduq1"),
    ("novita", "submit img2video --duration 4 --vendor novita"),
    ("octopusx", "submit img2video --model viduq2-pro --vendor octopusx"),
    ("umodelverse", "submit img2video --model viduq2-pro --vendor umodelverse"),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_vendor_from_submit_to_the_video() {
    let (server, folder) = (mock().await, tempfile::tempdir().expect("a folder"));
    for (vendor, line) in FINE {
        let place = folder.path().join(vendor);
        let line = format!("{line} --image {PICTURE} --every 0.05 --json --download {}", place.display());
        let ran = run(&server, &line).await;
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
        let names: Vec<Value> = ran.events().iter().map(|event| event["event"].clone()).collect();
        assert_eq!(names, ["submitted", "ended", "downloaded"], "{vendor}");
        let (submitted, ended, downloaded) = (ran.event("submitted"), ran.event("ended"), ran.event("downloaded"));
        assert_eq!(submitted["vendor"], vendor);
        assert_eq!(submitted["id"], ended["task"]["id"]);
        assert_eq!(ended["task"]["state"]["stage"], "Succeeded");
        let file = std::fs::read(downloaded["path"].as_str().expect("a path")).expect("a video");
        assert_eq!((downloaded["bytes"].as_u64(), &file[4..8]), (Some(file.len() as u64), &b"ftyp"[..]));
        assert_eq!(std::fs::read_dir(&place).expect("a folder").count(), 1, "nothing half-written stays");
    }
    assert_eq!(server.ledger().len(), FINE.len());
}

/// The beginnings of the bodies that the mock received.
fn bodies(server: &MockServer) -> Vec<String> {
    let body = |entry: Entry| match entry.record {
        Record::Request(asked) if asked.method == "POST" => Some(asked.body_head),
        _ => None,
    };
    server.journal().into_iter().filter_map(body).collect()
}

/// A picture, whatever its file is called.
fn cover() -> Vec<u8> {
    Clip { width: 200, height: 200, seconds: 1, frames_per_second: 1, seed: 1 }.cover()
}

/// For people: ids alone on stdout, so that a shell can keep them, and the rest on stderr.
#[tokio::test(flavor = "multi_thread")]
async fn ids_for_a_shell() {
    let (server, folder) = (mock().await, tempfile::tempdir().expect("a folder"));
    let made = run(&server, &format!("submit img2video --model viduq1 --image {PICTURE}")).await;
    let id = made.out.trim().to_owned();
    assert!(
        made.status == 0 && id.bytes().all(|byte| byte.is_ascii_digit()) && made.err.starts_with("note: "),
        "{made:?}"
    );
    let waited = run(&server, &format!("wait {id}")).await;
    assert!(waited.status == 0 && waited.out.starts_with(&format!("{id} success\nhttp://")), "{waited:?}");
    let place = folder.path().join("new/folder");
    let fetched = run(&server, &format!("download {id} {}", place.display())).await;
    assert!(fetched.status == 0 && fetched.out.ends_with(&format!("{id}-1.mp4\n")), "{fetched:?}");
    assert!(place.join(format!("{id}-1.mp4")).is_file());
    let credits = run(&server, "credits").await;
    assert!(credits.status == 0 && credits.out.starts_with("metered: "), "{credits:?}");
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
async fn requests_from_files_and_flags() {
    let (server, folder) = (mock().await, tempfile::tempdir().expect("a folder"));
    let picture = folder.path().join("cat.jpg");
    std::fs::write(&picture, cover()).expect("a file");
    let body = folder.path().join("body.json");
    std::fs::write(&body, format!(r#"{{"model": "vidu2.0", "images": ["{PICTURE}"], "duration": 4}}"#))
        .expect("a file");
    let from_file =
        format!("submit img2video --body {} --duration 8 --set resolution=720p --extra style=7 --json", body.display());
    let ran = run(&server, &from_file).await;
    assert_eq!(ran.status, 0, "{ran:?}");
    let stdin = finished(
        program(server.url(), "submit img2video --body - --bgm"),
        &std::fs::read_to_string(&body).expect("a body"),
    )
    .await;
    assert_eq!(stdin.status, 0, "{stdin:?}");
    let local = format!("submit img2video --model viduq1 --image {}", picture.display());
    assert_eq!(run(&server, &local).await.status, 0);
    let several = format!(
        "submit reference2video --model viduq1 --images {PICTURE} --images {} --prompt cats",
        picture.display()
    );
    assert_eq!(run(&server, &several).await.status, 0);
    let sent = bodies(&server);
    let expected: [&[&str]; 4] = [
        &[r#""duration":8"#, r#""resolution":"720p""#, r#""style":7"#],
        &[r#""duration":4"#, r#""bgm":true"#],
        &[r#""images":["data:image/png;base64,"#],
        &[r#""images":["https://a.example/b.png","data:image/png;base64,"#],
    ];
    assert_eq!(sent.len(), expected.len());
    for (body, parts) in sent.iter().zip(expected) {
        assert!(parts.iter().all(|part| body.contains(part)), "{parts:?}: {body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn checks_need_neither_key_nor_network() {
    let nowhere = "http://127.0.0.1:1";
    let check = |line: &str| {
        let mut program = program(nowhere, &format!("check img2video {line}"));
        program.env_remove("VIDU_API_KEY");
        finished(program, "")
    };
    let fine = check(&format!("--model vidu2.0 --image {PICTURE}")).await;
    assert!(
        fine.status == 0 && fine.out.contains("fine, with the page's defaults: {") && fine.out.contains("\"360p\""),
        "{fine:?}"
    );
    let bad = check(&format!("--model viduq1 --image {PICTURE} --duration 8 --resolution 360p")).await;
    for part in [
        "refused: duration: 8 is not offered with model viduq1; there is 5\n",
        "refused: resolution: 360p is not offered with model viduq1; there is 1080p\n",
        "nearest: {\"duration\":5,",
        "page: https://platform.vidu.com/docs/image-to-video (Vidu, read in 2025-08)\n",
    ] {
        assert!(bad.status == 3 && bad.out.contains(part), "{part}: {bad:?}");
    }
    let told = check(&format!("--model viduq1 --image {PICTURE} --duration 8 --json")).await.event("checked");
    assert_eq!((&told["passes"], &told["nearest"]["duration"]), (&false.into(), &5.into()));
    let missing = check("--model viduq1").await;
    assert!(missing.status == 3 && !missing.out.contains("nearest"), "nobody can propose a picture: {missing:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_come_from_the_environment_or_a_file() {
    let (server, folder) = (mock().await, tempfile::tempdir().expect("a folder"));
    let file = |text: &str| {
        let path = folder.path().join("key");
        std::fs::write(&path, text).expect("a file");
        path
    };
    let with = |path: &Path| {
        let mut program = program(server.url(), &format!("credits --key-file {}", path.display()));
        program.env_remove("VIDU_API_KEY");
        finished(program, "")
    };
    for text in [KEY.to_owned(), format!("{KEY}\n"), format!("{KEY}\r\n")] {
        assert_eq!(with(&file(&text)).await.status, 0, "{text:?}");
    }
    for (text, part) in [("", "the API key is empty"), ("a\n\n", "control character at position 1")] {
        let ran = with(&file(text)).await;
        assert!(ran.status == 2 && ran.err.contains(part), "{ran:?}");
    }
    assert_eq!(with(Path::new("/nowhere/key")).await.status, 8);
    for line in [format!("credits --key {KEY}"), format!("credits --key={KEY}"), "--key".to_owned() + " credits"] {
        let ran = run(&server, &line).await;
        assert!(ran.status == 2 && ran.out.is_empty(), "{ran:?}");
    }
    let mut without = program(server.url(), "credits");
    without.env_remove("VIDU_API_KEY");
    let ran = finished(without, "").await;
    assert!(ran.status == 2 && ran.err.contains("set VIDU_API_KEY, or name a file with --key-file"), "{ran:?}");
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

/// A vendor's words could hold what a terminal obeys.
#[tokio::test(flavor = "multi_thread")]
async fn vendors_do_not_speak_to_the_terminal() {
    let server = mock().await;
    let script = || "state=\u{1b}[31mred; stuck=processing".parse::<Script>().expect("a script");
    server.script_next(script());
    let line = format!("submit img2video --model viduq1 --image {PICTURE} --wait --every 0.05 --timeout 0.2");
    let ran = run(&server, &line).await;
    assert!(ran.status == 6 && ran.err.contains("[31mred"), "{ran:?}");
    server.script_next(script());
    let ran = run(&server, &format!("{line} --json")).await;
    assert_eq!((ran.status, &ran.event("fault")["last_state"]), (6, &"\u{1b}[31mred".into()), "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tables_can_be_read() {
    let server = mock().await;
    let vendors = run(&server, "vendors --json").await;
    let named: Vec<Value> = vendors.events().iter().map(|event| event["vendor"].clone()).collect();
    assert_eq!(named, ["novita", "octopusx", "umodelverse", "vidu"]);
    for vendor in ["novita", "octopusx", "umodelverse", "vidu"] {
        for command in ["operations", "fields img2video"] {
            let (text, json) = (format!("{command} --vendor {vendor}"), format!("{command} --vendor {vendor} --json"));
            let (text, json) = (run(&server, &text).await, run(&server, &json).await);
            assert_eq!((text.status, json.status), (0, 0), "{vendor} {command}");
            assert_eq!(text.out.lines().count(), json.events().len(), "{vendor} {command}");
        }
    }
    let fields = run(&server, "fields img2video").await;
    assert!(fields.out.contains("accepted: model vidu2.0 | vidu1.5, duration 8, resolution 720p\n"), "{fields:?}");
    let help = run(&server, "--help").await;
    assert!(help.status == 0 && help.out.contains("5  the outcome of a submit is unknown"), "{help:?}");
    tokio::time::timeout(Duration::from_secs(60), server.stop()).await.expect("an end");
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

/// The commands of the program's page, as they stand there.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_the_program_works() {
    let (server, folder) = (mock().await, tempfile::tempdir().expect("a folder"));
    let page =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/cli.md")).expect("a page");
    let block = page.split("```sh\n").nth(1).and_then(|rest| rest.split("```").next()).expect("commands");
    assert!(block.lines().filter(|line| line.contains("vidu ")).count() >= 8);
    let programs = Path::new(env!("CARGO_BIN_EXE_vidu")).parent().expect("a folder").display().to_string();
    let path = format!("{programs}:{}", std::env::var("PATH").unwrap_or_default());
    let mut shell = Command::new("sh");
    shell.args(["-euc", block]).current_dir(folder.path());
    shell.env("PATH", path).env("VIDU_API_KEY", KEY).env("VIDU_BASE_URL", server.url()).env_remove("VIDU_VENDOR");
    let ran = finished(shell, "").await;
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(
        (server.ledger().len(), std::fs::read_dir(folder.path().join("videos")).expect("a folder").count()),
        (3, 2)
    );
    for status in 0..=8 {
        assert!(page.contains(&format!("\n| {status} | ")), "{status} is not on the page");
    }
}
