//! The edges.

use serde_json::{Value as Json, json};

use super::calls::{FIRST, LINK, PAGES, body};
use super::mock::{Mock, Receiver};

pub async fn unlisted_fields_are_refused(mock: &Mock) {
    for page in &PAGES {
        let mut body = (page.body)();
        body["stray"] = 1.into();
        let got = page.post(mock, "k", &body, &[]).await;
        assert!(got.status >= 400 && got.text().contains("stray"), "{}: {}", page.name, got.text());
    }
}

fn large_picture() -> String {
    format!("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAMgAAADICAIAAAA{}", "A".repeat(3001))
}

pub async fn pictures_are_repeated_whole(mock: &Mock) {
    let got = FIRST.post(mock, "k", &body(json!({ "images": [large_picture()] })), &[]).await;
    assert_eq!(got.json()["images"][0], large_picture(), "{}", got.text());
}

pub async fn only_listed_keys_are_good(mock: &Mock) {
    for page in &PAGES {
        assert_eq!(page.post(mock, "good-2", &(page.body)(), &[]).await.status, 200, "{}", page.name);
        assert!(matches!(page.post(mock, "bad", &(page.body)(), &[]).await.status, 401 | 403), "{}", page.name);
    }
    let basic = mock.ask("POST", FIRST.path, &[("Authorization", "Basic good-1")], &(FIRST.body)()).await;
    assert!(matches!(basic.status, 401 | 403), "{}", basic.text());
}

pub async fn too_much_is_answered(mock: &Mock) {
    let long = body(json!({ "prompt": "x".repeat(15_000) }));
    let got = FIRST.post(mock, "k", &long, &[]).await;
    assert!((400..500).contains(&got.status) && got.text().contains("10000"), "{} {}", got.status, got.text());
    assert_eq!(FIRST.post(mock, "k", &(FIRST.body)(), &[]).await.status, 200);
}

pub async fn addresses_of_results_are_the_public_ones(mock: &Mock) {
    let id = FIRST.make(mock, "k", &(FIRST.body)()).await;
    mock.advance(60).await;
    let told = FIRST.look(mock, "k", &id).await;
    assert!(
        told["creations"][0]["url"].as_str().is_some_and(|url| url.starts_with("https://mock.example/__media/")),
        "{told}"
    );
}

pub async fn addresses_of_results_are_those_that_were_asked(mock: &Mock) {
    let id = FIRST.make(mock, "k", &(FIRST.body)()).await;
    mock.advance(60).await;
    for (host, expected) in [("mock:8438", "http://mock:8438/"), ("a\"b", &*format!("{}/", mock.url))] {
        let headers = [("Host", host), ("Authorization", "Token k")];
        let told = mock.ask("GET", &format!("/ent/v2/tasks/{id}/creations"), &headers, &Json::Null).await.text();
        assert!(told.contains(expected) && !told.contains("a\\\"b"), "{host}: {told}");
    }
}

pub async fn callbacks_go_where_they_may(mock: &Mock) {
    for (url, result) in [
        ("http://169.254.169.254/latest", "undeliverable"),
        ("http://169.254.1.1/", "undeliverable"),
        ("http://[ff02::1]/", "undeliverable"),
        ("http://0.0.0.0:9/", "undeliverable"),
        ("http://8.8.8.8/", "undeliverable"),
        ("https://127.0.0.1:9/", "failed"),
        ("http://127.0.0.1:9/", "failed"),
    ] {
        FIRST.make(mock, "k", &body(json!({ "callback_url": url }))).await;
        mock.advance(600).await;
        let told = mock.admin("GET", "callbacks?limit=1", Json::Null).await;
        assert_eq!(told["callbacks"][0]["result"], result, "{url}: {told}");
        assert!(told["callbacks"][0]["why"].as_str().is_some_and(|why| !why.is_empty()), "{told}");
    }
    // What is redirected is not followed.
    let receiver = Receiver::start(&[302]).await;
    FIRST.make(mock, "k", &body(json!({ "callback_url": receiver.url }))).await;
    mock.advance(600).await;
    assert_eq!(receiver.received().iter().filter(|got| got.json()["state"] == "processing").count(), 1);
}

pub async fn hostile_text_stays_text(mock: &Mock) {
    let hostile = "x\r\nset-cookie: a=b\r\n\r\n<script>\u{202e}\0%0d%0a";
    for path in ["/%0d%0aset-cookie:%20a=b", "/ent/v2/tasks/..%2f..%2fetc/creations", "/__admin/tasks/%0d%0ax"] {
        let got = mock.ask("GET", path, &[("Authorization", "Token k")], &Json::Null).await;
        assert!(got.status >= 400 && got.header("set-cookie").is_none(), "{path}: {:?}", got.headers);
    }
    let bodies = [
        body(json!({ "prompt": hostile, "payload": hostile })),
        body(json!({ "model": hostile })),
        body(json!({ "callback_url": format!("http://127.0.0.1:9/{hostile}") })),
        json!("{\"model\": \u{7}"),
        json!("[".repeat(100_000)),
    ];
    for body in bodies {
        let got = FIRST.post(mock, "k", &body, &[]).await;
        assert!(got.header("set-cookie").is_none() && got.json().is_object(), "{}", got.text());
    }
    mock.advance(600).await;
    assert_eq!(mock.ask("GET", "/healthz", &[], &Json::Null).await.status, 200);
    assert_eq!(FIRST.post(mock, "k", &body(json!({ "images": [LINK] })), &[]).await.status, 200);
}

pub async fn browsers_may_ask(mock: &Mock) {
    let asked = [("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization")];
    let got = mock.ask("OPTIONS", FIRST.path, &asked, &Json::Null).await;
    assert_eq!((got.status, got.header("access-control-allow-headers")), (204, Some("authorization")));
    let told = FIRST.post(mock, "k", &(FIRST.body)(), &[("Origin", "http://page.example")]).await;
    assert_eq!(told.header("access-control-allow-origin"), Some("*"));
    let admin = mock.ask("GET", "/__admin/tasks", &[("Origin", "http://page.example")], &Json::Null).await;
    assert_eq!(admin.header("access-control-allow-origin"), None);
}
