//! What is refused is refused with the vendor's status, code and body, and says why.

use serde_json::{Value, json};
use vidu_mock::MockServer;

use super::{Page, fits, pages};
use crate::http::{Message, ask, mock};

const NOBODYS_UUID: &str = "123e4567-e89b-12d3-a456-426614174000";

/// Sends a request with one thing wrong.
async fn send_bad(server: &MockServer, page: &Page, wrong: &str) -> Message {
    let key = ("Authorization", page.key);
    let body = |change: &dyn Fn(&mut Value)| {
        let mut body = page.body.clone();
        change(&mut body);
        body.to_string().into_bytes()
    };
    let post = async |path: &str, headers: &[(&str, &str)], body: &[u8]| ask(server, "POST", path, headers, body).await;
    let look = async |id: &str| ask(server, "GET", &page.query.replace("{id}", id), &[key], b"").await;
    let whole = body(&|_| {});
    match wrong {
        "no key" => post(page.submit, &[], &whole).await,
        "an empty key" => {
            post(page.submit, &[("Authorization", page.key.split(' ').next().unwrap_or_default())], &whole).await
        }
        "another scheme" => post(page.submit, &[("Authorization", "Digest abc")], &whole).await,
        "another method" => ask(server, "PUT", page.submit, &[key], &whole).await,
        "a broken body" => post(page.submit, &[key], &whole[..whole.len() - 1]).await,
        "a list" => post(page.submit, &[key], b"[]").await,
        "nothing" => post(page.submit, &[key], b"").await,
        "no picture" => post(page.submit, &[key], &body(&|body| drop(without_picture(body)))).await,
        "an unknown model" => post(page.submit, &[key], &body(&|body| body["model"] = json!("vidu99"))).await,
        "an unknown task" if page.name.starts_with("vidu") => look("885482446060003328").await,
        "an unknown task" => look(NOBODYS_UUID).await,
        "no id" => look("what").await,
        "another path" => post(&format!("{}/more", page.submit), &[key], &whole).await,
        _ => panic!("{wrong} is no mistake"),
    }
}

fn without_picture(body: &mut Value) -> Option<Value> {
    let body = body.as_object_mut()?;
    match body.get_mut("input") {
        Some(input) => input.as_object_mut()?.remove("first_frame_url"),
        None => body.remove("images"),
    }
}

/// The body of an error, in the vendor's form.
fn form(page: &Page, status: u16, code: &str) -> Value {
    let class = if code.is_empty() { "new_api_error" } else { "invalid_request_error" };
    match page.name.split(' ').next() {
        Some("vidu") => {
            json!({ "code": status, "reason": code, "message": "<text>", "metadata": { "trace_id": "<text>" } })
        }
        Some("umodelverse") => {
            json!({ "error": { "message": "<text>", "type": "invalid_request_error", "param": "<text>", "code": code } })
        }
        Some("octopusx") if ["", "URL"].contains(&code) => {
            let class = if code == "URL" { "invalid_request_error" } else { class };
            json!({ "error": { "message": "<text>", "type": class, "param": "", "code": "" } })
        }
        Some("octopusx") => json!({ "code": code, "message": "<text>", "data": null }),
        _ => json!({ "code": status, "reason": code, "message": "<text>", "metadata": {} }),
    }
}

/// Each page's own answers, in the order of [`MISTAKES`].
fn answers(page: &Page) -> [(u16, &'static str); MISTAKES.len()] {
    match page.name.split(' ').next() {
        Some("vidu") => [
            (401, "Unauthorized"),
            (401, "Unauthorized"),
            (401, "Unauthorized"),
            (405, "MethodNotAllowed"),
            (400, "CODEC"),
            (400, "CODEC"),
            (400, "CODEC"),
            (400, "FieldLacking"),
            (404, "TaskNotFound"),
            (400, "CODEC"),
            (404, "NotFound"),
        ],
        Some("umodelverse") => [
            (401, "auth_error"),
            (200, ""), // the bare key is a key of this vendor, whatever it reads
            (401, "auth_error"),
            (405, "method_not_allowed"),
            (400, "param_error"),
            (400, "param_error"),
            (400, "param_error"),
            (400, "param_error"),
            (400, "param_error"),
            (400, "param_error"),
            (404, "not_found"),
        ],
        Some("octopusx") => [
            (401, ""),
            (401, ""),
            (401, ""),
            (404, "URL"),
            (400, "invalid_request"),
            (400, "invalid_request"),
            (400, "invalid_request"),
            (400, "invalid_request"),
            (400, "task_not_exist"),
            (400, "task_not_exist"),
            (404, "URL"),
        ],
        _ => [
            (400, "MISSING_API_KEY"),
            (400, "MISSING_API_KEY"),
            (400, "MISSING_API_KEY"),
            (405, "METHOD_NOT_ALLOWED"),
            (400, "INVALID_REQUEST_BODY"),
            (400, "INVALID_REQUEST_BODY"),
            (400, "INVALID_REQUEST_BODY"),
            (400, "INVALID_REQUEST_BODY"),
            (404, "TASK_NOT_FOUND"),
            (404, "TASK_NOT_FOUND"),
            (404, "API_NOT_FOUND"),
        ],
    }
}

const MISTAKES: [&str; 11] = [
    "no key",
    "an empty key",
    "another scheme",
    "another method",
    "a broken body",
    "a list",
    "nothing",
    "no picture",
    "an unknown task",
    "no id",
    "another path",
];

async fn check(server: &MockServer, page: &Page, wrong: &str, status: u16, code: &str) -> Value {
    let answer = send_bad(server, page, wrong).await;
    let place = format!("{}, {wrong}", page.name);
    assert_eq!(answer.status(), status, "{place}: {}", answer.text());
    if status != 200 {
        fits(&place, &form(page, status, code), &answer.json());
    }
    answer.json()
}

#[tokio::test]
async fn mistakes_are_answered_as_the_vendor_would() {
    let server = mock().await;
    for page in pages() {
        for (wrong, (status, code)) in MISTAKES.into_iter().zip(answers(&page)) {
            check(&server, &page, wrong, status, code).await;
        }
    }
    assert!(server.ledger().iter().all(|charge| charge.world.starts_with("umodelverse")), "nothing refused is billed");
}

#[tokio::test]
async fn an_unknown_model_is_answered_by_its_own_code() {
    let server = mock().await;
    for (page, code) in pages().iter().zip(["FieldInvalid", "FieldInvalid", "model_error", "model_price_error"]) {
        let answer = check(&server, page, "an unknown model", 400, code).await;
        assert!(answer.to_string().contains("vidu99 is not offered; there are"), "{answer}");
    }
}

/// The official service looks at the id before the key; nobody else is known to.
#[tokio::test]
async fn a_malformed_id_is_told_before_the_key_is_looked_at() {
    let server = mock().await;
    for (page, expected) in pages().iter().zip([400, 400, 401, 401, 400]) {
        let path = page.query.replace("{id}", "what");
        let answer = ask(&server, "GET", &path, &[], b"").await;
        assert_eq!(answer.status(), expected, "{}: {}", page.name, answer.text());
        assert_eq!(answer.text().contains("CODEC"), page.name.starts_with("vidu"), "{}", answer.text());
    }
}

/// The key of one account does not show the tasks of another.
#[tokio::test]
async fn a_task_is_seen_with_its_own_key_only() {
    let server = mock().await;
    for page in pages() {
        let id = page.make(&server, &[]).await;
        let other = format!("{}x", page.key);
        let answer = ask(&server, "GET", &page.query.replace("{id}", &id), &[("Authorization", &other)], b"").await;
        assert!([400, 404].contains(&answer.status()), "{}: {}", page.name, answer.text());
    }
}

/// With several violations the code is that of the first in page order, and the text names all.
#[tokio::test]
async fn a_refusal_names_everything_that_is_wrong() {
    let server = mock().await;
    let [page, ..] = pages();
    let picture = "https://pictures.example.com/a.png";
    let cases = [
        (
            json!({ "model": "viduq1", "images": [picture, picture], "duration": 8, "resolution": "360p" }),
            "FieldItemCountOutOfRange",
            &["image:", "duration:", "resolution:"][..],
        ),
        (json!({ "model": "viduq1", "duration": 8, "bgm": 1 }), "FieldLacking", &["image:", "duration:", "bgm:"]),
        (json!({ "images": [], "seed": 1.5 }), "FieldLacking", &["model:", "image:", "seed:"]),
        (
            json!({ "model": "vidu2.0", "images": ["cat.png"], "movement_amplitude": "huge" }),
            "ImageFormatInvalid",
            &["image:", "movement_amplitude:"],
        ),
    ];
    for (body, code, fields) in cases {
        let answer = page.send(&server, &body, &[]).await;
        assert_eq!((answer.status(), answer.json()["reason"].as_str()), (400, Some(code)), "{body}: {}", answer.text());
        let message = answer.json()["message"].as_str().expect("a message").to_owned();
        let places: Vec<Option<usize>> = fields.iter().map(|field| message.find(field)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{body}: {message}");
    }
}
