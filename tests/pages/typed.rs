//! Requests as types: what they are written as, what they are read from, and that nothing is lost on the way.

use serde_json::{Value, from_str, from_value, json, to_string, to_value};
use vidu_types::{
    AspectRatio, Image, Model, MovementAmplitude, Request, Resolution, novita, octopusx, umodelverse, vidu,
};

use super::PICTURE;

/// What every request type can do with JSON.
trait Wire: Request + PartialEq + serde::Serialize + serde::de::DeserializeOwned {}
impl<R: Request + PartialEq + serde::Serialize + serde::de::DeserializeOwned> Wire for R {}

/// A request is written as this body and comes back from it.
fn written<R: Wire>(request: R, body: Value) {
    assert_eq!(to_value(&request).expect("JSON"), body);
    assert_eq!(request.to_json(), body);
    let text = to_string(&request).expect("JSON");
    assert_eq!(from_str::<R>(&text).expect(&text), request);
    assert_eq!(from_value::<R>(body).expect(&text), request);
}

#[test]
fn requests_are_written_as_their_page_has_them() {
    let picture = || Image::url(PICTURE).expect("a picture");
    written(vidu::Img2Video::new(Model::Vidu20, picture()), json!({ "model": "vidu2.0", "images": [PICTURE] }));
    written(
        vidu::Img2Video::new("viduq1", PICTURE)
            .prompt("It rains.")
            .duration(5)
            .seed(0)
            .resolution(Resolution::P1080)
            .movement_amplitude(MovementAmplitude::Auto)
            .bgm(false)
            .payload("order 7")
            .callback_url("https://shop.example.com/hook?a=b"),
        json!({
            "model": "viduq1", "images": [PICTURE], "prompt": "It rains.", "duration": 5, "seed": 0,
            "resolution": "1080p", "movement_amplitude": "auto", "bgm": false, "payload": "order 7",
            "callback_url": "https://shop.example.com/hook?a=b",
        }),
    );
    written(
        vidu::Reference2Video::new(Model::Vidu15, vec![picture(), picture()], "It rains.")
            .aspect_ratio(AspectRatio::Ratio9x16)
            .bgm(true),
        json!({
            "model": "vidu1.5", "images": [PICTURE, PICTURE], "prompt": "It rains.", "aspect_ratio": "9:16", "bgm": true,
        }),
    );
    written(
        umodelverse::Img2Video::new(Model::ViduQ2Pro, picture()),
        json!({
            "model": "viduq2-pro", "input": { "first_frame_url": PICTURE }, "parameters": { "vidu_type": "img2video" },
        }),
    );
    written(
        umodelverse::Img2Video::new(Model::ViduQ2Turbo, picture())
            .prompt("It rains.")
            .duration(7)
            .seed(-3)
            .resolution("540p")
            .movement_amplitude("large")
            .bgm(true),
        json!({
            "model": "viduq2-turbo", "input": { "first_frame_url": PICTURE, "prompt": "It rains." },
            "parameters": {
                "vidu_type": "img2video", "duration": 7, "seed": -3, "resolution": "540p",
                "movement_amplitude": "large", "bgm": true,
            },
        }),
    );
    written(
        octopusx::Img2Video::new(Model::ViduQ3Pro, picture())
            .prompt("It rains.")
            .audio(true)
            .voice_id("v1")
            .is_rec(false)
            .bgm(false)
            .duration(5)
            .seed(1)
            .resolution("720p")
            .off_peak(false)
            .watermark(true)
            .wm_position(4)
            .wm_url("https://pictures.example.com/mark.png")
            .payload("order 7")
            .meta_data("{\"a\":1}"),
        json!({
            "model": "viduq3-pro", "images": [PICTURE], "prompt": "It rains.", "audio": true, "voice_id": "v1",
            "is_rec": false, "bgm": false, "duration": 5, "seed": 1, "resolution": "720p", "off_peak": false,
            "watermark": true, "wm_position": 4, "wm_url": "https://pictures.example.com/mark.png",
            "payload": "order 7", "meta_data": "{\"a\":1}",
        }),
    );
    written(
        novita::Img2Video::new(picture()).duration(8).resolution(Resolution::P720),
        json!({ "images": [PICTURE], "duration": 8, "resolution": "720p" }),
    );
}

/// Words that nobody knows are kept as they are written.
#[test]
fn unknown_words_are_written_as_they_are() {
    let body = json!({ "model": "viduq9", "images": [PICTURE], "resolution": "8K", "movement_amplitude": "wild" });
    written(vidu::Img2Video::new("viduq9", PICTURE).resolution("8K").movement_amplitude("wild"), body);
}

/// What is read from a body, written again; or what is said of it.
fn read<R: Wire>(body: &Value) -> Result<Value, String> {
    let read = from_value::<R>(body.clone()).map_err(|fault| fault.to_string());
    let again = from_str::<R>(&body.to_string()).map_err(|fault| fault.to_string());
    match (&read, &again) {
        (Ok(one), Ok(other)) => assert_eq!(one, other),
        (Err(one), Err(other)) => assert!(other.starts_with(one.as_str()), "{one} / {other}"),
        (one, other) => panic!("{body}: {one:?} / {other:?}"),
    }
    read.map(|request| request.to_json())
}

type Read = fn(&Value) -> Result<Value, String>;

const ALL: [(&str, Read); 5] = [
    ("vidu img2video", read::<vidu::Img2Video>),
    ("vidu reference2video", read::<vidu::Reference2Video>),
    ("umodelverse", read::<umodelverse::Img2Video>),
    ("octopusx", read::<octopusx::Img2Video>),
    ("novita", read::<novita::Img2Video>),
];

/// The least body of each page, with a change merged into the object that holds its parameters.
fn body(page: &str, change: &Value) -> Value {
    let mut body = match page {
        "vidu reference2video" => json!({ "model": "viduq1", "images": [PICTURE], "prompt": "It rains." }),
        "umodelverse" => {
            json!({ "model": "viduq2-pro", "input": { "first_frame_url": PICTURE }, "parameters": { "vidu_type": "img2video" } })
        }
        "novita" => json!({ "images": [PICTURE] }),
        _ => json!({ "model": "viduq1", "images": [PICTURE] }),
    };
    let place = if page == "umodelverse" { &mut body["parameters"] } else { &mut body };
    place.as_object_mut().expect("an object").extend(change.as_object().expect("an object").clone());
    body
}

/// How each page reads a change: as this, or not at all for one of these reasons.
fn check(change: Value, pages: &str, expected: Result<Value, &str>) {
    for (page, read) in ALL
        .iter()
        .filter(|(page, _)| page.starts_with(pages) || pages == "all" || pages == "others" && !page.starts_with("vidu"))
    {
        match (read(&body(page, &change)), &expected) {
            (Ok(found), Ok(expected)) => assert_eq!(found, body(page, expected), "{page}: {change}"),
            (Err(why), Err(part)) => assert!(why.contains(part), "{page}: {change}: {why}"),
            (found, _) => panic!("{page}: {change}: {found:?}"),
        }
    }
}

#[test]
fn numbers_and_flags_in_quotes_are_taken_by_one_vendor_and_written_by_none() {
    for (quoted, plain) in [
        (json!({ "duration": "5" }), json!({ "duration": 5 })),
        (json!({ "seed": "0" }), json!({ "seed": 0 })),
        (json!({ "seed": "-12" }), json!({ "seed": -12 })),
        (json!({ "bgm": "false" }), json!({ "bgm": false })),
        (json!({ "bgm": "true" }), json!({ "bgm": true })),
    ] {
        check(quoted.clone(), "vidu", Ok(plain));
        check(quoted, "others", Err("a string"));
    }
    for no_number in ["", "5.0", "+5", "05", " 5", "5s", "five", "99999999999999999999"] {
        check(json!({ "duration": no_number }), "all", Err("a whole number belongs here"));
    }
    for no_flag in ["", "True", "1", "yes", " true"] {
        check(json!({ "bgm": no_flag }), "all", Err("true or false belongs here"));
    }
}

#[test]
fn an_integer_is_an_integer() {
    for (value, part) in [
        (json!(4.0), "4.0"),
        (json!(4.5), "4.5"),
        (json!(true), "true"),
        (json!([4]), "[4]"),
        (json!({}), "an object"),
        (json!(9_999_999_999_999_999_999u64), "9999999999999999999"),
    ] {
        check(json!({ "duration": value }), "all", Err(part));
        check(json!({ "seed": value }), "all", Err("a whole number belongs here"));
    }
    for value in [json!(0), json!(1), json!("on"), json!([])] {
        check(json!({ "bgm": value }), "all", Err("true or false belongs here"));
    }
    check(json!({ "resolution": 1080 }), "all", Err("a string belongs here"));
}

#[test]
fn null_means_absent() {
    let nothing = json!({ "duration": null, "seed": null, "resolution": null, "bgm": null, "what": null });
    check(nothing, "all", Ok(json!({})));
}

#[test]
fn members_that_the_page_does_not_list_are_kept() {
    for change in [
        json!({ "style": "anime" }),
        json!({ "frames": [1, 2.5, { "at": null, "of": "end" }] }),
        json!({ "camera": { "pan": { "left": true } }, "Duration": 4 }),
    ] {
        check(change.clone(), "all", Ok(change));
    }
    let nested = json!({
        "model": "viduq2-pro", "trace": { "id": 1 },
        "input": { "first_frame_url": PICTURE, "last_frame_url": "https://pictures.example.com/last.png" },
        "parameters": { "vidu_type": "img2video", "style": "anime" }, "extra": {},
    });
    assert_eq!(read::<umodelverse::Img2Video>(&nested), Ok(nested));
    let request: vidu::Img2Video = from_value(body("vidu", &json!({ "style": "anime" }))).expect("a request");
    assert_eq!(request.extra.get("style"), Some(&json!("anime")));
    assert_eq!(request.bgm(true).to_json()["style"], "anime");
}

#[test]
fn what_a_type_has_no_place_for_is_said_all_at_once() {
    let cases: [(Read, Value, &[&str]); 5] = [
        (read::<vidu::Img2Video>, json!({}), &["model: it is missing", "image: it is missing"]),
        (
            read::<vidu::Img2Video>,
            json!({ "model": 1, "images": [PICTURE, PICTURE] }),
            &["model: a number 1 is given", "image: 2 are given in images; exactly 1 is taken"],
        ),
        (
            read::<vidu::Reference2Video>,
            json!({ "model": "viduq1", "images": [1, PICTURE] }),
            &["images[0]: a number 1 is given, a string belongs here", "prompt: it is missing"],
        ),
        (
            read::<umodelverse::Img2Video>,
            json!({ "model": "viduq2-pro", "input": [], "parameters": { "vidu_type": "text2video" } }),
            &["input", "parameters.vidu_type"],
        ),
        (read::<novita::Img2Video>, json!({ "images": PICTURE }), &["images"]),
    ];
    for (read, body, parts) in cases {
        let why = read(&body).expect_err("a body that no type can hold");
        assert!(parts.iter().all(|part| why.contains(part)), "{body}: {why}");
    }
    assert!(from_str::<vidu::Img2Video>("[]").is_err_and(|why| why.to_string().contains("an object belongs there")));
}
