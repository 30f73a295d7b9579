//! What large bodies cost: from bytes with pictures as data URIs to the verdict, and from a picture file to a body.
//!
//! `cargo bench -p vidu-bench --features validators --bench bodies`

use std::fs::File;
use std::hint::black_box;
use std::io::{Read, Seek, Write};
use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use divan::Bencher;
use divan::counter::BytesCount;
use serde::Deserialize;
use vidu_types::image::Encoder;
use vidu_types::table::Operation;
use vidu_types::vidu::Reference2Video;
use vidu_types::wire::{self, Content, Taken};
use vidu_types::{Image, Request, Vendor, check};

fn main() {
    for size in SIZES {
        let (body, taken) = (size.body(), Taken::from(size.body()));
        let given = wire::read(body, operation(), &[]).expect("an object");
        let short = wire::read_taken(&taken, operation(), &[]).expect("an object");
        assert!(check::is_fine(operation(), &given) && check::is_fine(operation(), &short), "{size:?} is fine");
        assert_eq!(decoded(body), size.pictures() * size.bytes(), "{size:?} is decoded");
    }
    divan::main();
}

/// How many pictures of how many bytes: the most that the page takes is seven of a little less than 10 MB.
#[derive(Clone, Copy, Debug)]
enum Size {
    OneOf1,
    OneOf10,
    SevenOf10,
}

const SIZES: [Size; 3] = [Size::OneOf1, Size::OneOf10, Size::SevenOf10];

impl Size {
    fn pictures(self) -> usize {
        if matches!(self, Self::SevenOf10) { 7 } else { 1 }
    }

    fn bytes(self) -> usize {
        if matches!(self, Self::OneOf1) { 999_999 } else { 9_999_999 }
    }

    fn body(self) -> &'static [u8] {
        static BODIES: LazyLock<[Vec<u8>; 3]> = LazyLock::new(|| SIZES.map(Size::make));
        &BODIES[self as usize]
    }

    fn make(self) -> Vec<u8> {
        let picture = Image::from_bytes(&picture(self.bytes())).expect("a picture");
        let request = Reference2Video::new("viduq1", vec![picture; self.pictures()], "A lighthouse at dusk.");
        serde_json::to_vec(&request).expect("JSON")
    }
}

/// A PNG whose header is sound and whose rest is noise.
fn picture(length: usize) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x04\0\0\0\x03\0\x08\x02\0\0\0".to_vec();
    let mut noise = 1_u64;
    bytes.resize_with(length, || {
        noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (noise >> 56) as u8
    });
    bytes
}

fn operation() -> &'static Operation {
    Reference2Video::operation()
}

/// What the usual program does: parses into strings and decodes each picture.
fn decoded(body: &[u8]) -> usize {
    #[derive(Deserialize)]
    struct Usual {
        images: Vec<String>,
    }
    let parsed: Usual = serde_json::from_slice(body).expect("a request");
    let payload = |image: &String| {
        let (_, payload) = image.split_once(',').expect("a data URI");
        STANDARD.decode(payload).expect("base64").len()
    };
    parsed.images.iter().map(payload).sum()
}

/// From the bytes of a body to the verdict.
#[divan::bench_group(sample_count = 20)]
mod verdict {
    use super::*;

    #[divan::bench(args = SIZES)]
    fn memcpy(bencher: Bencher<'_, '_>, size: Size) {
        let mut to = vec![0; size.body().len()];
        bencher.counter(BytesCount::new(size.body().len())).bench_local(|| {
            to.copy_from_slice(black_box(size.body()));
            black_box(&mut to);
        });
    }

    /// The body is in memory as a whole and stays as it is.
    #[divan::bench(args = SIZES)]
    fn of_a_slice(bencher: Bencher<'_, '_>, size: Size) {
        let quoted = &<Reference2Video as Request>::Vendor::revision().quoted;
        bencher.counter(BytesCount::new(size.body().len())).bench_local(|| {
            let given = wire::read(black_box(size.body()), operation(), quoted).expect("an object");
            assert!(check::is_fine(operation(), &given));
        });
    }

    /// The body comes in pieces, of which the middle of the pictures is let go.
    #[divan::bench(args = SIZES)]
    fn as_it_comes(bencher: Bencher<'_, '_>, size: Size) {
        let quoted = &<Reference2Video as Request>::Vendor::revision().quoted;
        bencher.counter(BytesCount::new(size.body().len())).bench_local(|| {
            let taken = Taken::from(black_box(size.body()));
            let given = wire::read_taken(&taken, operation(), quoted).expect("an object");
            assert!(check::is_fine(operation(), &given));
        });
    }

    #[divan::bench(args = SIZES)]
    fn parsed_then_decoded(bencher: Bencher<'_, '_>, size: Size) {
        bencher.counter(BytesCount::new(size.body().len())).bench_local(|| decoded(black_box(size.body())));
    }
}

/// From a picture file in the system's cache to the body of a request.
#[divan::bench_group(sample_count = 20)]
mod request {
    use super::*;

    fn file() -> File {
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(&picture(9_999_999)).expect("it is written");
        file
    }

    fn body_of(file: &mut File) -> Content {
        file.rewind().expect("the beginning");
        let mut piece = vec![0; 1 << 16];
        let first = file.read(&mut piece).expect("bytes");
        let mut encoder = Encoder::begin(&piece[..first], 9_999_999).expect("a picture");
        loop {
            match file.read(&mut piece).expect("bytes") {
                0 => break,
                number => encoder.push(&piece[..number]),
            }
        }
        let request = Reference2Video::new("viduq1", [encoder.finish()], "A lighthouse at dusk.");
        // As the client sends it.
        wire::body(operation(), &request.given()).content()
    }

    /// As many bytes as the body has, copied into new memory.
    #[divan::bench]
    fn memcpy(bencher: Bencher<'_, '_>) {
        let body = body_of(&mut file()).into_vec();
        bencher.counter(BytesCount::new(body.len())).bench_local(|| black_box(&body).clone());
    }

    /// The file's bytes read into new memory and nothing done with them.
    #[divan::bench]
    fn reading_alone(bencher: Bencher<'_, '_>) {
        let mut file = file();
        bencher.counter(BytesCount::new(13_333_332_usize)).bench_local(|| {
            let mut bytes = Vec::with_capacity(9_999_999);
            file.rewind().expect("the beginning");
            file.read_to_end(&mut bytes).expect("bytes");
            bytes
        });
    }

    #[divan::bench]
    fn file_to_body(bencher: Bencher<'_, '_>) {
        let mut file = file();
        bencher.counter(BytesCount::new(13_333_332_usize)).bench_local(|| body_of(&mut file));
    }

    /// The usual way: the file as bytes, their base64 as a string, the string formatted into another, that into JSON.
    #[divan::bench]
    fn read_encode_format_serialize(bencher: Bencher<'_, '_>) {
        let mut file = file();
        bencher.counter(BytesCount::new(13_333_332_usize)).bench_local(|| {
            let mut bytes = Vec::new();
            file.rewind().expect("the beginning");
            file.read_to_end(&mut bytes).expect("bytes");
            let image = format!("data:image/png;base64,{}", STANDARD.encode(bytes));
            serde_json::to_vec(&serde_json::json!({ "model": "viduq1", "images": [image], "prompt": "A lighthouse." }))
        });
    }
}
