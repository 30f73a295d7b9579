//! A body that was taken in piece by piece is judged like the same body read at once.

use proptest::prelude::*;
use serde_json::json;

use super::{Intake, Taken, read, read_taken};
use crate::check::check;
use crate::fixture::animate;
use crate::image::{Dimensions, Reference, samples};
use crate::value::Value;

/// A picture of so many letters of base64 behind its head, with something else at a place.
fn picture(letters: usize, at: usize, odd: &str) -> String {
    let png = format!("data:image/png;base64,{}", samples::base64(&samples::png(300, 200)));
    let head = png.trim_end_matches('=');
    let mut payload: String = "Ab3+/z9Q".chars().cycle().take(letters).collect();
    payload.insert_str(at.min(letters), odd);
    // The head's payload ends within four letters.
    format!("{head}{}{payload}", "A".repeat((4 - (head.len() - head.find(',').unwrap() - 1) % 4) % 4))
}

fn taken(body: &str, size: usize) -> Taken {
    let mut intake = Intake::new();
    body.as_bytes().chunks(size.max(1)).for_each(|piece| intake.push(piece));
    intake.finish()
}

/// What is found in a body, whole and taken in.
fn verdicts(body: &str, size: usize) -> (String, String) {
    let taken = taken(body, size);
    assert_eq!(taken.length(), body.len() as u64);
    let show = |given: Result<_, super::Malformed>| match given {
        Ok(given) => format!("{:#?}", check(animate(), &given)),
        Err(malformed) => malformed.to_string(),
    };
    (show(read(body.as_bytes(), animate(), &[])), show(read_taken(&taken, animate(), &[])))
}

#[test]
fn of_a_long_picture_little_is_kept() {
    for count in [1, 3] {
        let pictures = vec![picture(4_000_000, 9_999_999, ""); count];
        let body = json!({ "model": "a1", "images": pictures }).to_string();
        let taken = taken(&body, 65_536);
        assert!(taken.len() < count * 9_000, "{}", taken.len());
        let (whole, other) = verdicts(&body, 65_536);
        assert_eq!(whole, other);
    }
}

/// Width and height may stand far behind a camera's notes; then more is kept, but not more and more.
#[test]
fn the_size_is_seen_wherever_it_stands() {
    let size = Some(Dimensions { width: 300, height: 200 });
    for (notes, size, most) in [
        (&[10][..], size, 9_000),
        (&[6_000], size, 140_000),
        (&[60_000, 20_000], size, 140_000),
        (&[60_000, 60_000], None, 140_000),
    ] {
        let notes: Vec<u8> = notes.iter().flat_map(|length| samples::segment(0xE1, &vec![7; *length])).collect();
        let mut jpeg = samples::jpeg(&notes, 300, 200);
        jpeg.resize(999_999, 1);
        let body = json!({ "images": [format!("data:image/jpeg;base64,{}", samples::base64(&jpeg))] }).to_string();
        for piece in [1_000, 8_192, 99_999, body.len()] {
            let taken = taken(&body, piece);
            assert!(taken.len() < most, "{} of {}", taken.len(), notes.len());
            let given = read_taken(&taken, animate(), &[]).unwrap();
            let Some(Value::Cut(cut)) = given.value(1) else { panic!("{given:?}") };
            let Reference::Data(uri) = cut.reference() else { panic!("{cut:?}") };
            assert_eq!(uri.dimensions(), size, "{} in pieces of {piece}", notes.len());
        }
    }
}

#[test]
fn slashes_may_be_escaped_and_nothing_else() {
    let body = json!({ "model": "a1", "images": [picture(400_000, 9_999_999, "")] }).to_string();
    let escaped = body.replace('/', "\\/");
    let (whole, other) = verdicts(&escaped, 1000);
    assert_eq!(whole, other);
    assert!(taken(&escaped, 999).len() < 9_000);
    for at in [10, 200_000] {
        let hidden = json!({ "images": [picture(400_000, at, "@")] }).to_string().replace('@', "\\u0041");
        let taken = taken(&hidden, 4096);
        match read_taken(&taken, animate(), &[]) {
            Ok(given) => assert_eq!((at, given.bytes), (10, Some(hidden.len() as u64))),
            Err(malformed) => assert!(malformed.why.contains("escapes"), "{malformed}"),
        }
    }
}

/// What is wrong then stands at the end, as in the whole body.
#[test]
fn a_body_may_end_behind_a_backslash() {
    let picture = picture(400_000, 9_999_999, "");
    for body in ["{\"prompt\": \"a\\", "{\"a\\", "\"\\", &format!("{{\"images\": [\"{picture}\\")] {
        let whole = read(body.as_bytes(), animate(), &[]).unwrap_err();
        assert_eq!(whole.column, body.len());
        for size in [1, 4096] {
            assert_eq!(read_taken(&taken(body, size), animate(), &[]), Err(whole.clone()), "by {size}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn it_is_judged_the_same(
        letters in 0usize..400_000,
        at in 0usize..400_000,
        odd in prop::sample::select(vec!["", "", "=", "==", "-", "é", " ", "A", "AA", "\u{1}", "\"", ",", "\n"]),
        size in 1usize..70_000,
        prompt in "[a-z \"\\\\/é]{0,40}",
        broken in prop::option::of(0usize..600_000),
    ) {
        let pictures = [picture(letters, at, ""), picture(letters, at, odd), "https://a.example/x.png".to_owned()];
        let mut body = json!({ "model": "a1", "prompt": prompt, "images": pictures }).to_string();
        if let Some(end) = broken.filter(|end| body.is_char_boundary((*end).min(body.len()))) {
            body.truncate(end);
        }
        let hidden = taken(&body, size).is_hidden;
        let (whole, other) = verdicts(&body, size);
        if !hidden {
            prop_assert_eq!(whole.lines().zip(other.lines()).find(|(one, other)| one != other), None);
        }
    }
}
