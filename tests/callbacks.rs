//! Callbacks of the one vendor that has them: when they come, what they say, how they are signed, and what is not believed.

use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use vidu_client::{CallbackError, Key};
use vidu_mock::{Event, Happening, MockServer, Sent};
use vidu_types::{Timestamp, vidu};

use crate::http::{Message, Receiver, SECOND, ask, held};

type Verifier = vidu_client::vidu::Verifier;

const SECRET: &str = "vda_callback_key";
const AUTHORIZATION: (&str, &str) = ("Authorization", "Token vda_callback_key");

/// Noon of a day, at which the mock's clock begins: callbacks are dated by it then.
fn noon() -> SystemTime {
    Timestamp::from_rfc3339("2025-08-20T12:00:00Z").and_then(Timestamp::system_time).expect("a time")
}

async fn mock() -> MockServer {
    held().begins(noon()).start().await.expect("a mock")
}

/// Makes a task with a callback URL and gives its id.
async fn make(server: &MockServer, url: &str, more: &[(&str, &str)]) -> String {
    let body =
        json!({ "model": "vidu2.0", "images": ["https://a.example/b.png"], "callback_url": url, "payload": "order 7" });
    let headers = [&[AUTHORIZATION], more].concat();
    let answer = ask(server, "POST", "/ent/v2/img2video", &headers, body.to_string().as_bytes()).await;
    assert_eq!(answer.status(), 200, "{}", answer.text());
    answer.json()["task_id"].as_str().expect("an id").to_owned()
}

async fn look(server: &MockServer, id: &str) -> Value {
    ask(server, "GET", &format!("/ent/v2/tasks/{id}/creations"), &[AUTHORIZATION], b"").await.json()
}

/// The attempts among what happened, as `second state status`; nothing else may have a status of its own.
fn attempts(events: &[Event]) -> Vec<String> {
    let shown = |event: &Event| match &event.what {
        Happening::Called { result: Sent::Delivered { status } | Sent::Refused { status }, .. } => {
            Some(format!("{} {} {status}", event.at.since(noon().into()).as_secs(), event.state))
        }
        Happening::Called { result, .. } => panic!("{result:?}"),
        _ => None,
    };
    events.iter().filter_map(shown).collect()
}

/// HMAC-SHA256 by its definition, so that neither side is checked with its own means.
pub fn authenticated(key: &str, text: &str) -> String {
    assert!(key.len() <= 64, "a longer key would be hashed first");
    let padded = |with: u8| (0..64).map(|at| key.as_bytes().get(at).copied().unwrap_or(0) ^ with).collect::<Vec<u8>>();
    let inner = Sha256::digest([padded(0x36), text.as_bytes().to_vec()].concat());
    STANDARD.encode(Sha256::digest([padded(0x5c), inner.to_vec()].concat()))
}

/// The text that is signed, from the headers as they came.
fn signed_text(message: &Message, path: &str, query: &str) -> String {
    let header = |name: &str| message.header(name).unwrap_or_else(|| panic!("no {name}: {}", message.text()));
    let names = header("X-HMAC-SIGNED-HEADERS");
    let lines: String = names.split(';').map(|name| format!("{name}:{}\n", header(name))).collect();
    format!("POST\n{path}\n{query}\nvidu\n{}\n{lines}", header("Date"))
}

fn verifier() -> Verifier {
    Verifier::new(Key::new(SECRET).expect("a key")).expect("a vendor with callbacks")
}

/// The vendor's documented example, by an implementation that is not ours.
#[test]
fn documented_vectors() {
    let date = "Tue, 06 May 2025 12:09:42 GMT";
    let nonce = "123e4567-e89b-12d3-a456-426614174000";
    let at = Timestamp::from_http_date(date).and_then(Timestamp::system_time).expect("a date");
    for (key, path, query, signature) in [
        ("your_secret_token", "/vidu/callback", "name=james&age=36", "PrO4+kG4W+b3HOSimdHMHn8pnQ6YXQTseBDC/8yvvNA="),
        ("your_secret_token", "/vidu/callback", "", "gEBIvkJCV/xfho8jV9zQGe8t/K8ewRatRNaIiHzsOo0="),
        ("your_secret_token", "/", "", "jEcWM2v0K1wNyFI6/qKzNyjUN7lBHWiq7L0oaEK366o="),
        ("vda_test_key", "/vidu/callback", "name=james&age=36", "uDl3Wvgx6utIjKWRnCyt4OhsefE06Qj8cCg41RV4aeE="),
    ] {
        let text = format!("POST\n{path}\n{query}\nvidu\n{date}\nDate:{date}\nx-request-nonce:{nonce}\n");
        assert_eq!(authenticated(key, &text), signature);
        let headers = [
            ("date", date),
            ("X-Request-Nonce", nonce),
            ("X-HMAC-SIGNED-HEADERS", "Date;x-request-nonce"),
            ("X-HMAC-SIGNATURE", signature),
            ("X-HMAC-ALGORITHM", "hmac-sha256"),
            ("X-HMAC-ACCESS-KEY", "vidu"),
        ];
        let verifier = Verifier::new(Key::new(key).expect("a key")).expect("a vendor with callbacks");
        let url = if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
        assert!(verifier.verify("POST", &url, headers, at).is_ok(), "{url}");
    }
}

/// The owner is told of the listed states, each time with what a query answers then.
#[tokio::test]
async fn callbacks_say_what_a_query_says() {
    for (more, end) in [(&[][..], "success"), (&[("X-Vidu-Mock", "fail=AuditSubmitIllegal")], "failed")] {
        let (server, receiver) = (mock().await, Receiver::start(&[]).await);
        let id = make(&server, &receiver.url, more).await;
        assert_eq!(attempts(&server.advance(SECOND).await), [""; 0], "created and queueing are not told");
        assert_eq!(attempts(&server.advance(SECOND).await), ["2 processing 200"]);
        assert_eq!(receiver.received()[0].json(), look(&server, &id).await);
        assert_eq!(attempts(&server.advance(10 * SECOND).await), [format!("12 {end} 200")]);
        assert_eq!(receiver.received()[1].json(), look(&server, &id).await);
        assert_eq!(server.advance(600 * SECOND).await, []);
        let told = receiver.received()[1].json();
        assert_eq!((&told["id"], &told["state"], &told["payload"]), (&json!(id), &json!(end), &json!("order 7")));
        assert_eq!(told["err_code"], if end == "failed" { "AuditSubmitIllegal" } else { "" });
    }
}

/// Signed over method, path and query as they were registered; both ours and an independent reckoning agree.
#[tokio::test]
async fn callbacks_are_signed_with_the_key() {
    for (place, path, query) in [
        ("", "/", ""),
        ("/", "/", ""),
        ("?a=b", "/", "a=b"),
        ("/hook", "/hook", ""),
        ("/hook?z=1&a=2&a=1&flag", "/hook", "z=1&a=2&a=1&flag"),
        ("/h%2Fook/%E6%B5%B7?q=%20+%2B", "/h%2Fook/%E6%B5%B7", "q=%20+%2B"),
        ("/hook?u=http://x.example/?y=1", "/hook", "u=http://x.example/?y=1"),
    ] {
        let (server, receiver) = (mock().await, Receiver::start(&[]).await);
        let url = format!("{}{place}", receiver.url);
        make(&server, &url, &[]).await;
        server.advance(60 * SECOND).await;
        let (received, verifier) = (receiver.received(), verifier());
        assert_eq!(received.len(), 2, "{place}");
        for (message, seconds) in received.iter().zip([2, 12]) {
            let target = if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
            assert!(message.head.starts_with(&format!("POST {target} HTTP/1.1")), "{}", message.head);
            let signature = authenticated(SECRET, &signed_text(message, path, query));
            assert_eq!(message.header("X-HMAC-SIGNATURE"), Some(signature), "{place}");
            let at = noon() + seconds * SECOND;
            assert_eq!(message.header("Date"), Some(Timestamp::from(at).http_date()));
            let verified = verifier.verify("POST", &url, message.headers(), at).expect("a callback");
            assert_eq!(verified.sent(), at);
            let hint = verified.hint(&message.body).expect("a task");
            assert_eq!(hint.state.word(), if seconds == 2 { "processing" } else { "success" });
            // As a server sees it that knows path and query only.
            let again = self::verifier().verify("POST", &target, message.headers(), at);
            assert!(again.is_ok(), "{place}");
        }
    }
}

#[tokio::test]
async fn callbacks_have_the_documented_headers() {
    let (server, receiver) = (mock().await, Receiver::start(&[]).await);
    make(&server, &receiver.url, &[]).await;
    server.advance(60 * SECOND).await;
    let message = &receiver.received()[0];
    for (name, value) in [
        ("content-type", "application/json"),
        ("x-hmac-algorithm", "hmac-sha256"),
        ("x-hmac-access-key", "vidu"),
        ("x-hmac-signed-headers", "Date;x-request-nonce"),
        ("date", "Wed, 20 Aug 2025 12:00:02 GMT"),
    ] {
        assert_eq!(message.header(name).as_deref(), Some(value));
    }
    assert_eq!(message.header("x-request-nonce").map_or(0, |nonce| nonce.len()), 36);
    assert!(!message.text().contains(SECRET));
}

/// Both ends are told up to three times more, within a minute; that a task is begun is told once.
#[tokio::test]
async fn an_end_that_is_not_taken_is_told_again() {
    for (more, end) in [(&[][..], "success"), (&[("X-Vidu-Mock", "fail")], "failed")] {
        for (statuses, expected) in [
            (&[500, 200][..], &["2 processing 500", "12 E 200"][..]),
            (&[200, 500, 200], &["2 processing 200", "12 E 500", "19 E 200"]),
            (&[200, 500, 404, 302, 200], &["2 processing 200", "12 E 500", "19 E 404", "35 E 302", "67 E 200"]),
            (&[500; 9], &["2 processing 500", "12 E 500", "19 E 500", "35 E 500", "67 E 500"]),
        ] {
            let (server, receiver) = (mock().await, Receiver::start(statuses).await);
            make(&server, &receiver.url, more).await;
            let events = server.advance(3600 * SECOND).await;
            let expected: Vec<String> = expected.iter().map(|line| line.replace('E', end)).collect();
            assert_eq!(attempts(&events), expected);
            assert_eq!(receiver.received().len(), expected.len());
        }
    }
}

/// A retry has a signature of its own and says the same; the same message a second time is known.
#[tokio::test]
async fn duplicates_do_no_harm() {
    let (server, receiver) = (mock().await, Receiver::start(&[200, 500, 500, 500, 200]).await);
    let id = make(&server, &receiver.url, &[]).await;
    server.advance(600 * SECOND).await;
    let (received, verifier) = (receiver.received(), verifier());
    let verify = |message: &Message, at| verifier.verify("POST", &receiver.url, message.headers(), at);
    assert_eq!(received.len(), 5);
    for (message, seconds) in received.iter().zip([2, 12, 19, 35, 67]) {
        let at = noon() + seconds * SECOND;
        let hint = verify(message, at).expect("a callback").hint(&message.body).expect("a task");
        assert_eq!((hint.id.as_str(), hint.is_terminal()), (id.as_str(), seconds > 2));
        assert_eq!(verify(message, at).err(), Some(CallbackError::Replayed));
    }
    let ends: Vec<Value> = received[1..].iter().map(Message::json).collect();
    assert!(
        ends.iter().all(|end| end["creations"][0]["id"] == ends[0]["creations"][0]["id"] && end["state"] == "success")
    );
    assert_eq!(server.ledger().len(), 1);
}

/// A genuine callback, as a receiver gets it.
async fn genuine() -> (String, Message) {
    let (server, receiver) = (mock().await, Receiver::start(&[]).await);
    let url = format!("{}/hook?a=b", receiver.url);
    make(&server, &url, &[]).await;
    server.advance(2 * SECOND).await;
    (url, receiver.received().remove(0))
}

fn verify(url: &str, headers: Vec<(String, String)>) -> Result<(), CallbackError> {
    verifier().verify("POST", url, headers, noon()).map(|_| ())
}

#[tokio::test]
async fn every_single_bit_of_the_signature_counts() {
    let (url, message) = genuine().await;
    assert_eq!(verify(&url, message.headers()), Ok(()));
    let signature = STANDARD.decode(message.header("X-HMAC-SIGNATURE").expect("a signature")).expect("base64");
    assert_eq!(signature.len(), 32);
    for bit in 0..256 {
        let mut forged = signature.clone();
        forged[bit / 8] ^= 1 << (bit % 8);
        let headers = changed(&message, "X-HMAC-SIGNATURE", &STANDARD.encode(forged));
        assert_eq!(verify(&url, headers), Err(CallbackError::WrongSignature), "bit {bit}");
    }
    for length in 0..32 {
        let headers = changed(&message, "X-HMAC-SIGNATURE", &STANDARD.encode(&signature[..length]));
        assert_eq!(verify(&url, headers), Err(CallbackError::WrongSignature), "{length} bytes");
    }
}

fn changed(message: &Message, name: &str, value: &str) -> Vec<(String, String)> {
    let new = |(known, old): (String, String)| {
        let value = if known.eq_ignore_ascii_case(name) { value.to_owned() } else { old };
        (known, value)
    };
    message.headers().into_iter().map(new).collect()
}

/// Every header of the scheme, left out, doubled, and changed; and every other thing that the signature covers.
#[tokio::test]
async fn forgeries_are_refused() {
    let (url, message) = genuine().await;
    for name in [
        "Date",
        "x-request-nonce",
        "X-HMAC-SIGNED-HEADERS",
        "X-HMAC-SIGNATURE",
        "X-HMAC-ALGORITHM",
        "X-HMAC-ACCESS-KEY",
    ] {
        let without = message.headers().into_iter().filter(|(known, _)| !known.eq_ignore_ascii_case(name)).collect();
        let fault = verify(&url, without).expect_err(name);
        assert!(
            matches!(&fault, CallbackError::MissingHeader { name: missing } if missing.eq_ignore_ascii_case(name)),
            "{fault}"
        );
        let value = message.header(name).expect("a header");
        let mut doubled = message.headers();
        doubled.push((name.to_lowercase(), value.clone()));
        let fault = verify(&url, doubled).expect_err(name);
        assert!(
            matches!(&fault, CallbackError::RepeatedHeader { name: twice } if twice.eq_ignore_ascii_case(name)),
            "{fault}"
        );
        for at in 0..value.len() {
            let mut mutated = value.clone().into_bytes();
            mutated[at] ^= 1;
            let mutated = String::from_utf8_lossy(&mutated).into_owned();
            assert!(verify(&url, changed(&message, name, &mutated)).is_err(), "{name}: {mutated}");
        }
    }
    for other in [url.replace("a=b", "a=c"), url.replace("?a=b", ""), url.replace("hook", "Hook"), format!("{url}&")] {
        assert_eq!(verify(&other, message.headers()), Err(CallbackError::WrongSignature), "{other}");
    }
    let wrong = verifier().verify("PUT", &url, message.headers(), noon()).map(|_| ());
    assert_eq!(wrong, Err(CallbackError::WrongSignature));
    let stranger = Verifier::new(Key::new("vda_other_key").expect("a key")).expect("a vendor with callbacks");
    assert_eq!(stranger.verify("POST", &url, message.headers(), noon()).err(), Some(CallbackError::WrongSignature));
    for (late, taken) in [(302, true), (303, false)] {
        let at = noon() + Duration::from_secs(late);
        assert_eq!(verifier().verify("POST", &url, message.headers(), at).is_ok(), taken, "{late} s");
    }
}

/// A body is not signed, so a changed one passes the head; the client asks again before it believes.
#[tokio::test]
async fn a_changed_body_is_a_hint_and_no_more() {
    let (server, receiver) = (mock().await, Receiver::start(&[]).await);
    let client = vidu_client::vidu::Client::builder().key(Key::new(SECRET).expect("a key")).base_url(server.url());
    let client = client.build().expect("a client");
    let request = vidu::Img2Video::new("vidu2.0", "https://a.example/b.png").callback_url(&receiver.url);
    let handle = client.submit(&request).await.expect("a task");
    server.advance(2 * SECOND).await;
    let message = receiver.received().remove(0);
    let verified = client.verifier().expect("a verifier").verify("POST", &receiver.url, message.headers(), noon());
    let lie = String::from_utf8(message.body.clone()).expect("text").replace("processing", "success");
    let hint = verified.expect("a genuine head").hint(lie.as_bytes()).expect("a task");
    assert!(hint.state.succeeded());
    let task = client.task(&hint.id).expect("an id").query().await.expect("a task");
    assert_eq!((task.id.as_str(), task.state.word()), (handle.id(), "processing"));
}

/// A page that lists no callback field is sent none, whatever a request says.
#[tokio::test]
async fn other_vendors_call_nobody() {
    let (server, receiver) = (mock().await, Receiver::start(&[]).await);
    let picture = "https://a.example/b.png";
    for (path, key, mut body) in [
        ("/vidu/ent/v2/img2video", "Bearer k", json!({ "model": "viduq2-pro", "images": [picture] })),
        ("/v3/async/vidu-2.0-img2video", "Bearer k", json!({ "images": [picture] })),
        (
            "/v1/tasks/submit",
            "k",
            json!({ "model": "viduq2-pro", "input": { "first_frame_url": picture }, "parameters": { "vidu_type": "img2video" } }),
        ),
    ] {
        body["callback_url"] = json!(receiver.url);
        let answer = ask(&server, "POST", path, &[("Authorization", key)], body.to_string().as_bytes()).await;
        assert_eq!(answer.status(), 200, "{}", answer.text());
    }
    assert_eq!(attempts(&server.advance(600 * SECOND).await), [""; 0]);
    assert_eq!((receiver.received().len(), server.ledger().len()), (0, 3));
}
