//! What a check says about pictures.

use super::*;
use crate::check::picture::{NO_RULES, is_alike};
use crate::image::Dimensions;
use crate::table::{ImageForm, ImageRules, Ratio, RatioSpan, Size};
use crate::wire::{Taken, read_taken};

fn check(text: impl Into<String>, expected: &[&str]) {
    says(animate(), with(json!({ "images": [text.into()] })), expected);
}

/// A picture of so many bytes.
fn long(length: usize) -> String {
    let mut bytes = samples::png(100, 100);
    bytes.resize(length, 0);
    data_uri(&bytes)
}

#[test]
fn forms() {
    check(
        "https://a/b.png",
        &[
            "(CannotBeKnown) images[0] image: the rules for format, bytes, width and height are not checked: what is behind an http or https URL cannot be known here",
        ],
    );
    check(
        "ssupload:?id=1",
        &[
            "ImageUnreadable images[0] image: it is an upload reference; the page takes an http or https URL or a data URI",
        ],
    );
    check(
        "cat.png",
        &[
            "ImageUnreadable images[0] image: it cannot be read: it has no scheme such as `https:`, and a vendor cannot read local files; give an http or https URL, a data URI such as `data:image/png;base64,...` or an upload reference such as `ssupload:?id=123`",
        ],
    );
    check(
        "https://u:p@a/b",
        &[
            "ImageUnreadable images[0] image: it cannot be read: it carries a user name or password, which would leak into logs; give the URL without what stands before the `@`",
        ],
    );
    check(
        "data:image/png,abc",
        &[
            "ImageUnreadable images[0] image: it cannot be read: it is not marked as base64; encode the payload so and write `;base64` before the comma",
        ],
    );
    check(
        "data:;base64,AA-A",
        &[
            "ImageUnreadable images[0] image: it cannot be read: it states no content type; begin it with for instance `data:image/png;base64,`",
            "ImageUnreadable images[0] image: it cannot be read: its payload has '-' at 2: this is URL-safe base64; the standard alphabet with `+` and `/` is wanted",
        ],
    );
    check(
        "data:image/png;base64,",
        &[
            "ImageUnreadable images[0] image: it cannot be read: its payload is empty; write the base64 of the picture after the comma",
        ],
    );
    check(
        format!("{}-", picture(100, 100)),
        &[
            "ImageUnreadable images[0] image: it cannot be read: its payload has '-' at 44: this is URL-safe base64; the standard alphabet with `+` and `/` is wanted",
        ],
    );
}

#[test]
fn formats() {
    check(
        "data:text/plain;base64,AAAA",
        &[
            "ImageFormat images[0] image: its content type is text/plain; that of a picture belongs here, such as image/png",
            "ImageFormat images[0] image: its bytes begin like no picture format known here; the page takes png and jpg",
        ],
    );
    check(
        data_uri(&samples::gif(100, 100)),
        &[
            "ImageFormat images[0] image: its bytes are a gif picture; the page takes png and jpg",
            "(Mislabelled) images[0] image: it is labelled image/png and its bytes are a gif picture",
        ],
    );
    check(
        data_uri(&samples::jpeg(&[], 100, 100)),
        &["(Mislabelled) images[0] image: it is labelled image/png and its bytes are a jpeg picture"],
    );
    check(data_uri(&samples::jpeg(&[], 100, 100)).replace("png", "JPG"), &[]);
    check(
        data_uri(b"%PDF-1.7"),
        &["ImageFormat images[0] image: its bytes begin like no picture format known here; the page takes png and jpg"],
    );
    check(
        picture(100, 100).replace("image/png", "image/svg+xml"),
        &["(Mislabelled) images[0] image: it is labelled image/svg+xml and its bytes are a png picture"],
    );
    check(
        picture(100, 100).replace("image/png", "text/plain"),
        &[
            "ImageFormat images[0] image: its content type is text/plain; that of a picture belongs here, such as image/png",
        ],
    );
}

#[test]
fn sizes() {
    check(long(199), &[]);
    check(
        long(200),
        &[
            "(BothReadings) images[0] image: once decoded the picture has 200 bytes; the page says <0.2KB, which is 199 bytes at most in one reading and 203 in another",
        ],
    );
    check(
        long(203),
        &[
            "(BothReadings) images[0] image: once decoded the picture has 203 bytes; the page says <0.2KB, which is 199 bytes at most in one reading and 203 in another",
        ],
    );
    check(
        long(204),
        &[
            "ImageSize images[0] image: once decoded the picture has 204 bytes; the page says <0.2KB, which is 203 bytes at most",
        ],
    );
    check(
        long(600),
        &[
            "ImageSize images[0] image: once decoded the picture has 600 bytes; the page says <0.2KB, which is 203 bytes at most",
        ],
    );
    check(picture(100, 399), &[]);
    check(
        picture(100, 400),
        &[
            "(BothReadings) images[0] image: the picture is 100x400; the page takes shapes from 1:4 to 4:1 and does not say whether the ends count",
        ],
    );
    check(
        picture(100, 401),
        &[
            "ImageSize images[0] image: the picture is 100x401, narrower than 1:4; the page takes shapes from 1:4 to 4:1",
        ],
    );
    check(
        picture(400, 100),
        &[
            "(BothReadings) images[0] image: the picture is 400x100; the page takes shapes from 1:4 to 4:1 and does not say whether the ends count",
        ],
    );
    check(
        picture(401, 100),
        &["ImageSize images[0] image: the picture is 401x100, wider than 4:1; the page takes shapes from 1:4 to 4:1"],
    );
    check(picture(15, 16), &["ImageSize images[0] image: the picture is 15x16; the page takes 16x16 at least"]);
    check(picture(16, 16), &[]);
    check(
        data_uri(b"\xFF\xD8\xFF\xD9"),
        &[
            "(Mislabelled) images[0] image: it is labelled image/png and its bytes are a jpeg picture",
            "(CannotBeKnown) images[0] image: width and height of this jpeg picture cannot be known here and are not checked",
        ],
    );
}

#[test]
fn lists() {
    let check = |pictures, expected: &[&str]| {
        says(dub(), json!({ "model": "a2", "text": "x", "pictures": pictures }), expected);
    };
    check(json!([picture(100, 100), picture(200, 100), picture(100, 200)]), &[]);
    check(
        json!([picture(100, 100), picture(201, 100), picture(100, 201)]),
        &[
            "ImageSize pictures[1] pictures[1]: the picture is 201x100 and that of pictures[0] 100x100; the page takes shapes that differ by 1:2 to 2:1 at most",
            "ImageSize pictures[2] pictures[2]: the picture is 100x201 and that of pictures[0] 100x100; the page takes shapes that differ by 1:2 to 2:1 at most",
        ],
    );
    check(
        json!(["https://a/b", picture(1, 1), ""]),
        &[
            "ImageUnreadable pictures[2] pictures[2]: it cannot be read: it is empty; give an http or https URL, a data URI such as `data:image/png;base64,...` or an upload reference such as `ssupload:?id=123`",
            "(CannotBeKnown) pictures[0] pictures[0]: the rules for width and height are not checked: what is behind an http or https URL cannot be known here",
        ],
    );
    // The page states no formats and no sizes.
    check(json!([picture(10, 10), data_uri(b"x")]), &[]);
}

/// The first page with other rules for its picture.
fn ruled(rules: ImageRules) -> Operation {
    let mut page = animate().clone();
    page.fields.to_mut()[1].image = Some(rules);
    page
}

/// What has no width and height here is worth a note where the page has a rule about them, and nowhere else.
#[test]
fn what_cannot_be_measured() {
    let least = || ImageRules { least: Some(Size { width: 9, height: 9 }), ..NO_RULES };
    let one_to = |to| Ratio { of: 1, to };
    let ratio = || ImageRules { ratio: Some(RatioSpan { from: one_to(4), to: one_to(1) }), ..NO_RULES };
    let alike = || ImageRules { alike: ratio().ratio, ..NO_RULES };
    let headless = data_uri(&samples::png(100, 100)[..10]);
    let unseen = "(CannotBeKnown) images[0] image: width and height of this png picture cannot be known here and are not checked";
    let linked = "(CannotBeKnown) images[0] image: the rules for width and height are not checked: what is behind an http or https URL cannot be known here";
    for (rules, of_headless, of_linked) in [
        (NO_RULES, &[][..], &[][..]),
        (least(), &[unseen], &[linked]),
        (ratio(), &[unseen], &[linked]),
        (alike(), &[], &[linked]),
    ] {
        says(&ruled(rules.clone()), with(json!({ "images": [headless] })), of_headless);
        says(&ruled(rules), with(json!({ "images": ["https://a/b"] })), of_linked);
    }
}

/// The ends count, and both numbers of each end do.
#[test]
fn shapes_are_alike_within_a_span() {
    let span = RatioSpan { from: Ratio { of: 3, to: 2 }, to: Ratio { of: 9, to: 2 } };
    let size = |width, height| Dimensions { width, height };
    for (width, expected) in [(149, false), (150, true), (300, true), (450, true), (451, false), (1800, false)] {
        assert_eq!(is_alike(size(width, 100), size(70, 70), span), expected, "{width}");
        assert_eq!(is_alike(size(70, 70), size(100, width), span), expected, "{width}");
    }
}

#[test]
fn a_refused_picture_is_shown_shortened() {
    let page = ruled(ImageRules { forms: vec![ImageForm::Upload].into(), ..NO_RULES });
    let linked = format!("https://a/{}?signature=secret", "x".repeat(500));
    for (picture, begins, hides) in
        [(linked, "https://a/xxx", "secret"), (long(300_000), "data:image/png;base64,", "AAAAAAAAAAAAAAAA")]
    {
        let body = with(json!({ "images": [picture] })).to_string();
        let taken = Taken::from(body.as_bytes());
        for given in [read(body.as_bytes(), &page, &[]), read_taken(&taken, &page, &[])] {
            let refused = super::check(&page, &given.unwrap());
            let given = refused.violations[0].given.as_deref().expect("what was given");
            assert!(given.starts_with(begins) && given.len() < 200 && !given.contains(hides), "{given}");
        }
    }
}
