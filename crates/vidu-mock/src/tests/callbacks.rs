//! Callbacks: when, in which order, signed how, tried how often.

use std::time::Duration;

use serde_json::{Value as Json, json};

use super::{ACME, Receiver, SECOND, ask, builder, paint, start};
use crate::calls::results::authenticated;
use crate::{Happening, MockServer, Sent};

/// The attempts among what happened, as `second state result`.
fn attempts(server: &MockServer, events: &[crate::Event], before: u64) -> Vec<String> {
    let begin = vidu_types::Timestamp::from(server.now()).saturating_sub(SECOND * before as u32);
    let shown = |event: &crate::Event| match &event.what {
        Happening::Called { result, .. } => {
            let result = match result {
                Sent::Delivered { status } | Sent::Refused { status } => status.to_string(),
                Sent::Failed { .. } => "failed".into(),
                Sent::Undeliverable { .. } => "undeliverable".into(),
            };
            Some(format!("{} {} {result}", event.at.since(begin).as_secs(), event.state))
        }
        _ => None,
    };
    events.iter().filter_map(shown).collect()
}

#[tokio::test]
async fn the_owner_is_told_of_the_listed_states() {
    let (server, receiver) = (start().await, Receiver::start(&[]).await);
    let id = paint(&server, json!({ "model": "a1", "hook": format!("{}/a?b=c", receiver.url), "payload": "p" })).await;
    let events = server.advance(60 * SECOND).await;
    assert_eq!(attempts(&server, &events, 60), ["2 drawing 200", "12 done 200"]);
    assert_eq!(
        (receiver.told("state"), receiver.told("id")),
        (vec!["drawing".into(), "done".into()], vec![id.clone(), id])
    );
    let done = receiver.received()[1].clone();
    assert!(done.head.starts_with("POST /a?b=c HTTP/1.1"));
    assert_eq!((&done.json()["payload"], done.header("content-type")), (&json!("p"), Some("application/json")));
    let link = done.json()["videos"][0]["url"].as_str().unwrap_or_default().replace(server.url(), "");
    assert_eq!(ask(&server, "GET", &link, &[], &Json::Null).await.status, 200);
}

#[tokio::test]
async fn a_callback_is_signed_with_the_key() {
    use base64::Engine as _;

    let (server, receiver) = (start().await, Receiver::start(&[]).await);
    paint(&server, json!({ "model": "a1", "hook": format!("{}/a?b=c", receiver.url) })).await;
    server.advance(60 * SECOND).await;
    for got in receiver.received() {
        let header = |name| got.header(name).unwrap_or_default();
        let (date, nonce) = (header("Date"), header("x-acme-nonce"));
        let text = format!("POST\n/a\nb=c\nacme\n{date}\nDate:{date}\nx-acme-nonce:{nonce}\n");
        let sum = base64::engine::general_purpose::STANDARD.encode(authenticated(b"k", &text));
        assert_eq!((header("X-Acme-Signature"), header("X-Acme-Algorithm")), (&*sum, "hmac-sha256"));
    }
    let nonces: Vec<String> =
        receiver.received().iter().map(|got| got.header("x-acme-nonce").unwrap_or_default().to_owned()).collect();
    assert_ne!(nonces[0], nonces[1]);
}

#[tokio::test]
async fn a_failed_end_is_told_up_to_three_times_more() {
    for (statuses, expected) in [
        (&[200, 500, 500, 200][..], &["2 drawing 200", "12 done 500", "19 done 500", "35 done 200"][..]),
        (&[500, 500, 302, 404, 503], &["2 drawing 500", "12 done 500", "19 done 302", "35 done 404", "67 done 503"]),
    ] {
        let (server, receiver) = (start().await, Receiver::start(statuses).await);
        paint(&server, json!({ "model": "a1", "hook": receiver.url })).await;
        let events = server.advance(600 * SECOND).await;
        assert_eq!(attempts(&server, &events, 600), expected);
        assert_eq!(receiver.received().len(), expected.len());
    }
}

#[tokio::test(start_paused = true)]
async fn a_receiver_that_says_nothing_is_tried_again() {
    let (server, receiver) = (start().await, Receiver::start(&[0, 0, 200]).await);
    paint(&server, json!({ "model": "a1", "hook": receiver.url })).await;
    let begun = std::time::Instant::now();
    let events = server.advance(600 * SECOND).await;
    assert_eq!(attempts(&server, &events, 600), ["2 drawing failed", "12 done failed", "19 done 200"]);
    assert!(begun.elapsed() < 2 * SECOND);
}

#[tokio::test]
async fn nobody_listening_and_other_schemes() {
    let server = start().await;
    let gone = Receiver::start(&[]).await;
    let url = gone.url.clone();
    drop(gone);
    tokio::task::yield_now().await;
    for (url, expected) in [
        (&*url, &["2 drawing failed", "12 done failed", "19 done failed", "35 done failed", "67 done failed"][..]),
        ("ftp://127.0.0.1:1/", &["2 drawing undeliverable", "12 done undeliverable"]),
    ] {
        let key = format!("Authorization: Acme {}", expected.len());
        let got = ask(&server, "POST", "/acme/paint", &[&key], &json!({ "model": "a1", "hook": url })).await;
        if got.status == 400 {
            continue; // What is no URL of http or https may be refused by the check already.
        }
        let events = server.advance(600 * SECOND).await;
        assert_eq!(attempts(&server, &events, 600), expected, "{url}");
    }
}

#[cfg(feature = "tls")]
#[tokio::test]
async fn a_receiver_over_tls_is_told_if_its_certificate_is_trusted() {
    let certified = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let receiver = Receiver::secure(&certified).await;
    let server = builder().held().callback_authorities(certified.cert.pem()).start().await.expect("a server");
    let hook = receiver.url.replace("127.0.0.1", "localhost");
    paint(&server, json!({ "model": "a1", "hook": hook })).await;
    let events = server.advance(60 * SECOND).await;
    assert_eq!(attempts(&server, &events, 60), ["2 drawing 200", "12 done 200"]);
    assert_eq!(receiver.told("state"), ["drawing", "done"]);
    // Nobody vouches for the address, and without the certificate nobody vouches for the name.
    for (server, url) in [(server, receiver.url.clone()), (start().await, hook)] {
        paint(&server, json!({ "model": "a1", "hook": url })).await;
        let events = server.advance(3 * SECOND).await;
        let told = |event: &&crate::Event| matches!(&event.what, Happening::Called { result: Sent::Failed { why }, .. } if why.contains("certificate"));
        assert_eq!(events.iter().filter(told).count(), 1, "{events:?}");
    }
    assert_eq!(receiver.told("state").len(), 2);
}

#[tokio::test]
async fn authorities_that_are_none_stop_the_start() {
    for (pem, part) in [("x", "no certificate"), ("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----", "PEM")] {
        let error = builder().callback_authorities(pem).start().await.expect_err("no authority");
        assert!(error.to_string().contains(part), "{error}");
    }
}

#[tokio::test]
async fn a_cancelled_task_tells_its_end_only() {
    let (server, receiver) = (start().await, Receiver::start(&[]).await);
    let id = paint(&server, json!({ "model": "a1", "hook": receiver.url })).await;
    server.advance(SECOND).await;
    ask(&server, "POST", &format!("/acme/tasks/{id}/stop"), &[ACME], &Json::Null).await;
    // Held time sends nothing by itself, so what happens is told here and nowhere else.
    let events = server.advance(Duration::ZERO).await;
    assert_eq!(attempts(&server, &events, 1), ["1 broken 200"]);
    assert_eq!(server.advance(60 * SECOND).await, []);
    assert_eq!(
        (receiver.told("state"), receiver.told("err_code")),
        (vec!["broken".to_owned()], vec!["Stopped".to_owned()])
    );
}

#[tokio::test(start_paused = true)]
async fn callbacks_fall_due_by_themselves() {
    let server = builder().speed(2.0).start().await.expect("a server");
    let receiver = Receiver::start(&[200, 500, 500, 500, 500]).await;
    paint(&server, json!({ "model": "a1", "hook": receiver.url })).await;
    tokio::time::sleep(60 * SECOND).await;
    assert_eq!(receiver.told("state"), ["drawing", "done", "done", "done", "done"]);
    let sent = server.journal().iter().filter(|entry| matches!(entry.record, crate::Record::Callback(_))).count();
    assert_eq!(sent, 5);
}

#[tokio::test]
async fn a_receiver_may_make_further_tasks() {
    let (server, receiver) = (start().await, Receiver::start(&[]).await);
    paint(&server, json!({ "model": "a1", "hook": receiver.url })).await;
    server.advance(12 * SECOND).await;
    paint(&server, json!({ "model": "a1", "hook": receiver.url })).await;
    let events = server.advance(60 * SECOND).await;
    assert_eq!(attempts(&server, &events, 60), ["2 drawing 200", "12 done 200"]);
}
