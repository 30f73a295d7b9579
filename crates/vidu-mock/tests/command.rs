//! The program itself: what it prints first, and how it ends.
#![cfg(unix)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Starts the program on a free port and gives it with the address that it printed.
fn start() -> (Child, String) {
    start_with(&[])
}

fn start_with(arguments: &[&str]) -> (Child, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_vidu-mock"));
    let mut child =
        program.args(["--port", "0"]).args(arguments).stdout(Stdio::piped()).spawn().expect("the program starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
    let said: serde_json::Value = serde_json::from_str(&line).expect("JSON");
    assert_eq!(said["event"], "listening");
    let url = said["url"].as_str().expect("an address").to_owned();
    (child, url)
}

/// The whole answer to a request line and headers.
fn ask(url: &str, head: &str) -> String {
    ask_with(url, head, "")
}

fn ask_with(url: &str, head: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(url.trim_start_matches("http://")).expect("a connection");
    let request = format!("{head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
    stream.write_all(request.as_bytes()).expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

#[test]
fn it_serves_until_a_signal_stops_it() {
    for signal in ["INT", "TERM"] {
        let (mut child, url) = start();
        let answer = ask(&url, "GET /__admin/health HTTP/1.1\r\nHost: mock");
        assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"status\":\"ok\""), "{answer}");
        let status = Command::new("kill").args(["-s", signal, &child.id().to_string()]).status().expect("kill");
        assert!(status.success());
        assert_eq!(child.wait().expect("an end").code(), Some(0), "{signal}");
    }
}

#[test]
fn what_cannot_be_is_said() {
    for (arguments, part) in
        [(["--speed", "0"], "above 0"), (["--host", "nowhere"], "--host"), (["--port", "x"], "--port")]
    {
        let output = Command::new(env!("CARGO_BIN_EXE_vidu-mock")).args(arguments).output().expect("the program runs");
        assert!(!output.status.success());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(part), "{arguments:?}: {said}");
    }
}

/// A copy of the made-up vendor's spec with its file `credits.toml` changed.
fn edited(name: &str, from: &str, to: &str) -> String {
    let made_up = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/spec");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let pages = folder.join("acme/2026-01");
    std::fs::create_dir_all(&pages).expect("a folder");
    std::fs::copy(made_up.join("vocabulary.toml"), folder.join("vocabulary.toml")).expect("a copy");
    for page in std::fs::read_dir(made_up.join("acme/2026-01")).expect("the pages") {
        let page = page.expect("a page");
        let text = std::fs::read_to_string(page.path()).expect("a text");
        let is_edited = page.file_name() == "credits.toml";
        assert!(!is_edited || text.contains(from));
        std::fs::write(pages.join(page.file_name()), if is_edited { text.replace(from, to) } else { text })
            .expect("a copy");
    }
    folder.to_string_lossy().into_owned()
}

#[test]
fn an_edited_spec_folder_is_served() {
    let folder = edited("fine", "GET /purse", "GET /wallet");
    let (mut child, url) = start_with(&["--spec", &folder, "--revision", "acme=2026-01"]);
    for (path, status) in [("/wallet", "200"), ("/purse", "404")] {
        let answer = ask(&url, &format!("GET {path} HTTP/1.1\r\nHost: mock\r\nX-Acme-Key: Acme k"));
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{path}: {answer}");
    }
    child.kill().expect("an end");
    child.wait().expect("an end");
}

#[test]
fn what_cannot_be_served_is_said_whole_with_status_two() {
    let folder = edited("faulty", "GET /purse", "GET purse\"\nunheard = 1\nof = \"x");
    let fine = edited("other", "", "");
    for (arguments, parts) in [
        (&["--spec", "/nowhere"][..], &["/nowhere is no folder"][..]),
        (&["--spec", &folder], &["unheard", "credits.toml:", "faults in the spec"]),
        (&["--spec", &fine, "--revision", "acme=1999-01"], &["no revision acme=1999-01; there are acme=2026-01"]),
        (&["--revision", "acme"], &["VENDOR=MONTH"]),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_vidu-mock")).args(arguments).output().expect("the program runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(parts.iter().all(|part| said.contains(part)), "{arguments:?}: {said}");
    }
}

const JOB: &str =
    r#"{"job":{"kind":"video","model":"a1","frames":["https://a.example/1.png","https://a.example/2.png"]}}"#;

#[test]
fn time_is_driven_as_the_arguments_say() {
    let folder = edited("driven", "", "");
    for (arguments, states) in [
        (&["--drive", "query"][..], ["WORKING", "DONE"]),
        (&["--drive", "query", "--polls", "4"], ["WAITING", "WORKING"]),
        (&["--polls", "1"], ["DONE", "DONE"]),
        (&["--drive", "once"], ["DONE", "DONE"]),
        (&["--drive", "step"], ["WAITING", "WAITING"]),
        (&["--held"], ["WAITING", "WAITING"]),
        (&["--queued", "0s", "--running", "1h"], ["WORKING", "WORKING"]),
        (&["--script", "drive=once; fail"], ["BROKEN", "BROKEN"]),
    ] {
        let (mut child, url) = start_with(&[&["--spec", &folder], arguments].concat());
        let made = ask_with(&url, "POST /jobs/video HTTP/1.1\r\nHost: mock\r\nX-Acme-Key: Acme k", JOB);
        let id = made.split("\"ref\":\"").nth(1).and_then(|rest| rest.split('"').next());
        let id = id.unwrap_or_else(|| panic!("an id in {made}")).to_owned();
        for state in states {
            let told = ask(&url, &format!("GET /jobs?ref={id} HTTP/1.1\r\nHost: mock\r\nX-Acme-Key: Acme k"));
            assert!(told.contains(&format!("\"{state}\"")), "{arguments:?}: not {state} in {told}");
        }
        child.kill().expect("an end");
        child.wait().expect("an end");
    }
}

#[test]
fn what_was_answered_is_there_after_a_kill() {
    let folder = std::env::temp_dir().join(format!("vidu-mock-state-{}", std::process::id()));
    let arguments = ["--held", "--state-dir", folder.to_str().expect("a path")];
    let (mut child, url) = start_with(&arguments);
    let image = "https://a.example/a.png";
    let body = serde_json::json!({ "model": "viduq1", "images": [image], "prompt": "a cat", "payload": "order 7" });
    let key = "Host: mock\r\nAuthorization: Token a-key";
    let made = ask_with(&url, &format!("POST /ent/v2/img2video HTTP/1.1\r\n{key}"), &body.to_string());
    assert!(made.starts_with("HTTP/1.1 200"), "{made}");
    ask_with(&url, "POST /__admin/clock/advance HTTP/1.1\r\nHost: mock", "{\"seconds\": 3}");
    for (path, set) in [
        ("POST /__admin/scripts", "{\"script\": \"fail\", \"nth\": 9}"),
        ("POST /__admin/faults", "{\"fault\": \"no_answer\", \"nth\": 9}"),
        ("PUT /__admin/drive", "{\"drive\": \"query\", \"vendor\": \"vidu\", \"operation\": \"reference2video\"}"),
    ] {
        let told = ask_with(&url, &format!("{path} HTTP/1.1\r\nHost: mock"), set);
        assert!(told.starts_with("HTTP/1.1 20"), "{path}: {told}");
    }
    let paths = ["tasks", "ledger", "clock", "requests", "scripts", "drive"];
    let number =
        |url: &str| body_of(&ask(url, "GET /__admin/faults HTTP/1.1\r\nHost: mock"))["faults"][0]["number"].clone();
    let look = |url: &str| paths.map(|path| body_of(&ask(url, &format!("GET /__admin/{path} HTTP/1.1\r\nHost: mock"))));
    let before = look(&url);
    // On unix this is SIGKILL: the process can do nothing more.
    child.kill().expect("a kill");
    child.wait().expect("an end");
    let (mut child, url) = start_with(&arguments);
    assert_eq!((look(&url), number(&url)), (before.clone(), 1.into()));
    let id = before[0]["tasks"][0]["id"].as_str().expect("an id").to_owned();
    assert_eq!((&before[0]["tasks"][0]["payload"], &before[2]["elapsed_seconds"]), (&"order 7".into(), &3.0.into()));
    assert_eq!(before[1]["charges"][0]["task"], *id);
    ask_with(&url, "POST /__admin/clock/advance HTTP/1.1\r\nHost: mock", "{\"seconds\": 600}");
    let done = body_of(&ask(&url, &format!("GET /ent/v2/tasks/{id}/creations HTTP/1.1\r\n{key}")));
    assert_eq!(done["state"], "success", "{done}");
    child.kill().expect("a kill");
    child.wait().expect("an end");
    std::fs::remove_dir_all(folder).expect("the folder goes");
}

fn body_of(answer: &str) -> serde_json::Value {
    let (_, body) = answer.split_once("\r\n\r\n").expect("a head");
    serde_json::from_str(body).unwrap_or_else(|why| panic!("{why}: {answer}"))
}

/// Runs the program to its end.
fn run(arguments: &[&str], variables: &[(&str, &str)]) -> (Option<i32>, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_vidu-mock"));
    let output = program.args(arguments).envs(variables.iter().copied()).output().expect("the program runs");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_healthcheck_tells_by_its_exit_status() {
    let (mut child, url) = start();
    let port = url.rsplit(':').next().expect("a port").to_owned();
    assert_eq!(run(&["healthcheck", "--port", &port], &[]).0, Some(0));
    assert_eq!(run(&["healthcheck"], &[("VIDU_MOCK_PORT", &port), ("VIDU_MOCK_HOST", "0.0.0.0")]).0, Some(0));
    child.kill().expect("an end");
    child.wait().expect("an end");
    let (code, said) = run(&["healthcheck", "--port", &port], &[]);
    assert_eq!((code, said.starts_with("vidu-mock: ")), (Some(1), true), "{said}");
}

#[test]
fn a_token_is_said_where_nobody_chose_one() {
    for (arguments, has_token) in [
        (&["--port", "0"][..], false),
        (&["--port", "0", "--host", "0.0.0.0"], true),
        (&["--port", "0", "--host", "0.0.0.0", "--admin-token", "mine"], false),
    ] {
        let mut program = Command::new(env!("CARGO_BIN_EXE_vidu-mock"));
        let mut child = program.args(arguments).stdout(Stdio::piped()).spawn().expect("the program starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        child.kill().expect("an end");
        child.wait().expect("an end");
        assert_eq!(line.contains("admin_token"), has_token, "{line}");
        assert!(!line.contains("mine"));
    }
}

#[test]
fn every_flag_has_a_variable() {
    let output = Command::new(env!("CARGO_BIN_EXE_vidu-mock")).arg("--help").output().expect("the program runs");
    let help = String::from_utf8_lossy(&output.stdout).into_owned();
    let flags = help.lines().filter_map(|line| line.trim().split("--").nth(1)?.split([' ', ',']).next());
    for flag in flags.filter(|flag| line_is_of_flag(&help, flag) && !["help", "version"].contains(flag)) {
        let variable = format!("[env: VIDU_MOCK_{}", flag.to_uppercase().replace('-', "_"));
        assert!(help.contains(&variable), "--{flag}: {variable} is not in\n{help}");
    }
    assert!(help.contains("healthcheck"));
}

/// Whether a flag begins a line of the help, and is not only named in one.
fn line_is_of_flag(help: &str, flag: &str) -> bool {
    help.lines()
        .any(|line| line.trim().trim_start_matches("-h, ").trim_start_matches("-V, ").starts_with(&format!("--{flag}")))
}

#[test]
fn a_file_says_what_neither_flags_nor_variables_do() {
    let file = std::env::temp_dir().join(format!("vidu-mock-config-{}.toml", std::process::id()));
    let path = file.to_str().expect("a path");
    let start = |text: &str, arguments: &[&str], variables: &[(&str, &str)]| {
        std::fs::write(&file, text).expect("a file");
        let mut program = Command::new(env!("CARGO_BIN_EXE_vidu-mock"));
        program.args(["--config", path, "--port", "0"]).args(arguments).envs(variables.iter().copied());
        let mut child = program.stdout(Stdio::piped()).spawn().expect("the program starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let said: serde_json::Value = serde_json::from_str(&line).unwrap_or_else(|why| panic!("{why}: {line}"));
        let url = said["url"].as_str().expect("an address").to_owned();
        let clock = body_of(&ask(&url, "GET /__admin/clock HTTP/1.1\r\nHost: mock"));
        let submit = |key: &str| {
            let head = format!("POST /ent/v2/img2video HTTP/1.1\r\nHost: mock\r\nAuthorization: Token {key}");
            ask_with(&url, &head, "{\"model\":\"viduq1\",\"images\":[\"https://a.example/a.png\"]}")
        };
        let good = ["one", "two", "three"].map(|key| submit(key).starts_with("HTTP/1.1 200"));
        child.kill().expect("an end");
        child.wait().expect("an end");
        (clock["pace"].as_str().unwrap_or_default().to_owned(), clock["speed"].clone(), good)
    };
    let whole = "port = 1\nheld = true\nseed = 7\nkey = [\"one\", \"two\"]\nbegins = 2026-01-01T00:00:00Z\n";
    let held = || ("held".to_owned(), serde_json::Value::Null);
    let shown = |(pace, speed, good)| ((pace, speed), good);
    assert_eq!(shown(start(whole, &[], &[])), (held(), [true, true, false]));
    assert_eq!(shown(start(whole, &["--key", "three"], &[])), (held(), [false, false, true]));
    assert_eq!(shown(start(whole, &[], &[("VIDU_MOCK_KEY", "two")])), (held(), [false, true, false]));
    // A flag undoes what the file says of what it excludes.
    assert_eq!(start(whole, &["--speed", "3"], &[]).0, "real");
    assert_eq!(start("speed = 2.5", &[], &[]).1, 2.5);
    assert_eq!(start("speed = 2.5", &[], &[("VIDU_MOCK_SPEED", "4")]).1, 4.0);
    assert_eq!(start("speed = 2.5", &["--speed", "5"], &[("VIDU_MOCK_SPEED", "4")]).1, 5.0);
    for (text, part) in [
        ("sped = 1", "no flag `sped`; there are host, port"),
        ("speed = [[1]]", "`speed` is neither"),
        ("speed = \"fast\"", "--speed"),
        ("held = true\nspeed = 2", "cannot both be"),
        ("speed = ", "line 1, column"),
        ("config = \"x\"", "no flag `config`"),
    ] {
        std::fs::write(&file, text).expect("a file");
        let (code, said) = run(&["--config", path], &[]);
        assert!(code == Some(2) && said.contains(part), "{text}: {code:?} {said}");
    }
    std::fs::remove_file(&file).expect("the file goes");
    let (code, said) = run(&["--config", path], &[]);
    assert!(code == Some(2) && said.contains(path), "{said}");
}

#[test]
fn other_settings_that_cannot_be_are_said_too() {
    for (arguments, part) in [
        (["--callback-allow", "everywhere"], "none, loopback, lan and any"),
        (["--public-url", "mock:8438"], "http://HOST:PORT"),
        (["--max-connections", "x"], "--max-connections"),
        (["--begins", "yesterday"], "2026-01-01T00:00:00Z"),
    ] {
        let (code, said) = run(&arguments, &[]);
        assert!(code != Some(0) && said.contains(part), "{arguments:?}: {said}");
    }
}
