//! A key that no other run has: the program shows and keeps none of it, from the environment or a file, whatever its vendor says.

use std::io::{Read, Write};
use std::net::TcpListener;

use crate::scanner::Canary;
use crate::{PICTURE, mock, program};

/// A vendor that answers everything with these bytes.
fn echo(answer: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            // A request of the program comes in one piece; what is left of it is not missed.
            let _ = stream.read(&mut [0; 1 << 16]);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    url
}

fn answers(text: &str) -> [String; 4] {
    let of = |status: &str, headers: &str, body: &str| {
        format!("HTTP/1.1 {status} So\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
    };
    let error =
        serde_json::json!({ "code": 400, "reason": text, "message": format!("unknown key {text}") }).to_string();
    [
        of("401", "", &error),
        of("200", "", &format!("{{\"{text}\": \"{text}\"}}")),
        of("307", &format!("Location: http://127.0.0.1:1/{text}\r\n"), text),
        format!("{text}\r\n\r\n"),
    ]
}

const LINES: [&str; 6] = [
    "submit img2video --model viduq1 --every 0.01 --timeout 0.2",
    "recover",
    "wait 7 --every 0.01 --timeout 0.2",
    "cancel 7",
    "credits",
    "list",
];

/// Runs the program with the key from where it comes, and searches all that it leaves behind.
async fn check(canary: &Canary, url: &str, line: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    // A key file of one's own has the key, and so lies elsewhere.
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), canary.key()).expect("a key file");
    let is_submit = line.starts_with("submit");
    for by_file in [false, true] {
        for json in ["", " --json"] {
            let extra = if is_submit {
                format!(" --image {PICTURE} --download {0}", folder.path().display())
            } else {
                String::new()
            };
            let mut program = program(url, &format!("{line}{extra}{json}"));
            program.arg("--journal").arg(folder.path().join("tasks.journal"));
            program.env("RUST_LOG", "trace").env("RUST_BACKTRACE", "full").current_dir(folder.path());
            match by_file {
                true => program.arg("--key-file").arg(file.path()).env_remove("VIDU_API_KEY"),
                false => program.env("VIDU_API_KEY", canary.key()),
            };
            let output =
                tokio::task::spawn_blocking(move || program.output()).await.expect("no panic").expect("an end");
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(!said.contains("Usage:") && output.status.code().is_some(), "{line}: {said}");
            canary.is_absent(line, &output.stdout);
            canary.is_absent(line, &output.stderr);
            canary.is_absent_below(folder.path());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_shows_no_key() {
    let canary = Canary::fresh();
    let forms = canary.written();
    for (at, line) in LINES.into_iter().enumerate() {
        // Each command hears some of the forms, and all commands together all of them.
        for (number, (_, text)) in forms.iter().enumerate().filter(|(number, _)| number % LINES.len() == at) {
            let answers = answers(text);
            check(&canary, &echo(answers[(number + at) % answers.len()].clone()), line).await;
        }
        check(&canary, "http://127.0.0.1:1", line).await;
    }
    let server = mock().await;
    check(&canary, server.url(), LINES[0]).await;
}
