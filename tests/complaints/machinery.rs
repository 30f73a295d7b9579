//! What HTTP crates do by themselves, measured: redirects with the body, decompression, addresses and keys in errors.

use vidu_client::{Download, Request, SubmitError};
use vidu_types::vidu;

use super::*;
use crate::contract::{for_each_page, img2video, novita, octopusx, reference2video, umodelverse};

/// A redirect with 307 or 308 would carry the whole request, key and all, to a host of somebody's choice.
#[tokio::test]
async fn redirects_never_carry_the_body_or_key_elsewhere() {
    let elsewhere = Hostile::always(json(r#"{"task_id": "7", "state": "success"}"#)).await;
    for status in [301, 302, 303, 307, 308] {
        let to = answer(status, &format!("Location: {}/there\r\n", elsewhere.url), "");
        let server = Hostile::always(to).await;
        let client = server.client::<vidu::Api>();
        let outcome = client.submit(&img2video()).await;
        assert!(outcome.as_ref().is_err_and(SubmitError::task_may_exist), "{status}: {outcome:?}");
        let task = client.task("7").expect("an id");
        assert!(task.query().await.is_err() && task.cancel().await.is_err() && client.credits().await.is_err());
        assert!(client.raw("POST", "/new").send().await.is_ok_and(|answer| answer.status() == status));
        assert_eq!(server.requests(), 5);
    }
    assert_eq!((elsewhere.requests(), elsewhere.connections()), (0, 0));
}

/// 260 kB of gzip can be 256 MiB in memory: nothing is asked to be compressed, and nothing is unpacked.
#[tokio::test]
async fn decompression_cannot_blow_up() {
    let server = Hostile::start(|_, _, message| {
        assert_eq!(message.header("accept-encoding"), None);
        Some(answer(200, "Content-Encoding: gzip\r\n", r#"{"task_id": "7", "state": "success"}"#))
    })
    .await;
    let client = server.client::<vidu::Api>();
    let task = client.submit(&img2video()).await.expect("the bytes are what they are");
    assert!(task.query().await.is_ok_and(|task| task.state.succeeded()));
    let mut file = Vec::new();
    let video = format!("{}/v.mp4", server.url);
    let video = task_with(&video).await.videos.remove(0);
    let bytes = client.download_to(&video, &mut file, Download::new()).await.expect("the bytes as they came");
    assert_eq!(bytes, 36);
}

/// A task with a video at this address.
async fn task_with(url: &str) -> vidu_client::Task {
    let body = format!(r#"{{"state": "success", "creations": [{{"id": "1", "url": "{url}"}}]}}"#);
    let server = Hostile::always(json(&body)).await;
    server.client::<vidu::Api>().task("7").expect("an id").query().await.expect("a task")
}

#[tokio::test]
async fn an_answer_without_an_end_is_cut_off() {
    let server = Hostile::always(answer(200, "", vec![b' '; 33 << 20])).await;
    let client = server.client::<vidu::Api>();
    for told in [
        client.submit(&img2video()).await.expect_err("no task").to_string(),
        client.task("7").expect("an id").query().await.expect_err("no task").to_string(),
        client.raw("GET", "/").send().await.expect_err("no answer").to_string(),
    ] {
        assert!(told.contains("more than 33554432 bytes"), "{told}");
    }
}

/// A reader that goes down for each bracket ends the whole process.
#[tokio::test]
async fn deeply_nested_json_is_an_error_and_no_crash() {
    for one in [r#"["#, r#"{"a":"#, r#"{"creations":["#, r#"{"output":{"urls":["#] {
        let server = Hostile::always(json(&one.repeat(200_000))).await;
        let client = server.client::<vidu::Api>();
        assert!(client.submit(&img2video()).await.is_err_and(|fault| fault.task_may_exist()), "{one}");
        assert!(client.task("7").expect("an id").query().await.is_err(), "{one}");
        let refusing = Hostile::always(answer(400, "", one.repeat(200_000))).await;
        assert!(matches!(refusing.client::<vidu::Api>().submit(&img2video()).await, Err(SubmitError::Refused { .. })));
    }
}

/// Also when the vendor's own words repeat the key.
async fn shows_no_key<R: Request>(request: R) {
    let told = |status: u16| {
        let body = format!(r#"{{"message": "key {KEY} is no key", "code": "{KEY}", "error": {{"message": "{KEY}"}}}}"#);
        answer(status, &format!("X-Echo: {KEY}\r\n"), body)
    };
    for status in [200, 400, 401, 403, 500] {
        let server = Hostile::always(told(status)).await;
        let client = server.client::<R::Vendor>();
        let task = client.task("7").expect("an id");
        let outcome = client.submit(&request).await.expect_err("no task");
        let query = task.query().await.err();
        let wait = task.wait_with(vidu_client::Wait::new().failures(0)).await.err();
        let (cancel, credits) = (task.cancel().await.err(), client.credits().await.err());
        let shown = [
            format!("{client:?} {task:?} {:?} {:?}", task.updates(), client.raw("GET", "/")),
            format!("{outcome} {outcome:?} {query:?} {wait:?} {cancel:?} {credits:?}"),
            [query.map(|fault| fault.to_string()), wait.map(|fault| fault.to_string())]
                .map(Option::unwrap_or_default)
                .concat(),
        ];
        for text in shown {
            assert!(!text.contains(KEY), "{status}: {text}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_that_is_printed_shows_the_key() {
    for_each_page!(shows_no_key);
}

#[tokio::test(start_paused = true)]
async fn no_error_shows_a_signed_address() {
    let server = Hostile::start(|number, _, _| (number % 2 == 0).then(|| answer(403, "", ""))).await;
    let video = task_with(&format!("{}/v.mp4?X-Signature=hidden", server.url)).await.videos.remove(0);
    for attempts in [1, 3] {
        let outcome = server.client::<vidu::Api>();
        let outcome = outcome.download_to(&video, &mut Vec::new(), Download::new().attempts(attempts)).await;
        let fault = outcome.expect_err("no file");
        assert!(!format!("{fault} {fault:?}").contains("hidden"), "{fault:?}");
    }
    let closed = task_with("http://127.0.0.1:1/v.mp4?X-Signature=hidden").await.videos.remove(0);
    let outcome = server.client::<vidu::Api>().download_to(&closed, &mut Vec::new(), Download::new().attempts(1)).await;
    let fault = outcome.expect_err("nobody listens");
    assert!(!format!("{fault} {fault:?}").contains("hidden"), "{fault:?}");
}

async fn stays_in_its_place<R: Request>(_: R) {
    let server =
        Hostile::start(|_, _, message| Some(answer(404, "", message.head.lines().next().unwrap_or_default()))).await;
    let client = server.client::<R::Vendor>();
    for id in ["", ".", "..", "a\nb", "a\u{0}b", &"7".repeat(257)] {
        assert!(client.task(id).is_err(), "{id:?}");
    }
    let asked = async |id: &str| {
        let fault = client.task(id).expect("an odd id").query().await.expect_err("no task");
        let vidu_client::CallFault::Refused { error, .. } = fault.fault else { panic!("{fault}") };
        error.body.split(' ').nth(1).expect("an address").to_owned()
    };
    let usual = asked("7").await;
    for id in ["../../credits", "7/../8", "7?admin=1", "7#x", "%2e%2e", "7&task_id=8", "7\\..", "猫", "a b"] {
        let address = asked(id).await;
        for separator in ['/', '?', '&', '#'] {
            let count = |text: &str| text.matches(separator).count();
            assert_eq!(count(&address), count(&usual), "{id:?}: {address}");
        }
    }
}

/// `..` vanishes from an address, and a slash, a question mark or an ampersand leads elsewhere.
#[tokio::test]
async fn an_id_cannot_lead_to_another_address() {
    for_each_page!(stays_in_its_place);
}

/// A vendor's words are somebody else's text.
#[tokio::test]
async fn a_vendor_does_not_speak_to_the_terminal() {
    let words = "\\u001b]0;owned\\u0007\\u001b[31m\\u202eevil";
    let body = format!(
        r#"{{"code": "{words}", "reason": "{words}", "message": "{words}", "metadata": {{"trace_id": "{words}"}}}}"#
    );
    let server = Hostile::always(answer(400, "", body)).await;
    let client = server.client::<vidu::Api>();
    let odd = |one: char| one.is_control() || one == '\u{202e}';
    for told in [
        client.submit(&img2video()).await.expect_err("no task").to_string(),
        client.task("7").expect("an id").query().await.expect_err("no task").to_string(),
        client.task("7").expect("an id").wait().await.expect_err("no task").to_string(),
    ] {
        assert!(told.contains("owned") && !told.contains(odd), "{told:?}");
    }
}
