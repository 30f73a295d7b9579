//! Lists of tasks, of the made-up vendor: no current page of the others has one.

use serde_json::{Value as Json, json};

use super::mock::{Got, Mock};

const KEY: (&str, &str) = ("X-Acme-Key", "Acme k");

async fn make(mock: &Mock) -> String {
    let picture = "https://pictures.example/first.png";
    let body = json!({ "job": { "kind": "video", "model": "a1", "frames": [picture, picture] } });
    let got = mock.ask("POST", "/jobs/video", &[KEY], &body).await;
    assert_eq!(got.status, 202, "{}", got.text());
    got.json()["job"]["ref"].as_str().expect("an id").to_owned()
}

async fn asked(mock: &Mock, query: &str) -> Got {
    mock.ask("GET", &format!("/jobs/all{query}"), &[KEY], &Json::Null).await
}

/// The ids of a page, and where the next one begins.
async fn page(mock: &Mock, query: &str) -> (Vec<String>, String) {
    let got = asked(mock, query).await;
    assert_eq!(got.status, 200, "{query}: {}", got.text());
    let told = got.json();
    let jobs = told["all"]["jobs"].as_array().unwrap_or_else(|| panic!("{told}"));
    let ids = jobs.iter().map(|job| job["ref"].as_str().expect("an id").to_owned());
    (ids.collect(), told["all"]["more"].as_str().expect("a text").to_owned())
}

pub async fn tasks_are_listed_page_by_page(mock: &Mock) {
    assert_eq!(page(mock, "").await, (vec![], String::new()));
    let mut made = Vec::new();
    for _ in 0..5 {
        made.push(make(mock).await);
    }
    made.reverse();
    let (first, more) = page(mock, "").await;
    make(mock).await;
    let (second, more) = page(mock, &format!("?after={more}&limit=3")).await;
    assert_eq!(([first, second].concat(), &*more), (made.clone(), ""));
    // Two run at once.
    mock.advance(12).await;
    let told = asked(mock, "?phase=DONE&limit=3").await.json();
    let done = told["all"]["jobs"].as_array().expect("jobs");
    assert_eq!((done.len(), &done[0]["ref"], &done[1]["ref"]), (2, &json!(made[3]), &json!(made[4])), "{told}");
    assert!(done[0]["films"][0].as_str().is_some_and(|url| url.starts_with(&mock.url)), "{told}");
    assert_eq!(page(mock, &format!("?refs={},{}", made[4], made[0])).await.0, [&*made[0], &*made[4]]);
    for (query, status) in
        [("?limit=4", 422), ("?limit=x", 422), ("?phase=LOST", 422), ("?after=5", 422), ("?x=y", 200)]
    {
        assert_eq!(asked(mock, query).await.status, status, "{query}");
    }
    let stranger = mock.ask("GET", "/jobs/all", &[("X-Acme-Key", "Acme other")], &Json::Null).await;
    assert_eq!(stranger.json(), json!({ "all": { "jobs": [], "more": "" } }));
}
