//! The five pages: their printed examples over raw HTTP, what they are answered, and each task's whole life.

mod refusals;
mod shape;
mod typed;

use serde_json::{Value, json};
use vidu_mock::MockServer;

use crate::http::{Message, SECOND, ask, fetch, mock};
use shape::fits;

const PICTURE: &str = "https://pictures.example.com/meadow/first-frame.png";

/// A page as the tests need it: what its example sends, and what its tables promise.
pub struct Page {
    pub name: &'static str,
    pub submit: &'static str,
    /// `{id}` stands for the task.
    pub query: &'static str,
    /// The `Authorization` header as the page prints it.
    pub key: &'static str,
    /// Of the shape and the types of the printed example.
    pub body: Value,
    /// Where the answers have task id and state.
    id: [&'static str; 2],
    state: &'static str,
    /// What the example is answered; see [`fits`].
    created: Value,
    words: &'static [&'static str],
    /// What a query is answered at the end, well or badly.
    done: Value,
    failed: (&'static str, Value),
}

/// Both pages of the vendor itself: their examples quote numbers and flags, their tables type them.
fn official(name: &'static str, submit: &'static str, body: Value, created: Value) -> Page {
    Page {
        name,
        submit,
        query: "/ent/v2/tasks/{id}/creations",
        key: "Token {your_api_key}",
        body,
        id: ["/task_id", "/id"],
        state: "/state",
        created,
        words: &["created", "queueing", "processing", "success"],
        done: json!({
            "id": "<digits>", "state": "success", "err_code": "", "credits": 80, "payload": "",
            "creations": [{ "id": "<digits>", "url": "<url>", "cover_url": "<url>" }],
        }),
        failed: (
            "CreationPolicyViolation",
            json!({
                "id": "<digits>", "state": "failed", "err_code": "CreationPolicyViolation", "credits": 0,
                "payload": "", "creations": [],
            }),
        ),
    }
}

fn img2video() -> Page {
    let body = json!({
        "model": "viduq1", "images": [PICTURE], "prompt": "The camera rises above the meadow.", "duration": "5",
        "seed": "0", "resolution": "1080p", "movement_amplitude": "auto",
    });
    let created = json!({
        "task_id": "<digits>", "state": "created", "model": "viduq1", "images": [PICTURE],
        "prompt": "The camera rises above the meadow.", "duration": 5, "seed": "<drawn>", "resolution": "1080p",
        "bgm": false, "movement_amplitude": "auto", "payload": "", "created_at": "<rfc 3339>",
    });
    official("vidu img2video", "/ent/v2/img2video", body, created)
}

fn reference2video() -> Page {
    let pictures = ["fox", "hen", "barn"].map(|name| format!("https://pictures.example.com/farm/{name}.png"));
    let body = json!({
        "model": "viduq1", "images": pictures, "prompt": "A fox and a hen dance before a barn.", "duration": "5",
        "seed": "0", "aspect_ratio": "16:9", "resolution": "1080p", "bgm": "false", "movement_amplitude": "auto",
    });
    let created = json!({
        "task_id": "<digits>", "state": "created", "model": "viduq1", "images": pictures,
        "prompt": "A fox and a hen dance before a barn.", "duration": 5, "seed": "<drawn>", "aspect_ratio": "16:9",
        "resolution": "1080p", "bgm": false, "movement_amplitude": "auto", "payload": "", "created_at": "<rfc 3339>",
    });
    official("vidu reference2video", "/ent/v2/reference2video", body, created)
}

fn umodelverse() -> Page {
    Page {
        name: "umodelverse img2video",
        submit: "/v1/tasks/submit",
        query: "/v1/tasks/status?task_id={id}",
        key: "<YOUR_API_KEY>",
        body: json!({
            "model": "viduq2-pro",
            "input": { "first_frame_url": PICTURE, "prompt": "let it run." },
            "parameters": {
                "vidu_type": "img2video", "duration": 5, "resolution": "1080p", "movement_amplitude": "auto", "bgm": true,
            },
        }),
        id: ["/output/task_id", "/output/task_id"],
        state: "/output/task_status",
        created: json!({ "output": { "task_id": "<uuid>" }, "request_id": "<uuid>" }),
        words: &["Pending", "Running", "Success"],
        done: json!({
            "output": {
                "task_id": "<uuid>", "task_status": "Success", "urls": ["<url>"], "submit_time": "<unix>",
                "finish_time": "<unix>",
            },
            "usage": { "duration": 5 },
            "request_id": "<uuid>",
        }),
        failed: (
            "sensitive_check_error",
            json!({
                "output": {
                    "task_id": "<uuid>", "task_status": "Failure", "submit_time": "<unix>", "finish_time": "<unix>",
                    "error_message": "Sensitive check error",
                },
                "usage": { "duration": 5 },
                "request_id": "<uuid>",
            }),
        ),
    }
}

fn octopusx() -> Page {
    Page {
        name: "octopusx img2video",
        submit: "/vidu/ent/v2/img2video",
        query: "/vidu/ent/v2/task/{id}/creations",
        key: "Bearer YOUR_API_KEY",
        body: json!({
            "model": "viduq3-pro", "images": [PICTURE], "prompt": "让小狗跑向大海", "audio": true, "is_rec": false,
            "bgm": false, "duration": 5, "seed": 0, "resolution": "720p", "off_peak": false, "watermark": false,
        }),
        id: ["/task_id", "/id"],
        state: "/status",
        created: json!({ "task_id": "<uuid>", "status": "processing", "created_at": "<unix>" }),
        words: &["processing", "completed"],
        done: json!({ "id": "<uuid>", "status": "completed", "video_url": "<url>", "status_update_time": "<unix>" }),
        failed: ("task_failed", json!({ "id": "<uuid>", "status": "failed", "status_update_time": "<unix>" })),
    }
}

/// This page prints a template only; here its places are filled.
fn novita() -> Page {
    let ended = |status: &str, reason: &str, progress: i64, videos: Value| {
        json!({
            "extra": {
                "seed": "123", "enable_nsfw_detection": false,
                "debug_info": {
                    "request_info": "", "submit_time_ms": "<unix ms>", "execute_time_ms": "", "complete_time_ms": "<unix ms>",
                },
            },
            "task": {
                "task_id": "<uuid>", "task_type": "IMG_TO_VIDEO", "status": status, "reason": reason, "eta": 0,
                "progress_percent": progress,
            },
            "images": [], "videos": videos, "audios": [],
        })
    };
    Page {
        name: "novita img2video",
        submit: "/v3/async/vidu-2.0-img2video",
        query: "/v3/async/task-result?task_id={id}",
        key: "Bearer {{API Key}}",
        body: json!({
            "images": [PICTURE], "prompt": "The camera rises above the meadow.", "duration": 4, "seed": 123,
            "resolution": "720p", "movement_amplitude": "small", "bgm": true,
        }),
        id: ["/task_id", "/task/task_id"],
        state: "/task/status",
        created: json!({ "task_id": "<uuid>" }),
        words: &["TASK_STATUS_QUEUED", "TASK_STATUS_PROCESSING", "TASK_STATUS_SUCCEED"],
        done: ended(
            "TASK_STATUS_SUCCEED",
            "",
            100,
            json!([{ "video_url": "<url>", "video_url_ttl": "86400", "video_type": "mp4" }]),
        ),
        failed: ("ILLEGAL_PROMPT", ended("TASK_STATUS_FAILED", "illegal prompt", 99, json!([]))),
    }
}

pub fn pages() -> [Page; 5] {
    [img2video(), reference2video(), umodelverse(), octopusx(), novita()]
}

impl Page {
    /// Sends a body as the page's example is sent.
    pub async fn send(&self, server: &MockServer, body: &Value, more: &[(&str, &str)]) -> Message {
        let headers = [&[("Authorization", self.key), ("Content-Type", "application/json")], more].concat();
        ask(server, "POST", self.submit, &headers, body.to_string().as_bytes()).await
    }

    /// Makes a task and gives its id.
    pub async fn make(&self, server: &MockServer, more: &[(&str, &str)]) -> String {
        let answer = self.send(server, &self.body, more).await;
        assert_eq!(answer.status(), 200, "{}: {}", self.name, answer.text());
        answer.json().pointer(self.id[0]).and_then(Value::as_str).expect("an id").to_owned()
    }

    pub async fn look(&self, server: &MockServer, id: &str) -> Value {
        let path = self.query.replace("{id}", id);
        let answer = ask(server, "GET", &path, &[("Authorization", self.key)], b"").await;
        assert_eq!(answer.status(), 200, "{}: {}", self.name, answer.text());
        answer.json()
    }

    fn word(&self, answer: &Value) -> String {
        answer.pointer(self.state).and_then(Value::as_str).unwrap_or("none").to_owned()
    }
}

#[tokio::test]
async fn printed_examples_make_tasks() {
    let server = mock().await;
    for page in pages() {
        let answer = page.send(&server, &page.body, &[]).await;
        assert_eq!(answer.status(), 200, "{}: {}", page.name, answer.text());
        assert_eq!(answer.header("content-type").as_deref(), Some("application/json"));
        fits(page.name, &page.created, &answer.json());
    }
}

/// A task's states in the order of the page's words, each seen by a query a second, and its end.
#[tokio::test]
async fn tasks_pass_through_the_words_of_their_page() {
    for page in pages() {
        let server = mock().await;
        let id = page.make(&server, &[]).await;
        let mut words: Vec<String> = Vec::new();
        for _ in 0..14 {
            let answer = page.look(&server, &id).await;
            assert_eq!(answer.pointer(page.id[1]), Some(&json!(id)), "{}", page.name);
            words.push(page.word(&answer));
            server.advance(SECOND).await;
        }
        words.dedup();
        assert_eq!(words, page.words, "{}", page.name);
        let answer = page.look(&server, &id).await;
        fits(page.name, &page.done, &answer);
        assert_eq!(unnumbered(&answer), unnumbered(&page.look(&server, &id).await), "{}", page.name);
        for url in shape::urls(&answer) {
            let file = fetch(&server, &url).await;
            assert_eq!((file.status(), file.body.len() > 500), (200, true), "{}: {url}", page.name);
        }
    }
}

/// An answer without the number that each request has of its own.
fn unnumbered(answer: &Value) -> Value {
    let mut answer = answer.clone();
    answer.as_object_mut().map(|answer| answer.remove("request_id"));
    answer
}

#[tokio::test]
async fn tasks_fail_in_the_form_of_their_page() {
    for page in pages() {
        let server = mock().await;
        let (code, expected) = &page.failed;
        let id = page.make(&server, &[("X-Vidu-Mock", &format!("fail={code}"))]).await;
        server.advance(9 * SECOND).await;
        let before = page.look(&server, &id).await;
        server.advance(3 * SECOND).await;
        let after = page.look(&server, &id).await;
        assert_eq!(page.word(&before), page.words[page.words.len() - 2], "{}", page.name);
        fits(page.name, expected, &after);
    }
}

/// What is answered for fields of the vendor's own pages: defaults by row, numbers without quotes, drawn and given seeds.
#[tokio::test]
async fn the_answer_repeats_the_values_in_effect() {
    let least = json!({ "model": "vidu2.0", "images": [PICTURE] });
    let cases = [
        (
            json!({}),
            json!({ "duration": 4, "resolution": "360p", "bgm": false, "movement_amplitude": "auto", "prompt": "", "payload": "", "seed": "<drawn>" }),
        ),
        (json!({ "duration": 8 }), json!({ "duration": 8, "resolution": "720p" })),
        (json!({ "duration": "8" }), json!({ "duration": 8, "resolution": "720p" })),
        (json!({ "model": "viduq1" }), json!({ "duration": 5, "resolution": "1080p" })),
        (json!({ "seed": "0" }), json!({ "seed": "<drawn>" })),
        (json!({ "seed": 0 }), json!({ "seed": "<drawn>" })),
        (json!({ "seed": null }), json!({ "seed": "<drawn>" })),
        (json!({ "seed": "77" }), json!({ "seed": 77 })),
        (json!({ "seed": -1 }), json!({ "seed": -1 })),
        (json!({ "bgm": "true" }), json!({ "bgm": true })),
        (json!({ "bgm": true }), json!({ "bgm": true })),
        (json!({ "payload": "order 7\u{0}" }), json!({ "payload": "order 7\u{0}" })),
        (json!({ "prompt": "海" }), json!({ "prompt": "海" })),
    ];
    let (server, page) = (mock().await, img2video());
    let mut drawn = Vec::new();
    for (change, expected) in cases {
        let mut body = least.clone();
        body.as_object_mut().expect("an object").extend(change.as_object().expect("an object").clone());
        let answer = page.send(&server, &body, &[]).await;
        assert_eq!(answer.status(), 200, "{body}: {}", answer.text());
        let answer = answer.json();
        for (member, value) in expected.as_object().expect("an object") {
            fits(&format!("{change}: {member}"), value, &answer[member]);
        }
        drawn.extend((expected["seed"] == "<drawn>").then(|| answer["seed"].clone()));
    }
    let count = drawn.len();
    drawn.sort_by_key(Value::as_i64);
    drawn.dedup();
    assert_eq!(drawn.len(), count, "seeds are drawn anew each time");
}

/// The page prints the bare key; with `Bearer` before it, as the platform's own page has it, it is the same account.
#[tokio::test]
async fn a_bare_key_and_a_bearer_are_one() {
    let (server, bare) = (mock().await, umodelverse());
    let bearer = Page { key: "Bearer <YOUR_API_KEY>", ..umodelverse() };
    let id = bare.make(&server, &[]).await;
    assert_eq!(bearer.look(&server, &id).await["output"]["task_id"], json!(id));
}
