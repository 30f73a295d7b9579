//! Callbacks as they are signed, and every way to forge one.

use super::*;
use crate::testing::{Acme, Bare};

const DATE_SENT: &str = "Tue, 06 May 2025 12:09:42 GMT";
const NONCE: &str = "123e4567-e89b-12d3-a456-426614174000";
const HOOK: &str = "/vidu/callback?name=james&age=36";
const SIGNATURE: &str = "PrO4+kG4W+b3HOSimdHMHn8pnQ6YXQTseBDC/8yvvNA=";

fn now() -> SystemTime {
    Timestamp::from_http_date(DATE_SENT).and_then(Timestamp::system_time).expect("a date")
}

fn verifier(key: &str) -> Verifier<Acme> {
    Verifier::new(Key::new(key).expect("a key")).expect("a vendor with callbacks")
}

fn headers(signature: &str) -> Vec<(String, String)> {
    let all = [
        ("date", DATE_SENT),
        ("x-request-nonce", NONCE),
        ("x-hmac-signed-headers", "Date;x-request-nonce"),
        ("x-hmac-signature", signature),
        ("x-hmac-algorithm", "hmac-sha256"),
        ("x-hmac-access-key", "vidu"),
        ("content-type", "application/json"),
    ];
    all.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
}

#[test]
fn signed_callbacks() {
    let cases = [
        ("your_secret_token", HOOK, SIGNATURE),
        ("your_secret_token", "https://shop.example/vidu/callback?name=james&age=36", SIGNATURE),
        ("your_secret_token", "/vidu/callback", "gEBIvkJCV/xfho8jV9zQGe8t/K8ewRatRNaIiHzsOo0="),
        ("your_secret_token", "https://shop.example", "jEcWM2v0K1wNyFI6/qKzNyjUN7lBHWiq7L0oaEK366o="),
        ("vda_test_key", HOOK, "uDl3Wvgx6utIjKWRnCyt4OhsefE06Qj8cCg41RV4aeE="),
    ];
    for (key, url, signature) in cases {
        let verified = verifier(key).verify("post", url, headers(signature), now()).expect(url);
        assert_eq!((verified.nonce(), verified.sent()), (NONCE, now()));
    }
}

/// A callback with one thing changed.
fn forged(change: impl FnOnce(&mut Vec<(String, String)>)) -> Result<Verified<Acme>, CallbackError> {
    let mut headers = headers(SIGNATURE);
    change(&mut headers);
    verifier("your_secret_token").verify("POST", HOOK, headers, now())
}

fn with(name: &str, value: &str) -> Result<Verified<Acme>, CallbackError> {
    forged(|headers| match headers.iter_mut().find(|(known, _)| known == name) {
        Some((_, old)) => *old = value.to_owned(),
        None => headers.push((name.to_owned(), value.to_owned())),
    })
}

fn without(name: &str) -> Result<Verified<Acme>, CallbackError> {
    forged(|headers| headers.retain(|(known, _)| known != name))
}

fn twice(name: &str) -> Result<Verified<Acme>, CallbackError> {
    forged(|headers| headers.push((name.to_uppercase(), "x".to_owned())))
}

#[test]
fn forgeries() {
    let other = verifier("another key").verify("POST", HOOK, headers(SIGNATURE), now());
    let elsewhere = |method, url| verifier("your_secret_token").verify(method, url, headers(SIGNATURE), now());
    let wrong = "the callback's signature does not fit";
    let cases = [
        (other, wrong),
        (elsewhere("PUT", HOOK), wrong),
        (elsewhere("POST", "/vidu/callback?age=36&name=james"), wrong),
        (elsewhere("POST", "/vidu/callback"), wrong),
        (elsewhere("POST", "/other?name=james&age=36"), wrong),
        (with("date", "Tue, 06 May 2025 12:09:43 GMT"), wrong),
        (with("date", "yesterday"), wrong),
        (with("x-request-nonce", "another"), wrong),
        (with("x-hmac-signature", "!"), wrong),
        (with("x-hmac-signature", ""), wrong),
        (with("x-hmac-signature", "PrO4+kG4W+b3HOSimdHMHg=="), wrong),
        (with("x-hmac-signed-headers", "x-request-nonce;Date"), wrong),
        (with("x-hmac-signed-headers", "Date;x-request-nonce;content-type"), wrong),
        (with("x-hmac-signed-headers", "Date"), "x-request-nonce is not among those signed"),
        (with("x-hmac-signed-headers", "x-request-nonce"), "Date is not among those signed"),
        (with("x-hmac-signed-headers", "Date;x-request-nonce;x-absent"), "no header x-absent"),
        (with("x-hmac-algorithm", "none"), "X-HMAC-ALGORITHM is \"none\", not \"hmac-sha256\""),
        (with("x-hmac-access-key", "other"), "X-HMAC-ACCESS-KEY is \"other\", not \"vidu\""),
        (without("x-hmac-algorithm"), "no header X-HMAC-ALGORITHM"),
        (without("x-hmac-access-key"), "no header X-HMAC-ACCESS-KEY"),
        (without("x-hmac-signature"), "no header X-HMAC-SIGNATURE"),
        (without("x-hmac-signed-headers"), "no header X-HMAC-SIGNED-HEADERS"),
        (without("x-request-nonce"), "no header x-request-nonce"),
        (without("date"), "no header Date"),
        (twice("date"), "header Date more than once"),
        (twice("x-hmac-signature"), "header X-HMAC-SIGNATURE more than once"),
    ];
    for (number, (outcome, part)) in cases.into_iter().enumerate() {
        let fault = outcome.expect_err(part).to_string();
        assert!(fault.contains(part), "case {number}: {fault}");
    }
}

#[test]
fn old_and_early_callbacks() {
    let second = Duration::from_secs(1);
    let five_minutes = 300 * second;
    let cases = [
        (now() + five_minutes, true),
        (now() - five_minutes, true),
        (now() + five_minutes + second, false),
        (now() - five_minutes - second, false),
    ];
    for (at, taken) in cases {
        let outcome = verifier("your_secret_token").verify("POST", HOOK, headers(SIGNATURE), at);
        assert_eq!(outcome.is_ok(), taken, "{outcome:?}");
    }
    let patient = verifier("your_secret_token").tolerance(3600 * second);
    assert!(patient.verify("POST", HOOK, headers(SIGNATURE), now() + 3600 * second).is_ok());
}

#[test]
fn replays() {
    let verifier = verifier("your_secret_token");
    let verify = |signature, at| verifier.verify("POST", HOOK, headers(signature), at).map(|_| ());
    assert_eq!(verify("AAAA", now()), Err(CallbackError::WrongSignature));
    assert_eq!(verify(SIGNATURE, now()), Ok(()), "a forgery must not spend the number");
    let again = verify(SIGNATURE, now());
    assert_eq!((again.as_ref().map_err(CallbackError::status), &again), (Err(200), &Err(CallbackError::Replayed)));
    assert_eq!(verify(SIGNATURE, now() + Duration::from_secs(300)), Err(CallbackError::Replayed));
}

#[test]
fn hints() {
    let verified = with("accept", "*/*").expect("a callback");
    let body = br#"{"task": "7", "status": "done", "videos": [{"id": "v", "url": "https://a.example/v"}]}"#;
    let task = verified.hint(body).expect("a task");
    assert!(task.id == "7" && task.state.succeeded() && task.videos.len() == 1, "{task:?}");
    assert!(verified.hint(b"<html>").is_err());
}

#[test]
fn vendors_without_callbacks() {
    let fault = Verifier::<Bare>::new(Key::new("k").expect("a key")).expect_err("no callbacks");
    assert_eq!(fault.to_string(), "bare: the vendor's pages describe no signed callbacks");
}
