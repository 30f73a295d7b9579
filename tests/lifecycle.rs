//! A task at the official vendor as its pages have it: places, queue, cancelling, and addresses that expire and are renewed.

use serde_json::{Value, json};
use vidu_mock::{Drive, MockServer};

use crate::http::{SECOND, held, mock};

/// Asks without a socket.
fn ask(server: &MockServer, method: &str, address: &str, body: &Value) -> (u16, Value) {
    let headers = [("Authorization", "Token vda_test"), ("Content-Type", "application/json")];
    let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
    let reply = server.answer(method, address, &headers, &body);
    (reply.status, serde_json::from_slice(&reply.body).unwrap_or_default())
}

fn submit(server: &MockServer) -> String {
    let body = json!({ "model": "viduq1", "images": ["https://pictures.example.com/a.png"] });
    let (status, made) = ask(server, "POST", "/ent/v2/img2video", &body);
    assert_eq!((status, &made["state"]), (200, &json!("created")), "{made}");
    made["task_id"].as_str().expect("a task id").to_owned()
}

fn look(server: &MockServer, id: &str) -> Value {
    ask(server, "GET", &format!("/ent/v2/tasks/{id}/creations"), &Value::Null).1
}

fn states(server: &MockServer, ids: &[String]) -> String {
    let states = ids.iter().map(|id| look(server, id)["state"].as_str().unwrap_or_default().to_owned());
    states.collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn five_run_at_once_and_the_others_wait_in_order() {
    let server = mock().await;
    let ids: Vec<String> = (0..7).map(|_| submit(&server)).collect();
    server.advance(5 * SECOND).await;
    let running = "processing ".repeat(5);
    assert_eq!(states(&server, &ids), format!("{running}queueing queueing"));
    let balance = &ask(&server, "GET", "/ent/v2/credits", &Value::Null).1["remains"][0];
    assert_eq!((&balance["current_concurrency"], &balance["queue_count"]), (&json!(5), &json!(2)), "{balance}");
    server.advance(8 * SECOND).await;
    assert_eq!(states(&server, &ids), format!("{}processing processing", "success ".repeat(5)));
}

#[tokio::test]
async fn a_task_is_cancelled_before_it_runs_and_not_afterwards() {
    let server = mock().await;
    let (waiting, running) = (submit(&server), submit(&server));
    let stop = |id: &str| ask(&server, "POST", &format!("/ent/v2/tasks/{id}/cancel"), &json!({ "id": id }));
    assert_eq!(stop(&waiting), (200, json!({})));
    let told = look(&server, &waiting);
    let expected = json!(["failed", "UserCancelled", 0, []]);
    assert_eq!(json!([told["state"], told["err_code"], told["credits"], told["creations"]]), expected);
    assert!(server.ledger()[0].refunded && !server.ledger()[1].refunded);
    server.advance(5 * SECOND).await;
    for id in [&waiting, &running] {
        let (status, refused) = stop(id);
        assert_eq!((status, &refused["code"], &refused["reason"]), (400, &json!(400), &json!("BadRequest")));
        let word = look(&server, id)["state"].as_str().unwrap_or_default().to_owned();
        let message = refused["message"].as_str().unwrap_or_default();
        assert!(message.contains(&format!("task state is {word}, can not cancel")), "{message}");
        assert_eq!(refused["metadata"]["trace_id"].as_str().map(str::len), Some(32));
    }
}

#[tokio::test]
async fn addresses_of_results_expire_after_an_hour_and_a_query_renews_them() {
    let server = mock().await;
    let id = submit(&server);
    server.advance(20 * SECOND).await;
    let links = || {
        let creation = look(&server, &id)["creations"][0].clone();
        let link = |key: &str| creation[key].as_str().unwrap_or_default().replace(server.url(), "");
        [link("url"), link("cover_url")]
    };
    let status = |link: &String| server.answer("GET", link, &[], b"").status;
    let first = links();
    server.advance(3599 * SECOND).await;
    assert_eq!(first.each_ref().map(status), [200, 200]);
    server.advance(SECOND).await;
    assert_eq!(first.each_ref().map(status), [403, 403]);
    assert_eq!(links().each_ref().map(status), [200, 200]);
}

#[tokio::test]
async fn a_script_in_the_prompt_and_steps_at_queries_work_with_real_words() {
    let server = held().drive(Drive::EachQuery { polls: None }).start().await.expect("a mock");
    let body = json!({ "model": "viduq1", "images": ["https://pictures.example.com/a.png"],
        "prompt": "It rains. [[mock: fail=CreationPolicyViolation; state=preparation]]" });
    let (_, made) = ask(&server, "POST", "/ent/v2/img2video", &body);
    let id = made["task_id"].as_str().expect("a task id").to_owned();
    let seen: Vec<String> = (0..3).map(|_| states(&server, std::slice::from_ref(&id))).collect();
    assert_eq!(seen, ["queueing", "preparation", "failed"]);
    assert_eq!(look(&server, &id)["err_code"], "CreationPolicyViolation");
}

#[tokio::test]
async fn every_documented_code_can_be_had() {
    let server = mock().await;
    let codes = |of_task: bool| {
        let revision = vidu_types::SPEC.revisions.iter().find(|one| one.vendor == "vidu").expect("the vendor");
        revision.errors.codes.iter().filter(move |code| !of_task || code.of_task)
    };
    let with = |directive: String| {
        let body = json!({ "model": "viduq1", "images": ["https://pictures.example.com/a.png"],
            "payload": format!("[[mock: drive=once; {directive}]]") });
        ask(&server, "POST", "/ent/v2/img2video", &body)
    };
    for code in codes(false) {
        let (status, told) = with(format!("refuse={}", code.code));
        assert_eq!((status, &told["reason"]), (code.status.unwrap_or(400), &json!(code.code)), "{told}");
    }
    for code in codes(true) {
        let (_, made) = with(format!("fail={}", code.code));
        let told = look(&server, made["task_id"].as_str().expect("a task id"));
        assert_eq!((&told["state"], &told["err_code"]), (&json!("failed"), &json!(code.code)));
    }
    assert_eq!(server.ledger().iter().filter(|charge| !charge.refunded).count(), 0);
}
