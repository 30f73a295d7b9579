//! What a change of the spec reaches: a new field is one line, a further vendor is a folder.
//!
//! At run time the same tables serve validator, schema, reference and mock; for the types a real build of `vidu-types` with
//! `VIDU_SPEC` shows that no Rust had to be written.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};
use vidu_codegen::build::{reference, schemas};
use vidu_codegen::table::Spec;
use vidu_mock::MockServer;
use vidu_types::table;

use crate::folder::{Copy, made_up, project, real};

/// One line for a field that neither vocabulary nor page had: the page, and the line.
const PAGE: &str = "vidu/2025-08/img2video.toml";
const NEW_FIELD: &str = "style = { type = \"text\", about = \"How the video is drawn.\", max_chars = 12 }\n";

fn with_new_field() -> Copy {
    let copy = Copy::of(&real());
    copy.edit(PAGE, "seed = { values", &format!("{NEW_FIELD}seed = {{ values"));
    copy
}

fn load(folder: &Path) -> Spec {
    vidu_codegen::load(folder).unwrap_or_else(|report| panic!("{report}")).spec
}

/// The same tables as the types of `vidu-types` have them: what a server reads at run time.
fn at_run_time(spec: &Spec) -> table::Spec {
    serde_json::from_value(serde_json::to_value(spec).expect("tables are JSON")).expect("and come back from it")
}

async fn post(server: &MockServer, path: &str, key: (&str, &str), body: &Value) -> (u16, Value) {
    let request =
        reqwest::Client::new().post(format!("{}{path}", server.url())).header(key.0, key.1).body(body.to_string());
    answer(request).await
}

async fn get(server: &MockServer, path: &str, key: (&str, &str)) -> (u16, Value) {
    answer(reqwest::Client::new().get(format!("{}{path}", server.url())).header(key.0, key.1)).await
}

async fn answer(request: reqwest::RequestBuilder) -> (u16, Value) {
    let answer = request.send().await.expect("the mock answers");
    let status = answer.status().as_u16();
    (status, serde_json::from_slice(&answer.bytes().await.expect("a whole answer")).expect("JSON"))
}

#[tokio::test]
async fn a_new_field_is_one_line_for_schema_reference_and_mock() {
    let spec = load(with_new_field().path());
    let file = |files: Vec<vidu_codegen::build::Generated>, path: &str| {
        files.into_iter().find(|file| file.path == path).expect("the page's file").text
    };
    let schema: Value =
        serde_json::from_str(&file(schemas(&spec), "schema/vidu/2025-08/img2video.json")).expect("JSON");
    assert_eq!(schema["properties"]["style"]["maxLength"], 12);
    let page = file(reference(&spec), "reference/vidu/2025-08/img2video.md");
    assert!(
        page.contains("| `style` | `style` | text | no | How the video is drawn. At most 12 characters. |"),
        "{page}"
    );

    let server = MockServer::builder().spec(at_run_time(&spec)).held().start().await.expect("the mock starts");
    let key = ("Authorization", "Token k");
    let body = |style: &str| json!({"model": "viduq1", "images": ["https://cdn.example.com/a.png"], "style": style});
    assert_eq!(post(&server, "/ent/v2/img2video", key, &body("watercolour")).await.0, 200);
    let (status, refusal) = post(&server, "/ent/v2/img2video", key, &body("watercolours!")).await;
    assert_eq!((status, &refusal["reason"]), (400, &json!("FieldInvalid")), "{refusal}");
}

#[tokio::test]
async fn a_further_vendor_is_a_folder() {
    let server =
        MockServer::builder().spec(at_run_time(&load(&made_up()))).held().start().await.expect("the mock starts");
    let key = ("X-Acme-Key", "Acme secret");
    let picture = "https://cdn.example.com/a.gif";
    let job = json!({"job": {"kind": "video", "model": "a2.5", "frames": [picture, picture], "seconds": 7}});

    let (status, made) = post(&server, "/jobs/video", key, &job).await;
    let id = made["job"]["ref"].as_str().expect("an id").to_owned();
    assert_eq!((status, &made["job"]["seconds"]), (202, &json!(7)), "{made}");
    assert!(made["job"]["since"].is_i64(), "{made}");

    let mut phases = Vec::new();
    for _ in 0..40 {
        let (_, seen) = get(&server, &format!("/jobs?ref={id}"), key).await;
        phases.push(seen["job"]["phase"].as_str().expect("a phase").to_owned());
        server.advance(Duration::from_secs(1)).await;
    }
    phases.dedup();
    assert_eq!(phases, ["WAITING", "WORKING", "DONE"]);
    let (_, done) = get(&server, &format!("/jobs?ref={id}"), key).await;
    assert!(done["job"]["films"][0].as_str().is_some_and(|url| url.starts_with("http")), "{done}");
    assert_eq!(done["job"]["cost"], 15, "1 credit and 2 for each of 7 seconds: {done}");

    let refused = [
        (("X-Acme-Key", "Bearer secret"), job.clone(), 401, "E_KEY"),
        (
            key,
            json!({"job": {"kind": "video", "model": "a1", "frames": [picture, picture], "seconds": 7}}),
            422,
            "E_BODY",
        ),
        (key, json!({"job": {"kind": "voice", "model": "a1", "frames": [picture, picture]}}), 422, "E_BODY"),
        (key, json!({"job": {"kind": "video", "model": "a1", "frames": [picture]}}), 422, "E_BODY"),
        (
            key,
            json!({"job": {"kind": "video", "model": "a1", "frames": [png(100, 100), png(130, 100)]}}),
            422,
            "E_BODY",
        ),
    ];
    for (key, body, status, name) in refused {
        let (got, answer) = post(&server, "/jobs/video", key, &body).await;
        assert_eq!((got, &answer["fault"]["name"]), (status, &json!(name)), "{body} {answer}");
    }
    assert_eq!(get(&server, "/jobs?ref=nobody", key).await.0, 410);
}

/// The head of a PNG picture of this size, as a data URI.
fn png(width: u32, height: u32) -> String {
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    let bytes = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &size, &[8, 6, 0, 0, 0, 0, 0, 0, 0]].concat();
    vidu_types::Image::from_bytes(&bytes).expect("a picture").as_str().to_owned()
}

#[test]
fn types_follow_without_a_line_of_rust() {
    let copy = with_new_field();
    let program = "fn main() { let image = vidu_types::Image::unchecked(\"https://cdn.example.com/a.png\");
        let request = vidu_types::vidu::Img2Video::new(vidu_types::Model::ViduQ1, image).style(\"far too long a style\");
        let verdict = vidu_types::Request::check(&request);
        assert_eq!(verdict.violations[0].field, \"style\");
        println!(\"{}\", vidu_types::Request::to_json(&request)); }";
    let printed = run(copy.path(), program).unwrap_or_else(|errors| panic!("{errors}"));
    assert!(printed.contains("\"style\":\"far too long a style\""), "{printed}");

    let program = "use vidu_types::{Request, acme::{Api, Dub, Img2Video, Subject}, Model, Vendor};
        fn main() { let picture = || vidu_types::Image::unchecked(\"https://cdn.example.com/a.gif\");
        let request = Img2Video::new(Model::A25, picture(), picture()).duration(12).subjects([Subject::new(\"Ada\", [picture()])]);
        assert!(request.check().passes(), \"{:?}\", request.check());
        let dub = Dub::new().speech(\"Good evening\").audio_url(\"https://cdn.example.com/a.mp3\");
        assert_eq!(dub.check().violations.len(), 1);
        println!(\"{} {}\", Api::revision().title, request.to_json()); }";
    let printed = run(&made_up(), program).unwrap_or_else(|errors| panic!("{errors}"));
    assert!(printed.starts_with("Acme {\"job\":{"), "{printed}");
}

/// Hostile and odd prose, wire words and keys: they are data, and what is generated compiles, documents cleanly and runs no
/// doctest of its own.
#[test]
fn hostile_prose_stays_prose() {
    let copy = Copy::of(&made_up());
    let hostile = "*/ } <script>alert(1)</script> [x](javascript:y) ``` fn main() { panic!() } \\\" #![no_std] `unclosed & **bold** <T>";
    copy.edit("vocabulary.toml", "What happens.", hostile)
        .edit("vocabulary.toml", "The first picture.", "```compile_fail")
        .edit("vocabulary.toml", "A height class.", "    indented".trim_start())
        .edit("vocabulary.toml", "\"a3-lite\" = \"A3Lite\"", "\"a3-lite\" = \"A3Lite\", \"*/ <i>`\\\"|\" = \"Odd\"")
        .edit("acme/2026-01/img2video.toml", "the range of seed", "![img](http://x) <iframe> # heading")
        .edit("acme/2026-01/img2video.toml", "\"job.seconds\" }", "\"job.se<co>nds\", note = \"~~~ rust\" }")
        .edit("acme/2026-01/img2video.toml", "Pictures to Video", "Pictures <b>to</b> Video */");
    let program = "fn main() { println!(\"{}\", vidu_types::Model::Odd); }";
    let printed = run(copy.path(), program).unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(printed.trim(), "*/ <i>`\"|");
    let documented = cargo(copy.path(), &["doc", "-p", "vidu-types", "--no-deps"]);
    documented.unwrap_or_else(|errors| panic!("{errors}"));
    // Through rustdoc, because `cargo test` would want what only the crate's own tests need.
    let arguments = ["rustdoc", "-p", "vidu-types", "--lib", "--", "--test", "--test-args", "generated"];
    let tests = cargo(copy.path(), &arguments);
    let printed = tests.unwrap_or_else(|errors| panic!("{errors}"));
    assert!(printed.contains("running 0 tests"), "{printed}");
}

#[test]
fn a_broken_spec_fails_the_build_with_every_fault() {
    let copy = Copy::of(&made_up());
    copy.edit("vocabulary.toml", "kind = \"cancel\"", "kind = \"stop\"").edit(
        "acme/2026-01/query.toml",
        "\"task.state\"",
        "\"task.status\"",
    );
    let errors = cargo(copy.path(), &["check", "-p", "vidu-types"]).expect_err("a broken spec builds nothing");
    for line in ["vocabulary.toml:18:8", "acme/2026-01/query.toml:7:15", "write `task.state`", "2 faults in the spec"] {
        assert!(errors.contains(line), "{line}: {errors}");
    }
    let errors =
        cargo(Path::new("my-spec"), &["check", "-p", "vidu-types"]).expect_err("a relative path builds nothing");
    assert!(
        errors.contains("VIDU_SPEC is the relative path `my-spec`") && errors.contains("Give an absolute path"),
        "{errors}"
    );
}

/// Runs a program against `vidu-types` as it is built from a spec folder.
fn run(spec: &Path, program: &str) -> Result<String, String> {
    let folder = tempfile::TempDir::new().expect("a folder for the program");
    let types = project().join("crates/vidu-types");
    let manifest = format!(
        "[package]\nname = \"program\"\nedition = \"2024\"\n[dependencies]\nserde_json = \"1\"\nvidu-types = {{ path = {:?} }}\n[workspace]\n",
        types.display().to_string()
    );
    std::fs::create_dir(folder.path().join("src")).expect("a folder");
    std::fs::write(folder.path().join("Cargo.toml"), manifest).expect("a manifest");
    std::fs::write(folder.path().join("src/main.rs"), program).expect("a program");
    std::fs::copy(project().join("Cargo.lock"), folder.path().join("Cargo.lock")).expect("the same versions");
    let manifest = folder.path().join("Cargo.toml");
    cargo(spec, &["run", "--quiet", "--manifest-path", &manifest.display().to_string()])
}

/// What is built here runs for a moment, and is built again for each test.
const UNOPTIMISED: [&str; 4] = [
    "--config",
    "profile.dev.package.vidu-types.opt-level=0",
    "--config",
    "profile.dev.package.serde_json.opt-level=0",
];

/// Runs cargo with a spec folder, in a target folder that these tests share: what it printed, or its errors.
fn cargo(spec: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new(env!("CARGO"))
        .args(["--offline", "--color", "never"])
        .args(UNOPTIMISED)
        .args(arguments)
        .current_dir(project())
        .env("VIDU_SPEC", spec)
        .env("CARGO_TARGET_DIR", project().join("target/edited"))
        .env("RUSTDOCFLAGS", "-D warnings")
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) }
}
