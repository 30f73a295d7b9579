//! What the check says of requests of the five pages: sentences, the data behind them, and the values in effect.

mod data;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use vidu_types::check::check as check_given;
use vidu_types::{Request, Vendor, Verdict, novita, octopusx, umodelverse, vidu, wire};

const PICTURE: &str = "https://pictures.example.com/meadow/first-frame.png";

/// What is found in a body as it comes over the wire; found in the typed request too, if there is a place for all of it.
fn verdict<R: Request + DeserializeOwned>(body: &Value) -> Verdict {
    let revision = R::Vendor::revision();
    let bytes = body.to_string().into_bytes();
    let given = wire::read(&bytes, R::operation(), &revision.quoted).expect("an object");
    let verdict = check_given(R::operation(), &given);
    if let Ok(request) = serde_json::from_slice::<R>(&bytes) {
        assert_eq!(request.check(), verdict, "{body}");
    }
    verdict
}

/// The least body of a page that passes.
fn least<R: Request>() -> Value {
    let picture = || json!([PICTURE]);
    match (&*R::Vendor::revision().vendor, &*R::operation().name) {
        ("vidu", "img2video") => json!({ "model": "vidu2.0", "images": picture() }),
        ("vidu", _) => json!({ "model": "vidu2.0", "images": picture(), "prompt": "It rains." }),
        ("umodelverse", _) => {
            json!({ "model": "viduq2-pro", "input": { "first_frame_url": PICTURE }, "parameters": { "vidu_type": "img2video" } })
        }
        ("octopusx", _) => json!({ "model": "viduq2-pro", "images": picture() }),
        _ => json!({ "images": picture() }),
    }
}

/// The least body with other members; `parameters` and `input` are merged.
fn with<R: Request>(change: Value) -> Value {
    let mut body = least::<R>();
    merge(&mut body, change);
    body
}

fn merge(body: &mut Value, change: Value) {
    match (body, change) {
        (Value::Object(body), Value::Object(change)) => {
            for (key, value) in change {
                merge(body.entry(key).or_insert(Value::Null), value);
            }
        }
        (body, change) => *body = change,
    }
}

/// The sentences of all violations, in order.
#[track_caller]
fn says<R: Request + DeserializeOwned>(change: Value, expected: &[&str]) {
    let body = with::<R>(change);
    let found: Vec<String> = verdict::<R>(&body).violations.into_iter().map(|violation| violation.message).collect();
    assert_eq!(found, expected, "{body}");
}

#[test]
fn image_to_video() {
    let says = says::<vidu::Img2Video>;
    says(json!({}), &[]);
    says(json!({ "duration": 8, "resolution": "720p", "movement_amplitude": "large", "bgm": true, "seed": -7 }), &[]);
    says(json!({ "duration": "8", "seed": "0", "bgm": "true" }), &[]);
    says(json!({ "prompt": "", "payload": "", "callback_url": "", "seed": null }), &[]);
    // one field alone
    says(json!({ "model": null }), &["model: it is missing, and the page requires it"]);
    says(json!({ "model": "" }), &["model: it is empty, and the page requires it"]);
    says(json!({ "model": "viduq2" }), &["model: viduq2 is not offered; there are viduq1, vidu2.0 and vidu1.5"]);
    says(json!({ "model": "Vidu2.0" }), &["model: Vidu2.0 is not offered; there are viduq1, vidu2.0 and vidu1.5"]);
    says(json!({ "images": null }), &["image: it is missing, and the page requires it"]);
    says(json!({ "images": [] }), &["image: it is missing, and the page requires it"]);
    says(json!({ "images": [PICTURE, PICTURE] }), &["image: 2 are given in images; exactly 1 is taken"]);
    says(
        json!({ "movement_amplitude": "high" }),
        &["movement_amplitude: high is not offered; there are auto, small, medium and large"],
    );
    says(json!({ "bgm": 1 }), &["bgm: a number 1 is given, true or false belongs here"]);
    says(
        json!({ "callback_url": "shop/hook" }),
        &["callback_url: `shop/hook` is given, an http or https URL with a host belongs here"],
    );
    says(
        json!({ "callback_url": "ftp://a.example" }),
        &["callback_url: `ftp://a.example` is given, an http or https URL with a host belongs here"],
    );
    says(json!({ "callback_url": "http://127.0.0.1:9000/hook?a=b" }), &[]);
    // one because of others
    says(json!({ "model": "viduq1", "duration": 4 }), &["duration: 4 is not offered with model viduq1; there is 5"]);
    says(
        json!({ "model": "viduq1", "duration": 5, "resolution": "720p" }),
        &["resolution: 720p is not offered with model viduq1 and duration 5; there is 1080p"],
    );
    says(
        json!({ "model": "viduq1", "resolution": "720p" }),
        &[
            "resolution: 720p is not offered with model viduq1 and duration 5; there is 1080p (duration 5 is the default)",
        ],
    );
    says(json!({ "duration": 5 }), &["duration: 5 is not offered with model vidu2.0; there are 4 and 8"]);
    says(json!({ "duration": 6 }), &["duration: 6 is not offered with model vidu2.0; there are 4 and 8"]);
    says(
        json!({ "duration": 8, "resolution": "1080p" }),
        &["resolution: 1080p is not offered with model vidu2.0 and duration 8; there is 720p"],
    );
    says(
        json!({ "resolution": "540p" }),
        &[
            "resolution: 540p is not offered with model vidu2.0 and duration 4; there are 360p, 720p and 1080p (duration 4 is the default)",
        ],
    );
    // several at once, in page order
    says(
        json!({ "bgm": "maybe", "seed": 1.5, "resolution": "360p", "duration": 9, "images": [PICTURE, PICTURE], "model": "viduq1" }),
        &[
            "image: 2 are given in images; exactly 1 is taken",
            "duration: 9 is not offered with model viduq1; there is 5",
            "seed: a number 1.5 is given, a whole number belongs here",
            "resolution: 360p is not offered with model viduq1; there is 1080p",
            "bgm: a string \"maybe\" is given, true or false belongs here",
        ],
    );
    says(
        json!({ "model": "viduq9", "duration": 9, "resolution": "360p" }),
        &[
            "model: viduq9 is not offered; there are viduq1, vidu2.0 and vidu1.5",
            "duration: 9 is not offered; there are 5, 4 and 8",
        ],
    );
}

#[test]
fn reference_to_video() {
    let says = says::<vidu::Reference2Video>;
    let pictures = |count: usize| json!({ "images": vec![PICTURE; count] });
    says(json!({}), &[]);
    says(json!({ "model": "vidu1.5", "duration": 8, "aspect_ratio": "1:1" }), &[]);
    says(json!({ "prompt": null }), &["prompt: it is missing, and the page requires it"]);
    says(json!({ "prompt": "" }), &["prompt: it is empty, and the page requires it"]);
    says(pictures(0), &["images: it is empty, and the page requires it"]);
    says(pictures(1), &[]);
    says(pictures(7), &[]);
    says(pictures(8), &["images: 8 are given; the page takes 1 to 7"]);
    says(
        json!({ "images": PICTURE }),
        &[
            "images: a string \"https://pictures.example.com/meadow/first-frame.png\" is given, a list of strings belongs here",
        ],
    );
    says(json!({ "duration": 8 }), &["duration: 8 is not offered with model vidu2.0; there is 4"]);
    says(
        json!({ "resolution": "1080p" }),
        &[
            "resolution: 1080p is not offered with model vidu2.0 and duration 4; there are 360p and 720p (duration 4 is the default)",
        ],
    );
    says(
        json!({ "model": "vidu1.5", "duration": 8, "resolution": "360p" }),
        &["resolution: 360p is not offered with model vidu1.5 and duration 8; there is 720p"],
    );
    says(json!({ "aspect_ratio": "4:3" }), &["aspect_ratio: 4:3 is not offered; there are 16:9, 9:16 and 1:1"]);
}

#[test]
fn umodelverse_img2video() {
    let says = says::<umodelverse::Img2Video>;
    let parameters = |parameters: Value| json!({ "parameters": parameters });
    says(json!({}), &[]);
    says(parameters(json!({ "duration": 10, "resolution": "540p" })), &[]);
    says(parameters(json!({ "duration": 11 })), &["duration: 11 is not offered; there are 1 to 10"]);
    says(parameters(json!({ "duration": 0 })), &["duration: 0 is not offered; there are 1 to 10"]);
    says(parameters(json!({ "duration": "5" })), &["duration: a string \"5\" is given, a whole number belongs here"]);
    says(
        parameters(json!({ "resolution": "360p" })),
        &["resolution: 360p is not offered; there are 540p, 720p and 1080p"],
    );
    says(
        parameters(json!({ "vidu_type": "text2video" })),
        &["parameters.vidu_type: \"text2video\" is given, \"img2video\" belongs here"],
    );
    says(
        parameters(json!({ "vidu_type": null })),
        &["parameters.vidu_type: it is missing; \"img2video\" belongs here"],
    );
    says(json!({ "model": "viduq1" }), &["model: viduq1 is not offered; there are viduq2-pro and viduq2-turbo"]);
    says(json!({ "input": { "first_frame_url": null } }), &["image: it is missing, and the page requires it"]);
    says(json!({ "input": null }), &["image: it is missing, and the page requires it"]);
    says(json!({ "input": [] }), &["input: [] is given, an object belongs here"]);
    says(
        json!({ "input": { "first_frame_url": "ssupload:?id=1" } }),
        &["image: it is an upload reference; the page takes an http or https URL or a data URI"],
    );
}

#[test]
fn octopusx_img2video() {
    let says = says::<octopusx::Img2Video>;
    says(json!({}), &[]);
    says(
        json!({ "duration": 1, "resolution": "540p", "audio": true, "wm_position": 4, "wm_url": "https://a.example/b.png" }),
        &[],
    );
    says(json!({ "duration": 11 }), &["duration: 11 is not offered with model viduq2-pro; there are 1 to 10"]);
    says(
        json!({ "resolution": "360p" }),
        &[
            "resolution: 360p is not offered with model viduq2-pro and duration 5; there are 720p, 540p and 1080p (duration 5 is the default)",
        ],
    );
    // what the page says nothing of is taken
    for model in ["viduq3-pro", "viduq1", "viduq1-classic", "vidu2.0"] {
        says(json!({ "model": model, "duration": 300, "resolution": "8K" }), &[]);
    }
    says(json!({ "wm_position": 5 }), &["wm_position: 5 is not offered; there are 1, 2, 3 and 4"]);
    says(json!({ "wm_position": "4" }), &["wm_position: a string \"4\" is given, a whole number belongs here"]);
    says(
        json!({ "wm_url": "mark.png" }),
        &["wm_url: `mark.png` is given, an http or https URL with a host belongs here"],
    );
    says(json!({ "images": [{}] }), &["image: an object {} is given, a string belongs here"]);
    says(json!({ "images": [PICTURE, PICTURE] }), &["image: 2 are given in images; exactly 1 is taken"]);
}

#[test]
fn novita_img2video() {
    let says = says::<novita::Img2Video>;
    says(json!({}), &[]);
    says(json!({ "duration": 8, "resolution": "720p" }), &[]);
    says(json!({ "duration": 5 }), &["duration: 5 is not offered; there are 4 and 8"]);
    says(
        json!({ "duration": 8, "resolution": "360p" }),
        &["resolution: 360p is not offered with duration 8; there is 720p"],
    );
    says(
        json!({ "resolution": "8K" }),
        &["resolution: 8K is not offered with duration 4; there are 360p, 720p and 1080p (duration 4 is the default)"],
    );
    says(json!({ "images": [""] }), &["image: it is empty, and the page requires it"]);
}

/// Characters are counted, not bytes: these have three and four bytes each.
#[test]
fn texts_up_to_their_limit() {
    let too_long = |field: &str, given: usize, most: usize| {
        vec![format!("{field}: {given} characters are given; the page takes at most {most}")]
    };
    for character in ["a", "é", "海", "🦊"] {
        let text = |count: usize| json!(character.repeat(count));
        for count in [1500, 1501] {
            let expected = if count > 1500 { too_long("prompt", count, 1500) } else { Vec::new() };
            let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
            says::<vidu::Img2Video>(json!({ "prompt": text(count) }), &expected);
            says::<vidu::Reference2Video>(json!({ "prompt": text(count) }), &expected);
            says::<novita::Img2Video>(json!({ "prompt": text(count) }), &expected);
            says::<umodelverse::Img2Video>(json!({ "input": { "prompt": text(count) } }), &[]);
            says::<octopusx::Img2Video>(json!({ "prompt": text(count) }), &[]);
        }
        says::<umodelverse::Img2Video>(json!({ "input": { "prompt": text(2000) } }), &[]);
        says::<umodelverse::Img2Video>(
            json!({ "input": { "prompt": text(2001) } }),
            &["prompt: 2001 characters are given; the page takes at most 2000"],
        );
        for page in [says::<vidu::Img2Video>, says::<vidu::Reference2Video>] {
            page(json!({ "payload": text(1_048_576) }), &[]);
            page(
                json!({ "payload": text(1_048_577) }),
                &["payload: 1048577 characters are given; the page takes at most 1048576"],
            );
        }
    }
    says::<octopusx::Img2Video>(json!({ "payload": "a".repeat(1_048_577) }), &[]);
}

/// What is no reason to refuse a request is a note.
#[test]
fn notes() {
    #[track_caller]
    fn notes<R: Request + DeserializeOwned>(change: Value, expected: &[&str]) {
        let verdict = verdict::<R>(&with::<R>(change));
        let shown = |note: &vidu_types::Note| format!("{:?} {}", note.kind, note.message);
        // What nobody can know of a linked picture is another test's.
        let found: Vec<String> =
            verdict.notes.iter().filter(|note| note.field != "image" && note.field != "images").map(shown).collect();
        assert_eq!((found, verdict.passes()), (expected.iter().map(ToString::to_string).collect(), true));
    }
    notes::<vidu::Img2Video>(json!({ "aspect_ratio": "16:9" }), &["Unlisted aspect_ratio: the page does not list it"]);
    notes::<vidu::Reference2Video>(json!({ "aspect_ratio": "16:9" }), &[]);
    notes::<octopusx::Img2Video>(
        json!({ "is_rec": true, "prompt": "It rains." }),
        &["Ignored prompt: it has no effect: with recommended prompts the model ignores the given one"],
    );
    notes::<octopusx::Img2Video>(json!({ "is_rec": false, "prompt": "It rains." }), &[]);
    notes::<octopusx::Img2Video>(json!({ "voice_id": "v1" }), &[]);
    notes::<octopusx::Img2Video>(
        json!({ "model": "viduq3-pro", "voice_id": "v1" }),
        &["Ignored voice_id: it has no effect: it does not take effect for q3 models"],
    );
    notes::<octopusx::Img2Video>(
        json!({ "model": "vidu2.0", "duration": 4 }),
        &["NotStated duration: 4 is not checked, as the page does not say what there is with model vidu2.0"],
    );
    notes::<umodelverse::Img2Video>(
        json!({ "parameters": { "style": 1 }, "what": {} }),
        &["Unlisted parameters.style: the page does not list it", "Unlisted what: the page does not list it"],
    );
}

/// The values in effect, which are what the page states as defaults beside what is given.
#[test]
fn defaults_given_what_is_there() {
    #[track_caller]
    fn effective<R: Request + DeserializeOwned>(change: Value, expected: Value) {
        let body = with::<R>(change);
        let request: R = serde_json::from_value(body.clone()).expect("a request");
        let mut whole = body;
        merge(&mut whole, expected);
        let in_effect = request.effective();
        assert_eq!(in_effect.to_json(), whole);
        assert!(in_effect.check().passes(), "{whole}");
        assert_eq!(in_effect.effective().to_json(), whole, "nothing is left to fill in");
    }
    effective::<vidu::Img2Video>(
        json!({}),
        json!({ "duration": 4, "resolution": "360p", "movement_amplitude": "auto", "bgm": false }),
    );
    effective::<vidu::Img2Video>(
        json!({ "duration": 8 }),
        json!({ "resolution": "720p", "movement_amplitude": "auto", "bgm": false }),
    );
    effective::<vidu::Img2Video>(
        json!({ "resolution": "720p" }),
        json!({ "duration": 4, "movement_amplitude": "auto", "bgm": false }),
    );
    effective::<vidu::Img2Video>(
        json!({ "model": "viduq1", "bgm": true }),
        json!({ "duration": 5, "resolution": "1080p", "movement_amplitude": "auto" }),
    );
    effective::<vidu::Reference2Video>(
        json!({}),
        json!({ "duration": 4, "aspect_ratio": "16:9", "resolution": "360p", "movement_amplitude": "auto", "bgm": false }),
    );
    effective::<vidu::Reference2Video>(
        json!({ "model": "vidu1.5", "duration": 8 }),
        json!({ "aspect_ratio": "16:9", "resolution": "720p", "movement_amplitude": "auto", "bgm": false }),
    );
    effective::<umodelverse::Img2Video>(
        json!({}),
        json!({ "parameters": { "duration": 5, "seed": 0, "movement_amplitude": "auto", "bgm": false } }),
    );
    effective::<octopusx::Img2Video>(json!({}), json!({ "duration": 5, "resolution": "720p" }));
    effective::<octopusx::Img2Video>(json!({ "model": "viduq3-pro" }), json!({}));
    effective::<novita::Img2Video>(
        json!({}),
        json!({ "duration": 4, "resolution": "360p", "movement_amplitude": "auto", "bgm": false }),
    );
    effective::<novita::Img2Video>(
        json!({ "duration": 8 }),
        json!({ "resolution": "720p", "movement_amplitude": "auto", "bgm": false }),
    );
}
