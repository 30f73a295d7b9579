//! Callbacks: one is believed if and only if its head carries the true HMAC, names what it must and is of these minutes.

use std::str::from_utf8;
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use vidu_client::{CallbackError, Key};
use vidu_types::Timestamp;
use vidu_types::callback::path_and_query;
use vidu_types::table::Signature;

use super::call::signing;

type Verifier = vidu_client::vidu::Verifier;

const SECRET: &str = "vda_callback_key";

/// A method, an address and how many seconds the clock is after the vendor's; headers; a blank line; the body.
/// `{signature}` in a header is the true one.
pub fn holds(input: &[u8]) {
    if let Some(message) = Message::read(input) {
        message.check();
    }
}

struct Message<'i> {
    method: &'i str,
    url: &'i str,
    now: SystemTime,
    headers: Vec<(&'i str, Vec<u8>)>,
    body: &'i [u8],
}

impl<'i> Message<'i> {
    fn read(input: &'i [u8]) -> Option<Self> {
        let end = input.windows(2).position(|two| two == b"\n\n").unwrap_or(input.len());
        let (head, body) = (&input[..end], input.get(end + 2..).unwrap_or_default());
        let mut lines = head.split(|byte| *byte == b'\n');
        let mut words = from_utf8(lines.next()?).ok()?.split(' ');
        let (method, url, late) = (words.next()?, words.next()?, words.next()?.parse::<i32>().ok()?);
        let header = |line: &'i [u8]| {
            let colon = line.iter().position(|byte| *byte == b':')?;
            Some((from_utf8(&line[..colon]).ok()?, line[colon + 1..].to_vec()))
        };
        let headers = lines.map(header).collect::<Option<Vec<_>>>()?;
        let now = clock(late);
        let mut message = Self { method, url, now, headers, body };
        message.sign();
        Some(message)
    }

    /// Puts the true signature where the input asks for it.
    fn sign(&mut self) {
        let Some(text) = self.text_to_sign() else { return };
        let signature = authenticated(SECRET, &text).into_bytes();
        for (_, value) in self.headers.iter_mut().filter(|(_, value)| value == b"{signature}") {
            value.clone_from(&signature);
        }
    }

    fn check(&self) {
        let verifier = Verifier::new(Key::new(SECRET).expect("a key")).expect("a vendor that signs");
        let verified = verifier.verify(self.method, self.url, self.headers.clone(), self.now);
        let is_true = self.is_true();
        assert_eq!(verified.is_ok(), is_true, "{verified:?}");
        match verified {
            Ok(verified) => {
                let _ = verified.hint(self.body);
                let again = verifier.verify(self.method, self.url, self.headers.clone(), self.now);
                assert_eq!(again.err(), Some(CallbackError::Replayed));
                self.refused_when_forged();
            }
            Err(fault) => assert!(fault.status() >= 400 && fault.to_string().len() < 2000, "{fault}"),
        }
    }

    /// No bit of the signature and no letter of the address may be another.
    fn refused_when_forged(&self) {
        let refused = |url: &str, key: &str, headers: Vec<(&str, Vec<u8>)>| {
            let verifier = Verifier::new(Key::new(key).expect("a key")).expect("a vendor that signs");
            assert!(verifier.verify(self.method, url, headers, self.now).is_err(), "{url}");
        };
        let scheme = scheme();
        let place = self.headers.iter().position(|(name, _)| name.eq_ignore_ascii_case(&scheme.header));
        let place = place.expect("a true one has a signature");
        let at = usize::from(self.body.first().copied().unwrap_or(0)) % self.headers[place].1.len();
        for bit in 0..7 {
            let mut headers = self.headers.clone();
            headers[place].1[at] ^= 1 << bit;
            refused(self.url, SECRET, headers);
        }
        refused(self.url, "vda_other_key", self.headers.clone());
        let longer = format!("{}x", self.url);
        if path_and_query(&longer) != path_and_query(self.url) {
            refused(&longer, SECRET, self.headers.clone());
        }
    }

    /// The same by another way: what the vendor's page says of a callback.
    fn is_true(&self) -> bool {
        let scheme = scheme();
        let constant = |name: &str, expected: &str| self.one(name) == Some(expected);
        let names = self.one(&scheme.signed_headers_header).unwrap_or_default();
        let is_signed = |needed: &str| names.split(';').any(|name| name.trim().eq_ignore_ascii_case(needed));
        let is_recent = || {
            let sent = Timestamp::from_http_date(self.one("Date")?)?.system_time()?;
            let apart = self.now.duration_since(sent).or_else(|_| sent.duration_since(self.now)).ok()?;
            Some(apart <= Duration::from_secs(300))
        };
        let has_true_hmac = || {
            let given = STANDARD.decode(self.one(&scheme.header)?).ok()?;
            Some(given == STANDARD.decode(authenticated(SECRET, &self.text_to_sign()?)).expect("base64"))
        };
        constant(&scheme.algorithm_header, &scheme.algorithm)
            && constant(&scheme.access_key_header, &scheme.access_key)
            && self.one(&scheme.nonce_header).is_some()
            && is_signed("Date")
            && is_signed(&scheme.nonce_header)
            && is_recent() == Some(true)
            && has_true_hmac() == Some(true)
    }

    fn text_to_sign(&self) -> Option<String> {
        let scheme = scheme();
        let (path, query) = path_and_query(self.url);
        let path = if path.is_empty() { "/" } else { path };
        let (date, list) = (self.one("Date")?, self.one(&scheme.signed_headers_header)?);
        let method = self.method.to_ascii_uppercase();
        let mut text = format!("{method}\n{path}\n{query}\n{}\n{date}\n", scheme.access_key);
        for name in list.split(';').map(str::trim).filter(|name| !name.is_empty()) {
            text += &format!("{name}:{}\n", self.one(name)?);
        }
        Some(text)
    }

    /// The one header of a name; two of them are none.
    fn one(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        let (first, second) = (found.next()?, found.next());
        from_utf8(&first.1).ok().filter(|_| second.is_none())
    }
}

fn scheme() -> &'static Signature {
    let callback = signing().callback.as_ref().expect("a vendor with callbacks");
    callback.signature.as_ref().expect("a vendor that signs them")
}

/// So many seconds after the noon by which the inputs are dated, or before it.
fn clock(late: i32) -> SystemTime {
    let noon = Timestamp::from_rfc3339("2025-08-20T12:00:00Z").and_then(Timestamp::system_time).expect("a time");
    let apart = Duration::from_secs(u64::from(late.unsigned_abs()));
    if late < 0 { noon - apart } else { noon + apart }
}

/// HMAC-SHA256 by its definition, so that neither side is checked with its own means.
fn authenticated(key: &str, text: &str) -> String {
    assert!(key.len() <= 64, "a longer key would be hashed first");
    let padded = |with: u8| (0..64).map(|at| key.as_bytes().get(at).copied().unwrap_or(0) ^ with).collect::<Vec<u8>>();
    let inner = Sha256::digest([padded(0x36), text.as_bytes().to_vec()].concat());
    STANDARD.encode(Sha256::digest([padded(0x5c), inner.to_vec()].concat()))
}
