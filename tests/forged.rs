//! Forged callbacks by the hundred thousand: none is believed, no true one is refused, and a swapped body changes nothing.

mod mutants;

use std::time::{Duration, SystemTime};

use vidu_client::vidu::{Callbacks, Client, Img2Video, Verifier};
use vidu_client::{CallbackError, Key, Wait};
use vidu_mock::{MockServer, Timing};
use vidu_types::Timestamp;

use mutants::{Call, Chance};

const ROUNDS: usize = 85;
/// As far as a date may be from now.
const TOLERANCE: Duration = Duration::from_secs(300);

fn now() -> SystemTime {
    Timestamp::from_rfc3339("2025-08-20T12:00:00Z").and_then(Timestamp::system_time).expect("a time")
}

fn verifier(key: &str) -> Verifier {
    Verifier::new(Key::new(key).expect("a key")).expect("a vendor with callbacks")
}

fn hear(verifier: &Verifier, call: &Call) -> Result<(), CallbackError> {
    verifier.verify(&call.method, &call.url, call.headers.clone(), now()).map(|_| ())
}

/// One key's true callback with everything that can be wrong with it, at one verifier that lives through all of it.
fn round(chance: &mut Chance) -> usize {
    let length = 8 + chance.below(48);
    let key = chance.word(length);
    let verifier = verifier(&key);
    let call = Call::signed(&key, now(), chance);
    let mutants = mutants::of(&call, &key, now(), TOLERANCE, chance);
    for (what, mutant) in &mutants {
        assert!(hear(&verifier, mutant).is_err(), "{what}: {mutant:?}\n{call:?}");
    }
    assert_eq!(hear(&verifier, &call), Ok(()), "no forgery spends the number of a true one: {call:?}");
    for replay in mutants::spellings(&call, chance) {
        assert_eq!(hear(&verifier, &replay), Err(CallbackError::Replayed), "{replay:?}");
    }
    mutants.len()
}

#[test]
fn no_forgery_is_believed() {
    let chance = &mut Chance(0x5eed);
    let heard: usize = (0..ROUNDS).map(|_| round(chance)).sum();
    assert!(heard >= 100_000, "{heard} forgeries");
}

#[test]
fn no_true_callback_is_refused() {
    let chance = &mut Chance(0x7e57);
    for _ in 0..200 {
        let length = 1 + chance.below(60);
        let key = chance.word(length);
        let verifier = verifier(&key);
        let seconds = i64::try_from(chance.below(601)).expect("few") - 300;
        for at in [seconds, -300, 0, 300] {
            let sent = now() + TOLERANCE - Duration::from_secs(u64::try_from(300 - at).expect("within the tolerance"));
            let calls = mutants::spellings(&Call::signed(&key, sent, chance), chance);
            // Each spelling alone is true, and after the first each is a replay.
            for call in &calls {
                assert_eq!(hear(&self::verifier(&key), call), Ok(()), "{call:?}");
            }
            assert_eq!(hear(&verifier, &calls[0]), Ok(()));
        }
    }
}

/// What somebody may write who has seen a head: other ends, other tasks, no task, and bombs.
fn bodies(id: &str) -> Vec<String> {
    let film = r#"[{"id":"1","url":"https://evil.example.com/film.mp4","cover_url":"https://evil.example.com/a.png"}]"#;
    let told = |id: &str, state: &str| format!(r#"{{"id":"{id}","state":"{state}","err_code":"","creations":{film}}}"#);
    vec![
        told(id, "success"),
        told(id, "failed"),
        told(id, "processing"),
        told(id, "deleted"),
        told("868000000000000001", "success"),
        told("", "success"),
        told(&"9".repeat(100_000), "success"),
        told(id, "success").replace("success", "failed\",\"state\":\"success"),
        format!(r#"{{"task_id":"{id}","status":"success"}}"#),
        format!(r#"{{"id":{id},"state":"success","creations":null}}"#),
        String::new(),
        "null".to_owned(),
        "[".repeat(100_000),
        format!(r#"{{"id":"{id}","state":{}1{}}}"#, "[".repeat(200), "]".repeat(200)),
        "a=b&id=1".to_owned(),
    ]
}

/// The signature does not see the body, so a head with another body is heard; what it says must not be believed.
#[tokio::test(start_paused = true)]
async fn a_swapped_body_changes_nothing() {
    const HOUR: Duration = Duration::from_secs(3600);
    let span = |text: &str| text.parse().expect("a span");
    let timing = Timing { queued: span("2s"), running: span("10s"), ..Timing::default() };
    let server = MockServer::builder().held().timing(timing).start().await.expect("a mock");
    let client = Client::builder().key(Key::new("vda_key").expect("a key")).base_url(server.url()).build();
    let client = client.expect("a client");
    let callbacks: Callbacks = client.callbacks().expect("a vendor with callbacks");
    let client = client.woken_by(&callbacks);
    let task = client.submit(&Img2Video::new("viduq1", "https://a.example/b.png")).await.expect("a task");
    let id = task.id().to_owned();
    let waiting = tokio::spawn(async move {
        task.wait_with(Wait::new().deadline(900 * HOUR).first_look(HOUR).interval(HOUR, HOUR)).await
    });
    let chance = &mut Chance(0xb0d1);
    for body in bodies(&id) {
        let call = Call::signed("vda_key", now(), chance);
        let heard = callbacks.receive(&call.method, &call.url, call.headers.clone(), body.as_bytes(), now());
        let refused = matches!(heard, Ok(_) | Err(CallbackError::UnreadableBody { .. }));
        assert!(refused, "{heard:?}");
        tokio::time::sleep(Duration::from_secs(60)).await;
        assert!(!waiting.is_finished(), "{body:.200} was believed");
    }
    server.advance(Duration::from_secs(60)).await;
    let end = waiting.await.expect("no panic").expect("an end");
    assert!(end.state.succeeded() && end.videos.len() == 1, "{end:?}");
    assert!(end.videos[0].url.starts_with(server.url()), "{:?}", end.videos);
    assert_eq!(server.ledger().len(), 1);
}
