//! Pictures in requests: what is seen of their bytes, what each page takes, and that ten megabytes are ordinary.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use vidu_client::Policy;
use vidu_mock::Record;
use vidu_types::{Image, Request, Vendor, Verdict, check, novita, octopusx, umodelverse, vidu, wire};

use crate::http::{ask, mock};

/// A PNG file of this size with one black row for all: signature, header, data, end.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend([width.to_be_bytes(), height.to_be_bytes()].concat());
    bytes.extend(b"\x08\0\0\0\0\0\0\0\0\0\0\0\x00IEND\xae\x42\x60\x82");
    bytes
}

/// Start of image, JFIF, the frame's size, end of image.
fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let jfif = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";
    let [height, width] = [height.to_be_bytes(), width.to_be_bytes()];
    [&jfif[..], b"\xff\xc0\0\x0b\x08", &height, &width, b"\x01\x01\x11\0\xff\xd9"].concat()
}

fn webp(width: u16, height: u16) -> Vec<u8> {
    let frame = [&b"\x30\x01\0\x9d\x01\x2a"[..], &width.to_le_bytes(), &height.to_le_bytes()].concat();
    [b"RIFF\x16\0\0\0WEBPVP8 \x0a\0\0\0", &frame[..]].concat()
}

fn gif(width: u16, height: u16) -> Vec<u8> {
    [b"GIF89a", &width.to_le_bytes()[..], &height.to_le_bytes(), b"\0\0\0;"].concat()
}

pub fn uri(label: &str, bytes: &[u8]) -> String {
    format!("data:{label};base64,{}", STANDARD.encode(bytes))
}

/// A PNG of so many bytes.
fn large(bytes: usize) -> String {
    let mut picture = png(1024, 768);
    picture.resize(bytes, 0);
    uri("image/png", &picture)
}

/// A body of each page with this picture.
fn body<R: Request>(picture: &str) -> Value {
    match (&*R::Vendor::revision().vendor, &*R::operation().name) {
        ("vidu", "img2video") => json!({ "model": "vidu2.0", "images": [picture] }),
        ("vidu", _) => json!({ "model": "vidu2.0", "images": [picture], "prompt": "It rains." }),
        ("umodelverse", _) => json!({
            "model": "viduq2-pro", "input": { "first_frame_url": picture }, "parameters": { "vidu_type": "img2video" },
        }),
        ("octopusx", _) => json!({ "model": "viduq2-pro", "images": [picture] }),
        _ => json!({ "images": [picture] }),
    }
}

fn verdict<R: Request>(picture: &str) -> Verdict {
    let revision = R::Vendor::revision();
    let bytes = body::<R>(picture).to_string().into_bytes();
    let given = wire::read(&bytes, R::operation(), &revision.quoted).expect("an object");
    check::check(R::operation(), &given)
}

/// Sentences of violations as `! ..`, of notes as `? ..`, without the field's name.
fn said<R: Request>(picture: &str) -> Vec<String> {
    let verdict = verdict::<R>(picture);
    let bare = |message: &str| message.split_once(": ").map_or("", |(_, sentence)| sentence).to_owned();
    let violations = verdict.violations.iter().map(|one| format!("! {}", bare(&one.message)));
    violations.chain(verdict.notes.iter().map(|note| format!("? {}", bare(&note.message)))).collect()
}

type Said = fn(&str) -> Vec<String>;

const PAGES: [(&str, Said); 5] = [
    ("vidu img2video", said::<vidu::Img2Video>),
    ("vidu reference2video", said::<vidu::Reference2Video>),
    ("umodelverse", said::<umodelverse::Img2Video>),
    ("octopusx", said::<octopusx::Img2Video>),
    ("novita", said::<novita::Img2Video>),
];

/// What every page says of a picture.
#[track_caller]
fn everywhere(picture: &str, expected: &[&str]) {
    for (page, said) in PAGES {
        assert_eq!(said(picture), expected, "{page}: {}", Image::from(picture));
    }
}

/// What the pages say, each of them in its own way, in the order of [`PAGES`].
#[track_caller]
fn each(picture: &str, expected: [&[&str]; 5]) {
    for ((page, said), expected) in PAGES.iter().zip(expected) {
        assert_eq!(said(picture), expected, "{page}: {}", Image::from(picture));
    }
}

#[test]
fn formats_are_told_by_the_bytes() {
    for (label, bytes) in [
        ("image/png", png(640, 480)),
        ("image/jpeg", jpeg(640, 480)),
        ("image/jpg", jpeg(640, 480)),
        ("image/JPEG", jpeg(640, 480)),
        ("IMAGE/WEBP", webp(640, 480)),
        ("image/png;charset=utf-8", png(640, 480)),
    ] {
        everywhere(&uri(label, &bytes), &[]);
    }
    for (label, bytes, what) in [
        ("image/jpeg", png(640, 480), "png"),
        ("image/png", webp(640, 480), "webp"),
        ("image/gif", jpeg(640, 480), "jpeg"),
    ] {
        everywhere(&uri(label, &bytes), &[&format!("? it is labelled {label} and its bytes are a {what} picture")]);
    }
    everywhere(
        &uri("image/gif", &gif(640, 480)),
        &["! its bytes are a gif picture; the page takes png, jpeg, jpg and webp"],
    );
    everywhere(
        &uri("image/png", &gif(640, 480)),
        &[
            "! its bytes are a gif picture; the page takes png, jpeg, jpg and webp",
            "? it is labelled image/png and its bytes are a gif picture",
        ],
    );
    everywhere(
        &uri("image/png", b"%PDF-1.7 and so on"),
        &["! its bytes begin like no picture format known here; the page takes png, jpeg, jpg and webp"],
    );
    everywhere(
        &uri("text/plain", &png(640, 480)),
        &["! its content type is text/plain; that of a picture belongs here, such as image/png"],
    );
}

#[test]
fn a_data_uri_is_whole() {
    let payload = STANDARD.encode(png(640, 480));
    for (text, part) in [
        (format!("data:;base64,{payload}"), "it states no content type"),
        (format!("data:image/png,{payload}"), "base64"),
        ("data:image/png;base64,".to_owned(), "payload"),
        (format!("data:image/png;base64,{payload}="), "payload"),
        (format!("data:image/png;base64,{}!", &payload[..40]), "payload"),
        (
            format!("data:image/png;base64,{}", payload.replace('/', "_").replace('+', "-").replacen('A', "_", 1)),
            "URL-safe",
        ),
        (format!("data:image/png;base64,\n{payload}"), "'\\n'"),
        ("data:image/png;base64".to_owned(), "comma"),
        (payload.clone(), "base64 without the head of a data URI; begin it with `data:image/png;base64,`"),
    ] {
        for (page, said) in PAGES {
            let found = said(&text);
            assert!(
                found.iter().any(|line| line.starts_with("! it cannot be read: ") && line.contains(part)),
                "{page}: {part}: {found:?}"
            );
        }
    }
}

/// Both ends of the ratio count, and a note says that the page leaves them open; a pixel beyond them does not.
#[test]
fn shapes() {
    let readings = |size: &str| {
        format!(
            "? the picture is {size}; the page takes shapes from 1:4 to 4:1 and does not say whether the ends count"
        )
    };
    for (width, height) in [(256, 1024), (1024, 256), (512, 128 * 16)] {
        everywhere(&uri("image/png", &png(width, height)), &[&readings(&format!("{width}x{height}"))]);
    }
    for (width, height) in [(257, 1024), (1023, 256), (300, 300)] {
        everywhere(&uri("image/png", &png(width, height)), &[]);
    }
    for (width, height, how) in
        [(255, 1024, "narrower than 1:4"), (1025, 256, "wider than 4:1"), (2000, 200, "wider than 4:1")]
    {
        let said = format!("! the picture is {width}x{height}, {how}; the page takes shapes from 1:4 to 4:1");
        everywhere(&uri("image/png", &png(width, height)), &[&said]);
    }
}

/// Only the page with references demands a least size.
#[test]
fn least_sizes() {
    each(&uri("image/png", &png(128, 128)), [&[]; 5]);
    for (width, height) in [(127, 128), (128, 127), (1, 1)] {
        let said = format!("! the picture is {width}x{height}; the page takes 128x128 at least");
        each(&uri("image/webp", &webp(width, height)), [&[], &[&said], &[], &[], &[]]);
    }
}

/// The limit is on the decoded bytes, which are counted from the text's length: the picture is not decoded.
#[test]
fn decoded_bytes() {
    const WIDE: usize = 10 * 1_048_576;
    let narrow = |bytes: usize| {
        format!(
            "? once decoded the picture has {bytes} bytes; the page says <10MB, which is 9999999 bytes at most in one reading and {} in another",
            WIDE - 1
        )
    };
    each(&large(9_999_999), [&[]; 5]);
    for bytes in [10_000_000, WIDE - 1] {
        let note = narrow(bytes);
        let note = [&*note];
        each(&large(bytes), [&note, &note, &[], &[], &note]);
    }
    for bytes in [WIDE, WIDE + 1, 20_000_000] {
        let said = format!(
            "! once decoded the picture has {bytes} bytes; the page says <10MB, which is {} bytes at most",
            WIDE - 1
        );
        let said = [&*said];
        each(&large(bytes), [&said, &said, &[], &[], &said]);
    }
}

/// What is behind a link is not known, and the check says so; references of an upload are the official service's own.
#[test]
fn links_and_uploads() {
    let unknown = |what: &str| {
        format!(
            "? the rules for format, bytes, width and height are not checked: what is behind {what} cannot be known here"
        )
    };
    for link in ["https://a.example/b.png", "http://a.example/b.gif?signature=c"] {
        everywhere(link, &[&unknown("an http or https URL")]);
    }
    let (unknown, no_upload) = (
        unknown("an upload reference"),
        "! it is an upload reference; the page takes an http or https URL or a data URI",
    );
    each("ssupload:?id=123", [&[&unknown], &[&unknown], &[no_upload], &[no_upload], &[no_upload]]);
    for (page, said) in PAGES {
        for text in [
            "cat.png",
            "/tmp/cat.png",
            "C:\\cat.png",
            "file:///cat.png",
            "ftp://a.example/b.png",
            "https://",
            "https://a.example/a b.png",
        ] {
            let found = said(text);
            assert!(found.len() == 1 && found[0].starts_with("! it cannot be read: "), "{page}: {text}: {found:?}");
        }
    }
}

/// Of several pictures each is judged at its own place.
#[test]
fn every_picture_of_a_list() {
    let pictures = [
        uri("image/png", &png(300, 300)),
        uri("image/png", &png(60, 60)),
        "cat.png".into(),
        uri("image/gif", &gif(300, 300)),
    ];
    let request = vidu::Reference2Video::new("viduq1", pictures.map(Image::from).to_vec(), "It rains.");
    let found: Vec<String> =
        request.check().violations.into_iter().map(|one| format!("{:?} {}", one.fault, one.wire)).collect();
    assert_eq!(found, ["ImageSize images[1]", "ImageUnreadable images[2]", "ImageFormat images[3]"]);
}

/// Nine and a half megabytes: read without a copy, checked, taken by the mock, and shown nowhere at length.
#[tokio::test]
async fn a_large_picture_is_ordinary() {
    let (server, picture) = (mock().await, large(9_500_000));
    let bytes = body::<vidu::Img2Video>(&picture).to_string().into_bytes();
    let given = wire::read(&bytes, vidu::Img2Video::operation(), &[]).expect("an object");
    let at = vidu::Img2Video::operation().fields.iter().position(|field| field.name == "image").expect("a field");
    let Some(vidu_types::Value::Text(vidu_types::Text::Borrowed(text))) = given.value(at) else {
        panic!("it was copied")
    };
    assert!(bytes.as_ptr_range().contains(&text.as_ptr()) && *text == picture);

    let answer = ask(&server, "POST", "/ent/v2/img2video", &[("Authorization", "Token k")], &bytes).await;
    assert_eq!(answer.status(), 200, "{}", answer.text());
    assert!(answer.body.len() < 2000, "{} bytes are echoed", answer.body.len());
    assert!(answer.json()["images"][0].as_str().is_some_and(|text| text.starts_with("data:image/png;base64,iVBOR")));

    let client =
        vidu_client::vidu::Client::builder().key(vidu_client::Key::new("k").expect("a key")).base_url(server.url());
    let client = client.policy(Policy::Refuse).build().expect("a client");
    let handle = client.submit(&vidu::Img2Video::new("vidu2.0", picture.clone())).await.expect("a task");
    assert_eq!(server.ledger().len(), 2);
    assert_eq!(handle.id(), server.ledger()[1].task);
    let journal = server.journal();
    let written = serde_json::to_string(&journal).expect("JSON");
    assert!(written.len() < 10_000, "{} bytes are kept", written.len());
    assert!(
        journal.iter().all(|entry| matches!(&entry.record, Record::Request(asked) if asked.body_bytes > 12_000_000))
    );
    assert!(format!("{handle:?}{:?}", handle.created()).len() < 2000);
}

/// A mock that is told to echo verbatim does.
#[tokio::test]
async fn a_picture_can_be_echoed_whole() {
    let server = crate::http::held().echo(vidu_mock::Echo::Verbatim).start().await.expect("a mock");
    let picture = large(100_000);
    let body = body::<vidu::Img2Video>(&picture).to_string();
    let answer = ask(&server, "POST", "/ent/v2/img2video", &[("Authorization", "Token k")], body.as_bytes()).await;
    assert_eq!(answer.json()["images"], json!([picture]));
}
