//! The vendors' calls, as any program would write them.

use serde_json::{Value as Json, json};

use super::mock::{Got, Mock};

pub const LINK: &str = "https://pictures.example/first.png";

/// What one vendor's program sends to make a video, and how it asks for it.
pub struct Page {
    pub name: &'static str,
    pub path: &'static str,
    /// What stands before the key.
    pub scheme: &'static str,
    pub body: fn() -> Json,
    /// Where the prompt stands in the body.
    pub prompt: &'static str,
    /// Where the picture stands.
    pub picture: &'static str,
    /// Where the answer has the id.
    pub id: &'static str,
    /// The address to ask at, before the id.
    pub query: &'static str,
    pub after: &'static str,
    /// Where the answer to that has the state.
    pub state: &'static str,
    /// The words for success and failure.
    pub ends: [&'static str; 2],
}

pub const PAGES: [Page; 5] = [
    Page {
        name: "vidu img2video",
        path: "/ent/v2/img2video",
        scheme: "Token ",
        body: || json!({ "model": "viduq1", "images": [LINK], "prompt": "It rains." }),
        prompt: "/prompt",
        picture: "/images/0",
        id: "/task_id",
        query: "/ent/v2/tasks/",
        after: "/creations",
        state: "/state",
        ends: ["success", "failed"],
    },
    Page {
        name: "vidu reference2video",
        path: "/ent/v2/reference2video",
        scheme: "Token ",
        body: || json!({ "model": "vidu1.5", "images": [LINK, LINK], "prompt": "It rains.", "duration": 4 }),
        prompt: "/prompt",
        picture: "/images/0",
        id: "/task_id",
        query: "/ent/v2/tasks/",
        after: "/creations",
        state: "/state",
        ends: ["success", "failed"],
    },
    Page {
        name: "umodelverse",
        path: "/v1/tasks/submit",
        scheme: "",
        body: || {
            json!({ "model": "viduq2-turbo", "input": { "first_frame_url": LINK, "prompt": "It rains." },
                "parameters": { "vidu_type": "img2video", "duration": 3 } })
        },
        prompt: "/input/prompt",
        picture: "/input/first_frame_url",
        id: "/output/task_id",
        query: "/v1/tasks/status?task_id=",
        after: "",
        state: "/output/task_status",
        ends: ["Success", "Failure"],
    },
    Page {
        name: "octopusx",
        path: "/vidu/ent/v2/img2video",
        scheme: "Bearer ",
        body: || json!({ "model": "viduq2-pro", "images": [LINK], "prompt": "It rains.", "duration": 7 }),
        prompt: "/prompt",
        picture: "/images/0",
        id: "/task_id",
        query: "/vidu/ent/v2/task/",
        after: "/creations",
        state: "/status",
        ends: ["completed", "failed"],
    },
    Page {
        name: "novita",
        path: "/v3/async/vidu-2.0-img2video",
        scheme: "Bearer ",
        body: || json!({ "images": [LINK], "prompt": "It rains.", "duration": 4 }),
        prompt: "/prompt",
        picture: "/images/0",
        id: "/task_id",
        query: "/v3/async/task-result?task_id=",
        after: "",
        state: "/task/status",
        ends: ["TASK_STATUS_SUCCEED", "TASK_STATUS_FAILED"],
    },
];

impl Page {
    pub async fn post(&self, mock: &Mock, key: &str, body: &Json, headers: &[(&str, &str)]) -> Got {
        let key = format!("{}{key}", self.scheme);
        let all: Vec<(&str, &str)> = [("Authorization", &*key)].into_iter().chain(headers.iter().copied()).collect();
        mock.ask("POST", self.path, &all, body).await
    }

    /// Makes a task and gives its id.
    pub async fn make(&self, mock: &Mock, key: &str, body: &Json) -> String {
        let got = self.post(mock, key, body, &[]).await;
        assert_eq!(got.status, 200, "{}: {}", self.name, got.text());
        let told = got.json();
        told.pointer(self.id).and_then(Json::as_str).unwrap_or_else(|| panic!("{}: {told}", self.name)).to_owned()
    }

    pub async fn look(&self, mock: &Mock, key: &str, id: &str) -> Json {
        let key = format!("{}{key}", self.scheme);
        let address = format!("{}{id}{}", self.query, self.after);
        mock.ask("GET", &address, &[("Authorization", &key)], &Json::Null).await.json()
    }

    pub async fn state(&self, mock: &Mock, key: &str, id: &str) -> String {
        let told = self.look(mock, key, id).await;
        told.pointer(self.state).and_then(Json::as_str).unwrap_or_else(|| panic!("{}: {told}", self.name)).to_owned()
    }
}

/// The official page for videos from a picture: most tests need no other.
pub const FIRST: &Page = &PAGES[0];

/// A body of that page with these members more.
pub fn body(more: Json) -> Json {
    let mut body = (FIRST.body)();
    for (name, value) in more.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    body
}
