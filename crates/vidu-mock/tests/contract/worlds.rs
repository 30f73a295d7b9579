//! Worlds and scripts.

use serde_json::{Value as Json, json};

use super::calls::{FIRST, PAGES, body};
use super::mock::Mock;

pub async fn worlds_do_not_meet(mock: &Mock) {
    let set =
        async |method: &str, path: &str, body: Json| mock.admin(method, &format!("{path}?world=vidu/one"), body).await;
    set("POST", "scripts", json!({ "script": "fail" })).await;
    set("POST", "faults", json!({ "fault": "server_error", "operation": "query", "times": 1 })).await;
    let ids = [FIRST.make(mock, "one", &(FIRST.body)()).await, FIRST.make(mock, "two", &(FIRST.body)()).await];
    set("POST", "clock/advance", json!({ "seconds": 60 })).await;
    let refused = FIRST.look(mock, "one", &ids[0]).await;
    assert!(refused.get("state").is_none(), "{refused}");
    assert_eq!(FIRST.state(mock, "one", &ids[0]).await, "failed");
    assert_eq!(FIRST.state(mock, "two", &ids[1]).await, "created");
    for path in ["tasks", "ledger", "journal", "scripts", "faults"] {
        let told = mock.admin("GET", &format!("{path}?world=vidu/two"), Json::Null).await.to_string();
        assert!(!told.contains(&ids[0]) && !told.contains("\"fail\""), "{path}: {told}");
    }
    // Nobody finds another's task.
    assert!(FIRST.look(mock, "two", &ids[0]).await.get("state").is_none());
    for (world, elapsed) in [("vidu/one", 60.0), ("vidu/two", 0.0)] {
        let header = [("X-Vidu-Mock-World", world)];
        let clock = mock.ask("GET", "/__admin/clock", &header, &Json::Null).await.json();
        assert_eq!(clock["elapsed_seconds"], elapsed, "{world}");
    }
}

async fn end(mock: &Mock, headers: &[(&str, &str)], prompt: &str) -> String {
    let got = FIRST.post(mock, "k", &body(json!({ "prompt": prompt })), headers).await;
    if got.status != 200 {
        return format!("{} {}", got.status, got.json()["reason"].as_str().unwrap_or_default());
    }
    let id = got.json()["task_id"].as_str().expect("an id").to_owned();
    mock.advance(100).await;
    let told = FIRST.look(mock, "k", &id).await;
    format!("{} {}", told["state"].as_str().unwrap_or_default(), told["err_code"].as_str().unwrap_or_default())
        .trim()
        .to_owned()
}

pub async fn the_narrowest_script_wins(mock: &Mock) {
    assert_eq!(end(mock, &[], "a cat").await, "success");
    mock.admin("POST", "scripts", json!({ "script": "fail=ImageDownloadFailure", "vendor": "vidu", "text": "cat" }))
        .await;
    assert_eq!(end(mock, &[], "a dog").await, "success");
    assert_eq!(end(mock, &[], "a cat").await, "failed ImageDownloadFailure");
    assert_eq!(end(mock, &[], "a cat [[mock: succeed]]").await, "success");
    assert_eq!(
        end(mock, &[("X-Vidu-Mock", "fail=CreationPolicyViolation")], "a cat [[mock: succeed]]").await,
        "failed CreationPolicyViolation"
    );
    mock.admin("POST", "scripts", json!({ "script": "succeed", "nth": 2 })).await;
    assert_eq!(end(mock, &[], "a cat").await, "failed ImageDownloadFailure");
    assert_eq!(end(mock, &[], "a cat").await, "success");
    assert_eq!(mock.admin("DELETE", "scripts", Json::Null).await["deleted"], 2);
    mock.admin("POST", "scripts", json!({ "script": "fail", "lasts": 0 })).await;
    assert_eq!(end(mock, &[], "a cat").await, "success");
}

pub async fn every_outcome_can_be_had(mock: &Mock) {
    for (script, expected) in [
        ("succeed", "success"),
        ("fail=CreationPolicyViolation", "failed CreationPolicyViolation"),
        ("stuck=queueing", "queueing"),
        ("state=limbo; slow=1000s", "limbo"),
        ("slow=1000s", "processing"),
        ("refuse=CreditInsufficient", "400 CreditInsufficient"),
        ("after=99s", "success"),
    ] {
        let found = end(mock, &[("x-vidu-mock", script)], "a cat").await;
        let refused = script.starts_with("refuse") && found.ends_with("CreditInsufficient");
        assert!(found == expected || refused, "{script}: {found}");
        mock.admin("POST", "reset", Json::Null).await;
    }
    let wrong = FIRST.post(mock, "k", &(FIRST.body)(), &[("x-vidu-mock", "fial")]).await;
    assert!(wrong.status == 400 && wrong.text().contains("fail=CODE"), "{}", wrong.text());
}

pub async fn a_directive_is_read_on_every_page(mock: &Mock) {
    for page in &PAGES {
        let mut prompted = (page.body)();
        *prompted.pointer_mut(page.prompt).expect("its place") = "rain [[mock: fail]]".into();
        // Listed or not, nested or not: some programs can set no more than this.
        let mut carried = (page.body)();
        carried["payload"] = "[[mock: fail]]".into();
        let mut nested = (page.body)();
        nested["metadata"] = json!({ "notes": ["[[mock: fail]]"] });
        for (place, body) in [("prompt", prompted), ("payload", carried), ("nested", nested)] {
            let id = page.make(mock, "k", &body).await;
            mock.advance(600).await;
            assert_eq!(page.state(mock, "k", &id).await, page.ends[1], "{}: {place}", page.name);
        }
    }
}

/// A run with something of everything, as it is told: without addresses and dates, which are each run's own.
pub async fn transcript(mock: &Mock) -> Vec<String> {
    let mut told = Vec::new();
    for page in &PAGES {
        let good = page.post(mock, "k", &(page.body)(), &[("X-Vidu-Mock", "slow=2")]).await;
        let bad = page.post(mock, "k", &json!({ "duration": 99 }), &[]).await;
        let strange = mock.ask("POST", page.path, &[("Authorization", "Basic x")], &(page.body)()).await;
        told.extend([&good, &bad, &strange].map(|got| format!("{} {}", got.status, plain(mock, got.text()))));
        mock.advance(30).await;
        let id = good.json().pointer(page.id).and_then(Json::as_str).expect("an id").to_owned();
        told.push(plain(mock, page.look(mock, "k", &id).await.to_string()));
    }
    for path in ["tasks", "ledger", "worlds", "clock", "journal", "scripts", "openapi.json", "version", "nothing"] {
        let got = mock.ask("GET", &format!("/__admin/{path}"), &[], &Json::Null).await;
        told.push(plain(mock, got.text()));
    }
    told
}

/// Without the address, without numbers that are dates, and without what is signed with them.
fn plain(mock: &Mock, text: String) -> String {
    let text = text.replace(&mock.url, "");
    let mut plain = String::new();
    let mut digits = String::new();
    for letter in text.chars().chain([' ']) {
        if letter.is_ascii_digit() || (!digits.is_empty() && "-:.TZ+".contains(letter)) {
            digits.push(letter);
            continue;
        }
        let is_date = digits.starts_with("20") && digits.len() >= 19
            || digits.starts_with("17") && matches!(digits.len(), 10 | 13);
        plain.push_str(if is_date { "DATE" } else { &digits });
        digits.clear();
        plain.push(letter);
    }
    let parts: Vec<&str> = plain.split("signature=").collect();
    parts
        .iter()
        .enumerate()
        .map(
            |(place, part)| {
                if place == 0 { part } else { part.trim_start_matches(|c: char| c.is_ascii_alphanumeric()) }
            },
        )
        .collect()
}
