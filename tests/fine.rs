//! The quick check says of every request what the check says that explains, and it allocates nothing.

use allocation_counter::measure;
use serde_json::{Value, json};
use vidu_types::check::{check, check_and_complete, complete_if_fine, is_fine};
use vidu_types::{Given, Request, Vendor, novita, octopusx, umodelverse, vidu, wire};

use crate::agreement::few_points;
use crate::pictures::uri;
use crate::space::{Space, put};

/// Asks all of them about a body; true if it is fine.
fn agreed<R: Request>(body: &Value) -> bool {
    let (operation, bytes) = (R::operation(), body.to_string().into_bytes());
    let given = || wire::read(&bytes, operation, &R::Vendor::revision().quoted).expect("an object");
    let (verdict, _) = check_and_complete(operation, given());
    let passes = verdict.passes();
    assert_eq!(check(operation, &given()), verdict, "{body}");
    assert_eq!(is_fine(operation, &given()), passes, "{body}");
    match complete_if_fine(operation, given()) {
        Ok(completed) => assert_eq!((completed, true), (check_and_complete(operation, given()).1, passes), "{body}"),
        Err(returned) => assert_eq!((returned, false), (given(), passes), "{body}"),
    }
    if let Ok(request) = R::from_given(given()) {
        assert_eq!(request.is_fine(), passes, "{body}");
    }
    passes
}

/// Every request type with what is done for all of them.
fn each(mut of: impl FnMut(&str, fn(&Value) -> bool, &Space, Vec<usize>)) {
    macro_rules! of {
        ($($Request:ty),+) => {
            $(of(stringify!($Request), agreed::<$Request>, &Space::of(<$Request>::operation()), few_points(<$Request>::operation()));)+
        };
    }
    of!(vidu::Img2Video, vidu::Reference2Video, umodelverse::Img2Video, octopusx::Img2Video, novita::Img2Video);
}

#[test]
fn it_agrees_with_the_check_that_explains() {
    each(|name, agreed, space, points| {
        let fine = points.iter().filter(|point| agreed(&space.body(**point))).count();
        assert!(fine > 0 && fine < points.len(), "{name}: {fine} of {}", points.len());
    });
}

/// Odd values at the places of the page that has most; whether each is fine.
#[test]
fn it_agrees_about_what_is_odd() {
    let picture = "https://pictures.example.com/first-frame.png";
    let gif = "data:image/gif;base64,R0lGODlhAQABAAAAAA==";
    let png = |width: u32, height: u32| uri("image/png", &crate::pictures::png(width, height));
    let cases = [
        ("prompt", json!("x".repeat(1500)), true),
        ("prompt", json!("x".repeat(1501)), false),
        ("prompt", json!("é".repeat(1500)), true),
        ("prompt", json!("é".repeat(1501)), false),
        ("prompt", json!(""), false),
        ("prompt", json!(["one", "two"]), false),
        ("images", json!([]), false),
        ("images", json!(vec![picture; 7]), true),
        ("images", json!(vec![picture; 8]), false),
        ("images", json!([picture, ""]), false),
        ("images", json!([picture, 5]), false),
        ("images", json!(picture), false),
        ("images", json!(["ssupload:?id=1"]), true),
        ("images", json!(["ftp://pictures.example.com/a.png"]), false),
        ("images", json!([gif]), false),
        ("images", json!([png(200, 200)]), true),
        ("images", json!([png(100, 200)]), false),
        ("images", json!([png(400, 1601)]), false),
        ("images", json!([png(400, 1600)]), true),
        ("images", json!([png(200, 200).replace("image/png", "text/plain")]), false),
        ("images", json!([png(200, 200).replace("image/png", "image/jpeg")]), true),
        ("images", json!([format!("{}-", png(200, 200))]), false),
        ("callback_url", json!("https://shop.example.com/hook"), true),
        ("callback_url", json!("https://me@shop.example.com/hook"), true),
        ("callback_url", json!("shop.example.com/hook"), false),
        ("callback_url", json!(""), true),
        ("seed", json!(-3), true),
        ("seed", json!("x"), false),
        ("model", json!(""), false),
        ("model", json!("viduq1\u{0}"), false),
        ("bgm", json!("true"), true),
        ("bgm", json!("yes"), false),
        ("payload", json!("é".repeat(1_048_576)), true),
        ("payload", json!("é".repeat(1_048_577)), false),
    ];
    for (place, value, expected) in cases {
        let mut body = json!({ "model": "viduq1", "images": [picture], "prompt": "It rains." });
        body[place] = Value::Null;
        put(&mut body, place, value);
        let shown: String = body.to_string().chars().take(200).collect();
        assert_eq!(agreed::<vidu::Reference2Video>(&body), expected, "{place}: {shown}");
    }
}

/// What a page does not list is for the check to judge.
#[test]
fn what_is_unlisted_is_not_surely_fine() {
    let body = json!({ "model": "viduq1", "images": ["https://pictures.example.com/a.png"], "fps": 24 }).to_string();
    let given = wire::read(body.as_bytes(), vidu::Img2Video::operation(), &[]).expect("an object");
    let passes = check(vidu::Img2Video::operation(), &given).passes();
    assert_eq!((passes, is_fine(vidu::Img2Video::operation(), &given)), (true, false));
}

#[test]
fn a_fine_request_allocates_nothing() {
    let picture = || uri("image/png", &crate::pictures::png(200, 200));
    let images = [picture(), "https://pictures.example.com/a.png".into(), "ssupload:?id=1".into()];
    let request = vidu::Reference2Video::new("viduq1", images, "It rains.")
        .duration(5)
        .aspect_ratio("9:16")
        .payload("order 7")
        .callback_url("https://shop.example.com/hook");
    allocates_nothing(&request);
    allocates_nothing(&vidu::Img2Video::new("vidu2.0", picture()).duration(8));
    allocates_nothing(&umodelverse::Img2Video::new("viduq2-pro", picture()).resolution("540p"));
    allocates_nothing(&octopusx::Img2Video::new("viduq2-pro", picture()).is_rec(true));
    allocates_nothing(&novita::Img2Video::new(picture()).bgm(true));
}

fn allocates_nothing<R: Request>(request: &R) {
    let given: Given<'_> = request.given();
    let mut verdicts = [false; 2];
    let counted = measure(|| verdicts = [request.is_fine(), is_fine(R::operation(), &given)]);
    assert_eq!((verdicts, counted.count_total), ([true; 2], 0), "{request:?}");
    assert!(measure(|| drop(request.given())).count_total > 0, "allocations are counted");
}
