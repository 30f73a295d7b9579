//! What checking a request costs, against the same rules by hand and by the validators that Rust programs use.
//!
//! `cargo bench -p vidu-bench --features validators --bench check`

mod peers;

use std::fmt;

use divan::{Bencher, black_box};
use serde_json::Value;
use vidu_types::table::Operation;
use vidu_types::vidu::Img2Video;
use vidu_types::{Request, Vendor, check, wire};

fn main() {
    agree();
    divan::main();
}

/// A fine request of a page with a table of three columns, every field given; its picture is linked.
const LINKED: &str = r#"{
    "model": "vidu2.0",
    "images": ["https://pictures.example.com/2026/11/meadow/first-frame.png"],
    "prompt": "A lighthouse at dusk, the sea calm, gulls in the distance; the camera moves slowly towards the tower.",
    "duration": 4,
    "seed": 0,
    "resolution": "720p",
    "movement_amplitude": "auto",
    "bgm": false,
    "payload": "order 20261128-0017",
    "callback_url": "https://shop.example.com/hooks/video?order=20261128-0017"
}"#;

/// The same without addresses, whose reading is most of the cost of all that read them.
const UPLOADED: &str = r#"{
    "model": "vidu2.0",
    "images": ["ssupload:?id=123456"],
    "prompt": "A lighthouse at dusk, the sea calm, gulls in the distance; the camera moves slowly towards the tower.",
    "duration": 4,
    "seed": 0,
    "resolution": "720p",
    "movement_amplitude": "auto",
    "bgm": false,
    "payload": "order 20261128-0017"
}"#;

/// A body and what it is called in the table.
struct Body(&'static str, &'static str);

const BODIES: [Body; 2] = [Body("linked", LINKED), Body("uploaded", UPLOADED)];

impl fmt::Display for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

fn operation() -> &'static Operation {
    Img2Video::operation()
}

/// As a program makes it, whose picture was read when it was named.
fn typed(body: &str) -> Img2Video {
    let mut request: Img2Video = serde_json::from_str(body).expect("a request");
    request.image = request.image.as_str().parse().expect("a picture");
    request
}

/// Every side calls the bodies fine, and not fine what is wrong with each of them in turn.
fn agree() {
    let wrong = [
        (r#""vidu2.0""#, r#""vidu9""#),
        (r#""duration": 4"#, r#""duration": 5"#),
        (r#""720p""#, r#""540p""#),
        (r#""auto""#, r#""none""#),
    ];
    for Body(name, body) in BODIES {
        for (from, to) in std::iter::once(("", "")).chain(wrong) {
            let body = body.replacen(from, to, 1);
            let (request, value): (Img2Video, Value) = (typed(&body), serde_json::from_str(&body).expect("JSON"));
            let said = [
                request.is_fine(),
                request.check().passes(),
                peers::by_hand(&request),
                peers::with_validator(&serde_json::from_str(&body).expect("a request")),
                peers::with_garde(&serde_json::from_str(&body).expect("a request")),
                peers::run_time_schema(false).is_valid(&value),
                peers::run_time_schema(true).is_valid(&value),
                peers::Schema::is_valid(&value),
                peers::SchemaWithAddresses::is_valid(&value),
            ];
            assert_eq!(said, [from.is_empty(); 9], "{name}: {from} for {to}: {body}");
        }
    }
    read_addresses();
}

/// Which sides see that an address is none.
fn read_addresses() {
    let body = LINKED.replace("https://shop.", "shop.");
    let (request, value): (Img2Video, Value) = (typed(&body), serde_json::from_str(&body).expect("JSON"));
    let reading = [
        request.is_fine(),
        peers::by_hand(&request),
        peers::with_validator(&serde_json::from_str(&body).expect("a request")),
        peers::with_garde(&serde_json::from_str(&body).expect("a request")),
        peers::run_time_schema(true).is_valid(&value),
        peers::SchemaWithAddresses::is_valid(&value),
    ];
    let trusting = [peers::run_time_schema(false).is_valid(&value), peers::Schema::is_valid(&value)];
    assert_eq!((reading, trusting), ([false; 6], [true; 2]), "{body}");
}

/// From a value that is in memory to the verdict; so many in one sample that the clock's step of 20 ns does not show.
#[divan::bench_group(sample_count = 1000, sample_size = 64, min_time = 0.2)]
mod verdict {
    use super::*;

    #[divan::bench(args = BODIES)]
    fn by_hand(bencher: Bencher<'_, '_>, Body(_, body): &Body) {
        let request = typed(body);
        bencher.bench_local(|| peers::by_hand(black_box(&request)));
    }

    #[divan::bench(args = BODIES)]
    fn typed_request(bencher: Bencher<'_, '_>, Body(_, body): &Body) {
        let request = typed(body);
        bencher.bench_local(|| black_box(&request).is_fine());
    }

    #[divan::bench(args = BODIES)]
    fn values_by_tables(bencher: Bencher<'_, '_>, Body(_, body): &Body) {
        let request = typed(body);
        let given = request.given();
        bencher.bench_local(|| check::is_fine(black_box(operation()), black_box(&given)));
    }

    #[divan::bench(args = BODIES)]
    fn check_that_explains(bencher: Bencher<'_, '_>, Body(_, body): &Body) {
        let request = typed(body);
        bencher.bench_local(|| black_box(&request).check());
    }

    #[divan::bench(args = BODIES)]
    fn validator(bencher: Bencher<'_, '_>, Body(_, body): &Body) {
        let request = serde_json::from_str(body).expect("a request");
        bencher.bench_local(|| peers::with_validator(black_box(&request)));
    }

    #[divan::bench(args = BODIES)]
    fn garde(bencher: Bencher<'_, '_>, Body(_, body): &Body) {
        let request = serde_json::from_str(body).expect("a request");
        bencher.bench_local(|| peers::with_garde(black_box(&request)));
    }

    #[divan::bench(args = BODIES)]
    fn jsonschema_macro(bencher: Bencher<'_, '_>, Body(_, body): &Body) {
        let value: Value = serde_json::from_str(body).expect("JSON");
        bencher.bench_local(|| peers::Schema::is_valid(black_box(&value)));
    }

    #[divan::bench(args = BODIES)]
    fn jsonschema_macro_with_addresses(bencher: Bencher<'_, '_>, Body(_, body): &Body) {
        let value: Value = serde_json::from_str(body).expect("JSON");
        bencher.bench_local(|| peers::SchemaWithAddresses::is_valid(black_box(&value)));
    }

    #[divan::bench(args = BODIES)]
    fn jsonschema_at_run_time(bencher: Bencher<'_, '_>, Body(_, body): &Body) {
        let (schema, value): (_, Value) = (peers::run_time_schema(false), serde_json::from_str(body).expect("JSON"));
        bencher.bench_local(|| schema.is_valid(black_box(&value)));
    }

    #[divan::bench(args = BODIES)]
    fn jsonschema_at_run_time_with_addresses(bencher: Bencher<'_, '_>, Body(_, body): &Body) {
        let (schema, value): (_, Value) = (peers::run_time_schema(true), serde_json::from_str(body).expect("JSON"));
        bencher.bench_local(|| schema.is_valid(black_box(&value)));
    }
}

/// From the bytes of a body to the verdict; the first three parse and judge nothing.
#[divan::bench_group(sample_count = 1000, sample_size = 16, min_time = 0.2)]
mod bytes {
    use super::*;

    #[divan::bench(args = BODIES)]
    fn serde_json_alone_derived(bencher: Bencher<'_, '_>, Body(_, body): &Body) {
        bencher.bench_local(|| serde_json::from_slice::<peers::Garde>(black_box(body.as_bytes())));
    }

    #[divan::bench(args = BODIES)]
    fn serde_json_alone_derived_and_borrowed(bencher: Bencher<'_, '_>, Body(_, body): &Body) {
        bencher.bench_local(|| {
            let parsed: peers::Borrowed<'_> = serde_json::from_slice(black_box(body.as_bytes())).expect("a request");
            parsed.prompt.len()
        });
    }

    #[divan::bench(args = BODIES)]
    fn serde_json_alone_value(bencher: Bencher<'_, '_>, Body(_, body): &Body) {
        bencher.bench_local(|| serde_json::from_slice::<Value>(black_box(body.as_bytes())));
    }

    #[divan::bench(args = BODIES)]
    fn values_by_tables(bencher: Bencher<'_, '_>, Body(_, body): &Body) {
        let quoted = &<Img2Video as Request>::Vendor::revision().quoted;
        bencher.bench_local(|| {
            let given = wire::read(black_box(body.as_bytes()), operation(), quoted).expect("an object");
            check::is_fine(operation(), &given)
        });
    }

    #[divan::bench(args = BODIES)]
    fn typed_request(bencher: Bencher<'_, '_>, Body(_, body): &Body) {
        bencher.bench_local(|| {
            serde_json::from_slice::<Img2Video>(black_box(body.as_bytes())).expect("a request").is_fine()
        });
    }

    #[divan::bench(args = BODIES)]
    fn derived_and_validator(bencher: Bencher<'_, '_>, Body(_, body): &Body) {
        bencher.bench_local(|| {
            peers::with_validator(&serde_json::from_slice(black_box(body.as_bytes())).expect("a request"))
        });
    }

    #[divan::bench(args = BODIES)]
    fn value_and_jsonschema_macro(bencher: Bencher<'_, '_>, Body(_, body): &Body) {
        bencher.bench_local(|| {
            peers::Schema::is_valid(&serde_json::from_slice(black_box(body.as_bytes())).expect("JSON"))
        });
    }
}
