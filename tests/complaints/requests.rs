//! "It is always refused", "every call uses another model": requests are what the page says, and the fault is named.

use vidu_client::{Draft, Model, Policy, Request, Resolution, SPEC, SubmitError};
use vidu_mock::media::Clip;
use vidu_types::{novita, octopusx, umodelverse, vidu};

use super::*;
use crate::contract::{builder, client, mock};

const PICTURE: &str = "https://pictures.example.com/b.png";

fn models() -> Vec<&'static str> {
    let words = SPEC.words.iter().find(|set| set.name == "model").expect("the models");
    words.words.iter().map(|word| &*word.wire).collect()
}

/// A picture and whatever else the page has of these.
fn draft<V: Vendor>(model: &str, duration: Option<i64>, resolution: Option<&str>) -> Draft<V> {
    let mut draft = Draft::<V>::new("img2video").and_then(|draft| draft.set("image", PICTURE)).expect("a page");
    draft = draft.clone().set("model", model).unwrap_or(draft);
    if let Some(duration) = duration {
        draft = draft.set("duration", duration).expect("every page has it");
    }
    if let Some(resolution) = resolution {
        draft = draft.set("resolution", resolution).expect("every page has it");
    }
    draft
}

/// The client's check and the mock's judge the same point the same way; answers how many pass.
fn agree<V: Vendor>(server: &MockServer) -> usize {
    let (revision, mut passed) = (V::revision(), 0);
    let operation = Draft::<V>::new("img2video").expect("a page").operation();
    let key = format!("{}{KEY}", revision.authentication.send);
    let mut headers = vec![(&*revision.authentication.header, &*key), ("Content-Type", "application/json")];
    headers.extend(operation.headers.iter().map(|header| (&*header.name, &*header.value)));
    for model in models() {
        for duration in [None, Some(1), Some(3), Some(4), Some(5), Some(6), Some(8), Some(16)] {
            for resolution in [None, Some("360p"), Some("540p"), Some("720p"), Some("1080p")] {
                let draft = draft::<V>(model, duration, resolution);
                let body = draft.to_json().to_string();
                let reply = server.answer(&operation.method, &operation.path, &headers, body.as_bytes());
                let verdict = draft.check();
                assert_eq!(verdict.passes(), reply.status < 300, "{body}: {verdict:?} {}", reply.status);
                passed += usize::from(verdict.passes());
            }
        }
    }
    passed
}

/// There is one table, and both sides read it: no documented model is refused by one and offered by the other.
#[tokio::test]
async fn two_tables_of_the_same_rules_cannot_drift_apart() {
    let server = crate::http::mock().await;
    let passed = [
        agree::<vidu::Api>(&server),
        agree::<umodelverse::Api>(&server),
        agree::<octopusx::Api>(&server),
        agree::<novita::Api>(&server),
    ];
    assert!(passed.iter().all(|passed| *passed > 10), "{passed:?}");
}

#[test]
fn four_and_eight_are_not_written_as_four_to_eight() {
    let fine = |model: &'static str| {
        (0..20).filter(move |seconds| draft::<vidu::Api>(model, Some(*seconds), None).check().passes())
    };
    assert_eq!(fine("vidu2.0").collect::<Vec<_>>(), [4, 8]);
    assert_eq!(fine("vidu1.5").collect::<Vec<_>>(), [4, 8]);
    assert_eq!(fine("viduq1").collect::<Vec<_>>(), [5]);
}

/// What is left out is that model's own, and the vendor takes the request.
#[tokio::test(start_paused = true)]
async fn defaults_are_those_of_the_model() {
    let server = mock().await;
    let client = client::<vidu::Api>(&server);
    for (model, duration, resolution) in [("viduq1", 5, "1080p"), ("vidu2.0", 4, "360p"), ("vidu1.5", 4, "360p")] {
        let request = vidu::Img2Video::new(model, PICTURE);
        let effective = request.effective().to_json();
        assert_eq!((&effective["duration"], &effective["resolution"]), (&duration.into(), &resolution.into()));
        assert!(!request.to_json().as_object().expect("an object").contains_key("duration"), "nothing is made up");
        client.submit(&request).await.unwrap_or_else(|fault| panic!("{model}: {fault}"));
        client.submit(&request.effective()).await.unwrap_or_else(|fault| panic!("{model}: {fault}"));
    }
    assert_eq!(server.ledger().len(), 6);
}

/// Neither a misspelt field nor a misspelt value leads to a default: both are said.
#[tokio::test(start_paused = true)]
async fn a_misspelt_field_does_not_change_the_model() {
    let server = mock().await;
    let misspelt = Draft::<vidu::Api>::new("img2video").expect("a page").set("modle", "vidu2.0");
    assert!(misspelt.expect_err("no such field").to_string().contains("modle"));
    let body = format!(r#"{{"modle": "vidu2.0", "images": ["{PICTURE}"]}}"#);
    let draft = Draft::<vidu::Api>::read("img2video", body.as_bytes()).expect("JSON");
    let verdict = draft.check();
    assert!(verdict.violations.iter().any(|violation| violation.to_string().contains("model")), "{verdict:?}");
    let client = client::<vidu::Api>(&server);
    assert!(matches!(client.submit_draft(&draft).await, Err(SubmitError::Invalid(_))));
    let request = vidu::Img2Video::new("vidu-2.0", PICTURE);
    let fault = client.submit(&request).await.expect_err("no such model").to_string();
    assert!(fault.contains("vidu-2.0") && fault.contains("vidu2.0"), "{fault}");
    assert_eq!((posts(&server), server.ledger().len()), (0, 0));
}

fn carries_the_model<V: Vendor>() -> usize {
    let fine = models().into_iter().filter(|model| draft::<V>(model, None, None).check().passes());
    let right = |model: &str| draft::<V>(model, None, None).to_json()["model"] == model;
    fine.inspect(|model| assert!(right(model), "{model}")).count()
}

#[test]
fn the_chosen_model_is_what_is_sent() {
    let counts = (carries_the_model::<vidu::Api>(), carries_the_model::<umodelverse::Api>());
    assert_eq!((counts, carries_the_model::<octopusx::Api>()), ((3, 2), 7));
}

#[tokio::test(start_paused = true)]
async fn every_fault_of_a_request_is_reported_with_its_reason() {
    let server = mock().await;
    let request = vidu::Img2Video::new(Model::ViduQ1, PICTURE).duration(8).resolution(Resolution::P360);
    let request = request.prompt("x".repeat(1501));
    let Err(SubmitError::Invalid(violations)) = client::<vidu::Api>(&server).submit(&request).await else {
        panic!("it is refused here")
    };
    let told = violations.to_string();
    assert_eq!(told.lines().count(), 3, "{told}");
    for sentence in [
        "duration: 8 is not offered with model viduq1; there is 5",
        "resolution: 360p is not offered with model viduq1; there is 1080p",
        "prompt: ",
    ] {
        assert!(told.contains(sentence), "no {sentence:?} in {told}");
    }
    assert!(server.journal().is_empty());
}

/// A vendor may have relaxed a rule since its page was read.
#[tokio::test(start_paused = true)]
async fn there_is_a_way_past_the_check() {
    let server = mock().await;
    let tomorrow = vidu::Img2Video::new("viduq9", PICTURE).duration(60).extra("camera.path", "orbit");
    let client = client::<vidu::Api>(&server);
    assert!(matches!(client.submit(&tomorrow).await, Err(SubmitError::Invalid(_))));
    assert_eq!(posts(&server), 0);
    assert!(
        matches!(client.submit_unchecked(&tomorrow).await, Err(SubmitError::Refused { .. })),
        "the mock's table says no"
    );
    let relaxed = builder::<vidu::Api>(&server).policy(Policy::Off).build().expect("a client");
    assert!(matches!(relaxed.submit(&tomorrow).await, Err(SubmitError::Refused { .. })));
    let sent: Vec<String> = server.journal().into_iter().filter_map(body).collect();
    let expected: serde_json::Value = serde_json::json!({
        "model": "viduq9", "images": [PICTURE], "duration": 60, "camera": { "path": "orbit" }
    });
    assert_eq!(
        sent.iter().map(|body| serde_json::from_str(body).expect("JSON")).collect::<Vec<serde_json::Value>>(),
        [expected.clone(), expected]
    );
}

fn body(entry: vidu_mock::Entry) -> Option<String> {
    match entry.record {
        Record::Request(asked) => Some(asked.body_head),
        _ => None,
    }
}

/// A local file is looked at before it is read, and travels inside the request.
#[tokio::test(start_paused = true)]
async fn a_local_picture_is_checked_and_sent() {
    let (server, folder) = (mock().await, tempfile::tempdir().expect("a folder"));
    let place = |name: &str| folder.path().join(name);
    let picture = Clip { width: 200, height: 200, seconds: 1, frames_per_second: 1, seed: 1 }.cover();
    std::fs::write(place("cat.txt"), &picture).expect("a file");
    std::fs::write(place("text.png"), "no picture").expect("a file");
    std::fs::write(place("huge.png"), &picture).expect("a file");
    let huge = std::fs::OpenOptions::new().write(true).open(place("huge.png")).expect("a file");
    huge.set_len(4 << 30).expect("a hole of four gigabytes");
    for (name, part) in [("none.png", "cannot be read"), ("text.png", "text.png"), ("huge.png", "too large")] {
        let fault = vidu_client::vidu::Client::image_file(place(name)).await.expect_err("no good picture").to_string();
        assert!(fault.contains(part), "{fault}");
    }
    let image = vidu_client::vidu::Client::image_file(place("cat.txt")).await.expect("a picture, whatever its name");
    client::<vidu::Api>(&server).submit(&vidu::Img2Video::new(Model::ViduQ1, image)).await.expect("a task");
    assert!(server.journal().into_iter().filter_map(body).any(|body| body.contains("data:image/png;base64,")));
    let wide = Clip { width: 1000, height: 100, seconds: 1, frames_per_second: 1, seed: 1 }.cover();
    std::fs::write(place("wide.png"), &wide).expect("a file");
    let image = vidu_client::vidu::Client::image_file(place("wide.png")).await.expect("a picture");
    let refused = client::<vidu::Api>(&server).submit(&vidu::Img2Video::new(Model::ViduQ1, image)).await;
    assert!(refused.is_err_and(|fault| fault.to_string().contains("4:1")));
    assert_eq!(server.ledger().len(), 1);
}
