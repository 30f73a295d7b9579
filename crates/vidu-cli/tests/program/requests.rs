//! Requests from flags, files and stdin, sent and checked; keys.

use super::*;

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
