//! Lists of tasks: which, in which order, page by page.

use serde_json::{Value as Json, json};

use super::{ACME, SECOND, ask, look, paint, start};
use crate::MockServer;

async fn browse(server: &MockServer, query: &str) -> Json {
    let got = ask(server, "GET", &format!("/acme/tasks?{query}"), &[ACME], &json!(null)).await;
    assert_eq!(got.status, 200, "{query}: {}", got.text());
    got.json()
}

/// The numbers of the tasks of a page, as they were made.
fn numbers(page: &Json, made: &[String]) -> Vec<usize> {
    let ids = page["tasks"].as_array().expect("tasks").iter().map(|task| task["id"].as_str().expect("an id"));
    ids.map(|id| made.iter().position(|other| other == id).expect("one that was made")).collect()
}

/// So many tasks, ten seconds apart.
async fn make(server: &MockServer, count: usize) -> Vec<String> {
    let mut made = Vec::new();
    for number in 0..count {
        server.advance(10 * SECOND).await;
        made.push(paint(server, json!({ "model": "a1", "payload": format!("order {number}") })).await);
    }
    made
}

#[tokio::test]
async fn a_page_goes_on_where_the_one_before_ended_whatever_is_made_meanwhile() {
    let server = start().await;
    let mut made = make(&server, 5).await;
    let first = browse(&server, "").await;
    assert_eq!(numbers(&first, &made), [4, 3]);
    made.push(paint(&server, json!({ "model": "a1" })).await);
    let next = |page: &Json| page["next"].as_str().map(|token| format!("after={token}"));
    let second = browse(&server, &next(&first).expect("a token")).await;
    assert_eq!(numbers(&second, &made), [2, 1]);
    let third = browse(&server, &next(&second).expect("a token")).await;
    assert_eq!((numbers(&third, &made), next(&third)), (vec![0], None));
    // By number the pages move.
    assert_eq!(numbers(&browse(&server, "page=1&count=3").await, &made), [5, 4, 3]);
    assert_eq!(numbers(&browse(&server, "page=2&count=3").await, &made), [2, 1, 0]);
    assert_eq!(numbers(&browse(&server, "page=3").await, &made), [1, 0]);
    assert_eq!(numbers(&browse(&server, "page=9").await, &made), [0usize; 0]);
}

#[tokio::test]
async fn filters_leave_what_fits() {
    let server = start().await;
    let begun = browse(&server, "").await;
    assert_eq!(begun, json!({ "tasks": [] }));
    let made = make(&server, 3).await;
    let created = |page: &Json| page["tasks"][0]["created"].as_str().expect("a date").to_owned();
    let middle = created(&browse(&server, &format!("ids={}", made[1])).await);
    for (query, expected) in [
        ("state=done".to_owned(), vec![0]),
        ("state=drawing".to_owned(), vec![1]),
        ("state=drawing,done".to_owned(), vec![1, 0]),
        (format!("ids={}&ids={}&ids=7", made[0], made[2]), vec![2, 0]),
        (format!("ids={}&state=drawing", made[0]), vec![]),
        (format!("from={middle}"), vec![2, 1]),
        (format!("to={middle}"), vec![1, 0]),
        (format!("from={middle}&to={middle}"), vec![1]),
        ("tag=anything&count=3".to_owned(), vec![2, 1, 0]),
    ] {
        assert_eq!(numbers(&browse(&server, &query).await, &made), expected, "{query}");
    }
    // A page shows what the vendor shows without a beginning: the last day, unless tasks are named.
    server.advance(86_395 * SECOND).await;
    assert_eq!(numbers(&browse(&server, "").await, &made), [2]);
    assert_eq!(numbers(&browse(&server, &format!("ids={}", made[0])).await, &made), [0]);
}

#[tokio::test]
async fn a_list_says_what_the_query_says() {
    let server = start().await;
    let made = make(&server, 2).await;
    server.advance(3 * SECOND).await;
    let listed = browse(&server, "").await["tasks"].clone();
    for (task, id) in listed.as_array().expect("tasks").iter().rev().zip(&made) {
        let told = look(&server, id).await;
        for member in ["id", "state", "credits", "payload"] {
            assert_eq!(task[member], told[member], "{member} of {told}");
        }
        assert_eq!(task.get("videos").is_some(), told["state"] == "done", "{task}");
        assert_eq!(task["videos"][0]["url"], told["videos"][0]["url"]);
    }
    // Another key has no part in it.
    let other = ask(&server, "GET", "/acme/tasks", &["Authorization: Acme other"], &json!(null)).await;
    assert_eq!((other.status, other.json()), (200, json!({ "tasks": [] })));
}

#[tokio::test]
async fn wrong_parameters_are_refused_in_the_vendors_words() {
    let server = start().await;
    make(&server, 3).await;
    let token = browse(&server, "").await["next"].as_str().expect("a token").to_owned();
    let last = if token.ends_with('0') { "1" } else { "0" };
    for (query, reason) in [
        ("count=4".to_owned(), "invalid: count: `4` is not from 1 to 3"),
        ("ids=x".to_owned(), "codec: ids: `x` has not the form of a task id"),
        ("after=2".to_owned(), "invalid: the page token is none that this list has given"),
        (
            format!("after={}{last}", &token[..token.len() - 1]),
            "invalid: the page token is none that this list has given",
        ),
    ] {
        let got = ask(&server, "GET", &format!("/acme/tasks?{query}"), &[ACME], &json!(null)).await;
        assert_eq!((got.status, &got.json()["message"]), (400, &json!(reason)), "{query}");
    }
    let got = ask(&server, "GET", "/acme/tasks", &[], &json!(null)).await;
    assert_eq!(got.status, 401);
    let got = ask(&server, "POST", "/acme/tasks", &[ACME], &json!(null)).await;
    assert_eq!(got.status, 405);
}
