//! Pictures, as texts and as files: faults and lengths are those that another base64 gives, and an encoding in pieces is the whole one.

use std::str::from_utf8;

use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use base64::{Engine, alphabet};
use vidu_types::Image;
use vidu_types::image::{DataUri, Encoder, Fault, Format, ImageKind, Reference, read, shortened};

/// `text` and a line break before a reference, or `file` and a line break before the bytes of a picture.
pub fn holds(input: &[u8]) {
    if let Some(text) = input.strip_prefix(b"text\n").and_then(|text| from_utf8(text).ok()) {
        check_text(text);
    } else if let Some(bytes) = input.strip_prefix(b"file\n") {
        check_file(bytes);
    }
}

fn check_text(text: &str) {
    let reference = read(text);
    let image = Image::unchecked(text);
    let mut said = format!("{reference:?} {image} {image:?} {}", shortened(text));
    said.extend(reference.faults().map(|fault| fault.to_string()));
    said.extend(text.parse::<Image>().map_err(|error| error.to_string()).err());
    assert!(!said.chars().any(char::is_control), "{said:?}");
    let constructed = [Image::url(text), Image::data_uri(text), Image::upload(text)];
    let is_sound = reference.faults().next().is_none();
    assert_eq!(constructed.iter().filter(|made| made.is_ok()).count(), usize::from(is_sound));
    assert_eq!(text.parse::<Image>().is_ok(), is_sound);
    constructed.iter().flatten().for_each(check_remembered);
    assert_eq!(image.kind(), reference.kind());
    assert_eq!(reference.kind() == ImageKind::Unreadable, matches!(reference, Reference::Unreadable(_)));
    match reference {
        Reference::Data(uri) => check_data(uri),
        Reference::Url(url) => check_url(text, url.host()),
        _ => {}
    }
}

/// A sound address is one to another reader of addresses too, and its host is the same.
fn check_url(text: &str, host: &str) {
    let parsed = url::Url::parse(text);
    assert!(!text.contains(char::is_whitespace) && !host.is_empty());
    if let Ok(parsed) = parsed {
        assert!(matches!(parsed.scheme(), "http" | "https") && parsed.username().is_empty(), "{text}");
        let is_plain = host.is_ascii() && !host.to_ascii_lowercase().contains("xn--") && !host.starts_with('[');
        let other = parsed.host_str().unwrap_or_default();
        assert!(!is_plain || is_numeric(host) || host.eq_ignore_ascii_case(other), "{host} and {other}");
    }
}

/// What one reader takes for a name and another for a number, `0x7f.1`.
fn is_numeric(host: &str) -> bool {
    host.trim_end_matches('.')
        .rsplit('.')
        .next()
        .is_some_and(|last| last.starts_with(|first: char| first.is_ascii_digit()))
}

fn check_data(uri: DataUri<'_>) {
    let faults: Vec<Fault> = uri.faults().collect();
    let decoded = lenient().decode(uri.payload());
    assert_eq!(uri.payload_fault().is_none(), decoded.as_ref().is_ok_and(|bytes| !bytes.is_empty()), "{faults:?}");
    if let Some(size) = uri.dimensions() {
        assert!(size.width > 0 && size.height > 0);
    }
    if let Ok(bytes) = decoded {
        assert_eq!(uri.decoded_len(), bytes.len() as u64);
        assert_eq!(uri.format(), Format::sniff(&bytes));
        check_size(uri, &bytes);
    }
}

/// Padded base64 whose last letter may have bits that no byte has: decoders drop them.
fn lenient() -> GeneralPurpose {
    GeneralPurpose::new(&alphabet::STANDARD, GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true))
}

/// Width and height stand at fixed places of some formats.
fn check_size(uri: DataUri<'_>, bytes: &[u8]) {
    let found = uri.dimensions().map(|size| (size.width, size.height));
    let side = |at: usize| bytes.get(at..at + 4).map(|four| u32::from_be_bytes(four.try_into().expect("four")));
    let short =
        |at: usize| bytes.get(at..at + 2).map(|two| u32::from(u16::from_le_bytes(two.try_into().expect("two"))));
    let expected = match uri.format() {
        Some(Format::Png) if bytes.get(12..16) == Some(b"IHDR") => side(16).zip(side(20)),
        Some(Format::Gif) => short(6).zip(short(8)),
        Some(Format::Png) => None,
        _ => return,
    };
    assert_eq!(found, expected.filter(|(width, height)| *width > 0 && *height > 0));
}

fn check_file(bytes: &[u8]) {
    let whole = Image::from_bytes(bytes);
    let first = bytes.len().min(32);
    let begun = Encoder::begin(&bytes[..first], bytes.len());
    assert_eq!(whole.is_ok(), Format::sniff(bytes).is_some());
    let Ok(whole) = whole else { return };
    let Reference::Data(uri) = read(whole.as_str()) else { panic!("a file becomes a data URI: {whole}") };
    assert_eq!(uri.faults().next(), None, "{whole}");
    assert_eq!(STANDARD.decode(uri.payload()).as_deref(), Ok(bytes));
    assert_eq!(uri.labelled_format(), Format::sniff(bytes));
    check_data(uri);
    let mut encoder = begun.expect("32 bytes tell the format");
    bytes[first..].chunks(1 + bytes.len() % 7).for_each(|piece| encoder.push(piece));
    let pieced = encoder.finish();
    assert_eq!(pieced, whole);
    [whole, pieced].iter().for_each(check_remembered);
}

/// What a picture remembers of its text is what the text says.
fn check_remembered(image: &Image) {
    let said = |reference: &Reference<'_>| match reference {
        Reference::Url(url) => [url.as_str(), url.host()].map(str::to_owned),
        Reference::Data(uri) => [format!("{:?}", uri.content_type()), uri.payload().to_owned()],
        Reference::Upload(id) => ["", id].map(str::to_owned),
        other => panic!("{image} was made and cannot be read: {other:?}"),
    };
    let (remembered, now) = (image.reference(), read(image.as_str()));
    assert_eq!((remembered, said(&remembered)), (now, said(&now)));
    if let (Reference::Data(remembered), Reference::Data(now)) = (remembered, now) {
        assert_eq!(remembered.faults().next(), now.faults().next());
        assert_eq!(
            (remembered.is_base64(), remembered.dimensions(), remembered.decoded_len()),
            (now.is_base64(), now.dimensions(), now.decoded_len())
        );
    }
}
