//! Faults on purpose, those of the line aside: they can only be seen on one.

use std::io::ErrorKind;

use serde_json::{Value as Json, json};

use super::calls::{FIRST, body};
use super::mock::{Mock, Receiver};

pub async fn answers_go_wrong_on_purpose(mock: &Mock) {
    for (fault, status, part, is_made) in [
        (json!({ "fault": "too_many_requests", "retry_after": 3 }), 429, "", false),
        (json!({ "fault": "server_error", "status": 503 }), 503, "", false),
        (json!({ "fault": "server_error", "status": 500, "accepted": true }), 500, "", true),
        (json!({ "fault": "gateway_page" }), 502, "<html", false),
        (json!({ "fault": "redirect", "to": "/elsewhere" }), 307, "", false),
        (json!({ "fault": "truncated_json" }), 200, "{", true),
        (json!({ "fault": "malformed_json" }), 200, "", true),
        (json!({ "fault": "wrong_content_type" }), 200, "task_id", true),
    ] {
        let mut once = fault.clone();
        once["times"] = 1.into();
        mock.admin("POST", "faults", once).await;
        let before = mock.admin("GET", "ledger", Json::Null).await["charges"].as_array().map_or(0, Vec::len);
        let got = FIRST.post(mock, "k", &(FIRST.body)(), &[]).await;
        assert_eq!(got.status, status, "{fault}: {}", got.text());
        assert!(got.text().to_lowercase().contains(part), "{fault}: {}", got.text());
        let name = fault["fault"].as_str().unwrap_or_default();
        match name {
            "too_many_requests" => assert_eq!(got.header("retry-after"), Some("3")),
            "redirect" => assert_eq!(got.header("location"), Some("/elsewhere")),
            "wrong_content_type" => assert_eq!(got.header("content-type"), Some("text/html")),
            "truncated_json" | "malformed_json" => assert!(serde_json::from_slice::<Json>(&got.body).is_err()),
            _ => {}
        }
        let after = mock.admin("GET", "ledger", Json::Null).await["charges"].as_array().map_or(0, Vec::len);
        assert_eq!(after - before, usize::from(is_made), "{fault}");
        let noted = mock.admin("GET", "requests?limit=1", Json::Null).await;
        assert_eq!(noted["requests"][0]["injected"], name, "{noted}");
        assert_eq!(FIRST.post(mock, "k", &(FIRST.body)(), &[]).await.status, 200, "it was there once");
    }
}

pub async fn faults_hit_whom_they_name_as_often_as_they_say(mock: &Mock) {
    let hits = async |fault: Json, key: &str| {
        mock.admin("POST", "faults", fault).await;
        let mut hits = Vec::new();
        for nth in 1..=6 {
            hits.extend((FIRST.post(mock, key, &(FIRST.body)(), &[]).await.status != 200).then_some(nth));
        }
        mock.admin("DELETE", "faults", Json::Null).await;
        hits
    };
    let fault = |more: Json| {
        let mut fault = json!({ "fault": "server_error" });
        more.as_object().into_iter().flatten().for_each(|(name, value)| fault[name] = value.clone());
        fault
    };
    for (more, expected) in [
        (json!({ "times": 2 }), vec![1, 2]),
        (json!({ "nth": 4 }), vec![4]),
        (json!({ "rate": 1, "seed": 3, "nth": 5, "times": 9 }), vec![5, 6]),
        (json!({ "operation": "query" }), vec![]),
        (json!({ "vendor": "novita" }), vec![]),
        (json!({ "key": "another" }), vec![]),
        (json!({ "key": "mine", "path": "/ent/v2/img*" }), vec![1, 2, 3, 4, 5, 6]),
        (json!({ "lasts": 0 }), vec![]),
    ] {
        assert_eq!(hits(fault(more.clone()), "mine").await, expected, "{more}");
    }
    let rated = hits(fault(json!({ "rate": 0.5, "seed": 1 })), "mine").await;
    assert_eq!(hits(fault(json!({ "rate": 0.5, "seed": 1 })), "mine").await, rated);
}

/// On a socket, which a mock that is called in process has too.
pub async fn connections_break_on_purpose(mock: &Mock) {
    for (fault, heard, is_reset, is_made) in [
        (json!({ "fault": "reset_before" }), "", true, false),
        (json!({ "fault": "reset_before", "accepted": true }), "", true, true),
        (json!({ "fault": "no_answer" }), "", false, true),
        (json!({ "fault": "hanging", "seconds": 0 }), "", false, true),
        (json!({ "fault": "reset_within", "bytes": 7 }), "HTTP/1.1 200", true, true),
        (json!({ "fault": "closed_within", "bytes": 7 }), "HTTP/1.1 200", false, true),
        (json!({ "fault": "reset_after" }), "HTTP/1.1 200", true, true),
    ] {
        let charges = async || mock.admin("GET", "ledger", Json::Null).await["charges"].as_array().map_or(0, Vec::len);
        let mut once = fault.clone();
        once["times"] = 1.into();
        mock.admin("POST", "faults", once).await;
        let before = charges().await;
        let (text, kind) = mock.hear(FIRST.path, "k", &(FIRST.body)()).await;
        assert!(text.starts_with(heard) && heard.is_empty() == text.is_empty(), "{fault}: {text}");
        assert_eq!(kind == Some(ErrorKind::ConnectionReset), is_reset, "{fault}: {kind:?}");
        assert_eq!(charges().await - before, usize::from(is_made), "{fault}");
        let noted = mock.admin("GET", "requests?limit=1", Json::Null).await;
        assert_eq!(noted["requests"][0]["injected"], fault["fault"], "{noted}");
    }
}

pub async fn callbacks_go_wrong_on_purpose(mock: &Mock) {
    for (fault, expected) in [
        (json!({ "fault": "callback_lost", "times": 1 }), vec!["success"]),
        (json!({ "fault": "callback_doubled", "times": 1 }), vec!["processing", "processing", "success"]),
        (json!({ "fault": "callback_late", "seconds": 30, "times": 1 }), vec!["success", "processing"]),
        (json!({ "fault": "callback_out_of_order", "times": 1 }), vec!["success", "processing"]),
        (json!({ "fault": "callback_wrong_body", "nth": 2 }), vec!["processing", "failed"]),
        (json!({ "fault": "callback_bad_signature", "times": 1 }), vec!["processing", "success"]),
    ] {
        let receiver = Receiver::start(&[]).await;
        mock.admin("POST", "faults", fault.clone()).await;
        FIRST.make(mock, "k", &body(json!({ "callback_url": receiver.url }))).await;
        mock.advance(600).await;
        assert_eq!(receiver.states(), expected, "{fault}");
        let noted = mock.admin("GET", "callbacks", Json::Null).await;
        let name = fault["fault"].as_str().unwrap_or_default();
        let injected = noted["callbacks"].as_array().into_iter().flatten().filter(|entry| entry["injected"] == name);
        assert_eq!(injected.count(), 1, "{fault}: {noted}");
        mock.admin("DELETE", "faults", Json::Null).await;
    }
}
