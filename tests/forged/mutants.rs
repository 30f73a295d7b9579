//! A true callback, other spellings of it that are as true, and every way to make a false one of it.

use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use vidu_types::Timestamp;

use crate::callbacks::authenticated;

const LIST: &str = "Date;x-request-nonce";

/// Numbers that look like chance and are the same in every run (SplitMix64).
pub struct Chance(pub u64);

impl Chance {
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        (self.number() % bound as u64) as usize
    }

    pub fn word(&mut self, length: usize) -> String {
        let letters = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
        (0..length).map(|_| char::from(letters[self.below(letters.len())])).collect()
    }
}

/// A callback as a server receives it.
#[derive(Clone, Debug)]
pub struct Call {
    pub method: String,
    pub url: String,
    pub headers: Vec<(String, Vec<u8>)>,
}

impl Call {
    /// A true one, to some address and with some nonce.
    pub fn signed(key: &str, sent: SystemTime, chance: &mut Chance) -> Self {
        let url = format!("/{}/{}?of={}", chance.word(6), chance.word(6), chance.word(4));
        let nonce = chance.word(36);
        Self::with(key, &Timestamp::from(sent).http_date(), &nonce, LIST, &url)
    }

    /// One that is signed whatever it says: its list names some of its headers.
    fn with(key: &str, date: &str, nonce: &str, list: &str, url: &str) -> Self {
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let value = |name: &str| if name.eq_ignore_ascii_case("date") { date } else { nonce };
        let lines: String =
            list.split(';').filter(|name| !name.is_empty()).map(|name| format!("{name}:{}\n", value(name))).collect();
        let signature = authenticated(key, &format!("POST\n{path}\n{query}\nvidu\n{date}\n{lines}"));
        let headers = [
            ("Date", date),
            ("x-request-nonce", nonce),
            ("X-HMAC-SIGNED-HEADERS", list),
            ("X-HMAC-SIGNATURE", &signature),
            ("X-HMAC-ALGORITHM", "hmac-sha256"),
            ("X-HMAC-ACCESS-KEY", "vidu"),
        ];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.as_bytes().to_vec())).to_vec();
        Self { method: "POST".to_owned(), url: url.to_owned(), headers }
    }

    fn text(&self, at: usize) -> &str {
        std::str::from_utf8(&self.headers[at].1).expect("a true callback is text")
    }

    fn changed(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut call = self.clone();
        change(&mut call);
        call
    }
}

const DATE: usize = 0;
const NONCE: usize = 1;
const SIGNATURE: usize = 3;

/// The same callback as servers and proxies hand it on: each is as true as the other.
pub fn spellings(call: &Call, chance: &mut Chance) -> Vec<Call> {
    let turned = chance.below(call.headers.len());
    vec![
        call.clone(),
        call.changed(|call| call.url = format!("https://hooks.example.com:8443{}", call.url)),
        call.changed(|call| call.method = "post".to_owned()),
        call.changed(|call| call.headers.rotate_left(turned)),
        call.changed(|call| call.headers.iter_mut().for_each(|(name, _)| *name = name.to_uppercase())),
        call.changed(|call| call.headers.iter_mut().for_each(|(name, _)| *name = name.to_lowercase())),
        call.changed(|call| call.headers.push(("X-Forwarded-For".to_owned(), vec![0xff, 0xfe]))),
    ]
}

type Mutants = Vec<(&'static str, Call)>;

/// False ones of a true one. Those that are signed with the key itself are old, early, or leave something unsigned.
pub fn of(call: &Call, key: &str, now: SystemTime, tolerance: Duration, chance: &mut Chance) -> Mutants {
    let mut found = Mutants::new();
    bits(call, &mut found);
    signatures(call, &mut found);
    lines(call, &mut found);
    headers(call, &mut found);
    keys(call, key, &mut found);
    dates(call, key, now, tolerance, chance, &mut found);
    unsigned(call, key, &mut found);
    blows(call, chance, &mut found);
    found
}

/// Each bit of what the signature decodes to, and of every header that counts.
fn bits(call: &Call, found: &mut Mutants) {
    let decoded = STANDARD.decode(call.text(SIGNATURE)).expect("base64");
    for bit in 0..decoded.len() * 8 {
        let mut other = decoded.clone();
        other[bit / 8] ^= 1 << (bit % 8);
        let other = STANDARD.encode(other).into_bytes();
        found.push(("a bit of the signature", call.changed(|call| call.headers[SIGNATURE].1 = other)));
    }
    for at in 0..call.headers.len() {
        for bit in 0..call.headers[at].1.len() * 8 {
            found.push(("a bit of a header", call.changed(|call| call.headers[at].1[bit / 8] ^= 1 << (bit % 8))));
        }
    }
}

/// Signatures that are cut, grown, spelt otherwise or of nothing.
fn signatures(call: &Call, found: &mut Mutants) {
    let text = call.text(SIGNATURE).to_owned();
    let mut put = |other: String| {
        found.push(("a signature", call.changed(|call| call.headers[SIGNATURE].1 = other.into_bytes())));
    };
    (0..text.len()).for_each(|length| put(text[..length].to_owned()));
    put(text.to_lowercase());
    put(format!("{text}="));
    put(format!("{text}AAAA"));
    put(format!("{text}{text}"));
    put(format!(" {text}"));
    put(format!("{text}\n"));
    put(format!("\"{text}\""));
    put(format!("sha256={text}"));
    put(text.trim_end_matches('=').to_owned() + "%3D");
    put(STANDARD.encode([0; 32]));
    put(STANDARD.encode([0xff; 32]));
    put(STANDARD.encode([0; 64]));
    let bytes = STANDARD.decode(&text).expect("base64");
    put(bytes.iter().map(|byte| format!("{byte:02x}")).collect());
}

/// Another method, path or query.
fn lines(call: &Call, found: &mut Mutants) {
    for method in ["GET", "PUT", "", "POST ", "POSTS"] {
        found.push(("a method", call.changed(|call| call.method = method.to_owned())));
    }
    for at in 0..call.url.len() {
        for bit in 0..8 {
            let mut bytes = call.url.clone().into_bytes();
            bytes[at] ^= 1 << bit;
            if let Ok(url) = String::from_utf8(bytes) {
                found.push(("a bit of the address", call.changed(|call| call.url = url)));
            }
        }
    }
    for (from, to) in [("?", "?x=1&"), ("?", "/?"), ("/", "//"), ("?", "%3F"), ("?of=", "?of=&of="), ("/", "/../")] {
        found.push(("an address", call.changed(|call| call.url = call.url.replacen(from, to, 1))));
    }
    found.push(("no query", call.changed(|call| call.url = call.url.split('?').next().unwrap_or_default().to_owned())));
}

/// Headers that are not there, or twice, or of another name.
fn headers(call: &Call, found: &mut Mutants) {
    for at in 0..call.headers.len() {
        let (name, value) = call.headers[at].clone();
        found.push(("a missing header", call.changed(|call| drop(call.headers.remove(at)))));
        found.push(("an empty header", call.changed(|call| call.headers[at].1.clear())));
        found.push(("another name", call.changed(|call| call.headers[at].0 = format!("x-{name}"))));
        for other in [value, Vec::new(), b"x".to_vec(), vec![0xff]] {
            let doubled = (name.to_uppercase(), other);
            found.push(("a doubled header", call.changed(|call| call.headers.push(doubled.clone()))));
            found.push(("a doubled header", call.changed(|call| call.headers.insert(0, doubled))));
        }
    }
}

/// The same callback signed with another key.
fn keys(call: &Call, key: &str, found: &mut Mutants) {
    let others = [
        key[1..].to_owned(),
        format!("{key}x"),
        format!("{key} "),
        format!("Token {key}"),
        key.chars().rev().collect::<String>() + ".",
        key.to_uppercase() + ".",
        "vidu".to_owned(),
        "sk-of-somebody-else".to_owned(),
    ];
    for other in others {
        found.push(("a key", Call::with(&other, call.text(DATE), call.text(NONCE), LIST, &call.url)));
    }
}

/// Truly signed, and too old or too early.
fn dates(call: &Call, key: &str, now: SystemTime, tolerance: Duration, chance: &mut Chance, found: &mut Mutants) {
    let second = Duration::from_secs(1);
    let mut apart = vec![tolerance + second, 2 * tolerance, 3600 * second, 86_400 * second, 31_536_000 * second];
    apart.extend((0..20).map(|_| tolerance + second * (1 + chance.below(100_000_000) as u32)));
    for sent in apart.into_iter().flat_map(|apart| [now - apart, now + apart]) {
        let date = Timestamp::from(sent).http_date();
        found.push(("a date", Call::with(key, &date, call.text(NONCE), LIST, &call.url)));
    }
    for date in ["", "now", "2025-08-20T12:00:00Z", "1755691200", "Wed, 20 Aug 2025 12:00:00 +0000", "Wed, 32 Aug 2025"]
    {
        found.push(("no date of HTTP", Call::with(key, date, call.text(NONCE), LIST, &call.url)));
    }
}

/// Truly signed, but for the nonce or the date: whoever saw it could send it again under another.
fn unsigned(call: &Call, key: &str, found: &mut Mutants) {
    for list in ["Date", "x-request-nonce", "", ";", "Date;Date", "x-request-nonce;x-request-nonce"] {
        found.push(("an unsigned header", Call::with(key, call.text(DATE), call.text(NONCE), list, &call.url)));
    }
}

/// Several bits at once, anywhere in what the signature covers.
fn blows(call: &Call, chance: &mut Chance, found: &mut Mutants) {
    for _ in 0..64 {
        let at = [DATE, NONCE, SIGNATURE][chance.below(3)];
        let mut other = call.clone();
        while other.headers[at].1 == call.headers[at].1 {
            for _ in 0..=chance.below(12) {
                let byte = chance.below(other.headers[at].1.len());
                other.headers[at].1[byte] = chance.number() as u8;
            }
        }
        found.push(("several bytes", other));
    }
}
