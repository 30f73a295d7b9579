//! What programs that talk to the vendors today demand of their answers, although no page says it.

use serde_json::{Value as Json, json};

use super::calls::{FIRST, PAGES, body};
use super::mock::Mock;

async fn get(mock: &Mock, address: &str, key: &str) -> (u16, Json) {
    let got = mock.ask("GET", address, &[("Authorization", key)], &Json::Null).await;
    (got.status, got.json())
}

/// A member `code`, whatever its value, is an error to them; types are read strictly; nothing that they read is missing.
pub async fn the_official_answers_are_those_that_programs_read(mock: &Mock) {
    let made = FIRST.post(mock, "k", &(FIRST.body)(), &[]).await.json();
    assert!(made.get("code").is_none() && made["task_id"].is_string() && made["created_at"].is_string(), "{made}");
    assert!(made["bgm"].is_boolean() && made["images"].is_array() && made["seed"].is_i64(), "{made}");
    let id = made["task_id"].as_str().expect("an id");
    assert!(id.parse::<i64>().is_ok(), "{id} is no number of 64 bits");
    let running = FIRST.look(mock, "k", id).await;
    assert!(running.get("code").is_none() && running["creations"] == json!([]), "{running}");
    mock.advance(60).await;
    let done = FIRST.look(mock, "k", id).await;
    for member in ["id", "state", "err_code", "credits", "payload", "creations"] {
        assert!(done.get(member).is_some_and(|value| !value.is_null()), "{member}: {done}");
    }
    for member in ["id", "url", "cover_url"] {
        assert!(done["creations"][0][member].is_string(), "{member}: {done}");
    }
}

/// One reads at most 8192 bytes of a create answer and 16384 of a query's: a large picture must not push the id out.
pub async fn large_pictures_push_nothing_out(mock: &Mock) {
    let picture = format!("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAMgAAADICAIAAAA{}", "A".repeat(60_001));
    for page in &PAGES {
        let mut body = (page.body)();
        *body.pointer_mut(page.picture).expect("its place") = picture.clone().into();
        let got = page.post(mock, "k", &body, &[]).await;
        assert!(got.status == 200 && got.body.len() <= 8192, "{}: {} {}", page.name, got.status, got.body.len());
        let id = got.json().pointer(page.id).and_then(Json::as_str).expect("an id").to_owned();
        assert!(page.look(mock, "k", &id).await.to_string().len() <= 16_384, "{}", page.name);
    }
}

/// A key is tried out with a task that is not there.
pub async fn keys_are_tried_out(mock: &Mock) {
    for (address, key, status) in [
        ("/ent/v2/tasks/0/creations", "Token k", 404),
        ("/ent/v2/tasks/0/creations", "Basic k", 401),
        ("/ent/v2/credits", "Token k", 200),
        ("/ent/v2/credits", "Basic k", 401),
    ] {
        assert_eq!(get(mock, address, key).await.0, status, "{address} {key}");
    }
    // A malformed id is refused before anybody looks at the key.
    let (status, told) = get(mock, "/ent/v2/tasks/what/creations", "Basic k").await;
    assert_eq!((status, &told["reason"]), (400, &json!("CODEC")), "{told}");
    let (_, credits) = get(mock, "/ent/v2/credits", "Token k").await;
    assert!(credits["remains"][0]["credit_remain"].is_number(), "{credits}");
}

/// What many send with every model, and what newer pages list, stops nobody.
pub async fn what_programs_always_send_is_taken(mock: &Mock) {
    for more in [
        json!({ "prompt": "", "seed": 0, "bgm": false }),
        json!({ "aspect_ratio": "16:9", "is_rec": false, "off_peak": false, "watermark": false, "meta_data": "" }),
        json!({ "duration": "5", "bgm": "false" }),
        json!({ "images": [format!("data:image/JPEG;base64,iVBORw0KGgoAAAANSUhEUgAAAMgAAADICAIAAAA{}", "A".repeat(401))] }),
        json!({ "images": ["ssupload:?id=123"] }),
    ] {
        let got = FIRST.post(mock, "k", &body(more.clone()), &[("Content-Type", "application/json")]).await;
        assert_eq!(got.status, 200, "{more}: {}", got.text());
    }
}

pub async fn the_other_vendors_answers_are_read_too(mock: &Mock) {
    let [_, _, umodelverse, octopusx, novita] = &PAGES;
    // The bare key and one behind a word are the same account's.
    let made = umodelverse.post(mock, "Bearer k", &(umodelverse.body)(), &[]).await.json();
    let id = made["output"]["task_id"].as_str().unwrap_or_else(|| panic!("{made}")).to_owned();
    let words = ["Pending", "Running", "Success", "Failure"];
    let word = umodelverse.state(mock, "k", &id).await;
    assert!(words.contains(&&*word), "{word}");
    let refused = umodelverse.post(mock, "k", &json!({}), &[]).await.json();
    assert!(refused["error"].is_object(), "{refused}");
    let made = octopusx.post(mock, "k", &(octopusx.body)(), &[]).await.json();
    assert!(made["created_at"].is_i64() && made["status"].is_string(), "{made}");
    // Without `extra`, or without one of these of a video, a vendor's own library breaks.
    let id = novita.make(mock, "k", &(novita.body)()).await;
    mock.advance(600).await;
    let done = novita.look(mock, "k", &id).await;
    assert!(done["extra"].is_object(), "{done}");
    for member in ["video_url", "video_type", "video_url_ttl"] {
        assert!(done["videos"][0][member].is_string(), "{member}: {done}");
    }
}
