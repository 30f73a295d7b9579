//! What the program prints: ids for shells, tables, its page, and nothing that terminals obey.

use super::*;

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
    assert_eq!(named, ["novita", "octopusx", "umodelverse", "vidu", "vidu"], "vidu has two revisions");
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
    for status in 0..=9 {
        assert!(page.contains(&format!("\n| {status} | ")), "{status} is not on the page");
    }
}
