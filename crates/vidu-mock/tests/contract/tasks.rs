//! Tasks and time.

use serde_json::{Value as Json, json};

use super::calls::{FIRST, PAGES, body};
use super::mock::{Mock, Receiver};

pub async fn a_task_lives_by_the_clock(mock: &Mock) {
    for page in &PAGES {
        let id = page.make(mock, "k", &(page.body)()).await;
        let before = page.state(mock, "k", &id).await;
        mock.advance(600).await;
        let after = page.state(mock, "k", &id).await;
        assert!(before != after && after == page.ends[0], "{}: {before} {after}", page.name);
    }
}

pub async fn four_things_drive_tasks(mock: &Mock) {
    let make = async |directive: &str| {
        let body = body(json!({ "prompt": format!("[[mock: {directive}]]") }));
        FIRST.make(mock, "k", &body).await
    };
    let polled = make("polls=2").await;
    let states = [FIRST.state(mock, "k", &polled).await, FIRST.state(mock, "k", &polled).await];
    assert_eq!(states[1], "success", "{states:?}");
    let stepped = make("steps=1").await;
    let told = mock.admin("POST", &format!("tasks/{stepped}/step"), Json::Null).await;
    assert!(told.to_string().contains("success"), "{told}");
    assert_eq!(FIRST.state(mock, "k", &make("drive=once").await).await, "success");
    let clocked = make("after=30s").await;
    mock.advance(29).await;
    assert_eq!(FIRST.state(mock, "k", &clocked).await, "processing");
    mock.advance(1).await;
    assert_eq!(FIRST.state(mock, "k", &clocked).await, "success");
    // For a world, and for the operations of a vendor.
    mock.admin("PUT", "drive?world=vidu/other", json!({ "drive": "query; polls=1" })).await;
    let other = FIRST.make(mock, "other", &(FIRST.body)()).await;
    assert_eq!(FIRST.state(mock, "other", &other).await, "success");
    mock.admin("PUT", "drive", json!({ "drive": "once", "vendor": "vidu", "operation": "img2video" })).await;
    assert_eq!(FIRST.state(mock, "k", &make("succeed").await).await, "success");
}

pub async fn an_advance_tells_all_that_happened(mock: &Mock) {
    let receiver = Receiver::start(&[200, 500, 500, 500]).await;
    let id = FIRST.make(mock, "k", &body(json!({ "callback_url": receiver.url }))).await;
    let events = mock.advance(600).await;
    let told: Vec<String> = events
        .iter()
        .map(|event| {
            assert_eq!(event["task"], *id);
            let result = event["result"].as_str().unwrap_or_default();
            format!("{} {} {}{result}", event["state"], event["what"], event["attempt"])
                .replace(['"'], "")
                .replace("null", "")
        })
        .collect();
    let expected = [
        "processing entered ",
        "processing called 1delivered",
        "success entered ",
        "success called 1refused",
        "success called 2refused",
        "success called 3refused",
        "success called 4delivered",
    ];
    assert_eq!(
        told.iter().filter(|line| !line.starts_with("queueing")).collect::<Vec<_>>(),
        expected.iter().collect::<Vec<_>>()
    );
    assert_eq!(receiver.states(), ["processing", "success", "success", "success", "success"]);
    assert!(receiver.received()[0].header("x-hmac-signature").is_some());
    assert_eq!(mock.advance(600).await, Vec::<Json>::new());
}

pub async fn five_run_at_once_and_the_others_wait(mock: &Mock) {
    let mut ids = Vec::new();
    for _ in 0..7 {
        ids.push(FIRST.make(mock, "k", &(FIRST.body)()).await);
    }
    let mut seen = Vec::new();
    for seconds in [3, 10, 20] {
        mock.advance(seconds).await;
        let mut states = Vec::new();
        for id in &ids {
            states.push(FIRST.state(mock, "k", id).await);
        }
        seen.push(
            ["queueing", "processing", "success"].map(|word| states.iter().filter(|state| *state == word).count()),
        );
    }
    assert_eq!(seen, [[2, 5, 0], [0, 2, 5], [0, 0, 7]]);
}

pub async fn what_waits_is_cancelled(mock: &Mock) {
    let id = FIRST.make(mock, "k", &(FIRST.body)()).await;
    let cancel = async || {
        let headers = [("Authorization", "Token k")];
        mock.ask("POST", &format!("/ent/v2/tasks/{id}/cancel"), &headers, &json!({ "id": id })).await
    };
    assert_eq!(cancel().await.status, 200);
    let told = FIRST.look(mock, "k", &id).await;
    assert_eq!(
        (&told["state"], &told["err_code"], &told["credits"]),
        (&json!("failed"), &json!("UserCancelled"), &json!(0))
    );
    assert_eq!(cancel().await.status, 400);
}

/// The path and query of the first video of a task.
async fn address(mock: &Mock, id: &str) -> String {
    let told = FIRST.look(mock, "k", id).await;
    let url = told["creations"][0]["url"].as_str().unwrap_or_else(|| panic!("{told}"));
    url.strip_prefix(&mock.url).unwrap_or_else(|| panic!("{url}")).to_owned()
}

pub async fn addresses_expire_and_are_renewed(mock: &Mock) {
    let id = FIRST.make(mock, "k", &(FIRST.body)()).await;
    mock.advance(60).await;
    let first = address(mock, &id).await;
    let status = async |address: &str| mock.ask("GET", address, &[], &Json::Null).await.status;
    assert_eq!(status(&first).await, 200);
    mock.advance(3601).await;
    assert_eq!(status(&first).await, 403);
    let second = address(mock, &id).await;
    assert_eq!((status(&second).await, first != second), (200, true));
    assert_eq!(status(&second.replace("1920x1080", "640x360")).await, 403, "what was not signed");
}

pub async fn results_are_real_files(mock: &Mock) {
    let id = FIRST.make(mock, "k", &(FIRST.body)()).await;
    mock.advance(60).await;
    let address = address(mock, &id).await;
    let video = mock.ask("GET", &address, &[], &Json::Null).await;
    assert_eq!((video.header("content-type"), &video.body[4..8]), (Some("video/mp4"), &b"ftyp"[..]));
    assert!(video.body.len() < 80_000 && video.header("accept-ranges") == Some("bytes"), "{}", video.body.len());
    let tag = video.header("etag").expect("a tag").to_owned();
    let part = mock.ask("GET", &address, &[("Range", "bytes=4-7")], &Json::Null).await;
    assert_eq!((part.status, &*part.body), (206, &b"ftyp"[..]));
    let known = mock.ask("GET", &address, &[("If-None-Match", &tag)], &Json::Null).await;
    assert_eq!((known.status, known.body.len()), (304, 0));
    let other = mock.ask("GET", &address, &[("Range", "bytes=4-7"), ("If-Range", "\"x\"")], &Json::Null).await;
    assert_eq!((other.status, other.body.len()), (200, video.body.len()));
    let cover = FIRST.look(mock, "k", &id).await["creations"][0]["cover_url"].as_str().expect("a cover").to_owned();
    let cover = mock.ask("GET", &cover[mock.url.len()..], &[], &Json::Null).await;
    let side = |at: usize| u32::from_be_bytes(cover.body[at..at + 4].try_into().expect("four bytes"));
    assert_eq!((cover.header("content-type"), side(16), side(20)), (Some("image/png"), 1920, 1080));
}

/// A picture of this size as a data URI, as far as its header: nobody decodes more of it.
fn picture(width: u32, height: u32) -> String {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend([width, height].iter().flat_map(|side| side.to_be_bytes()));
    bytes.extend([8, 2, 0, 0, 0]);
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    bytes.resize(bytes.len().next_multiple_of(3), 0);
    let letters = bytes.chunks(3).flat_map(|three| {
        let word = three.iter().fold(0u32, |word, byte| word << 8 | u32::from(*byte));
        [18, 12, 6, 0].map(|shift| LETTERS[(word >> shift) as usize % 64] as char)
    });
    format!("data:image/png;base64,{}", letters.collect::<String>())
}

/// Where a page has a first frame and no field for the shape, the picture gives the video its own.
pub async fn a_first_frame_shapes_the_video(mock: &Mock) {
    for (page, expected) in PAGES.iter().zip(["1080x2160", "640x360", "720x1440", "720x1440", "360x720"]) {
        let mut body = (page.body)();
        *body.pointer_mut(page.picture).expect("its place") = picture(300, 600).into();
        let id = page.make(mock, "k", &body).await;
        mock.advance(600).await;
        let told = page.look(mock, "k", &id).await.to_string();
        assert!(told.contains(&format!("/{expected}-")), "{}: not {expected}: {told}", page.name);
    }
    // One that is too long to be kept whole does too.
    let small = picture(300, 600);
    let (head, payload) = small.trim_end_matches('=').split_once(',').expect("a data URI");
    let large = format!("{head},{payload}{}", "A".repeat(400_000 - payload.len()));
    let id = FIRST.make(mock, "k", &body(json!({ "images": [large] }))).await;
    mock.advance(600).await;
    assert!(address(mock, &id).await.contains("/1080x2160-5s/"));
    // A link may lead anywhere: then it is the usual shape.
    let id = FIRST.make(mock, "k", &(FIRST.body)()).await;
    mock.advance(600).await;
    assert!(address(mock, &id).await.contains("/1920x1080-5s/"));
}
